// Two people mean to meet between gatherings: known to the two alone.
#include <algorithm>

#include "rules/features.hpp"
#include "rules/limits.hpp"
#include "rules/waking.hpp"

namespace circlekeeper::rules {

namespace {

const MeetUp* find_meet_up(const Circle& circle, const MeetUpId& id) {
  const auto is = [&](const MeetUp& each) { return each.proposed.meet_up == id; };
  const auto meet_up = std::ranges::find_if(circle.meet_ups, is);
  return meet_up == circle.meet_ups.end() ? nullptr : &*meet_up;
}

bool is_of(const MeetUp& meet_up, const MemberId& member) {
  return meet_up.proposed.by == member || meet_up.proposed.other == member;
}

void tell_both(Story& story, const MeetUpProposed& proposed, const Event& event) {
  tell_two(story, proposed.by, proposed.other, event);
}

void end_meet_up(Story& story, const MeetUp& meet_up) {
  tell_both(story, MeetUpProposed{meet_up.proposed}, MeetUpEnded{meet_up.proposed.meet_up});
}

Time over_at(const MeetUp& meet_up) {
  if (meet_up.proposed.at) return *meet_up.proposed.at + limits::lengths::meet_up_over;
  return meet_up.proposed_at + limits::lengths::meet_up_kept;
}

}  // namespace

Outcome act(Story& story, const Actor& actor, const ProposeMeetUp& asked) {
  const Circle& circle = story.circle();
  if (asked.other == *actor.member) return refuse(RefusalCode::not_yourself, "other");
  if (find(circle, asked.other) == nullptr) return refuse(RefusalCode::unknown_member, "other");
  if (find_meet_up(circle, asked.meet_up) != nullptr) {
    return refuse(RefusalCode::out_of_range, "meet_up");
  }
  if (asked.at &&
      (*asked.at < story.now() || *asked.at > story.now() + limits::lengths::next_ahead_max)) {
    return refuse(RefusalCode::out_of_range, "at");
  }
  const auto mine = std::ranges::count_if(
      circle.meet_ups, [&](const MeetUp& each) { return each.proposed.by == *actor.member; });
  if (mine >= limits::counts::meet_ups_per_member) {
    return refuse(RefusalCode::meet_ups_are_enough);
  }
  const MeetUpProposed proposed{asked.meet_up, *actor.member, asked.other,
                                asked.kind,    asked.at,      asked.body};
  tell_both(story, proposed, proposed);
  return {};
}

void happen(Circle& circle, const MeetUpProposed& event, const Told& told) {
  if (find_meet_up(circle, event.meet_up) == nullptr) circle.meet_ups.push_back({event, told.at});
}

Outcome act(Story& story, const Actor& actor, const AnswerMeetUp& asked) {
  const MeetUp* meet_up = find_meet_up(story.circle(), asked.meet_up);
  if (meet_up == nullptr) return refuse(RefusalCode::unknown_meet_up, "meet_up");
  if (meet_up->proposed.other != *actor.member) return refuse(RefusalCode::not_asked);
  tell_both(story, MeetUpProposed{meet_up->proposed}, MeetUpAnswered{asked.meet_up, asked.yes});
  return {};
}

void happen(Circle& circle, const MeetUpAnswered& event, const Told&) {
  for (MeetUp& each : circle.meet_ups) {
    if (each.proposed.meet_up == event.meet_up) each.yes = event.yes;
  }
}

Outcome act(Story& story, const Actor& actor, const EndMeetUp& asked) {
  const MeetUp* meet_up = find_meet_up(story.circle(), asked.meet_up);
  const bool mine = meet_up != nullptr && is_of(*meet_up, *actor.member);
  if (!mine) return refuse(RefusalCode::unknown_meet_up, "meet_up");
  end_meet_up(story, *meet_up);
  return {};
}

void happen(Circle& circle, const MeetUpEnded& event, const Told&) {
  std::erase_if(circle.meet_ups,
                [&](const MeetUp& each) { return each.proposed.meet_up == event.meet_up; });
}

void end_meet_ups_of(Story& story, const MemberId& member) {
  for (const MeetUp& each : std::vector(story.circle().meet_ups)) {
    if (is_of(each, member)) end_meet_up(story, each);
  }
}

void wake_meet_ups(Story& story) {
  if (!is_due(wake_meet_ups_at(story.circle()), story.now())) return;
  for (const MeetUp& each : std::vector(story.circle().meet_ups)) {
    if (is_due(over_at(each), story.now())) end_meet_up(story, each);
  }
}

std::optional<Time> wake_meet_ups_at(const Circle& circle) {
  std::optional<Time> wake;
  for (const MeetUp& each : circle.meet_ups) sooner(wake, over_at(each));
  return wake;
}

}  // namespace circlekeeper::rules
