// Who is here. Floors depend on it, so losing and regaining a connection are part of the rules.
#include "rules/pods.hpp"
#include "rules/record.hpp"

namespace circlekeeper::rules {

namespace {

bool holds(const Circle& circle, const MemberId& id) {
  return circle.gathering && circle.gathering->turn && circle.gathering->turn->holder == id;
}

}  // namespace

Outcome act(Story& story, const Actor& actor, const Connect&) {
  const Member* member = find(story.circle(), *actor.member);
  if (member == nullptr || member->here) return {};
  story.tell(ConnectionBack{*actor.member});
  return {};
}

void happen(Circle& circle, const ConnectionBack& event, const Told&) {
  find(circle, event.member)->here = true;
  was_here(circle, event.member);
  wait_again(circle, event.member);
  if (holds(circle, event.member)) circle.gathering->turn->grace_until.reset();
}

Outcome act(Story& story, const Actor& actor, const Disconnect&) {
  const Circle& circle = story.circle();
  const Member* member = find(circle, *actor.member);
  if (member == nullptr || !member->here) return {};
  const bool offered = circle.gathering && circle.gathering->floor &&
                       circle.gathering->floor->offered_to == *actor.member;
  ConnectionLost lost{*actor.member, std::nullopt};
  if (holds(circle, *actor.member)) lost.grace_until = story.now() + circle.grace;
  story.tell(std::move(lost));
  if (offered) story.tell(OfferEnded{*actor.member});
  return {};
}

void happen(Circle& circle, const ConnectionLost& event, const Told& told) {
  Member& member = *find(circle, event.member);
  member.here = false;
  member.lost_at = told.at;
  // They were here until now, also where the log no longer says when they came.
  circle.nobody_here_since.reset();
  if (member.keeper) circle.no_keeper_since.reset();
  if (event.grace_until) circle.gathering->turn->grace_until = event.grace_until;
}

// Everybody was cut off at once, when the last event happened; nobody's time runs meanwhile.
Outcome act(Story& story, const Actor&, const Restart&) {
  const bool somebody = anybody_here(story.circle()) || !story.circle().at_door.empty();
  if (somebody) story.tell(ServerRestarted{});
  return {};
}

void happen(Circle& circle, const ServerRestarted&, const Told& told) {
  for (Member& member : circle.members) {
    if (!member.here) continue;
    member.here = false;
    member.lost_at = told.at;
  }
  circle.at_door.clear();
  if (!circle.gathering) return;
  if (circle.gathering->turn) circle.gathering->turn->grace_until.reset();
  if (circle.gathering->floor) circle.gathering->floor->offered_to.reset();
}

}  // namespace circlekeeper::rules
