#include "net/server.hpp"

#include <openssl/evp.h>
#include <openssl/rand.h>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/write.hpp>
#include <boost/beast/websocket/rfc6455.hpp>
#include <future>

#include "live/event_store.hpp"
#include "rules/limits.hpp"

namespace circlekeeper::net {

namespace limits = rules::limits;
using std::chrono::milliseconds;
using namespace std::chrono_literals;

namespace {

constexpr auto quietly = asio::as_tuple(asio::use_awaitable);
constexpr auto keep_alive = 30s;

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

std::uint64_t random_seed() {
  std::uint64_t seed = 0;
  RAND_bytes(reinterpret_cast<unsigned char*>(&seed), sizeof seed);
  return seed;
}

std::string_view view_of(beast::string_view text) {
  return {text.data(), text.size()};
}

// Closes the socket unless it is put off in time, so that nobody holds a place by saying nothing.
class Deadline {
 public:
  explicit Deadline(tcp::socket& socket) : timer_(socket.get_executor()), socket_(socket) {}
  void within(std::chrono::steady_clock::duration wait) {
    timer_.expires_after(wait);
    timer_.async_wait([this](beast::error_code error) {
      beast::error_code ignored;
      if (!error) socket_.close(ignored);
    });
  }

 private:
  asio::steady_timer timer_;
  tcp::socket& socket_;
};

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

Server::Server(ServerOptions options, live::EventStore& store, const live::Notice& notice)
    : options_(std::move(options)),
      store_(store),
      site_(options_.client, options_.places, !options_.certificate.empty()),
      proxies_(options_.trusted_proxies),
      admission_(options_.connections_per_address, options_.circles_per_address_hour) {
  if (!options_.certificate.empty()) tls_.emplace(options_.certificate, options_.key);
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
                       notice};
    workers_.push_back(std::make_unique<Worker>(std::move(shared), options_.bounds));
  }
  const tcp::endpoint endpoint(asio::ip::make_address(options_.address), options_.port);
  acceptor_.emplace(workers_.front()->loop(), endpoint);
}

Server::~Server() {
  for (auto& worker : workers_) worker->stop();
  for (auto& worker : workers_) worker->join();
  acceptor_.reset();
}

std::uint16_t Server::port() const {
  return acceptor_->local_endpoint().port();
}

void Server::start() {
  asio::co_spawn(workers_.front()->loop(), accept(0), asio::detached);
  for (auto& worker : workers_) worker->start();
}

