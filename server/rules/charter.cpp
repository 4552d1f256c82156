// The circle itself: its making, its own words, its links, and its end.
#include "rules/features.hpp"
#include "rules/limits.hpp"

namespace circlekeeper::rules {

Outcome act(Story& story, const Actor& actor, const MakeCircle& asked) {
  if (asked.grace > limits::lengths::grace_max) return refuse(RefusalCode::out_of_range, "grace");
  story.tell(CircleMade{asked.circle, asked.title, asked.agreements, asked.safety, asked.places,
                        asked.meets, asked.keeps, asked.grace, asked.knock, asked.seats});
  story.tell_nobody(LinkSet{Link::keeper, asked.keeper_digest, std::nullopt});
  story.tell_nobody(LinkSet{Link::invitation, asked.invitation_digest, std::nullopt});
  story.tell(MemberJoined{*actor.member, asked.name, asked.pronouns, false, true});
  story.tell_nobody(DeviceAdded{*actor.member, actor.digest});
  if (asked.device && asked.device_key) {
    story.tell(KeyAnnounced{*actor.member, *asked.device, *asked.device_key});
  }
  story.tell_keepers(KeeperBoxKept{asked.keeper_box});
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
  circle.knock = event.knock;
  circle.seats = event.seats;
}

Outcome act(Story& story, const Actor& actor, const ReplaceLink& asked) {
  if (asked.link == Link::once) return refuse(RefusalCode::malformed, "link");
  story.tell_nobody(LinkSet{asked.link, asked.token, std::nullopt});
  story.tell_keepers(LinkReplaced{asked.link, *actor.member});
  story.tell_keepers(KeeperBoxKept{asked.keeper_box});
  return {};
}

void happen(Circle& circle, const LinkSet& event, const Told&) {
  const std::string digest = event.digest.value_or("");
  switch (event.link) {
    case Link::keeper:
      circle.keeper_digest = digest;
      return;
    case Link::invitation:
      circle.invitation_digest = digest;
      return;
    case Link::once:
      for (Invitation& each : circle.invitations) {
        if (each.id == event.invitation) each.digest = digest;
      }
      return;
  }
}

void happen(Circle&, const LinkReplaced&, const Told&) {}

Outcome act(Story& story, const Actor&, const ChangeWords& asked) {
  if (!asked.title && !asked.agreements && !asked.safety && !asked.places) return {};
  story.tell(WordsChanged{asked.title, asked.agreements, asked.safety, asked.places});
  return {};
}

void happen(Circle& circle, const WordsChanged& event, const Told&) {
  if (event.title) circle.title = *event.title;
  if (event.agreements) {
    circle.agreements = *event.agreements;
    circle.agreements_number += 1;
    for (Member& each : circle.members) each.agreed = false;
  }
  if (event.safety) circle.safety = event.safety;
  if (event.places) circle.places = event.places;
}

Outcome act(Story& story, const Actor& actor, const EraseCircle& asked) {
  story.tell(CircleErased{*actor.member, asked.words});
  return {};
}

Outcome act(Story& story, const Actor&, const EndUnvisited&) {
  if (!anybody_here(story.circle())) story.tell(CircleErased{});
  return {};
}

void happen(Circle& circle, const CircleErased&, const Told&) {
  circle.gathering.reset();
  circle.shares.clear();
  circle.kept.clear();
  circle.private_said.clear();
  circle.templates.clear();
  circle.plans.clear();
  circle.next.reset();
  circle.board.clear();
  circle.small_steps.clear();
  circle.meet_ups.clear();
  circle.record_notes.clear();
  circle.life.clear();
  circle.erased = true;
}

}  // namespace circlekeeper::rules
