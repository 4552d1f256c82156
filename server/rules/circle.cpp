#include "rules/circle.hpp"

#include <algorithm>

namespace circlekeeper::rules {

const Member* find(const Circle& circle, const MemberId& id) {
  const auto found = std::ranges::find(circle.members, id, &Member::id);
  return found == circle.members.end() ? nullptr : &*found;
}

Member* find(Circle& circle, const MemberId& id) {
  const auto found = std::ranges::find(circle.members, id, &Member::id);
  return found == circle.members.end() ? nullptr : &*found;
}

const Share* find(const Circle& circle, const ShareId& id) {
  const auto found = std::ranges::find(circle.shares, id, &Share::id);
  return found == circle.shares.end() ? nullptr : &*found;
}

bool is_here(const Circle& circle, const MemberId& id) {
  const Member* member = find(circle, id);
  return member != nullptr && member->here;
}

bool may_hold(const Member& member) {
  return member.here && !member.witness;
}

bool anybody_here(const Circle& circle) {
  return std::ranges::any_of(circle.members, &Member::here);
}

bool keeper_here(const Circle& circle) {
  return std::ranges::any_of(circle.members,
                             [](const Member& member) { return member.keeper && member.here; });
}

std::int64_t keeper_count(const Circle& circle) {
  return std::ranges::count_if(circle.members, &Member::keeper);
}

bool ought_to_rest(const Circle& circle) {
  const Gathering& gathering = *circle.gathering;
  return gathering.pause || gathering.still_by || !anybody_here(circle);
}

bool contains(const std::vector<MemberId>& list, const MemberId& id) {
  return std::ranges::find(list, id) != list.end();
}

void drop(std::vector<MemberId>& list, const MemberId& id) {
  std::erase(list, id);
}

}  // namespace circlekeeper::rules
