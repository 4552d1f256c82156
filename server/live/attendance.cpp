#include "live/attendance.hpp"

#include <algorithm>

namespace circlekeeper::live {

bool Attendance::come(const rules::MemberId& member, const GuestPtr& guest, GuestPtr& too_many) {
  auto& guests = here_[member];
  guests.push_back(guest);
  if (std::ssize(guests) > bounds_.connections_per_member) {
    too_many = guests.front();
    guests.erase(guests.begin());
  }
  return guests.size() == 1 && !too_many;
}

bool Attendance::go(const rules::MemberId& member, const GuestPtr& guest) {
  const auto found = here_.find(member);
  if (found == here_.end()) return false;
  std::erase(found->second, guest);
  if (!found->second.empty()) return false;
  here_.erase(found);
  return true;
}

std::vector<GuestPtr> Attendance::take(const rules::MemberId& member) {
  auto node = here_.extract(member);
  return node ? std::move(node.mapped()) : std::vector<GuestPtr>{};
}

const std::vector<GuestPtr>& Attendance::of(const rules::MemberId& member) const {
  static const std::vector<GuestPtr> none;
  const auto found = here_.find(member);
  return found == here_.end() ? none : found->second;
}

std::vector<rules::MemberId> Attendance::members() const {
  std::vector<rules::MemberId> members;
  for (const auto& [member, guests] : here_) members.push_back(member);
  return members;
}

Attendance::Pace& Attendance::pace(const rules::MemberId& member) {
  const auto found = paces_.find(member);
  if (found != paces_.end()) return found->second;
  const Pace fresh{{bounds_.commands_per_second, bounds_.commands_burst},
                   {bounds_.signals_per_second, bounds_.signals_burst}};
  return paces_.emplace(member, fresh).first->second;
}

std::optional<rules::Length> Attendance::take_command(const rules::MemberId& member,
                                                      rules::Time now) {
  return pace(member).commands.take(now);
}

std::optional<rules::Length> Attendance::take_signal(const rules::MemberId& member,
                                                     rules::Time now) {
  return pace(member).signals.take(now);
}

std::optional<rules::Length> Attendance::take_slowed(const rules::MemberId& member,
                                                     rules::Time now) {
  auto& last = pace(member).slowed_at;
  const rules::Time again = last.value_or(rules::Time{}) + rules::limits::lengths::slowed_between;
  if (last && again > now) return again - now;
  last = now;
  return std::nullopt;
}

}  // namespace circlekeeper::live
