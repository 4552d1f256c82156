#include "net/metrics_port.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/http/write.hpp>

#include "net/deadline.hpp"
#include "rules/limits.hpp"

namespace circlekeeper::net {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using tcp = asio::ip::tcp;

namespace {
constexpr auto quietly = asio::as_tuple(asio::use_awaitable);
constexpr std::chrono::milliseconds accept_again{50};  // after an error: out of files, most likely
}  // namespace

MetricsPort::MetricsPort(asio::io_context& loop, const tcp::endpoint& endpoint,
                         rules::Length patience, Text text)
    : acceptor_(loop, endpoint), patience_(patience), text_(std::move(text)) {}

void MetricsPort::start() {
  asio::co_spawn(acceptor_.get_executor(), accept(), asio::detached);
}

void MetricsPort::close() {
  beast::error_code ignored;
  acceptor_.close(ignored);
}

asio::awaitable<void> MetricsPort::accept() {
  while (acceptor_.is_open()) {
    auto [error, socket] = co_await acceptor_.async_accept(quietly);
    if (error == asio::error::operation_aborted) co_return;
    if (error) {
      asio::steady_timer pause(acceptor_.get_executor(), accept_again);
      co_await pause.async_wait(quietly);
      continue;
    }
    asio::co_spawn(acceptor_.get_executor(), serve(std::move(socket)), asio::detached);
  }
}

// One question, one answer.
asio::awaitable<void> MetricsPort::serve(tcp::socket socket) {
  Deadline deadline(socket.get_executor(), [&socket] { beast::close_socket(socket); });
  deadline.within(std::chrono::milliseconds(patience_.ms));
  beast::flat_buffer buffer;
  http::request_parser<http::string_body> parser;
  parser.header_limit(static_cast<std::uint32_t>(rules::limits::bytes::header_max));
  parser.body_limit(std::uint64_t{0});
  const auto [error, read] = co_await http::async_read(socket, buffer, parser, quietly);
  if (error) co_return;
  const auto& request = parser.get();
  const bool asked = request.method() == http::verb::get && request.target() == "/metrics";
  http::response<http::string_body> response(asked ? http::status::ok : http::status::not_found,
                                             request.version());
  response.set(http::field::content_type, "text/plain; version=0.0.4; charset=utf-8");
  response.keep_alive(false);
  response.body() = "/metrics is what there is here\n";
  if (asked) response.body() = co_await text_();
  response.prepare_payload();
  co_await http::async_write(socket, response, quietly);
  beast::error_code ignored;
  socket.shutdown(tcp::socket::shutdown_send, ignored);
}

}  // namespace circlekeeper::net
