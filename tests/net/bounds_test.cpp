// Every bound that a client can run into, at it and one beyond it: its own code and field, and
// nothing changed.
#include <catch2/catch.hpp>

#include "net/admission.hpp"
#include "rules/limits.hpp"
#include "tests/net/talk.hpp"
#include "tests/renewal.hpp"

using namespace circlekeeper;
using namespace circlekeeper::tests;
namespace limits = rules::limits;

namespace {

const std::string circle = padded("circle", 22);

std::string padded_ping(std::int64_t size) {
  std::string text = R"({"type":"ping"})";
  text.resize(static_cast<std::size_t>(size), ' ');
  return text;
}

std::string nested_ping(std::int64_t depth) {
  const auto count = static_cast<std::size_t>(depth - 1);
  return R"({"type":"ping","more":)" + std::string(count, '[') + std::string(count, ']') + '}';
}

Json opening(const std::string& floor) {
  return {{"type", "open_floor"}, {"floor", floor}, {"everybody_once", false}, {"now", false}};
}

Json renaming(int number) {
  return {{"type", "rename"}, {"name", sealed("name" + std::to_string(number))}};
}

// A circle that may be asked as fast as a test asks.
struct Quick : Place {
  Quick() { options.bounds.commands_burst = options.bounds.commands_per_second = 100'000; }
};

// What the circle looks like to a keeper who comes now.
Json seen(std::uint16_t port) {
  Talk talk(port, circle);
  talk.say(greeting("ana"));
  return talk.hear("welcome").at("view");
}

std::string code_and_field(const Json& answer) {
  return answer.value("code", "") + " " + answer.value("field", "");
}

}  // namespace

TEST_CASE("a message may have message_max bytes, in one piece or in many") {
  Place place;
  Running running(place);
  auto ana = made(running.port(), circle);
  ana->say_text(padded_ping(limits::bytes::message_max));
  CHECK(ana->hear().at("type") == "pong");
  ana->stream().auto_fragment(true);
  ana->stream().write_buffer_bytes(8);
  ana->say_text(padded_ping(5'000));
  CHECK(ana->hear().at("type") == "pong");
  const Json before = seen(running.port());
  Talk whole(running.port(), circle), pieces(running.port(), circle);
  whole.say_text(padded_ping(limits::bytes::message_max + 1));
  CHECK(whole.closing() == 1009);
  pieces.stream().write_buffer_bytes(4'096);
  pieces.say_text(padded_ping(limits::bytes::message_max + 1));
  CHECK(pieces.closing() == 1009);
  CHECK(seen(running.port()) == before);
}

TEST_CASE("a message may nest depth_max levels") {
  Place place;
  Running running(place);
  auto ana = made(running.port(), circle);
  ana->say_text(nested_ping(limits::counts::depth_max));
  CHECK(ana->hear().at("type") == "pong");
  ana->say_text(nested_ping(limits::counts::depth_max + 1));
  CHECK(ana->hear().at("code") == "too_deep");
  ana->say({{"type", "ping"}, {"more", std::string(100, '[')}});
  CHECK(ana->hear().at("type") == "pong");
}

TEST_CASE("what is no hello and no making, where one should be, ends the connection") {
  Place place;
  Running running(place);
  auto ana = made(running.port(), circle);
  const auto begun = [&](const std::string& text) {
    Talk talk(running.port(), circle);
    talk.say_text(text);
    return talk.closing();
  };
  CHECK(begun("not json") == 4100);
  CHECK(begun(R"({"type":"dance"})") == 4100);
  CHECK(begun(R"({"type":"hello"})") == 4100);
  CHECK(begun(R"({"type":"hello","member":"short"})") == 4100);
  CHECK(begun(R"({"type":"command","id":"a","command":{"type":"take_seat"}})") == 4100);
}

TEST_CASE("a circle may be made with a grace of grace_max, and with no longer one") {
  Place place;
  Running running(place);
  Json make = making("ana");
  make["grace"] = limits::lengths::grace_max.ms + 1;
  Talk beyond(running.port(), circle);
  beyond.say(make);
  CHECK(code_and_field(beyond.hear()) == "out_of_range grace");
  Talk unmade(running.port(), circle);
  unmade.say(greeting("ana"));
  CHECK(unmade.closing() == 4101);
  make["grace"] = limits::lengths::grace_max.ms;
  Talk at(running.port(), circle);
  at.say(make);
  CHECK(at.hear("welcome").at("view").at("grace") == limits::lengths::grace_max.ms);
  made(running.port(), padded("usual", 22));
  Talk usual(running.port(), padded("usual", 22));
  usual.say(greeting("ana"));
  CHECK(usual.hear("welcome").at("view").at("grace") == limits::lengths::grace.ms);
}

TEST_CASE("numbers out of range and from the future have their code and field") {
  Place place;
  Running running(place);
  auto ana = made(running.port(), circle);
  ana->ask({{"type", "open_gathering"}});
  ana->ask(opening("centre"));
  ana->ask({{"type", "take_piece"}});
  const Json before = seen(running.port());
  const auto answer = [&](const Json& turn) {
    return code_and_field(ana->ask({{"type", "pass_on"}, {"turn", turn}}));
  };
  CHECK(answer(0) == "out_of_range turn");
  CHECK(answer(2) == "out_of_range turn");
  CHECK(answer(9'007'199'254'740'991) == "out_of_range turn");
  CHECK(answer(9'007'199'254'740'992) == "out_of_range turn");
  CHECK(answer(18'446'744'073'709'551'615U) == "out_of_range turn");
  CHECK(answer(1.5) == "wrong_type turn");
  CHECK(
      code_and_field(ana->ask({{"type", "call_silence"}, {"length", 86'400'001}, {"now", true}})) ==
      "out_of_range length");
  CHECK(code_and_field(ana->ask({{"type", "open_floor"},
                                 {"floor", "open"},
                                 {"gentle", limits::lengths::gentle_max.ms + 1},
                                 {"everybody_once", false},
                                 {"now", false}})) == "out_of_range gentle");
  CHECK(seen(running.port()) == before);
}

TEST_CASE("what was out of place changes nothing: pieces, gatherings and members of others") {
  Place place;
  Running running(place);
  auto ana = made(running.port(), circle);
  auto ben = joined(running.port(), circle, "ben");
  ana->ask({{"type", "open_gathering"}});
  ana->ask(opening("centre"));
  ana->ask({{"type", "take_piece"}});
  const Json before = seen(running.port());
  CHECK(ben->ask({{"type", "pass_on"}, {"turn", 1}}).at("code") == "piece_is_not_yours");
  CHECK(ben->ask({{"type", "take_piece"}}).at("about") == padded("ana", 22));
  CHECK(ben->ask({{"type", "release_piece"}, {"turn", 1}}).at("code") == "keepers_only");
  CHECK(ana->ask({{"type", "open_gathering"}}).at("code") == "gathering_is_open");
  CHECK(code_and_field(ana->ask(removing(padded("zoe", 22), true, {}))) == "unknown_member member");
  // The member of a command is the connection's, whatever the frame says.
  CHECK(ben->ask({{"type", "erase_circle"}, {"member", padded("ana", 22)}}).at("code") ==
        "keepers_only");
  CHECK(seen(running.port()) == before);
}

TEST_CASE("who belongs to another circle, or shows its links, does not come in") {
  Place place;
  Running running(place);
  auto ana = made(running.port(), circle);
  auto ben = joined(running.port(), circle, "ben");
  const std::string other = padded("other", 22);
  Json make = making("cai");
  make["keeper_token"] = padded("another-keeper", 43);
  make["invitation_token"] = padded("another-invitation", 43);
  Talk cai(running.port(), other);
  cai.say(make);
  cai.hear("welcome");
  const auto closing_of = [&](const Json& hello) {
    Talk talk(running.port(), other);
    talk.say(hello);
    return talk.closing();
  };
  CHECK(closing_of(greeting("ben")) == 4104);
  CHECK(closing_of(greeting("ben", "invitation")) == 4103);
  CHECK(closing_of(greeting("ana", "keeper")) == 4103);
  Json forged = greeting("cai", "invitation");
  forged["secret"] = padded("guessed", 43);
  CHECK(closing_of(forged) == 4104);
}

TEST_CASE("an invitation that is replaced while somebody stands at the door lets nobody in") {
  Place place;
  Running running(place);
  auto ana = made(running.port(), circle);
  Talk ben(running.port(), circle);
  ben.say(greeting("ben", "invitation"));
  CHECK(ben.hear("welcome").at("door").at("member_count") == 1);
  ana->ask(replacing("invitation", "fresh"));
  const Json before = seen(running.port());
  CHECK(ben.ask(joining("ben")).at("code") == "link_needed");
  CHECK(ben.ask({{"type", "open_gathering"}}).at("code") == "not_a_member");
  CHECK(seen(running.port()) == before);
}

TEST_CASE("a circle has members_max members, and no more") {
  Quick place;
  place.options.connections_per_address = 1'000;
  Running running(place);
  auto ana = made(running.port(), circle);
  for (std::int64_t i = 1; i < limits::counts::members_max; ++i) {
    joined(running.port(), circle, "m" + std::to_string(i));
  }
  Talk beyond(running.port(), circle);
  beyond.say(greeting("zoe", "invitation"));
  CHECK(beyond.hear("welcome").at("door").at("member_count") == limits::counts::members_max);
  CHECK(beyond.ask(joining("zoe")).at("code") == "circle_is_full");
  CHECK(seen(running.port()).at("members").size() == limits::counts::members_max);
}

TEST_CASE("each client of a trusted proxy has the bounds of its own address") {
  Place place;
  place.options.trusted_proxies = {"127.0.0.0/8"};
  place.options.connections_per_address = 1;
  place.options.circles_per_address_hour = 1;
  Running running(place);
  const auto from = [&](const std::string& address, const std::string& id) {
    return Talk(running.port(), padded(id, 22), {{"X-Forwarded-For", address}});
  };
  Talk first = from("192.0.2.1", "one");
  first.say(making("ana"));
  CHECK(first.hear().at("type") == "welcome");
  CHECK(from("192.0.2.1", "one").closing() == 4004);
  CHECK(from("192.0.2.9, 192.0.2.1", "one").closing() == 4004);
  Talk second = from("192.0.2.2", "two");
  second.say(making("ben"));
  CHECK(second.hear().at("type") == "welcome");
  first.drop();
  Talk again = from("192.0.2.3", "one");
  again.say(greeting("ana"));
  CHECK(again.hear().at("type") == "welcome");
}

TEST_CASE("who is no trusted proxy cannot say that they come from elsewhere") {
  Place place;
  place.options.connections_per_address = 1;
  Running running(place);
  Talk first(running.port(), circle, {{"X-Forwarded-For", "192.0.2.1"}});
  first.say(making("ana"));
  first.hear("welcome");
  CHECK(Talk(running.port(), circle, {{"X-Forwarded-For", "192.0.2.2"}}).closing() == 4004);
}

TEST_CASE("an hour after it a circle made no longer counts, and a connection until it ends") {
  net::Admission admission(2, limits::counts::circles_per_address_hour);
  for (int i = 0; i < limits::counts::circles_per_address_hour; ++i) {
    CHECK(admission.may_make("a", {i}));
  }
  CHECK_FALSE(admission.may_make("a", {3'599'999}));
  CHECK(admission.may_make("b", {3'599'999}));
  CHECK(admission.may_make("a", {3'600'000}));
  CHECK_FALSE(admission.may_make("a", {3'600'000}));
  auto one = admission.admit("a"), two = admission.admit("a");
  CHECK(two);
  CHECK_FALSE(admission.admit("a"));
  two = nullptr;
  CHECK(admission.admit("a"));
}

TEST_CASE("whoever missed more than resume_events is told all anew") {
  Quick place;
  Running running(place);
  auto ana = made(running.port(), circle);
  auto ben = joined(running.port(), circle, "ben");
  ben->drop();
  ana->hear_event("connection_lost");
  const auto come_back = [&](std::int64_t number, std::int64_t of_member) {
    Talk talk(running.port(), circle);
    talk.say(greeting("ana"));
    Json hello = greeting("ben");
    hello["resume"] = {{"incarnation", talk.hear("welcome").at("incarnation")},
                       {"numbers",
                        {{{"stream", "circle"}, {"number", number}},
                         {{"stream", "member"}, {"number", of_member}}}}};
    Talk back(running.port(), circle);
    back.say(hello);
    return back.hear().at("type").get<std::string>();
  };
  const std::int64_t lost_at = ana->events.back().at("number");
  // Coming back is an event too.
  const auto missed_max = static_cast<int>(limits::counts::resume_events) - 1;
  for (int i = 0; i < missed_max; ++i) ana->ask(renaming(i));
  CHECK(come_back(lost_at, 0) == "told");
  ana->hear_event("connection_lost");
  CHECK(come_back(lost_at, 0) == "welcome");
}

TEST_CASE("more than resume_max bytes are not told again one by one, but as they stand") {
  Quick place;
  Running running(place);
  auto ana = made(running.port(), circle);
  auto ben = std::make_unique<Talk>(running.port(), circle);
  ben->say(greeting("ben", "invitation"));
  ben->hear("welcome");
  ben->say({{"type", "command"}, {"id", "j"}, {"command", joining("ben")}});
  Json hello = greeting("ben");
  const Json welcome = ben->hear("welcome");
  hello["resume"] = {{"incarnation", welcome.at("incarnation")},
                     {"numbers", welcome.at("numbers")}};
  ben->drop();
  ana->hear_event("connection_lost");
  ana->ask({{"type", "open_gathering"}});
  ana->ask(opening("open"));
  constexpr std::size_t body_size = 21'000;
  const Json body = {{"key", 1}, {"body", std::string(body_size, 'a')}};
  constexpr int many = static_cast<int>(limits::bytes::resume_max / body_size) + 1;
  for (int i = 0; i < many; ++i) {
    ana->ask(
        {{"type", "add_share"}, {"share", padded("s" + std::to_string(i), 22)}, {"body", body}});
  }
  Talk back(running.port(), circle);
  back.say(hello);
  const Json fresh = back.hear();
  REQUIRE(fresh.at("type") == "welcome");
  CHECK(fresh.at("view").at("gathering").at("shares").size() == many);
}
