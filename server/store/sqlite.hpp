// The embedded store: one writer thread for the file, fed by all server threads, one transaction
// for all that waits; reading has a connection and thread of its own, so that a long log never
// holds up a commit.
#pragma once

#include <condition_variable>
#include <deque>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <utility>

#include "live/event_store.hpp"

namespace circlekeeper::store {

class SqliteStore final : public live::EventStore {
 public:
  // Throws std::runtime_error with a sentence: in use by another server, newer than this one,
  // unreadable.
  explicit SqliteStore(const std::filesystem::path& folder);
  // Commits all that waits.
  ~SqliteStore() override;

  // Whether the file was a backup: removals and replaced links since then must be done again.
  bool was_restored() const;

  void append(live::Append append, live::Post post, live::Then<live::Appended> then) override;
  void take_ownership(rules::CircleId circle, bool create, live::Post post,
                      live::Then<live::Owned> then) override;
  void release(rules::CircleId circle, live::Epoch epoch) override;
  void read(rules::CircleId circle, live::Position after, std::size_t max_bytes, live::Post post,
            live::Then<live::Page> then) override;
  void save_snapshot(rules::CircleId circle, live::Epoch epoch, live::Snapshot snapshot) override;
  void load_snapshot(rules::CircleId circle, live::Post post,
                     live::Then<std::optional<live::Snapshot>> then) override;
  void redact(rules::CircleId circle, live::Epoch epoch, std::vector<live::Redaction> redactions,
              live::Post post, live::Then<live::Outcome> then) override;
  void set_due(rules::CircleId circle, live::Epoch epoch, std::optional<rules::Time> at) override;
  void due(rules::Time before, std::size_t limit, live::Post post,
           live::Then<std::vector<live::Due>> then) override;
  void erase(rules::CircleId circle, live::Epoch epoch, live::Post post,
             live::Then<live::Outcome> then) override;
  void probe(live::Post post, live::Then<bool> then) override;

  // For tests: the file may not grow beyond this many pages, as if the disk were full.
  void limit_pages(std::int64_t pages_max);

 private:
  class Writer;
  class Reader;
  std::unique_ptr<Writer> writer_;
  std::unique_ptr<Reader> reader_;
};

}  // namespace circlekeeper::store
