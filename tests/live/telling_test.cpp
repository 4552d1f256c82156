// Told after it is stored and only then; done once; never faster than is good for all.
#include <catch2/catch.hpp>

#include "rules/limits.hpp"
#include "tests/live/place.hpp"

using namespace circlekeeper;
using namespace circlekeeper::tests;
using Names = std::vector<std::string>;

TEST_CASE("nobody hears of anything before it is stored") {
  Place place;
  Gathered all(place);
  place.store.held = true;
  const std::string shared = all.ben.send(sharing("one"));
  place.pump();
  // All of these rest on what is not stored yet.
  const std::string again = all.ben.send(sharing("one"));
  const std::string silly = all.cai.send(bare("take_seat"));
  all.cai.say({{"type", "gesture"}, {"kind", "thank_you"}});
  all.cai.say_text("nonsense");
  Caller late(place, "ana");
  late.hello();
  place.pump();
  for (Caller* each : {&all.ana, &all.ben, &all.cai, &late}) CHECK(each->news().empty());
  late.say({{"type", "ping"}});
  CHECK(late.news() == Names{"pong"});  // which rests on nothing

  place.store.let_go();
  place.pump();
  CHECK(all.ben.news() == Names{"share_added", "accepted", "refused", "gesture_seen"});
  CHECK(all.cai.news() == Names{"share_added", "refused", "gesture_seen", "refused"});
  CHECK(all.ana.news() == Names{"share_added", "gesture_seen"});
  CHECK(late.news() == Names{"welcome"});
  CHECK(late.view().at("gathering").at("shares").size() == 1);
  CHECK(all.ben.answer_to(shared).at("number") == all.ben.line->numbers.at("circle"));
  CHECK(all.ben.answer_to(again).at("code") == "share_is_known");
  CHECK(all.cai.answer_to(silly).at("code") == "already_seated");
  place.compare_books();
}

TEST_CASE("what comes while the store is busy goes together, in order") {
  Place place;
  Gathered all(place);
  const int before = place.store.appends.asked;
  place.store.held = true;
  all.ben.send(sharing("one"));
  all.cai.send(sharing("two"));
  place.pump();
  CHECK(place.store.appends.asked == before + 1);
  for (const std::string share : {"three", "four", "five"}) all.ana.send(sharing(share));
  place.pump();
  CHECK(place.store.appends.asked == before + 1);  // one at a time
  place.store.let_go();
  place.pump();
  CHECK(place.store.appends.asked == before + 2);
  CHECK(all.cai.news() == Names{"share_added", "share_added", "accepted", "share_added",
                                "share_added", "share_added"});
  place.compare_books();
}

TEST_CASE("a command that is sent again is done once: now, after coming back, after a restart") {
  Place place;
  Gathered all(place);
  CHECK(all.ben.said(sharing("one"), "same") == "accepted");
  const Json first = all.ben.answer_to("same");
  CHECK(all.ben.ask(sharing("two"), "same") == first);
  CHECK(all.ben.answers_to("same") == 2);
  all.ben.resume();
  CHECK(all.ben.ask(sharing("one"), "same") == first);
  place.restart();
  all.ben.resume();
  CHECK(all.ben.ask(sharing("one"), "same") == first);
  CHECK(std::ranges::count(place.logged(), "share_added") == 1);
  // The id is this member's own.
  all.cai.resume();
  CHECK(all.cai.said(sharing("three"), "same") == "accepted");
  // What was refused was not done, and may be asked again.
  CHECK(all.cai.said(bare("take_seat"), "no") == "already_seated");
  CHECK(all.cai.said(bare("stand_aside"), "no") == "accepted");
}

