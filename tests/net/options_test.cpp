// The limits that an operator may set: each is an option, in a file and the environment too, and
// does what it says.
#include <catch2/catch.hpp>
#include <cstdlib>

#include "config.hpp"
#include "tests/net/talk.hpp"

using namespace circlekeeper;
using namespace circlekeeper::tests;

namespace {

const std::string circle = padded("circle", 22);

Config read(std::vector<std::string> words) {
  words.insert(words.begin(), "circlekeeper");
  std::vector<char*> arguments;
  for (std::string& word : words) arguments.push_back(word.data());
  return read_config(static_cast<int>(arguments.size()), arguments.data());
}

// Where each limit that is an option arrives.
std::map<std::string, std::int64_t> arrived(const Config& config) {
  const auto& [server, bounds] = std::tie(config.server, config.server.bounds);
  return {{"connections_per_address", server.connections_per_address},
          {"unvisited_days", bounds.unvisited_days},
          {"circles_per_address_hour", server.circles_per_address_hour},
          {"connections_per_member", bounds.connections_per_member},
          {"commands_per_second", bounds.commands_per_second},
          {"commands_burst", bounds.commands_burst},
          {"signals_per_second", bounds.signals_per_second},
          {"signals_burst", bounds.signals_burst}};
}

std::map<std::string, Json> limits_with_options() {
  std::ifstream file(std::filesystem::path(CIRCLEKEEPER_SOURCE_DIR) / "protocol" / "limits.json");
  const Json limits = Json::parse(file);
  std::map<std::string, Json> found;
  for (const auto& [group, values] : limits.items()) {
    for (const auto& [name, limit] : values.items()) {
      if (limit.contains("option")) found[name] = limit;
    }
  }
  return found;
}

}  // namespace

TEST_CASE("every limit of rate, connections and circles is an option, and else its own value") {
  const auto limits = limits_with_options();
  CHECK(limits.size() == arrived(read({})).size());
  for (const auto& [name, limit] : limits) {
    INFO(name);
    CHECK(arrived(read({})).at(name) == limit.at("value"));
    const Config config = read({limit.at("option").get<std::string>(), "7"});
    CHECK(arrived(config).at(name) == 7);
  }
}

TEST_CASE("an option may stand in a file or in the environment") {
  const Folder folder;
  const auto file = folder.path() / "options.toml";
  std::ofstream(file) << "commands-burst = 5\nthreads = 3\n";
  const Config config = read({"--config", file.string()});
  CHECK(config.server.bounds.commands_burst == 5);
  CHECK(config.server.threads == 3);
  ::setenv("CIRCLEKEEPER_SIGNALS_BURST", "6", 1);
  CHECK(read({}).server.bounds.signals_burst == 6);
  ::unsetenv("CIRCLEKEEPER_SIGNALS_BURST");
}

TEST_CASE("the options of the limits are what the server keeps to") {
  Place place;
  auto options =
      read({"--connections-per-address", "4", "--connections-per-member", "2", "--circles-per-hour",
            "1", "--commands-per-second", "1", "--commands-burst", "3", "--signals-per-second", "1",
            "--signals-burst", "2", "--listen", "127.0.0.1:0", "--threads", "2"})
          .server;
  options.client = place.options.client;
  place.options = options;
  Running running(place);
  auto ana = made(running.port(), circle);
  ana->ask({{"type", "open_gathering"}});
  {
    Talk second(running.port(), padded("second", 22));
    second.say(making("ana"));
    CHECK(second.closing() == 4005);
  }
  int slowed = 0;
  for (int i = 0; i < 10; ++i) {
    slowed += ana->ask({{"type", "go_on"}}).at("code") == "slow_down" ? 1 : 0;
  }
  CHECK(slowed > 0);
  for (int i = 0; i < 4; ++i) ana->say({{"type", "gesture"}, {"kind", "with_you"}});
  CHECK(ana->hear("refused").at("code") == "slow_down");
  Talk second(running.port(), circle), third(running.port(), circle);
  for (Talk* each : {&second, &third}) {
    each->say(greeting("ana"));
    each->hear("welcome");
  }
  CHECK(ana->closing() == 4109);
  const Talk fourth(running.port(), circle), fifth(running.port(), circle);
  CHECK(Talk(running.port(), circle).closing() == 4004);
}

TEST_CASE("metrics are off until they are asked for, on an address and port") {
  CHECK_FALSE(read({}).server.metrics);
  const auto metrics = read({"--metrics", "[::1]:9100"}).server.metrics;
  REQUIRE(metrics);
  CHECK(metrics->address == "::1");
  CHECK(metrics->port == 9100);
}
