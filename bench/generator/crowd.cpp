#include "generator/crowd.hpp"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <stdexcept>
#include <system_error>
#include <utility>

#include "generator/counters.hpp"

namespace circlekeeper::bench {

namespace {

constexpr std::uint32_t addresses = 16;  // to come from: one alone would run out of ports

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

void set_option(int file, int level, int option) {
  const int on = 1;
  check(setsockopt(file, level, option, &on, sizeof on), "setsockopt");
}

int connected(std::uint32_t address, std::uint16_t port) {
  const int file = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  check(file, "socket");
  set_option(file, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT);
  set_option(file, IPPROTO_TCP, TCP_NODELAY);
  const linger at_once{1, 0};  // no port waits for a goodbye that nobody says
  check(setsockopt(file, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once), "setsockopt");
  const sockaddr_in from = loopback(address, 0), to = loopback(1, port);
  check(bind(file, reinterpret_cast<const sockaddr*>(&from), sizeof from), "bind");
  check(connect(file, reinterpret_cast<const sockaddr*>(&to), sizeof to), "connect");
  check(fcntl(file, F_SETFL, O_NONBLOCK), "fcntl");
  return file;
}

std::int64_t after(double seconds) {
  return now_ns() + static_cast<std::int64_t>(seconds * 1e9);
}

}  // namespace

Crowd::Crowd(Shape shape, std::uint16_t port, Speaks& speaks)
    : shape_(shape), port_(port), speaks_(speaks), poll_(epoll_create1(EPOLL_CLOEXEC)) {
  check(poll_, "epoll_create1");
  buffer_.resize(buffer_size);
  members_.resize(std::size_t{shape.circles} * shape.members);
  for (std::size_t i = 0; i < members_.size(); ++i) {
    members_[i].place = {static_cast<std::uint32_t>(i / shape.members) + shape.circles_before,
                         static_cast<std::uint32_t>(i % shape.members)};
  }
}

Crowd::~Crowd() {
  hang_up();
  close(poll_);
}

void Crowd::hang_up() {
  for (Member& member : members_) {
    if (member.file >= 0) close(member.file);
    member.file = -1;
    member.step = 0;
    member.is_here = member.wants_to_write = false;
    member.unread.clear();
    member.unsent.clear();
  }
  here_count_ = 0;
}

void Crowd::connect(Member& member, Wish wish) {
  const auto index = static_cast<std::uint32_t>(&member - members_.data());
  member.wish = wish;
  member.file = connected(0x0100 + 1 + index % addresses, port_);
  epoll_event event{EPOLLIN, {.u32 = index}};
  check(epoll_ctl(poll_, EPOLL_CTL_ADD, member.file, &event), "epoll_ctl");
  send(member, speaks_.greeting(member));
}

void Crowd::come(Wish wish, double seconds) {
  const std::int64_t until = after(seconds);
  std::size_t coming = here_count_;
  for (const bool first : {true, false}) {
    for (Member& member : members_) {
      if ((member.place.seat == 0) != first || member.file >= 0) continue;
      connect(member, wish);
      if (++coming >= here_count_ + opening_max) until_here(coming - opening_max / 2, until);
    }
    until_here(coming, until);
  }
}

void Crowd::come_at_once(Wish wish, double seconds) {
  const std::int64_t until = after(seconds);
  for (Member& member : members_) {
    if (member.file < 0) connect(member, wish);
  }
  until_here(members_.size(), until);
}

void Crowd::until_here(std::size_t count, std::int64_t until) {
  while (here_count_ < count) {
    if (!turn(1) && now_ns() > until) {
      throw std::runtime_error("only " + std::to_string(here_count_) + " of " +
                               std::to_string(members_.size()) + " came in");
    }
  }
}

void Crowd::until_quiet(double seconds) {
  for (std::int64_t until = after(seconds); now_ns() < until;) {
    if (turn(1)) until = after(seconds);
  }
}

bool Crowd::turn(int wait_ms) {
  std::array<epoll_event, 512> events;  // NOLINT: filled by the system
  const int count = epoll_wait(poll_, events.data(), static_cast<int>(events.size()), wait_ms);
  if (count < 0 && errno != EINTR) check(count, "epoll_wait");
  for (int i = 0; i < count; ++i) {
    const auto& event = events[static_cast<std::size_t>(i)];
    Member& member = members_[event.data.u32];
    if (member.file < 0) continue;
    if ((event.events & EPOLLOUT) != 0) {
      want_to_write(member, false);
      send(member, std::exchange(member.unsent, {}));
    }
    if ((event.events & ~EPOLLOUT) != 0) read(member);
  }
  return count > 0;
}

void Crowd::read(Member& member) {
  const ssize_t size = recv(member.file, buffer_.data(), buffer_.size(), 0);
  if (size < 0 && (errno == EAGAIN || errno == EINTR)) return;
  check(static_cast<int>(size), "recv");
  if (size == 0) throw std::runtime_error("the server ended a connection");
  heard_at_ = now_ns();
  const std::string_view bytes(buffer_.data(), static_cast<std::size_t>(size));
  heard_bytes_ += bytes.size();
  if (member.unread.empty()) {
    const std::size_t taken = speaks_.hear(member, bytes, *this);
    if (taken < bytes.size()) member.unread = bytes.substr(taken);
    return;
  }
  member.unread += bytes;
  const std::size_t taken = speaks_.hear(member, member.unread, *this);
  member.unread.erase(0, taken);
}

void Crowd::want_to_write(Member& member, bool wants) {
  if (member.wants_to_write == wants) return;
  member.wants_to_write = wants;
  epoll_event event{wants ? EPOLLIN | EPOLLOUT : EPOLLIN,
                    {.u32 = static_cast<std::uint32_t>(&member - members_.data())}};
  check(epoll_ctl(poll_, EPOLL_CTL_MOD, member.file, &event), "epoll_ctl");
}

void Crowd::send(Member& member, std::string_view bytes) {
  if (!member.unsent.empty()) {
    member.unsent += bytes;
    return;
  }
  const ssize_t sent = ::send(member.file, bytes.data(), bytes.size(), MSG_NOSIGNAL);
  if (sent < 0 && errno != EAGAIN) check(static_cast<int>(sent), "send");
  const std::size_t done = sent < 0 ? 0 : static_cast<std::size_t>(sent);
  if (done == bytes.size()) return;
  member.unsent = bytes.substr(done);
  want_to_write(member, true);
}

void Crowd::say(Place place, Number number) {
  Member& member = members_[std::size_t{place.circle} * shape_.members + place.seat];
  saying_.clear();
  speaks_.say(member, number, saying_);
  send(member, saying_);
}

void Crowd::told(Member& member, Number number) {
  if (listener_ != nullptr) listener_->told(member, number, heard_at_);
}

void Crowd::refused(Member& member, Number number, std::string_view code) {
  if (listener_ != nullptr) listener_->refused(member, number, code);
}

void Crowd::here(Member& member) {
  if (std::exchange(member.is_here, true)) return;
  ++here_count_;
}

void Crowd::reply(Member& member, std::string_view bytes) {
  send(member, bytes);
}

}  // namespace circlekeeper::bench
