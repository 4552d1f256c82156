// Looking back on earlier gatherings: page before page, nobody further than they were there, and
// nothing that was taken back.
#include <catch2/catch.hpp>

#include "rules/evolve.hpp"
#include "rules/limits.hpp"
#include "rules/view.hpp"
#include "tests/rules/acts.hpp"
#include "tests/rules/stage.hpp"
#include "tests/rules/transcript.hpp"

using namespace circlekeeper;
using namespace circlekeeper::rules;
using circlekeeper::tests::nth_member;
using circlekeeper::tests::padded;
using circlekeeper::tests::Stage;

namespace {

const Sealed words{1, padded("words", 40)};
const Time now{1'800'000'000'000};

void play(Stage& stage, const Command& command, std::size_t who = 0) {
  const Actor actor{nth_member(who), Link::invitation, std::string(64, 'd'), {}};
  REQUIRE(stage.play(command, actor, now));
}

Stage living_circle() {
  Stage stage;
  play(stage, tests::a_circle(Meets::typed, Keeps::circle_lives));
  play(stage, Connect{});
  return stage;
}

void share_in_a_gathering(Stage& stage, const std::string& name, int count) {
  play(stage, OpenGathering{});
  OpenFloor open;
  open.floor = OpenFloorKind::open;
  play(stage, open);
  for (int n = 0; n < count; ++n) {
    play(stage, AddShare{{padded(name + std::to_string(n), 22)}, words, {}, {}, {}, {}});
  }
}

std::vector<std::string> names(const EarlierView& view) {
  std::vector<std::string> names;
  for (const ShareView& share : view.shares) {
    names.push_back(share.share.value.substr(0, share.share.value.find('-')));
  }
  return names;
}

}  // namespace

TEST_CASE("what was shared in earlier gatherings is looked back on, page before page") {
  Stage stage = living_circle();
  const int more_than_a_page = static_cast<int>(limits::counts::look_back_shares) + 2;
  share_in_a_gathering(stage, "first", more_than_a_page);
  CHECK(earlier_for(stage.circle(), nth_member(0), {}).shares.empty());
  play(stage, CloseGathering{});
  share_in_a_gathering(stage, "second", 1);

  const EarlierView last = earlier_for(stage.circle(), nth_member(0), {});
  CHECK(last.more);
  CHECK(std::ssize(last.shares) == limits::counts::look_back_shares);
  CHECK(names(last).front() == "first2");
  CHECK(names(last).back() == "first" + std::to_string(more_than_a_page - 1));
  const EarlierView before = earlier_for(stage.circle(), nth_member(0), last.shares[0].share);
  CHECK_FALSE(before.more);
  CHECK(names(before) == std::vector<std::string>{"first0", "first1"});
  CHECK(earlier_for(stage.circle(), nth_member(0), ShareId{padded("nowhere", 22)}).shares.size() ==
        last.shares.size());
}

TEST_CASE("nobody looks back further than they were there, or on what was taken back") {
  Stage stage = living_circle();
  share_in_a_gathering(stage, "early", 2);
  play(stage, Join{words, {}, false, 1, {}, {}, {}}, 1);
  play(stage, AddShare{{padded("late", 22)}, words, {}, {}, {}, {}});
  play(stage, CloseGathering{});
  CHECK(names(earlier_for(stage.circle(), nth_member(1), {})) == std::vector<std::string>{"late"});
  play(stage, TakeBackShare{{padded("early0", 22)}});
  CHECK(names(earlier_for(stage.circle(), nth_member(0), {})) ==
        std::vector<std::string>{"early1", "late"});
}
