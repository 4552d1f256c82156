// What was wrong with bytes that somebody sent.
#pragma once

#include <string>

#include "rules/refusals.hpp"

namespace circlekeeper::wire {

struct Fault {
  rules::RefusalCode code;
  std::string field;  // the field at fault, as "resume.numbers"; empty where it is the whole
};

}  // namespace circlekeeper::wire
