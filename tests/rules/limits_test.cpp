// The bounds that the rules keep, at each and one beyond: a refusal with its code, and the circle
// as it was.
#include "rules/limits.hpp"

#include <catch2/catch.hpp>

#include "rules/evolve.hpp"
#include "tests/rules/acts.hpp"
#include "tests/rules/transcript.hpp"

using namespace circlekeeper;
using namespace circlekeeper::rules;
using tests::nth_member;

namespace {

const Sealed words{1, tests::padded("words", 40)};

Join joining() {
  return {words, {}, false, 1, {}, {}, {}};
}

struct Circled {
  Circle circle;
  Time now{1'800'000'000'000};

  Circled() {
    ask(make({}), actor(0));
    ask(Connect{}, actor(0));
  }
  static MakeCircle make(Length grace) {
    MakeCircle make = tests::a_circle(Meets::typed, Keeps::circle_lives);
    make.grace = grace;
    return make;
  }
  static Actor actor(std::int64_t n, Link link = Link::invitation) {
    return {nth_member(static_cast<std::size_t>(n)), link, std::string(64, 'd'), {}};
  }
  // The refusal's code and field, or nothing.
  std::string ask(const Command& command, const Actor& who) {
    const Circle before = circle;
    const auto told = decide(circle, command, who, {now, 1});
    if (told) return "";
    CHECK(circle == before);
    return std::string(name_of(told.error().code)) + " " + told.error().field;
  }
  std::string open(std::optional<Length> gentle) {
    return ask(OpenFloor{OpenFloorKind::centre, gentle, false, {}, true}, actor(0));
  }
  std::string share(std::int64_t n) {
    return ask(AddShare{{tests::padded("s" + std::to_string(n), 22)}, words, {}, {}, {}, {}},
               actor(0));
  }
};

}  // namespace

TEST_CASE("a circle has members_max members") {
  Circled it;
  const Join join = joining();
  for (std::int64_t n = 1; n < limits::counts::members_max; ++n) {
    CHECK(it.ask(join, Circled::actor(n)).empty());
  }
  CHECK(it.ask(join, Circled::actor(500)) == "circle_is_full ");
  CHECK(it.ask(Leave{false}, Circled::actor(1)).empty());
  CHECK(it.ask(join, Circled::actor(500)).empty());
}

TEST_CASE("a circle has keepers_max keepers, whether they come new or were members") {
  Circled it;
  const Join join = joining();
  CHECK(it.ask(join, Circled::actor(99)).empty());
  for (std::int64_t n = 1; n < limits::counts::keepers_max; ++n) {
    CHECK(it.ask(join, Circled::actor(n, Link::keeper)).empty());
  }
  CHECK(it.ask(join, Circled::actor(98, Link::keeper)) == "keepers_are_enough ");
  CHECK(it.ask(join, Circled::actor(99, Link::keeper)) == "keepers_are_enough ");
  CHECK(it.ask(join, Circled::actor(98)).empty());
}

TEST_CASE("a member has devices_max devices") {
  Circled it;
  for (std::int64_t n = 1; n < limits::counts::devices_max; ++n) {
    CHECK(it.ask(WelcomeDevice{std::string(64, static_cast<char>('a' + n))}, it.actor(0)).empty());
  }
  CHECK(it.ask(WelcomeDevice{std::string(64, 'z')}, it.actor(0)) == "devices_are_enough ");
}

TEST_CASE("a circle keeps shares_max shares") {
  Circled it;
  it.ask(OpenGathering{}, it.actor(0));
  it.ask(OpenFloor{OpenFloorKind::open, {}, false, {}, true}, it.actor(0));
  CHECK(it.share(0).empty());
  // The rest is put there as the log would: deciding ten thousand times takes long.
  Share like = it.circle.shares.back();
  for (std::int64_t i = 2; i < limits::counts::shares_max; ++i) {
    like.id = {tests::padded("kept" + std::to_string(i), 22)};
    it.circle.shares.push_back(like);
  }
  CHECK(it.share(1).empty());
  CHECK(it.share(2) == "shares_are_enough ");
}

