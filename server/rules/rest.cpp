// Pause and still: the circle breathes, clocks rest, and the holder keeps the piece.
#include "rules/features.hpp"
#include "rules/limits.hpp"
#include "rules/pods.hpp"

namespace circlekeeper::rules {

Outcome act(Story& story, const Actor& actor, const HoldStill&) {
  if (story.gathering().still_by) return refuse(RefusalCode::circle_is_still);
  story.tell(CircleHeldStill{*actor.member});
  return {};
}

void happen(Circle& circle, const CircleHeldStill& event, const Told&) {
  circle.gathering->still_by = event.by;
}

Outcome act(Story& story, const Actor& actor, const GoOn&) {
  const Member& member = *find(story.circle(), *actor.member);
  if (!story.gathering().still_by) return refuse(RefusalCode::circle_is_not_still);
  if (!member.keeper && member.witness) return refuse(RefusalCode::seated_only);
  if (!member.keeper && keeper_here(story.circle())) return refuse(RefusalCode::keeper_is_here);
  story.tell(CircleWentOn{*actor.member});
  return {};
}

void happen(Circle& circle, const CircleWentOn&, const Told&) {
  circle.gathering->still_by.reset();
}

Outcome act(Story& story, const Actor& actor, const AskPause& asked) {
  if (asked.pod) return ask_pod_pause(story, actor, *asked.pod);
  if (story.gathering().still_by) return refuse(RefusalCode::circle_is_still);
  if (story.gathering().pause) return refuse(RefusalCode::circle_is_paused);
  story.tell(PauseBegan{*actor.member, story.now() + limits::lengths::pause_max});
  return {};
}

void happen(Circle& circle, const PauseBegan& event, const Told& told) {
  if (told.audience.kind == Audience::Kind::pod) {
    Pod& pod = *find_pod(circle, told.audience.pod);
    pod.pause = Pause{event.by, event.until};
    pod.paused_at = told.at;
  } else {
    circle.gathering->pause = Pause{event.by, event.until};
  }
}

namespace {

// The asker is not waited for beyond the grace: then anyone seated may end the pause.
bool asker_is_gone(const Circle& circle, Time now) {
  const Member* asker = find(circle, circle.gathering->pause->by);
  return asker == nullptr || (!asker->here && asker->lost_at + circle.grace <= now);
}

}  // namespace

Outcome act(Story& story, const Actor& actor, const EndPause& asked) {
  if (asked.pod) return end_pod_pause(story, actor, *asked.pod);
  const Member& member = *find(story.circle(), *actor.member);
  if (!story.gathering().pause) return refuse(RefusalCode::circle_is_not_paused);
  const MemberId& asker = story.gathering().pause->by;
  const bool may = leads(story.circle(), member) || asker == member.id ||
                   (!member.witness && asker_is_gone(story.circle(), story.now()));
  if (!may) return refuse_about(RefusalCode::not_your_pause, asker);
  story.tell(PauseEnded{});
  return {};
}

void happen(Circle& circle, const PauseEnded&, const Told& told) {
  if (told.audience.kind == Audience::Kind::pod) {
    find_pod(circle, told.audience.pod)->pause.reset();
  } else {
    circle.gathering->pause.reset();
  }
}

void happen(Circle& circle, const ClocksStopped& event, const Told&) {
  circle.gathering->clocks_stopped_at = event.since;
}

void happen(Circle& circle, const ClocksStarted& event, const Told& told) {
  Gathering& gathering = *circle.gathering;
  gathering.running_since = told.at;
  gathering.clocks_stopped_at.reset();
  gathering.silence_until = event.silence_until;
  if (gathering.plan) gathering.plan->until = event.activity_until;
  if (!gathering.turn) return;
  gathering.turn->gentle_until = event.gentle_until;
  gathering.turn->grace_until = event.grace_until;
}

}  // namespace circlekeeper::rules
