#include "rules/template_ways.hpp"

#include <algorithm>

namespace circlekeeper::rules {

namespace {

std::optional<std::size_t> target(const Structure& structure, std::size_t from, Go go,
                                  const std::optional<std::string>& to) {
  switch (go) {
    case Go::next:
      return from + 1;
    case Go::step:
    case Go::rotate:
      return find_step(structure, to.value_or(""));
    case Go::end:
    case Go::end_with_care:
      return std::nullopt;
  }
  return std::nullopt;
}

// Going round the roles ends by itself, once everybody had the first one.
bool is_once(const Way& way) {
  return !way.again;
}

}  // namespace

std::optional<std::size_t> find_step(const Structure& structure, const std::string& key) {
  const auto found = std::ranges::find(structure.steps, key, &Step::step);
  if (found == structure.steps.end()) return std::nullopt;
  return static_cast<std::size_t>(found - structure.steps.begin());
}

const Role* find_role(const Structure& structure, const std::string& key) {
  const auto found = std::ranges::find(structure.roles, key, &Role::role);
  return found == structure.roles.end() ? nullptr : &*found;
}

std::vector<Way> ways_from(const Structure& structure, std::size_t index) {
  const Step& step = structure.steps[index];
  std::vector<Way> ways;
  const auto add = [&](Go go, const std::optional<std::string>& to, bool chosen) {
    const bool again = go == Go::rotate;
    ways.push_back({target(structure, index, go, to), chosen, again});
    if (again) ways.push_back({index + 1, chosen, false});
  };
  if (leads(step)) {
    for (const Choice& choice : step.choices) add(choice.go, choice.to, true);
    return ways;
  }
  const bool asked = step.asks == Asks::consent;
  add(step.go, step.to, asked);
  if (asked && step.otherwise) add(*step.otherwise, step.otherwise_to, true);
  return ways;
}

bool leads(const Step& step) {
  return step.asks == Asks::choice && step.ends == Ends::done && step.by &&
         std::ranges::find(step.of, *step.by) != step.of.end();
}

Steps steps_after(const Structure& structure, std::size_t step, const Allowed& allowed) {
  Steps seen;
  std::vector<std::size_t> open = {step};
  while (!open.empty()) {
    const std::size_t at = open.back();
    open.pop_back();
    for (const Way& way : ways_from(structure, at)) {
      if (way.to && allowed(way) && seen.insert(*way.to).second) open.push_back(*way.to);
    }
  }
  return seen;
}

Steps reached_from(const Structure& structure, std::size_t step) {
  Steps reached = steps_after(structure, step, [](const Way&) { return true; });
  reached.insert(step);
  return reached;
}

Steps without_end(const Structure& structure) {
  Steps without;
  for (std::size_t step = 0; step < structure.steps.size(); ++step) {
    const Steps reached = reached_from(structure, step);
    const bool ends = std::ranges::any_of(reached, [&](std::size_t each) {
      return std::ranges::any_of(ways_from(structure, each),
                                 [](const Way& way) { return !way.to; });
    });
    if (!ends) without.insert(step);
  }
  return without;
}

Steps caught(const Structure& structure) {
  std::vector<Steps> after;
  for (std::size_t step = 0; step < structure.steps.size(); ++step) {
    after.push_back(steps_after(structure, step, is_once));
  }
  Steps caught;
  for (std::size_t step = 0; step < structure.steps.size(); ++step) {
    if (!after[step].contains(step)) continue;  // on no round
    const auto leads_out = [&](const Way& way) {
      return is_once(way) && way.chosen && (!way.to || !after[*way.to].contains(step));
    };
    const bool has_exit = std::ranges::any_of(after[step], [&](std::size_t each) {
      return after[each].contains(step) &&
             std::ranges::any_of(ways_from(structure, each), leads_out);
    });
    if (!has_exit) caught.insert(step);
  }
  return caught;
}

}  // namespace circlekeeper::rules
