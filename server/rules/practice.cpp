// A practice: opened as an invitation that anybody may leave, and closed with everybody back in the
// ring.
#include <algorithm>

#include "rules/grouping.hpp"
#include "rules/limits.hpp"
#include "rules/pods.hpp"
#include "rules/record.hpp"
#include "rules/template_check.hpp"

namespace circlekeeper::rules {

namespace {

std::string field_of(const Flaw& flaw) {
  std::string field = "structure" + flaw.pointer;
  std::ranges::replace(field, '/', '.');
  return field;
}

// Keepers and witnesses take part only where they say so; about a hurt, so does everybody.
bool is_invited(const Member& member, const Structure& structure) {
  return !member.keeper && !member.witness && structure.about != About::hurt;
}

}  // namespace

const Practice& practice_of(const Story& story) {
  return *story.gathering().practice;
}

const Structure& structure_of(const Circle& circle) {
  return circle.gathering->practice->opened.structure;
}

const Structure& structure_of(const Story& story) {
  return structure_of(story.circle());
}

Outcome act(Story& story, const Actor& actor, const OpenPractice& asked) {
  if (story.gathering().practice) return refuse(RefusalCode::practice_is_open);
  const std::vector<Flaw> flaws = flaws_of(asked.structure);
  if (!flaws.empty()) return refuse(RefusalCode::template_is_flawed, field_of(flaws.front()));
  story.tell(PracticeOpened{story.circle().practice_count + 1, asked.structure, asked.template_,
                            asked.language, asked.words, *actor.member});
  for (const MemberId& each : std::vector(story.gathering().passed_over)) {
    if (contains(practice_of(story).taking, each)) choose_part(story, each, false);
  }
  return {};
}

void happen(Circle& circle, const PracticeOpened& event, const Told&) {
  circle.practice_count = event.practice;
  hold(*circle.gathering, {ActivityKind::practice, event.template_});
  Practice& practice = circle.gathering->practice.emplace();
  practice.number = event.practice;
  practice.opened = event;
  for (const Member& member : circle.members) {
    if (is_invited(member, event.structure)) practice.taking.push_back(member.id);
  }
}

void choose_part(Story& story, const MemberId& member, bool takes_part) {
  story.tell_member(member, PartChosen{member, takes_part});
  story.tell_keepers(PartChosen{member, takes_part});
}

Outcome act(Story& story, const Actor& actor, const SitOut&) {
  const bool in_pod = pod_of(story.circle(), *actor.member) != nullptr;
  if (!in_pod && !contains(practice_of(story).taking, *actor.member)) return {};
  choose_part(story, *actor.member, false);
  leave_pod(story, *actor.member);
  return {};
}

Outcome act(Story& story, const Actor& actor, const TakePart&) {
  if (!contains(practice_of(story).taking, *actor.member)) {
    choose_part(story, *actor.member, true);
  }
  return {};
}

void happen(Circle& circle, const PartChosen& event, const Told&) {
  Practice& practice = *circle.gathering->practice;
  drop(practice.taking, event.member);
  if (event.takes_part) practice.taking.push_back(event.member);
  std::erase_if(practice.parts,
                [&](const PartChosen& part) { return part.member == event.member; });
  practice.parts.push_back(event);
}

Outcome act(Story& story, const Actor&, const ClosePractice&) {
  story.tell(PracticeClosed{});
  return {};
}

void happen(Circle& circle, const PracticeClosed&, const Told&) {
  circle.gathering->practice.reset();
}

Outcome act(Story& story, const Actor&, const KeepApart& asked) {
  const Circle& circle = story.circle();
  if (asked.one == asked.other) return refuse(RefusalCode::not_yourself, "other");
  for (const auto& [field, id] : {std::pair{"one", asked.one}, {"other", asked.other}}) {
    if (find(circle, id) == nullptr) return refuse(RefusalCode::unknown_member, field);
  }
  if (are_apart(circle, asked.one, asked.other) == asked.apart) return {};
  if (asked.apart && std::ssize(circle.apart) >= limits::counts::apart_max) {
    return refuse(RefusalCode::apart_is_enough);
  }
  story.tell_keepers(KeptApart{asked.one, asked.other, asked.apart});
  return {};
}

void happen(Circle& circle, const KeptApart& event, const Told&) {
  std::erase_if(circle.apart, [&](const Pair& pair) {
    return is_between(pair, event.one) && is_between(pair, event.other);
  });
  if (event.apart) circle.apart.push_back({event.one, event.other});
}

Outcome act(Story& story, const Actor& actor, const WishSameAgain& asked) {
  const auto& formed = story.gathering().formed;
  const auto pod = std::ranges::find(formed, asked.pod, &PodPeople::pod);
  if (pod == formed.end()) return refuse(RefusalCode::unknown_pod, "pod");
  if (!contains(pod->people, *actor.member)) return refuse(RefusalCode::not_in_pod, "pod");
  std::vector<MemberId> with = pod->people;
  drop(with, *actor.member);
  story.tell_member(*actor.member, SameAgainWished{std::move(with), asked.on});
  return {};
}

void happen(Circle& circle, const SameAgainWished& event, const Told& told) {
  std::vector<MemberId>& wishes = find(circle, told.audience.member)->wishes;
  for (const MemberId& each : event.with) {
    drop(wishes, each);
    if (event.on) wishes.push_back(each);
  }
}

}  // namespace circlekeeper::rules
