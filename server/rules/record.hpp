// How a gathering comes to be remembered.
#pragma once

#include <optional>

#include "rules/story.hpp"

namespace circlekeeper::rules {

// What was held, unless it is remembered as the last already.
void hold(Gathering& gathering, HeldActivity activity);
// A floor that was opened without a plan.
void hold_floor(Gathering& gathering, ActivityKind kind);
void was_here(Circle& circle, const MemberId& member);
// Closes the gathering; who was there is told to the keepers, and to each of them.
void close_gathering(Story& story, const std::optional<Sealed>& words, ClosedBy why);
void remember_gathering(Circle& circle, const GatheringClosed& event, Time at);
void forget_in_record(Circle& circle, const MemberId& member);

}  // namespace circlekeeper::rules