TEST_CASE("commands come at ten a second after thirty at once, for all of a member's devices") {
  Place place;
  Gathered all(place);
  place.pass({60'000});
  Caller phone(place, "ben");
  phone.hello();
  const auto rename = [](Caller& who) {
    return who.ask({{"type", "rename"}, {"name", sealed("b")}});
  };
  for (int i = 0; i < rules::limits::rates::commands_burst; ++i) {
    CHECK(rename(i % 2 == 0 ? all.ben : phone).at("type") == "accepted");
  }
  for (Caller* who : {&all.ben, &phone}) {
    const Json refused = rename(*who);
    CHECK(refused.at("code") == "slow_down");
    CHECK(refused.at("again_in") == 100);
  }
  place.pass({30});
  CHECK(rename(all.ben).at("again_in") == 70);
  all.ben.drop();
  all.ben.hello();  // coming back fills nothing up
  CHECK(rename(all.ben).at("again_in") == 70);
  place.pass({69});
  CHECK(rename(all.ben).at("again_in") == 1);
  place.pass({1});
  CHECK(rename(all.ben).at("type") == "accepted");
  CHECK(rename(all.ben).at("again_in") == 100);
  CHECK(rename(all.cai).at("type") == "accepted");  // everybody has their own
  place.compare_books();
}

TEST_CASE("at most sixteen commands of a connection wait for their answers") {
  Place place;
  Gathered all(place);
  place.pass({60'000});
  place.store.held = true;
  std::vector<std::string> asked;
  for (int i = 0; i < rules::limits::counts::unanswered_max; ++i) {
    asked.push_back(all.ben.send(sharing("share-" + std::to_string(i))));
  }
  const std::string one_more = all.ben.send(sharing("one-more"));
  place.pump();
  CHECK(all.ben.news().empty());
  place.store.let_go();
  place.pump();
  for (const std::string& id : asked) CHECK(all.ben.answer_to(id).at("type") == "accepted");
  CHECK(all.ben.answer_to(one_more).at("code") == "too_many_unanswered");
  CHECK(all.ben.said(sharing("one-more")) == "accepted");
  CHECK(std::ranges::count(place.logged(), "share_added") == 17);
}

TEST_CASE("gestures and writing are told to who is here, and kept nowhere") {
  Place place;
  Gathered all(place);
  all.cai.drop();
  place.pump();
  for (Caller* each : {&all.ana, &all.ben}) each->heard();
  const auto before = place.log();
  all.ben.say({{"type", "gesture"}, {"kind", "take_your_time"}});
  all.ben.say({{"type", "writing"}, {"on", true}});
  place.pump();
  CHECK(all.ana.heard() ==
        std::vector<Json>{
            {{"type", "gesture_seen"}, {"from", all.ben.id()}, {"kind", "take_your_time"}},
            {{"type", "writing_seen"}, {"from", all.ben.id()}, {"on", true}}});
  CHECK(place.log() == before);
  all.cai.resume();
  CHECK(all.cai.news() == Names{"connection_lost", "connection_back", "resumed"});

  all.ana.ask(bare("close_gathering"));
  all.ana.say({{"type", "gesture"}, {"kind", "with_you"}});
  CHECK(all.ana.last().at("code") == "no_gathering");
  all.ana.say({{"type", "gesture"}, {"kind", "applause"}});
  CHECK(all.ana.last().at("code") == "malformed");
  CHECK(all.ana.last().at("field") == "kind");
}

TEST_CASE("signals come at four a second after ten at once") {
  Place place;
  Gathered all(place);
  for (int i = 0; i < rules::limits::rates::signals_burst; ++i) {
    all.ben.say({{"type", "gesture"}, {"kind", "with_you"}});
  }
  CHECK(all.cai.heard().size() == 10);
  all.ben.say({{"type", "writing"}, {"on", true}});
  CHECK(all.ben.last().at("code") == "slow_down");
  CHECK(all.ben.last().at("again_in") == 250);
  CHECK(all.cai.heard().empty());
  place.pass({250});
  all.ben.say({{"type", "writing"}, {"on", true}});
  CHECK(all.cai.heard().size() == 1);
  CHECK(all.ben.said(sharing("one")) == "accepted");  // commands have a rate of their own
}

TEST_CASE("bad input names its command and changes nothing, and the connection stays") {
  Place place;
  Gathered all(place);
  const auto before = place.log();
  all.ben.say_text("[[[[[[[[[[");
  CHECK(all.ben.last().at("code") == "too_deep");
  CHECK(all.ben.said(bare("teleport")) == "unknown_command");
  const Json refused = all.ben.ask({{"type", "rename"}, {"name", {{"key", 0}, {"body", ""}}}});
  CHECK(refused.at("code") == "out_of_range");
  CHECK(refused.at("field") == "name.key");
  CHECK(refused.at("sentence") == "This is out of range.");
  all.ben.visit->hear_bytes();
  CHECK(all.ben.last().at("code") == "unknown_frame");
  CHECK(place.log() == before);
  CHECK(all.ben.said(sharing("one")) == "accepted");
}

TEST_CASE("keepers' and members' own lines are told to them alone") {
  Place place;
  Gathered all(place);
  CHECK(all.ana.said({{"type", "open_round"},
                      {"gentle", 10'000},
                      {"from", all.ben.id()},
                      {"direction", "sunwise"},
                      {"second_chance", false},
                      {"last", false},
                      {"now", true}}) == "accepted");
  for (Caller* each : {&all.ana, &all.ben, &all.cai}) each->heard();
  place.pass({10'000});
  CHECK(all.ana.news() == Names{"gentle_time_ended"});
  CHECK(all.ben.news() == Names{"gentle_time_ended"});
  CHECK(all.cai.news().empty());
  CHECK(all.ana.last().at("stream") == "keepers");
  CHECK(all.ben.last().at("stream") == "member");
  place.compare_books();
}
