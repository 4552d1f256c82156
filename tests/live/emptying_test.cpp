// Words that are to go are gone: from the store, from what is at hand for who comes back, and from
// what anybody is told.
#include <catch2/catch.hpp>

#include "rules/limits.hpp"
#include "tests/live/place.hpp"

using namespace circlekeeper;
using namespace circlekeeper::tests;
using Names = std::vector<std::string>;

TEST_CASE("at the closing all shares are emptied, for who comes back too") {
  Place place;
  Gathered all(place);
  all.cai.drop();
  place.pump();
  all.ben.ask(sharing("one"));
  all.ana.ask(sharing("two"));
  CHECK(is_kept(place, "one-words"));
  CHECK(was_heard(all.ana, "one-words"));
  all.ana.ask(bare("close_gathering"));
  CHECK_FALSE(is_kept(place, "-words"));
  SECTION("from what is at hand") {}
  SECTION("from the log") {
    place.restart();
  }
  all.cai.resume();
  const auto news = all.cai.news();
  CHECK(std::ranges::count(news, "share_added") == 2);
  CHECK(news.back() == "resumed");
  CHECK_FALSE(was_heard(all.cai, "-words"));
  place.compare_books();
}

TEST_CASE("a circle that keeps its shares keeps them over the closing") {
  Place place;
  Caller ana(place, "ana");
  ana.make({{"keeps", "circle_lives"}});
  ana.ask(bare("open_gathering"));
  ana.ask(opening());
  ana.ask(sharing("one"));
  ana.ask(bare("close_gathering"));
  CHECK(is_kept(place, "one-words"));
  ana.ask({{"type", "take_back_share"}, {"share", padded("one", 22)}});
  CHECK_FALSE(is_kept(place, "one-words"));
}

TEST_CASE("a share that is taken back is gone, and the others stay") {
  Place place;
  Gathered all(place);
  all.cai.drop();
  place.pump();
  all.ben.ask(sharing("one"));
  all.ben.ask(sharing("two"));
  CHECK(all.ana.said({{"type", "take_back_share"}, {"share", padded("one", 22)}}) ==
        "unknown_share");
  all.ben.ask({{"type", "take_back_share"}, {"share", padded("one", 22)}});
  CHECK_FALSE(is_kept(place, "one-words"));
  CHECK(is_kept(place, "two-words"));
  all.cai.resume();
  CHECK_FALSE(was_heard(all.cai, "one-words"));
  CHECK(was_heard(all.cai, "two-words"));
  place.restart();
  all.cai.hello();
  const Json shares = all.cai.view().at("gathering").at("shares");
  CHECK_FALSE(shares.at(0).contains("body"));
  CHECK(shares.at(1).contains("body"));
}

