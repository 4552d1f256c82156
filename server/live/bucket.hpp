// A rate with a burst: what is asked too fast is refused, with when to try again.
#pragma once

#include <algorithm>
#include <optional>

#include "rules/time.hpp"

namespace circlekeeper::live {

class Bucket {
 public:
  Bucket(std::int64_t count, std::int64_t burst, rules::Length per = {1000})
      : count_(count), one_(per.ms), most_(burst * one_), left_(most_) {}

  // Nothing where it may be done now; otherwise when to try again.
  std::optional<rules::Length> take(rules::Time now) {
    const std::int64_t passed = std::max<std::int64_t>(0, now.ms - at_.ms);
    at_ = now;
    left_ = passed > most_ ? most_ : std::min(most_, left_ + passed * count_);
    if (left_ >= one_) {
      left_ -= one_;
      return std::nullopt;
    }
    return rules::Length{(one_ - left_ + count_ - 1) / count_};
  }

 private:
  std::int64_t count_;
  std::int64_t one_;  // what one costs; a millisecond brings count_
  std::int64_t most_;
  std::int64_t left_;
  rules::Time at_;
};

}  // namespace circlekeeper::live
