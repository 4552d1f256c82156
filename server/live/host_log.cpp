// The log: taking it over, reading it, and coming back to it when storing failed.
#include <algorithm>
#include <stdexcept>
#include <utility>

#include "live/host.hpp"
#include "rules/evolve.hpp"
#include "rules/kept.hpp"
#include "rules/waking.hpp"
#include "wire/told.hpp"

namespace circlekeeper::live {

namespace {

constexpr std::size_t page_bytes = std::size_t{256} * 1024;
constexpr rules::Length retry_first{250};
constexpr rules::Length retry_most{4000};
constexpr rules::Length day{std::int64_t{24} * 60 * 60 * 1000};

}  // namespace

void Host::load() {
  take_over(false);
}

void Host::take_over(bool create) {
  phase_ = Phase::loading;
  ports_.store.take_ownership(id_, create, ports_.post,
                              [this, self = weak_from_this()](const Owned& owned) {
                                const auto alive = self.lock();
                                if (!alive) return;
                                if (owned.outcome == Outcome::absent)
                                  return settle_as(Phase::absent);
                                if (owned.outcome == Outcome::erased)
                                  return settle_as(Phase::erased);
                                if (owned.outcome != Outcome::stored)
                                  return fall_away(owned.outcome);
                                incarnation_ = owned.incarnation;
                                circle_ = {};
                                tail_.clear();
                                emptied_ = {};
                                journal_.begin(owned.epoch, owned.head);
                                read_on(0);
                              });
}

void Host::read_on(Position after) {
  ports_.store.read(id_, after, page_bytes, ports_.post,
                    [this, self = weak_from_this()](const Page& page) {
                      const auto alive = self.lock();
                      if (!alive) return;
                      if (page.outcome != Outcome::stored) return fall_away(page.outcome);
                      guarded([&] {
                        Position last = 0;
                        for (const StoredEvent& event : page.events) {
                          replay(event);
                          last = event.position;
                        }
                        if (page.events.empty() || last >= page.head) return start();
                        read_on(last);
                      });
                    });
}

void Host::replay(const StoredEvent& event) {
  auto read = wire::read_told(event.cause, event.told);
  if (!read) throw std::runtime_error("a stored event does not read");
  const wire::Frame frame = wire::framed(event.told);
  rules::evolve(circle_, *read);
  emptied_.note(*read, frame, event.position);
  tail_.add(*read, frame);
}

void Host::settle_as(Phase phase) {
  phase_ = phase;
  if (phase == Phase::erased) close_all(Closing::circle_erased);
  hear_backlog();
}

void Host::start() {
  phase_ = Phase::ready;
  if (circle_.erased) {  // told, and the erasing itself was cut off
    ports_.store.erase(id_, journal_.epoch(), ports_.post, [](Outcome) {});
    return settle_as(Phase::erased);
  }
  ports_.notice("circle loaded", id_);
  meet_attendance();
  empty_words();
  settle_alarm();
  hear_backlog();
}

// Who the log says is here, and who is: after a restart nobody, after a fault those whose lines
// held.
void Host::meet_attendance() {
  if (!circle_.id.value.empty()) meet_door();
  const std::vector<rules::MemberId> connected = attendance_.members();
  if (circle_.id.value.empty()) {  // its making was not stored
    for (const auto& member : connected) send_off(member, Closing::store_away);
    return;
  }
  if (connected.empty()) perform(rules::Restart{}, {});
  std::vector<rules::MemberId> lost;
  for (const rules::Member& member : circle_.members) {
    if (member.here && !attendance_.is_here(member.id)) lost.push_back(member.id);
  }
  for (const auto& member : lost) perform(rules::Disconnect{}, {.member = member});
  for (const auto& member : connected) {
    if (find(circle_, member) == nullptr) {
      send_off(member, Closing::not_known);
      continue;
    }
    perform(rules::Connect{}, {.member = member});
    for (const GuestPtr& guest : attendance_.of(member)) say_welcome(guest, std::nullopt);
  }
  meet_waiting();
}

void Host::hear_backlog() {
  if (const auto making = std::exchange(making_, std::nullopt)) {
    const GuestPtr maker = std::exchange(maker_, nullptr);
    if (is_here(maker)) make(maker, *making);
  }
  auto backlog = std::exchange(backlog_, {});
  for (auto& [guest, text] : backlog) {
    guest->waiting = 0;
    hear(guest, text);  // which waits again, where a maker's circle is being made
  }
}

void Host::make_log(const GuestPtr& guest, const wire::Make& make) {
  maker_ = guest;
  making_ = make;
  take_over(true);
}

// What was not stored was not told: the circle goes back to its log, and everybody hears what
// stands.
void Host::set_aside(Outcome why) {
  ports_.notice("circle set aside", id_);
  journal_.give_up();
  emptying_ = 0;
  for (const GuestPtr& guest : guests_) {
    guest->hearer.reset();
    guest->unanswered = 0;
  }
  fall_away(why);
}

void Host::fall_away(Outcome) {
  phase_ = Phase::away;
  const std::int64_t wait =
      std::min(retry_most.ms, retry_first.ms << std::min<std::int64_t>(retries_, 4));
  ++retries_;
  making_.reset();
  if (const GuestPtr maker = std::exchange(maker_, nullptr)) close(maker, Closing::store_away);
  for (auto& [guest, text] : std::exchange(backlog_, {})) {
    guest->waiting = 0;
    hear(guest, text);
  }
  ring_at_(ports_.now() + rules::Length{retries_ == 1 ? 0 : wait});
}

void Host::wake() {
  if (phase_ == Phase::away) return take_over(false);
  if (phase_ != Phase::ready || circle_.id.value.empty()) return;
  const auto at = rules::wake_at(circle_);
  if (at && *at <= ports_.now()) {
    guarded([&] { perform(rules::Wake{}, {}); });
  }
  if (phase_ == Phase::ready &&
      rules::is_due(kept_unvisited(circle_.nobody_here_since), ports_.now())) {
    guarded([&] { perform(rules::EndUnvisited{}, {}); });
  }
  if (phase_ == Phase::ready) settle_alarm();
}

void Host::meet_due() {
  wake();
  journal_.say([this] {
    const bool settled = phase_ == Phase::ready && emptying_ == 0 && journal_.is_idle();
    if (settled && !circle_.erased) ports_.store.set_due(id_, journal_.epoch(), due_at());
  });
}

// Until when a circle is kept that nobody visits since then.
std::optional<rules::Time> Host::kept_unvisited(const std::optional<rules::Time>& since) const {
  if (!since || bounds_.unvisited_days == 0) return std::nullopt;
  return *since + rules::Length{bounds_.unvisited_days * day.ms};
}

// While a gathering is open, somebody must look after it though everybody is gone; and when the
// time of what was shared is over.
std::optional<rules::Time> Host::due_at() const {
  std::optional<rules::Time> due = rules::empty_at(circle_);
  const rules::Time since = circle_.nobody_here_since.value_or(ports_.now());
  rules::sooner(due, kept_unvisited(since));
  if (!circle_.gathering) return due;
  rules::sooner(due, since + rules::limits::lengths::nobody_here);
  return due;
}

void Host::release() {
  if (phase_ == Phase::ready && !circle_.id.value.empty()) {
    ports_.store.set_due(id_, journal_.epoch(), due_at());
    ports_.store.release(id_, journal_.epoch());
  }
}

}  // namespace circlekeeper::live
