// Conversations over real sockets: coming, resuming, being sent off, and every way of saying it
// wrong.
#include <catch2/catch.hpp>

#include "tests/net/talk.hpp"
#include "tests/renewal.hpp"

using namespace circlekeeper;
using namespace circlekeeper::tests;

namespace {

const std::string circle = padded("circle", 22);

Json round_opening() {
  return {{"type", "open_round"},
          {"direction", "sunwise"},
          {"second_chance", false},
          {"last", false},
          {"now", false}};
}

}  // namespace

TEST_CASE("a gathering goes from opening to closing, and everybody is told the same") {
  Place place;
  Running running(place);
  auto ana = made(running.port(), circle);
  auto ben = joined(running.port(), circle, "ben");
  CHECK(ana->ask({{"type", "open_gathering"}}).at("type") == "accepted");
  CHECK(ana->ask(round_opening()).at("type") == "accepted");
  CHECK(ben->hear_event("turn_began").at("holder") == padded("ben", 22));
  CHECK(ben->ask({{"type", "add_share"},
                  {"share", padded("one", 22)},
                  {"body", sealed("words")},
                  {"turn", 1}})
            .at("type") == "accepted");
  CHECK(ana->hear_event("share_added").at("body") == sealed("words"));
  CHECK(ana->ask({{"type", "pass_on"}, {"turn", 1}}).at("code") == "piece_is_not_yours");
  CHECK(ben->ask({{"type", "pass_on"}, {"turn", 1}}).at("type") == "accepted");
  CHECK(ana->hear_event("turn_began").at("holder") == padded("ana", 22));
  CHECK(ana->ask({{"type", "close_gathering"}}).at("type") == "accepted");
  CHECK(ben->hear_event("gathering_closed").at("why") == "keeper");
}

TEST_CASE("streams are numbered densely, and what was missed comes back exactly") {
  Place place;
  Running running(place);
  auto ana = made(running.port(), circle);
  auto ben = std::make_unique<Talk>(running.port(), circle);
  ben->say(greeting("ben", "invitation"));
  ben->hear("welcome");
  ben->say({{"type", "command"}, {"id", "j"}, {"command", joining("ben")}});
  const Json welcome = ben->hear("welcome");
  ben->hear("accepted");
  ben->drop();
  ana->hear_event("connection_lost");
  ana->ask({{"type", "open_gathering"}});
  ana->ask(round_opening());
  Talk back(running.port(), circle);
  Json hello = greeting("ben");
  hello["resume"] = {{"incarnation", welcome.at("incarnation")},
                     {"numbers", welcome.at("numbers")}};
  back.say(hello);
  back.hear("resumed");
  std::int64_t number = welcome.at("numbers").at(0).at("number");
  REQUIRE(back.events.size() >= 5);
  for (const Json& told : back.events) CHECK(told.at("number") == ++number);
  CHECK(back.events.back().at("event").at("type") == "connection_back");

  Talk future(running.port(), circle);
  hello["resume"]["numbers"][0]["number"] = 100'000;
  future.say(hello);
  CHECK(future.hear().at("type") == "welcome");
  Talk elsewhere(running.port(), circle);
  hello["resume"] = {{"incarnation", "another"}, {"numbers", Json::array()}};
  elsewhere.say(hello);
  CHECK(elsewhere.hear().at("type") == "welcome");
}

TEST_CASE("a command sent again with its id is answered again and done once") {
  Place place;
  Running running(place);
  auto ana = made(running.port(), circle);
  const Json first = ana->ask({{"type", "open_gathering"}}, "same");
  const Json again = ana->ask({{"type", "open_gathering"}}, "same");
  CHECK(again == first);
  CHECK(ana->ask({{"type", "open_gathering"}}, "other").at("code") == "gathering_is_open");
}

TEST_CASE("making can be repeated by its maker, and by nobody else") {
  Place place;
  Running running(place);
  auto ana = made(running.port(), circle);
  auto again = made(running.port(), circle);
  Talk other(running.port(), circle);
  Json make = making("eve");
  other.say(make);
  CHECK(other.closing() == 4106);
}

