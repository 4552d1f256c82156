// Who is put together with whom: drawn, or so that people meet who met least, or who both wished
// it. Pairs that are to be apart always are.
#pragma once

#include <cstdint>
#include <expected>
#include <vector>

#include "rules/circle.hpp"

namespace circlekeeper::rules {

// How many people each pod has, as near to the wished size as can be, between min and max; the
// larger ones first. Empty where that many people cannot be spread so.
std::vector<std::size_t> pod_sizes(std::size_t people, std::size_t wished, std::size_t min,
                                   std::size_t max);

using Groups = std::vector<std::vector<MemberId>>;

// Empty where nobody can be put together so that all who are to be apart are. The same seed gives
// the same groups.
Groups grouped(const Circle& circle, std::vector<MemberId> people,
               const std::vector<std::size_t>& sizes, Grouping grouping, std::uint64_t seed);

bool are_apart(const Circle& circle, const MemberId& one, const MemberId& other);
// Whether anybody in the group is to be apart from another in it.
bool keeps_apart(const Circle& circle, const std::vector<MemberId>& group);

}  // namespace circlekeeper::rules
