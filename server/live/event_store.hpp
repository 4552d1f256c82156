// The store as the circles need it: an ordered log for each circle, appended to at an expected
// position under an epoch of ownership. Every store behind it passes the same contract of tests.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "rules/ids.hpp"
#include "rules/time.hpp"

namespace circlekeeper::live {

enum class Outcome : std::uint8_t {
  stored,
  fenced,          // somebody else owns the circle by now
  wrong_position,  // the log's head is not where it was expected
  erased,          // the circle was erased; a tombstone stays
  absent,          // no such circle; nothing was written
  unavailable,     // surely not stored
  unknown,         // perhaps stored: take ownership and read
};

using Position =
    std::int64_t;  // of an event in its circle's log: dense, from 1; 0 is before the first
using Epoch = std::int64_t;  // of ownership: grows with every taking

struct StoredEvent {
  Position position = 0;
  std::string cause;  // never told
  std::string told;   // the very bytes that are told
  friend bool operator==(const StoredEvent&, const StoredEvent&) = default;
};

// From 1 to 64 events, all or none, the first at expected + 1. The same append_id again answers
// `stored`.
struct Append {
  rules::CircleId circle;
  Epoch epoch = 0;
  Position expected = 0;
  std::string append_id;
  std::vector<StoredEvent> events;
};
inline constexpr std::size_t append_events_max = 64;

struct Appended {
  Outcome outcome{};
  Position head = 0;
  Epoch epoch = 0;
};

struct Owned {
  Outcome outcome{};
  Epoch epoch = 0;
  Position head = 0;
  std::string
      incarnation;  // random for each life of a log: at creation, and after restoring a backup
};

struct Page {
  Outcome outcome{};
  std::vector<StoredEvent> events;
  Position head = 0;  // there is more while the last event is before it
};

struct Redaction {
  Position position = 0;
  std::string told;  // the same event with its sealed fields empty
};

struct Snapshot {
  Position position = 0;
  std::int64_t schema = 0;  // of who wrote it; another's is refused by who reads it
  std::string bytes;
};

struct Due {
  rules::CircleId circle;
  rules::Time at;
};

// Where an answer is to run: the asking circle's thread. Answers never run inline.
using Post = std::function<void(std::move_only_function<void()>)>;
template <class Answer>
using Then = std::move_only_function<void(Answer)>;

// Every call may be made from any thread and never blocks it.
class EventStore {
 public:
  virtual ~EventStore() = default;
  // At most one append of a circle is under way.
  virtual void append(Append append, Post post, Then<Appended> then) = 0;
  // A durable write, and the only way to begin reading as the owner. With `create`, a circle that
  // is not there is made; without, it is `absent`.
  virtual void take_ownership(rules::CircleId circle, bool create, Post post, Then<Owned> then) = 0;
  virtual void release(rules::CircleId circle, Epoch epoch) = 0;
  // Events after a position, up to about max_bytes, at least one where there is one.
  virtual void read(rules::CircleId circle, Position after, std::size_t max_bytes, Post post,
                    Then<Page> then) = 0;
  virtual void save_snapshot(rules::CircleId circle, Epoch epoch, Snapshot snapshot) = 0;
  virtual void load_snapshot(rules::CircleId circle, Post post,
                             Then<std::optional<Snapshot>> then) = 0;
  // Overwrites the stored bytes of these events; afterwards no byte of what they held is left.
  virtual void redact(rules::CircleId circle, Epoch epoch, std::vector<Redaction> redactions,
                      Post post, Then<Outcome> then) = 0;
  // When something of this circle must be emptied or closed though nobody comes, or nothing.
  virtual void set_due(rules::CircleId circle, Epoch epoch, std::optional<rules::Time> at) = 0;
  virtual void due(rules::Time before, std::size_t limit, Post post,
                   Then<std::vector<Due>> then) = 0;
  // Events and snapshots go, down to the bytes; a tombstone stays.
  virtual void erase(rules::CircleId circle, Epoch epoch, Post post, Then<Outcome> then) = 0;
  // Whether a durable write works now.
  virtual void probe(Post post, Then<bool> then) = 0;
};

}  // namespace circlekeeper::live
