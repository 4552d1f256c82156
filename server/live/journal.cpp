#include "live/journal.hpp"

#include <utility>

#include "wire/told.hpp"

namespace circlekeeper::live {

Journal::Journal(const Ports& ports, rules::CircleId circle, Failed failed)
    : ports_(ports), circle_(std::move(circle)), failed_(std::move(failed)) {}

void Journal::begin(Epoch epoch, Position head) {
  life_ += 1;
  epoch_ = epoch;
  recorded_ = stored_ = head;
  in_flight_ = false;
  open_.clear();
  waiting_.clear();
}

Position Journal::record(const rules::Told& told, std::string text) {
  open_.push_back({++recorded_, wire::cause_text(told), std::move(text)});
  if (in_flight_ || flush_posted_) return recorded_;
  flush_posted_ = true;  // what else this tick brings goes into the same batch
  ports_.post([this, alive = std::weak_ptr(alive_)] {
    if (alive.expired()) return;
    flush_posted_ = false;
    flush();
  });
  return recorded_;
}

void Journal::say(Say say, Say unsaid) {
  if (waiting_.empty() && stored_ == recorded_) return say();
  waiting_.push_back({recorded_, std::move(say), std::move(unsaid)});
}

void Journal::flush() {
  if (in_flight_ || open_.empty()) return;
  in_flight_ = true;
  if (ports_.measures != nullptr) handed_at_ = Measures::Clock::now();
  Append append{
      circle_, epoch_, stored_, std::to_string(epoch_) + ':' + std::to_string(stored_), {}};
  while (!open_.empty() && append.events.size() < append_events_max) {
    append.events.push_back(std::move(open_.front()));
    open_.pop_front();
  }
  ports_.store.append(
      std::move(append), ports_.post,
      [this, life = life_, alive = std::weak_ptr(alive_)](const Appended& appended) {
        if (!alive.expired() && life == life_) stored(appended);
      });
}

void Journal::stored(const Appended& appended) {
  in_flight_ = false;
  if (ports_.measures != nullptr) ports_.measures->stored(Measures::Clock::now() - handed_at_);
  if (appended.outcome != Outcome::stored) return fail(appended.outcome);
  stored_ = appended.head;
  flush();
  while (!waiting_.empty() && waiting_.front().upto <= stored_) {
    Waiting next = std::move(waiting_.front());
    waiting_.pop_front();
    next.say();
  }
}

void Journal::fail(Outcome outcome) {
  give_up();
  failed_(outcome);
}

void Journal::give_up() {
  std::deque<Waiting> unsaid = std::exchange(waiting_, {});
  life_ += 1;
  in_flight_ = false;
  open_.clear();
  recorded_ = stored_;  // until begin(), what is said rests on nothing that waits
  for (Waiting& each : unsaid) {
    if (each.unsaid) each.unsaid();
  }
}

}  // namespace circlekeeper::live