TEST_CASE("a circle keeps templates_max templates of its own") {
  Circled it;
  const auto keep = [&](std::int64_t n, const Sealed& body) {
    const TemplateId id{tests::padded("t" + std::to_string(n), 22)};
    return it.ask(KeepTemplate{id, words, body}, it.actor(0));
  };
  for (std::int64_t n = 0; n < limits::counts::templates_max; ++n) CHECK(keep(n, words).empty());
  CHECK(keep(99, words) == "templates_are_enough ");
  CHECK(keep(0, words).empty());  // in place of the one that is there
  const Sealed empty{1, ""};
  CHECK(keep(0, empty) == "malformed body");
  CHECK(it.ask(KeepTemplate{{tests::padded("t0", 22)}, empty, words}, it.actor(0)) ==
        "malformed title");
  CHECK(it.ask(ForgetTemplate{{tests::padded("t1", 22)}}, it.actor(0)).empty());
  CHECK(keep(99, words).empty());
}

TEST_CASE("the last remembered_commands commands of a member are known again") {
  Circled it;
  for (std::int64_t n = 0; n <= limits::counts::remembered_commands; ++n) {
    Actor who = it.actor(0);
    who.command = CommandId{"c" + std::to_string(n)};
    CHECK(it.ask(Rename{words, {}}, who).empty());
  }
  const auto known = [&](const char* id) {
    return done_already(it.circle, nth_member(0), {id}).has_value();
  };
  CHECK_FALSE(known("c0"));
  CHECK(known("c1"));
  CHECK(known("c64"));
}

TEST_CASE("lengths may be what they may be, and no millisecond beyond") {
  Circled it;
  const auto less = [](Length length) { return Length{length.ms - 1}; };
  const auto more = [](Length length) { return Length{length.ms + 1}; };
  Circle none;
  using namespace limits::lengths;
  CHECK_FALSE(decide(none, Circled::make(more(grace_max)), it.actor(0), {it.now, 1}));
  CHECK(decide(none, Circled::make(grace_max), it.actor(0), {it.now, 1}));
  CHECK(it.ask(OpenGathering{{}, more(silence_max), {}}, it.actor(0)) == "out_of_range quiet");
  CHECK(it.ask(OpenGathering{}, it.actor(0)).empty());
  CHECK(it.open(less(gentle_min)) == "out_of_range gentle");
  CHECK(it.open(more(gentle_max)) == "out_of_range gentle");
  CHECK(it.open(gentle_min).empty());
  CHECK(it.open(gentle_max).empty());
  CHECK(it.ask(CallSilence{more(silence_max), true}, it.actor(0)) == "out_of_range length");
  CHECK(it.ask(CallSilence{silence_max, true}, it.actor(0)).empty());
  CHECK(*it.circle.gathering->silence_until == it.now + silence_max);
  CHECK(it.ask(EndSilence{}, it.actor(0)).empty());
  CHECK(it.ask(AskPause{{}}, it.actor(0)).empty());
  CHECK(it.circle.gathering->pause->until == it.now + pause_max);
}

TEST_CASE(
    "the rules ask to be woken when no keeper was here for keeper_away, nobody for nobody_here") {
  Circled it;
  it.ask(joining(), it.actor(1));
  it.ask(Connect{}, it.actor(1));
  it.ask(OpenGathering{}, it.actor(0));
  it.ask(OpenFloor{OpenFloorKind::keeper, {}, false, {}, true}, it.actor(0));
  it.ask(Disconnect{}, it.actor(0));
  CHECK(wake_at(it.circle) == it.now + limits::lengths::keeper_away);
  it.ask(Disconnect{}, it.actor(1));
  CHECK(wake_at(it.circle) == it.now + limits::lengths::nobody_here);
}