TEST_CASE("emptying that was cut off is done at the next start, though nobody comes") {
  Place place;
  Gathered all(place);
  all.ben.ask(sharing("one"));
  place.store.redactions.always = Mishap{Outcome::unavailable, false};
  all.ana.send(bare("close_gathering"));
  SECTION("by a process that ended") {}
  SECTION("by a store that fails, and drained") {
    place.store.redactions.always.reset();
    place.store.redactions.next = {{Outcome::unavailable, false}};
    place.pump();
    place.circles->drain([] {});
    place.pump();
  }
  place.pump();
  place.restart();
  place.store.redactions.always.reset();
  CHECK(place.logged().back() == "gathering_emptied");
  place.pass({20'000});
  CHECK_FALSE(is_kept(place, "one-words"));
  place.pass({20'000});
  CHECK_FALSE(place.due());
}

TEST_CASE("a circle with words under way to be emptied stays in memory until they are") {
  Place place;
  Gathered all(place);
  all.ben.ask(sharing("one"));
  all.ana.send(bare("close_gathering"));
  for (Caller* each : {&all.ana, &all.ben, &all.cai}) each->drop();
  place.store.redactions.always = Mishap{Outcome::unavailable, false};
  place.pass({600'000});
  CHECK(is_kept(place, "one-words"));
  CHECK(place.due());  // so that it is done whatever becomes of this process
  place.store.redactions.always.reset();
  place.pass({40'000});
  CHECK_FALSE(is_kept(place, "one-words"));
}

TEST_CASE("an erased circle tells everybody, keeps nothing, and says so to who comes later") {
  Place place;
  Gathered all(place);
  all.ben.ask(sharing("one"));
  CHECK(all.ben.said(bare("erase_circle")) == "keepers_only");
  all.ana.send(bare("erase_circle"), "end");
  place.pump();
  CHECK(all.ana.answer_to("end").at("type") == "accepted");
  for (Caller* each : {&all.ana, &all.ben, &all.cai}) {
    CHECK(each->closed() == Closing::circle_erased);
    CHECK(std::ranges::count(each->news(), "circle_erased") == 1);
  }
  CHECK(place.log().empty());
  all.ben.hello();
  CHECK(all.ben.closed() == Closing::circle_erased);
  all.ana.make();
  CHECK(all.ana.closed() == Closing::circle_erased);
  place.restart();
  all.ben.hello();
  CHECK(all.ben.closed() == Closing::circle_erased);
  CHECK_FALSE(place.due());
}

TEST_CASE("erasing that fails is done later, though nobody comes") {
  Place place;
  Gathered all(place);
  all.ben.ask(sharing("one"));
  place.store.erasures.next = {{Outcome::unavailable, false}};
  all.ana.send(bare("erase_circle"));
  place.pump();
  for (Caller* each : {&all.ana, &all.ben, &all.cai}) {
    CHECK(each->closed() == Closing::circle_erased);
    each->drop();
  }
  CHECK(place.due());
  SECTION("by this process") {}
  SECTION("by the next") {
    place.restart();
  }
  place.pass({120'000});
  CHECK(place.log().empty());
  CHECK_FALSE(place.due());
}

TEST_CASE(
    "what is kept for a time goes when it is over, though nobody comes and the server restarts") {
  Place place;
  const auto [keeps, length] =
      GENERATE(std::pair{"thirty_days", rules::limits::lengths::thirty_days},
               std::pair{"until_next", rules::limits::lengths::until_next_max});
  {
    Caller ana(place, "ana");
    ana.make({{"keeps", keeps}});
    ana.ask(bare("open_gathering"));
    ana.ask(opening());
    ana.ask(sharing("one"));
    ana.ask(bare("close_gathering"));
    CHECK(is_kept(place, "one-words"));
  }
  const rules::Time over = place.now + length;
  place.pass({40'000});
  CHECK(place.due() == over);
  const bool restarts = GENERATE(true, false);
  if (restarts) place.restart();
  place.pass({600'000});  // it leaves memory
  place.pass({over.ms - place.now.ms - 60'000});
  CHECK(is_kept(place, "one-words"));
  place.pass({120'000});
  CHECK_FALSE(is_kept(place, "one-words"));
  CHECK_FALSE(place.due());
  Caller ana(place, "ana");
  ana.hello();
  ana.say(bare("look_back"));
  CHECK(ana.last().at("earlier").at("shares").empty());
}

TEST_CASE("a keeper who shortens the time empties what is over at once, in what is at hand too") {
  Place place;
  Caller ana(place, "ana"), ben(place, "ben");
  ana.make({{"keeps", "circle_lives"}});
  ben.join();
  ana.ask(bare("open_gathering"));
  ana.ask(opening());
  ben.drop();
  place.pump();
  ana.ask(sharing("one"));
  ana.ask(bare("close_gathering"));
  CHECK(ana.said({{"type", "change_keeps"}, {"keeps", "this_gathering"}}) == "accepted");
  CHECK_FALSE(is_kept(place, "one-words"));
  ben.resume();
  CHECK_FALSE(was_heard(ben, "one-words"));
  place.compare_books();
}

TEST_CASE("what an opening empties is looked after at once too, if the process ends right then") {
  Place place;
  {
    Caller ana(place, "ana");
    ana.make({{"keeps", "until_next"}});
    ana.ask(bare("open_gathering"));
    ana.ask(opening());
    ana.ask(sharing("one"));
    ana.ask(bare("close_gathering"));
    place.store.redactions.always = Mishap{Outcome::unavailable, false};
    ana.send(bare("open_gathering"));
    place.pump();
    place.restart();
  }
  place.store.redactions.always.reset();
  CHECK(place.logged().back() == "gathering_emptied");
  CHECK(is_kept(place, "one-words"));
  place.pass({20'000});
  CHECK_FALSE(is_kept(place, "one-words"));
}
