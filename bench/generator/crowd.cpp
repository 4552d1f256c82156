#include "generator/crowd.hpp"

#include <sys/epoll.h>
#include <unistd.h>

#include <cerrno>
#include <stdexcept>
#include <system_error>
#include <utility>

#include "generator/counters.hpp"
#include "generator/websocket.hpp"

namespace circlekeeper::bench {

namespace {

void check(int outcome, const char* what) {
  if (outcome < 0) throw std::system_error(errno, std::generic_category(), what);
}

std::int64_t after(double seconds) {
  return now_ns() + static_cast<std::int64_t>(seconds * 1e9);
}

}  // namespace

Crowd::Crowd(Shape shape, Where where, Speaks& speaks)
    : shape_(shape),
      port_(where.port),
      tls_(where.tls ? any_certificate() : nullptr),
      speaks_(speaks),
      poll_(epoll_create1(EPOLL_CLOEXEC)) {
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
    member.line.end();
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
  member.line = Line(index, port_, tls_);
  epoll_event event{EPOLLIN, {.u32 = index}};
  check(epoll_ctl(poll_, EPOLL_CTL_ADD, member.line.file(), &event), "epoll_ctl");
  send(member, speaks_.greeting(member));
}

void Crowd::come(Wish wish, double seconds) {
  const std::int64_t until = after(seconds);
  std::size_t coming = here_count_;
  for (const bool first : {true, false}) {
    for (Member& member : members_) {
      if ((member.place.seat == 0) != first || member.line.is_open()) continue;
      connect(member, wish);
      if (++coming >= here_count_ + opening_max) until_here(coming - opening_max / 2, until);
    }
    until_here(coming, until);
  }
}

void Crowd::come_at_once(Wish wish, double seconds) {
  const std::int64_t until = after(seconds);
  for (Member& member : members_) {
    if (!member.line.is_open()) connect(member, wish);
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
    if (!member.line.is_open()) continue;
    if ((event.events & EPOLLOUT) != 0) {
      want_to_write(member, false);
      send(member, std::exchange(member.unsent, {}));
    }
    if ((event.events & ~EPOLLOUT) != 0) read(member);
  }
  return count > 0;
}

void Crowd::read(Member& member) {
  const std::size_t size = member.line.read(buffer_);
  if (size == 0) return;
  heard_at_ = now_ns();
  heard_bytes_ += size;
  const std::string_view bytes(buffer_.data(), size);
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
  check(epoll_ctl(poll_, EPOLL_CTL_MOD, member.line.file(), &event), "epoll_ctl");
}

void Crowd::send(Member& member, std::string_view bytes) {
  if (!member.unsent.empty()) {
    member.unsent += bytes;
    return;
  }
  const std::size_t done = member.line.write(bytes);
  if (done == bytes.size()) return;
  member.unsent = bytes.substr(done);
  want_to_write(member, true);
}

Member& Crowd::at(Place place) {
  return members_[std::size_t{place.circle} * shape_.members + place.seat];
}

void Crowd::say_text(Place place, std::string_view text) {
  saying_.clear();
  append_frame(saying_, Opcode::text, text);
  send(at(place), saying_);
}

void Crowd::say(Place place, Number number) {
  Member& member = at(place);
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

void Crowd::other(Member& member, std::string_view text) {
  if (listener_ != nullptr) listener_->other(member, text);
}

}  // namespace circlekeeper::bench
