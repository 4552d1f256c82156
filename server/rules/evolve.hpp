// The only way a circle changes: an event happened. Every event ever stored must be accepted.
#pragma once

#include "rules/story.hpp"

namespace circlekeeper::rules {

void evolve(Circle& circle, const Told& told);

}  // namespace circlekeeper::rules
