// The ways through a template, as a graph: from each step to those that can follow it.
#pragma once

#include <functional>
#include <optional>
#include <set>
#include <vector>

#include "rules/words.hpp"

namespace circlekeeper::rules {

struct Way {
  std::optional<std::size_t> to;  // a step, or the end
  bool chosen = false;            // a person chooses it among others
  bool again = false;  // roles go on and steps are repeated: as often as there are people
};

// The ways from a step. Every key that it names must be there.
std::vector<Way> ways_from(const Structure& structure, std::size_t step);

// Whether a choice of who ends the step says what follows.
bool leads(const Step& step);

std::optional<std::size_t> find_step(const Structure& structure, const std::string& key);
const Role* find_role(const Structure& structure, const std::string& key);

using Steps = std::set<std::size_t>;
using Allowed = std::function<bool(const Way&)>;

// The steps that one leads to, by the ways that are allowed; itself only where one leads back.
Steps steps_after(const Structure& structure, std::size_t step, const Allowed& allowed);
// The steps that can be reached from one, itself among them.
Steps reached_from(const Structure& structure, std::size_t step);
// Those from which no way leads to the end.
Steps without_end(const Structure& structure);
// Those that go round and round without anybody being able to choose to go on.
Steps caught(const Structure& structure);

}  // namespace circlekeeper::rules
