// A rate with a burst: what is asked too fast is refused, with when to try again.
#pragma once

#include <algorithm>
#include <optional>

#include "rules/time.hpp"

namespace circlekeeper::live {

class Bucket {
 public:
  Bucket(std::int64_t per_second, std::int64_t burst)
      : per_second_(per_second), most_(burst * 1000), left_(burst * 1000) {}

  // Nothing where it may be done now; otherwise when to try again.
  std::optional<rules::Length> take(rules::Time now) {
    const std::int64_t passed = std::max<std::int64_t>(0, now.ms - at_.ms);
    at_ = now;
    left_ = passed > most_ ? most_ : std::min(most_, left_ + passed * per_second_);
    if (left_ >= 1000) {
      left_ -= 1000;
      return std::nullopt;
    }
    return rules::Length{(1000 - left_ + per_second_ - 1) / per_second_};
  }

 private:
  std::int64_t per_second_;
  std::int64_t most_;  // in thousandths of a command
  std::int64_t left_;
  rules::Time at_;
};

}  // namespace circlekeeper::live
