// Points in time and lengths of time, which must not be mixed up.
#pragma once

#include <compare>
#include <cstdint>

namespace circlekeeper::rules {

// A length of time in milliseconds.
struct Length {
  std::int64_t ms = 0;
  friend constexpr auto operator<=>(const Length&, const Length&) = default;
  friend constexpr Length operator+(Length one, Length other) { return {one.ms + other.ms}; }
  friend constexpr Length operator-(Length one, Length other) { return {one.ms - other.ms}; }
};

// A point in time: milliseconds since 1970-01-01T00:00Z.
struct Time {
  std::int64_t ms = 0;
  friend constexpr auto operator<=>(const Time&, const Time&) = default;
  friend constexpr Time operator+(Time at, Length length) { return {at.ms + length.ms}; }
  friend constexpr Length operator-(Time later, Time earlier) { return {later.ms - earlier.ms}; }
};

}  // namespace circlekeeper::rules
