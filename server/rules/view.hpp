// What one member may know of the whole circle. Nothing else makes a view, so nothing else can tell
// too much.
#pragma once

#include "rules/circle.hpp"

namespace circlekeeper::rules {

// Throws std::out_of_range where there is no such member: the caller has made sure of it.
View view_for(const Circle& circle, const MemberId& me);

// A page of what was shared in earlier gatherings and is still there, the last one or the one
// before a share; of at most limits::counts::look_back_shares. Throws as view_for does.
EarlierView earlier_for(const Circle& circle, const MemberId& me,
                        const std::optional<ShareId>& before);

// What somebody with a link may know before they join.
// digest: of the secret of their device.
DoorView door_for(const Circle& circle, Link link, const std::string& digest);

// Who is offered the piece next, of those who are here.
std::vector<MemberId> upcoming(const Circle& circle);

}  // namespace circlekeeper::rules
