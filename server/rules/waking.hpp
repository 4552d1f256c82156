// When something is due, and which of two times comes sooner.
#pragma once

#include <optional>

#include "rules/time.hpp"

namespace circlekeeper::rules {

inline void sooner(std::optional<Time>& wake, const std::optional<Time>& at) {
  if (at && (!wake || *at < *wake)) wake = at;
}

inline bool is_due(const std::optional<Time>& at, Time now) {
  return at && *at <= now;
}

}  // namespace circlekeeper::rules
