// Coming in: who is let in, who is told why not, and that nobody is who they say they are.
#include <catch2/catch.hpp>

#include "rules/limits.hpp"
#include "tests/live/place.hpp"

using namespace circlekeeper;
using namespace circlekeeper::tests;
using Names = std::vector<std::string>;

TEST_CASE("a circle is made once, and making it again finds it") {
  Place place;
  Caller ana(place, "ana");
  ana.make();
  CHECK(ana.news() == Names{"welcome"});
  CHECK(ana.view().at("members").at(0).at("keeper") == true);
  const auto log = place.log();
  ana.make();
  CHECK(ana.news() == Names{"welcome"});
  // The connection that went and the one that came are all that is new.
  CHECK(std::ssize(place.log()) == std::ssize(log) + 2);
  place.compare_books();

  Caller eve(place, "eve");
  eve.make();
  CHECK(eve.closed() == Closing::circle_exists);
  CHECK(eve.news().empty());
  Caller liar(place, "ana");
  liar.device = "another";
  liar.make();
  CHECK(liar.closed() == Closing::circle_exists);
}

TEST_CASE("two who make the same circle at once: one has it") {
  Place place;
  Caller ana(place, "ana");
  Caller eve(place, "eve");
  place.store.held = true;
  ana.make();
  eve.make({{"keeper_token", padded("eves-token", 43)}});
  place.store.let_go();
  place.pump();
  CHECK(ana.news() == Names{"welcome"});
  CHECK(eve.closed() == Closing::circle_exists);
}

TEST_CASE("who may make circles is the operator's choice") {
  live::Bounds bounds;
  bounds.operator_token = "let-me";
  Place place(bounds);
  Caller ana(place, "ana");
  ana.make();
  CHECK(ana.closed() == Closing::operator_only);
  ana.make({{"operator_token", "let-you"}});
  CHECK(ana.closed() == Closing::operator_only);
  place.may_make = false;
  ana.make({{"operator_token", "let-me"}});
  CHECK(ana.closed() == Closing::circles_too_fast);
  CHECK(place.log().empty());
  place.may_make = true;
  ana.make({{"operator_token", "let-me"}});
  CHECK(ana.news() == Names{"welcome"});
  place.may_make = false;  // finding one's circle again is not making another
  ana.make({{"operator_token", "let-me"}});
  CHECK(ana.news() == Names{"welcome"});
}

TEST_CASE("making is refused with its field where the rules do not allow it") {
  Place place;
  Caller ana(place, "ana");
  ana.make({{"grace", rules::limits::lengths::grace_max.ms + 1}});
  CHECK(ana.last().at("code") == "out_of_range");
  CHECK(ana.last().at("field") == "grace");
  ana.hello();
  CHECK(ana.closed() == Closing::unknown_circle);  // its making was not finished
  ana.make({{"grace", rules::limits::lengths::grace_max.ms}});
  CHECK(ana.news() == Names{"welcome"});
}

TEST_CASE("who has no place and no link is told so by a closing of its own") {
  Place place;
  Caller ana(place, "ana");
  ana.hello();
  CHECK(ana.closed() == Closing::unknown_circle);
  ana.make();

  Caller eve(place, "eve");
  eve.hello();
  CHECK(eve.closed() == Closing::not_known);
  Caller forger(place, "ana");
  forger.device = "forged";
  forger.hello();
  CHECK(forger.closed() == Closing::not_known);
  forger.hello("invitation");  // a link makes nobody somebody else
  CHECK(forger.closed() == Closing::not_known);
  forger.hello("keeper");
  CHECK(forger.closed() == Closing::not_known);
  CHECK(forger.news().empty());
  // One's place in a circle is none in another.
  Caller stranger(place, "eve", "another-circle");
  stranger.make();
  Caller ana_there(place, "ana", "another-circle");
  ana_there.hello();
  CHECK(ana_there.closed() == Closing::not_known);
}

