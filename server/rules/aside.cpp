// A keeper goes aside with a member, so that somebody is with them while the circle goes on. To the
// others nothing shows: the piece passes by their seats, and comes again when they are back.
#include <algorithm>

#include "rules/features.hpp"

namespace circlekeeper::rules {

namespace {

Outcome may_go(const Circle& circle, const MemberId& id) {
  if (!is_here(circle, id)) return refuse_about(RefusalCode::member_is_away, id);
  if (pod_of(circle, id) != nullptr) return refuse_about(RefusalCode::in_a_pod, id);
  return {};
}

void come_back(Story& story, const MemberId& id) {
  const Member* member = find(story.circle(), id);
  if (member != nullptr && !member->witness) wait_in_round(story, id);
}

}  // namespace

Outcome act(Story& story, const Actor& actor, const AskAside& asked) {
  const Circle& circle = story.circle();
  if (asked.member == *actor.member) return refuse(RefusalCode::not_yourself, "member");
  if (find(circle, asked.member) == nullptr) return refuse(RefusalCode::unknown_member, "member");
  for (const MemberId& id : {*actor.member, asked.member}) {
    if (aside_of(circle, id) != nullptr) return refuse_about(RefusalCode::aside_already, id);
    if (Outcome may = may_go(circle, id); !may) return may;
  }
  story.tell_keepers_and(asked.member, AsideAsked{*actor.member, asked.member});
  return {};
}

void happen(Circle& circle, const AsideAsked& event, const Told& told) {
  if (told.audience.kind != Audience::Kind::keepers) return;
  circle.gathering->asides.push_back({event.by, event.member, false});
}

Outcome act(Story& story, const Actor& actor, const AnswerAside& asked) {
  const Aside* found = aside_of(story.circle(), *actor.member);
  if (found == nullptr || found->began || found->member != *actor.member) {
    return refuse(RefusalCode::not_aside);
  }
  const Aside aside = *found;
  if (!asked.yes) {
    end_aside(story, aside.member);
    return {};
  }
  for (const MemberId& id : {aside.by, aside.member}) {
    if (Outcome may = may_go(story.circle(), id); !may) return may;
  }
  for (const MemberId& id : {aside.by, aside.member}) give_way(story, id);
  story.tell_keepers_and(aside.member, AsideBegan{aside.by, aside.member});
  return {};
}

void happen(Circle& circle, const AsideBegan& event, const Told&) {
  for (Aside& each : circle.gathering->asides) {
    if (each.member == event.member) each.began = true;
  }
}

Outcome act(Story& story, const Actor& actor, const EndAside&) {
  if (aside_of(story.circle(), *actor.member) == nullptr) return refuse(RefusalCode::not_aside);
  end_aside(story, *actor.member);
  return {};
}

void end_aside(Story& story, const MemberId& member) {
  const Aside* found = aside_of(story.circle(), member);
  if (found == nullptr) return;
  const Aside aside = *found;
  story.tell_keepers_and(aside.member, AsideEnded{aside.by, aside.member});
  if (!aside.began) return;
  for (const MemberId& id : {aside.by, aside.member}) come_back(story, id);
}

void happen(Circle& circle, const AsideEnded& event, const Told&) {
  std::erase_if(circle.gathering->asides,
                [&](const Aside& each) { return each.member == event.member; });
}

// A turn or an offer that they have now comes again at the end, or by a hand.
void give_way(Story& story, const MemberId& member) {
  const auto& floor = story.gathering().floor;
  if (floor && floor->offered_to == member) story.tell(OfferEnded{member});
  if (!story.gathering().turn || story.gathering().turn->holder != member) return;
  end_turn(story, TurnEnd::passed_on);
  offer_again_at_end(story, member);
}

}  // namespace circlekeeper::rules
