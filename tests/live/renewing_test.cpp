// The circle's key is renewed: everybody gets their own box, at once or when they come back, and
// nobody is left between two keys by a fault, a restart, or two keepers at once.
#include <catch2/catch.hpp>

#include "tests/live/place.hpp"

using namespace circlekeeper;
using namespace circlekeeper::tests;
using wire::Closing;

namespace {

std::string phone_of(const Caller& who) {
  return padded(who.name + "-phone", 22);
}

Json announcing(const Caller& who) {
  return {{"type", "announce_key"}, {"device", phone_of(who)}, {"device_key", sealed("key")}};
}

// Everybody has announced a device.
struct Announced : Gathered {
  explicit Announced(Place& place) : Gathered(place) {
    for (Caller* each : {&ana, &ben, &cai}) {
      REQUIRE(each->said(announcing(*each)) == "accepted");
    }
    for (Caller* each : {&ana, &ben, &cai}) each->heard();
  }
  Json renewal(const std::vector<const Caller*>& people, int number = 2) const {
    std::vector<std::string> ids;
    for (const Caller* each : people) ids.push_back(each->id());
    Json made = renewal_for(ids, number);
    made["from_device"] = phone_of(ana);
    for (const Caller* each : people) {
      made["boxes"].push_back(
          {{"device", phone_of(*each)}, {"box", "box-of-" + each->name + std::to_string(number)}});
    }
    return made;
  }
  Json remove(const Caller& who, const std::vector<const Caller*>& left, int number = 2) const {
    return {{"type", "remove_member"},
            {"member", who.id()},
            {"keep_shares", true},
            {"renewal", renewal(left, number)}};
  }
};

}  // namespace

TEST_CASE("each gets their own box, and nobody another's") {
  Place place;
  Announced all(place);
  CHECK(all.ana.said(all.remove(all.cai, {&all.ana, &all.ben})) == "accepted");
  CHECK(all.ben.news() == std::vector<std::string>{"member_removed", "key_renewed", "key_handed"});
  CHECK(was_heard(all.ben, "box-of-ben2"));
  CHECK_FALSE(was_heard(all.ben, "box-of-ana2"));
  CHECK_FALSE(was_heard(all.cai, "box-of-ben2"));
  CHECK(all.cai.closed() == Closing::removed);
  place.compare_books();
}

TEST_CASE("who was away finds their box when they come back, also after a restart") {
  Place place;
  Announced all(place);
  all.ben.drop();
  place.pump();
  CHECK(all.ana.said(all.remove(all.cai, {&all.ana, &all.ben})) == "accepted");
  const bool restarts = GENERATE(true, false);
  if (restarts) place.restart();
  all.ben.hello();
  const Json view = all.ben.view();
  CHECK(view.at("key_number") == 2);
  CHECK(view.at("keys").size() == 1);
  CHECK(view.at("handed").at("boxes") ==
        Json{{{"device", phone_of(all.ben)}, {"box", "box-of-ben2"}}});
  CHECK(view.at("handed").at("by") == all.ana.id());
}

TEST_CASE("nothing is said under the key before, whoever was on the way") {
  Place place;
  Announced all(place);
  place.store.held = true;
  all.ana.send({{"type", "renew_key"}, {"renewal", all.renewal({&all.ana, &all.ben, &all.cai})}});
  place.pump();
  const std::string late = all.ben.send(sharing("late"));
  place.store.let_go();
  place.pump();
  CHECK(all.ben.answer_to(late).at("code") == "key_changed");
  CHECK(std::ranges::count(place.logged(), "share_added") == 0);
}

