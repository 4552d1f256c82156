// Asks an asynchronous store and waits for the answer, so that a test reads from top to bottom.
#pragma once

#include <filesystem>
#include <future>
#include <memory>
#include <random>

#include "live/event_store.hpp"

namespace circlekeeper::tests {

inline const live::Post at_once = [](std::move_only_function<void()> work) { work(); };

template <class Answer, class Ask>
Answer waited(Ask ask) {
  auto promise = std::make_shared<std::promise<Answer>>();
  auto future = promise->get_future();
  ask(live::Then<Answer>([promise](Answer answer) { promise->set_value(std::move(answer)); }));
  return future.get();
}

// A folder of its own for each test, gone with it.
class Folder {
 public:
  Folder() {
    std::random_device random;
    path_ = std::filesystem::temp_directory_path() /
            ("circlekeeper-" + std::to_string(random()) + std::to_string(random()));
    std::filesystem::create_directories(path_);
  }
  ~Folder() { std::filesystem::remove_all(path_); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

struct Asking {
  live::EventStore& store;

  live::Owned own(const rules::CircleId& circle, bool create = false) {
    return waited<live::Owned>(
        [&](auto then) { store.take_ownership(circle, create, at_once, std::move(then)); });
  }
  live::Appended append(live::Append append) {
    return waited<live::Appended>(
        [&](auto then) { store.append(std::move(append), at_once, std::move(then)); });
  }
  live::Page read(const rules::CircleId& circle, live::Position after = 0,
                  std::size_t bytes = 1 << 20) {
    return waited<live::Page>(
        [&](auto then) { store.read(circle, after, bytes, at_once, std::move(then)); });
  }
  live::Outcome redact(const rules::CircleId& circle, live::Epoch epoch,
                       std::vector<live::Redaction> redactions) {
    return waited<live::Outcome>([&](auto then) {
      store.redact(circle, epoch, std::move(redactions), at_once, std::move(then));
    });
  }
  live::Outcome erase(const rules::CircleId& circle, live::Epoch epoch) {
    return waited<live::Outcome>(
        [&](auto then) { store.erase(circle, epoch, at_once, std::move(then)); });
  }
  std::optional<live::Snapshot> snapshot(const rules::CircleId& circle) {
    return waited<std::optional<live::Snapshot>>(
        [&](auto then) { store.load_snapshot(circle, at_once, std::move(then)); });
  }
  std::vector<live::Due> due(rules::Time before, std::size_t limit = 10) {
    return waited<std::vector<live::Due>>(
        [&](auto then) { store.due(before, limit, at_once, std::move(then)); });
  }
  bool probe() {
    return waited<bool>([&](auto then) { store.probe(at_once, std::move(then)); });
  }
};

inline live::Append appending(const rules::CircleId& circle, live::Epoch epoch,
                              live::Position expected, std::vector<std::string> told,
                              std::string id = "") {
  live::Append append{circle, epoch, expected, id.empty() ? std::to_string(expected) : id, {}};
  for (std::string& text : told) append.events.push_back({++expected, "{}", std::move(text)});
  return append;
}

}  // namespace circlekeeper::tests
