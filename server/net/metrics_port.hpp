// A port of its own, on which a monitor reads /metrics; what it says is given by `text`.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <functional>
#include <string>

#include "rules/time.hpp"

namespace circlekeeper::net {

class MetricsPort {
 public:
  using Text = std::function<boost::asio::awaitable<std::string>()>;

  // Throws where it cannot listen. Works on this loop's thread, from start() on.
  MetricsPort(boost::asio::io_context& loop, const boost::asio::ip::tcp::endpoint& endpoint,
              rules::Length patience, Text text);
  std::uint16_t port() const { return acceptor_.local_endpoint().port(); }
  void start();
  // On the loop's thread.
  void close();

 private:
  boost::asio::awaitable<void> accept();
  boost::asio::awaitable<void> serve(boost::asio::ip::tcp::socket socket);

  boost::asio::ip::tcp::acceptor acceptor_;
  rules::Length patience_;
  Text text_;
};

}  // namespace circlekeeper::net
