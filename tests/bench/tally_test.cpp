// What the bench counts as lost, told twice, or told too late.
#include "generator/tally.hpp"

#include <catch2/catch.hpp>

using namespace circlekeeper::bench;

namespace {

constexpr std::uint32_t circle = 1;
constexpr Place ana{circle, 0};
constexpr Place ben{circle, 1};

Tally two_in_each_of_two_circles() {
  return {2, 2};
}

}  // namespace

TEST_CASE("what everybody heard once and in order is no fault") {
  Tally tally = two_in_each_of_two_circles();
  for (int i = 0; i < 3; ++i) {
    const Number number = tally.say(circle);
    CHECK(tally.hear(ana, number));
    CHECK(tally.hear(ben, number));
  }
  CHECK(tally.faults().sum() == 0);
}

TEST_CASE("each member who did not hear an event is one that is missing") {
  Tally tally = two_in_each_of_two_circles();
  tally.say(circle);
  tally.say(circle);
  CHECK(tally.faults().missing == 4);
  tally.hear(ana, 2);
  CHECK(tally.faults().missing == 3);
  CHECK(tally.faults().sum() == 3);
}

TEST_CASE("an event that is heard again does not count, and is a fault") {
  Tally tally = two_in_each_of_two_circles();
  const Number number = tally.say(circle);
  CHECK(tally.hear(ana, number));
  CHECK_FALSE(tally.hear(ana, number));
  CHECK(tally.hear(ben, number));
  CHECK(tally.faults().doubled == 1);
  CHECK(tally.faults().sum() == 1);
}

TEST_CASE("an event that is heard after a later one is out of order, and not missing") {
  Tally tally = two_in_each_of_two_circles();
  for (int i = 0; i < 3; ++i) tally.hear(ben, tally.say(circle));
  for (const Number number : {1U, 3U, 2U}) CHECK(tally.hear(ana, number));
  CHECK(tally.faults().out_of_order == 1);
  CHECK(tally.faults().missing == 0);
  CHECK_FALSE(tally.hear(ana, 2));
  CHECK(tally.faults().doubled == 1);
}

TEST_CASE("what was never said is heard by mistake") {
  Tally tally = two_in_each_of_two_circles();
  CHECK_FALSE(tally.hear(ana, 1));
  CHECK_FALSE(tally.hear(ana, 0));
  CHECK(tally.faults().unsaid == 2);
  CHECK(tally.faults().missing == 0);
}

TEST_CASE("what was refused is missed by nobody, and to be heard by nobody") {
  Tally tally = two_in_each_of_two_circles();
  const Number first = tally.say(circle), second = tally.say(circle), third = tally.say(circle);
  tally.refuse(circle, second);
  for (const Place each : {ana, ben}) {
    CHECK(tally.hear(each, first));
    CHECK(tally.hear(each, third));
  }
  CHECK(tally.faults().sum() == 0);
  CHECK_FALSE(tally.hear(ana, second));
  CHECK(tally.faults().unsaid == 1);
}

TEST_CASE("circles are counted apart") {
  Tally tally = two_in_each_of_two_circles();
  tally.say(0);
  CHECK_FALSE(tally.hear(ana, 1));
  CHECK(tally.faults().missing == 2);
}
