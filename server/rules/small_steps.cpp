// Small steps: an act that a member chooses to do before the next gathering. Only they say how it
// went, and nothing is ever due.
#include <algorithm>

#include "rules/features.hpp"
#include "rules/limits.hpp"

namespace circlekeeper::rules {

namespace {

template <class Of>
auto* find_step(Of& circle, const SmallStepId& id) {
  const auto step = std::ranges::find(circle.small_steps, id, &SmallStep::id);
  return step == circle.small_steps.end() ? nullptr : &*step;
}

std::expected<SmallStep, Refusal> own_step(const Story& story, const Actor& actor,
                                           const SmallStepId& id) {
  const SmallStep* step = find_step(story.circle(), id);
  if (step == nullptr) return refuse(RefusalCode::unknown_small_step, "step");
  if (step->by != *actor.member) return refuse(RefusalCode::somebody_elses, "step");
  return *step;
}

// The circle where it is shared; else its author, and their partner.
void tell_knowing(Story& story, const SmallStep& step, const Event& event) {
  if (step.shared) return story.tell(event);
  story.tell_member(step.by, event);
  if (step.partner) story.tell_member(*step.partner, event);
}

void tell_pair(Story& story, const SmallStep& step, const Event& event) {
  tell_two(story, step.by, *step.partner, event);
}

// What a partner alone is told of a private step changes nothing in it.
bool is_for_partner(const Circle& circle, const SmallStepId& id, const Told& told) {
  const SmallStep* step = find_step(circle, id);
  return step != nullptr && told.audience.kind == Audience::Kind::member &&
         told.audience.member != step->by;
}

Outcome check_partner(const Circle& circle, const Actor& actor, const SmallStep* known,
                      const MemberId& partner) {
  if (partner == *actor.member) return refuse(RefusalCode::not_yourself, "partner");
  if (find(circle, partner) == nullptr) return refuse(RefusalCode::unknown_member, "partner");
  if (known != nullptr && known->partner) return refuse(RefusalCode::has_a_partner, "partner");
  return {};
}

Outcome check_again(const SmallStep& known, const Actor& actor, bool shared) {
  if (known.by != *actor.member) return refuse(RefusalCode::somebody_elses, "step");
  if (known.went) return refuse(RefusalCode::small_step_is_over, "step");
  // Who knows of a step stays the same: else it is let go, and chosen anew.
  if (known.shared != shared) return refuse(RefusalCode::out_of_range, "shared");
  return {};
}

}  // namespace

Outcome act(Story& story, const Actor& actor, const ChooseSmallStep& asked) {
  const Circle& circle = story.circle();
  const SmallStep* known = find_step(circle, asked.step);
  if (Outcome whole = check_words(asked.body, "body"); !whole) return whole;
  if (known != nullptr) {
    if (Outcome again = check_again(*known, actor, asked.shared); !again) return again;
  } else if (std::ranges::count(circle.small_steps, *actor.member, &SmallStep::by) >=
             limits::counts::small_steps_per_member) {
    return refuse(RefusalCode::small_steps_are_enough);
  }
  if (asked.partner) {
    const Outcome fits = check_partner(circle, actor, known, *asked.partner);
    if (!fits) return fits;
  }
  SmallStep step =
      known != nullptr ? *known : SmallStep{asked.step, *actor.member, asked.shared, 0, {}};
  if (asked.partner) step.partner = asked.partner;
  tell_knowing(
      story, step,
      SmallStepChosen{asked.step, *actor.member, asked.shared, circle.gathering_count, asked.body});
  if (asked.partner) tell_pair(story, step, PartnerAsked{asked.step, *asked.partner});
  return {};
}

void happen(Circle& circle, const SmallStepChosen& event, const Told& told) {
  if (is_for_partner(circle, event.step, told)) return;
  SmallStep step{event.step, event.by, event.shared, 0, {}};
  if (const SmallStep* known = find_step(circle, event.step)) step = *known;
  step.gathering = event.gathering;
  step.body = event.body;
  std::erase_if(circle.small_steps, [&](const SmallStep& each) { return each.id == event.step; });
  circle.small_steps.push_back(std::move(step));
}

void happen(Circle& circle, const PartnerAsked& event, const Told&) {
  find_step(circle, event.step)->partner = event.partner;
}

Outcome act(Story& story, const Actor& actor, const AnswerPartner& asked) {
  const SmallStep* found = find_step(story.circle(), asked.step);
  if (found == nullptr) return refuse(RefusalCode::unknown_small_step, "step");
  if (found->partner != *actor.member) return refuse(RefusalCode::not_asked);
  const SmallStep step = *found;
  if (step.partner_agreed == asked.yes && asked.yes) return {};
  tell_pair(story, step, PartnerAnswered{step.id, asked.yes});
  if (!asked.yes && !step.shared) story.tell_member(*actor.member, SmallStepEnded{step.id});
  return {};
}

void happen(Circle& circle, const PartnerAnswered& event, const Told&) {
  SmallStep& step = *find_step(circle, event.step);
  step.partner_agreed = event.yes;
  if (!event.yes) step.partner.reset();
}

Outcome act(Story& story, const Actor& actor, const SayHowItWent& asked) {
  const auto step = own_step(story, actor, asked.step);
  if (!step) return std::unexpected(step.error());
  const SmallStepWent went{asked.step, asked.went, asked.words};
  // Who was told once is told again, so that nobody has another answer than its person.
  if (asked.told || step->went_told) {
    tell_knowing(story, *step, went);
  } else {
    story.tell_member(step->by, went);
  }
  return {};
}

void happen(Circle& circle, const SmallStepWent& event, const Told& told) {
  SmallStep& step = *find_step(circle, event.step);
  if (is_for_partner(circle, event.step, told) || told.audience.kind == Audience::Kind::circle) {
    step.went_told = true;
  }
  step.went = event;
}

Outcome act(Story& story, const Actor& actor, const LetGoOfStep& asked) {
  const auto step = own_step(story, actor, asked.step);
  if (!step) return std::unexpected(step.error());
  tell_knowing(story, *step, SmallStepEnded{asked.step});
  return {};
}

void happen(Circle& circle, const SmallStepEnded& event, const Told& told) {
  if (is_for_partner(circle, event.step, told)) return;
  std::erase_if(circle.small_steps, [&](const SmallStep& each) { return each.id == event.step; });
}

void end_steps_looked_back_on(Story& story) {
  for (const SmallStep& each : std::vector(story.circle().small_steps)) {
    if (each.went) tell_knowing(story, each, SmallStepEnded{each.id});
  }
}

void end_small_steps_of(Story& story, const MemberId& member) {
  for (const SmallStep& each : std::vector(story.circle().small_steps)) {
    if (each.by == member) {
      tell_knowing(story, each, SmallStepEnded{each.id});
    } else if (each.partner == member) {
      story.tell_member(each.by, PartnerAnswered{each.id, false});
    }
  }
}

}  // namespace circlekeeper::rules