TEST_CASE("who may not come is told why by the code of the closing") {
  Place place;
  Running running(place);
  auto ana = made(running.port(), circle);
  auto ben = joined(running.port(), circle, "ben");
  const auto closing_of = [&](const std::string& id, const Json& hello) {
    Talk talk(running.port(), id);
    talk.say(hello);
    return talk.closing();
  };
  CHECK(closing_of(padded("nowhere", 22), greeting("ben")) == 4101);
  CHECK(closing_of("short", greeting("ben")) == 4101);
  CHECK(closing_of(circle, greeting("zoe")) == 4104);
  Json forged = greeting("ben");
  forged["secret"] = padded("guessed", 43);
  CHECK(closing_of(circle, forged) == 4104);
  CHECK(ana->ask(replacing("invitation", "fresh")).at("type") == "accepted");
  CHECK(closing_of(circle, greeting("zoe", "invitation")) == 4103);
  CHECK(ana->ask(removing(padded("ben", 22), true, {padded("ana", 22)})).at("type") == "accepted");
  CHECK(ben->closing() == 4105);
  CHECK(closing_of(circle, greeting("ben")) == 4105);
  CHECK(ana->ask({{"type", "erase_circle"}}).at("type") == "accepted");
  CHECK(ana->closing() == 4102);
  CHECK(closing_of(circle, greeting("ana")) == 4102);
}

TEST_CASE("bad input gets its own code and the field at fault, and changes nothing") {
  Place place;
  Running running(place);
  auto ana = made(running.port(), circle);
  const auto refused = [&](const std::string& text) {
    ana->say_text(text);
    const Json answer = ana->hear("refused");
    return answer.at("code").get<std::string>() + " " + answer.value("field", "");
  };
  const auto command = [&](const Json& json) {
    return refused(Json{{"type", "command"}, {"id", "x"}, {"command", json}}.dump());
  };
  CHECK(refused("not json") == "not_json ");
  CHECK(refused("[[[[[[[[[[[[]]]]]]]]]]]]") == "too_deep ");
  CHECK(refused("17") == "wrong_type ");
  CHECK(refused("{}") == "missing_field type");
  CHECK(refused(R"({"type":3})") == "wrong_type type");
  CHECK(refused(R"({"type":"dance"})") == "unknown_frame type");
  CHECK(refused(R"({"type":"command"})") == "missing_field id");
  CHECK(refused(R"({"type":"command","id":"sp ace","command":{}})") == "malformed id");
  CHECK(refused(R"({"type":"command","id":"x"})") == "missing_field command");
  CHECK(command({{"type", "dance"}}) == "unknown_command type");
  CHECK(command({{"type", "pass_on"}}) == "missing_field turn");
  CHECK(command({{"type", "pass_on"}, {"turn", "one"}}) == "wrong_type turn");
  CHECK(command({{"type", "pass_on"}, {"turn", -1}}) == "out_of_range turn");
  CHECK(command({{"type", "pass_on"}, {"turn", 1e30}}) == "wrong_type turn");
  CHECK(command({{"type", "rename"}, {"name", {{"key", 1}, {"body", std::string(400, 'a')}}}}) ==
        "too_long name.body");
  CHECK(command({{"type", "rename"}, {"name", {{"key", 1}, {"body", "<b>"}}}}) ==
        "malformed name.body");
  CHECK(command({{"type", "rename"}, {"name", {{"key", 0}, {"body", "a"}}}}) ==
        "out_of_range name.key");
  CHECK(command({{"type", "hand_piece"}, {"to", "short"}}) == "malformed to");
  CHECK(command({{"type", "open_floor"},
                 {"floor", "dance"},
                 {"everybody_once", false},
                 {"now", false}}) == "malformed floor");
  ana->say_bytes("bytes");
  CHECK(ana->hear("refused").at("code") == "unknown_frame");
  CHECK(ana->ask({{"type", "open_gathering"}, {"unknown", "field"}}).at("type") == "accepted");
}

