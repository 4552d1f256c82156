// A drawing that is the same on every machine: the standard library's own shuffle is not.
#pragma once

#include <random>
#include <utility>
#include <vector>

namespace circlekeeper::rules {

template <class T>
void draw(std::vector<T>& order, std::mt19937_64& random) {
  for (std::size_t left = order.size(); left > 1; --left) {
    std::swap(order[left - 1], order[random() % left]);
  }
}

}  // namespace circlekeeper::rules
