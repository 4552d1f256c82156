// What each member was shown in a scenario, as JSON: the client's fold must come to the same view,
// and its `may` to what the rules would accept.
#pragma once

#include <string>

#include "tests/rules/stage.hpp"

namespace circlekeeper::tests {

std::string conformance(const std::string& name, const Stage& stage);

}  // namespace circlekeeper::tests