TEST_CASE("what breaks the line itself ends that line alone") {
  Place place;
  Running running(place);
  auto ana = made(running.port(), circle);
  Talk big(running.port(), circle);
  big.say_text(std::string(70'000, ' '));
  CHECK(big.closing() == 1009);
  Talk broken(running.port(), circle);
  broken.say_text("\xff\xfe");
  CHECK(broken.closing() == 1007);
  Talk early(running.port(), circle);
  early.say(
      {{"type", "command"}, {"id", "x"}, {"command", {{"type", "leave"}, {"take_back", false}}}});
  CHECK(early.closing() == 4100);
  ana->say({{"type", "ping"}});
  CHECK(ana->hear("pong").contains("now"));
}

TEST_CASE(
    "a member who asks too fast is told when to try again, and nothing is dropped in silence") {
  Place place;
  place.options.bounds.commands_burst = 5;
  place.options.bounds.commands_per_second = 1;
  Running running(place);
  auto ana = made(running.port(), circle);
  int slow = 0;
  for (int i = 0; i < 10; ++i) {
    const Json answer = ana->ask({{"type", "go_on"}});
    if (answer.value("code", "") != "slow_down") continue;
    ++slow;
    CHECK(answer.at("again_in").get<int>() > 0);
  }
  CHECK(slow >= 4);
}

TEST_CASE("signals are told to who is here, never stored, and bounded in rate") {
  Place place;
  Running running(place);
  auto ana = made(running.port(), circle);
  auto ben = joined(running.port(), circle, "ben");
  ana->ask({{"type", "open_gathering"}});
  ben->say({{"type", "gesture"}, {"kind", "with_you"}});
  CHECK(ana->hear("gesture_seen").at("from") == padded("ben", 22));
  for (int i = 0; i < 20; ++i) ben->say({{"type", "gesture"}, {"kind", "thank_you"}});
  CHECK(ben->hear("refused").at("code") == "slow_down");
}

namespace {

// The server may not have noticed yet that another connection is gone.
std::unique_ptr<Talk> once_there_is_place(std::uint16_t port, const std::string& of) {
  for (int tries = 0;; ++tries) {
    auto talk = std::make_unique<Talk>(port, of);
    try {
      talk->say(greeting("ana"));
      talk->hear("welcome");
      return talk;
    } catch (const std::exception&) {
      if (tries == 200) throw;
    }
  }
}

}  // namespace

TEST_CASE("connections and circles from one address have their bounds") {
  Place place;
  place.options.connections_per_address = 3;
  place.options.circles_per_address_hour = 2;
  Running running(place);
  auto one = made(running.port(), padded("one", 22));
  auto two = made(running.port(), padded("two", 22));
  {
    Talk three(running.port(), padded("three", 22));
    three.say(making("ana"));
    CHECK(three.closing() == 4005);
  }
  const auto third = once_there_is_place(running.port(), padded("one", 22));
  Talk fourth(running.port(), padded("one", 22));
  CHECK(fourth.closing() == 4004);
}

TEST_CASE("only who has the operator's word makes circles, where there is one") {
  Place place;
  place.options.bounds.operator_token = "open-sesame";
  Running running(place);
  Talk without(running.port(), circle);
  without.say(making("ana"));
  CHECK(without.closing() == 4107);
  Talk with(running.port(), circle);
  Json make = making("ana");
  make["operator_token"] = "open-sesame";
  with.say(make);
  CHECK(with.hear("welcome").contains("view"));
}

TEST_CASE("a member's ninth connection closes the first") {
  Place place;
  Running running(place);
  auto first = made(running.port(), circle);
  std::vector<std::unique_ptr<Talk>> more;
  for (int i = 0; i < 8; ++i) {
    more.push_back(std::make_unique<Talk>(running.port(), circle));
    more.back()->say(greeting("ana"));
    more.back()->hear("welcome");
  }
  CHECK(first->closing() == 4109);
}

TEST_CASE("stopping tells everybody to come back, and stores all of it") {
  Place place;
  store::MemoryStore kept;
  {
    Running running(place, &kept);
    auto ana = made(running.port(), circle);
    ana->ask({{"type", "open_gathering"}});
    std::thread stop([&] { running.server().stop(); });
    CHECK(ana->closing() == 1001);
    stop.join();
  }
  Running again(place, &kept);
  Talk ana(again.port(), circle);
  ana.say(greeting("ana"));
  CHECK(ana.hear("welcome").at("view").contains("gathering"));
}

TEST_CASE("the notices of a whole gathering name circles, and nothing that people brought") {
  Place place;
  Running running(place);
  auto ana = made(running.port(), circle);
  auto ben = joined(running.port(), circle, "ben");
  ana->ask({{"type", "open_gathering"}});
  ana->ask({{"type", "close_gathering"}});
  const std::lock_guard lock(place.mutex);
  CHECK(place.notices.size() >= 3);
  for (const std::string& notice : place.notices) {
    for (const char* never : {"ana", "ben", "token", "127.0.0.1", "title"}) {
      CHECK(notice.find(never) == std::string::npos);
    }
  }
}
