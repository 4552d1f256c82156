// Whether the structure of a template can be run: checked before it ever is, by the server, the
// command line and the editor alike.
#pragma once

#include <string>
#include <vector>

#include "rules/flaws.hpp"
#include "rules/words.hpp"

namespace circlekeeper::rules {

struct Flaw {
  FlawCode code;
  std::string pointer;  // a JSON pointer from the structure: "/steps/2/by"
  friend bool operator==(const Flaw&, const Flaw&) = default;
};

// All flaws, in the order in which the parts stand; none where the structure can be run. Its ways
// are looked at only where every part by itself is in order.
std::vector<Flaw> flaws_of(const Structure& structure);

// The most people of a pod: four, and five where a keeper stays with a hurt.
std::int64_t pod_max(const Structure& structure);

// The estimated length for the most people, in milliseconds: a turn for each, every change of
// roles, a minute where a step names no time and a quarter of one where it asks for consent.
Length estimate_of(const Structure& structure);

}  // namespace circlekeeper::rules
