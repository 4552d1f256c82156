// What a store does with circles, as SQL.
#pragma once

#include <optional>
#include <unordered_map>

#include "live/event_store.hpp"
#include "store/sqlite_handle.hpp"

namespace circlekeeper::store {

// Used on the writer's thread, inside its transaction.
//
// The file is locked for one process, and this is its one writing thread: what it remembers of a
// log is what the file says, until a transaction is not committed.
//
// Events are appended row by row and nothing else is written for them. Where each of a circle's
// events lies (its place) is written for many at once: in order, they share the pages of the index,
// and one by one each would write a page of its own.
class SqliteLog {
 public:
  explicit SqliteLog(const Connection& connection);

  live::Appended append(const live::Append& append);
  live::Owned take_ownership(const rules::CircleId& circle, bool create);
  void release(const rules::CircleId& circle) { heads_.erase(circle); }
  void save_snapshot(const rules::CircleId& circle, live::Epoch epoch,
                     const live::Snapshot& snapshot);
  live::Outcome redact(const rules::CircleId& circle, live::Epoch epoch,
                       const std::vector<live::Redaction>& redactions);
  void set_due(const rules::CircleId& circle, live::Epoch epoch, std::optional<rules::Time> at);
  live::Outcome erase(const rules::CircleId& circle, live::Epoch epoch);
  void probe() { probe_.bind().run(); }
  // After a transaction that was not committed.
  void forget() {
    heads_.clear();
    rows_.reset();
  }

 private:
  struct Row {
    live::Outcome outcome = live::Outcome::absent;
    std::int64_t number = 0;
    live::Epoch epoch = 0;
    std::string incarnation;
    live::Position head = 0;
  };
  // Where a log stands that is owned by somebody here.
  struct Head {
    std::int64_t number;
    live::Epoch epoch;
    live::Position head;
    std::string last_append = {};
  };
  // Up to where events were appended, and have their place.
  struct Rows {
    std::int64_t last, placed;
  };
  static constexpr std::int64_t unplaced_max = 1024;

  Rows& rows();
  void place();
  Row row_of(const rules::CircleId& circle);
  Row owned(const rules::CircleId& circle, live::Epoch epoch);

  std::unordered_map<rules::CircleId, Head> heads_;
  std::optional<Rows> rows_;
  Statement rows_kept_, place_, placed_, row_, create_, own_, insert_, redact_, due_, tombstone_,
      delete_events_, delete_places_, delete_snapshot_, save_snapshot_, probe_;
};

// Reading, on the reader's connection.
class SqliteReading {
 public:
  explicit SqliteReading(const Connection& connection);

  live::Page read(const rules::CircleId& circle, live::Position after, std::size_t max_bytes);
  std::optional<live::Snapshot> load_snapshot(const rules::CircleId& circle);
  std::vector<live::Due> due(rules::Time before, std::size_t limit);

 private:
  Statement circle_, events_, snapshot_, due_;
};

}  // namespace circlekeeper::store
