// A connection to a circle. This header keeps Beast's stream out of everybody else's sight.
#pragma once

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/beast/http/string_body.hpp>
#include <memory>
#include <string>

#include "net/worker.hpp"
#include "rules/ids.hpp"

namespace circlekeeper::net {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using tcp = asio::ip::tcp;
using TlsStream = asio::ssl::stream<tcp::socket>;
using Request = http::request<http::string_body>;

// What was read of somebody who wants to talk with a circle.
struct Upgrade {
  Request request;
  rules::CircleId circle;
  std::string address;
  std::shared_ptr<void>
      place;  // of Admission; null where there were too many connections from there
};

// Takes the socket over, on the worker's thread. From here the connection keeps itself alive.
void open_websocket(Worker& worker, tcp::socket socket, Upgrade upgrade);
void open_websocket(Worker& worker, TlsStream stream, Upgrade upgrade);

}  // namespace circlekeeper::net
