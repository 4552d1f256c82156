// The only way anything happens: somebody asks, and the circle's rules make events of it, or
// refuse.
#pragma once

#include "rules/story.hpp"

namespace circlekeeper::rules {

// Who asks, as the edge has made sure of it.
struct Actor {
  std::optional<MemberId> member = {};  // a member's id, or that which somebody new wishes to have
  std::optional<Link> link = {};        // the link that they showed, where it is the one in force
  std::string digest = {};              // of the secret of their device
  std::optional<CommandId> command = {};        // remembered, where a client sent it
  std::optional<InvitationId> invitation = {};  // which, where the link is for one person
};

// Evolves the circle with each event that it tells, in that order; a refusal leaves the circle as
// it was. Time never goes back: an earlier moment than that of the last event counts as the last
// event's.
std::expected<std::vector<Told>, Refusal> decide(Circle& circle, const Command& command,
                                                 const Actor& actor, Moment moment);

// Whether somebody who is here takes part in what goes on: not while they are aside, or were asked
// to be quiet.
Outcome takes_part(const Circle& circle, const MemberId& member);

// What the answer to a command said that was done already, or nothing.
std::optional<std::int64_t> done_already(const Circle& circle, const MemberId& member,
                                         const CommandId& command);

// When the rules ask to be woken, or nothing.
std::optional<Time> wake_at(const Circle& circle);

}  // namespace circlekeeper::rules
