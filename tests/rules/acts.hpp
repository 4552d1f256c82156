// Everything that anybody could do next, right or wrong: what explored and random runs choose from.
#pragma once

#include <vector>

#include "rules/decide.hpp"

namespace circlekeeper::tests {

struct Act {
  rules::Command command;
  rules::Actor actor;
};

// ring: the gathering, its floors and shares; helping: help, and what protects; carrying: a plan,
// capacity, the board, small steps and meet-ups.
enum class Part { ring, helping, carrying };

// Commands of this member, among them such as must be refused.
std::vector<Act> acts_of(const rules::Circle& circle, const rules::MemberId& member, Part part);
// Of somebody new, and of the server.
std::vector<Act> acts_of_nobody_here(const rules::Circle& circle);
// Of the ring, of everybody, and of who is not here.
std::vector<Act> all_acts(const rules::Circle& circle);

// A circle to be made, with plain words and room for all.
rules::MakeCircle a_circle(rules::Meets meets, rules::Keeps keeps);

// The next key, for exactly who is in the circle.
rules::Renewal a_renewal(const rules::Circle& circle,
                         const std::optional<rules::MemberId>& removed);

rules::MemberId nth_member(std::size_t n);

}  // namespace circlekeeper::tests
