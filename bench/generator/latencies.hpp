// How long something took, many times over. Every one is kept, so that no quantile is a guess.
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

namespace circlekeeper::bench {

class Latencies {
 public:
  void add(std::int64_t nanoseconds) { all_.push_back(nanoseconds); }
  std::size_t count() const { return all_.size(); }
  // Microseconds; share in 0 to 1. 0 where nothing was measured.
  double quantile(double share) {
    if (all_.empty()) return 0;
    const auto rank = static_cast<std::size_t>(share * static_cast<double>(all_.size() - 1));
    std::nth_element(all_.begin(), all_.begin() + static_cast<std::ptrdiff_t>(rank), all_.end());
    return static_cast<double>(all_[rank]) / 1000.0;
  }

 private:
  std::vector<std::int64_t> all_;
};

}  // namespace circlekeeper::bench
