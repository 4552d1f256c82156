#include "store/memory.hpp"

#include "store/incarnation.hpp"

namespace circlekeeper::store {

using live::Outcome;

namespace {

template <class Answer>
void answer(const live::Post& post, live::Then<Answer> then, Answer value) {
  post([then = std::move(then), value = std::move(value)]() mutable { then(std::move(value)); });
}

}  // namespace

Outcome MemoryStore::owned(const rules::CircleId& circle, live::Epoch epoch, Log*& log) {
  const auto found = logs_.find(circle);
  if (found == logs_.end()) return Outcome::absent;
  log = &found->second;
  if (log->erased) return Outcome::erased;
  if (log->epoch != epoch) return Outcome::fenced;
  return Outcome::stored;
}

live::Appended MemoryStore::append_now(live::Append& append) {
  Log* log = nullptr;
  if (const Outcome outcome = owned(append.circle, append.epoch, log); outcome != Outcome::stored) {
    return {outcome, log ? std::ssize(log->events) : 0, log ? log->epoch : 0};
  }
  const live::Position head = std::ssize(log->events);
  if (log->last_append == append.append_id) return {Outcome::stored, head, log->epoch};
  if (append.expected != head) return {Outcome::wrong_position, head, log->epoch};
  for (live::StoredEvent& event : append.events) log->events.push_back(std::move(event));
  log->last_append = append.append_id;
  return {Outcome::stored, std::ssize(log->events), log->epoch};
}

void MemoryStore::append(live::Append append, live::Post post, live::Then<live::Appended> then) {
  const std::lock_guard lock(mutex_);
  answer(post, std::move(then), append_now(append));
}

void MemoryStore::take_ownership(rules::CircleId circle, bool create, live::Post post,
                                 live::Then<live::Owned> then) {
  const std::lock_guard lock(mutex_);
  auto found = logs_.find(circle);
  if (found == logs_.end()) {
    if (!create) return answer(post, std::move(then), live::Owned{Outcome::absent, 0, 0, ""});
    found = logs_.emplace(circle, Log{}).first;
    found->second.incarnation = new_incarnation();
  }
  Log& log = found->second;
  if (log.erased) return answer(post, std::move(then), live::Owned{Outcome::erased, 0, 0, ""});
  log.epoch += 1;
  answer(post, std::move(then),
         live::Owned{Outcome::stored, log.epoch, std::ssize(log.events), log.incarnation});
}

void MemoryStore::release(rules::CircleId, live::Epoch) {}

live::Page MemoryStore::read_now(const rules::CircleId& circle, live::Position after,
                                 std::size_t max_bytes) {
  const auto found = logs_.find(circle);
  if (found == logs_.end()) return {Outcome::absent, {}, 0};
  if (found->second.erased) return {Outcome::erased, {}, 0};
  const auto& events = found->second.events;
  live::Page page{Outcome::stored, {}, std::ssize(events)};
  std::size_t bytes = 0;
  for (auto i = static_cast<std::size_t>(after); i < events.size() && bytes < max_bytes; ++i) {
    page.events.push_back(events[i]);
    bytes += events[i].told.size() + events[i].cause.size();
  }
  return page;
}

void MemoryStore::read(rules::CircleId circle, live::Position after, std::size_t max_bytes,
                       live::Post post, live::Then<live::Page> then) {
  const std::lock_guard lock(mutex_);
  answer(post, std::move(then), read_now(circle, after, max_bytes));
}

void MemoryStore::save_snapshot(rules::CircleId circle, live::Epoch epoch,
                                live::Snapshot snapshot) {
  const std::lock_guard lock(mutex_);
  Log* log = nullptr;
  if (owned(circle, epoch, log) == Outcome::stored) log->snapshot = std::move(snapshot);
}

void MemoryStore::load_snapshot(rules::CircleId circle, live::Post post,
                                live::Then<std::optional<live::Snapshot>> then) {
  const std::lock_guard lock(mutex_);
  const auto found = logs_.find(circle);
  answer(post, std::move(then), found == logs_.end() ? std::nullopt : found->second.snapshot);
}

void MemoryStore::redact(rules::CircleId circle, live::Epoch epoch,
                         std::vector<live::Redaction> redactions, live::Post post,
                         live::Then<Outcome> then) {
  const std::lock_guard lock(mutex_);
  Log* log = nullptr;
  const Outcome outcome = owned(circle, epoch, log);
  if (outcome == Outcome::stored) {
    log->snapshot.reset();
    for (live::Redaction& redaction : redactions) {
      log->events.at(static_cast<std::size_t>(redaction.position - 1)).told =
          std::move(redaction.told);
    }
  }
  answer(post, std::move(then), outcome);
}

void MemoryStore::set_due(rules::CircleId circle, live::Epoch epoch,
                          std::optional<rules::Time> at) {
  const std::lock_guard lock(mutex_);
  Log* log = nullptr;
  if (owned(circle, epoch, log) == Outcome::stored) log->due_at = at;
}

void MemoryStore::due(rules::Time before, std::size_t limit, live::Post post,
                      live::Then<std::vector<live::Due>> then) {
  const std::lock_guard lock(mutex_);
  std::vector<live::Due> due;
  for (const auto& [circle, log] : logs_) {
    if (due.size() == limit) break;
    if (log.due_at && *log.due_at <= before) due.push_back({circle, *log.due_at});
  }
  answer(post, std::move(then), std::move(due));
}

void MemoryStore::erase(rules::CircleId circle, live::Epoch epoch, live::Post post,
                        live::Then<Outcome> then) {
  const std::lock_guard lock(mutex_);
  Log* log = nullptr;
  Outcome outcome = owned(circle, epoch, log);
  if (outcome == Outcome::stored) *log = Log{}, log->erased = true;
  answer(post, std::move(then), outcome);
}

void MemoryStore::probe(live::Post post, live::Then<bool> then) {
  answer(post, std::move(then), true);
}

}  // namespace circlekeeper::store
