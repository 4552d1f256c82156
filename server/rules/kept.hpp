// What was shared in gatherings that closed, until its time is over.
#pragma once

#include "rules/story.hpp"

namespace circlekeeper::rules {

// With its closing: what was said in it is kept as was promised.
void keep_gathering(Circle& circle, Time closed_at);

// Tells that what was shared is gone, of every gathering whose time is over.
void empty_gatherings(Story& story);

// When the next one's time is over, or nothing.
std::optional<Time> empty_at(const Circle& circle);

}  // namespace circlekeeper::rules
