#include "generator/line.hpp"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <stdexcept>
#include <system_error>
#include <utility>

namespace circlekeeper::bench {

namespace {

constexpr std::uint32_t addresses = 16;

void check(int outcome, const char* what) {
  if (outcome < 0) throw std::system_error(errno, std::generic_category(), what);
}

sockaddr_in loopback(std::uint32_t last_bytes, std::uint16_t port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(0x7f000000 | last_bytes);
  return address;
}

template <class Value>
void set_option(int file, int level, int option, const Value& value) {
  check(setsockopt(file, level, option, &value, sizeof value), "setsockopt");
}

}  // namespace

TlsContext any_certificate() {
  TlsContext context(SSL_CTX_new(TLS_client_method()), SSL_CTX_free);
  if (context == nullptr) throw std::runtime_error("no TLS");
  SSL_CTX_set_mode(context.get(),
                   SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
  return context;
}

Line::Line(std::uint32_t from, std::uint16_t port, const TlsContext& tls)
    : file_(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  check(file_, "socket");
  set_option(file_, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, 1);
  set_option(file_, IPPROTO_TCP, TCP_NODELAY, 1);
  set_option(file_, SOL_SOCKET, SO_LINGER, linger{1, 0});  // no port waits for a goodbye
  const sockaddr_in own = loopback(0x0101 + from % addresses, 0), to = loopback(1, port);
  check(bind(file_, reinterpret_cast<const sockaddr*>(&own), sizeof own), "bind");
  check(connect(file_, reinterpret_cast<const sockaddr*>(&to), sizeof to), "connect");
  if (tls != nullptr) greet(*tls);
  check(fcntl(file_, F_SETFL, O_NONBLOCK), "fcntl");
}

Line::Line(Line&& other) noexcept
    : file_(std::exchange(other.file_, -1)), tls_(std::move(other.tls_)) {}

Line& Line::operator=(Line&& other) noexcept {
  end();
  file_ = std::exchange(other.file_, -1);
  tls_ = std::move(other.tls_);
  return *this;
}

void Line::greet(SSL_CTX& tls) {
  tls_ = std::shared_ptr<SSL>(SSL_new(&tls), SSL_free);
  SSL_set_fd(tls_.get(), file_);
  if (SSL_connect(tls_.get()) != 1) throw std::runtime_error("no handshake of TLS");
}

std::size_t Line::read(std::span<char> into) {
  if (tls_ != nullptr) {
    const int size = SSL_read(tls_.get(), into.data(), static_cast<int>(into.size()));
    if (size > 0) return static_cast<std::size_t>(size);
    if (SSL_get_error(tls_.get(), size) == SSL_ERROR_WANT_READ) return 0;
    throw std::runtime_error("the server ended a connection of TLS");
  }
  const ssize_t size = recv(file_, into.data(), into.size(), 0);
  if (size < 0 && (errno == EAGAIN || errno == EINTR)) return 0;
  check(static_cast<int>(size), "recv");
  if (size == 0) throw std::runtime_error("the server ended a connection");
  return static_cast<std::size_t>(size);
}

std::size_t Line::write(std::string_view bytes) {
  if (tls_ != nullptr) {
    const int size = SSL_write(tls_.get(), bytes.data(), static_cast<int>(bytes.size()));
    return size > 0 ? static_cast<std::size_t>(size) : 0;
  }
  const ssize_t size = send(file_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
  if (size < 0 && errno == EAGAIN) return 0;
  check(static_cast<int>(size), "send");
  return static_cast<std::size_t>(size);
}

void Line::end() {
  tls_.reset();
  if (file_ >= 0) close(std::exchange(file_, -1));
}

}  // namespace circlekeeper::bench
