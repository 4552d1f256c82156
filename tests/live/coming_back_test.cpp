// Coming back: exactly what was missed, once and in order, or a fresh view; and circles that live
// on while nobody looks.
#include <catch2/catch.hpp>

#include "rules/limits.hpp"
#include "tests/live/place.hpp"

using namespace circlekeeper;
using namespace circlekeeper::tests;
using Names = std::vector<std::string>;
namespace limits = rules::limits;

TEST_CASE("who comes back hears exactly what they missed") {
  Place place;
  Gathered all(place);
  all.cai.drop();
  place.pump();
  all.ana.ask(sharing("one"));
  all.ben.ask({{"type", "welcome_device"}, {"secret", secret_of("phone")}});  // nothing of Cai's
  all.ben.ask(sharing("two"));
  all.cai.resume();
  CHECK(all.cai.news() ==
        Names{"connection_lost", "share_added", "share_added", "connection_back", "resumed"});
  all.cai.resume();
  CHECK(all.cai.news() == Names{"connection_lost", "connection_back", "resumed"});
  all.ana.ask(sharing("three"));
  CHECK(all.cai.news() == Names{"share_added"});
  place.compare_books();

  place.restart();
  all.cai.resume();
  CHECK(all.cai.news() == Names{"server_restarted", "clocks_stopped", "connection_back",
                                "clocks_started", "resumed"});
  all.ana.resume();
  place.compare_books();
}

TEST_CASE("a keeper hears the keepers' events that they missed too, in the order of the store") {
  Place place;
  Gathered all(place);
  Caller eve(place, "eve");
  eve.join("keeper");
  all.ana.drop();
  place.pump();
  eve.ask(sharing("one"));
  eve.ask(replacing("invitation", "new"));
  eve.ask(sharing("two"));
  all.ana.resume();
  CHECK(all.ana.news() == Names{"connection_lost", "share_added", "link_replaced",
                                "keeper_box_kept", "share_added", "connection_back", "resumed"});
  place.compare_books();
}

TEST_CASE("what cannot be filled exactly is a fresh view") {
  Place place;
  Gathered all(place);
  all.ana.ask(sharing("one"));
  const auto numbers = all.ben.line->numbers;
  const std::string life = all.ben.line->incarnation;
  const auto fresh = [&](const std::string& incarnation,
                         const std::map<std::string, std::int64_t>& heard) {
    all.ben.resume_from(incarnation, heard);
    const bool is_fresh = all.ben.news() == Names{"welcome"};
    return is_fresh && all.ben.view().at("gathering").at("shares").size() == 1;
  };
  const std::int64_t circle = numbers.at("circle");
  CHECK(fresh("another-life", numbers));
  CHECK(fresh(life, {{"circle", circle + 1000}, {"member", 0}}));  // from the future
  CHECK(fresh(life, {{"circle", circle}, {"member", 7}}));
  CHECK(fresh(life, {{"circle", circle}}));
  CHECK(fresh(life, {{"member", 0}}));
  CHECK(fresh(life, {}));
  CHECK(fresh(life, {{"circle", 0}, {"member", 0}}));
  all.ben.resume();
  CHECK(all.ben.news() == Names{"connection_lost", "connection_back", "resumed"});
}

TEST_CASE("a gap longer than what is at hand is a fresh view, one that just fits is filled") {
  Place place;
  Gathered all(place);
  all.ben.drop();
  all.cai.drop();
  place.pump();
  const auto numbers = all.cai.line->numbers;
  const auto fill = [&](std::int64_t until) {
    while (numbers.at("circle") + until > all.ana.line->numbers.at("circle")) {
      place.pass({100});
      REQUIRE(all.ana.said({{"type", "rename"}, {"name", sealed("a")}}) == "accepted");
    }
  };
  fill(limits::counts::resume_events - 1);
  all.cai.resume();  // which is told as the last that is at hand
  CHECK(all.cai.heard().size() == limits::counts::resume_events + 1);
  CHECK(all.cai.last().at("type") == "resumed");
  all.cai.drop();
  place.pump();
  all.cai.resume_from(all.cai.line->incarnation, numbers);
  CHECK(all.cai.news() == Names{"welcome"});
  place.compare_books();
}

TEST_CASE("a member is here until the last of their connections goes") {
  Place place;
  Gathered all(place);
  Caller phone(place, "ben");
  phone.hello();
  CHECK(all.ana.news().empty());
  all.ben.drop();
  place.pump();
  CHECK(all.ana.news().empty());
  all.cai.ask(sharing("one"));
  CHECK(phone.news() == Names{"welcome", "share_added"});
  phone.drop();
  place.pump();
  CHECK(all.ana.news() == Names{"share_added", "connection_lost"});
  all.ben.resume();
  CHECK(all.ana.news() == Names{"connection_back"});
  place.compare_books();
}

TEST_CASE("one connection too many closes the member's oldest, and loses nobody") {
  Place place;
  Gathered all(place);
  std::vector<std::unique_ptr<Caller>> places;
  for (int i = 1; i < limits::counts::connections_per_member; ++i) {
    places.push_back(std::make_unique<Caller>(place, "ben"));
    places.back()->hello();
  }
  CHECK_FALSE(all.ben.closed());
  Caller one_more(place, "ben");
  one_more.hello();
  CHECK(all.ben.closed() == Closing::taken_over);
  all.ben.drop();
  place.pump();
  for (const auto& each : places) CHECK_FALSE(each->closed());
  CHECK(all.ana.news().empty());  // Ben was here all the time
  CHECK(one_more.said(sharing("one")) == "accepted");
  place.compare_books();
}

