// Listens, reads what is asked, answers what is not a circle's, and hands each conversation to its
// circle's thread.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "net/addresses.hpp"
#include "net/admission.hpp"
#include "net/metrics.hpp"
#include "net/metrics_port.hpp"
#include "net/site.hpp"
#include "net/tls.hpp"
#include "net/worker.hpp"

namespace circlekeeper::net {

// Where somebody is listened to. Port 0: any that is free.
struct Listen {
  std::string address;
  std::uint16_t port = 0;
};

struct ServerOptions {
  Listen listen;
  std::optional<Listen> metrics;  // for a monitor alone; nothing is measured without it
  unsigned threads = 1;
  std::vector<std::string> trusted_proxies;
  std::string origin;  // the one that pages may come from; empty: the host that they ask
  std::string certificate, key;
  std::filesystem::path client, places;
  std::int64_t connections_per_address = rules::limits::counts::connections_per_address;
  std::int64_t circles_per_address_hour = rules::limits::counts::circles_per_address_hour;
  live::Bounds bounds;
  Patience patience;
};

class Server {
 public:
  // Throws std::exception with a sentence where it cannot listen or read what it is given.
  Server(ServerOptions options, live::EventStore& store, const live::Notice& notice,
         const MakeCircles& make_circles = live::make_circles);
  ~Server();

  void start();
  std::uint16_t port() const;
  std::uint16_t metrics_port() const { return metrics_port_->port(); }
  // Tells everybody to come back, waits until all is stored, and stops. Blocks.
  void stop();
  void reload_certificate();

 private:
  struct Moving;
  asio::awaitable<void> accept(std::size_t worker);
  asio::awaitable<void> serve_plain(std::size_t worker, tcp::socket socket);
  asio::awaitable<void> serve_tls(std::size_t worker, tcp::socket socket);
  asio::awaitable<std::optional<Request>> greet_and_serve(std::size_t worker, TlsStream& stream);
  template <class Stream>
  asio::awaitable<std::optional<Request>> serve(std::size_t worker, Stream& stream,
                                                tcp::socket& socket);
  asio::awaitable<Response> answer(std::size_t worker, const Request& request);
  asio::awaitable<bool> can_store(std::size_t worker);
  asio::awaitable<std::string> measured();
  bool is_upgrade(const Request& request) const;
  bool is_own(std::string_view origin, std::string_view host) const;
  std::optional<std::string> refusal_of(const Request& request) const;
  Upgrade upgrade_of(Request request, const asio::ip::address& peer);
  std::size_t worker_of(const rules::CircleId& circle) const;

  ServerOptions options_;
  live::EventStore& store_;
  Site site_;
  TrustedProxies proxies_;
  Admission admission_;
  std::optional<Tls> tls_;
  std::unique_ptr<Metrics> metrics_;
  std::vector<std::unique_ptr<Worker>> workers_;
  std::optional<tcp::acceptor> acceptor_;
  std::optional<MetricsPort> metrics_port_;
  bool runs_ = false;
};

}  // namespace circlekeeper::net
