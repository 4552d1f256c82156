// The store in a real file for a place of tests, and what stands in its bytes.
#pragma once

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <thread>

#include "store/sqlite.hpp"
#include "tests/live/place.hpp"
#include "tests/store/waiting.hpp"

namespace circlekeeper::tests {

// The store in a file, which answers before its caller goes on.
class Steady final : public live::EventStore {
 public:
  explicit Steady(const std::filesystem::path& folder) : file_(folder) {}

  void append(live::Append append, live::Post post, live::Then<live::Appended> then) override {
    answer<live::Appended>(std::move(post), std::move(then), [&](auto answered) {
      file_.append(std::move(append), at_once, std::move(answered));
    });
  }
  void take_ownership(rules::CircleId circle, bool create, live::Post post,
                      live::Then<live::Owned> then) override {
    answer<live::Owned>(std::move(post), std::move(then), [&](auto answered) {
      file_.take_ownership(std::move(circle), create, at_once, std::move(answered));
    });
  }
  void release(rules::CircleId circle, live::Epoch epoch) override {
    file_.release(std::move(circle), epoch);
  }
  void read(rules::CircleId circle, live::Position after, std::size_t max_bytes, live::Post post,
            live::Then<live::Page> then) override {
    answer<live::Page>(std::move(post), std::move(then), [&](auto answered) {
      file_.read(std::move(circle), after, max_bytes, at_once, std::move(answered));
    });
  }
  void save_snapshot(rules::CircleId, live::Epoch, live::Snapshot) override {}
  void load_snapshot(rules::CircleId, live::Post post,
                     live::Then<std::optional<live::Snapshot>> then) override {
    post([then = std::move(then)]() mutable { then(std::nullopt); });
  }
  void redact(rules::CircleId circle, live::Epoch epoch, std::vector<live::Redaction> redactions,
              live::Post post, live::Then<Outcome> then) override {
    answer<Outcome>(std::move(post), std::move(then), [&](auto answered) {
      file_.redact(std::move(circle), epoch, std::move(redactions), at_once, std::move(answered));
    });
  }
  void set_due(rules::CircleId circle, live::Epoch epoch, std::optional<rules::Time> at) override {
    file_.set_due(std::move(circle), epoch, at);
  }
  void due(rules::Time before, std::size_t limit, live::Post post,
           live::Then<std::vector<live::Due>> then) override {
    answer<std::vector<live::Due>>(std::move(post), std::move(then), [&](auto answered) {
      file_.due(before, limit, at_once, std::move(answered));
    });
  }
  void erase(rules::CircleId circle, live::Epoch epoch, live::Post post,
             live::Then<Outcome> then) override {
    answer<Outcome>(std::move(post), std::move(then), [&](auto answered) {
      file_.erase(std::move(circle), epoch, at_once, std::move(answered));
    });
  }
  void probe(live::Post post, live::Then<bool> then) override {
    answer<bool>(std::move(post), std::move(then),
                 [&](auto answered) { file_.probe(at_once, std::move(answered)); });
  }

 private:
  template <class Answer, class Ask>
  void answer(live::Post post, live::Then<Answer> then, Ask ask) {
    post([then = std::move(then), answer = waited<Answer>(std::move(ask))]() mutable {
      then(std::move(answer));
    });
  }

  store::SqliteStore file_;
};

// Which of these stand in any file of the folder: database, log, or what is beside them.
inline std::vector<std::string> found(const Folder& folder, const std::vector<std::string>& words) {
  std::string bytes;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder.path())) {
    std::ifstream file(entry.path(), std::ios::binary);
    bytes.append(std::istreambuf_iterator<char>(file), {});
  }
  std::vector<std::string> there;
  std::ranges::copy_if(words, std::back_inserter(there), [&](const std::string& each) {
    return bytes.find(each) != std::string::npos;
  });
  return there;
}

// Cleaning waits for who reads the file just now, and then takes its turn.
inline std::vector<std::string> left(const Folder& folder, const std::vector<std::string>& words) {
  std::vector<std::string> there = found(folder, words);
  for (int tries = 0; tries < 200 && !there.empty(); ++tries) {
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
    there = found(folder, words);
  }
  return there;
}

}  // namespace circlekeeper::tests
