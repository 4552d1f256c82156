#include "tests/rules/stage.hpp"

#include <algorithm>
#include <set>
#include <stdexcept>

#include "rules/evolve.hpp"
#include "rules/limits.hpp"
#include "rules/pods.hpp"
#include "wire/told.hpp"

namespace circlekeeper::tests {

using namespace rules;

namespace {

void must(bool so, const char* what) {
  if (!so) throw std::logic_error(what);
}

bool is_told_to(const Told& told, const Circle& circle, const MemberId& member) {
  switch (told.audience.kind) {
    case Audience::Kind::circle:
      return true;
    case Audience::Kind::keepers: {
      const Member* known = find(circle, member);
      return known != nullptr && known->keeper;
    }
    case Audience::Kind::pod:
      return contains(told.audience.people, member);
    case Audience::Kind::member:
      return told.audience.member == member;
    case Audience::Kind::nobody:
      return false;
  }
  return false;
}

// After these a member gets a fresh view, as they may know other things from then on.
std::optional<MemberId> seen_anew(const Event& event) {
  if (const auto* joined = std::get_if<MemberJoined>(&event)) return joined->member;
  if (const auto* came = std::get_if<KeeperCame>(&event)) return came->member;
  if (const auto* down = std::get_if<KeeperSteppedDown>(&event)) return down->member;
  if (const auto* entered = std::get_if<PodEntered>(&event)) return entered->member;
  if (const auto* given = std::get_if<SeatGiven>(&event)) return given->seat_of;
  return std::nullopt;
}

void assert_floor(const Circle& circle, const Gathering& gathering) {
  const Floor& floor = *gathering.floor;
  std::set<MemberId> listed;
  for (const auto* list : {&floor.waiting, &floor.ending}) {
    for (const MemberId& id : *list) {
      must(listed.insert(id).second, "somebody stands on the lists twice");
      const Member* member = find(circle, id);
      must(member != nullptr && !member->witness, "somebody without a seat stands on a list");
    }
  }
  if (gathering.turn) must(!listed.contains(gathering.turn->holder), "the holder waits for a turn");
  if (floor.offered_to) must(gathering.turn.has_value(), "an offer without a holder");
}

void assert_shares(const Circle& circle) {
  for (const Share& share : circle.shares) {
    if (share.gathering != circle.gathering_count || !circle.gathering) {
      must(!share.ideas_open && !share.ideas_ask, "ideas outlive the gathering");
    }
    if (share.about) must(!share.ideas_open && !share.ideas_ask, "an idea takes ideas");
    if (!share.ideas_ask) continue;
    must(share.ideas_ask->by != share.author, "an author asks themselves");
    if (share.ideas_ask->answer) continue;
    must(share.body.has_value(), "an ask about words that are gone");
    must(!share.ideas_open, "an ask for what is open");
    must(find(circle, share.author) != nullptr, "an ask to nobody");
    must(find(circle, share.ideas_ask->by) != nullptr, "an ask by nobody");
  }
}

void assert_pod(const Circle& circle, const Structure& structure, const Pod& pod,
                std::set<MemberId>& placed) {
  for (const auto* list : {&pod.people, &pod.company}) {
    for (const PodMember& each : *list) {
      must(find(circle, each.id) != nullptr, "somebody who is gone is in a pod");
      must(placed.insert(each.id).second, "somebody is in two pods");
    }
  }
  must(pod.between.has_value() == (structure.about == About::hurt), "a hurt is between two");
  must(pod.people.size() > 1, "somebody is alone in a pod");
  if (pod.holder) must(find(pod, *pod.holder) != nullptr, "a holder who is not in the pod");
  if (!pod.step) return;
  must(*pod.step < structure.steps.size(), "a step that is not there");
  for (const Role& role : structure.roles) {
    const auto count = std::ranges::count(pod.people, role.role, &PodMember::role);
    must(count <= role.max, "too many people have a role");
    for (const PodMember& each : pod.people) {
      const bool fits = each.role != role.role || may_have(pod, each.id, role);
      must(fits, "a side of a hurt is not with one of the two");
    }
  }
}

void assert_practice(const Circle& circle, const Practice& practice) {
  std::set<MemberId> placed;
  must(!practice.has_begun || !circle.gathering->turn,
       "a holder in the ring while people practise");
  for (const Pod& pod : practice.pods) {
    assert_pod(circle, practice.opened.structure, pod, placed);
  }
}

}  // namespace

void assert_invariants(const Circle& circle) {
  must(std::ssize(circle.members) <= limits::counts::members_max, "too many members");
  must(circle.erased || keeper_count(circle) > 0, "a circle without a keeper");
  assert_shares(circle);
  if (!circle.gathering) return;
  const Gathering& gathering = *circle.gathering;
  must(gathering.clocks_stopped_at.has_value() == ought_to_rest(circle),
       "clocks do not rest as they ought");
  if (gathering.floor) assert_floor(circle, gathering);
  if (gathering.practice) assert_practice(circle, *gathering.practice);
  if (gathering.silence_until) must(!gathering.turn, "a holder in a silence");
  if (!gathering.turn) return;
  must(gathering.floor.has_value(), "a turn without a floor");
  const Member* holder = find(circle, gathering.turn->holder);
  must(holder != nullptr && !holder->witness, "a holder without a seat");
  const bool within_grace = gathering.turn->grace_until || gathering.clocks_stopped_at;
  must(holder->here || within_grace, "a holder who is away beyond the grace");
}

DecideResult Stage::play(const Command& command, const Actor& actor, Time at, std::uint64_t seed) {
  now_ = std::max(now_, at);
  const Circle before = circle_;
  DecideResult result = decide(circle_, command, actor, {now_, seed});
  if (!result) {
    must(circle_ == before, "a refusal changed the circle");
    return result;
  }
  check(*result, actor);
  show(*result);
  log_.insert(log_.end(), result->begin(), result->end());
  return result;
}

void Stage::check(const std::vector<Told>& told, const Actor& actor) {
  for (const Told& each : told) {
    const auto read = wire::read_told(wire::cause_text(each), wire::told_text(each));
    must(read.has_value(), "an event does not read back");
    must(*read == each, "an event reads back otherwise");
    evolve(replayed_, *read);
  }
  must(replayed_ == circle_, "replaying the log gives another circle");
  assert_invariants(circle_);
  if (actor.command && !told.empty() && find(circle_, *actor.member) != nullptr) {
    must(done_already(circle_, *actor.member, *actor.command) == circle_.circle_number,
         "a command that was done is not remembered");
  }
}

void Stage::show(const std::vector<Told>& told) {
  for (const Told& each : told) {
    for (auto& [member, shown] : shown_) {
      if (is_told_to(each, circle_, member)) shown.events.push_back(each);
    }
  }
  for (const Told& each : told) {
    if (const auto member = seen_anew(each.event); member && find(circle_, *member)) {
      shown_[*member] = {now_, view_for(circle_, *member), {}};
    }
  }
  std::erase_if(shown_, [&](const auto& entry) { return find(circle_, entry.first) == nullptr; });
}

std::vector<Told> Stage::wake_until(Time until) {
  std::vector<Told> told;
  for (auto at = wake_at(circle_); at && *at <= until; at = wake_at(circle_)) {
    const Time woken = std::max(*at, now_);
    auto happened = play(Wake{}, {}, woken);
    must(happened.has_value() && !happened->empty(), "the rules asked to be woken for nothing");
    told.insert(told.end(), happened->begin(), happened->end());
  }
  now_ = std::max(now_, until);
  return told;
}

}  // namespace circlekeeper::tests
