// Who is connected: each member's connections, and the rates that bound what a member sends over
// all of them.
#pragma once

#include <map>
#include <unordered_map>
#include <vector>

#include "live/guest.hpp"

namespace circlekeeper::live {

class Attendance {
 public:
  explicit Attendance(const Bounds& bounds) : bounds_(bounds) {}

  // True where it is the member's first connection. Answers in `too_many` the oldest one beyond the
  // bound.
  bool come(const rules::MemberId& member, const GuestPtr& guest, GuestPtr& too_many);
  // True where it was the member's last.
  bool go(const rules::MemberId& member, const GuestPtr& guest);
  // Takes all of a member's connections out.
  std::vector<GuestPtr> take(const rules::MemberId& member);
  const std::vector<GuestPtr>& of(const rules::MemberId& member) const;
  std::vector<rules::MemberId> members() const;
  bool is_here(const rules::MemberId& member) const { return here_.contains(member); }

  // Nothing where it may be done now; otherwise when to try again.
  std::optional<rules::Length> take_command(const rules::MemberId& member, rules::Time now);
  std::optional<rules::Length> take_signal(const rules::MemberId& member, rules::Time now);
  // A sign of somebody who was asked to go slower.
  std::optional<rules::Length> take_slowed(const rules::MemberId& member, rules::Time now);

 private:
  struct Pace {
    Bucket commands, signals;
    std::optional<rules::Time> slowed_at = {};  // their last sign while they go slower
  };
  Pace& pace(const rules::MemberId& member);

  const Bounds& bounds_;
  std::map<rules::MemberId, std::vector<GuestPtr>> here_;
  std::unordered_map<rules::MemberId, Pace>
      paces_;  // kept while the circle is loaded: coming back does not refill
};

}  // namespace circlekeeper::live
