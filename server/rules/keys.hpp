// The circle's key is renewed by a keeper's device for exactly those who are in the circle, so that
// who was removed cannot read what comes. The rules see numbers and sealed boxes, never a key.
#pragma once

#include <set>

#include "rules/story.hpp"

namespace circlekeeper::rules {

// Whether there is one box for each announced device of these members, and none else.
bool are_for(const Circle& circle, const std::set<MemberId>& members,
             const std::vector<DeviceBox>& boxes);
std::vector<DeviceBox> boxes_of(const Member& member, const std::vector<DeviceBox>& boxes);

// Whether a renewal is the next one and for exactly who is in the circle, each with every device
// that announced a key; without `removed`, where somebody goes with it.
Outcome may_renew(const Circle& circle, const Renewal& renewal,
                  const std::optional<MemberId>& removed);
// What may_renew() found to fit.
void renew(Story& story, const MemberId& by, const Renewal& renewal);

// Somebody who knew the keepers' link keeps no longer: it stops, and the key is due.
void stop_keepers_link(Story& story, const MemberId& by);

bool is_last_keeper(const Circle& circle, const MemberId& id);

}  // namespace circlekeeper::rules
