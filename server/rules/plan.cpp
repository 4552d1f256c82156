// The plan of a gathering, live: what is now, and what is ahead. Nothing moves on by itself unless
// the activity says so.
#include "rules/plan.hpp"

#include "rules/features.hpp"
#include "rules/limits.hpp"
#include "rules/record.hpp"
#include "rules/waking.hpp"

namespace circlekeeper::rules {

namespace {

bool is_length(const Length& length) {
  return length >= limits::lengths::activity_min && length <= limits::lengths::activity_max;
}

// Which of an activity's fields is out of range, if one is.
std::optional<Refusal> flaw_of(const Activity& activity) {
  if (!is_length(activity.length)) return Refusal{RefusalCode::out_of_range, "length"};
  if (activity.title) {
    if (Outcome whole = check_words(*activity.title, "title"); !whole) return whole.error();
  }
  if (Outcome prompt = check_prompt(activity.prompt); !prompt) return prompt.error();
  if (!activity.floor) return std::nullopt;
  if (Outcome gentle = check_gentle(activity.floor->gentle); !gentle) {
    return Refusal{RefusalCode::out_of_range, "floor.gentle"};
  }
  const bool silent = activity.floor->floor == FloorKind::silence;
  if (silent && activity.length > limits::lengths::silence_max) {
    return Refusal{RefusalCode::out_of_range, "length"};
  }
  return std::nullopt;
}

Outcome check_version(const Gathering& gathering, std::int64_t version) {
  const std::int64_t now = gathering.plan ? gathering.plan->version : 0;
  if (version != now) return refuse(RefusalCode::plan_changed, "version");
  return {};
}

bool has_more(const Plan& plan) {
  return !plan.ahead.empty() && std::ssize(plan.done) < limits::counts::plan_done_max;
}

void go_on(Story& story, std::int64_t skip, const std::optional<MemberId>& by) {
  const Plan& plan = *story.gathering().plan;
  const Activity next = plan.ahead[static_cast<std::size_t>(skip)];
  story.tell(ActivityBegan{plan.version + 1, skip, story.now() + next.length, by});
  begin_floor(story, next, MemberId{story.gathering().plan->by});
}

// By itself, at its end; a practice is not broken off.
std::optional<Time> goes_on_at(const Circle& circle) {
  const auto& plan = circle.gathering->plan;
  if (!plan || !plan->now || !plan->now->by_itself || !has_more(*plan)) return std::nullopt;
  if (floor_rests(circle)) return std::nullopt;
  return plan->until;
}

}  // namespace

Outcome check_activities(const std::vector<Activity>& activities, const std::string& field) {
  for (std::size_t i = 0; i < activities.size(); ++i) {
    if (auto flaw = flaw_of(activities[i])) {
      flaw->field = field + "." + std::to_string(i) + "." + flaw->field;
      return std::unexpected(*flaw);
    }
  }
  return {};
}

Outcome act(Story& story, const Actor& actor, const ChangePlan& asked) {
  const Gathering& gathering = story.gathering();
  if (Outcome same = check_version(gathering, asked.version); !same) return same;
  if (Outcome fit = check_activities(asked.ahead, "ahead"); !fit) return fit;
  PlanChanged changed{asked.version + 1, *actor.member, asked.ahead, std::nullopt};
  if (asked.now_length) {
    const bool fits = gathering.plan && gathering.plan->now && is_length(*asked.now_length);
    if (!fits) return refuse(RefusalCode::out_of_range, "now_length");
    changed.until = *gathering.plan->until + (*asked.now_length - gathering.plan->now->length);
  }
  story.tell(std::move(changed));
  return {};
}

void happen(Circle& circle, const PlanChanged& event, const Told&) {
  Gathering& gathering = *circle.gathering;
  if (!gathering.plan) gathering.plan.emplace();
  Plan& plan = *gathering.plan;
  plan.version = event.version;
  plan.by = event.by;
  plan.ahead = event.ahead;
  if (!event.until || !plan.now) return;
  plan.now->length = plan.now->length + (*event.until - *plan.until);
  plan.until = event.until;
}

Outcome act(Story& story, const Actor& actor, const BeginActivity& asked) {
  const Gathering& gathering = story.gathering();
  if (Outcome same = check_version(gathering, asked.version); !same) return same;
  const bool ahead = gathering.plan && asked.skip < std::ssize(gathering.plan->ahead);
  if (!ahead) return refuse(RefusalCode::plan_is_over, "skip");
  if (!has_more(*gathering.plan)) return refuse(RefusalCode::plan_is_long);
  go_on(story, asked.skip, *actor.member);
  return {};
}

void happen(Circle& circle, const ActivityBegan& event, const Told&) {
  Gathering& gathering = *circle.gathering;
  Plan& plan = *gathering.plan;
  const auto next = plan.ahead.begin() + event.skipped;
  if (plan.now) plan.done.push_back(std::move(*plan.now));
  plan.now = *next;
  plan.ahead.erase(plan.ahead.begin(), next + 1);
  plan.version = event.version;
  plan.until = event.until;
  if (event.by) plan.by = *event.by;
  // A practice is remembered once it opens.
  if (plan.now->kind != ActivityKind::practice) {
    hold(gathering, {plan.now->kind, plan.now->template_});
  }
}

void wake_plan(Story& story) {
  if (is_due(goes_on_at(story.circle()), story.now())) go_on(story, 0, std::nullopt);
}

std::optional<Time> wake_plan_at(const Circle& circle) {
  return goes_on_at(circle);
}

Outcome act(Story& story, const Actor& actor, const AnnounceNext& asked) {
  if (asked.next) {
    const Time at = asked.next->at;
    const bool fits = at + limits::lengths::meet_up_over >= story.now() &&
                      at <= story.now() + limits::lengths::next_ahead_max;
    if (!fits) return refuse(RefusalCode::out_of_range, "next.at");
  }
  story.tell(NextAnnounced{*actor.member, asked.next});
  return {};
}

void happen(Circle& circle, const NextAnnounced& event, const Told&) {
  circle.next = event.next;
}

}  // namespace circlekeeper::rules
