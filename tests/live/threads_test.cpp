// What goes from gathering to gathering outlives a restart, is told to whom it is for, and leaves
// no byte once it is let go.
#include <catch2/catch.hpp>
#include <fstream>

#include "rules/evolve.hpp"
#include "tests/live/on_file.hpp"
#include "wire/told.hpp"

using namespace circlekeeper;
using namespace circlekeeper::tests;

namespace {

const std::vector<std::string> none;

Json entry(const std::string& words) {
  return {{"type", "put_on_board"},
          {"entry", padded("lift", 22)},
          {"kind", "ask"},
          {"body", sealed(words)}};
}

Json answer(const std::string& words) {
  return {{"type", "answer_entry"},
          {"entry", padded("lift", 22)},
          {"answer", "part"},
          {"words", sealed(words)}};
}

Json small_step(const std::string& words) {
  return {{"type", "choose_small_step"},
          {"step", padded("walk", 22)},
          {"shared", false},
          {"body", sealed(words)}};
}

Json capacity(const std::string& words) {
  return {{"type", "say_capacity"},
          {"capacity", "tender"},
          {"seen_by", "keepers"},
          {"words", sealed(words)}};
}

Json plan(const std::string& words) {
  return {{"type", "keep_plan"},
          {"plan", padded("weekly", 22)},
          {"title", sealed("plan-title")},
          {"body", sealed(words)}};
}

Json activities() {
  return {{{"kind", "opening"},
           {"length", 300000},
           {"by_itself", false},
           {"title", sealed("activity-title")}}};
}

Json next(const std::string& words, rules::Time now) {
  return {{"type", "announce_next"},
          {"next",
           {{"at", now.ms + 86'400'000},
            {"rhythm", "weekly"},
            {"zone", "Europe/Madrid"},
            {"words", sealed(words)}}}};
}

// Ana keeps, Ben asks; each thing is said, and then otherwise.
void carry(Place& place, Caller& ana, Caller& ben) {
  ana.make();
  ben.join();
  for (const std::string words : {"first", "second"}) {
    ana.ask(plan(words + "-plan"), words + "1");
    ana.ask(next(words + "-next", place.now), words + "2");
    ben.ask(entry(words + "-entry"), words + "3");
    ana.ask(answer(words + "-answer"), words + "4");
    ben.ask(small_step(words + "-step"), words + "5");
    if (words == "first") ana.ask({{"type", "open_gathering"}, {"activities", activities()}}, "o");
    ben.ask(capacity(words + "-capacity"), words + "6");
    ana.ask({{"type", "keep_record_note"}, {"gathering", 1}, {"body", sealed(words + "-note")}},
            words + "7");
  }
  ben.ask({{"type", "say_how_it_went"},
           {"step", padded("walk", 22)},
           {"went", "part"},
           {"told", false},
           {"words", sealed("went-words")}});
  ben.ask({{"type", "propose_meet_up"},
           {"meet_up", padded("tea", 22)},
           {"other", ana.id()},
           {"kind", "meal"},
           {"body", sealed("meet_up-words")}});
}

const std::vector<std::string> before = {"first-plan",   "first-next", "first-entry",
                                         "first-answer", "first-step", "first-capacity",
                                         "first-note"};
const std::vector<std::string> now = {"second-plan",    "second-next", "second-entry",
                                      "second-answer",  "second-step", "second-capacity",
                                      "second-note",    "went-words",  "meet_up-words",
                                      "activity-title", "plan-title"};

}  // namespace

TEST_CASE("what was said otherwise leaves no byte of before, and what is let go none at all") {
  Folder folder;
  Steady store(folder.path());
  Place place(visited_or_not(), &store);
  Caller ana(place, "ana"), ben(place, "ben");
  carry(place, ana, ben);
  CHECK(left(folder, before) == none);
  CHECK(found(folder, now) == now);
  ana.ask(bare("close_gathering"));
  const std::vector<std::string> with_it = {"second-step", "went-words", "second-capacity",
                                            "activity-title"};
  CHECK(left(folder, with_it) == none);
  ana.ask({{"type", "forget_plan"}, {"plan", padded("weekly", 22)}});
  ana.ask({{"type", "forget_record_note"}, {"gathering", 1}});
  ana.ask(bare("announce_next"), "none");
  ben.ask({{"type", "take_off_board"}, {"entry", padded("lift", 22)}});
  ben.ask({{"type", "end_meet_up"}, {"meet_up", padded("tea", 22)}});
  CHECK(left(folder, now) == none);
}

TEST_CASE("what a version before this one kept opens in this one") {
  std::ifstream file(std::string(CIRCLEKEEPER_SOURCE_DIR) + "/tests/live/kept/2026_11.jsonl");
  rules::Circle circle;
  for (std::string line; std::getline(file, line);) {
    const Json stored = Json::parse(line);
    const auto told = wire::read_told(stored.at("cause").get<std::string>(),
                                      stored.at("told").get<std::string>());
    REQUIRE(told.has_value());
    rules::evolve(circle, *told);
  }
  REQUIRE(circle.plans.size() == 1);
  CHECK(circle.plans.front().body.body.find("second-plan") != std::string::npos);
  REQUIRE(circle.board.size() == 1);
  CHECK(circle.board.front().replies.front().answer == rules::EntryAnswer::part);
  REQUIRE(circle.small_steps.size() == 1);
  CHECK(circle.small_steps.front().went->went == rules::Went::part);
  REQUIRE(circle.record_notes.size() == 1);
  CHECK(circle.record_notes.front().gathering == 1);
  CHECK(circle.meet_ups.size() == 1);
  CHECK(circle.next->zone == "Europe/Madrid");
  CHECK(circle.gathering->plan->ahead.size() == 1);
}

TEST_CASE("a restart in the middle of all of it loses nothing, and shows each what is theirs") {
  Folder folder;
  Steady store(folder.path());
  Place place(visited_or_not(), &store);
  Caller ana(place, "ana"), ben(place, "ben"), cai(place, "cai");
  carry(place, ana, ben);
  cai.join();
  place.restart();
  const auto view_of = [](Caller& who) {
    who.hello();
    return who.view();
  };
  const Json anas = view_of(ana), bens = view_of(ben), cais = view_of(cai);
  CHECK(anas.at("plans").size() == 1);
  CHECK(anas.at("record_notes").size() == 1);
  CHECK(anas.at("gathering").at("capacities").size() == 1);
  CHECK(anas.at("gathering").at("plan").at("ahead").size() == 1);
  CHECK(anas.at("meet_ups") == bens.at("meet_ups"));
  CHECK(bens.at("board").at(0).at("answers").at(0).at("answer") == "part");
  CHECK(bens.at("small_steps").at(0).at("went") == "part");
  CHECK(cais.at("board").at(0).at("answers").empty());
  CHECK(cais.at("next").at("rhythm") == "weekly");
  for (const std::string part : {"small_steps", "meet_ups", "plans", "record_notes"}) {
    CHECK(cais.at(part).empty());
  }
  CHECK(cais.at("gathering").at("capacities").empty());
}