TEST_CASE("with a bound of one, coming back replaces the connection without a gap") {
  live::Bounds bounds;
  bounds.connections_per_member = 1;
  Place place(bounds);
  Gathered all(place);
  Caller phone(place, "ben");
  phone.hello();
  CHECK(all.ben.closed() == Closing::taken_over);
  CHECK(all.ana.news().empty());
  phone.drop();
  place.pump();
  CHECK(all.ana.news() == Names{"connection_lost"});
}

TEST_CASE("a circle that nobody visits leaves memory, and is there again when somebody comes") {
  Place place;
  Gathered all(place);
  all.ben.ask(sharing("one"));
  for (Caller* each : {&all.ana, &all.ben, &all.cai}) each->drop();
  place.pass({50'000});
  CHECK(place.store.released == 0);
  place.pass({60'000});
  CHECK(place.store.released == 1);
  CHECK(place.noticed("circle loaded") == 1);  // none when it was made
  all.ben.resume();
  CHECK(place.noticed("circle loaded") == 2);
  CHECK(all.ben.last().at("type") == "resumed");
  CHECK(std::ranges::count(all.ben.news(), "share_added") == 0);
  CHECK(all.ben.said(sharing("two")) == "accepted");
  place.compare_books();
}

TEST_CASE("a closed gathering keeps no circle in memory, and nothing stays due") {
  Place place;
  const bool with_words = GENERATE(true, false);
  Gathered all(place);
  if (with_words) all.ben.ask(sharing("one"));
  CHECK(place.due() == place.now + limits::lengths::nobody_here);
  all.ana.ask(bare("close_gathering"));
  place.pass({40'000});
  CHECK_FALSE(place.due());
  for (Caller* each : {&all.ana, &all.ben, &all.cai}) each->drop();
  place.pass({120'000});
  CHECK(place.store.released == 1);
  CHECK_FALSE(place.due());
}

TEST_CASE("a gathering that nobody is in closes by itself after three hours") {
  Place place;
  Gathered all(place);
  all.ben.ask(sharing("one"));
  for (Caller* each : {&all.ana, &all.ben, &all.cai}) each->drop();
  place.pump();
  const rules::Time since = place.now;
  SECTION("while the circle is in memory, and out of it") {
    place.pass({600'000});
  }
  SECTION("after a restart, counted from when they went") {
    place.pass({3'600'000});
    place.restart();
  }
  SECTION("after a restart that comes late") {
    place.restart();
    place.now = since + rules::Length{limits::lengths::nobody_here.ms - 30'000};
  }
  CHECK(place.due() == since + limits::lengths::nobody_here);
  place.pass(since + rules::Length{limits::lengths::nobody_here.ms - 1} - place.now);
  CHECK(std::ranges::count(place.logged(), "gathering_closed") == 0);
  place.pass({40'001});
  CHECK(std::ranges::count(place.logged(), "gathering_closed") == 1);
  for (const auto& event : place.log()) CHECK(event.told.find("one-words") == std::string::npos);
  place.pass({300'000});
  CHECK_FALSE(place.due());  // and is not looked at for ever
  all.ana.resume();
  place.compare_books();
  CHECK(all.ana.said(bare("open_gathering")) == "accepted");
}

TEST_CASE("a process that ends with everybody here starts with nobody, and closes in time") {
  Place place;
  Gathered all(place);
  place.pass({600'000});
  place.restart();
  // Nobody was seen to go: it is loaded when it could be due, and counts from there.
  place.pass({2 * limits::lengths::nobody_here.ms + 40'000});
  CHECK(place.logged().back() == "gathering_emptied");
}

TEST_CASE("a gathering longer than three hours goes on while somebody is here") {
  Place place;
  Gathered all(place);
  place.pass({limits::lengths::nobody_here.ms + 600'000});
  CHECK(all.ana.said(sharing("still-here")) == "accepted");
  for (Caller* each : {&all.ana, &all.ben, &all.cai}) each->drop();
  place.pass({120'000});
  CHECK(place.store.released == 1);
  CHECK(place.due());
}

TEST_CASE("what the rules ask to be woken for happens in time, once") {
  Place place;
  Gathered all(place);
  all.ana.ask(opening("centre"));
  all.ben.ask(bare("take_piece"));
  all.ben.drop();
  place.pump();
  for (Caller* each : {&all.ana, &all.cai}) each->heard();
  place.pass({limits::lengths::grace.ms - 1});
  CHECK(all.cai.news().empty());
  place.pass({1});
  CHECK(all.cai.news() == Names{"turn_ended"});
  place.pass({600'000});
  CHECK(all.cai.news().empty());
  place.compare_books();
}

TEST_CASE("at draining everybody is told to come back, and everything is stored") {
  Place place;
  Gathered all(place);
  Caller alone(place, "dan", "another");
  alone.make();
  place.store.held = true;
  const std::string last = all.ben.send(sharing("last"));
  bool done = false;
  place.circles->drain([&] { done = true; });
  for (Caller* each : {&all.ana, &all.ben, &all.cai, &alone}) {
    CHECK(each->closed() == Closing::going_away);
  }
  Caller late(place, "cai");
  late.open();
  CHECK(late.closed() == Closing::going_away);
  late.drop();
  place.store.let_go();
  place.pump();
  CHECK(done);
  CHECK(place.store.released == 2);
  CHECK(std::ranges::count(place.logged(), "share_added") == 1);
  place.restart();
  all.ben.resume();
  CHECK(std::ranges::count(all.ben.news(), "share_added") == 1);
  CHECK(all.ben.said(sharing("last"), last) == "accepted");
  place.compare_books();
}
