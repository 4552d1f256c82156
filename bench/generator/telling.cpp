#include "generator/telling.hpp"

#include <unistd.h>

#include <utility>

namespace circlekeeper::bench {

namespace {

constexpr std::int64_t patience_ns = 15'000'000'000;

}  // namespace

Telling::Telling(Crowd& crowd, std::vector<pid_t> server)
    : crowd_(crowd),
      server_(std::move(server)),
      tally_(crowd.shape().circles, crowd.shape().members),
      circles_(crowd.shape().circles) {
  crowd_.listen(this);
}

Told Telling::run(const Pace& pace) {
  pace_ = pace;
  result_ = {};
  saying_ = true;
  is_full_ = false;
  due_count_ = 0;
  began_at_ = now_ns();
  if (pace_.rate == 0) {
    for (std::uint32_t circle = 0; circle < circles_.size(); ++circle) say_next(circle, began_at_);
  }
  go_on(pace_.warm_up);
  begin_counting();
  go_on(pace_.seconds);
  end_counting();
  saying_ = false;
  drain();
  result_.faults = tally_.faults();
  return std::exchange(result_, {});
}

void Telling::go_on(double seconds) {
  std::int64_t before = now_ns();
  const std::int64_t until = before + static_cast<std::int64_t>(seconds * 1e9);
  while (before < until && !is_full_) {
    if (pace_.rate > 0) say_due();
    const bool heard = crowd_.turn();
    const std::int64_t now = now_ns();
    if (heard) busy_ns_ += now - before;
    before = now;
  }
}

// Late or not, what was due is said, and its latency counts from when it was due.
void Telling::say_due() {
  const double elapsed = static_cast<double>(now_ns() - began_at_) / 1e9;
  const auto due = static_cast<std::uint64_t>(elapsed * pace_.rate);
  for (; due_count_ < due; ++due_count_) {
    const auto at = static_cast<std::int64_t>(static_cast<double>(due_count_) / pace_.rate * 1e9);
    say_next(static_cast<std::uint32_t>(due_count_ % circles_.size()), began_at_ + at);
  }
}

void Telling::say_next(std::uint32_t circle, std::int64_t due) {
  const Number number = tally_.say(circle);
  if (number >= pace_.most) is_full_ = true;
  circles_[circle].outstanding.push_back({.due = due});
  ++outstanding_count_;
  ++result_.events;
  // One author where several are outstanding: order holds for what one connection says.
  const auto seat = pace_.rate > 0 ? circle : static_cast<std::uint32_t>(number);
  crowd_.say({circle, seat % crowd_.shape().members}, number);
}

void Telling::told(Member& member, Number number, std::int64_t heard_at) {
  if (!tally_.hear(member.place, number)) return;
  if (counting_) ++result_.deliveries;
  Circle& circle = circles_[member.place.circle];
  Outstanding& event = circle.outstanding[number - circle.first];
  ++event.heard;
  const std::uint32_t members = crowd_.shape().members;
  if (counting_ && event.heard == 1) result_.first.add(heard_at - event.due);
  if (counting_ && event.heard == (members + 1) / 2) result_.middle.add(heard_at - event.due);
  if (event.heard == members) all_heard(member.place.circle, event, heard_at);
}

void Telling::all_heard(std::uint32_t number, Outstanding& event, std::int64_t heard_at) {
  if (counting_) result_.last.add(heard_at - event.due);
  finish(circles_[number], event);
  if (saying_ && pace_.rate == 0 && !is_full_) say_next(number, heard_at);
}

void Telling::refused(Member& member, Number number, std::string_view code) {
  ++result_.refused[std::string(code)];
  tally_.refuse(member.place.circle, number);
  Circle& circle = circles_[member.place.circle];
  finish(circle, circle.outstanding[number - circle.first]);
}

void Telling::finish(Circle& circle, Outstanding& event) {
  event.done = true;
  --outstanding_count_;
  while (!circle.outstanding.empty() && circle.outstanding.front().done) {
    circle.outstanding.pop_front();
    ++circle.first;
  }
}

void Telling::begin_counting() {
  counting_ = true;
  busy_ns_ = 0;
  bytes_before_ = crowd_.heard_bytes();
  server_before_ = usage_of(server_);
  own_before_ = usage_of({getpid()});
  machine_before_ = machine();
  counted_from_ = now_ns();
}

void Telling::end_counting() {
  counting_ = false;
  const double seconds = static_cast<double>(now_ns() - counted_from_) / 1e9;
  const double server = usage_of(server_).cpu_seconds - server_before_.cpu_seconds;
  const double own = usage_of({getpid()}).cpu_seconds - own_before_.cpu_seconds;
  const Machine now = machine();
  const double busy = now.busy_seconds - machine_before_.busy_seconds;
  result_.seconds = seconds;
  result_.server_cpu_seconds = server;
  result_.generator_busy = static_cast<double>(busy_ns_) / 1e9 / seconds;
  result_.other_load = std::max(0.0, busy - server - own) / seconds;
  result_.steal = (now.steal_seconds - machine_before_.steal_seconds) / seconds;
  result_.heard_bytes = static_cast<double>(crowd_.heard_bytes() - bytes_before_) /
                        static_cast<double>(std::max<std::uint64_t>(result_.deliveries, 1));
}

void Telling::drain() {
  const std::int64_t from = now_ns();
  while (outstanding_count_ > 0 && now_ns() < from + patience_ns) crowd_.turn();
  result_.until_all_heard = static_cast<double>(now_ns() - from) / 1e9;
  crowd_.until_quiet(0.05);  // what comes twice comes now
}

}  // namespace circlekeeper::bench
