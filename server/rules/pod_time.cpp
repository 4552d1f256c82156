// A pod's own clock: gentle time with a soft bell, a pause of its own, and how long it waits for
// who lost the connection.
#include <algorithm>

#include "rules/limits.hpp"
#include "rules/pods.hpp"
#include "rules/waking.hpp"

namespace circlekeeper::rules {

namespace {

// Until when a pod waits for somebody, where they are away.
std::optional<Time> waits_until(const Circle& circle, const PodMember& person) {
  const Member* member = find(circle, person.id);
  if (!person.waited_for || member == nullptr || member->here) return std::nullopt;
  return std::max(member->lost_at, circle.gathering->running_since) + circle.grace;
}

bool has_begun(const Circle& circle) {
  return circle.gathering && circle.gathering->practice;
}

void end_pause(Story& story, std::int64_t number) {
  const Pod& pod = *find_pod(story.circle(), number);
  const Time now = story.gathering().clocks_stopped_at.value_or(story.now());
  const Length rested = std::max(now, pod.paused_at) - pod.paused_at;
  const auto until = pod.gentle_until;
  story.tell_pod(number, PauseEnded{});
  if (until) story.tell_pod(number, StepTimed{*until + rested});
}

void wake_pod(Story& story, std::int64_t number) {
  const Pod& pod = *find_pod(story.circle(), number);
  if (pod.pause && is_due(pod.pause->until, story.now())) end_pause(story, number);
  for (const PodMember& each : std::vector(pod.people)) {
    if (is_due(waits_until(story.circle(), each), story.now())) {
      story.tell_pod(number, WentOnWithout{each.id});
    }
  }
  if (!pod.pause && !pod.gentle_over && is_due(pod.gentle_until, story.now())) {
    story.tell_pod(number, BellRang{pod.visit});
  }
}

}  // namespace

Time clock_of(const Story& story, const Pod& pod) {
  Time clock = story.gathering().clocks_stopped_at.value_or(story.now());
  if (pod.pause) clock = std::min(clock, pod.paused_at);
  return clock;
}

void wake_pods(Story& story) {
  if (!has_begun(story.circle())) return;
  std::vector<std::int64_t> numbers;
  for (const Pod& pod : practice_of(story).pods) numbers.push_back(pod.number);
  for (const std::int64_t number : numbers) wake_pod(story, number);
}

std::optional<Time> wake_pods_at(const Circle& circle) {
  std::optional<Time> wake;
  if (!has_begun(circle)) return wake;
  for (const Pod& pod : circle.gathering->practice->pods) {
    if (pod.pause) sooner(wake, pod.pause->until);
    if (!pod.pause && !pod.gentle_over) sooner(wake, pod.gentle_until);
    for (const PodMember& each : pod.people) sooner(wake, waits_until(circle, each));
  }
  return wake;
}

// While the circle rested, so did every pod; a pod that breathes goes on resting.
void start_pod_clocks(Story& story, Length rested) {
  if (!has_begun(story.circle())) return;
  std::vector<StepTimed> timed;
  std::vector<std::int64_t> numbers;
  for (const Pod& pod : practice_of(story).pods) {
    if (pod.gentle_until && !pod.pause) {
      numbers.push_back(pod.number);
      timed.push_back({*pod.gentle_until + rested});
    }
  }
  for (std::size_t i = 0; i < numbers.size(); ++i) story.tell_pod(numbers[i], timed[i]);
}

void happen(Circle& circle, const StepTimed& event, const Told& told) {
  Pod& pod = *find_pod(circle, told.audience.pod);
  pod.gentle_until = event.gentle_until;
  pod.gentle_over = false;
}

void happen(Circle& circle, const BellRang&, const Told& told) {
  find_pod(circle, told.audience.pod)->gentle_over = true;
}

void happen(Circle& circle, const WentOnWithout& event, const Told& told) {
  for (PodMember& each : find_pod(circle, told.audience.pod)->people) {
    if (each.id == event.member) each.waited_for = false;
  }
}

void wait_again(Circle& circle, const MemberId& id) {
  const Pod* pod = pod_of(circle, id);
  if (pod == nullptr) return;
  for (PodMember& each : find_pod(circle, pod->number)->people) {
    if (each.id == id) each.waited_for = true;
  }
}

Outcome ask_pod_pause(Story& story, const Actor& actor, std::int64_t number) {
  if (Outcome in = is_in_pod(story, *actor.member, number); !in) return in;
  const Pod* pod = find_pod(story.circle(), number);
  if (story.gathering().still_by) return refuse(RefusalCode::circle_is_still);
  if (pod->pause || story.gathering().pause) return refuse(RefusalCode::circle_is_paused);
  story.tell_pod(number, PauseBegan{*actor.member, story.now() + limits::lengths::pause_max});
  return {};
}

// Who asked for it, company, or anybody where the asker is not there, ends it.
Outcome end_pod_pause(Story& story, const Actor& actor, std::int64_t number) {
  if (Outcome in = is_in_pod(story, *actor.member, number); !in) return in;
  const Pod* pod = find_pod(story.circle(), number);
  if (!pod->pause) return refuse(RefusalCode::circle_is_not_paused);
  const PodMember* asker = find(*pod, pod->pause->by);
  const bool may = asker == nullptr || !asker->waited_for || asker->id == *actor.member ||
                   find(story.circle(), *actor.member)->keeper;
  if (!may) return refuse_about(RefusalCode::not_your_pause, pod->pause->by);
  end_pause(story, number);
  return {};
}

}  // namespace circlekeeper::rules