namespace {

Actor device_of(Actor actor, std::int64_t n) {
  actor.digest = std::string(60, 'd') + std::to_string(1000 + n);
  return actor;
}

}  // namespace

TEST_CASE("waiting_max wait at the door, and seats bound who has one") {
  Circled it;
  it.ask(ChangeDoor{true, {}}, it.actor(0));
  for (std::int64_t n = 1; n <= limits::counts::waiting_max; ++n) {
    REQUIRE(it.ask(joining(), device_of(it.actor(n), n)).empty());
  }
  const std::int64_t next = limits::counts::waiting_max + 1;
  CHECK(it.ask(joining(), device_of(it.actor(next), next)) == "door_is_full ");
  CHECK(it.ask(LetIn{{nth_member(1)}, false}, it.actor(0)).empty());
  CHECK(it.ask(joining(), device_of(it.actor(next), next)).empty());
  CHECK(it.ask(ChangeDoor{{}, 1}, it.actor(0)) == "too_few_seats seats");
  CHECK(it.ask(ChangeDoor{{}, limits::counts::seats_min}, it.actor(0)).empty());
  CHECK(it.ask(LetIn{{nth_member(2), nth_member(3)}, false}, it.actor(0)) == "circle_is_full ");
  CHECK(it.ask(LetIn{{nth_member(2), nth_member(3)}, true}, it.actor(0)).empty());
}

TEST_CASE("invitations_max invitations for one person are open at once") {
  Circled it;
  const auto add = [&](std::int64_t n) {
    return it.ask(
        AddInvitation{{tests::padded("i" + std::to_string(n), 22)}, std::string(64, 'f'), {}},
        it.actor(0));
  };
  for (std::int64_t n = 0; n < limits::counts::invitations_max; ++n) REQUIRE(add(n).empty());
  CHECK(add(99) == "invitations_are_enough ");
  CHECK(add(0) == "invitation_is_known invitation");
  CHECK(it.ask(TakeBackInvitation{{tests::padded("i0", 22)}}, it.actor(0)).empty());
  CHECK(add(99).empty());
}

TEST_CASE("keys_max keys, one after the other") {
  Circled it;
  for (std::int64_t n = 1; n < limits::counts::keys_max; ++n) {
    REQUIRE(it.ask(RenewKey{tests::a_renewal(it.circle, {})}, it.actor(0)).empty());
  }
  CHECK(it.circle.key_number == limits::counts::keys_max);
  CHECK(it.ask(RenewKey{tests::a_renewal(it.circle, {})}, it.actor(0)) == "keys_are_enough ");
}

TEST_CASE("beyond device_keys_max each member may announce one device alone; the oldest make way") {
  Circled it;
  const auto announce = [&](std::int64_t who, std::int64_t n) {
    const std::string id = "p" + std::to_string(who) + "-" + std::to_string(n);
    return it.ask(AnnounceKey{{tests::padded(id, 22)}, words}, it.actor(who));
  };
  const std::int64_t people = limits::counts::device_keys_max / limits::counts::devices_max + 2;
  for (std::int64_t who = 1; who <= people; ++who)
    REQUIRE(it.ask(joining(), it.actor(who)).empty());
  std::int64_t count = 0;
  for (std::int64_t who = 1; count < limits::counts::device_keys_max; ++who) {
    for (std::int64_t n = 0; n < limits::counts::devices_max; ++n, ++count) {
      if (count == limits::counts::device_keys_max) break;
      REQUIRE(announce(who, n).empty());
    }
  }
  CHECK(announce(people, 0).empty());
  CHECK(announce(people, 0).empty());  // the same device again
  CHECK(announce(people, 1) == "devices_are_enough ");
  CHECK(announce(1, limits::counts::devices_max).empty());  // in place of their oldest
  const auto& keys = find(it.circle, nth_member(1))->keys;
  CHECK(std::ssize(keys) == limits::counts::devices_max);
  CHECK(keys.front().device.value == tests::padded("p1-1", 22));
  CHECK(it.ask(AnnounceKey{keys.front().device, words}, it.actor(people)) ==
        "device_is_taken device");
}

