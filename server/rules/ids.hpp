// Every id is its own type, so that a member can never stand where a share is meant.
#pragma once

#include <compare>
#include <functional>
#include <string>

namespace circlekeeper::rules {

template <class Tag>
struct Id {
  std::string value;
  friend auto operator<=>(const Id&, const Id&) = default;
  friend bool operator==(const Id&, const Id&) = default;
};

using CircleId = Id<struct CircleTag>;      // a circle: 22 characters, made by its maker
using MemberId = Id<struct MemberTag>;      // a member: 22 characters, made by the member's device
using ShareId = Id<struct ShareTag>;        // a share: 22 characters, made by its author's device
using TemplateId = Id<struct TemplateTag>;  // a template of the circle's own: 22 characters
using DeviceId = Id<struct DeviceTag>;      // a device of a member: 22 characters, made by it
using InvitationId = Id<struct InvitationTag>;  // an invitation for one person: 22 characters
using MessageId = Id<struct MessageTag>;        // a message on a private line: 22 characters
using PlanId = Id<struct PlanTag>;              // a plan that a circle keeps: 22 characters
using EntryId = Id<struct EntryTag>;            // an ask or an offer: 22 characters
using SmallStepId = Id<struct SmallStepTag>;    // a small step: 22 characters
using MeetUpId = Id<struct MeetUpTag>;          // two who meet between gatherings: 22 characters
using CommandId = Id<struct CommandTag>;  // a command: 1 to 32 characters, chosen by the client

}  // namespace circlekeeper::rules

template <class Tag>
struct std::hash<circlekeeper::rules::Id<Tag>> {
  std::size_t operator()(const circlekeeper::rules::Id<Tag>& id) const noexcept {
    return std::hash<std::string>{}(id.value);
  }
};
