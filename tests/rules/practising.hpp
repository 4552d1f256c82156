// People who practise on a stage and do, by chance, whatever the rules let them do.
#pragma once

#include <random>
#include <string>
#include <vector>

#include "tests/rules/stage.hpp"

namespace circlekeeper::tests {

class Chance {
 public:
  explicit Chance(std::uint64_t seed) : engine_(seed) {}
  std::size_t below(std::size_t bound) { return engine_() % bound; }
  bool one_in(std::size_t many) { return below(many) == 0; }

 private:
  std::mt19937_64 engine_;
};

class Practising {
 public:
  // One keeper, who does not take part, and `people` members; the gathering is open.
  Practising(std::size_t people, Chance& chance);

  // Opens and begins; what the rules answered to the beginning.
  DecideResult begin(const rules::Structure& structure, std::int64_t size, bool in_pods = true);
  bool is_open() const;
  // Somebody does one thing that leads on, or, where nobody can, time passes. False where neither
  // can be: the practice is stuck.
  bool go_on();
  // Somebody loses the connection, comes back, sits out or leaves the circle.
  void disturb();

  DecideResult ask(const rules::Command& command, const rules::MemberId& who);
  const Stage& stage() const { return stage_; }
  Stage& stage() { return stage_; }

 private:
  DecideResult begin_about_hurt(std::int64_t size);
  bool nobody_is_here(const rules::Pod& pod) const;
  std::vector<std::pair<rules::MemberId, rules::Command>> ways(const rules::Pod& pod) const;

  Chance& chance_;
  Stage stage_;
};

// The template of that name in protocol/practices, and the names of all.
rules::Structure shipped(const std::string& name);
std::vector<std::string> shipped_names();

}  // namespace circlekeeper::tests
