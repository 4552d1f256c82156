// What time brings by itself. The rules never wait: they say when they want to be woken.
#include <algorithm>

#include "rules/features.hpp"
#include "rules/kept.hpp"
#include "rules/limits.hpp"
#include "rules/pods.hpp"
#include "rules/record.hpp"
#include "rules/waking.hpp"

namespace circlekeeper::rules {

namespace {

std::optional<Time> nobody_until(const Circle& circle) {
  if (!circle.nobody_here_since) return std::nullopt;
  return *circle.nobody_here_since + limits::lengths::nobody_here;
}

std::optional<Time> keeper_until(const Circle& circle) {
  const auto& floor = circle.gathering->floor;
  if (floor_rests(circle) || !circle.no_keeper_since || !floor || floor->kind != FloorKind::keeper)
    return std::nullopt;
  return *circle.no_keeper_since + limits::lengths::keeper_away;
}

// The gentle time's end is told softly to the holder, and to the keepers.
void tell_gentle_end(Story& story) {
  const Turn turn = *story.gathering().turn;
  story.tell_member(turn.holder, GentleTimeEnded{turn.number});
  story.tell_keepers(GentleTimeEnded{turn.number});
}

void lose_turn(Story& story) {
  const MemberId holder = story.gathering().turn->holder;
  end_turn(story, TurnEnd::lost);
  offer_again_at_end(story, holder);
}

void wake_turn(Story& story) {
  const auto& turn = story.gathering().turn;
  if (!turn) return;
  if (is_due(turn->grace_until, story.now())) return lose_turn(story);
  if (!turn->gentle_over && is_due(turn->gentle_until, story.now())) tell_gentle_end(story);
}

void wake_floor(Story& story) {
  const Gathering& gathering = story.gathering();
  if (is_due(gathering.silence_until, story.now())) story.tell(SilenceEnded{});
  wake_turn(story);
  if (!is_due(keeper_until(story.circle()), story.now())) return;
  story.tell(
      FloorOpened{OpenFloorKind::centre, gathering.floor->gentle, false, gathering.floor->prompt});
}

}  // namespace

Outcome act(Story& story, const Actor&, const Wake&) {
  empty_gatherings(story);
  empty_private_due(story);
  wake_board(story);
  wake_meet_ups(story);
  if (!story.circle().gathering) return {};
  if (is_due(nobody_until(story.circle()), story.now())) {
    close_gathering(story, std::nullopt, ClosedBy::nobody_here);
    empty_gatherings(story);
    return {};
  }
  const auto& pause = story.gathering().pause;
  if (pause && is_due(pause->until, story.now())) {
    story.tell(PauseEnded{});
    settle(story);
  }
  wake_stand_in(story);
  wake_quiet(story);
  if (!story.gathering().clocks_stopped_at) {
    wake_floor(story);
    wake_plan(story);
    wake_pods(story);
  }
  return {};
}

std::optional<Time> wake_at(const Circle& circle) {
  std::optional<Time> wake = empty_at(circle);
  sooner(wake, wake_board_at(circle));
  sooner(wake, wake_meet_ups_at(circle));
  if (!circle.gathering) return wake;
  const Gathering& gathering = *circle.gathering;
  sooner(wake, nobody_until(circle));
  if (gathering.pause) sooner(wake, gathering.pause->until);
  sooner(wake, wake_stand_in_at(circle));
  sooner(wake, wake_quiet_at(circle));
  if (gathering.clocks_stopped_at) return wake;
  sooner(wake, gathering.silence_until);
  sooner(wake, keeper_until(circle));
  sooner(wake, wake_plan_at(circle));
  sooner(wake, wake_pods_at(circle));
  if (!gathering.turn) return wake;
  sooner(wake, gathering.turn->grace_until);
  if (!gathering.turn->gentle_over) sooner(wake, gathering.turn->gentle_until);
  return wake;
}

}  // namespace circlekeeper::rules
