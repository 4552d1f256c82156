#include "net/server.hpp"

#include <openssl/evp.h>
#include <openssl/rand.h>
#include <unistd.h>

#include <array>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/stream_traits.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/rfc7230.hpp>
#include <boost/beast/http/write.hpp>
#include <boost/beast/websocket/rfc6455.hpp>
#include <future>
#include <stdexcept>
#include <utility>

#include "live/event_store.hpp"
#include "net/deadline.hpp"
#include "rules/limits.hpp"

namespace circlekeeper::net {

namespace limits = rules::limits;
using std::chrono::milliseconds;
using namespace std::chrono_literals;

namespace {

constexpr auto quietly = asio::as_tuple(asio::use_awaitable);
constexpr auto keep_alive = 30s;
constexpr auto drained_within = 13s;
constexpr auto seen_off_within = 1s;
constexpr std::size_t seen_off_max = 65536;

std::string sha256(std::string_view text) {
  unsigned char bytes[EVP_MAX_MD_SIZE];
  unsigned size = 0;
  EVP_Digest(text.data(), text.size(), bytes, &size, EVP_sha256(), nullptr);
  constexpr char digits[] = "0123456789abcdef";
  std::string hex;
  for (unsigned i = 0; i < size; ++i) {
    hex += digits[bytes[i] >> 4];
    hex += digits[bytes[i] & 15];
  }
  return hex;
}

// Fetched for many at once: one call costs as much as what is decided with it. Throws
// std::runtime_error where the machine has no randomness.
std::uint64_t random_seed() {
  thread_local std::array<std::uint64_t, 64> seeds;
  thread_local std::size_t left = 0;
  if (left == 0) {
    if (RAND_bytes(reinterpret_cast<unsigned char*>(seeds.data()), sizeof seeds) != 1) {
      throw std::runtime_error("there is no randomness to draw from");
    }
    left = seeds.size();
  }
  return std::exchange(seeds[--left], 0);
}

tcp::endpoint endpoint_of(const Listen& listen) {
  return {asio::ip::make_address(listen.address), listen.port};
}

std::string_view view_of(beast::string_view text) {
  return {text.data(), text.size()};
}

constexpr std::string_view path_start = "/circles/";
constexpr std::string_view path_end = "/live";

// The id in the path of a conversation; whether there is such a circle is said on the line.
std::string circle_in(std::string_view target) {
  target = target.substr(0, target.find('?'));
  if (!target.starts_with(path_start) || !target.ends_with(path_end)) return "";
  if (target.size() < path_start.size() + path_end.size()) return "";
  return std::string(
      target.substr(path_start.size(), target.size() - path_start.size() - path_end.size()));
}

}  // namespace

Server::Server(ServerOptions options, live::EventStore& store, const live::Notice& notice,
               const MakeCircles& make_circles)
    : options_(std::move(options)),
      store_(store),
      site_(options_.client, options_.places, !options_.certificate.empty()),
      proxies_(options_.trusted_proxies),
      admission_(options_.connections_per_address, options_.circles_per_address_hour) {
  if (!options_.certificate.empty()) tls_.emplace(options_.certificate, options_.key);
  if (options_.metrics) metrics_ = std::make_unique<Metrics>();
  for (std::size_t i = 0; i < options_.threads; ++i) {
    live::Ports shared{store_,
                       {},
                       wall_clock,
                       random_seed,
                       sha256,
                       {},
                       [this](std::string_view address) {
                         return admission_.may_make(std::string(address), wall_clock());
                       },
                       [this, i](const rules::CircleId& circle) { return worker_of(circle) == i; },
                       notice,
                       metrics_.get()};
    workers_.push_back(std::make_unique<Worker>(std::move(shared), options_.bounds,
                                                options_.patience, make_circles));
  }
  acceptor_.emplace(workers_.front()->loop(), endpoint_of(options_.listen));
  if (options_.metrics) {
    metrics_port_.emplace(workers_.front()->loop(), endpoint_of(*options_.metrics),
                          options_.patience.handshake, [this] { return measured(); });
  }
}

Server::~Server() {
  stop();
  metrics_port_.reset();
  acceptor_.reset();
}

std::uint16_t Server::port() const {
  return acceptor_->local_endpoint().port();
}

void Server::start() {
  runs_ = true;
  asio::co_spawn(workers_.front()->loop(), accept(0), asio::detached);
  if (metrics_port_) metrics_port_->start();
  for (auto& worker : workers_) worker->start();
}

void Server::stop() {
  if (!std::exchange(runs_, false)) return;
  workers_.front()->post([this] {
    beast::error_code ignored;
    acceptor_->close(ignored);
    if (metrics_port_) metrics_port_->close();
  });
  std::vector<std::future<void>> drained;
  for (auto& worker : workers_) {
    auto done = std::make_shared<std::promise<void>>();
    drained.push_back(done->get_future());
    worker->drain([done] { done->set_value(); });
  }
  const auto until = std::chrono::steady_clock::now() + drained_within;
  for (auto& each : drained) each.wait_until(until);
  for (auto& worker : workers_) worker->stop();
}

void Server::reload_certificate() {
  if (tls_) tls_->reload();
}

std::size_t Server::worker_of(const rules::CircleId& circle) const {
  return std::hash<rules::CircleId>{}(circle) % options_.threads;
}

asio::awaitable<void> Server::accept(std::size_t next) {
  while (acceptor_->is_open()) {
    Worker& worker = *workers_[next];
    auto [error, socket] = co_await acceptor_->async_accept(worker.loop(), quietly);
    if (error == asio::error::operation_aborted) co_return;
    if (error) {
      asio::steady_timer pause(workers_.front()->loop(), 50ms);  // out of files, most likely
      co_await pause.async_wait(quietly);
      continue;
    }
    beast::error_code ignored;
    socket.set_option(tcp::no_delay(true), ignored);
    auto conversation =
        tls_ ? serve_tls(next, std::move(socket)) : serve_plain(next, std::move(socket));
    asio::co_spawn(worker.loop(), std::move(conversation), asio::detached);
    next = (next + 1) % workers_.size();
  }
}

bool Server::is_upgrade(const Request& request) const {
  return beast::websocket::is_upgrade(request) && view_of(request.target()).starts_with(path_start);
}

// A proxy that ends TLS leaves the name and changes the scheme.
bool Server::is_own(std::string_view origin, std::string_view host) const {
  if (!options_.origin.empty()) return origin == options_.origin;
  return origin == "https://" + std::string(host) ||
         (!tls_ && origin == "http://" + std::string(host));
}

// Why a conversation is not begun, for somebody who writes a client.
std::optional<std::string> Server::refusal_of(const Request& request) const {
  const auto origin = view_of(request[http::field::origin]);
  if (!origin.empty() && !is_own(origin, view_of(request[http::field::host]))) {
    return "this origin may not talk with circles here\n";
  }
  if (!http::token_list(request[http::field::sec_websocket_protocol]).exists("circlekeeper.v1")) {
    return "the subprotocol circlekeeper.v1 is spoken here\n";
  }
  return std::nullopt;
}

// Whether a durable write works, asked of the store anew each time.
asio::awaitable<bool> Server::can_store(std::size_t worker) {
  auto can = std::make_shared<bool>(false);
  auto answered = std::make_shared<asio::steady_timer>(workers_[worker]->loop(), 5s);
  store_.probe(
      [this, worker](std::move_only_function<void()> work) {
        workers_[worker]->post(std::move(work));
      },
      [can, weak = std::weak_ptr(answered)](bool stored) {
        *can = stored;
        if (const auto waiting = weak.lock()) waiting->cancel();
      });
  co_await answered->async_wait(quietly);
  co_return *can;
}

// Each thread is asked what it holds, since nobody else may look.
asio::awaitable<std::string> Server::measured() {
  Holding all;
  for (const auto& worker : workers_) {
    const auto ask = [](Worker& asked) -> asio::awaitable<Holding> { co_return asked.holding(); };
    all += co_await asio::co_spawn(worker->loop(), ask(*worker), asio::use_awaitable);
  }
  co_return metrics_->text(all);
}

asio::awaitable<Response> Server::answer(std::size_t worker, const Request& request) {
  const auto target = view_of(request.target());
  if (target == "/healthz") co_return site_.plain(request, http::status::ok, "here\n");
  if (target == "/readyz") {
    const bool ready = co_await can_store(worker);
    if (ready) co_return site_.plain(request, http::status::ok, "ready\n");
    co_return site_.plain(request, http::status::service_unavailable, "it cannot store now\n");
  }
  if (const auto refusal = is_upgrade(request) ? refusal_of(request) : std::nullopt) {
    co_return site_.plain(request, http::status::forbidden, *refusal);
  }
  co_return site_.answer(request);
}

namespace {

std::optional<http::status> status_of(beast::error_code error) {
  if (error == http::error::header_limit) return http::status::request_header_fields_too_large;
  if (error == http::error::body_limit) return http::status::payload_too_large;
  if (error == http::error::end_of_stream || error == http::error::partial_message) {
    return std::nullopt;
  }
  const bool is_http =
      error.category() == http::make_error_code(http::error::bad_method).category();
  return is_http ? std::optional(http::status::bad_request) : std::nullopt;
}

// Reads on for a moment: closing over unread bytes would take back the answer.
asio::awaitable<void> see_off(tcp::socket& socket, Deadline& deadline) {
  beast::error_code error;
  socket.shutdown(tcp::socket::shutdown_send, error);
  deadline.within(seen_off_within);
  std::array<char, 4096> unread{};
  for (std::size_t total = 0; !error && total < seen_off_max;) {
    const auto [failed, size] = co_await socket.async_read_some(asio::buffer(unread), quietly);
    error = failed;
    total += size;
  }
}

}  // namespace

// Answers until somebody wishes to talk with a circle, and gives back that wish.
template <class Stream>
asio::awaitable<std::optional<Request>> Server::serve(std::size_t worker, Stream& stream,
                                                      tcp::socket& socket) {
  beast::flat_buffer buffer;
  Deadline deadline(socket.get_executor(), [&socket] { beast::close_socket(socket); });
  auto wait = std::chrono::steady_clock::duration(milliseconds(options_.patience.handshake.ms));
  for (;;) {
    http::request_parser<http::string_body> parser;
    parser.header_limit(static_cast<std::uint32_t>(limits::bytes::header_max));
    parser.body_limit(std::uint64_t{0});
    deadline.within(wait);
    const auto [error, read] = co_await http::async_read(stream, buffer, parser, quietly);
    const auto status = error ? status_of(error) : std::nullopt;
    if (error && !status) co_return std::nullopt;
    Request request = parser.release();
    if (!status && is_upgrade(request) && !refusal_of(request)) co_return request;
    Response response;
    if (status) {
      response = site_.plain(request, *status, "this was not understood\n");
      response.keep_alive(false);
    } else {
      response = co_await answer(worker, request);
    }
    deadline.within(keep_alive);
    const auto [failed, written] = co_await http::async_write(stream, response, quietly);
    if (failed) co_return std::nullopt;
    if (!response.keep_alive()) {
      co_await see_off(socket, deadline);
      co_return std::nullopt;
    }
    wait = keep_alive;
  }
}

Upgrade Server::upgrade_of(Request request, const asio::ip::address& peer) {
  std::string forwarded_for;  // some proxies add a header of their own to the one they were given
  const auto [first, last] = request.equal_range("X-Forwarded-For");
  for (auto each = first; each != last; ++each) {
    forwarded_for += forwarded_for.empty() ? "" : ",";
    forwarded_for += view_of(each->value());
  }
  Upgrade upgrade;
  upgrade.circle = {circle_in(view_of(request.target()))};
  upgrade.address = network_of(proxies_.address_of(peer, forwarded_for));
  upgrade.place = admission_.admit(upgrade.address);
  upgrade.request = std::move(request);
  return upgrade;
}

// A socket on its way from one thread to another.
struct Server::Moving {
  tcp protocol;
  tcp::socket::native_handle_type handle;

