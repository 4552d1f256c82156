// Two people mean to meet between gatherings: known to the two alone.
#include <algorithm>

#include "rules/features.hpp"
#include "rules/limits.hpp"
#include "rules/waking.hpp"

namespace circlekeeper::rules {

namespace {

const Meeting* find_meeting(const Circle& circle, const MeetingId& id) {
  const auto is = [&](const Meeting& each) { return each.proposed.meeting == id; };
  const auto meeting = std::ranges::find_if(circle.meetings, is);
  return meeting == circle.meetings.end() ? nullptr : &*meeting;
}

bool is_of(const Meeting& meeting, const MemberId& member) {
  return meeting.proposed.by == member || meeting.proposed.other == member;
}

void tell_both(Story& story, const MeetingProposed& proposed, const Event& event) {
  story.tell_member(proposed.by, event);
  story.tell_member(proposed.other, event);
}

void end_meeting(Story& story, const Meeting& meeting) {
  tell_both(story, MeetingProposed{meeting.proposed}, MeetingEnded{meeting.proposed.meeting});
}

Time over_at(const Meeting& meeting) {
  if (meeting.proposed.at) return *meeting.proposed.at + limits::lengths::meeting_over;
  return meeting.proposed_at + limits::lengths::meeting_kept;
}

}  // namespace

Outcome act(Story& story, const Actor& actor, const ProposeMeeting& asked) {
  const Circle& circle = story.circle();
  if (asked.other == *actor.member) return refuse(RefusalCode::not_yourself, "other");
  if (find(circle, asked.other) == nullptr) return refuse(RefusalCode::unknown_member, "other");
  if (find_meeting(circle, asked.meeting) != nullptr) {
    return refuse(RefusalCode::out_of_range, "meeting");
  }
  if (asked.at &&
      (*asked.at < story.now() || *asked.at > story.now() + limits::lengths::next_ahead_max)) {
    return refuse(RefusalCode::out_of_range, "at");
  }
  const auto mine = std::ranges::count_if(
      circle.meetings, [&](const Meeting& each) { return each.proposed.by == *actor.member; });
  if (mine >= limits::counts::meetings_per_member) {
    return refuse(RefusalCode::meetings_are_enough);
  }
  const MeetingProposed proposed{asked.meeting, *actor.member, asked.other,
                                 asked.kind,    asked.at,      asked.body};
  tell_both(story, proposed, proposed);
  return {};
}

void happen(Circle& circle, const MeetingProposed& event, const Told& told) {
  if (find_meeting(circle, event.meeting) == nullptr) circle.meetings.push_back({event, told.at});
}

Outcome act(Story& story, const Actor& actor, const AnswerMeeting& asked) {
  const Meeting* meeting = find_meeting(story.circle(), asked.meeting);
  if (meeting == nullptr) return refuse(RefusalCode::unknown_meeting, "meeting");
  if (meeting->proposed.other != *actor.member) return refuse(RefusalCode::not_asked);
  tell_both(story, MeetingProposed{meeting->proposed}, MeetingAnswered{asked.meeting, asked.yes});
  return {};
}

void happen(Circle& circle, const MeetingAnswered& event, const Told&) {
  for (Meeting& each : circle.meetings) {
    if (each.proposed.meeting == event.meeting) each.yes = event.yes;
  }
}

Outcome act(Story& story, const Actor& actor, const EndMeeting& asked) {
  const Meeting* meeting = find_meeting(story.circle(), asked.meeting);
  const bool mine = meeting != nullptr && is_of(*meeting, *actor.member);
  if (!mine) return refuse(RefusalCode::unknown_meeting, "meeting");
  end_meeting(story, *meeting);
  return {};
}

void happen(Circle& circle, const MeetingEnded& event, const Told&) {
  std::erase_if(circle.meetings,
                [&](const Meeting& each) { return each.proposed.meeting == event.meeting; });
}

void end_meetings_of(Story& story, const MemberId& member) {
  for (const Meeting& each : std::vector(story.circle().meetings)) {
    if (is_of(each, member)) end_meeting(story, each);
  }
}

void wake_meetings(Story& story) {
  for (const Meeting& each : std::vector(story.circle().meetings)) {
    if (is_due(over_at(each), story.now())) end_meeting(story, each);
  }
}

std::optional<Time> wake_meetings_at(const Circle& circle) {
  std::optional<Time> wake;
  for (const Meeting& each : circle.meetings) sooner(wake, over_at(each));
  return wake;
}

}  // namespace circlekeeper::rules
