// Templates made at random: whichever the check lets through can be practised to its end by people
// who choose at random, also where some of them leave.
#include <catch2/catch.hpp>

#include "rules/template_check.hpp"
#include "tests/rules/practising.hpp"

using namespace circlekeeper::rules;
using namespace circlekeeper::tests;

namespace {

std::string key(const char* of, std::size_t number) {
  return of + std::to_string(number);
}

void lead(Chance& chance, Go& go, std::optional<std::string>& to, std::size_t steps) {
  constexpr Go ways[] = {Go::next, Go::next, Go::step, Go::rotate, Go::end, Go::end_with_care};
  go = ways[chance.below(std::size(ways))];
  if (go == Go::step || go == Go::rotate) to = key("s", chance.below(steps));
}

Step random_step(Chance& chance, std::size_t number, std::size_t steps) {
  Step step;
  step.step = key("s", number);
  step.gentle = Length{60000};
  const std::size_t kind = chance.below(4);
  step.speaks = kind == 0 ? Speaks::role : Speaks::nobody;
  if (kind == 0) step.voice = key("r", chance.below(2));
  step.ends = Ends::ready;
  lead(chance, step.go, step.to, steps);
  if (kind == 1) {
    step.asks = Asks::consent;
    step.ends = Ends::consent;
    step.otherwise = Go::end;
    lead(chance, *step.otherwise, step.otherwise_to, steps);
  } else if (kind == 2) {
    step.asks = Asks::choice;
    step.ends = Ends::done;
    step.by = "r0";
    step.of = {"r0"};
    for (std::size_t i = 0; i < 2; ++i) {
      Choice choice{key("c", i), Go::next, {}, {}};
      lead(chance, choice.go, choice.to, steps);
      step.choices.push_back(std::move(choice));
    }
  }
  return step;
}

Structure random_structure(Chance& chance) {
  Structure structure;
  structure.about = About::light;
  structure.form = Form::pods;
  structure.people_min = 2;
  structure.people_max = 2;
  structure.when_one_leaves = WhenOneLeaves::close;
  structure.roles = {{"r0", 1, 1, false, {}}, {"r1", 1, 1, false, {}}};
  const std::size_t steps = 1 + chance.below(6);
  for (std::size_t i = 0; i < steps; ++i) structure.steps.push_back(random_step(chance, i, steps));
  const std::int64_t minutes = estimate_of(structure).ms / 60000 + 1;
  structure.minutes = std::min<std::int64_t>(minutes, 240);
  return structure;
}

// Whether people who do by chance what they may come to the end, though some of them leave.
bool comes_to_an_end(Chance& chance, const Structure& structure) {
  Practising practising(4, chance);
  const bool disturbed = chance.one_in(2);
  if (!practising.begin(structure, 2)) return false;
  for (int moves = 0; practising.is_open(); ++moves) {
    if (disturbed && chance.one_in(10)) {
      practising.disturb();
    } else if (!practising.go_on() || moves > 20'000) {
      return false;
    }
  }
  return true;
}

}  // namespace

TEST_CASE("no template that passes the check can get stuck") {
  const std::uint64_t seed = std::random_device{}();
  INFO("seed " << seed);
  Chance chance(seed);
  int accepted = 0;
  for (int i = 0; i < 40'000; ++i) {
    const Structure structure = random_structure(chance);
    if (!flaws_of(structure).empty()) continue;
    ++accepted;
    if (!comes_to_an_end(chance, structure)) FAIL("a template that passed the check has no end");
  }
  CHECK(accepted > 1000);
}
