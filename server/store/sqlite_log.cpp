#include "store/sqlite_log.hpp"

#include <algorithm>

#include "store/incarnation.hpp"

namespace circlekeeper::store {

using live::Outcome;

SqliteLog::SqliteLog(const Connection& connection)
    : rows_kept_(connection, "SELECT (SELECT max(row) FROM events), placed FROM file"),
      place_(connection,
             "INSERT INTO places (circle, position, row) SELECT circle, position, row FROM events"
             " WHERE row > ? ORDER BY circle, position"),
      placed_(connection, "UPDATE file SET placed = ?"),
      row_(connection,
           "SELECT number, epoch, incarnation, erased,"
           " (SELECT max(position) FROM places WHERE circle = number)"
           " FROM circles WHERE id = ?"),
      create_(connection,
              "INSERT INTO circles (id, epoch, incarnation, erased) VALUES (?, 0, ?, 0)"),
      own_(connection, "UPDATE circles SET epoch = epoch + 1 WHERE id = ? AND erased = 0"),
      insert_(connection,
              "INSERT INTO events (row, circle, position, cause, told) VALUES (?, ?, ?, ?, ?)"),
      redact_(connection,
              "UPDATE events SET told = ?"
              " WHERE row = (SELECT row FROM places WHERE circle = ? AND position = ?)"),
      due_(connection, "UPDATE circles SET due_at = ? WHERE id = ? AND epoch = ? AND erased = 0"),
      tombstone_(connection,
                 "UPDATE circles SET erased = 1, due_at = NULL, incarnation = ''"
                 " WHERE number = ?"),
      delete_events_(connection,
                     "DELETE FROM events WHERE row IN (SELECT row FROM places WHERE circle = ?)"),
      delete_places_(connection, "DELETE FROM places WHERE circle = ?"),
      delete_snapshot_(connection, "DELETE FROM snapshots WHERE circle = ?"),
      save_snapshot_(
          connection,
          "INSERT OR REPLACE INTO snapshots (circle, position, schema, bytes) VALUES (?, ?, ?, ?)"),
      probe_(connection, "UPDATE file SET probes = probes + 1") {}

SqliteLog::Rows& SqliteLog::rows() {
  if (!rows_) {
    rows_kept_.bind().step();
    const std::int64_t placed = rows_kept_.number(1);
    rows_ = Rows{std::max(rows_kept_.number(0), placed), placed};  // the last may have been erased
    rows_kept_.reset();
  }
  return *rows_;
}

void SqliteLog::place() {
  Rows& rows = this->rows();
  if (rows.placed == rows.last) return;
  place_.bind(rows.placed).run();
  placed_.bind(rows.last).run();
  rows.placed = rows.last;
}

SqliteLog::Row SqliteLog::row_of(const rules::CircleId& circle) {
  place();
  Row row;
  if (row_.bind(circle.value).step()) {
    row = {row_.number(3) != 0 ? Outcome::erased : Outcome::stored, row_.number(0), row_.number(1),
           row_.text(2), row_.number(4)};
  }
  row_.reset();
  return row;
}

SqliteLog::Row SqliteLog::owned(const rules::CircleId& circle, live::Epoch epoch) {
  Row row = row_of(circle);
  if (row.outcome == Outcome::stored && row.epoch != epoch) row.outcome = Outcome::fenced;
  return row;
}

live::Appended SqliteLog::append(const live::Append& append) {
  auto known = heads_.find(append.circle);
  if (known == heads_.end() || known->second.epoch != append.epoch) {
    const Row row = owned(append.circle, append.epoch);
    if (row.outcome != Outcome::stored) return {row.outcome, row.head, row.epoch};
    known = heads_.insert_or_assign(append.circle, Head{row.number, row.epoch, row.head}).first;
  }
  Head& log = known->second;
  if (log.last_append == append.append_id) return {Outcome::stored, log.head, log.epoch};
  if (log.head != append.expected) return {Outcome::wrong_position, log.head, log.epoch};
  for (const live::StoredEvent& event : append.events) {
    insert_.bind(++rows().last, log.number, event.position, event.cause, event.told).run();
  }
  if (rows().last - rows().placed >= unplaced_max) place();
  log.head += std::ssize(append.events);
  log.last_append = append.append_id;
  return {Outcome::stored, log.head, log.epoch};
}

live::Owned SqliteLog::take_ownership(const rules::CircleId& circle, bool create) {
  Row row = row_of(circle);
  if (row.outcome == Outcome::absent && create) {
    create_.bind(circle.value, new_incarnation()).run();
    row = row_of(circle);
  }
  if (row.outcome != Outcome::stored) return {row.outcome, 0, 0, ""};
  own_.bind(circle.value).run();
  heads_.insert_or_assign(circle, Head{row.number, row.epoch + 1, row.head});
  return {Outcome::stored, row.epoch + 1, row.head, row.incarnation};
}

void SqliteLog::save_snapshot(const rules::CircleId& circle, live::Epoch epoch,
                              const live::Snapshot& snapshot) {
  const Row row = owned(circle, epoch);
  if (row.outcome != Outcome::stored) return;
  save_snapshot_.bind(row.number, snapshot.position, snapshot.schema, snapshot.bytes).run();
}

Outcome SqliteLog::redact(const rules::CircleId& circle, live::Epoch epoch,
                          const std::vector<live::Redaction>& redactions) {
  const Row row = owned(circle, epoch);
  if (row.outcome != Outcome::stored) return row.outcome;
  for (const live::Redaction& redaction : redactions) {
    redact_.bind(redaction.told, row.number, redaction.position).run();
  }
  delete_snapshot_.bind(row.number).run();
  return Outcome::stored;
}

void SqliteLog::set_due(const rules::CircleId& circle, live::Epoch epoch,
                        std::optional<rules::Time> at) {
  due_.bind(at ? std::optional(at->ms) : std::nullopt, circle.value, epoch).run();
}

Outcome SqliteLog::erase(const rules::CircleId& circle, live::Epoch epoch) {
  const Row row = owned(circle, epoch);
  if (row.outcome != Outcome::stored) return row.outcome;
  delete_events_.bind(row.number).run();
  delete_places_.bind(row.number).run();
  delete_snapshot_.bind(row.number).run();
  tombstone_.bind(row.number).run();
  heads_.erase(circle);
  return Outcome::stored;
}

SqliteReading::SqliteReading(const Connection& connection)
    : circle_(connection,
              "SELECT number, erased,"
              " max((SELECT ifnull(max(position), 0) FROM places WHERE circle = number),"
              " (SELECT ifnull(max(position), 0) FROM events"
              " WHERE row > (SELECT placed FROM file) AND circle = number))"
              " FROM circles WHERE id = ?"),
      events_(connection,
              "SELECT p.position, e.cause, e.told FROM places p JOIN events e ON e.row = p.row"
              " WHERE p.circle = ?1 AND p.position > ?2"
              " UNION ALL SELECT position, cause, told FROM events"
              " WHERE row > (SELECT placed FROM file) AND circle = ?1 AND position > ?2"
              " ORDER BY 1"),
      snapshot_(connection,
                "SELECT s.position, s.schema, s.bytes FROM snapshots s JOIN circles c ON c.number "
                "= s.circle"
                " WHERE c.id = ? AND c.erased = 0"),
      due_(connection,
           "SELECT id, due_at FROM circles WHERE due_at IS NOT NULL AND due_at <= ? ORDER BY "
           "due_at LIMIT ?") {}

live::Page SqliteReading::read(const rules::CircleId& circle, live::Position after,
                               std::size_t max_bytes) {
  live::Page page{Outcome::absent, {}, 0};
  std::int64_t number = 0;
  if (circle_.bind(circle.value).step()) {
    number = circle_.number(0);
    page.outcome = circle_.number(1) != 0 ? Outcome::erased : Outcome::stored;
    page.head = circle_.number(2);
  }
  circle_.reset();
  if (page.outcome != Outcome::stored) return page;
  std::size_t bytes = 0;
  events_.bind(number, after);
  while (bytes < max_bytes && events_.step()) {
    page.events.push_back({events_.number(0), events_.text(1), events_.text(2)});
    bytes += page.events.back().cause.size() + page.events.back().told.size();
  }
  events_.reset();
  return page;
}

std::optional<live::Snapshot> SqliteReading::load_snapshot(const rules::CircleId& circle) {
  std::optional<live::Snapshot> snapshot;
  if (snapshot_.bind(circle.value).step()) {
    snapshot = {snapshot_.number(0), snapshot_.number(1), snapshot_.text(2)};
  }
  snapshot_.reset();
  return snapshot;
}

std::vector<live::Due> SqliteReading::due(rules::Time before, std::size_t limit) {
  std::vector<live::Due> due;
  due_.bind(before.ms, static_cast<std::int64_t>(limit));
  while (due_.step()) due.push_back({{due_.text(0)}, {due_.number(1)}});
  due_.reset();
  return due;
}

}  // namespace circlekeeper::store
