// A gathering opens and closes. What is kept of it is the circle's own setting.
#include "rules/door.hpp"
#include "rules/features.hpp"
#include "rules/kept.hpp"
#include "rules/limits.hpp"
#include "rules/plan.hpp"
#include "rules/record.hpp"

namespace circlekeeper::rules {

Outcome act(Story& story, const Actor& actor, const OpenGathering& asked) {
  if (story.circle().gathering) return refuse(RefusalCode::gathering_is_open);
  if (asked.quiet && *asked.quiet > limits::lengths::silence_max) {
    return refuse(RefusalCode::out_of_range, "quiet");
  }
  const std::vector<Activity> plan = asked.activities.value_or(std::vector<Activity>{});
  if (Outcome fit = check_activities(plan, "activities"); !fit) return fit;
  story.tell(GatheringOpened{story.circle().gathering_count + 1, asked.words, *actor.member});
  empty_gatherings(story);
  show_agreements(story);
  if (!plan.empty()) story.tell(PlanChanged{1, *actor.member, plan, std::nullopt});
  if (asked.quiet && asked.quiet->ms > 0) story.tell(SilenceBegan{story.now() + *asked.quiet});
  return {};
}

void happen(Circle& circle, const GatheringOpened& event, const Told& told) {
  circle.gathering_count = event.gathering;
  circle.gathering.emplace();
  circle.gathering->number = event.gathering;
  circle.gathering->keeps = circle.keeps;
  circle.gathering->opened_at = told.at;
  circle.gathering->running_since = told.at;
  circle.gathering->words = event.words;
  for (Member& member : circle.members) {
    member.turn_count = 0;
    if (member.here) was_here(circle, member.id);
  }
}

Outcome act(Story& story, const Actor&, const CloseGathering& asked) {
  close_gathering(story, asked.words, ClosedBy::keeper);
  empty_gatherings(story);
  return {};
}

void happen(Circle& circle, const GatheringClosed& event, const Told& told) {
  remember_gathering(circle, event, told.at);
  keep_gathering(circle, told.at);
  if (circle.gathering_count == 1) {
    for (Member& each : circle.members) each.is_new = false;
  }
  circle.gathering.reset();
  end_ideas(circle);
}

}  // namespace circlekeeper::rules
