// At the door: somebody new is shown it, comes in, or waits there until a keeper lets them in. Who
// waits is there as long as their connection is.
#include <algorithm>

#include "live/host.hpp"
#include "rules/view.hpp"
#include "wire/answers.hpp"

namespace circlekeeper::live {

using rules::RefusalCode;

// Which link they showed, where it is one in force now.
void Host::show_link(const GuestPtr& guest) const {
  guest->link.reset();
  guest->invitation.reset();
  if (guest->link_digest.empty()) return;
  if (guest->link_digest == circle_.keeper_digest) guest->link = rules::Link::keeper;
  if (guest->link_digest == circle_.invitation_digest) guest->link = rules::Link::invitation;
  for (const rules::Invitation& each : circle_.invitations) {
    if (each.digest != guest->link_digest) continue;
    guest->link = rules::Link::once;
    guest->invitation = each.id;
  }
}

std::optional<rules::Refusal> Host::may_not_knock(const GuestPtr& guest) {
  if (!circle_.knock || guest->link == rules::Link::keeper || waits(guest)) return std::nullopt;
  const auto near = std::ranges::count_if(guests_, [&](const GuestPtr& each) {
    return each->address == guest->address && waits(each);
  });
  if (near >= rules::limits::counts::waiting_per_address) {
    return rules::Refusal{RefusalCode::door_is_full};
  }
  constexpr std::int64_t knocks = rules::limits::rates::knocks_per_minute;
  Bucket& bucket =
      knocks_.try_emplace(guest->address, knocks, knocks, rules::Length{60'000}).first->second;
  if (const auto wait = bucket.take(ports_.now())) {
    return rules::Refusal{RefusalCode::slow_down, {}, {}, wait};
  }
  return std::nullopt;
}

Host::Done Host::join(const GuestPtr& guest, const rules::Join& join, const rules::CommandId& id) {
  const rules::MemberId who = guest->member ? *guest->member : *guest->wished;
  if (const auto done = rules::done_already(circle_, who, id); done && guest->member) return *done;
  show_link(guest);
  if (const auto refusal = guest->member ? std::nullopt : may_not_knock(guest)) {
    return std::unexpected(*refusal);
  }
  const Done done = perform(join, {who, guest->link, guest->digest, id, guest->invitation});
  if (!done || guest->member) return done;
  if (find(circle_, who) != nullptr) {
    welcome_member(guest, who, std::nullopt);
  } else {
    open_door(guest);
  }
  return done;
}

void Host::open_door(const GuestPtr& guest) {
  if (!guest->link) return;
  const wire::Here here{incarnation_, ports_.now(), {}};
  journal_.say(
      [guest, text = wire::welcome_text(here, door_for(circle_, *guest->link, guest->digest))] {
        guest->line->send(wire::framed(text));
      });
}

// What is said at the door is of now.
void Host::open_doors() {
  for (const GuestPtr& guest : guests_) {
    if (guest->wished && !guest->member) open_door(guest);
  }
}

// A link that stopped opens nothing any more, also to who is at the door with it.
void Host::shut_doors() {
  for (const GuestPtr& guest : std::vector(guests_)) {
    if (!guest->wished || guest->member || guest->is_leaving) continue;
    if (find(circle_, *guest->wished) != nullptr) continue;  // came in with it a moment ago
    show_link(guest);
    if (!guest->link) close_after(guest, Closing::link_replaced, Closing::reload_circle);
  }
}

// Whose joining was not stored is at the door again, with those who were there.
void Host::meet_door() {
  for (const GuestPtr& guest : std::vector(guests_)) {
    if (!guest->wished || (guest->member && find(circle_, *guest->member) != nullptr)) continue;
    if (guest->member) attendance_.go(*std::exchange(guest->member, std::nullopt), guest);
    show_link(guest);
    if (!guest->link) close(guest, Closing::link_replaced);
  }
}

bool Host::waits(const GuestPtr& guest) const {
  return !guest->member && guest->wished &&
         std::ranges::any_of(circle_.at_door, [&](const rules::Waiting& each) {
           return each.id == *guest->wished && each.digest == guest->digest;
         });
}

bool Host::anybody_waits_as(const rules::MemberId& wished) const {
  return std::ranges::any_of(
      guests_, [&](const GuestPtr& each) { return each->wished == wished && waits(each); });
}

void Host::stop_waiting(const GuestPtr& guest) {
  if (phase_ != Phase::ready || !waits(guest) || anybody_waits_as(*guest->wished)) return;
  guarded([&] { perform(rules::StopWaiting{}, {.member = guest->wished}); });
}

// After a fault those wait whose lines held.
void Host::meet_waiting() {
  for (const rules::Waiting& waiting : std::vector(circle_.at_door)) {
    if (!anybody_waits_as(waiting.id)) perform(rules::StopWaiting{}, {.member = waiting.id});
  }
  open_doors();
}

void Host::end_waiting(const rules::WaitingEnded& ended) {
  for (const GuestPtr& guest : std::vector(guests_)) {
    if (guest->member || guest->wished != ended.member || guest->is_leaving) continue;
    if (ended.how == rules::WaitingEnd::not_today) {
      close_after(guest, Closing::not_today, Closing::reload_circle);
    } else if (ended.how == rules::WaitingEnd::let_in &&
               has_device(circle_, ended.member, guest->digest)) {
      welcome_member(guest, ended.member, std::nullopt);
    }
  }
}

}  // namespace circlekeeper::live
