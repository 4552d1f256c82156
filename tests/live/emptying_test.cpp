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

TEST_CASE("with what was said go who came and went, opening and closing words, and prompts") {
  Place place;
  Caller ana(place, "ana"), ben(place, "ben");
  ana.make({{"keeps", GENERATE("this_gathering", "until_next")}});
  ben.join();
  ana.ask({{"type", "open_gathering"}, {"words", sealed("opening-words")}});
  ana.ask(opening());
  ana.ask({{"type", "give_prompt"}, {"prompt", {{"words", sealed("prompt-words")}}}});
  CHECK(is_kept(place, "prompt-words"));
  for (int n = 0; n < 3; ++n) {
    ben.drop();
    place.pump();
    ben.hello();
  }
  ana.ask({{"type", "close_gathering"}, {"words", sealed("closing-words")}});
  ana.ask(bare("open_gathering"));
  const auto count = [&](const char* name) { return std::ranges::count(place.logged(), name); };
  CHECK(count("emptied") == 6);  // the last of each stays
  CHECK(count("connection_lost") == 0);
  CHECK(count("connection_back") == 2);
  for (const char* words : {"opening-words", "prompt-words", "closing-words"}) {
    CHECK_FALSE(is_kept(place, words));
  }
  ana.hello();
  const Json before = ana.view();
  place.restart();
  ben.hello();
  ana.hello();
  CHECK(ana.view() == before);
  place.compare_books();
}

TEST_CASE("words of one event that are replaced one after the other are gone for who comes back") {
  Place place;
  Caller ana(place, "ana"), ben(place, "ben");
  ana.make();
  ben.join();
  ben.drop();
  place.pump();
  ana.ask({{"type", "change_words"},
           {"title", sealed("title-two")},
           {"agreements", sealed("agreements-two")}});
  ana.ask({{"type", "change_words"}, {"title", sealed("title-three")}});
  ana.ask({{"type", "change_words"}, {"agreements", sealed("agreements-three")}});
  ben.resume();
  CHECK(ben.news().back() == "resumed");
  for (const char* words : {"title-two", "agreements-two"}) CHECK_FALSE(was_heard(ben, words));
  for (const char* words : {"title-three", "agreements-three"}) CHECK(was_heard(ben, words));
}

TEST_CASE("names, titles and agreements that were replaced are gone, and names of who left") {
  Place place;
  Caller ana(place, "ana"), ben(place, "ben");
  ana.make({{"title", sealed("title-one")}, {"agreements", sealed("agreements-one")}});
  ben.join();
  ben.ask({{"type", "rename"}, {"name", sealed("ben-two")}});
  CHECK(is_kept(place, "ben-two"));
  ana.ask({{"type", "change_words"}, {"title", sealed("title-two")}});
  CHECK_FALSE(is_kept(place, "title-one"));
  CHECK(is_kept(place, "agreements-one"));
  ana.ask({{"type", "change_words"}, {"agreements", sealed("agreements-two")}});
  CHECK_FALSE(is_kept(place, "agreements-one"));
  CHECK(is_kept(place, "title-two"));
  ana.ask({{"type", "change_words"},
           {"title", sealed("title-three")},
           {"agreements", sealed("agreements-three")}});
  for (const char* words : {"title-two", "agreements-two"}) CHECK_FALSE(is_kept(place, words));
  place.restart();
  ana.hello();
  CHECK(ana.view().at("title").at("body").get<std::string>().starts_with("title-three"));
  ben.hello();
  ben.ask({{"type", "leave"}, {"take_back", false}});
  CHECK_FALSE(is_kept(place, "ben-two"));
  place.restart();
  ana.hello();
  CHECK(ana.view().at("members").size() == 1);
}

TEST_CASE(
    "a circle that nobody visits for as long as the operator keeps one is erased, by itself") {
  live::Bounds bounds;
  bounds.unvisited_days = 2;
  Place place(bounds);
  constexpr rules::Length day{std::int64_t{24} * 60 * 60 * 1000};
  {
    Caller ana(place, "ana");
    ana.make();
    ana.drop();
    place.pump();
  }
  const bool ended = GENERATE(true, false);  // the process, right then
  if (ended) place.restart();
  place.pass({day.ms});
  SECTION("a visit keeps it") {
    Caller ana(place, "ana");
    ana.hello();
    ana.drop();
    place.pass({day.ms + day.ms / 2});
    CHECK_FALSE(place.log().empty());
    place.pass({day.ms});
  }
  SECTION("without one it goes") {
    CHECK_FALSE(place.log().empty());
    place.pass({day.ms + 120'000});
  }
  CHECK(place.log().empty());
  CHECK_FALSE(place.due());
  Caller ana(place, "ana");
  ana.hello();
  CHECK(ana.closed() == Closing::circle_erased);
}

TEST_CASE("emptying what a gathering held does not make a circle look unvisited for longer") {
  live::Bounds bounds;
  bounds.unvisited_days = 60;
  Place place(bounds);
  constexpr std::int64_t day = std::int64_t{24} * 60 * 60 * 1000;
  {
    Caller ana(place, "ana");
    ana.make({{"keeps", "thirty_days"}});
    ana.ask(bare("open_gathering"));
    place.pass({40 * day});
    ana.drop();
    place.pump();
  }
  place.pass({31 * day});  // it closed, and was emptied
  CHECK(place.logged().back() == "gathering_emptied");
  place.restart();
  place.pass({28 * day});
  CHECK_FALSE(place.log().empty());
  place.pass({2 * day});
  CHECK(place.log().empty());
}

TEST_CASE("a last word is heard by who is here, and kept nowhere") {
  Place place;
  Gathered all(place);
  all.ana.ask({{"type", "erase_circle"}, {"words", sealed("last-words")}});
  CHECK(was_heard(all.ben, "last-words"));
  CHECK(place.log().empty());
}
