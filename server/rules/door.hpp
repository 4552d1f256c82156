// What the door shares with joining as a keeper, with devices' keys and with the agreements.
#pragma once

#include "rules/story.hpp"

namespace circlekeeper::rules {

struct Actor;

// Whether the circle can have one keeper more.
Outcome may_keep(const Circle& circle);
Outcome become_keeper(Story& story, const Member& member, const Actor& actor);

// The agreements are shown again to who was there, once in a gathering, where somebody is new.
void show_agreements(Story& story);

// Whether a device's key can be kept: its id is nobody else's, and there are not too many.
Outcome may_announce(const Circle& circle, const MemberId& member, const DeviceId& device);

}  // namespace circlekeeper::rules
