// After each promised time, and after the end, the bytes: the parts of the server as they are, on a
// real file, with a clock that is set.
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <thread>

#include "rules/limits.hpp"
#include "store/sqlite.hpp"
#include "tests/live/place.hpp"
#include "tests/store/waiting.hpp"

using namespace circlekeeper;
using namespace circlekeeper::tests;
namespace limits = circlekeeper::rules::limits;

namespace {

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
std::vector<std::string> found(const Folder& folder, const std::vector<std::string>& words) {
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
std::vector<std::string> left(const Folder& folder, const std::vector<std::string>& words) {
  std::vector<std::string> there = found(folder, words);
  for (int tries = 0; tries < 200 && !there.empty(); ++tries) {
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
    there = found(folder, words);
  }
  return there;
}

const std::vector<std::string> none;
const std::vector<std::string> of_the_gathering = {"one-words", "opening-words", "closing-words",
                                                   "prompt-words"};

// Ana keeps; Ben comes and goes, shares, and writes in private; the gathering closes.
void gather(Place& place, const std::string& keeps) {
  Caller ana(place, "ana"), ben(place, "ben");
  ana.make({{"keeps", keeps}});
  ben.join();
  ana.ask({{"type", "open_gathering"}, {"words", sealed("opening-words")}});
  ana.ask(opening());
  ana.ask({{"type", "give_prompt"}, {"prompt", {{"words", sealed("prompt-words")}}}});
  ben.ask(sharing("one"));
  ben.drop();
  place.pump();
  ben.hello();
  ben.ask({{"type", "say_privately"},
           {"message", padded("message", 22)},
           {"line", ben.id()},
           {"to", {ana.id()}},
           {"from_device", padded("dev", 22)},
           {"body", sealed("private-words")},
           {"boxes", Json::array()}});
  ana.ask({{"type", "close_gathering"}, {"words", sealed("closing-words")}});
}

}  // namespace

TEST_CASE("no byte of what was said is left once its time is over, in the file or beside it") {
  const auto [keeps, length] = GENERATE(std::pair{"this_gathering", rules::Length{0}},
                                        std::pair{"until_next", limits::lengths::until_next_max},
                                        std::pair{"thirty_days", limits::lengths::thirty_days});
  Folder folder;
  Steady store(folder.path());
  Place place(visited_or_not(), &store);
  gather(place, keeps);
  const rules::Time over = place.now + length;
  if (length.ms > 0) {
    CHECK(found(folder, of_the_gathering) == of_the_gathering);
    place.restart();
    place.pass({over.ms - place.now.ms - 60'000});
    CHECK(found(folder, of_the_gathering) == of_the_gathering);
    CHECK(found(folder, {"connection_lost"}).size() == 1);
    place.pass({180'000});
  }
  CHECK(left(folder, of_the_gathering) == none);
  place.pass({limits::lengths::private_kept.ms + 180'000});
  CHECK(left(folder, {"private-words"}) == none);
}

TEST_CASE("an opening leaves no byte of the gathering before, where it is kept until then") {
  Folder folder;
  Steady store(folder.path());
  Place place(visited_or_not(), &store);
  gather(place, "until_next");
  CHECK(found(folder, of_the_gathering) == of_the_gathering);
  Caller ana(place, "ana");
  ana.hello();
  ana.ask(bare("open_gathering"), "again");
  CHECK(left(folder, of_the_gathering) == none);
  CHECK(found(folder, {"private-words"}).size() == 1);
}

TEST_CASE("of an erased circle no byte is left but that it was, also where nobody visited it") {
  live::Bounds bounds;
  bounds.unvisited_days = 3;
  Folder folder;
  Steady store(folder.path());
  Place place(bounds, &store);
  gather(place, "circle_lives");
  const std::vector<std::string> all = {"one-words", "private-words", "title", padded("ben", 22),
                                        "member_joined"};
  CHECK(found(folder, all) == all);
  if (GENERATE(true, false)) {
    Caller ana(place, "ana");
    ana.hello();
    ana.ask({{"type", "erase_circle"}, {"words", sealed("last-words")}}, "at-last");
  } else {
    place.pass({std::int64_t{4} * 24 * 60 * 60 * 1000});
  }
  CHECK(left(folder, all) == none);
  CHECK(left(folder, {"last-words"}) == none);
  CHECK(found(folder, {padded("circle", 22)}).size() == 1);
}
