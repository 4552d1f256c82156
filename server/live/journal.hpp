// Durable first, told after: everything that a circle says waits here until what it rests on is
// stored.
#pragma once

#include <deque>
#include <functional>
#include <string>
#include <vector>

#include "live/event_store.hpp"
#include "live/measures.hpp"
#include "live/ports.hpp"
#include "rules/story.hpp"

namespace circlekeeper::live {

class Journal {
 public:
  using Say = std::move_only_function<void()>;
  using Failed = std::function<void(Outcome)>;

  Journal(const Ports& ports, rules::CircleId circle, Failed failed);

  // Begins at what the store says; nothing is waiting.
  void begin(Epoch epoch, Position head);
  // An event to store, with what is told of it; it is told by what is said after it. Answers where
  // it will be stored.
  Position record(const rules::Told& told, std::string text);
  // Runs once all that was recorded so far is stored: at once where it is. Where storing fails,
  // `unsaid` runs.
  void say(Say say, Say unsaid = {});
  // What is not stored by now is neither waited for nor told.
  void give_up();
  bool is_idle() const { return !in_flight_ && open_.empty(); }
  Epoch epoch() const { return epoch_; }
  Position recorded() const { return recorded_; }

 private:
  struct Waiting {
    Position upto;
    Say say, unsaid;
  };

  void flush();
  void stored(const Appended& appended);
  void fail(Outcome outcome);

  const Ports& ports_;
  rules::CircleId circle_;
  Failed failed_;
  Epoch epoch_ = 0;
  Position recorded_ = 0;  // the last position given out
  Position stored_ = 0;
  bool in_flight_ = false;
  bool flush_posted_ = false;
  Measures::Clock::time_point handed_at_;  // of what is in flight, where it is measured
  std::int64_t life_ = 0;  // grows with every begin, so that a late answer is known as such
  std::deque<StoredEvent> open_;
  std::deque<Waiting> waiting_;
  std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);
};

}  // namespace circlekeeper::live