TEST_CASE("somebody new sees the door, joins, and hears what happens from then on") {
  Place place;
  Gathered all(place);
  Caller dan(place, "dan");
  dan.hello("invitation");
  REQUIRE(dan.news() == Names{"welcome"});
  CHECK(dan.last().at("door").at("member_count") == 3);
  CHECK(dan.last().at("door").at("gathering_open") == true);
  CHECK_FALSE(dan.last().contains("view"));
  all.ana.ask(sharing("before"));
  CHECK(dan.news().empty());  // the door hears nothing
  CHECK(dan.said(bare("raise_hand")) == "not_a_member");
  dan.say({{"type", "gesture"}, {"kind", "with_you"}});
  place.pump();
  CHECK(dan.last().at("code") == "not_a_member");
  dan.heard();

  dan.ask(joining("dan"));
  CHECK(dan.news() == Names{"welcome", "accepted"});
  CHECK(dan.view().at("gathering").at("shares").empty());
  all.ana.ask(sharing("after"));
  CHECK(dan.news() == Names{"share_added"});
  place.compare_books();
}

TEST_CASE("who joined is not told what was said before, whatever they say to have heard") {
  Place place;
  Gathered all(place);
  all.ana.ask(sharing("before"));
  Caller dan(place, "dan");
  dan.join();
  all.ana.ask(sharing("after"));
  const auto heard = dan.line->numbers.at("circle");
  for (const std::int64_t number : {std::int64_t{0}, std::int64_t{3}, heard - 5}) {
    dan.resume_from(dan.line->incarnation, {{"circle", number}, {"member", 0}});
    CHECK(dan.news() == Names{"welcome"});
    CHECK(dan.view().at("gathering").at("shares").size() == 1);
  }
}

TEST_CASE("a joining that is sent again is done once") {
  Place place;
  Gathered all(place);
  Caller dan(place, "dan");
  dan.hello("invitation");
  CHECK(dan.said(joining("dan"), "j") == "accepted");
  CHECK(dan.said(joining("dan"), "j") == "accepted");
  dan.hello("invitation");
  CHECK(dan.said(joining("dan"), "j") == "accepted");
  CHECK(dan.said(joining("dan"), "other") == "already_a_member");
  CHECK(std::ranges::count(place.logged(), "member_joined") == 4);
}

TEST_CASE("a link that was replaced lets nobody in") {
  Place place;
  Gathered all(place);
  Caller dan(place, "dan");
  dan.hello("invitation");
  const Json replace = replacing("invitation", "new");
  CHECK(all.ben.said(replace) == "keepers_only");
  CHECK(all.ana.said(replace) == "accepted");
  CHECK(dan.closed() == Closing::link_replaced);  // though the door was open to them
  dan.hello("invitation");
  CHECK(dan.closed() == Closing::link_replaced);
  dan.hello("keeper");
  CHECK(dan.news() == Names{"welcome"});
  all.ben.hello();  // a member needs no link
  CHECK(all.ben.news() == Names{"welcome"});
}

TEST_CASE("a member who shows the keeper's link keeps the circle too, and sees it as a keeper") {
  Place place;
  Gathered all(place);
  all.ben.hello("keeper");
  all.ben.heard();
  CHECK(all.ben.said(joining("ben")) == "accepted");
  CHECK(all.ben.news() == Names{"keeper_came", "welcome", "accepted"});
  CHECK(all.ben.line->numbers.contains("keepers"));
  CHECK(all.ben.view().at("gathering").contains("offered"));
  CHECK(all.ben.said(replacing("keeper", "k")) == "accepted");
  place.compare_books();
}

TEST_CASE("who is removed hears it, is closed with its code, and stays out") {
  Place place;
  Gathered all(place);
  Caller dan(place, "dan");
  dan.hello();  // nothing of it matters to the circle
  const Json remove = removing(all.ben.id(), false, {all.ana.id(), all.cai.id()});
  all.ben.resume();
  all.ben.heard();
  CHECK(all.ana.said(remove) == "accepted");
  CHECK(all.ben.news() == Names{"member_removed", "key_renewed"});
  CHECK(all.ben.closed() == Closing::removed);
  all.ben.hello();
  CHECK(all.ben.closed() == Closing::removed);
  all.ben.hello("invitation");
  CHECK(all.ben.closed() == Closing::link_replaced);
  CHECK_FALSE(all.cai.closed());
  place.compare_books();
}