TEST_CASE(
    "without a keeper for keeper_away anyone may stand in, and after stand_in_wait it rests") {
  Circled it;
  it.ask(joining(), it.actor(1));
  it.ask(Connect{}, it.actor(1));
  it.ask(OpenGathering{}, it.actor(0));
  const Time left = it.now;
  it.ask(Disconnect{}, it.actor(0));
  it.now = left + Length{limits::lengths::keeper_away.ms - 1};
  CHECK(it.ask(StandIn{true}, it.actor(1)) == "no_stand_in_needed ");
  it.now = left + limits::lengths::keeper_away;
  it.ask(Wake{}, {});
  CHECK(wake_at(it.circle) == it.now + limits::lengths::stand_in_wait);
  it.now = it.now + limits::lengths::stand_in_wait;
  it.ask(Wake{}, {});
  CHECK(it.circle.gathering->rests);
  CHECK(it.ask(StandIn{true}, it.actor(1)).empty());
  CHECK_FALSE(it.circle.gathering->rests);
}

TEST_CASE("a plan's parts are bounded in number and in length") {
  Circled it;
  CHECK(it.ask(OpenGathering{}, Circled::actor(0)).empty());
  const auto plan = [&](Length length) {
    Activity activity;
    activity.length = length;
    return ChangePlan{
        it.circle.gathering->plan ? it.circle.gathering->plan->version : 0, {activity}, {}};
  };
  const auto over = [](Length length, std::int64_t by) { return Length{length.ms + by}; };
  const std::string refused = "out_of_range ahead.0.length";
  CHECK(it.ask(plan(over(limits::lengths::activity_min, -1)), Circled::actor(0)) == refused);
  CHECK(it.ask(plan(over(limits::lengths::activity_max, 1)), Circled::actor(0)) == refused);
  CHECK(it.ask(plan(limits::lengths::activity_max), Circled::actor(0)).empty());
  for (std::int64_t n = 0; n <= limits::counts::plan_done_max; ++n) {
    CHECK(it.ask(plan(limits::lengths::activity_min), Circled::actor(0)).empty());
    const std::int64_t version = it.circle.gathering->plan->version;
    CHECK(it.ask(BeginActivity{version, 0}, Circled::actor(0)).empty());
  }
  CHECK(it.ask(plan(limits::lengths::activity_min), Circled::actor(0)).empty());
  const std::int64_t version = it.circle.gathering->plan->version;
  CHECK(it.ask(BeginActivity{version, 0}, Circled::actor(0)) == "plan_is_long ");
}

TEST_CASE("a circle keeps plans_max plans, and each can be put in another's place") {
  Circled it;
  const auto keep = [&](std::int64_t n) {
    const PlanId id{tests::padded("p" + std::to_string(n), 22)};
    return it.ask(KeepPlan{id, words, words, {}}, Circled::actor(0));
  };
  for (std::int64_t n = 0; n < limits::counts::plans_max; ++n) CHECK(keep(n).empty());
  CHECK(keep(500) == "plans_are_enough ");
  CHECK(keep(0).empty());
}

TEST_CASE("the board has room for entries_max, and for entries_per_member of one") {
  Circled it;
  const auto put = [&](std::int64_t member, std::int64_t n) {
    const EntryId id{tests::padded(std::to_string(member) + "e" + std::to_string(n), 22)};
    return it.ask(PutOnBoard{id, EntryKind::offer, words}, Circled::actor(member));
  };
  for (std::int64_t n = 0; n < limits::counts::entries_per_member; ++n) CHECK(put(0, n).empty());
  CHECK(put(0, 500) == "entries_of_one_enough ");
  CHECK(put(0, 0).empty());
  std::int64_t there = limits::counts::entries_per_member;
  for (std::int64_t member = 1; there < limits::counts::entries_max; ++member, ++there) {
    CHECK(it.ask(joining(), Circled::actor(member)).empty());
    CHECK(put(member, 0).empty());
  }
  CHECK(put(1, 500) == "entries_are_enough ");
}

