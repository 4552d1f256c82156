// The circles of one thread with everything outside held in the hand: a clock that is set, a queue
// that is pumped, a store that may fail, and callers whose lines keep what they hear.
#pragma once

#include <deque>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <set>

#include "live/ports.hpp"
#include "store/memory.hpp"
#include "tests/live/faulty_store.hpp"
#include "tests/renewal.hpp"

namespace circlekeeper::tests {

using Json = nlohmann::json;
using live::Outcome;
using wire::Closing;

std::string padded(std::string text, std::size_t size);
Json sealed(const std::string& words);
std::string secret_of(const std::string& name);
std::string stream_of(const Json& frame);

// Keeps what it hears, and checks of each frame that the schema knows it and of each event that it
// is the next of its stream.
class EarLine final : public live::Line {
 public:
  void send(wire::Frame frame) override;
  void close(Closing why) override {
    if (!closed) closed = why;
  }

  // A frame as it came: what can be known of it from outside.
  struct Arrived {
    rules::Time at;
    std::string text;
    friend bool operator==(const Arrived&, const Arrived&) = default;
  };

  explicit EarLine(const rules::Time& now) : now_(now) {}

  std::vector<Json> frames;
  std::vector<Arrived> arrived;
  std::size_t taken = 0;
  std::optional<Closing> closed;
  std::string incarnation;
  std::map<std::string, std::int64_t> numbers;  // how far each stream was heard

 private:
  void note(const Json& frame);

  const rules::Time& now_;
};

class Caller;

// Circles are kept though nobody visits them.
inline live::Bounds visited_or_not() {
  live::Bounds bounds;
  bounds.unvisited_days = 0;
  return bounds;
}

class Place {
 public:
  // On a store in memory, or on the one given, which outlives it.
  explicit Place(live::Bounds bounds = visited_or_not(), live::EventStore* other = nullptr);
  ~Place();
  Place(const Place&) = delete;
  Place& operator=(const Place&) = delete;

  void pump();
  // Time goes by; everything that asked to be rung is.
  void pass(rules::Length length);
  // The process ends right here, and another one starts on the same store.
  void restart();
  std::vector<live::StoredEvent> log(const std::string& circle = "circle");
  std::vector<std::string> logged(const std::string& circle = "circle");  // the events' names
  std::optional<rules::Time> due(const std::string& circle = "circle");
  // Everything that anybody was told is stored, as it was told; who is here was told all of it.
  void compare_books(const std::string& circle = "circle");
  int noticed(const std::string& what) const;

  store::MemoryStore memory;
  live::EventStore& base;
  FaultyStore store{base};
  live::Bounds bounds;
  rules::Time now{1'800'000'000'000};
  bool may_make = true;
  int break_in = 0;  // the rules are asked this many times until one breaks
  std::vector<std::string> notices;
  std::unique_ptr<live::Circles> circles;
  std::set<Caller*> callers;

 private:
  void start();

  std::deque<std::move_only_function<void()>> queue_;
  std::optional<rules::Time> ring_at_;
};

// Somebody's device and its connection, one after another.
class Caller {
 public:
  Caller(Place& place, std::string name, std::string circle = "circle");
  ~Caller();
  Caller(const Caller&) = delete;
  Caller& operator=(const Caller&) = delete;

  // A frame of theirs on the line, which is opened where there is none.
  void say(const Json& frame);
  void say_text(const std::string& text);
  void make(const Json& changes = Json::object());
  // With a link where somebody is new.
  void hello(const std::string& link = "");
  // By the invitation, or by the keeper's link.
  Caller& join(const std::string& link = "invitation");
  // A new connection, that says how far the last one heard.
  void resume();
  void resume_from(const std::string& incarnation,
                   const std::map<std::string, std::int64_t>& numbers);
  // Sends without waiting; gives the id.
  std::string send(Json command, std::string id = "");
  // Sends, and gives the answer: null where there is none yet.
  Json ask(Json command, const std::string& id = "");
  std::string said(Json command, const std::string& id = "");  // "accepted", or the refusal's code
  Json answer_to(const std::string& id) const;
  int answers_to(const std::string& id) const;
  void drop();
  void open();

  // The frames heard since the last time.
  std::vector<Json> heard();
  // The same, in short: the names of frames and events.
  std::vector<std::string> news();
  const Json& last() const { return line->frames.back(); }
  Json view() const;  // of the last welcome
  std::optional<Closing> closed() const { return line->closed; }
  std::string id() const { return padded(name, 22); }

  Place& place;
  std::string name;
  std::string device;  // another device has another secret
  std::string circle;
  std::shared_ptr<EarLine> line;
  std::unique_ptr<live::Visit> visit;

 private:
  int asked_ = 0;
};

// Commands that many tests give.
Json joining(const std::string& name);
Json sharing(const std::string& share, const std::optional<int>& turn = std::nullopt);
Json opening(const std::string& floor = "open");
inline Json bare(const std::string& type) {
  return {{"type", type}};
}

// Ana keeps, Ben and Cai are members; an open floor in an open gathering.
struct Gathered {
  explicit Gathered(Place& place);
  Caller ana, ben, cai;
};

// Whether these words are anywhere in the circle's log, or in what somebody's line ever brought.
bool is_kept(Place& place, const std::string& words);
bool was_heard(const Caller& caller, const std::string& words);

}  // namespace circlekeeper::tests
