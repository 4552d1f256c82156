// One client's connection, plain or over TLS, that reads and writes by turns and gives up after a
// while.
#pragma once

#include <sys/socket.h>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/websocket.hpp>
#include <boost/beast/websocket/ssl.hpp>
#include <condition_variable>
#include <fstream>
#include <mutex>
#include <string>
#include <thread>

#include "store/memory.hpp"
#include "tests/net/certificate.hpp"
#include "tests/net/echo.hpp"
#include "tests/store/waiting.hpp"

namespace circlekeeper::tests {

namespace net_line {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
namespace websocket = beast::websocket;
using tcp = asio::ip::tcp;
using Tls = asio::ssl::stream<tcp::socket>;

// Ends a socket that a test waits on for too long, so that no test hangs.
class Watch {
 public:
  void over(tcp::socket& socket) { handle_ = socket.native_handle(); }

 private:
  std::atomic<int> handle_ = -1;
  std::mutex mutex_;
  std::condition_variable_any wake_;
  std::jthread thread_{[this](const std::stop_token& stop) {
    std::unique_lock lock(mutex_);
    wake_.wait_for(lock, stop, std::chrono::seconds(90), [] { return false; });
    if (!stop.stop_requested()) ::shutdown(handle_, SHUT_RDWR);
  }};
};

// An echoing server over a folder of its own.
struct EchoServer {
  Folder folder;
  net::ServerOptions options;
  store::MemoryStore store;
  std::optional<net::Server> server;

  explicit EchoServer(bool tls = false) {
    std::ofstream(folder.path() / "index.html") << "<!doctype html>";
    options.listen.address = "127.0.0.1";
    options.threads = 3;
    options.client = folder.path();
    if (!tls) return;
    options.certificate = folder.path() / "certificate.pem";
    options.key = folder.path() / "key.pem";
    write_certificate(options.certificate, options.key, "first");
  }
  std::uint16_t start() {
    server.emplace(options, store, [](std::string_view, const rules::CircleId&) {}, make_echo);
    server->start();
    return server->port();
  }
};

inline std::string circle_number(int number) {
  std::string id = "circle" + std::to_string(number);
  id.resize(22, '_');
  return id;
}

template <class Lower>
class Client {
 public:
  // receive_max: of the kernel's buffer, 0 for its own choice.
  explicit Client(std::uint16_t port, int receive_max = 0) : stream_(make()) {
    socket().open(tcp::v4());
    watch_.over(socket());
    if (receive_max > 0) socket().set_option(tcp::socket::receive_buffer_size(receive_max));
    socket().connect({asio::ip::make_address("127.0.0.1"), port});
    socket().set_option(tcp::no_delay(true));
    if constexpr (std::same_as<Lower, Tls>) stream_.next_layer().handshake(Tls::client);
  }
  Client(std::uint16_t port, const std::string& circle, int receive_max = 0)
      : Client(port, receive_max) {
    open(circle);
  }

  void open(const std::string& circle) {
    stream_.set_option(websocket::stream_base::decorator([](websocket::request_type& request) {
      request.set(http::field::sec_websocket_protocol, "circlekeeper.v1");
    }));
    stream_.handshake("127.0.0.1", "/circles/" + circle + "/live");
    stream_.read_message_max(0);
  }
  void say(const std::string& text) { stream_.write(asio::buffer(text)); }
  std::string hear() {
    beast::flat_buffer buffer;
    stream_.read(buffer);
    return beast::buffers_to_string(buffer.data());
  }
  std::string ask(const std::string& text) {
    say(text);
    return hear();
  }
  // Reads to the end; the code of the close frame, or 0 where there was none.
  int closing() {
    beast::error_code error;
    while (!error) {
      beast::flat_buffer buffer;
      stream_.read(buffer, error);
      heard_count += error ? 0 : 1;
    }
    return error == websocket::error::closed ? stream_.reason().code : 0;
  }
  // Bytes as they are, below WebSocket.
  void push(const std::string& bytes) {
    beast::error_code ignored;
    asio::write(stream_.next_layer(), asio::buffer(bytes), ignored);
  }
  // Whether the server ends it with nothing said.
  bool is_ended() {
    char byte = 0;
    beast::error_code error;
    stream_.next_layer().read_some(asio::buffer(&byte, 1), error);
    return static_cast<bool>(error);
  }
  std::string certificate_name() {
    const std::unique_ptr<X509, decltype(&X509_free)> peer(
        SSL_get1_peer_certificate(stream_.next_layer().native_handle()), X509_free);
    char name[64] = {};
    X509_NAME_get_text_by_NID(X509_get_subject_name(peer.get()), NID_commonName, name, sizeof name);
    return name;
  }
  websocket::stream<Lower>& stream() { return stream_; }
  tcp::socket& socket() { return beast::get_lowest_layer(stream_); }

  int heard_count = 0;

 private:
  websocket::stream<Lower> make() {
    if constexpr (std::same_as<Lower, Tls>) {
      return websocket::stream<Lower>(loop_, context_);
    } else {
      return websocket::stream<Lower>(loop_);
    }
  }

  asio::io_context loop_;
  asio::ssl::context context_{asio::ssl::context::tls_client};
  websocket::stream<Lower> stream_;
  Watch watch_;
};

}  // namespace net_line

}  // namespace circlekeeper::tests
