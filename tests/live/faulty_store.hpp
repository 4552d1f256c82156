// A store that fails when it is told to, in every way that a store may fail; otherwise it is the
// one behind it.
#pragma once

#include <deque>
#include <optional>

#include "live/event_store.hpp"

namespace circlekeeper::tests {

struct Mishap {
  live::Outcome outcome{};
  bool done = false;  // whether the store did it all the same
};

// Of one kind of call: what befalls the next ones, first to last, and then every other.
struct Mishaps {
  std::deque<Mishap> next;
  std::optional<Mishap> always;
  int asked = 0;

  std::optional<Mishap> take() {
    ++asked;
    if (next.empty()) return always;
    const Mishap mishap = next.front();
    next.pop_front();
    return mishap;
  }
};

class FaultyStore final : public live::EventStore {
 public:
  explicit FaultyStore(live::EventStore& store) : store_(store) {}

  Mishaps appends, takings, readings, redactions, erasures;
  bool held = false;  // answers wait
  void let_go() {
    held = false;
    for (auto& answer : std::exchange(waiting_, {})) answer();
  }
  void forget_answers() { waiting_.clear(); }

  void append(live::Append append, live::Post post, live::Then<live::Appended> then) override {
    go(appends, post, std::move(then), [&](live::Post to, live::Then<live::Appended> answer) {
      store_.append(std::move(append), std::move(to), std::move(answer));
    });
  }
  void take_ownership(rules::CircleId circle, bool create, live::Post post,
                      live::Then<live::Owned> then) override {
    go(takings, post, std::move(then), [&](live::Post to, live::Then<live::Owned> answer) {
      store_.take_ownership(circle, create, std::move(to), std::move(answer));
    });
  }
  void read(rules::CircleId circle, live::Position after, std::size_t max_bytes, live::Post post,
            live::Then<live::Page> then) override {
    go(readings, post, std::move(then), [&](live::Post to, live::Then<live::Page> answer) {
      store_.read(circle, after, max_bytes, std::move(to), std::move(answer));
    });
  }
  void redact(rules::CircleId circle, live::Epoch epoch, std::vector<live::Redaction> emptied,
              live::Post post, live::Then<live::Outcome> then) override {
    go(redactions, post, std::move(then), [&](live::Post to, live::Then<live::Outcome> answer) {
      store_.redact(circle, epoch, std::move(emptied), std::move(to), std::move(answer));
    });
  }
  void erase(rules::CircleId circle, live::Epoch epoch, live::Post post,
             live::Then<live::Outcome> then) override {
    go(erasures, post, std::move(then), [&](live::Post to, live::Then<live::Outcome> answer) {
      store_.erase(circle, epoch, std::move(to), std::move(answer));
    });
  }
  void release(rules::CircleId circle, live::Epoch epoch) override {
    ++released;
    store_.release(circle, epoch);
  }
  void save_snapshot(rules::CircleId circle, live::Epoch epoch, live::Snapshot snapshot) override {
    store_.save_snapshot(circle, epoch, std::move(snapshot));
  }
  void load_snapshot(rules::CircleId circle, live::Post post,
                     live::Then<std::optional<live::Snapshot>> then) override {
    store_.load_snapshot(circle, std::move(post), std::move(then));
  }
  void set_due(rules::CircleId circle, live::Epoch epoch, std::optional<rules::Time> at) override {
    store_.set_due(circle, epoch, at);
  }
  void due(rules::Time before, std::size_t limit, live::Post post,
           live::Then<std::vector<live::Due>> then) override {
    store_.due(before, limit, std::move(post), std::move(then));
  }
  void probe(live::Post post, live::Then<bool> then) override {
    store_.probe(std::move(post), std::move(then));
  }

  int released = 0;

 private:
  template <class Answer, class Ask>
  void go(Mishaps& mishaps, const live::Post& post, live::Then<Answer> then, Ask ask) {
    live::Post to = [this, post](std::move_only_function<void()> work) {
      if (!held) return post(std::move(work));
      waiting_.push_back([post, work = std::move(work)]() mutable { post(std::move(work)); });
    };
    const auto mishap = mishaps.take();
    if (!mishap) return ask(std::move(to), std::move(then));
    if (mishap->done) ask([](auto) {}, [](Answer) {});
    Answer answer{};
    if constexpr (std::same_as<Answer, live::Outcome>) {
      answer = mishap->outcome;
    } else {
      answer.outcome = mishap->outcome;
    }
    to([then = std::move(then), answer]() mutable { then(std::move(answer)); });
  }

  live::EventStore& store_;
  std::deque<std::move_only_function<void()>> waiting_;
};

}  // namespace circlekeeper::tests
