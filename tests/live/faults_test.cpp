// Whatever a store does: nothing is told that is not stored, nothing is lost or told twice, and
// everybody hears what stands once it stands.
#include <catch2/catch.hpp>

#include "tests/live/place.hpp"
#include "tests/store/waiting.hpp"

using namespace circlekeeper;
using namespace circlekeeper::tests;
using Names = std::vector<std::string>;

namespace {

const Mishap unavailable{Outcome::unavailable, false};

Mishap any_mishap() {
  return GENERATE(Mishap{Outcome::unavailable, false}, Mishap{Outcome::unknown, false},
                  Mishap{Outcome::unknown, true}, Mishap{Outcome::fenced, false},
                  Mishap{Outcome::wrong_position, false});
}

}  // namespace

TEST_CASE("when storing fails, its senders are told, and everybody hears what stands") {
  Place place;
  Gathered all(place);
  all.ana.ask(sharing("before"));
  for (Caller* each : {&all.ana, &all.ben, &all.cai}) each->heard();
  const Mishap mishap = any_mishap();
  place.store.appends.next = {mishap};
  const std::string share = all.ben.send(sharing("one"));
  const std::string silly = all.cai.send(bare("take_seat"));
  place.pump();
  CHECK(all.ben.answer_to(share).at("code") == "store_unavailable");
  CHECK(all.cai.answer_to(silly).at("code") == "store_unavailable");
  for (Caller* each : {&all.ben, &all.cai}) CHECK(each->news() == Names{"refused"});
  place.pass({0});
  for (Caller* each : {&all.ana, &all.ben, &all.cai}) {
    CHECK(each->news() == Names{"welcome"});
    CHECK(each->view().at("gathering").at("shares").size() == (mishap.done ? 2 : 1));
  }
  // Sent again, it is done once, whether it had been or not.
  CHECK(all.ben.said(sharing("one"), share) == "accepted");
  CHECK(std::ranges::count(place.logged(), "share_added") == 2);
  CHECK(place.noticed("circle set aside") == 1);
  place.compare_books();
}

