// What is remembered of gatherings: how the ring was, what was held, and, for keepers, who was
// there. Nothing that anybody said, and nothing of turns.
#include "rules/record.hpp"

#include <algorithm>

#include "rules/features.hpp"
#include "rules/limits.hpp"

namespace circlekeeper::rules {

namespace {

bool is_held(const Circle& circle, std::int64_t gathering) {
  if (circle.gathering && circle.gathering->number == gathering) return true;
  const auto held = std::ranges::find(circle.life, gathering, &Held::gathering);
  return held != circle.life.end();
}

bool is_of(const RecordNote& note, const MemberId& by, std::int64_t gathering) {
  return note.by == by && note.gathering == gathering;
}

bool has_note(const Circle& circle, const MemberId& by, std::int64_t gathering) {
  return std::ranges::any_of(circle.record_notes,
                             [&](const RecordNote& each) { return is_of(each, by, gathering); });
}

void forget_note(Circle& circle, const MemberId& by, std::int64_t gathering) {
  std::erase_if(circle.record_notes,
                [&](const RecordNote& each) { return is_of(each, by, gathering); });
}

Held* find_held(Circle& circle, std::int64_t gathering) {
  const auto held = std::ranges::find(circle.life, gathering, &Held::gathering);
  return held == circle.life.end() ? nullptr : &*held;
}

}  // namespace

void hold(Gathering& gathering, HeldActivity activity) {
  if (!gathering.held.empty() && gathering.held.back() == activity) return;
  if (std::ssize(gathering.held) >= limits::counts::held_max) return;
  gathering.held.push_back(std::move(activity));
}

void hold_floor(Gathering& gathering, ActivityKind kind) {
  if (!gathering.plan) hold(gathering, {kind, std::nullopt});
}

void was_here(Circle& circle, const MemberId& member) {
  if (circle.gathering && !contains(circle.gathering->came, member)) {
    circle.gathering->came.push_back(member);
  }
}

void close_gathering(Story& story, const std::optional<Sealed>& words, ClosedBy why) {
  end_steps_looked_back_on(story);
  const Circle& circle = story.circle();
  const std::int64_t number = circle.gathering->number;
  const std::vector<MemberId> came = circle.gathering->came;
  std::vector<MemberId> members;
  std::ranges::copy_if(came, std::back_inserter(members),
                       [&](const MemberId& each) { return find(circle, each) != nullptr; });
  const bool is_first = circle.life.empty();
  story.tell(GatheringClosed{words, why, std::ssize(came), !is_first && circle.somebody_came,
                             !is_first && circle.somebody_went});
  story.tell_keepers(AttendanceKept{number, members});
  for (const MemberId& each : members) story.tell_member(each, WasThere{number});
}

void remember_gathering(Circle& circle, const GatheringClosed& event, Time at) {
  const Gathering& gathering = *circle.gathering;
  circle.life.push_back({gathering.number,
                         gathering.opened_at,
                         at,
                         event.ring,
                         event.came,
                         event.went,
                         gathering.held,
                         {}});
  if (std::ssize(circle.life) > limits::counts::life_max) circle.life.erase(circle.life.begin());
  circle.somebody_came = false;
  circle.somebody_went = false;
}

void happen(Circle& circle, const AttendanceKept& event, const Told&) {
  if (Held* held = find_held(circle, event.gathering)) held->members = event.members;
}

void happen(Circle&, const WasThere&, const Told&) {}

Outcome act(Story& story, const Actor& actor, const KeepRecordNote& asked) {
  const Circle& circle = story.circle();
  if (!is_held(circle, asked.gathering)) {
    return refuse(RefusalCode::unknown_gathering, "gathering");
  }
  if (Outcome whole = check_words(asked.body, "body"); !whole) return whole;
  const auto mine = std::ranges::count(circle.record_notes, *actor.member, &RecordNote::by);
  const bool is_new = !has_note(circle, *actor.member, asked.gathering);
  if (is_new && mine >= limits::counts::record_notes_max) {
    return refuse(RefusalCode::record_notes_are_enough);
  }
  story.tell_member(*actor.member, RecordNoteKept{asked.gathering, asked.body});
  return {};
}

void happen(Circle& circle, const RecordNoteKept& event, const Told& told) {
  forget_note(circle, told.audience.member, event.gathering);
  circle.record_notes.push_back({told.audience.member, event.gathering, event.body});
}

Outcome act(Story& story, const Actor& actor, const ForgetRecordNote& asked) {
  if (!has_note(story.circle(), *actor.member, asked.gathering)) {
    return refuse(RefusalCode::unknown_gathering, "gathering");
  }
  story.tell_member(*actor.member, RecordNoteForgotten{asked.gathering});
  return {};
}

void happen(Circle& circle, const RecordNoteForgotten& event, const Told& told) {
  forget_note(circle, told.audience.member, event.gathering);
}

void forget_in_record(Circle& circle, const MemberId& member) {
  for (Held& each : circle.life) drop(each.members, member);
  std::erase_if(circle.record_notes, [&](const RecordNote& each) { return each.by == member; });
}

}  // namespace circlekeeper::rules
