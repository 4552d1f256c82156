// The repair gate: before two people look at a hurt together both have said, each alone, that they
// wish to. It is passed by both or not at all; what anybody answered never comes here.
#include <algorithm>

#include "rules/pods.hpp"

namespace circlekeeper::rules {

bool is_between(const Pair& pair, const MemberId& member) {
  return pair.one == member || pair.other == member;
}

std::vector<Pair> passed_among(const Circle& circle, const std::vector<MemberId>& people) {
  std::vector<Pair> among;
  for (const Pair& pair : circle.gathering->passed) {
    if (contains(people, pair.one) && contains(people, pair.other)) among.push_back(pair);
  }
  return among;
}

bool may_have(const Pod& pod, const MemberId& member, const Role& role) {
  return !pod.between || is_between(*pod.between, member) == role.side.has_value();
}

Outcome act(Story& story, const Actor&, const PassGate& asked) {
  const Circle& circle = story.circle();
  if (!circle.gathering) return refuse(RefusalCode::no_gathering);
  for (const auto& [field, id] : {std::pair{"one", asked.one}, {"other", asked.other}}) {
    if (find(circle, id) == nullptr) return refuse(RefusalCode::unknown_member, field);
  }
  if (!passed_among(circle, {asked.one, asked.other}).empty()) return {};
  // In an order of their own, which does not tell who asked whom.
  const auto& [one, other] = std::minmax(asked.one, asked.other);
  story.tell_keepers(GatePassed{one, other});
  return {};
}

void happen(Circle& circle, const GatePassed& event, const Told&) {
  circle.gathering->passed.push_back({event.one, event.other});
}

}  // namespace circlekeeper::rules
