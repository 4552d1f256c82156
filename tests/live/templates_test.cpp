// Templates of the circle's own: the question whether one can be run, and that forgotten ones leave
// nothing behind.
#include <catch2/catch.hpp>

#include "tests/live/place.hpp"

using namespace circlekeeper;
using namespace circlekeeper::tests;
using Names = std::vector<std::string>;

namespace {

Json keeping(const std::string& name, const std::string& words) {
  return {{"type", "keep_template"},
          {"template", padded(name, 22)},
          {"title", sealed(words + "-title")},
          {"body", sealed(words + "-body")}};
}

Json forgetting(const std::string& name) {
  return {{"type", "forget_template"}, {"template", padded(name, 22)}};
}

Json step(const std::string& key, const std::string& go) {
  return {{"step", key},     {"speaks", "nobody"},       {"asks", "nothing"}, {"of", Json::array()},
          {"ends", "ready"}, {"choices", Json::array()}, {"go", go}};
}

Json structure() {
  return {{"about", "light"},
          {"form", "pods"},
          {"people_min", 2},
          {"people_max", 2},
          {"minutes", 2},
          {"when_one_leaves", "close"},
          {"roles", {{{"role", "r1"}, {"min", 2}, {"max", 2}, {"chosen", false}}}},
          {"steps", {step("s1", "next"), step("s2", "end")}}};
}

Json checking(const Json& asked) {
  return {{"type", "check_template"}, {"structure", asked}};
}

}  // namespace

TEST_CASE("whether a structure can be run is answered to who asks, and nothing happens by it") {
  Place place;
  Gathered all(place);
  const std::size_t before = place.log().size();
  for (Caller* each : {&all.ana, &all.ben, &all.cai}) each->heard();
  all.ben.say(checking(structure()));
  place.pump();
  CHECK(all.ben.last() == Json{{"type", "template_checked"}, {"flaws", Json::array()}});
  Json flawed = structure();
  flawed["minutes"] = 90;
  flawed["steps"][1]["go"] = "next";
  all.ben.say(checking(flawed));
  place.pump();
  CHECK(all.ben.last().at("flaws") == Json{{{"code", "nothing_next"}, {"pointer", "/steps/1/go"}}});
  CHECK(all.ben.news() == Names{"template_checked", "template_checked"});
  CHECK(all.ana.news().empty());
  CHECK(place.log().size() == before);
}

TEST_CASE("a structure that does not read is refused where it does not") {
  Place place;
  Gathered all(place);
  Json unread = structure();
  unread["steps"][1]["asks"] = "magic";
  all.ben.say(checking(unread));
  place.pump();
  CHECK(all.ben.last().at("code") == "malformed");
  CHECK(all.ben.last().at("field") == "structure.steps.1.asks");
  CHECK_FALSE(all.ben.last().contains("id"));
}

TEST_CASE("questions come at the pace of signals, and from members alone") {
  Place place;
  Gathered all(place);
  Caller dov(place, "dov");
  dov.hello("invitation");
  dov.say(checking(structure()));
  place.pump();
  CHECK(dov.last().at("code") == "not_a_member");
  for (int i = 0; i <= rules::limits::rates::signals_burst; ++i) {
    all.ben.say(checking(structure()));
  }
  place.pump();
  CHECK(all.ben.last().at("code") == "slow_down");
}

TEST_CASE("templates are told to keepers alone, and are there after a restart") {
  Place place;
  Gathered all(place);
  CHECK(all.ben.said(keeping("pot", "tea")) == "keepers_only");
  CHECK(all.ana.said(keeping("pot", "tea")) == "accepted");
  place.restart();
  all.ana.hello();
  all.ben.hello();
  CHECK(all.ana.view().at("templates").size() == 1);
  CHECK(all.ana.view().at("templates").at(0).at("by") == all.ana.id());
  CHECK(all.ben.view().at("templates") == Json::array());
  CHECK_FALSE(was_heard(all.ben, "tea-"));
  place.compare_books();
}

TEST_CASE("a template that is forgotten or replaced leaves no words behind") {
  Place place;
  Gathered all(place);
  all.ana.ask(keeping("pot", "tea"));
  all.ana.ask(keeping("walk", "walk"));
  all.ana.drop();
  place.pump();
  Caller eve(place, "eve");
  eve.join("keeper");
  SECTION("forgotten") {
    CHECK(eve.said(forgetting("pot")) == "accepted");
    CHECK_FALSE(is_kept(place, "tea-"));
  }
  SECTION("replaced") {
    CHECK(eve.said(keeping("pot", "coffee")) == "accepted");
    CHECK_FALSE(is_kept(place, "tea-"));
    CHECK(is_kept(place, "coffee-title"));
    CHECK(is_kept(place, "coffee-body"));
  }
  SECTION("replaced, and forgotten then") {
    eve.ask(keeping("pot", "coffee"));
    eve.ask(forgetting("pot"));
    CHECK_FALSE(is_kept(place, "tea-"));
    CHECK_FALSE(is_kept(place, "coffee-"));
  }
  CHECK(is_kept(place, "walk-body"));
  Caller ana(place, "ana");
  ana.hello();
  CHECK_FALSE(was_heard(ana, "tea-"));
  place.restart();
  eve.hello();
  CHECK(was_heard(eve, "walk-body"));
  place.compare_books();
}

TEST_CASE("who comes back hears of a forgotten template without its words") {
  Place place;
  Gathered all(place);
  Caller eve(place, "eve");
  eve.join("keeper");
  eve.drop();
  place.pump();
  all.ana.ask(keeping("pot", "tea"));
  all.ana.ask(forgetting("pot"));
  eve.resume();
  const auto news = eve.news();
  CHECK(std::ranges::count(news, "template_kept") == 1);
  CHECK(std::ranges::count(news, "template_forgotten") == 1);
  CHECK_FALSE(was_heard(eve, "tea-"));
}

TEST_CASE("forgetting that was cut off is done at the next start, though nobody comes") {
  Place place;
  Gathered all(place);
  all.ana.ask(bare("close_gathering"));
  all.ana.ask(keeping("pot", "tea"));
  place.store.redactions.always = Mishap{Outcome::unavailable, false};
  SECTION("forgotten") {
    all.ana.send(forgetting("pot"));
  }
  SECTION("replaced") {
    all.ana.send(keeping("pot", "coffee"));
  }
  place.pump();
  CHECK(place.due());
  place.restart();
  place.store.redactions.always.reset();
  place.pass({20'000});
  CHECK_FALSE(is_kept(place, "tea-"));
  place.pass({20'000});
  CHECK_FALSE(place.due());
}