  std::optional<tcp::socket> arrived(asio::io_context& loop) const {
    tcp::socket socket(loop);
    beast::error_code error;
    socket.assign(protocol, handle, error);
    if (!error) return socket;
    ::close(handle);
    return std::nullopt;
  }
};

asio::awaitable<void> Server::serve_plain(std::size_t worker, tcp::socket socket) {
  beast::error_code error;
  const auto peer = socket.remote_endpoint(error);
  if (error) co_return;
  auto request = co_await serve(worker, socket, socket);
  if (!request) co_return;
  auto upgrade = std::make_shared<Upgrade>(upgrade_of(std::move(*request), peer.address()));
  Worker& home = *workers_[worker_of(upgrade->circle)];
  if (&home == workers_[worker].get()) {
    co_return open_websocket(home, std::move(socket), std::move(*upgrade));
  }
  const Moving moving{peer.protocol(), socket.release(error)};
  if (error) co_return;
  home.post([&home, moving, upgrade] {
    auto moved = moving.arrived(home.loop());
    if (moved) open_websocket(home, std::move(*moved), std::move(*upgrade));
  });
}

asio::awaitable<void> Server::serve_tls(std::size_t worker, tcp::socket socket) {
  beast::error_code error;
  const auto peer = socket.remote_endpoint(error);
  if (error) co_return;
  std::optional<TlsStream> stream;
  stream.emplace(std::move(socket), *tls_->context());
  auto request = co_await greet_and_serve(worker, *stream);
  if (!request) co_return;
  auto upgrade = std::make_shared<Upgrade>(upgrade_of(std::move(*request), peer.address()));
  Worker& home = *workers_[worker_of(upgrade->circle)];
  if (&home == workers_[worker].get()) {
    co_return open_websocket(home, std::move(*stream), std::move(*upgrade));
  }
  // The TLS state moves along: its client waits for our answer, so nothing is in between. This
  // thread's stream lets go of it before the other thread takes hold.
  SSL* const state = stream->native_handle();
  SSL_up_ref(state);
  const Moving moving{peer.protocol(), stream->next_layer().release(error)};
  stream.reset();
  if (error) co_return SSL_free(state);
  home.post([&home, moving, upgrade, state] {
    auto moved = moving.arrived(home.loop());
    if (!moved) return SSL_free(state);
    open_websocket(home, TlsStream(std::move(*moved), state), std::move(*upgrade));
  });
}

asio::awaitable<std::optional<Request>> Server::greet_and_serve(std::size_t worker,
                                                                TlsStream& stream) {
  tcp::socket& socket = stream.next_layer();
  Deadline deadline(socket.get_executor(), [&socket] { beast::close_socket(socket); });
  deadline.within(milliseconds(options_.patience.handshake.ms));
  const auto [failed] = co_await stream.async_handshake(TlsStream::server, quietly);
  if (failed) co_return std::nullopt;
  deadline.rest();
  auto request = co_await serve(worker, stream, socket);
  co_return request;
}

}  // namespace circlekeeper::net
