// A store that forgets when the process ends: for tests, for rehearsal, and to see what durability
// costs.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "live/event_store.hpp"

namespace circlekeeper::store {

class MemoryStore final : public live::EventStore {
 public:
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

 private:
  struct Log {
    live::Epoch epoch = 0;
    std::string incarnation;
    std::string last_append;
    std::vector<live::StoredEvent> events;
    std::optional<live::Snapshot> snapshot;
    std::optional<rules::Time> due_at;
    bool erased = false;
  };

  live::Appended append_now(live::Append& append);
  live::Page read_now(const rules::CircleId& circle, live::Position after, std::size_t max_bytes);
  // The log, where it is there and owned under this epoch; otherwise why not.
  live::Outcome owned(const rules::CircleId& circle, live::Epoch epoch, Log*& log);

  std::mutex mutex_;
  std::map<rules::CircleId, Log> logs_;
};

}  // namespace circlekeeper::store
