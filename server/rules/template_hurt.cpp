#include "rules/template_hurt.hpp"

#include <algorithm>

#include "rules/template_ways.hpp"

namespace circlekeeper::rules {

namespace {

constexpr std::size_t part_max = 3;  // steps in which somebody speaks, from one consent to the next

std::string at(std::size_t step) {
  return "/steps/" + std::to_string(step);
}

bool has_side(const Structure& structure, const Step& step, Side side) {
  const Role* role = step.voice ? find_role(structure, *step.voice) : nullptr;
  return step.speaks == Speaks::role && role != nullptr && role->side == side;
}

bool is_spoken(const Step& step) {
  return step.speaks != Speaks::nobody;
}

bool has_one(const Structure& structure, Side side) {
  const auto with = [&](const Role& role) { return role.side == side; };
  const auto one = std::ranges::find_if(structure.roles, with);
  return std::ranges::count_if(structure.roles, with) == 1 && one->min == 1 && one->max == 1;
}

// The steps in which somebody speaks, from one consent until the next.
std::size_t part_after(const Structure& structure, std::size_t consent) {
  const Steps part = steps_after(structure, consent, [&](const Way& way) {
    return way.to && structure.steps[*way.to].asks != Asks::consent;
  });
  return static_cast<std::size_t>(std::ranges::count_if(
      part, [&](std::size_t step) { return is_spoken(structure.steps[step]); }));
}

void check_consents(const Structure& structure, std::vector<Flaw>& flaws) {
  const Step& first = structure.steps.front();
  if (first.asks != Asks::consent || !first.of.empty()) {
    flaws.push_back({FlawCode::hurt_begins_with_consent, at(0)});
  }
  for (std::size_t i = 0; i < structure.steps.size(); ++i) {
    const Step& step = structure.steps[i];
    if (step.asks != Asks::consent) continue;
    if (step.otherwise != Go::end_with_care) {
      flaws.push_back({FlawCode::way_out_with_care, at(i) + "/otherwise"});
    }
    if (part_after(structure, i) > part_max) {
      flaws.push_back({FlawCode::consent_before_each_part, at(i)});
    }
  }
}

void check_order(const Structure& structure, std::vector<Flaw>& flaws) {
  const auto first = std::ranges::find_if(structure.steps, is_spoken);
  if (first == structure.steps.end()) return;
  const auto last = std::find_if(structure.steps.rbegin(), structure.steps.rend(), is_spoken);
  const auto place = [&](const Step& step) {
    return at(static_cast<std::size_t>(&step - structure.steps.data())) + "/voice";
  };
  if (!has_side(structure, *first, Side::impact)) {
    flaws.push_back({FlawCode::impact_first, place(*first)});
  }
  if (!has_side(structure, *last, Side::impact)) {
    flaws.push_back({FlawCode::impact_last, place(*last)});
  }
}

}  // namespace

std::vector<Flaw> hurt_flaws(const Structure& structure) {
  std::vector<Flaw> flaws;
  if (structure.about != About::hurt) {
    const bool sided = std::ranges::any_of(structure.roles,
                                           [](const Role& role) { return role.side.has_value(); });
    if (sided) flaws.push_back({FlawCode::side_without_hurt, "/about"});
    return flaws;
  }
  if (structure.form != Form::pods) flaws.push_back({FlawCode::hurt_in_pods, "/form"});
  if (!has_one(structure, Side::impact) || !has_one(structure, Side::intent)) {
    flaws.push_back({FlawCode::hurt_sides, "/roles"});
  }
  check_consents(structure, flaws);
  check_order(structure, flaws);
  return flaws;
}

}  // namespace circlekeeper::rules
