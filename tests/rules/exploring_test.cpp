// What nobody thought of: every state of small circles to a depth, and long random lives, with
// everything that must always be so checked after each command.
#include <catch2/catch.hpp>
#include <cstdlib>
#include <random>
#include <set>

#include "rules/evolve.hpp"
#include "tests/rules/acts.hpp"
#include "tests/rules/stage.hpp"
#include "tests/rules/transcript.hpp"
#include "wire/codec.hpp"

using namespace circlekeeper;
using namespace circlekeeper::rules;
using circlekeeper::tests::Stage;

namespace {

constexpr Time start{1'800'000'000'000};

Sealed sealed(const char* words) {
  return {1, tests::padded(words, 40)};
}

void gather(Stage& stage, std::size_t members, Meets meets) {
  for (std::size_t n = 0; n < members; ++n) {
    const Actor actor{tests::nth_member(n), Link::invitation, std::string(64, 'd'), {}};
    Command command = Join{sealed("name"), {}, n == 3, 1, {}, {}, {}};
    if (n == 0) {
      command = tests::a_circle(meets, Keeps::this_gathering);
    }
    REQUIRE(stage.play(command, actor, start));
    REQUIRE(stage.play(Connect{}, {.member = actor.member}, start));
  }
}

// What tells states apart: all but counters of the log, by which no state would ever be seen twice.
std::string shape_of(const Circle& circle) {
  std::string text;
  for (const Member& member : circle.members) {
    View view = view_for(circle, member.id);
    if (view.gathering) {
      for (ShareView& share : view.gathering->shares) share = {};
    }
    wire::write(text, view);
    text += std::to_string(member.turn_count);
    break;
  }
  if (circle.gathering && circle.gathering->floor) {
    for (const auto& id : circle.gathering->floor->returned) text += "r" + id.value;
    for (const auto& id : circle.gathering->floor->passed) text += "p" + id.value;
    text += circle.gathering->floor->second_chance_given ? "2" : "1";
  }
  return text;
}

std::size_t explore(Meets meets, int depth) {
  Stage first;
  gather(first, 3, meets);
  REQUIRE(first.play(OpenGathering{}, {.member = tests::nth_member(0)}, start));
  std::vector<Circle> frontier = {first.circle()};
  std::set<std::string> seen = {shape_of(first.circle())};
  for (int step = 0; step < depth; ++step) {
    std::vector<Circle> next;
    for (const Circle& circle : frontier) {
      for (const tests::Act& act : tests::all_acts(circle)) {
        Circle after = circle;
        const Time at = std::holds_alternative<Wake>(act.command)
                            ? wake_at(circle).value_or(circle.last_at)
                            : circle.last_at + Length{1000};
        const auto told = decide(after, act.command, act.actor, {at, 1});
        if (!told) {
          if (!(after == circle)) FAIL("a refusal changed the circle");
          continue;
        }
        tests::assert_invariants(after);
        if (seen.insert(shape_of(after)).second) next.push_back(std::move(after));
      }
    }
    frontier = std::move(next);
  }
  return seen.size();
}

// Of one member, or now and then of nobody: all acts of all of them would be made for one that is
// done.
std::vector<tests::Act> some_acts(const Circle& circle, std::mt19937_64& random) {
  if (circle.members.empty() || random() % 20 == 0) return tests::acts_of_nobody_here(circle);
  const Member& member = circle.members[random() % circle.members.size()];
  const std::uint64_t which = random() % 5;
  return tests::acts_of(circle, member.id,
                        which == 0   ? tests::Part::helping
                        : which == 1 ? tests::Part::carrying
                                     : tests::Part::ring);
}

}  // namespace

TEST_CASE("every state of a circle of three, to a depth, is as it must be") {
  CHECK(explore(Meets::typed, 3) == 18190);
  CHECK(explore(Meets::spoken, 2) == 902);
}

TEST_CASE(
    "long random lives of circles keep every invariant, replay the same, and never get stuck") {
  const char* wished = std::getenv("CIRCLEKEEPER_SEED");
  const std::uint64_t seed = wished ? std::stoull(wished) : std::random_device{}();
  INFO("CIRCLEKEEPER_SEED=" << seed);
  std::mt19937_64 random(seed);
  std::size_t steps = 0, accepted = 0;
  while (steps < 100'000) {
    Stage stage;
    gather(stage, 2 + random() % 6, random() % 2 ? Meets::typed : Meets::spoken);
    Time now = start;
    for (int step = 0; step < 500 && !stage.circle().erased; ++step, ++steps) {
      now = now + Length{static_cast<std::int64_t>(random() % 30'000)};
      stage.wake_until(now);
      const auto acts = some_acts(stage.circle(), random);
      tests::Act act = acts[random() % acts.size()];
      if (std::holds_alternative<CloseGathering>(act.command) && random() % 8) continue;
      if (act.actor.member) act.actor.command = CommandId{"c" + std::to_string(steps)};
      const bool inner = std::holds_alternative<Connect>(act.command) ||
                         std::holds_alternative<Disconnect>(act.command) ||
                         std::holds_alternative<Wake>(act.command);
      if (inner) act.actor.command.reset();
      if (stage.play(act.command, act.actor, now, random())) ++accepted;
    }
  }
  CHECK(accepted > steps / 10);
  WARN(steps << " random steps, " << accepted << " accepted, seed " << seed);
}
