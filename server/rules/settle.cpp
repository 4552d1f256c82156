// What follows from every command by itself: clocks rest or go on, what was announced opens, and a
// free piece goes to who is next.
#include <algorithm>

#include "rules/pods.hpp"

namespace circlekeeper::rules {

namespace {

std::optional<Time> later(const std::optional<Time>& at, Length by) {
  if (!at) return std::nullopt;
  return *at + by;
}

// A grace that began while clocks rested begins anew; every other time moves by how long they
// rested.
std::optional<Time> grace_after_rest(const Story& story, Length rested) {
  const Turn& turn = *story.gathering().turn;
  const Member& holder = *find(story.circle(), turn.holder);
  if (holder.here) return std::nullopt;
  if (!turn.grace_until || holder.lost_at >= *story.gathering().clocks_stopped_at) {
    return story.now() + story.circle().grace;
  }
  return *turn.grace_until + rested;
}

void start_clocks(Story& story) {
  const Gathering& gathering = story.gathering();
  const Length rested = story.now() - *gathering.clocks_stopped_at;
  ClocksStarted started{{}, later(gathering.silence_until, rested), {}, {}};
  if (gathering.plan) started.activity_until = later(gathering.plan->until, rested);
  if (gathering.turn) {
    started.gentle_until = later(gathering.turn->gentle_until, rested);
    started.grace_until = grace_after_rest(story, rested);
  }
  story.tell(started);
  start_pod_clocks(story, rested);
}

// After a restart clocks rest from the last event on: nobody's time ran while the server was away.
Time resting_since(const Story& story) {
  return story.restarted() ? story.before() : story.now();
}

void settle_clocks(Story& story) {
  const bool rest = ought_to_rest(story.circle());
  if (rest == story.gathering().clocks_stopped_at.has_value()) return;
  if (rest) {
    story.tell(ClocksStopped{resting_since(story)});
  } else {
    start_clocks(story);
  }
}

void advance_hands(Story& story) {
  const auto& waiting = story.gathering().floor->waiting;
  const auto next = std::ranges::find_if(
      waiting, [&](const MemberId& id) { return is_free(story.circle(), id); });
  if (next != waiting.end()) begin_turn(story, MemberId{*next});
}

void advance(Story& story) {
  const Gathering& gathering = story.gathering();
  if (gathering.turn || gathering.clocks_stopped_at || floor_rests(story.circle())) return;
  if (gathering.announced) open_announced(story);
  if (gathering.silence_until || !gathering.floor) return;
  switch (gathering.floor->kind) {
    case FloorKind::round:
      return advance_round(story);
    case FloorKind::queue:
    case FloorKind::stack:
      return advance_hands(story);
    case FloorKind::popcorn:
    case FloorKind::keeper:
    case FloorKind::centre:
    case FloorKind::open:
    case FloorKind::silence:
      return;
  }
}

// Every pod at its own pace; once the last is over, everybody is back in the ring.
void settle_practice(Story& story) {
  if (!floor_rests(story.circle()) || story.gathering().clocks_stopped_at) return;
  std::int64_t last = 0;
  while (true) {
    const auto& pods = practice_of(story).pods;
    const auto next = std::ranges::find_if(pods, [&](const Pod& pod) { return pod.number > last; });
    if (next == pods.end()) break;
    last = next->number;
    settle_pod(story, last);
    if (!practice_of(story).unsettled.empty()) form_again(story);
  }
  if (!practice_of(story).unsettled.empty()) form_again(story);
  if (practice_of(story).pods.empty()) story.tell(PracticeClosed{});
}

}  // namespace

void settle(Story& story) {
  if (!story.circle().gathering) return;
  settle_stand_in(story);
  settle_clocks(story);
  settle_practice(story);
  advance(story);
}

}  // namespace circlekeeper::rules
