#include "net/tls.hpp"

namespace circlekeeper::net {

namespace ssl = boost::asio::ssl;

Tls::Tls(std::string certificate, std::string key)
    : certificate_(std::move(certificate)), key_(std::move(key)) {
  reload();
}

void Tls::reload() {
  auto fresh = std::make_shared<ssl::context>(ssl::context::tls_server);
  fresh->set_options(ssl::context::default_workarounds | ssl::context::no_sslv2 |
                     ssl::context::no_sslv3 | ssl::context::no_tlsv1 | ssl::context::no_tlsv1_1);
  fresh->use_certificate_chain_file(certificate_);
  fresh->use_private_key_file(key_, ssl::context::pem);
  const std::lock_guard lock(mutex_);
  context_ = std::move(fresh);
}

std::shared_ptr<ssl::context> Tls::context() const {
  const std::lock_guard lock(mutex_);
  return context_;
}

}  // namespace circlekeeper::net
