// The door with a knock on: who waits is there as long as their line is, and nobody passes it by
// coming early, coming twice, or coming as somebody else.
#include <catch2/catch.hpp>

#include "rules/limits.hpp"
#include "tests/live/place.hpp"

using namespace circlekeeper;
using namespace circlekeeper::tests;
using wire::Closing;

namespace {

// Ana keeps a circle with a knock; Ben was let in.
struct Knocking {
  explicit Knocking(Place& place) : ana(place, "ana"), ben(place, "ben") {
    ana.make({{"knock", true}});
    knock(ben);
    let_in({&ben});
    ana.heard();
    ben.heard();
  }
  void knock(Caller& who, const std::string& link = "invitation") {
    who.hello(link);
    REQUIRE(who.said(joining(who.name)) == "accepted");
  }
  void let_in(const std::vector<const Caller*>& people, bool witness = false) {
    CHECK(ana.said(command("let_in", people, witness)) == "accepted");
  }
  static Json command(const std::string& type, const std::vector<const Caller*>& people,
                      bool witness = false) {
    Json ids = Json::array();
    for (const Caller* each : people) ids.push_back(each->id());
    Json asked = {{"type", type}, {"people", ids}};
    if (type == "let_in") asked["witness"] = witness;
    return asked;
  }
  Caller ana, ben;
};

bool waits(const Caller& who) {
  return who.last().contains("door") && who.last().at("door").at("waits") == true;
}

}  // namespace

TEST_CASE("who knocks waits, and is in the circle once a keeper lets them in") {
  Place place;
  Knocking all(place);
  Caller cai(place, "cai");
  cai.hello("invitation");
  CHECK(cai.last().at("door").at("knock") == true);
  CHECK_FALSE(waits(cai));
  Json join = joining("cai");
  join["words"] = sealed("may-i");
  CHECK(cai.said(join) == "accepted");
  CHECK(all.ana.news() == std::vector<std::string>{"waiting_began"});
  CHECK(all.ben.news().empty());
  CHECK(cai.said(bare("take_seat")) == "not_a_member");
  all.let_in({&cai});
  CHECK(cai.last().at("type") == "welcome");
  CHECK(cai.view().at("members").size() == 3);
  CHECK(all.ben.news() == std::vector<std::string>{"member_joined", "connection_back"});
  CHECK(cai.said(bare("stand_aside")) == "accepted");
  place.compare_books();
}

TEST_CASE("coming before the gathering opens does not pass the door") {
  Place place;
  Knocking all(place);
  Caller cai(place, "cai");
  all.knock(cai);
  all.ana.ask(bare("open_gathering"));
  CHECK(waits(cai));
  CHECK(cai.last().at("door").at("gathering_open") == true);
  cai.hello("invitation");
  CHECK(cai.last().at("type") == "welcome");
  CHECK(cai.last().contains("door"));
}

TEST_CASE("'not today' is said with a code of its own, and does not shut the door for good") {
  Place place;
  Knocking all(place);
  Caller cai(place, "cai"), dia(place, "dia");
  all.knock(cai);
  all.knock(dia);
  CHECK(all.ana.said(Knocking::command("turn_away", {&cai, &dia})) == "accepted");
  CHECK(cai.closed() == Closing::not_today);
  CHECK(dia.closed() == Closing::not_today);
  all.ana.heard();
  all.knock(cai);
  CHECK(all.ana.news() == std::vector<std::string>{"waiting_began"});
}

TEST_CASE("waiting ends with the line, and begins again with it") {
  Place place;
  Knocking all(place);
  Caller cai(place, "cai");
  all.knock(cai);
  cai.drop();
  place.pump();
  CHECK(all.ana.news() == std::vector<std::string>{"waiting_began", "waiting_ended"});
  CHECK(all.ana.said(Knocking::command("let_in", {&cai})) == "nobody_waits");
  all.knock(cai);
  // A second line of the same person waits too; the first may go.
  Caller tablet(place, "cai");
  tablet.hello("invitation");
  CHECK(waits(tablet));
  cai.drop();
  place.pump();
  all.let_in({&tablet});
  CHECK(tablet.view().at("members").size() == 3);
}

TEST_CASE("nobody is let in as somebody else who waits") {
  Place place;
  Knocking all(place);
  Caller cai(place, "cai"), eve(place, "cai");
  eve.device = "eve";
  all.knock(cai);
  eve.hello("invitation");
  CHECK_FALSE(waits(eve));
  CHECK(eve.said(joining("cai")) == "member_is_taken");
  all.let_in({&cai});
  CHECK(cai.last().contains("view"));
  CHECK_FALSE(eve.last().contains("view"));
}

TEST_CASE("a restart and a fault lose nobody who waits: they knock again by themselves") {
  Place place;
  Knocking all(place);
  Caller cai(place, "cai");
  all.knock(cai);
  place.restart();
  all.ana.hello();
  CHECK(all.ana.view().at("at_door").empty());
  all.knock(cai);
  CHECK(all.ana.news().back() == "waiting_began");

  place.store.appends.next = {Mishap{live::Outcome::unavailable, false}};
  all.ana.send(bare("open_gathering"));
  place.pass({5000});
  CHECK(all.ana.view().at("at_door").size() == 1);
  CHECK(waits(cai));
  place.compare_books();
}

