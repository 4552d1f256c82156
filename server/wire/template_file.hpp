// The file of a template: its structure for the rules, and whether its words are all there.
#pragma once

#include <string_view>
#include <vector>

#include "rules/template_check.hpp"

namespace circlekeeper::wire {

// All flaws of a template's file, each at its JSON pointer from the root; none where it can be
// run. Nothing in a file is ever markup or code, and none is too hostile to be refused.
std::vector<rules::Flaw> template_flaws(std::string_view text);

}  // namespace circlekeeper::wire
