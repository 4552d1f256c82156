// Who asks whom for a repair. It is in memory alone, so that an ask that leads nowhere leaves no
// trace, and it never knows what anybody answered.
#pragma once

#include <map>
#include <vector>

#include "rules/ids.hpp"

namespace circlekeeper::live {

class Repairs {
 public:
  // In place of what they asked before. False where they asked too often in this gathering.
  bool ask(const rules::MemberId& by, const rules::MemberId& with);
  bool awaits(const rules::MemberId& by, const rules::MemberId& with) const;
  void answered(const rules::MemberId& by, const rules::MemberId& with);
  // Who awaits an answer of this member.
  std::vector<rules::MemberId> asking(const rules::MemberId& with) const;
  // They are in the circle no longer.
  void forget(const rules::MemberId& member);
  void clear() { asks_.clear(); }

 private:
  struct Ask {
    rules::MemberId with;
    bool awaits = false;
    std::int64_t count = 0;  // in this gathering
  };

  std::map<rules::MemberId, Ask> asks_;  // by who asked
};

}  // namespace circlekeeper::live
