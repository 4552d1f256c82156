#include "rules/view.hpp"

#include <algorithm>
#include <stdexcept>

#include "rules/limits.hpp"

namespace circlekeeper::rules {

namespace {

MemberView view_of(const Member& member) {
  return {member.id,     member.name,    member.pronouns, member.witness,
          member.keeper, member.no_time, member.here,     member.device_key};
}

FloorView view_of(const Floor& floor) {
  return {floor.kind,          floor.gentle,
          floor.prompt,        floor.direction,
          floor.second_chance, floor.second_chance_given,
          floor.last,          floor.everybody_once,
          floor.waiting,       floor.ending,
          floor.had,           floor.returned,
          floor.offered_to,    floor.closed};
}

// That the gentle time is over is told to the holder and the keepers alone.
TurnView view_of(const Turn& turn, const Member& me) {
  const bool told = me.keeper || turn.holder == me.id;
  return {turn.number,       turn.holder,      turn.began_at,
          turn.gentle_until, turn.grace_until, told && turn.gentle_over};
}

ShareView view_of(const Share& share) {
  return {share.id, share.author, share.sealed_by, share.at, share.body, share.turn};
}

// Who joined later is told what was said from then on.
std::vector<ShareView> shares_for(const Circle& circle, const Member& me) {
  std::vector<ShareView> shares;
  for (const Share& share : circle.shares) {
    if (share.gathering != circle.gathering->number || share.number < me.joined_number) continue;
    shares.push_back(view_of(share));
  }
  return shares;
}

GatheringView view_of(const Circle& circle, const Gathering& gathering, const Member& me) {
  GatheringView view;
  view.number = gathering.number;
  view.opened_at = gathering.opened_at;
  view.words = gathering.words;
  view.clocks_stopped_at = gathering.clocks_stopped_at;
  if (gathering.pause) view.pause = PauseView{gathering.pause->by, gathering.pause->until};
  view.still_by = gathering.still_by;
  if (gathering.floor) view.floor = view_of(*gathering.floor);
  if (gathering.announced) view.announced = gathering.announced->floor;
  view.silence_until = gathering.silence_until;
  if (gathering.turn) view.turn = view_of(*gathering.turn, me);
  if (me.keeper) view.offered = gathering.offered;
  view.shares = shares_for(circle, me);
  return view;
}

}  // namespace

View view_for(const Circle& circle, const MemberId& me) {
  const Member* member = find(circle, me);
  if (member == nullptr) throw std::out_of_range("a view is for members");
  View view;
  view.circle = circle.id;
  view.me = me;
  view.title = circle.title;
  view.agreements = circle.agreements;
  view.safety = circle.safety;
  view.places = circle.places;
  view.meets = circle.meets;
  view.keeps = circle.keeps;
  view.grace = circle.grace;
  for (const Member& each : circle.members) view.members.push_back(view_of(each));
  if (circle.gathering) view.gathering = view_of(circle, *circle.gathering, *member);
  return view;
}

EarlierView earlier_for(const Circle& circle, const MemberId& me,
                        const std::optional<ShareId>& before) {
  EarlierView view;
  const Member* member = find(circle, me);
  if (member == nullptr) throw std::out_of_range("a view is for members");
  const auto end =
      before ? std::ranges::find(circle.shares, *before, &Share::id) : circle.shares.end();
  for (auto at = end; at != circle.shares.begin();) {
    const Share& share = *--at;
    const bool is_now = circle.gathering && share.gathering == circle.gathering->number;
    if (is_now || !share.body || share.number < member->joined_number) continue;
    if (std::ssize(view.shares) == limits::counts::look_back_shares) {
      view.more = true;
      break;
    }
    view.shares.push_back(view_of(share));
  }
  std::ranges::reverse(view.shares);
  return view;
}

DoorView door_for(const Circle& circle, Link link) {
  return {circle.id,
          link,
          circle.title,
          circle.agreements,
          circle.safety,
          circle.places,
          circle.meets,
          circle.keeps,
          std::ssize(circle.members),
          circle.gathering.has_value()};
}

std::vector<MemberId> upcoming(const Circle& circle) {
  std::vector<MemberId> next;
  if (!circle.gathering || !circle.gathering->floor) return next;
  const Floor& floor = *circle.gathering->floor;
  for (const auto* list : {&floor.waiting, &floor.ending}) {
    std::ranges::copy_if(*list, std::back_inserter(next),
                         [&](const MemberId& id) { return is_here(circle, id); });
  }
  return next;
}

}  // namespace circlekeeper::rules
