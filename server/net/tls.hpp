// Certificate and key, read at the start and again on SIGHUP; connections keep the one they began
// with.
#pragma once

#include <boost/asio/ssl/context.hpp>
#include <memory>
#include <mutex>
#include <string>

namespace circlekeeper::net {

class Tls {
 public:
  // Throws where the files cannot be read or do not belong together.
  Tls(std::string certificate, std::string key);

  // Reads both files again. Throws and keeps the old ones where they do not fit.
  void reload();
  std::shared_ptr<boost::asio::ssl::context> context() const;

 private:
  std::string certificate_, key_;
  mutable std::mutex mutex_;
  std::shared_ptr<boost::asio::ssl::context> context_;
};

}  // namespace circlekeeper::net
