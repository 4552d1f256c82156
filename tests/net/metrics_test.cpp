// What a monitor is told: counts and times, and nothing of any circle or person.
#include <catch2/catch.hpp>

#include "tests/net/talk.hpp"

using namespace circlekeeper;
using namespace circlekeeper::tests;

namespace {

const std::string circle = padded("circle", 22);

std::string measured(Running& running) {
  return fetched(running.server().metrics_port(), "/metrics").body();
}

}  // namespace

TEST_CASE("commands are counted by kind and outcome, what is held by all threads together") {
  Place place;
  place.options.metrics = net::Listen{"127.0.0.1", 0};
  Running running(place);
  auto ana = made(running.port(), circle);
  auto ben = joined(running.port(), circle, "ben");
  CHECK(ana->ask({{"type", "open_gathering"}}).at("type") == "accepted");
  CHECK(ana->ask({{"type", "open_gathering"}}).at("code") == "gathering_is_open");
  ana->ask({{"type", "no_such_thing"}});
  const std::string text = measured(running);
  for (const std::string line :
       {R"(circlekeeper_commands_total{kind="open_gathering",outcome="accepted"} 1)",
        R"(circlekeeper_commands_total{kind="open_gathering",outcome="gathering_is_open"} 1)",
        R"(circlekeeper_commands_total{kind="join",outcome="accepted"} 1)",
        R"(circlekeeper_commands_total{kind="unreadable",outcome="unknown_command"} 1)",
        "circlekeeper_connections 2", "circlekeeper_circles_loaded 1",
        "circlekeeper_queued_bytes 0", "circlekeeper_slow_readers_closed_total 0"}) {
    INFO(text);
    CHECK(text.find(line + "\n") != std::string::npos);
  }
  for (const std::string family :
       {"circlekeeper_storing_seconds", "circlekeeper_telling_seconds"}) {
    INFO(text);
    CHECK(text.find("# TYPE " + family + " histogram\n") != std::string::npos);
    CHECK(text.find(family + "_count 0\n") == std::string::npos);
  }
  for (const std::string& named :
       {circle, padded("ana", 22), padded("ben", 22), std::string("127.0.0.1"),
        sealed("title").at("body").get<std::string>()}) {
    CHECK(text.find(named) == std::string::npos);
  }
}

TEST_CASE("metrics have a port of their own, which has nothing else") {
  Place place;
  place.options.metrics = net::Listen{"127.0.0.1", 0};
  Running running(place);
  CHECK(fetched(running.port(), "/metrics").result() == http::status::not_found);
  const auto port = running.server().metrics_port();
  CHECK(fetched(port, "/metrics").result() == http::status::ok);
  CHECK(fetched(port, "/").result() == http::status::not_found);
  CHECK(fetched(port, "/metrics", http::verb::post).result() == http::status::not_found);
}