TEST_CASE("what was said at the door is gone once the waiting is over") {
  Place place;
  Knocking all(place);
  Caller cai(place, "cai");
  cai.hello("invitation");
  Json join = joining("cai");
  join["words"] = sealed("something-private");
  REQUIRE(cai.said(join) == "accepted");
  CHECK(is_kept(place, "something-private"));
  all.let_in({&cai});
  place.pump();
  CHECK_FALSE(is_kept(place, "something-private"));
  place.restart();
  all.ana.hello();
  CHECK(all.ana.view().at("members").size() == 3);
}

TEST_CASE("who was let in as a witness is one") {
  Place place;
  Knocking all(place);
  Caller cai(place, "cai");
  all.knock(cai);
  all.let_in({&cai}, true);
  CHECK(cai.view().at("members").back().at("witness") == true);
}

TEST_CASE("a new key, and a new invitation, close the door to those who came by the old one") {
  Place place;
  Knocking all(place);
  Caller cai(place, "cai"), dia(place, "dia");
  all.knock(cai);
  dia.hello("invitation");
  const bool renews = GENERATE(true, false);
  if (renews) {
    CHECK(all.ana.said({{"type", "renew_key"},
                        {"renewal", renewal_for({all.ana.id(), all.ben.id()})}}) == "accepted");
  } else {
    CHECK(all.ana.said(replacing("invitation", "new")) == "accepted");
  }
  CHECK(dia.closed() == Closing::link_replaced);
  CHECK(cai.closed() == Closing::link_replaced);
  CHECK_FALSE(all.ben.closed());
  cai.hello("invitation");
  CHECK(cai.closed() == Closing::link_replaced);
  place.compare_books();
}

TEST_CASE("an invitation for one person works once") {
  Place place;
  Knocking all(place);
  all.ana.ask({{"type", "change_door"}, {"knock", false}});
  CHECK(all.ana.said({{"type", "add_invitation"},
                      {"invitation", padded("one", 22)},
                      {"token", padded("once-token", 43)}}) == "accepted");
  Caller cai(place, "cai"), dia(place, "dia");
  dia.hello("once");
  CHECK(dia.last().at("door").at("link") == "once");
  cai.join("once");
  CHECK(cai.view().at("members").size() == 3);
  CHECK(dia.closed() == Closing::link_replaced);
  dia.hello("once");
  CHECK(dia.closed() == Closing::link_replaced);
  CHECK(all.ana.news().back() == "connection_back");
  place.restart();
  dia.hello("once");
  CHECK(dia.closed() == Closing::link_replaced);
}

TEST_CASE("a flood at the door drowns nobody") {
  Place place;
  Knocking all(place);
  std::vector<std::unique_ptr<Caller>> flood;
  const auto most = rules::limits::counts::waiting_per_address;
  std::vector<std::string> answers;
  for (int n = 0; n <= most; ++n) {
    auto& each = *flood.emplace_back(std::make_unique<Caller>(place, "f" + std::to_string(n)));
    each.hello("invitation");
    answers.push_back(each.said(joining(each.name)));
  }
  CHECK(answers.back() == "door_is_full");
  CHECK(std::ranges::count(answers, "accepted") == most);
  // The same ones again and again meet the pace of knocks.
  int slowed = 0;
  for (int n = 0; n < 40; ++n) {
    Caller& each = *flood.front();
    each.drop();
    place.pump();
    each.hello("invitation");
    slowed += each.said(joining(each.name)) == "slow_down";
  }
  CHECK(slowed > 0);
  place.pass({60'000});
  flood.front()->hello("invitation");
  CHECK(flood.front()->said(joining(flood.front()->name)) == "accepted");
}

TEST_CASE("the door says what changes while somebody stands at it") {
  Place place;
  Knocking all(place);
  Caller cai(place, "cai");
  cai.hello("invitation");
  all.ana.ask({{"type", "change_words"}, {"agreements", sealed("others")}});
  CHECK(cai.last().at("door").at("agreements_number") == 2);
  CHECK(cai.said(joining("cai")) == "agreements_changed");
  all.ana.ask({{"type", "change_door"}, {"knock", false}, {"seats", 2}});
  CHECK(cai.last().at("door").at("knock") == false);
  CHECK(cai.last().at("door").at("full") == true);
  all.ana.ask(bare("open_gathering"));
  all.ana.ask({{"type", "lock_gathering"}, {"on", true}});
  CHECK(cai.last().at("door").at("locked") == true);
  Json join = joining("cai");
  join["agreed"] = 2;
  CHECK(cai.said(join) == "gathering_is_locked");
  all.ana.ask(bare("close_gathering"));
  CHECK(cai.last().at("door").at("locked") == false);
}
