// The limit: the smallest loop that tells what one member says to all of their circle. No rules, no
// store, no resume; one thread, epoll and send. Beast does the handshake, and nothing else.
#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/websocket/stream.hpp>
#include <cstdio>
#include <map>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

namespace {

namespace beast = boost::beast;
using tcp = boost::asio::ip::tcp;

struct Circle;

struct Connection {
  int file = -1;
  Circle* circle = nullptr;
  std::string unread, unsent;
};

struct Circle {
  std::vector<Connection*> members;
};

class Loop {
 public:
  explicit Loop(std::uint16_t port)
      : acceptor_(asio_, tcp::endpoint(boost::asio::ip::address_v4::loopback(), port)),
        poll_(epoll_create1(EPOLL_CLOEXEC)) {
    watch(acceptor_.native_handle(), EPOLL_CTL_ADD, EPOLLIN);
  }

  [[noreturn]] void run() {
    std::array<epoll_event, 512> events;
    for (;;) {
      const int count = epoll_wait(poll_, events.data(), events.size(), -1);
      for (int i = 0; i < count; ++i) {
        const auto& event = events[static_cast<std::size_t>(i)];
        if (event.data.fd == acceptor_.native_handle()) {
          accept();
        } else {
          const auto found = connections_.find(event.data.fd);
          if (found == connections_.end()) continue;
          if ((event.events & EPOLLOUT) != 0) send_rest(*found->second);
          if ((event.events & ~EPOLLOUT) != 0) read(*found->second);
        }
      }
    }
  }

 private:
  void watch(int file, int how, std::uint32_t what) {
    epoll_event event{what, {.fd = file}};
    epoll_ctl(poll_, how, file, &event);
  }

  // Blocks until the handshake is over: who connects says it at once.
  void accept() {
    beast::error_code error;
    beast::websocket::stream<tcp::socket, false> stream(acceptor_.accept(asio_, error));
    if (error) return;
    beast::flat_buffer buffer;
    beast::http::request<beast::http::string_body> request;
    beast::http::read(stream.next_layer(), buffer, request, error);
    if (!error) stream.accept(request, error);
    if (error) return;
    stream.next_layer().set_option(tcp::no_delay(true));
    stream.next_layer().non_blocking(true);
    auto connection = std::make_unique<Connection>();
    connection->file = stream.next_layer().release();
    connection->circle = &circles_[std::string(request.target())];
    connection->circle->members.push_back(connection.get());
    watch(connection->file, EPOLL_CTL_ADD, EPOLLIN);
    connections_[connection->file] = std::move(connection);
  }

  void end(Connection& connection) {
    std::erase(connection.circle->members, &connection);
    close(connection.file);
    connections_.erase(connection.file);
  }

  void read(Connection& connection) {
    const ssize_t size = recv(connection.file, buffer_.data(), buffer_.size(), 0);
    if (size <= 0) return end(connection);
    connection.unread.append(buffer_.data(), static_cast<std::size_t>(size));
    std::size_t taken = 0;
    while (const std::size_t one = tell(connection, taken)) taken += one;
    connection.unread.erase(0, taken);
  }

  // One whole frame of a client, unmasked, to everybody in its circle; 0 where it is not whole.
  std::size_t tell(Connection& connection, std::size_t from) {
    const auto at = [&](std::size_t i) {
      return static_cast<std::uint8_t>(connection.unread[from + i]);
    };
    const std::size_t left = connection.unread.size() - from;
    if (left < 8) return 0;
    const bool is_long = (at(1) & 0x7f) == 126;
    const std::size_t head = is_long ? 4 : 2;
    const std::size_t size = is_long ? std::size_t{at(2)} << 8 | at(3) : at(1) & 0x7f;
    if (left < head + 4 + size) return 0;
    frame_.assign(connection.unread, from, head);
    frame_[1] = static_cast<char>(frame_[1] & 0x7f);
    for (std::size_t i = 0; i < size; ++i) {
      frame_ += static_cast<char>(at(head + 4 + i) ^ at(head + i % 4));
    }
    for (Connection* each : connection.circle->members) send(*each, frame_);
    return head + 4 + size;
  }

  void send(Connection& connection, const std::string& bytes) {
    std::size_t sent = 0;
    if (connection.unsent.empty()) {
      const ssize_t now = ::send(connection.file, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      sent = now < 0 ? 0 : static_cast<std::size_t>(now);
      if (sent == bytes.size()) return;
      watch(connection.file, EPOLL_CTL_MOD, EPOLLIN | EPOLLOUT);
    }
    connection.unsent.append(bytes, sent);
  }

  void send_rest(Connection& connection) {
    watch(connection.file, EPOLL_CTL_MOD, EPOLLIN);
    send(connection, std::exchange(connection.unsent, {}));
  }

  boost::asio::io_context asio_;
  tcp::acceptor acceptor_;
  int poll_;
  std::array<char, 65536> buffer_{};
  std::string frame_;
  std::map<std::string, Circle> circles_;
  std::unordered_map<int, std::unique_ptr<Connection>> connections_;
};

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fputs("bench_raw PORT\n", stderr);
    return 2;
  }
  rlimit files{};
  getrlimit(RLIMIT_NOFILE, &files);
  files.rlim_cur = files.rlim_max;
  setrlimit(RLIMIT_NOFILE, &files);
  Loop(static_cast<std::uint16_t>(std::stoi(argv[1]))).run();
}