TEST_CASE("a member has small_steps_per_member small steps, and proposes meet_ups_per_member") {
  Circled it;
  CHECK(it.ask(joining(), Circled::actor(1)).empty());
  const auto step = [&](std::int64_t n) {
    const SmallStepId id{tests::padded("w" + std::to_string(n), 22)};
    return it.ask(ChooseSmallStep{id, false, words, {}}, Circled::actor(0));
  };
  for (std::int64_t n = 0; n < limits::counts::small_steps_per_member; ++n) {
    CHECK(step(n).empty());
  }
  CHECK(step(500) == "small_steps_are_enough ");
  CHECK(step(0).empty());
  const auto propose = [&](std::int64_t n, std::optional<Time> at) {
    const MeetUpId id{tests::padded("m" + std::to_string(n), 22)};
    return it.ask(ProposeMeetUp{id, nth_member(1), MeetUpKind::meal, at, {}}, Circled::actor(0));
  };
  const Time last = it.now + limits::lengths::next_ahead_max;
  CHECK(propose(0, last + Length{1}) == "out_of_range at");
  CHECK(propose(0, last).empty());
  for (std::int64_t n = 1; n < limits::counts::meet_ups_per_member; ++n) {
    CHECK(propose(n, {}).empty());
  }
  CHECK(propose(500, {}) == "meet_ups_are_enough ");
}

TEST_CASE("life_max gatherings are remembered, and a keeper has record_notes_max notes") {
  Circled it;
  for (std::int64_t n = 0; n <= limits::counts::life_max; ++n) {
    REQUIRE(it.ask(OpenGathering{}, Circled::actor(0)).empty());
    if (n == 0) {
      for (std::int64_t k = 0; k < limits::counts::held_max + 2; ++k) {
        const auto floor = k % 2 ? OpenFloorKind::open : OpenFloorKind::centre;
        CHECK(it.ask(OpenFloor{floor, {}, false, {}, true}, Circled::actor(0)).empty());
        CHECK(it.ask(CallSilence{{1000}, true}, Circled::actor(0)).empty());
        CHECK(it.ask(EndSilence{}, Circled::actor(0)).empty());
      }
      CHECK(std::ssize(it.circle.gathering->held) == limits::counts::held_max);
    }
    REQUIRE(it.ask(CloseGathering{}, Circled::actor(0)).empty());
  }
  CHECK(std::ssize(it.circle.life) == limits::counts::life_max);
  CHECK(it.circle.life.front().gathering == 2);
  const auto note = [&](std::int64_t gathering) {
    return it.ask(KeepRecordNote{gathering, words}, Circled::actor(0));
  };
  CHECK(note(1) == "unknown_gathering gathering");
  for (std::int64_t n = 0; n < limits::counts::record_notes_max; ++n) CHECK(note(2 + n).empty());
  CHECK(note(limits::counts::life_max) == "record_notes_are_enough ");
  CHECK(note(2).empty());
}

TEST_CASE("the next gathering is next_ahead_max ahead at most") {
  Circled it;
  const auto announce = [&](Time at) {
    return it.ask(AnnounceNext{Next{at, Rhythm::weekly, "Europe/Madrid", {}, {}}},
                  Circled::actor(0));
  };
  const Time last = it.now + limits::lengths::next_ahead_max;
  CHECK(announce(last + Length{1}) == "out_of_range next.at");
  CHECK(announce(last).empty());
  CHECK(announce({it.now.ms - limits::lengths::meet_up_over.ms - 1}) == "out_of_range next.at");
}
