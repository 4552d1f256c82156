#include "rules/circle.hpp"

#include <algorithm>
#include <utility>

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
  return circle.shares.find(id);
}

Share* find(Circle& circle, const ShareId& id) {
  return circle.shares.find(id);
}

bool is_here(const Circle& circle, const MemberId& id) {
  const Member* member = find(circle, id);
  return member != nullptr && member->here;
}

bool has_device(const Circle& circle, const MemberId& id, const std::string& digest) {
  const Member* member = find(circle, id);
  return member != nullptr && std::ranges::find(member->devices, digest) != member->devices.end();
}

const Aside* aside_of(const Circle& circle, const MemberId& id) {
  if (!circle.gathering) return nullptr;
  const auto& asides = circle.gathering->asides;
  const auto found = std::ranges::find_if(
      asides, [&](const Aside& each) { return each.by == id || each.member == id; });
  return found == asides.end() ? nullptr : &*found;
}

bool is_aside(const Circle& circle, const MemberId& id) {
  const Aside* aside = aside_of(circle, id);
  return aside != nullptr && aside->began;
}

const Quieted* quieted(const Circle& circle, const MemberId& id) {
  if (!circle.gathering) return nullptr;
  const auto& all = circle.gathering->quietened;
  const auto found =
      std::ranges::find_if(all, [&](const Quieted& each) { return each.asked.member == id; });
  return found == all.end() ? nullptr : &*found;
}

bool is_free(const Circle& circle, const MemberId& id) {
  const Quieted* asked = quieted(circle, id);
  const bool quiet = asked != nullptr && asked->asked.how == Quieting::quiet;
  return is_here(circle, id) && !is_aside(circle, id) && !quiet;
}

bool is_passed_over(const Circle& circle, const MemberId& id) {
  return circle.gathering && contains(circle.gathering->passed_over, id);
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

bool leads(const Circle& circle, const Member& member) {
  return member.keeper || (circle.gathering && circle.gathering->stand_in == member.id);
}

std::int64_t seated_count(const Circle& circle) {
  return std::ranges::count(circle.members, false, &Member::witness);
}

bool ought_to_rest(const Circle& circle) {
  const Gathering& gathering = *circle.gathering;
  return gathering.pause || gathering.still_by || gathering.rests || !anybody_here(circle);
}

bool floor_rests(const Circle& circle) {
  return circle.gathering && circle.gathering->practice && circle.gathering->practice->has_begun;
}

const Pod* find_pod(const Circle& circle, std::int64_t number) {
  if (!circle.gathering || !circle.gathering->practice) return nullptr;
  const auto& pods = circle.gathering->practice->pods;
  const auto found = std::ranges::find(pods, number, &Pod::number);
  return found == pods.end() ? nullptr : &*found;
}

Pod* find_pod(Circle& circle, std::int64_t number) {
  return const_cast<Pod*>(find_pod(std::as_const(circle), number));
}

const Pod* pod_of(const Circle& circle, const MemberId& id) {
  if (!circle.gathering || !circle.gathering->practice) return nullptr;
  const auto has = [&](const std::vector<PodMember>& list) {
    return std::ranges::find(list, id, &PodMember::id) != list.end();
  };
  const auto& pods = circle.gathering->practice->pods;
  const auto found = std::ranges::find_if(
      pods, [&](const Pod& pod) { return has(pod.people) || has(pod.company); });
  return found == pods.end() ? nullptr : &*found;
}

const PodMember* find(const Pod& pod, const MemberId& id) {
  const auto found = std::ranges::find(pod.people, id, &PodMember::id);
  return found == pod.people.end() ? nullptr : &*found;
}

bool contains(const std::vector<MemberId>& list, const MemberId& id) {
  return std::ranges::find(list, id) != list.end();
}

void drop(std::vector<MemberId>& list, const MemberId& id) {
  std::erase(list, id);
}

}  // namespace circlekeeper::rules
