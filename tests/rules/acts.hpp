// Everything that anybody could do next, right or wrong: what explored and random runs choose from.
#pragma once

#include <vector>

#include "rules/decide.hpp"

namespace circlekeeper::tests {

struct Act {
  rules::Command command;
  rules::Actor actor;
};

// Commands of every member (and of somebody new), among them such as must be refused.
std::vector<Act> all_acts(const rules::Circle& circle);
// Beside these: help, and what protects.
std::vector<Act> helping_acts(const rules::Circle& circle);
// A plan, capacity, the board, small steps and meetings.
std::vector<Act> carrying_acts(const rules::Circle& circle);

// A circle of these many members, the first of whom keeps; all are here. The last is a witness
// where wished.
// A circle to be made, with plain words and room for all.
rules::MakeCircle a_circle(rules::Meets meets, rules::Keeps keeps);

// The next key, for exactly who is in the circle.
rules::Renewal a_renewal(const rules::Circle& circle,
                         const std::optional<rules::MemberId>& removed);

rules::MemberId nth_member(std::size_t n);

}  // namespace circlekeeper::tests