TEST_CASE("who is being removed can no longer do anything, though they do not know it yet") {
  Place place;
  Gathered all(place);
  const std::string link = GENERATE("", "invitation", "keeper");
  all.ben.hello(link);
  place.store.held = true;
  all.ana.send(removing(all.ben.id(), true, {all.ana.id(), all.cai.id()}));
  place.pump();
  const std::string share = all.ben.send(sharing("late"));
  const std::string again = all.ben.send(joining("ben"));
  all.ben.say({{"type", "writing"}, {"on", true}});
  place.store.let_go();
  place.pump();
  CHECK(all.ben.closed() == Closing::removed);
  CHECK(std::ranges::count(place.logged(), "share_added") == 0);
  CHECK(std::ranges::count(place.logged(), "member_joined") == 3);
}

TEST_CASE("who leaves is closed with its code, on every device") {
  Place place;
  Gathered all(place);
  Caller phone(place, "ben");
  phone.hello();
  CHECK(all.ben.said({{"type", "leave"}, {"take_back", true}}) == "nothing");
  CHECK(all.ben.closed() == Closing::left);
  CHECK(phone.closed() == Closing::left);
  CHECK(phone.news().back() == "member_left");
  phone.hello();
  CHECK(phone.closed() == Closing::left);
  place.compare_books();
}

TEST_CASE("a device that was let in comes to its member's place") {
  Place place;
  Gathered all(place);
  Caller phone(place, "ben");
  phone.device = "bens-phone";
  phone.hello();
  CHECK(phone.closed() == Closing::not_known);
  CHECK(all.ben.said({{"type", "welcome_device"}, {"secret", secret_of("bens-phone")}}) ==
        "accepted");
  CHECK(all.ben.news() == Names{"device_came", "accepted"});
  CHECK(all.cai.news().empty());  // told to nobody else
  phone.hello();
  CHECK(phone.view().at("me") == all.ben.id());
  for (const auto& event : place.log()) CHECK(event.told.find("secret-of") == std::string::npos);
  place.compare_books();
}

TEST_CASE("somebody whose seat is given back comes to it, and is away until they do") {
  Place place;
  Gathered all(place);
  all.ben.drop();
  place.pump();
  Caller newcomer(place, "newcomer");
  newcomer.join();
  CHECK(all.ana.said(
            {{"type", "give_seat"}, {"newcomer", newcomer.id()}, {"seat_of", all.ben.id()}}) ==
        "accepted");
  CHECK(newcomer.news().back() == "seat_given");
  CHECK(newcomer.closed() == Closing::reload_circle);
  all.cai.resume();
  all.cai.hello();
  const Json view = all.cai.view();
  for (const Json& member : view.at("members")) {
    CHECK(member.at("here") == (member.at("member") != all.ben.id()));
  }
  Caller ben(place, "ben");
  ben.device = "newcomer";
  ben.hello();
  CHECK(ben.news() == Names{"welcome"});
  place.compare_books();
}

TEST_CASE("a connection says who it is once, and first") {
  Place place;
  Gathered all(place);
  all.ben.say({{"type", "hello"}, {"member", all.ben.id()}, {"secret", secret_of("ben")}});
  CHECK(all.ben.closed() == Closing::out_of_step);
  Caller mute(place, "cai");
  mute.send(bare("take_seat"));
  CHECK(mute.closed() == Closing::out_of_step);
  mute.open();
  mute.say({{"type", "hello"}, {"member", mute.id()}});
  CHECK(mute.closed() == Closing::out_of_step);
  mute.open();
  mute.say_text("nonsense");
  place.pump();
  CHECK(mute.last().at("code") == "not_json");
  CHECK(mute.closed() == Closing::out_of_step);
  mute.open();
  mute.say({{"type", "ping"}});
  CHECK(mute.closed() == Closing::out_of_step);
  mute.open();
  mute.visit->hear_bytes();
  place.pump();
  CHECK(mute.last().at("code") == "unknown_frame");
  CHECK(mute.closed() == Closing::out_of_step);
}
