#include "rules/grouping.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

#include "rules/drawing.hpp"
#include "rules/pods.hpp"

namespace circlekeeper::rules {

namespace {

// Looking for a way is bounded: beyond it there is as good as none.
constexpr std::int64_t search_max = 200'000;
constexpr int improving_max = 20;

std::int64_t met_count(const Circle& circle, const MemberId& one, const MemberId& other) {
  const auto& [first, second] = std::minmax(one, other);
  const auto found = std::ranges::find_if(
      circle.met, [&](const Met& met) { return met.one == first && met.other == second; });
  return found == circle.met.end() ? 0 : found->count;
}

// A wish that only one of the two has weighs nothing, so that nobody can learn of it.
bool both_wish(const Circle& circle, const MemberId& one, const MemberId& other) {
  const Member* first = find(circle, one);
  const Member* second = find(circle, other);
  return first != nullptr && second != nullptr && contains(first->wishes, other) &&
         contains(second->wishes, one);
}

class Search {
 public:
  Search(const Circle& circle, std::vector<MemberId> people, const std::vector<std::size_t>& sizes,
         Grouping grouping, std::uint64_t seed)
      : people_(std::move(people)), sizes_(sizes), random_(seed), pods_(sizes.size()) {
    draw(people_, random_);
    const std::size_t count = people_.size();
    weight_.assign(count, std::vector<std::int64_t>(count, 0));
    apart_.assign(count, std::vector<bool>(count, false));
    for (std::size_t i = 0; i < count; ++i) {
      for (std::size_t j = 0; j < count; ++j) {
        if (i == j) continue;
        apart_[i][j] = are_apart(circle, people_[i], people_[j]);
        if (grouping == Grouping::new_faces) {
          weight_[i][j] = met_count(circle, people_[i], people_[j]);
        } else if (grouping == Grouping::same_again) {
          weight_[i][j] = both_wish(circle, people_[i], people_[j]) ? -1 : 0;
        }
      }
    }
  }

  Groups run() {
    most_bound_first();
    if (!place(0)) return {};
    for (int round = 0; round < improving_max && improve(); ++round) {
    }
    Groups groups;
    for (const auto& pod : pods_) {
      auto& group = groups.emplace_back();
      for (const std::size_t person : pod) group.push_back(people_[person]);
    }
    return groups;
  }

 private:
  void most_bound_first() {
    order_.resize(people_.size());
    std::iota(order_.begin(), order_.end(), std::size_t{0});
    std::ranges::sort(order_, {}, [&](std::size_t person) {
      return std::pair(-std::ranges::count(apart_[person], true), person);
    });
  }

  bool fits(std::size_t person, const std::vector<std::size_t>& pod) const {
    return std::ranges::none_of(pod, [&](std::size_t other) { return apart_[person][other]; });
  }

  bool place(std::size_t next) {
    if (next == order_.size()) return true;
    if (++tried_ > search_max) return false;
    std::vector<std::size_t> pods(pods_.size());
    std::iota(pods.begin(), pods.end(), std::size_t{0});
    draw(pods, random_);
    for (const std::size_t pod : pods) {
      if (pods_[pod].size() == sizes_[pod] || !fits(order_[next], pods_[pod])) continue;
      pods_[pod].push_back(order_[next]);
      if (place(next + 1)) return true;
      pods_[pod].pop_back();
    }
    return false;
  }

  std::int64_t cost(std::size_t person, const std::vector<std::size_t>& pod,
                    std::size_t without) const {
    std::int64_t sum = 0;
    for (const std::size_t other : pod) {
      if (other == person || other == without) continue;
      sum += apart_[person][other] ? 1'000'000 : weight_[person][other];
    }
    return sum;
  }

  // Two change places where that is better for both pods together.
  bool change(std::size_t a, std::size_t i, std::size_t b, std::size_t j) {
    const std::size_t one = pods_[a][i];
    const std::size_t other = pods_[b][j];
    const std::int64_t before = cost(one, pods_[a], one) + cost(other, pods_[b], other);
    const std::int64_t after = cost(one, pods_[b], other) + cost(other, pods_[a], one);
    if (after >= before) return false;
    std::swap(pods_[a][i], pods_[b][j]);
    return true;
  }

  bool improve() {
    bool better = false;
    for (std::size_t a = 0; a < pods_.size(); ++a) {
      for (std::size_t b = a + 1; b < pods_.size(); ++b) {
        for (std::size_t i = 0; i < pods_[a].size(); ++i) {
          for (std::size_t j = 0; j < pods_[b].size(); ++j) better |= change(a, i, b, j);
        }
      }
    }
    return better;
  }

  std::vector<MemberId> people_;
  const std::vector<std::size_t>& sizes_;
  std::mt19937_64 random_;
  std::vector<std::vector<std::int64_t>> weight_;
  std::vector<std::vector<bool>> apart_;
  std::vector<std::size_t> order_;
  std::vector<std::vector<std::size_t>> pods_;
  std::int64_t tried_ = 0;
};

}  // namespace

std::vector<std::size_t> pod_sizes(std::size_t people, std::size_t wished, std::size_t min,
                                   std::size_t max) {
  for (const std::size_t pods : {people / wished, people / wished + 1}) {
    if (pods == 0 || pods * min > people || people > pods * max) continue;
    std::vector<std::size_t> sizes(pods, people / pods);
    for (std::size_t i = 0; i < people % pods; ++i) ++sizes[i];
    return sizes;
  }
  return {};
}

bool are_apart(const Circle& circle, const MemberId& one, const MemberId& other) {
  return std::ranges::any_of(circle.apart, [&](const Pair& pair) {
    return one != other && is_between(pair, one) && is_between(pair, other);
  });
}

bool keeps_apart(const Circle& circle, const std::vector<MemberId>& group) {
  return std::ranges::any_of(group, [&](const MemberId& one) {
    return std::ranges::any_of(
        group, [&](const MemberId& other) { return are_apart(circle, one, other); });
  });
}

Groups grouped(const Circle& circle, std::vector<MemberId> people,
               const std::vector<std::size_t>& sizes, Grouping grouping, std::uint64_t seed) {
  return Search(circle, std::move(people), sizes, grouping, seed).run();
}

}  // namespace circlekeeper::rules
