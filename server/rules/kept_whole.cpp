// Templates of the circle's own, and plans: kept whole and sealed, for keepers alone.
#include "rules/features.hpp"
#include "rules/limits.hpp"

namespace circlekeeper::rules {

namespace {

// Neither can be empty: what is kept of it is all that there is.
Outcome check_sealed(const Sealed& title, const Sealed& body) {
  if (Outcome whole = check_words(title, "title"); !whole) return whole;
  return check_words(body, "body");
}

}  // namespace

Outcome act(Story& story, const Actor& actor, const KeepTemplate& asked) {
  const auto& kept = story.circle().templates;
  if (Outcome whole = check_sealed(asked.title, asked.body); !whole) return whole;
  if (!find_kept(kept, asked.template_) && std::ssize(kept) >= limits::counts::templates_max) {
    return refuse(RefusalCode::templates_are_enough);
  }
  story.tell_keepers(TemplateKept{asked.template_, asked.title, asked.body, *actor.member});
  return {};
}

void happen(Circle& circle, const TemplateKept& event, const Told&) {
  keep_whole(circle.templates, {event.template_, event.title, event.body, event.by});
}

Outcome act(Story& story, const Actor& actor, const ForgetTemplate& asked) {
  if (!find_kept(story.circle().templates, asked.template_)) {
    return refuse(RefusalCode::unknown_template, "template");
  }
  story.tell_keepers(TemplateForgotten{asked.template_, *actor.member});
  return {};
}

void happen(Circle& circle, const TemplateForgotten& event, const Told&) {
  forget_whole(circle.templates, event.template_);
}

Outcome act(Story& story, const Actor& actor, const KeepPlan& asked) {
  const auto& kept = story.circle().plans;
  if (Outcome whole = check_sealed(asked.title, asked.body); !whole) return whole;
  const KeptPlan* was = find_kept(kept, asked.plan);
  if (!was && std::ssize(kept) >= limits::counts::plans_max) {
    return refuse(RefusalCode::plans_are_enough);
  }
  // Two who keep it at once must know of each other; of one that was forgotten, nothing is lost.
  if (was && asked.version && *asked.version != was->version) {
    return refuse(RefusalCode::plan_changed);
  }
  story.tell_keepers(PlanKept{asked.plan, asked.title, asked.body, *actor.member});
  return {};
}

void happen(Circle& circle, const PlanKept& event, const Told&) {
  keep_whole(circle.plans, {event.plan, event.title, event.body, event.by});
}

Outcome act(Story& story, const Actor& actor, const ForgetPlan& asked) {
  if (!find_kept(story.circle().plans, asked.plan)) {
    return refuse(RefusalCode::unknown_plan, "plan");
  }
  story.tell_keepers(PlanForgotten{asked.plan, *actor.member});
  return {};
}

void happen(Circle& circle, const PlanForgotten& event, const Told&) {
  forget_whole(circle.plans, event.plan);
}

}  // namespace circlekeeper::rules
