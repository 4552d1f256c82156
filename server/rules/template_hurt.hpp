// What is owed to two people who face each other about a hurt.
#pragma once

#include "rules/template_check.hpp"

namespace circlekeeper::rules {

// The flaws in what a template about a hurt must have, and in one that is about it unsaid. Every
// key that the structure names must be there.
std::vector<Flaw> hurt_flaws(const Structure& structure);

}  // namespace circlekeeper::rules
