#include "rules/view_threads.hpp"

namespace circlekeeper::rules {

namespace {

// Answers are between who asks and who answers.
EntryView view_of(const Entry& entry, const MemberId& me) {
  const bool mine = entry.by == me;
  EntryView view{entry.id, entry.kind, entry.by, entry.body, {}, mine && entry.hold_asked};
  for (const EntryReply& each : entry.replies) {
    if (mine || each.member == me) view.answers.push_back({each.member, each.answer, each.words});
  }
  return view;
}

// Who the partner is, is between the two; how it went, whoever was told.
SmallStepView view_of(const SmallStep& step, const MemberId& me) {
  SmallStepView view{step.id, step.by, step.shared, step.gathering, step.body, {}, {}, {}, {}};
  if (step.by == me || step.partner == me) {
    view.partner = step.partner;
    view.partner_agreed = step.partner_agreed;
  }
  if (step.went && (step.by == me || step.went_told)) {
    view.went = step.went->went;
    view.went_words = step.went->words;
  }
  return view;
}

MeetUpView view_of(const MeetUp& meet_up) {
  const MeetUpProposed& it = meet_up.proposed;
  return {it.meet_up, it.by, it.other, it.kind, it.at, it.body, meet_up.yes};
}

// Keepers see who was there; others whether they were.
HeldView view_of(const Held& held, const Member& me) {
  HeldView view{held.gathering,
                held.opened_at,
                held.closed_at,
                held.ring,
                held.came,
                held.went,
                {},
                held.held,
                {}};
  view.was_there = contains(held.members, me.id);
  if (me.keeper) view.members = held.members;
  return view;
}

bool is_seen(const CapacitySaid& said, const Member& me) {
  return said.seen_by == SeenBy::circle || me.keeper || said.member == me.id;
}

}  // namespace

void add_plan(GatheringView& view, const Gathering& gathering, const Member& me) {
  if (const auto& plan = gathering.plan) {
    view.plan = PlanView{plan->version, plan->done, plan->now, plan->until, plan->ahead};
  }
  for (const CapacitySaid& each : gathering.capacities) {
    if (!is_seen(each, me)) continue;
    view.capacities.push_back({each.member, each.capacity, each.seen_by, each.words});
  }
  view.passed_over = gathering.passed_over;
  view.held = gathering.held;
}

void add_threads(View& view, const Circle& circle, const Member& me) {
  view.next = circle.next;
  for (const Entry& each : circle.board) view.board.push_back(view_of(each, me.id));
  for (const SmallStep& each : circle.small_steps) {
    const bool knows = each.shared || each.by == me.id || each.partner == me.id;
    if (knows) view.small_steps.push_back(view_of(each, me.id));
  }
  for (const MeetUp& each : circle.meet_ups) {
    const bool mine = each.proposed.by == me.id || each.proposed.other == me.id;
    if (mine) view.meet_ups.push_back(view_of(each));
  }
  for (const Held& each : circle.life) view.life.push_back(view_of(each, me));
  for (const RecordNote& each : circle.record_notes) {
    if (each.by == me.id) view.record_notes.push_back({each.gathering, each.body});
  }
}

}  // namespace circlekeeper::rules
