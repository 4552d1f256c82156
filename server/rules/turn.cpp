// The piece in somebody's hands: how a turn begins, takes its time, and ends.
#include <algorithm>

#include "rules/features.hpp"
#include "rules/limits.hpp"

namespace circlekeeper::rules {

namespace {

Outcome is_my_turn(const Story& story, const Actor& actor, std::int64_t turn) {
  const auto& current = story.gathering().turn;
  if (current && current->number == turn && current->holder == *actor.member) return {};
  if (!current || current->number != turn) return refuse(RefusalCode::turn_is_over, "turn");
  return refuse(RefusalCode::piece_is_not_yours);
}

// A typed turn without a share is a pass, however it was given on; a spoken one only when it says
// so.
bool went_unused(const Story& story, bool said_pass) {
  if (story.circle().meets == Meets::typed) return !story.gathering().turn->spoke;
  return said_pass;
}

Outcome give_on(Story& story, const Actor& actor, std::int64_t turn, bool said_pass) {
  if (Outcome mine = is_my_turn(story, actor, turn); !mine) return mine;
  const bool unused = went_unused(story, said_pass);
  end_turn(story, TurnEnd::passed_on);
  if (unused && story.gathering().floor->kind == FloorKind::round) {
    story.tell_nobody(TurnUnused{*actor.member});
  }
  return {};
}

}  // namespace

void begin_turn(Story& story, const MemberId& holder) {
  const Floor& floor = *story.gathering().floor;
  TurnBegan began{story.gathering().turn_count + 1, holder, std::nullopt};
  if (floor.gentle && !find(story.circle(), holder)->no_time) {
    began.gentle_until = story.now() + *floor.gentle;
  }
  story.tell(std::move(began));
}

void happen(Circle& circle, const TurnBegan& event, const Told& told) {
  Gathering& gathering = *circle.gathering;
  Floor& floor = *gathering.floor;
  gathering.turn = Turn{event.turn, event.holder, told.at, event.gentle_until, {}, false, false};
  gathering.turn_count = event.turn;
  if (contains(floor.ending, event.holder)) floor.returned.push_back(event.holder);
  drop(floor.waiting, event.holder);
  drop(floor.ending, event.holder);
  floor.offered_to.reset();
  if (!contains(floor.had, event.holder)) floor.had.push_back(event.holder);
  if (!contains(gathering.offered, event.holder)) gathering.offered.push_back(event.holder);
  find(circle, event.holder)->turn_count += 1;
}

void end_turn(Story& story, TurnEnd how) {
  story.tell(TurnEnded{story.gathering().turn->number, how});
}

void happen(Circle& circle, const TurnEnded&, const Told&) {
  circle.gathering->turn.reset();
  circle.gathering->floor->offered_to.reset();
}

Outcome act(Story& story, const Actor& actor, const PassOn& asked) {
  return give_on(story, actor, asked.turn, false);
}

Outcome act(Story& story, const Actor& actor, const Pass& asked) {
  return give_on(story, actor, asked.turn, true);
}

void happen(Circle& circle, const TurnUnused& event, const Told&) {
  Floor& floor = *circle.gathering->floor;
  if (!contains(floor.passed, event.member)) floor.passed.push_back(event.member);
}

// On a list that comes last it is a plain pass.
Outcome act(Story& story, const Actor& actor, const ComeBack& asked) {
  if (Outcome mine = is_my_turn(story, actor, asked.turn); !mine) return mine;
  if (story.gathering().floor->kind != FloorKind::round) return refuse(RefusalCode::floor_forbids);
  const Floor& floor = *story.gathering().floor;
  if (floor.second_chance_given || contains(floor.returned, *actor.member)) {
    return give_on(story, actor, asked.turn, true);
  }
  end_turn(story, TurnEnd::passed_on);
  offer_again_at_end(story, *actor.member);
  return {};
}

Outcome act(Story& story, const Actor& actor, const TakeMoreTime& asked) {
  if (Outcome mine = is_my_turn(story, actor, asked.turn); !mine) return mine;
  const Gathering& gathering = story.gathering();
  if (!gathering.turn->gentle_until) return refuse(RefusalCode::no_gentle_time);
  Length more = limits::lengths::more_time;
  if (gathering.floor->gentle) more.ms = std::max<std::int64_t>(gathering.floor->gentle->ms / 2, 1);
  story.tell(TimeAdded{asked.turn, std::max(*gathering.turn->gentle_until, story.now()) + more});
  return {};
}

void happen(Circle& circle, const TimeAdded& event, const Told&) {
  circle.gathering->turn->gentle_until = event.gentle_until;
  circle.gathering->turn->gentle_over = false;
}

void happen(Circle& circle, const GentleTimeEnded&, const Told&) {
  circle.gathering->turn->gentle_over = true;
}

Outcome act(Story& story, const Actor& actor, const LayPiece& asked) {
  if (Outcome mine = is_my_turn(story, actor, asked.turn); !mine) return mine;
  const FloorKind kind = story.gathering().floor->kind;
  if (kind != FloorKind::popcorn && kind != FloorKind::keeper && kind != FloorKind::centre) {
    return refuse(RefusalCode::floor_forbids);
  }
  end_turn(story, TurnEnd::laid);
  return {};
}

Outcome act(Story& story, const Actor&, const ReleasePiece& asked) {
  if (!story.gathering().turn) return refuse(RefusalCode::nobody_holds);
  if (story.gathering().turn->number != asked.turn)
    return refuse(RefusalCode::turn_is_over, "turn");
  end_turn(story, TurnEnd::released);
  return {};
}

}  // namespace circlekeeper::rules
