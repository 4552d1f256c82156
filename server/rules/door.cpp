// The door of the circle: who comes with a link waits there where it has a knock, and keepers let
// them in. Coming early does not pass it.
#include "rules/door.hpp"

#include <algorithm>

#include "rules/features.hpp"
#include "rules/limits.hpp"

namespace circlekeeper::rules {

namespace {

bool is_gone(const Circle& circle, const MemberId& id) {
  return std::ranges::find(circle.gone, id, &Gone::member) != circle.gone.end();
}

const Waiting* find_waiting(const Circle& circle, const MemberId& id) {
  const auto found = std::ranges::find(circle.at_door, id, &Waiting::id);
  return found == circle.at_door.end() ? nullptr : &*found;
}

bool has_invitation(const Circle& circle, const InvitationId& id) {
  return std::ranges::find(circle.invitations, id, &Invitation::id) != circle.invitations.end();
}

// Whether all of them can come in.
Outcome has_places(const Circle& circle, const std::vector<Waiting>& people) {
  const auto seats = std::ranges::count(people, false, &Waiting::witness);
  const bool seated = seats == 0 || seated_count(circle) + seats <= circle.seats;
  const auto count = std::ssize(circle.members) + std::ssize(people);
  if (seated && count <= limits::counts::members_max) return {};
  return refuse(RefusalCode::circle_is_full);
}

Waiting newcomer_of(const Actor& actor, const Join& asked) {
  Waiting who{*actor.member, asked.name,   asked.pronouns, asked.witness,
              asked.words,   actor.digest, asked.agreed,   actor.invitation};
  if (asked.device && asked.device_key) who.device = Device{*asked.device, *asked.device_key};
  return who;
}

// Whose device's key does not fit, comes in without it.
void announce_at_door(Story& story, const MemberId& member, const std::optional<Device>& device) {
  if (!device || !may_announce(story.circle(), member, device->device)) return;
  story.tell(KeyAnnounced{member, device->device, device->device_key});
}

void end_invitation(Story& story, const InvitationId& invitation,
                    const std::optional<MemberId>& came) {
  story.tell_nobody(LinkSet{Link::once, std::nullopt, invitation});
  story.tell_keepers(InvitationEnded{invitation, came});
  for (const Waiting& each : std::vector(story.circle().at_door)) {
    if (each.invitation != invitation || each.id == came) continue;
    story.tell_keepers(WaitingEnded{each.id, WaitingEnd::not_today});
  }
}

void come_in(Story& story, const Waiting& who, bool keeper) {
  story.tell(MemberJoined{who.id, who.name, who.pronouns, who.witness, keeper});
  story.tell_nobody(DeviceAdded{who.id, who.digest});
  announce_at_door(story, who.id, who.device);
  if (who.invitation) end_invitation(story, *who.invitation, who.id);
  if (!who.witness) join_floor(story, who.id);
  if (story.circle().gathering) show_agreements(story);
}

// Who waited may come in without being let in, once there is no knock, or by the keepers' link.
void come_in_past(Story& story, const Waiting& who, bool keeper) {
  const bool waited = find_waiting(story.circle(), who.id) != nullptr;
  come_in(story, who, keeper);
  if (waited) story.tell_keepers(WaitingEnded{who.id, WaitingEnd::went});
}

Outcome begin_waiting(Story& story, const Waiting& who) {
  if (find_waiting(story.circle(), who.id) != nullptr) return {};
  if (std::ssize(story.circle().at_door) >= limits::counts::waiting_max) {
    return refuse(RefusalCode::door_is_full);
  }
  story.tell_keepers(WaitingBegan{who.id, who.name, who.pronouns, who.witness, who.words});
  WaitingKept kept{who.id, who.digest, who.agreed, who.invitation, {}, {}};
  if (who.device) {
    kept.device = who.device->device;
    kept.device_key = who.device->device_key;
  }
  story.tell_nobody(std::move(kept));
  return {};
}

// Of those named, who waits: somebody may have gone a moment ago.
std::vector<Waiting> waiting_of(const Circle& circle, const std::vector<MemberId>& people) {
  std::vector<Waiting> found;
  for (const Waiting& each : circle.at_door) {
    if (contains(people, each.id)) found.push_back(each);
  }
  return found;
}

}  // namespace

Outcome act(Story& story, const Actor& actor, const Join& asked) {
  const Circle& circle = story.circle();
  if (const Member* member = find(circle, *actor.member)) {
    return become_keeper(story, *member, actor);
  }
  if (!actor.link) return refuse(RefusalCode::link_needed);
  if (is_gone(circle, *actor.member)) return refuse(RefusalCode::member_is_taken);
  if (asked.agreed != circle.agreements_number) return refuse(RefusalCode::agreements_changed);
  const Waiting who = newcomer_of(actor, asked);
  const Waiting* waiting = find_waiting(circle, who.id);
  if (waiting != nullptr && waiting->digest != who.digest) {
    return refuse(RefusalCode::member_is_taken);
  }
  if (actor.link == Link::keeper) {
    Outcome free = has_places(circle, {who});
    if (free) free = may_keep(circle);
    if (!free) return free;
    come_in_past(story, who, true);
    return {};
  }
  if (circle.gathering && circle.gathering->locked) return refuse(RefusalCode::gathering_is_locked);
  if (circle.knock) return begin_waiting(story, who);
  if (Outcome free = has_places(circle, {who}); !free) return free;
  come_in_past(story, who, false);
  return {};
}

void happen(Circle& circle, const MemberJoined& event, const Told& told) {
  Member member;
  member.id = event.member;
  member.name = event.name;
  member.pronouns = event.pronouns;
  member.witness = event.witness;
  member.keeper = event.keeper;
  member.lost_at = told.at;
  member.joined_number = told.number;
  member.is_new = circle.gathering_count > 0 && !event.keeper;
  if (const Waiting* waiting = find_waiting(circle, event.member)) {
    member.agreed = waiting->agreed == circle.agreements_number;
  }
  circle.members.push_back(std::move(member));
  circle.somebody_came = true;
}

void happen(Circle& circle, const WaitingBegan& event, const Told&) {
  circle.at_door.push_back({event.member, event.name, event.pronouns, event.witness, event.words});
}

void happen(Circle& circle, const WaitingKept& event, const Told&) {
  Waiting& waiting = *std::ranges::find(circle.at_door, event.member, &Waiting::id);
  waiting.digest = event.digest;
  waiting.agreed = event.agreed;
  waiting.invitation = event.invitation;
  if (event.device && event.device_key) {
    waiting.device = Device{*event.device, *event.device_key};
  }
}

void happen(Circle& circle, const WaitingEnded& event, const Told&) {
  std::erase_if(circle.at_door, [&](const Waiting& each) { return each.id == event.member; });
}

Outcome act(Story& story, const Actor&, const LetIn& asked) {
  const Circle& circle = story.circle();
  std::vector<Waiting> people = waiting_of(circle, asked.people);
  if (people.empty()) return refuse(RefusalCode::nobody_waits, "people");
  for (Waiting& who : people) who.witness = who.witness || asked.witness;
  if (Outcome free = has_places(circle, people); !free) return free;
  for (const Waiting& who : people) {
    if (find_waiting(circle, who.id) == nullptr) continue;  // somebody came with their invitation
    come_in(story, who, false);
    story.tell_keepers(WaitingEnded{who.id, WaitingEnd::let_in});
  }
  return {};
}

Outcome act(Story& story, const Actor&, const TurnAway& asked) {
  const std::vector<Waiting> people = waiting_of(story.circle(), asked.people);
  if (people.empty()) return refuse(RefusalCode::nobody_waits, "people");
  for (const Waiting& who : people) {
    story.tell_keepers(WaitingEnded{who.id, WaitingEnd::not_today});
  }
  return {};
}

Outcome act(Story& story, const Actor& actor, const StopWaiting&) {
  if (find_waiting(story.circle(), *actor.member) == nullptr) return {};
  story.tell_keepers(WaitingEnded{*actor.member, WaitingEnd::went});
  return {};
}

Outcome act(Story& story, const Actor&, const ChangeDoor& asked) {
  const Circle& circle = story.circle();
  if (asked.seats && *asked.seats < seated_count(circle)) {
    return refuse(RefusalCode::too_few_seats, "seats");
  }
  const DoorChanged changed{asked.knock.value_or(circle.knock), asked.seats.value_or(circle.seats)};
  if (changed.knock == circle.knock && changed.seats == circle.seats) return {};
  story.tell(changed);
  return {};
}

void happen(Circle& circle, const DoorChanged& event, const Told&) {
  circle.knock = event.knock;
  circle.seats = event.seats;
}

Outcome act(Story& story, const Actor& actor, const LockGathering& asked) {
  if (story.gathering().locked == asked.on) return {};
  story.tell(GatheringLocked{*actor.member, asked.on});
  return {};
}

void happen(Circle& circle, const GatheringLocked& event, const Told&) {
  circle.gathering->locked = event.on;
}

Outcome act(Story& story, const Actor& actor, const AddInvitation& asked) {
  if (has_invitation(story.circle(), asked.invitation)) {
    return refuse(RefusalCode::invitation_is_known, "invitation");
  }
  if (std::ssize(story.circle().invitations) >= limits::counts::invitations_max) {
    return refuse(RefusalCode::invitations_are_enough);
  }
  story.tell_keepers(InvitationAdded{asked.invitation, *actor.member, asked.words});
  story.tell_nobody(LinkSet{Link::once, asked.token, asked.invitation});
  return {};
}

void happen(Circle& circle, const InvitationAdded& event, const Told&) {
  circle.invitations.push_back({event.invitation, {}, event.words, event.by});
}

Outcome act(Story& story, const Actor&, const TakeBackInvitation& asked) {
  if (!has_invitation(story.circle(), asked.invitation)) {
    return refuse(RefusalCode::unknown_invitation, "invitation");
  }
  end_invitation(story, asked.invitation, std::nullopt);
  return {};
}

void happen(Circle& circle, const InvitationEnded& event, const Told&) {
  std::erase_if(circle.invitations,
                [&](const Invitation& each) { return each.id == event.invitation; });
}

}  // namespace circlekeeper::rules
