// The circle itself: its making, its own words, its links, and its end.
#include "rules/features.hpp"
#include "rules/limits.hpp"

namespace circlekeeper::rules {

Outcome act(Story& story, const Actor& actor, const MakeCircle& asked) {
  if (asked.grace > limits::lengths::grace_max) return refuse(RefusalCode::out_of_range, "grace");
  story.tell(CircleMade{asked.circle, asked.title, asked.agreements, asked.safety, asked.places,
                        asked.meets, asked.keeps, asked.grace});
  story.tell_nobody(LinkSet{Link::keeper, asked.keeper_digest});
  story.tell_nobody(LinkSet{Link::invitation, asked.invitation_digest});
  story.tell(
      MemberJoined{*actor.member, asked.name, asked.pronouns, false, true, asked.device_key});
  story.tell_nobody(DeviceAdded{*actor.member, actor.digest});
  return {};
}

void happen(Circle& circle, const CircleMade& event, const Told&) {
  circle.id = event.circle;
  circle.title = event.title;
  circle.agreements = event.agreements;
  circle.safety = event.safety;
  circle.places = event.places;
  circle.meets = event.meets;
  circle.keeps = event.keeps;
  circle.grace = event.grace;
}

Outcome act(Story& story, const Actor& actor, const ReplaceLink& asked) {
  story.tell_nobody(LinkSet{asked.link, asked.token});
  story.tell_keepers(LinkReplaced{asked.link, *actor.member});
  return {};
}

void happen(Circle& circle, const LinkSet& event, const Told&) {
  (event.link == Link::keeper ? circle.keeper_digest : circle.invitation_digest) = event.digest;
}

void happen(Circle&, const LinkReplaced&, const Told&) {}

Outcome act(Story& story, const Actor&, const ChangeWords& asked) {
  if (!asked.title && !asked.agreements && !asked.safety && !asked.places) return {};
  story.tell(WordsChanged{asked.title, asked.agreements, asked.safety, asked.places});
  return {};
}

void happen(Circle& circle, const WordsChanged& event, const Told&) {
  if (event.title) circle.title = *event.title;
  if (event.agreements) circle.agreements = *event.agreements;
  if (event.safety) circle.safety = event.safety;
  if (event.places) circle.places = event.places;
}

Outcome act(Story& story, const Actor& actor, const EraseCircle&) {
  story.tell(CircleErased{*actor.member});
  return {};
}

void happen(Circle& circle, const CircleErased&, const Told&) {
  circle.gathering.reset();
  circle.shares.clear();
  circle.templates.clear();
  circle.erased = true;
}

}  // namespace circlekeeper::rules