TEST_CASE("while the store is away everybody keeps their line, and is told so") {
  Place place;
  Gathered all(place);
  place.store.appends.always = place.store.takings.always = unavailable;
  CHECK(all.ben.said(sharing("one"), "x") == "store_unavailable");
  const int takings = place.store.takings.asked;
  place.pass({60'000});
  CHECK(place.store.takings.asked - takings > 10);
  CHECK(place.store.takings.asked - takings < 25);
  // Over and over, so that nothing adds up.
  for (int i = 0; i < 30; ++i) {
    place.pass({1000});
    CHECK(all.ben.said(sharing("one"), "x") == "store_unavailable");
  }
  CHECK(all.ben.answers_to("x") == 31);
  all.ben.say({{"type", "gesture"}, {"kind", "with_you"}});
  CHECK(all.ben.last().at("code") == "store_unavailable");
  all.ben.say_text("nonsense");
  CHECK(all.ben.last().at("code") == "not_json");
  all.cai.resume();
  CHECK(all.cai.closed() == Closing::store_away);
  Caller dan(place, "dan");
  dan.hello("invitation");
  CHECK(dan.closed() == Closing::store_away);
  dan.make();
  CHECK(dan.closed() == Closing::store_away);
  all.ben.heard();

  place.store.appends.always.reset();
  place.store.takings.always.reset();
  place.pass({4000});
  CHECK(all.ben.news() == Names{"welcome"});  // by which Cai is away
  CHECK(all.ben.said(sharing("one"), "x") == "accepted");
  all.cai.resume();
  CHECK(all.cai.last().at("type") == "resumed");
  place.compare_books();
}

TEST_CASE("what comes while the circle is taken over again waits for it, each time") {
  Place place;
  Gathered all(place);
  for (int i = 0; i < 10; ++i) {
    place.pass({5000});
    place.store.appends.next = {unavailable};
    place.store.takings.next = {unavailable};
    CHECK(all.ben.said(sharing("lost")) == "store_unavailable");
    place.store.held = true;
    place.pass({0});
    for (int j = 0; j < 3; ++j) {
      all.ben.send({{"type", "rename"}, {"name", sealed("b")}});
    }
    place.store.let_go();
    place.pass({5000});
    CHECK_FALSE(all.ben.closed());
    CHECK(all.ben.said({{"type", "rename"}, {"name", sealed("b")}}) == "accepted");
  }
  CHECK(all.ben.said(sharing("one")) == "accepted");
  place.compare_books();
}

TEST_CASE("a store that takes over but never stores is asked ever more calmly") {
  Place place;
  Gathered all(place);
  place.store.appends.always = unavailable;
  all.ben.send(sharing("one"));
  for (Caller* each : {&all.ben, &all.cai}) each->drop();  // which is to be stored, at every start
  const int takings = place.store.takings.asked;
  place.pass({60'000});
  CHECK(place.store.takings.asked - takings > 10);
  CHECK(place.store.takings.asked - takings < 25);
  place.store.appends.always.reset();
  place.pass({4000});
  CHECK(all.ana.said(sharing("two")) == "accepted");
  place.compare_books();
}

TEST_CASE("a circle whose log cannot be read now comes back when it can") {
  Place place;
  Gathered all(place);
  all.ben.ask(sharing("one"));
  place.restart();
  place.store.readings.next = {unavailable, {Outcome::unknown, false}};
  all.ben.resume();
  CHECK(all.ben.closed() == Closing::store_away);
  place.pass({10'000});
  all.ben.hello();
  CHECK(all.ben.view().at("gathering").at("shares").size() == 1);
  place.compare_books();
}

TEST_CASE("a circle that is taken over by somebody else goes on from what they stored") {
  Place place;
  Gathered all(place);
  place.memory.take_ownership({padded("circle", 22)}, false, at_once, [](auto) {});
  CHECK(all.ben.said(sharing("one")) == "store_unavailable");
  place.pass({0});
  CHECK(all.ben.said(sharing("one")) == "accepted");
  place.compare_books();
}

TEST_CASE("a circle that was erased elsewhere closes here") {
  Place place;
  Gathered all(place);
  Asking elsewhere{place.memory};
  const rules::CircleId circle{padded("circle", 22)};
  CHECK(elsewhere.erase(circle, elsewhere.own(circle).epoch) == Outcome::stored);
  CHECK(all.ben.said(sharing("one"), "x") == "store_unavailable");
  place.pass({0});
  for (Caller* each : {&all.ana, &all.ben, &all.cai}) {
    CHECK(each->closed() == Closing::circle_erased);
    CHECK(std::ranges::count(each->news(), "share_added") == 0);
  }
}

TEST_CASE("a maker whose circle is not stored is told to come back, and makes it then") {
  Place place;
  Caller ana(place, "ana");
  const Mishap mishap = any_mishap();
  SECTION("its log is not made") {
    place.store.takings.next = {Mishap{Outcome::absent, false}, mishap};
  }
  SECTION("its first events are not stored") {
    place.store.appends.next = {mishap};
  }
  ana.make();
  place.pass({0});
  // Where it was stored after all, there is nothing to come back for.
  const bool is_made = mishap.done && !place.log().empty();
  CHECK(ana.closed().has_value() != is_made);
  if (!is_made) CHECK(ana.closed() == Closing::store_away);
  CHECK(ana.news() == (is_made ? Names{"welcome"} : Names{}));
  place.pass({1000});
  ana.make();
  CHECK(ana.news() == Names{"welcome"});
  CHECK(std::ranges::count(place.logged(), "circle_made") == 1);
  place.compare_books();
}

TEST_CASE("somebody whose joining is not stored is at the door again, and joins then") {
  Place place;
  Gathered all(place);
  Caller dan(place, "dan");
  dan.hello("invitation");
  Caller eve(place, "eve");
  const Mishap mishap = any_mishap();
  place.store.appends.next = {mishap};
  const std::string id = dan.send(joining("dan"));
  eve.hello("invitation");
  CHECK(dan.answer_to(id).at("code") == "store_unavailable");
  dan.heard();
  place.pass({0});
  CHECK_FALSE(dan.closed());
  REQUIRE(dan.line->frames.back().contains("door") != mishap.done);
  CHECK(eve.line->frames.back().contains("door"));
  CHECK(dan.said(joining("dan"), id) == "accepted");
  CHECK(eve.said(joining("eve")) == "accepted");
  CHECK(std::ranges::count(place.logged(), "member_joined") == 5);
  place.compare_books();
}

TEST_CASE("emptying that fails is tried again until the words are gone") {
  Place place;
  Gathered all(place);
  all.ben.ask(sharing("one"));
  place.store.redactions.next = {any_mishap(), unavailable};
  CHECK(all.ana.said(bare("close_gathering")) == "accepted");
  place.pass({25'000});
  for (const auto& event : place.log()) CHECK(event.told.find("one-words") == std::string::npos);
  CHECK_FALSE(place.due());
  all.cai.hello();
  CHECK_FALSE(all.cai.view().contains("gathering"));
  place.compare_books();
}

TEST_CASE("a broken rule sets its circle aside, answers who asked, and touches no other circle") {
  Place place;
  Gathered all(place);
  Caller dan(place, "dan", "another");
  dan.make();
  dan.heard();
  place.store.held = true;
  const std::string waiting = all.cai.send(sharing("waiting"));
  place.pump();
  place.break_in = 1;
  const std::string breaking = all.ben.send(sharing("breaking"));
  place.store.let_go();
  place.pump();
  CHECK(all.ben.answers_to(breaking) == 1);
  CHECK(all.ben.answer_to(breaking).at("code") == "store_unavailable");
  CHECK(all.cai.answers_to(waiting) == 1);
  place.pass({0});
  CHECK(all.ben.news() == Names{"refused", "welcome"});
  CHECK(all.ben.said(sharing("breaking"), breaking) == "accepted");
  CHECK(all.cai.said(sharing("waiting"), waiting) == "accepted");
  CHECK(std::ranges::count(place.logged(), "share_added") == 2);
  CHECK(dan.news().empty());
  CHECK(place.noticed("circle set aside") == 1);
  place.compare_books();
}

TEST_CASE("a rule that breaks when somebody goes, or time passes, or everybody is sent away") {
  Place place;
  Gathered all(place);
  all.ana.ask(opening("centre"));
  all.ben.ask(bare("take_piece"));
  place.break_in = 1;
  SECTION("somebody goes") {
    all.ben.drop();
  }
  SECTION("somebody comes") {
    all.ben.hello();
  }
  SECTION("time passes") {
    place.break_in = 2;
    all.ben.drop();
    place.pass({45'000});
  }
  place.pass({60'000});
  CHECK(place.noticed("circle set aside") == 1);
  CHECK(place.break_in == 0);
  all.ben.hello();
  CHECK(all.ben.last().at("type") == "welcome");
  place.compare_books();
  place.break_in = 1;
  place.circles->drain([] {});
  place.pump();
  for (Caller* each : {&all.ana, &all.ben, &all.cai}) CHECK(each->closed() == Closing::going_away);
}

TEST_CASE("a circle whose log does not read is away, and the others are not") {
  Place place;
  Gathered all(place);
  Caller dan(place, "dan", "another");
  dan.make();
  const auto epoch = [&] {
    live::Epoch taken = 0;
    place.memory.take_ownership({padded("circle", 22)}, false, at_once,
                                [&](const live::Owned& owned) { taken = owned.epoch; });
    return taken;
  };
  const auto rewrite = [&](const std::string& text) {
    place.memory.redact({padded("circle", 22)}, epoch(), {{3, text}}, at_once, [](auto) {});
  };
  const std::string good = place.log().at(2).told;
  place.restart();
  rewrite(R"({"type":"told","stream":"circle","number":1,"at":1,"event":{"type":"nonsense"}})");
  all.ben.hello();
  CHECK(all.ben.closed() == Closing::store_away);
  dan.hello();
  CHECK(dan.last().at("type") == "welcome");
  place.pass({20'000});
  rewrite("{}");
  place.pass({20'000});
  rewrite(good);
  place.pass({4000});
  all.ben.hello();
  CHECK(all.ben.last().at("type") == "welcome");
  place.compare_books();
}

TEST_CASE("somebody whose removal is not stored comes back to their place") {
  Place place;
  Gathered all(place);
  place.store.appends.next = {unavailable};
  all.ana.send(removing(all.ben.id(), true, {all.ana.id(), all.cai.id()}));
  place.pass({0});
  CHECK(all.ben.closed() == Closing::reload_circle);
  all.ben.resume();
  CHECK(all.ben.said(sharing("one")) == "accepted");
  place.compare_books();
}
