// After each promised time, and after the end, the bytes: the parts of the server as they are, on a
// real file, with a clock that is set.
#include <catch2/catch.hpp>

#include "rules/limits.hpp"
#include "tests/live/on_file.hpp"

using namespace circlekeeper;
using namespace circlekeeper::tests;
namespace limits = circlekeeper::rules::limits;

namespace {

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
