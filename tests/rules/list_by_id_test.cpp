// A list whose items are found by their id.
#include <catch2/catch.hpp>

#include "rules/circle.hpp"

using namespace circlekeeper::rules;

namespace {

Shares three() {
  Shares shares;
  for (const char* id : {"one", "two", "three"}) {
    Share share;
    share.id = {id};
    shares.push_back(std::move(share));
  }
  return shares;
}

}  // namespace

TEST_CASE("items stay in the order in which they came, and are found by their id") {
  Shares shares = three();
  CHECK(shares.size() == 3);
  CHECK(shares.front().id.value == "one");
  CHECK(shares.back().id.value == "three");
  CHECK(shares.find({"two"}) == &*(shares.begin() + 1));
  CHECK(shares.find({"four"}) == nullptr);
  CHECK(shares.at({"four"}) == shares.end());
}

TEST_CASE("once some are gone the others are found where they are now") {
  Shares shares = three();
  shares.erase_if([](const Share& share) { return share.id.value == "one"; });
  CHECK(shares.find({"one"}) == nullptr);
  CHECK(shares.find({"three"}) == &shares.back());
  CHECK(shares.find({"two"}) == &shares.front());
  shares.clear();
  CHECK(shares.empty());
  CHECK(shares.find({"two"}) == nullptr);
}

TEST_CASE("a copy has its own items, and is alike for as long as they are") {
  const Shares shares = three();
  Shares copy = shares;
  CHECK(copy == shares);
  copy.find({"two"})->number = 7;
  CHECK(shares.find({"two"})->number == 0);
  CHECK_FALSE(copy == shares);
}
