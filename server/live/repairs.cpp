#include "live/repairs.hpp"

#include "rules/limits.hpp"

namespace circlekeeper::live {

bool Repairs::ask(const rules::MemberId& by, const rules::MemberId& with) {
  Ask& ask = asks_[by];
  if (ask.count >= rules::limits::counts::repair_asks_max) return false;
  ask = {with, true, ask.count + 1};
  return true;
}

bool Repairs::awaits(const rules::MemberId& by, const rules::MemberId& with) const {
  const auto found = asks_.find(by);
  return found != asks_.end() && found->second.awaits && found->second.with == with;
}

void Repairs::answered(const rules::MemberId& by, const rules::MemberId& with) {
  if (awaits(by, with)) asks_.at(by).awaits = false;
}

std::vector<rules::MemberId> Repairs::asking(const rules::MemberId& with) const {
  std::vector<rules::MemberId> by;
  for (const auto& [member, ask] : asks_) {
    if (ask.awaits && ask.with == with) by.push_back(member);
  }
  return by;
}

void Repairs::forget(const rules::MemberId& member) {
  asks_.erase(member);
  for (auto& [by, ask] : asks_) {
    if (ask.with == member) ask.awaits = false;
  }
}

}  // namespace circlekeeper::live
