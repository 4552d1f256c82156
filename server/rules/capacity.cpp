// What people have to give today, said by themselves, and who is passed over for now: the floor
// presses nobody who rests.
#include <algorithm>

#include "rules/pods.hpp"

namespace circlekeeper::rules {

namespace {

const CapacitySaid* said_by(const Gathering& gathering, const MemberId& member) {
  const auto said = std::ranges::find(gathering.capacities, member, &CapacitySaid::member);
  return said == gathering.capacities.end() ? nullptr : &*said;
}

void tell_seeing(Story& story, SeenBy seen_by, const MemberId& member, const Event& event) {
  if (seen_by == SeenBy::circle) {
    story.tell(event);
  } else {
    story.tell_keepers_and(member, event);
  }
}

}  // namespace

Outcome act(Story& story, const Actor& actor, const SayCapacity& asked) {
  const CapacitySaid* before = said_by(story.gathering(), *actor.member);
  // Who sees it no longer is told so; to the others it is said in other words.
  if (before != nullptr && before->seen_by == SeenBy::circle && asked.seen_by != SeenBy::circle) {
    story.tell(CapacityTakenBack{*actor.member});
  }
  tell_seeing(story, asked.seen_by, *actor.member,
              CapacitySaid{*actor.member, asked.capacity, asked.seen_by, asked.words});
  pass_by(story, *actor.member, asked.capacity == Capacity::resting);
  return {};
}

void happen(Circle& circle, const CapacitySaid& event, const Told& told) {
  if (told.audience.kind == Audience::Kind::member) return;  // told to the keepers too
  auto& all = circle.gathering->capacities;
  std::erase_if(all, [&](const CapacitySaid& each) { return each.member == event.member; });
  all.push_back(event);
}

Outcome act(Story& story, const Actor& actor, const TakeBackCapacity&) {
  const CapacitySaid* said = said_by(story.gathering(), *actor.member);
  if (said == nullptr) return refuse(RefusalCode::nothing_said);
  tell_seeing(story, said->seen_by, *actor.member, CapacityTakenBack{*actor.member});
  pass_by(story, *actor.member, false);
  return {};
}

void happen(Circle& circle, const CapacityTakenBack& event, const Told&) {
  std::erase_if(circle.gathering->capacities,
                [&](const CapacitySaid& each) { return each.member == event.member; });
}

Outcome act(Story& story, const Actor& actor, const PassOverMe& asked) {
  pass_by(story, *actor.member, asked.on);
  return {};
}

void pass_by(Story& story, const MemberId& member, bool on) {
  if (is_passed_over(story.circle(), member) == on) return;
  const auto& floor = story.gathering().floor;
  if (on && floor && floor->offered_to == member) story.tell(OfferEnded{member});
  story.tell(PassedOver{member, on});
  const auto& practice = story.gathering().practice;
  if (on && practice && !practice->has_begun && contains(practice->taking, member)) {
    choose_part(story, member, false);
  }
  if (!on && !find(story.circle(), member)->witness) wait_in_round(story, member);
}

void happen(Circle& circle, const PassedOver& event, const Told&) {
  Gathering& gathering = *circle.gathering;
  drop(gathering.passed_over, event.member);
  if (!event.on) return;
  gathering.passed_over.push_back(event.member);
  if (!gathering.floor || gathering.floor->kind != FloorKind::round) return;
  drop(gathering.floor->waiting, event.member);
  drop(gathering.floor->ending, event.member);
}

}  // namespace circlekeeper::rules
