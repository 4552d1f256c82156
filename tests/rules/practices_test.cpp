// Every shipped template, played from beginning to end by as few, an odd number of, and as many
// people as it is for, who do by chance whatever the rules let them do.
#include <algorithm>
#include <catch2/catch.hpp>
#include <set>

#include "rules/template_check.hpp"
#include "tests/rules/practising.hpp"

using namespace circlekeeper::rules;
using namespace circlekeeper::tests;

namespace {

bool rotates(const Structure& structure) {
  return std::ranges::any_of(structure.steps,
                             [](const Step& step) { return step.go == Go::rotate; });
}

// Who had the first role, by what was told.
std::set<MemberId> had_first(const Stage& stage, const Structure& structure) {
  std::set<MemberId> had;
  for (const Told& told : stage.log()) {
    const auto* given = std::get_if<RolesGiven>(&told.event);
    if (given == nullptr) continue;
    for (const RoleHeld& held : given->roles) {
      if (held.role == structure.roles.front().role) had.insert(held.member);
    }
  }
  return had;
}

bool said_not_now(const Stage& stage) {
  return std::ranges::any_of(stage.log(), [](const Told& told) {
    const auto* kept = std::get_if<AnswerKept>(&told.event);
    return kept != nullptr && kept->answer == StepAnswer::not_now;
  });
}

void play_through(const std::string& name, const Structure& structure, std::size_t people,
                  std::uint64_t seed) {
  INFO(name << " by " << people << ", seed " << seed);
  Chance chance(seed);
  Practising practising(people, chance);
  const bool ring = structure.form != Form::pods;
  const auto begun = practising.begin(structure, static_cast<std::int64_t>(people), !ring);
  REQUIRE(begun);
  int moves = 0;
  while (practising.is_open()) {
    REQUIRE(practising.go_on());
    REQUIRE(++moves < 5000);
  }
  if (rotates(structure) && !said_not_now(practising.stage())) {
    CHECK(had_first(practising.stage(), structure).size() == people);
  }
}

}  // namespace

TEST_CASE("every shipped template can be practised from its beginning to its end") {
  for (const std::string& name : shipped_names()) {
    const Structure structure = shipped(name);
    const auto fewest = static_cast<std::size_t>(structure.people_min);
    const auto most = static_cast<std::size_t>(structure.people_max);
    std::set<std::size_t> sizes = {fewest, most};
    for (std::size_t odd = fewest; odd <= most; ++odd) {
      if (odd % 2 == 1) sizes.insert(odd);
      if (odd > fewest + 3) break;
    }
    for (const std::size_t people : sizes) {
      for (const std::uint64_t seed : {1U, 2U}) play_through(name, structure, people, seed);
    }
  }
}

TEST_CASE("a practice goes on, whoever loses the connection, sits out or leaves") {
  const std::uint64_t seed = std::random_device{}();
  INFO("seed " << seed);
  Chance chance(seed);
  const auto names = shipped_names();
  for (int i = 0; i < 300; ++i) {
    const std::string& name = names[chance.below(names.size())];
    const Structure structure = shipped(name);
    INFO(name);
    Practising practising(7, chance);
    const std::int64_t size =
        std::min<std::int64_t>(structure.people_min + 1, structure.people_max);
    if (!practising.begin(structure, std::max<std::int64_t>(size, 2))) continue;
    for (int moves = 0; practising.is_open() && moves < 2000; ++moves) {
      if (chance.one_in(4)) {
        practising.disturb();
        continue;
      }
      if (practising.is_open() && !practising.stage().circle().gathering->practice->pods.empty()) {
        REQUIRE(practising.go_on());
      }
    }
    CHECK_FALSE(practising.is_open());
  }
}
