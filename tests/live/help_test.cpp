// Help over the line: private words reach who reads them and nobody else, a hidden share is read by
// its author and the keepers, and who was asked for quiet gives no signs.
#include <catch2/catch.hpp>

#include "rules/limits.hpp"
#include "tests/live/place.hpp"

using namespace circlekeeper;
using namespace circlekeeper::tests;
namespace limits = circlekeeper::rules::limits;

namespace {

Json privately(const std::string& message, const Caller& line, const std::vector<std::string>& to) {
  return {{"type", "say_privately"},
          {"message", padded(message, 22)},
          {"line", line.id()},
          {"to", to},
          {"from_device", padded("dev", 22)},
          {"body", sealed(message + "-words")},
          {"boxes", Json::array()}};
}

Json quieten(const Caller& who, const std::string& how) {
  return {{"type", "quieten"},
          {"member", who.id()},
          {"how", how},
          {"length", 600'000},
          {"words", sealed("why-words")}};
}

Json hide(const std::string& share, bool hidden) {
  return {{"type", "hide_share"}, {"share", padded(share, 22)}, {"hidden", hidden}};
}

const Json gesture = {{"type", "gesture"}, {"kind", "with_you"}};

std::string refused(const Caller& who) {
  return who.last().value("code", "");
}

}  // namespace

TEST_CASE("private words reach who reads them, and no other line, now or after coming back") {
  Place place;
  Gathered all(place);
  CHECK(all.ben.said(privately("one", all.ben, {all.ana.id()})) == "accepted");
  CHECK(was_heard(all.ana, "one-words"));
  CHECK(was_heard(all.ben, "one-words"));
  CHECK(all.ana.news().back() == "private_said");
  const bool restarts = GENERATE(false, true);
  if (restarts) place.restart();
  for (Caller* each : {&all.ana, &all.ben, &all.cai}) each->hello();
  CHECK(all.ana.view().at("private_said").size() == 1);
  CHECK(all.ben.view().at("private_said").size() == 1);
  CHECK(all.cai.view().at("private_said").empty());
  CHECK_FALSE(was_heard(all.cai, "one-words"));
  CHECK(was_heard(all.ana, "one-words"));
  place.compare_books();
}

TEST_CASE("private words that are taken back, or whose member leaves, are nowhere any more") {
  Place place;
  Gathered all(place);
  all.ana.drop();
  place.pump();
  all.ben.ask(privately("one", all.ben, {all.ana.id()}));
  CHECK(is_kept(place, "one-words"));
  if (GENERATE(true, false)) {
    all.ben.ask({{"type", "take_back_private"}, {"message", padded("one", 22)}});
  } else {
    all.ben.ask({{"type", "leave"}, {"take_back", false}});
  }
  CHECK_FALSE(is_kept(place, "one-words"));
  all.ana.resume();
  CHECK_FALSE(was_heard(all.ana, "one-words"));
  place.compare_books();
}

TEST_CASE("private words go after their time, though nobody comes and the process ended") {
  Place place;
  {
    Gathered all(place);
    all.ben.ask(privately("one", all.ben, {all.ana.id()}));
    all.ana.ask(bare("close_gathering"));
  }
  const rules::Time over = place.now + limits::lengths::private_kept;
  place.restart();
  CHECK(place.due());
  place.pass({over.ms - place.now.ms - 60'000});
  CHECK(is_kept(place, "one-words"));
  place.pass({180'000});
  CHECK_FALSE(is_kept(place, "one-words"));
  CHECK_FALSE(place.due());
}

TEST_CASE("a line holds so many private words; the oldest makes way, in the store too") {
  Place place;
  Gathered all(place);
  for (int n = 0; n < limits::counts::private_max; ++n) {
    CHECK(all.ben.said(privately("w" + std::to_string(n), all.ben, {all.ana.id()})) == "accepted");
    place.pass({10'000});
  }
  CHECK(is_kept(place, "w0-words"));
  CHECK(all.cai.said(privately("other", all.cai, {all.ana.id()})) == "accepted");
  CHECK(all.ben.said(privately("more", all.ben, {all.ana.id()})) == "accepted");
  CHECK_FALSE(is_kept(place, "w0-words"));
  CHECK(is_kept(place, "w1-words"));
  CHECK(is_kept(place, "other-words"));
}

TEST_CASE(
    "a hidden share is read by its author and keepers; shown again, by all, who was away too") {
  Place place;
  Gathered all(place);
  all.ben.ask(sharing("one"));
  all.cai.drop();
  place.pump();
  CHECK(all.ana.said(hide("one", true)) == "accepted");
  all.cai.resume();  // who was away when it was hidden gets no words from what is at hand
  CHECK(all.cai.view().at("gathering").at("shares").at(0).at("hidden") == true);
  for (Caller* each : {&all.ana, &all.ben, &all.cai}) {
    each->hello();
    const Json share = each->view().at("gathering").at("shares").at(0);
    CHECK(share.at("hidden") == true);
    CHECK(share.contains("body") == (each != &all.cai));
  }
  if (GENERATE(true, false)) {
    all.ana.ask(hide("one", false));
  } else {
    all.cai.drop();
    place.pump();
    all.ana.ask(hide("one", false));
    all.cai.resume();
  }
  const Json share = all.cai.view().at("gathering").at("shares").at(0);
  CHECK_FALSE(share.contains("hidden"));
  CHECK(share.contains("body"));
}

TEST_CASE("who was asked to be quiet, or slower, or is aside, gives no signs, or few") {
  Place place;
  Gathered all(place);
  const std::string how = GENERATE("quiet", "slowed", "aside");
  if (how == "aside") {
    all.ana.ask({{"type", "ask_aside"}, {"member", all.ben.id()}});
    all.ben.ask({{"type", "answer_aside"}, {"yes", true}});
  } else {
    all.ana.ask(quieten(all.ben, how));
    CHECK_FALSE(was_heard(all.cai, "why-words"));
  }
  all.cai.heard();
  all.ben.say(gesture);
  place.pump();
  const std::string none = how == "quiet" ? "quiet_for_now" : how == "aside" ? "is_aside" : "";
  CHECK(refused(all.ben) == none);
  all.ben.say(gesture);
  place.pump();
  CHECK(refused(all.ben) == (how == "slowed" ? "slow_down" : none));
  CHECK(std::ranges::count(all.cai.news(), "gesture_seen") == (how == "slowed" ? 1 : 0));
  if (how != "slowed") return;
  place.pass(limits::lengths::slowed_between);
  all.ben.say(gesture);
  place.pump();
  CHECK(std::ranges::count(all.cai.news(), "gesture_seen") == 1);
}

TEST_CASE("why somebody was asked for quiet is gone with it") {
  Place place;
  Gathered all(place);
  all.ana.ask(quieten(all.ben, "quiet"));
  CHECK(is_kept(place, "why-words"));
  if (GENERATE(true, false)) {
    place.pass({600'000});
  } else {
    all.ana.ask(bare("close_gathering"));
  }
  CHECK_FALSE(is_kept(place, "why-words"));
}

TEST_CASE("private words stay with who reads them where another reader is gone, over a restart") {
  Place place;
  Gathered all(place);
  all.cai.ask({{"type", "leave"}, {"take_back", false}});
  Caller abe(place, "abe");  // whose id comes first
  abe.join("keeper");
  all.ben.ask(privately("one", all.ben, {abe.id(), all.ana.id()}));
  abe.ask(bare("step_down"));
  place.restart();
  for (Caller* each : {&all.ana, &all.ben}) {
    each->hello();
    const Json said = each->view().at("private_said").at(0);
    CHECK(said.at("body").at("body").get<std::string>().starts_with("one-words"));
  }
  abe.hello();
  CHECK(abe.view().at("private_said").empty());
}

TEST_CASE("a hidden share stays hidden for who comes back after a restart") {
  Place place;
  Gathered all(place);
  all.cai.drop();
  place.pump();
  all.ben.ask(sharing("one"));
  all.ana.ask(hide("one", true));
  place.restart();
  all.cai.resume();
  CHECK_FALSE(was_heard(all.cai, "one-words"));
  CHECK(all.cai.view().at("gathering").at("shares").at(0).at("hidden") == true);
}
