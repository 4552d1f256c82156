// What leaves: whole messages in order with pongs between them, and a slow reader who slows nobody.
#include <catch2/catch.hpp>
#include <thread>

#include "tests/net/talk.hpp"

using namespace circlekeeper;
using namespace circlekeeper::tests;

namespace {
const std::string circle = padded("circle", 22);
}

TEST_CASE(
    "pings of changing size between thousands of messages: each pong and message whole and in "
    "order") {
  Place place;
  place.options.bounds.signals_burst = 100'000;
  Running running(place);
  auto ana = made(running.port(), circle);
  ana->ask({{"type", "open_gathering"}});
  std::vector<std::string> pongs;
  ana->stream().control_callback([&](websocket::frame_type kind, beast::string_view text) {
    if (kind == websocket::frame_type::pong) pongs.emplace_back(text);
  });
  std::vector<std::string> pings;
  int heard = 0;
  for (int i = 0; i < 2000; ++i) {
    ana->say({{"type", "gesture"}, {"kind", "with_you"}});
    if (i % 7 == 0) {
      pings.push_back(
          std::string(static_cast<std::size_t>(i % 120), static_cast<char>('a' + i % 26)));
      ana->stream().ping(websocket::ping_data(pings.back()));
    }
    if (i % 50 == 49) {
      while (heard <= i) {
        CHECK(ana->hear("gesture_seen").at("kind") == "with_you");
        ++heard;
      }
    }
  }
  ana->say({{"type", "ping"}});
  ana->hear("pong");
  CHECK(heard == 2000);
  CHECK(pongs == pings);
  ana->stream().close(websocket::close_code::normal);
}

TEST_CASE("a slow reader is closed, slows nobody, and comes back when it can") {
  Place place;
  place.options.bounds.commands_burst = 100'000;
  place.options.bounds.commands_per_second = 100'000;
  Running running(place);
  auto ana = made(running.port(), circle);
  auto slow = joined(running.port(), circle, "ben");
  ana->ask({{"type", "open_gathering"}});
  ana->ask({{"type", "open_floor"}, {"floor", "open"}, {"everybody_once", false}, {"now", false}});
  const Json body = {{"key", 1}, {"body", std::string(21'000, 'a')}};
  bool lost = false;
  for (int i = 0; i < 900 && !lost; ++i) {
    const Json answer = ana->ask(
        {{"type", "add_share"}, {"share", padded("s" + std::to_string(i), 22)}, {"body", body}});
    REQUIRE(answer.at("type") == "accepted");
    for (const Json& told : ana->events)
      lost = lost || told.at("event").at("type") == "connection_lost";
    ana->events.clear();
  }
  if (!lost) ana->hear_event("connection_lost");
  CHECK(ana->ask({{"type", "close_gathering"}}).at("type") == "accepted");
  Talk back(running.port(), circle);
  back.say(greeting("ben"));
  CHECK(back.hear().at("type") == "welcome");
  CHECK(ana->hear_event("connection_back").at("member") == padded("ben", 22));
}
