// What a gathering's plan and the floors have in common.
#pragma once

#include <string>
#include <vector>

#include "rules/story.hpp"

namespace circlekeeper::rules {

// Names the first field that does not fit, such as ahead.2.length.
Outcome check_activities(const std::vector<Activity>& activities, const std::string& field);
Outcome check_gentle(const std::optional<Length>& gentle);
Outcome check_prompt(const std::optional<Prompt>& prompt);
// Opens the floor of an activity, once who holds the piece is done.
void begin_floor(Story& story, const Activity& activity, const MemberId& by);

}  // namespace circlekeeper::rules
