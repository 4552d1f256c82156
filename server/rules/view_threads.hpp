// What a member sees of what goes from gathering to gathering.
#pragma once

#include "rules/circle.hpp"

namespace circlekeeper::rules {

// The gathering's plan, what people have to give, and what was held.
void add_plan(GatheringView& view, const Gathering& gathering, const Member& me);
// The next date, the board, small steps, meetings, and the gatherings that were.
void add_threads(View& view, const Circle& circle, const Member& me);

}  // namespace circlekeeper::rules