TEST_CASE("of two removals at once one is refused, and then done for who is left") {
  Place place;
  Announced all(place);
  Caller dia(place, "dia");
  dia.join("keeper");
  REQUIRE(dia.said(announcing(dia)) == "accepted");
  const Json first = all.remove(all.ben, {&all.ana, &all.cai, &dia});
  const Json second = all.remove(all.cai, {&all.ana, &all.ben, &dia});
  place.store.held = true;
  const std::string one = all.ana.send(first);
  const std::string other = dia.send(second);
  place.store.let_go();
  place.pump();
  CHECK(all.ana.answer_to(one).at("type") == "accepted");
  CHECK(dia.answer_to(other).at("code") == "key_changed");
  CHECK(dia.said(all.remove(all.cai, {&all.ana, &dia}, 3)) == "accepted");
  all.ana.hello();
  CHECK(all.ana.view().at("key_number") == 3);
  CHECK(all.ana.view().at("keys").size() == 2);
  CHECK(all.ana.view().at("handed").at("number") == 3);
  place.compare_books();
}

TEST_CASE("somebody who comes in between moves the ring") {
  Place place;
  Announced all(place);
  Caller dia(place, "dia");
  const Json remove = all.remove(all.cai, {&all.ana, &all.ben});
  dia.join();
  CHECK(all.ana.said(remove) == "ring_changed");
  CHECK(all.ben.said(announcing(all.ben)) == "accepted");
  Json with_dia = all.remove(all.cai, {&all.ana, &all.ben});
  with_dia["renewal"]["members"].push_back(dia.id());
  CHECK(all.ana.said(with_dia) == "accepted");
}

// The server ends after it stored and before it told, or could not store: all or nothing.
TEST_CASE("a renewal is stored whole or not at all, wherever the process ends") {
  Place place;
  Announced all(place);
  const Json remove = all.remove(all.cai, {&all.ana, &all.ben});
  const bool stores = GENERATE(true, false);
  if (stores) {
    place.store.held = true;
  } else {
    place.store.appends.next = {Mishap{live::Outcome::unavailable, false}};
  }
  all.ana.send(remove, "the-removal");
  place.pump();
  place.store.held = false;
  place.store.forget_answers();
  place.restart();
  all.ana.hello();
  const Json view = all.ana.view();
  const bool done = view.at("key_number") == 2;
  CHECK(done == stores);
  CHECK(view.at("members").size() == (done ? 2U : 3U));
  CHECK(view.contains("handed") == done);
  // Sent again with its id, as a client does with what was not answered: done once.
  CHECK(all.ana.said(remove, "the-removal") == "accepted");
  all.ben.hello();
  CHECK(all.ben.view().at("key_number") == 2);
  CHECK(all.ben.view().at("handed").at("number") == 2);
  all.cai.hello();
  CHECK(all.cai.closed() == Closing::removed);
}

TEST_CASE("the keepers' link brings its box, and no other link does") {
  Place place;
  Announced all(place);
  Caller dia(place, "dia"), eli(place, "eli");
  dia.hello("keeper");
  CHECK(dia.last().at("door").contains("keeper_box"));
  eli.hello("invitation");
  CHECK_FALSE(eli.last().at("door").contains("keeper_box"));
  CHECK_FALSE(all.ben.view().contains("keeper_box"));
}

TEST_CASE("who steps down is a member: the keepers' link stops, and another keeper renews") {
  Place place;
  Announced all(place);
  CHECK(all.ana.said({{"type", "invite_keeper"}, {"member", all.ben.id()}, {"hand_over", true}}) ==
        "accepted");
  all.ben.heard();
  CHECK(all.ben.said({{"type", "answer_keeping"}, {"yes", true}}) == "accepted");
  CHECK(all.ben.view().at("key_due") == true);
  CHECK_FALSE(all.ana.view().contains("keeper_box"));
  CHECK(all.ana.said(bare("hold_still")) == "keepers_only");
  Caller dia(place, "dia");
  dia.hello("keeper");
  CHECK(dia.closed() == Closing::link_replaced);
  Json renewal = all.renewal({&all.ana, &all.ben, &all.cai});
  CHECK(all.ben.said({{"type", "renew_key"}, {"renewal", renewal}}) == "missing_field");
  renewal["keeper"] = padded("new-keeper-token", 43);
  CHECK(all.ben.said({{"type", "renew_key"}, {"renewal", renewal}}) == "accepted");
  all.ben.hello();
  CHECK(all.ben.view().at("key_due") == false);
  place.compare_books();
}
