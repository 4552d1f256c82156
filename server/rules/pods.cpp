// Coming into a pod and leaving it, help, and what keepers call to all. Nobody is left alone in
// one.
#include "rules/pods.hpp"

#include <algorithm>

#include "rules/grouping.hpp"
#include "rules/limits.hpp"
#include "rules/template_check.hpp"

namespace circlekeeper::rules {

namespace {

// Whether a pod has a place for somebody. That two are kept apart is not told: it looks complete.
bool has_place(const Circle& circle, const Pod& pod, const MemberId& member) {
  const Structure& structure = structure_of(circle);
  const bool apart = std::ranges::any_of(
      pod.people, [&](const PodMember& each) { return are_apart(circle, each.id, member); });
  const std::int64_t most = structure.form == Form::ring
                                ? structure.people_max
                                : std::min(structure.people_max, pod_max(structure));
  return !apart && structure.about != About::hurt && std::ssize(pod.people) < most &&
         role_with_place(structure, pod, member) != nullptr;
}

void end_knock(Story& story, const Pod& pod, bool let_in) {
  const KnockAnswered answered{*pod.knock, let_in};
  story.tell_pod(pod.number, answered);
  story.tell_member(answered.by, answered);
}

void enter(Story& story, std::int64_t number, const MemberId& member) {
  const bool company = find(story.circle(), member)->keeper;
  story.tell(PodEntered{number, member, company});
  if (!company) settle_roles(story, number);
}

// What becomes of a pod that somebody left.
void mend(Story& story, std::int64_t number) {
  const Pod& pod = *find_pod(story.circle(), number);
  const Structure& structure = structure_of(story);
  if (pod.people.size() < 2 || lacks_a_side(structure, pod)) return end_pod(story, number, true);
  const bool enough = std::ssize(pod.people) >= structure.people_min;
  if (enough || structure.when_one_leaves == WhenOneLeaves::go_on) {
    return refill_roles(story, number);
  }
  if (structure.when_one_leaves == WhenOneLeaves::close) return end_pod(story, number, true);
  story.tell(PodClosed{number});
}

void forget(Pod& pod, const MemberId& member) {
  const auto is = [&](const PodMember& each) { return each.id == member; };
  std::erase_if(pod.people, is);
  std::erase_if(pod.company, is);
  std::erase_if(pod.answers, [&](const Answered& each) { return each.member == member; });
  drop(pod.waiting, member);
  drop(pod.let_in, member);
  if (pod.holder == member) pod.holder.reset();
}

}  // namespace

Outcome is_in_pod(const Story& story, const MemberId& member, std::int64_t number) {
  if (find_pod(story.circle(), number) == nullptr) return refuse(RefusalCode::unknown_pod, "pod");
  const Pod* mine = pod_of(story.circle(), member);
  if (mine == nullptr || mine->number != number) return refuse(RefusalCode::not_in_pod, "pod");
  return {};
}

void leave_pod(Story& story, const MemberId& member) {
  if (!story.circle().gathering || !story.gathering().practice) return;
  for (const Pod& pod : practice_of(story).pods) {
    if (pod.knock == member) {
      end_knock(story, pod, false);
      break;
    }
  }
  const Pod* pod = pod_of(story.circle(), member);
  if (pod == nullptr) return;
  const std::int64_t number = pod->number;
  const bool company = find(*pod, member) == nullptr;
  story.tell(PodLeft{number, member});
  if (!company) mend(story, number);
}

void happen(Circle& circle, const PodLeft& event, const Told&) {
  forget(*find_pod(circle, event.pod), event.member);
}

void end_pod(Story& story, std::int64_t number, bool with_care) {
  story.tell_pod(number, PodEnded{with_care});
  story.tell(PodClosed{number});
}

void happen(Circle& circle, const PodEnded& event, const Told& told) {
  for (const MemberId& each : told.audience.people) {
    circle.gathering->practice->ended[each] = event.with_care;
  }
}

// A pod that closes without having ended was dissolved: its people are put together anew.
void happen(Circle& circle, const PodClosed& event, const Told&) {
  Practice& practice = *circle.gathering->practice;
  for (const PodMember& each : find_pod(circle, event.pod)->people) {
    if (!practice.ended.contains(each.id)) practice.unsettled.push_back(each.id);
  }
  std::erase_if(practice.pods, [&](const Pod& pod) { return pod.number == event.pod; });
}

Outcome act(Story& story, const Actor& actor, const Knock& asked) {
  const Pod* pod = find_pod(story.circle(), asked.pod);
  if (pod == nullptr) return refuse(RefusalCode::unknown_pod, "pod");
  if (pod_of(story.circle(), *actor.member) != nullptr) return refuse(RefusalCode::in_a_pod);
  if (is_aside(story.circle(), *actor.member)) return refuse(RefusalCode::is_aside);
  if (pod->knock) return refuse(RefusalCode::knocked_already);
  const bool keeper = find(story.circle(), *actor.member)->keeper;
  if (!keeper && !has_place(story.circle(), *pod, *actor.member)) {
    return refuse(RefusalCode::pod_is_complete);
  }
  leave_pod(story, *actor.member);  // a knock elsewhere ends
  story.tell_pod(asked.pod, Knocked{*actor.member});
  return {};
}

void happen(Circle& circle, const Knocked& event, const Told& told) {
  Pod& pod = *find_pod(circle, told.audience.pod);
  pod.knock = event.by;
  pod.let_in.clear();
}

Outcome act(Story& story, const Actor& actor, const AnswerKnock& asked) {
  if (Outcome in = is_in_pod(story, *actor.member, asked.pod); !in) return in;
  const Pod& pod = *find_pod(story.circle(), asked.pod);
  if (!pod.knock) return refuse(RefusalCode::nobody_knocks);
  if (!asked.let_in) {
    end_knock(story, pod, false);
    return {};
  }
  story.tell_nobody(LetInKept{asked.pod, *actor.member});
  const bool all = std::ranges::all_of(pod.people, [&](const PodMember& each) {
    return !each.waited_for || !is_here(story.circle(), each.id) || contains(pod.let_in, each.id);
  });
  if (!all) return {};
  const MemberId who = *pod.knock;
  const bool fits = find(story.circle(), who)->keeper || has_place(story.circle(), pod, who);
  end_knock(story, pod, fits);
  if (fits) enter(story, asked.pod, who);
  return {};
}

void happen(Circle& circle, const LetInKept& event, const Told&) {
  find_pod(circle, event.pod)->let_in.push_back(event.member);
}

void happen(Circle& circle, const KnockAnswered&, const Told& told) {
  if (told.audience.kind != Audience::Kind::pod) return;
  Pod& pod = *find_pod(circle, told.audience.pod);
  pod.knock.reset();
  pod.let_in.clear();
}

void happen(Circle& circle, const PodEntered& event, const Told&) {
  Pod& pod = *find_pod(circle, event.pod);
  const PodMember fresh{event.member, {}, pod.told_count};
  if (event.company) {
    pod.company.push_back(fresh);
    pod.asked_help = false;
  } else {
    pod.people.push_back(fresh);
    Practice& practice = *circle.gathering->practice;
    practice.ended.erase(event.member);
    drop(practice.unsettled, event.member);
    auto formed = std::ranges::find(circle.gathering->formed, event.pod, &PodPeople::pod);
    if (formed != circle.gathering->formed.end()) formed->people.push_back(event.member);
  }
}

Outcome act(Story& story, const Actor& actor, const AskHelp& asked) {
  if (Outcome in = is_in_pod(story, *actor.member, asked.pod); !in) return in;
  story.tell_keepers(HelpAsked{asked.pod});
  story.tell_member(*actor.member, HelpAsked{asked.pod});
  return {};
}

void happen(Circle& circle, const HelpAsked& event, const Told&) {
  find_pod(circle, event.pod)->asked_help = true;
}

Outcome act(Story& story, const Actor&, const CallPods& asked) {
  if (!practice_of(story).has_begun) return refuse(RefusalCode::no_practice);
  story.tell(PodsCalled{asked.called});
  if (asked.called != Called::minute_more) return {};
  std::vector<std::int64_t> timed;
  for (const Pod& pod : practice_of(story).pods) {
    if (pod.gentle_until) timed.push_back(pod.number);
  }
  for (const std::int64_t number : timed) {
    const Pod& pod = *find_pod(story.circle(), number);
    const Time from = std::max(*pod.gentle_until, clock_of(story, pod));
    story.tell_pod(number, StepTimed{from + limits::lengths::minute_more});
  }
  return {};
}

void happen(Circle& circle, const PodsCalled& event, const Told&) {
  circle.gathering->practice->called = event.called;
}

}  // namespace circlekeeper::rules
