// Holds protocol/README.md to the server: each frame that it shows is sent, and what it says is
// heard, is heard, and nothing else.
#include <catch2/catch.hpp>

#include "tests/net/literal.hpp"
#include "tests/net/talk.hpp"

using namespace circlekeeper;
using namespace circlekeeper::tests;

namespace {

using Kind = Step::Kind;

class Gathering {
 public:
  void play(const Step& step) {
    for (const std::string& who : step.who) {
      INFO("protocol/README.md:" << step.line << " " << who << " " << step.text);
      play(step, who);
    }
  }
  // Whoever is still there hears nothing that the README does not show.
  void end() {
    for (auto& [who, talk] : talks_) hears_no_more(who, *talk);
  }

 private:
  void play(const Step& step, const std::string& who) {
    if (step.kind == Kind::connects) return connect(who, step.text);
    Talk& talk = *talks_.at(who);
    if (step.kind == Kind::says) return talk.say_text(known_.filled(step.text));
    if (step.kind == Kind::hears) {
      const Json heard = talk.hear();
      INFO("heard: " << heard.dump());
      REQUIRE(known_.fits(step.text, heard));
      return;
    }
    if (step.kind == Kind::closed) {
      REQUIRE_THROWS_AS(talk.hear(), boost::system::system_error);
      const auto& reason = talk.stream().reason();
      CHECK(step.text == std::to_string(reason.code) + " " + std::string(reason.reason.c_str()));
    } else {
      hears_no_more(who, talk);
      talk.drop();
    }
    talks_.erase(who);
  }

  void connect(const std::string& who, const std::string& path) {
    const std::string start = "/circles/", end = "/live";
    REQUIRE((path.starts_with(start) && path.ends_with(end)));
    const auto length = path.size() - start.size() - end.size();
    talks_[who] = std::make_unique<Talk>(running_.port(), path.substr(start.size(), length));
  }

  static void hears_no_more(const std::string& who, Talk& talk) {
    talk.say({{"type", "ping"}});
    const Json heard = talk.hear();
    INFO(who << " heard what is not shown: " << heard.dump());
    CHECK(heard.at("type") == "pong");
  }

  Place place_;
  Running running_{place_};
  std::map<std::string, std::unique_ptr<Talk>> talks_;
  Placeholders known_;
};

}  // namespace

TEST_CASE("the gathering in the protocol's README goes word for word with a real server") {
  const auto steps =
      steps_of(std::filesystem::path(CIRCLEKEEPER_SOURCE_DIR) / "protocol" / "README.md");
  Gathering gathering;
  for (const Step& step : steps) gathering.play(step);
  gathering.end();
  const auto count = [&](Kind kind) { return std::ranges::count(steps, kind, &Step::kind); };
  CHECK(count(Kind::says) >= 30);
  CHECK(count(Kind::hears) >= 60);
  CHECK(count(Kind::closed) >= 3);
}

TEST_CASE("what the README marks as differing each time is held to all that is known of it") {
  Placeholders known;
  CHECK(known.fits(R"({"at": <t>, "name": "<who>"})", {{"at", 5}, {"name", "ana"}}));
  CHECK(known.fits(R"({"at": <t>, "until": <t + 10>})", {{"at", 5}, {"until", 15}}));
  CHECK_FALSE(known.fits(R"({"until": <t + 10>})", {{"until", 16}}));
  CHECK_FALSE(known.fits(R"({"name": "<who>"})", {{"name", "ben"}}));
  CHECK_FALSE(known.fits(R"({"now": <time>})", {{"now", "soon"}}));
  CHECK_FALSE(known.fits(R"({"a": 1})", {{"a", 1}, {"b", 2}}));
  CHECK_FALSE(known.fits(R"({"a": [1]})", {{"a", {2}}}));
  CHECK(known.filled(R"({"at": <t>, "name": "<who>"})") == R"({"at": 5, "name": "ana"})");
}
