// A circle on a stage: commands are played, and after each everything that must always be so is
// checked.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "rules/decide.hpp"
#include "rules/view.hpp"

namespace circlekeeper::tests {

using DecideResult = std::expected<std::vector<rules::Told>, rules::Refusal>;

// What one member was shown: a view, and then events.
struct Shown {
  rules::Time now;
  rules::View start;
  std::vector<rules::Told> events;
};

class Stage {
 public:
  // Plays a command; throws std::logic_error where something is not as it must always be.
  DecideResult play(const rules::Command& command, const rules::Actor& actor, rules::Time at,
                    std::uint64_t seed = 1);
  // Wakes the circle at every time that it asks for, up to `until`.
  std::vector<rules::Told> wake_until(rules::Time until);

  const rules::Circle& circle() const { return circle_; }
  const std::vector<rules::Told>& log() const { return log_; }
  const std::map<rules::MemberId, Shown>& shown() const { return shown_; }
  rules::Time now() const { return now_; }

 private:
  void check(const std::vector<rules::Told>& told, const rules::Actor& actor);
  void show(const std::vector<rules::Told>& told);

  rules::Circle circle_;
  rules::Circle replayed_;
  std::vector<rules::Told> log_;
  std::map<rules::MemberId, Shown> shown_;
  rules::Time now_;
};

// Throws std::logic_error where a circle is in a state that it must never be in.
void assert_invariants(const rules::Circle& circle);

}  // namespace circlekeeper::tests