void Server::stop() {
  asio::post(workers_.front()->loop(), [this] {
    beast::error_code ignored;
    acceptor_->cancel(ignored);
    acceptor_->close(ignored);
  });
  std::vector<std::future<void>> drained;
  for (auto& worker : workers_) {
    auto done = std::make_shared<std::promise<void>>();
    drained.push_back(done->get_future());
    worker->drain([done] { done->set_value(); });
  }
  for (auto& each : drained) each.wait_for(10s);
  std::this_thread::sleep_for(200ms);  // for the last frames to leave
  for (auto& worker : workers_) worker->stop();
  for (auto& worker : workers_) worker->join();
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

// Why a conversation is not begun, for somebody who writes a client.
std::optional<std::string> Server::refusal_of(const Request& request) const {
  const auto origin = view_of(request[http::field::origin]);
  const auto host = view_of(request[http::field::host]);
  const auto own = options_.origin.empty()
                       ? std::string(tls_ ? "https://" : "http://") + std::string(host)
                       : options_.origin;
  if (!origin.empty() && origin != own) return "this origin may not talk with circles here\n";
  const auto protocols = view_of(request[http::field::sec_websocket_protocol]);
  if (protocols.find("circlekeeper.v1") == std::string_view::npos) {
    return "the subprotocol circlekeeper.v1 is spoken here\n";
  }
  return std::nullopt;
}

asio::awaitable<Response> Server::answer(const Request& request) {
  const auto target = view_of(request.target());
  if (target == "/healthz") co_return site_.plain(request, http::status::ok, "here\n");
  if (target == "/readyz") {
    const auto executor = co_await asio::this_coro::executor;
    auto stores = std::make_shared<std::optional<bool>>();
    asio::steady_timer answered(executor, 5s);
    store_.probe([executor](auto work) { asio::post(executor, std::move(work)); },
                 [stores, &answered, alive = std::weak_ptr(stores)](bool can) {
                   *stores = can;
                   if (alive.use_count() > 1) answered.cancel();
                 });
    co_await answered.async_wait(quietly);
    if (stores->value_or(false)) co_return site_.plain(request, http::status::ok, "ready\n");
    co_return site_.plain(request, http::status::service_unavailable, "it cannot store now\n");
  }
  if (const auto refusal = is_upgrade(request) ? refusal_of(request) : std::nullopt) {
    co_return site_.plain(request, http::status::forbidden, *refusal);
  }
  co_return site_.answer(request);
}

// Answers until somebody wishes to talk with a circle, and gives back that wish.
template <class Stream>
asio::awaitable<std::optional<Request>> Server::serve(Stream& stream, tcp::socket& socket) {
  beast::flat_buffer buffer;
  Deadline deadline(socket);
  auto wait = std::chrono::steady_clock::duration(milliseconds(limits::lengths::handshake.ms));
  for (;;) {
    http::request_parser<http::string_body> parser;
    parser.header_limit(static_cast<std::uint32_t>(limits::bytes::header_max));
    parser.body_limit(std::uint64_t{0});
    deadline.within(wait);
    const auto [error, read] = co_await http::async_read(stream, buffer, parser, quietly);
    if (error == http::error::header_limit) {
      Request none;
      Response response =
          site_.plain(none, http::status::request_header_fields_too_large, "too large\n");
      co_await http::async_write(stream, response, quietly);
    }
    if (error) co_return std::nullopt;
    Request request = parser.release();
    if (is_upgrade(request) && !refusal_of(request)) co_return request;
    Response response = co_await answer(request);
    deadline.within(keep_alive);
    const auto [failed, written] = co_await http::async_write(stream, response, quietly);
    if (failed || !response.keep_alive()) co_return std::nullopt;
    wait = keep_alive;
  }
}

Upgrade Server::upgrade_of(Request request, const asio::ip::address& peer) {
  Upgrade upgrade;
  upgrade.circle = {circle_in(view_of(request.target()))};
  upgrade.address = proxies_.address_of(peer, view_of(request["X-Forwarded-For"]));
  upgrade.place = admission_.admit(upgrade.address);
  upgrade.request = std::move(request);
  return upgrade;
}

asio::awaitable<void> Server::serve_plain(std::size_t worker, tcp::socket socket) {
  beast::error_code error;
  const auto peer = socket.remote_endpoint(error);
  if (error) co_return;
  auto request = co_await serve(socket, socket);
  if (!request) {
    socket.shutdown(tcp::socket::shutdown_send, error);
    co_return;
  }
  auto upgrade = std::make_shared<Upgrade>(upgrade_of(std::move(*request), peer.address()));
  const std::size_t home = worker_of(upgrade->circle);
  if (home == worker)
    co_return open_websocket(*workers_[home], std::move(socket), std::move(*upgrade));
  const auto protocol = peer.protocol();
  const auto handle = socket.release(error);
  if (error) co_return;
  asio::post(workers_[home]->loop(), [this, home, handle, protocol, upgrade] {
    open_websocket(*workers_[home], tcp::socket(workers_[home]->loop(), protocol, handle),
                   std::move(*upgrade));
  });
}

asio::awaitable<void> Server::serve_tls(std::size_t worker, tcp::socket socket) {
  beast::error_code error;
  const auto peer = socket.remote_endpoint(error);
  if (error) co_return;
  const auto context = tls_->context();
  TlsStream stream(std::move(socket), *context);
  {
    Deadline deadline(stream.next_layer());
    deadline.within(milliseconds(limits::lengths::handshake.ms));
    const auto [failed] = co_await stream.async_handshake(TlsStream::server, quietly);
    if (failed) co_return;
  }
  auto request = co_await serve(stream, stream.next_layer());
  if (!request) co_return;
  auto upgrade = std::make_shared<Upgrade>(upgrade_of(std::move(*request), peer.address()));
  const std::size_t home = worker_of(upgrade->circle);
  if (home == worker)
    co_return open_websocket(*workers_[home], std::move(stream), std::move(*upgrade));
  // The TLS state moves along: its client waits for our answer, so nothing is in between.
  SSL* const state = stream.native_handle();
  SSL_up_ref(state);
  const auto protocol = peer.protocol();
  const auto handle = stream.next_layer().release(error);
  if (error) {
    SSL_free(state);
    co_return;
  }
  asio::post(workers_[home]->loop(), [this, home, handle, protocol, upgrade, state] {
    TlsStream moved(tcp::socket(workers_[home]->loop(), protocol, handle), state);
    open_websocket(*workers_[home], std::move(moved), std::move(*upgrade));
  });
}

}  // namespace circlekeeper::net
