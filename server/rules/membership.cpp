// Who is in the circle: names, seats, devices, leaving and being removed.
#include <algorithm>

#include "rules/keys.hpp"
#include "rules/limits.hpp"
#include "rules/pods.hpp"
#include "rules/record.hpp"

namespace circlekeeper::rules {

Outcome act(Story& story, const Actor& actor, const Rename& asked) {
  story.tell(MemberRenamed{*actor.member, asked.name, asked.pronouns});
  return {};
}

void happen(Circle& circle, const MemberRenamed& event, const Told&) {
  Member& member = *find(circle, event.member);
  member.name = event.name;
  member.pronouns = event.pronouns;
}

Outcome act(Story& story, const Actor& actor, const StandAside&) {
  if (find(story.circle(), *actor.member)->witness) return refuse(RefusalCode::seated_only);
  const auto& gathering = story.circle().gathering;
  if (gathering && gathering->practice && contains(gathering->practice->taking, *actor.member)) {
    choose_part(story, *actor.member, false);
  }
  step_out(story, *actor.member);
  story.tell(MemberStoodAside{*actor.member});
  return {};
}

void happen(Circle& circle, const MemberStoodAside& event, const Told&) {
  find(circle, event.member)->witness = true;
}

Outcome act(Story& story, const Actor& actor, const TakeSeat&) {
  const Circle& circle = story.circle();
  if (!find(circle, *actor.member)->witness) return refuse(RefusalCode::already_seated);
  if (seated_count(circle) >= circle.seats) return refuse(RefusalCode::circle_is_full);
  story.tell(MemberTookSeat{*actor.member});
  join_floor(story, *actor.member);
  return {};
}

void happen(Circle& circle, const MemberTookSeat& event, const Told&) {
  find(circle, event.member)->witness = false;
}

Outcome act(Story& story, const Actor& actor, const WishNoTime& asked) {
  if (find(story.circle(), *actor.member)->no_time == asked.on) return {};
  story.tell(TimeWished{*actor.member, asked.on});
  return {};
}

// A turn that has a gentle time already goes on without it as well.
void happen(Circle& circle, const TimeWished& event, const Told&) {
  find(circle, event.member)->no_time = event.no_time;
}

Outcome act(Story& story, const Actor& actor, const WelcomeDevice& asked) {
  const Member& member = *find(story.circle(), *actor.member);
  if (std::ssize(member.devices) >= limits::counts::devices_max) {
    return refuse(RefusalCode::devices_are_enough);
  }
  story.tell_nobody(DeviceAdded{*actor.member, asked.secret});
  story.tell_member(*actor.member, DeviceCame{});
  return {};
}

void happen(Circle& circle, const DeviceAdded& event, const Told&) {
  find(circle, event.member)->devices.push_back(event.digest);
}

void happen(Circle&, const DeviceCame&, const Told&) {}

namespace {

// What they had to give today, and whether the floor passes them by.
void forget_carried(Gathering& gathering, const MemberId& id) {
  std::erase_if(gathering.capacities, [&](const CapacitySaid& each) { return each.member == id; });
  drop(gathering.passed_over, id);
}

// On the board, in small steps, and in meetings.
void end_threads_of(Story& story, const MemberId& member) {
  end_board_of(story, member);
  end_small_steps_of(story, member);
  end_meet_ups_of(story, member);
}

}  // namespace

Outcome act(Story& story, const Actor& actor, const GiveSeat& asked) {
  const Circle& circle = story.circle();
  if (asked.newcomer == asked.seat_of) return refuse(RefusalCode::not_yourself, "seat_of");
  for (const auto& [field, id] :
       {std::pair{"newcomer", asked.newcomer}, {"seat_of", asked.seat_of}}) {
    if (find(circle, id) == nullptr) return refuse(RefusalCode::unknown_member, field);
  }
  if (asked.newcomer == *actor.member) return refuse(RefusalCode::not_yourself, "newcomer");
  if (find(circle, asked.newcomer)->keeper) return refuse(RefusalCode::keeper_keeps_seat);
  if (is_here(circle, asked.seat_of))
    return refuse_about(RefusalCode::member_is_here, asked.seat_of);
  const bool kept = find(circle, asked.seat_of)->keeper;
  end_quiet(story, asked.newcomer);
  step_out(story, asked.newcomer);
  empty_private_of(story, asked.newcomer);
  end_threads_of(story, asked.newcomer);
  story.tell(SeatGiven{asked.newcomer, asked.seat_of});
  if (kept) stop_keepers_link(story, *actor.member);
  return {};
}

void happen(Circle& circle, const SeatGiven& event, const Told& told) {
  const Member newcomer = *find(circle, event.newcomer);
  std::erase_if(circle.members, [&](const Member& member) { return member.id == event.newcomer; });
  std::erase_if(circle.keepers_invited,
                [&](const KeeperInvited& each) { return each.member == event.newcomer; });
  // What their device announced is sealed as the newcomer's: it announces itself anew.
  Member& returned = *find(circle, event.seat_of);
  if (returned.keeper) {  // who lost them may not be the one who has them
    returned.devices.clear();
    returned.keys.clear();
    returned.handed.reset();
  }
  for (const std::string& device : newcomer.devices) returned.devices.push_back(device);
  while (std::ssize(returned.devices) > limits::counts::devices_max) {
    returned.devices.erase(returned.devices.begin());
  }
  returned.here = newcomer.here;
  returned.lost_at = told.at;
  for (Share& share : circle.shares) {
    if (share.ideas_ask && share.ideas_ask->by == event.newcomer) {
      share.ideas_ask->by = event.seat_of;
    }
    if (share.author == event.newcomer) {
      if (!share.sealed_by) share.sealed_by = share.author;  // else it would not open any more
      share.author = event.seat_of;
    }
    // Nobody asks themselves.
    if (share.ideas_ask && share.ideas_ask->by == share.author) share.ideas_ask.reset();
  }
  forget_in_record(circle, event.newcomer);
  if (Gathering* gathering = circle.gathering ? &*circle.gathering : nullptr) {
    drop(gathering->offered, event.newcomer);
    forget_carried(*gathering, event.newcomer);
    drop(gathering->came, event.newcomer);
    was_here(circle, event.seat_of);
    if (returned.here) wait_again(circle, event.seat_of);
    const bool holds = gathering->turn && gathering->turn->holder == event.seat_of;
    if (holds && returned.here) gathering->turn->grace_until.reset();
  }
}

Outcome act(Story& story, const Actor& actor, const Leave& asked) {
  const Circle& circle = story.circle();
  if (is_last_keeper(circle, *actor.member)) return refuse(RefusalCode::last_keeper);
  const bool kept = find(circle, *actor.member)->keeper;
  end_quiet(story, *actor.member);
  step_out(story, *actor.member);
  if (asked.take_back) empty_shares_of(story, *actor.member);
  empty_private_of(story, *actor.member);
  end_threads_of(story, *actor.member);
  story.tell(MemberLeft{*actor.member});
  if (kept) stop_keepers_link(story, *actor.member);
  return {};
}

Outcome act(Story& story, const Actor& actor, const RemoveMember& asked) {
  const Circle& circle = story.circle();
  if (asked.member == *actor.member) return refuse(RefusalCode::not_yourself, "member");
  if (find(circle, asked.member) == nullptr) return refuse(RefusalCode::unknown_member, "member");
  if (Outcome fits = may_renew(circle, asked.renewal, asked.member); !fits) return fits;
  end_quiet(story, asked.member);
  step_out(story, asked.member);
  if (!asked.keep_shares) empty_shares_of(story, asked.member);
  empty_private_of(story, asked.member);
  end_threads_of(story, asked.member);
  story.tell(MemberRemoved{asked.member});
  renew(story, *actor.member, asked.renewal);
  return {};
}

namespace {

void forget(Circle& circle, const MemberId& id, bool removed) {
  std::erase_if(circle.members, [&](const Member& member) { return member.id == id; });
  circle.gone.push_back({id, removed});
  std::erase_if(circle.keepers_invited,
                [&](const KeeperInvited& each) { return each.member == id; });
  for (Share& share : circle.shares) {
    const bool asks = share.ideas_ask && share.ideas_ask->by == id;
    if (asks || share.author == id) end_standing_ask(share);
  }
  if (circle.gathering) drop(circle.gathering->offered, id);
  if (circle.gathering) forget_carried(*circle.gathering, id);
  forget_in_record(circle, id);
  circle.somebody_went = true;
}

}  // namespace

void happen(Circle& circle, const MemberLeft& event, const Told&) {
  circle.nobody_here_since.reset();  // they were here until now
  if (find(circle, event.member)->keeper) circle.no_keeper_since.reset();
  forget(circle, event.member, false);
}

void happen(Circle& circle, const MemberRemoved& event, const Told&) {
  forget(circle, event.member, true);
}

}  // namespace circlekeeper::rules
