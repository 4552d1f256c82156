// The piece from hand to hand, and the hands that ask for it.
#include <algorithm>

#include "rules/features.hpp"

namespace circlekeeper::rules {

namespace {

Outcome may_receive(const Story& story, const MemberId& to) {
  const Member* member = find(story.circle(), to);
  if (member == nullptr) return refuse(RefusalCode::unknown_member, "to");
  if (member->witness) return refuse_about(RefusalCode::member_is_witness, to);
  if (!is_free(story.circle(), to)) return refuse_about(RefusalCode::member_is_away, to);
  if (is_passed_over(story.circle(), to)) return refuse_about(RefusalCode::is_passed_over, to);
  return {};
}

// 'Everybody once before twice', while it is on and somebody here had no turn yet.
bool must_wait(const Story& story, const MemberId& id) {
  const Floor& floor = *story.gathering().floor;
  return floor.everybody_once && contains(floor.had, id) && !everybody_had(story.circle());
}

Outcome hand_on_popcorn(Story& story, const Actor& actor, const HandPiece& asked) {
  const auto& turn = story.gathering().turn;
  if (!turn || turn->holder != *actor.member) return refuse(RefusalCode::piece_is_not_yours);
  if (asked.turn != turn->number) return refuse(RefusalCode::turn_is_over, "turn");
  if (story.gathering().floor->offered_to) return refuse(RefusalCode::offered_already);
  if (asked.to == *actor.member) return refuse(RefusalCode::not_yourself, "to");
  if (Outcome may = may_receive(story, asked.to); !may) return may;
  if (must_wait(story, asked.to)) return refuse_about(RefusalCode::everybody_once_first, asked.to);
  story.tell(PieceOffered{asked.to});
  return {};
}

Outcome hand_as_keeper(Story& story, const Actor& actor, const HandPiece& asked) {
  if (!leads(story.circle(), *find(story.circle(), *actor.member))) {
    return refuse(RefusalCode::keepers_only);
  }
  if (story.gathering().silence_until) return refuse(RefusalCode::silence_is_kept);
  if (story.gathering().turn) {
    return refuse_about(RefusalCode::piece_is_held, story.gathering().turn->holder);
  }
  if (Outcome may = may_receive(story, asked.to); !may) return may;
  begin_turn(story, asked.to);
  return {};
}

// Among raised hands of a stack, who had the fewest turns, then who raised first.
std::size_t place_of(const Circle& circle, const Floor& floor, const MemberId& id) {
  if (floor.kind == FloorKind::queue) return floor.waiting.size();
  const std::int64_t turns = find(circle, id)->turn_count;
  const auto after = std::ranges::find_if(floor.waiting, [&](const MemberId& other) {
    return find(circle, other)->turn_count > turns;
  });
  return static_cast<std::size_t>(after - floor.waiting.begin());
}

bool takes_hands(const Floor& floor) {
  return floor.kind == FloorKind::queue || floor.kind == FloorKind::stack;
}

}  // namespace

bool everybody_had(const Circle& circle) {
  return std::ranges::all_of(circle.members, [&](const Member& member) {
    return member.witness || !is_free(circle, member.id) || is_passed_over(circle, member.id) ||
           contains(circle.gathering->floor->had, member.id);
  });
}

Outcome act(Story& story, const Actor& actor, const HandPiece& asked) {
  if (!story.gathering().floor) return refuse(RefusalCode::no_floor);
  const FloorKind kind = story.gathering().floor->kind;
  if (kind == FloorKind::popcorn) return hand_on_popcorn(story, actor, asked);
  if (kind == FloorKind::keeper) return hand_as_keeper(story, actor, asked);
  return refuse(RefusalCode::floor_forbids);
}

void happen(Circle& circle, const PieceOffered& event, const Told&) {
  circle.gathering->floor->offered_to = event.to;
}

Outcome act(Story& story, const Actor& actor, const DeclinePiece&) {
  const auto& floor = story.gathering().floor;
  if (!floor || floor->offered_to != *actor.member) return refuse(RefusalCode::not_offered);
  story.tell(OfferEnded{*actor.member});
  return {};
}

void happen(Circle& circle, const OfferEnded&, const Told&) {
  circle.gathering->floor->offered_to.reset();
}

Outcome act(Story& story, const Actor& actor, const TakePiece&) {
  const Gathering& gathering = story.gathering();
  if (!gathering.floor) return refuse(RefusalCode::no_floor);
  if (gathering.silence_until) return refuse(RefusalCode::silence_is_kept);
  if (gathering.floor->offered_to == *actor.member) {
    end_turn(story, TurnEnd::handed);
    begin_turn(story, *actor.member);
    return {};
  }
  if (gathering.turn) return refuse_about(RefusalCode::piece_is_held, gathering.turn->holder);
  const FloorKind kind = gathering.floor->kind;
  if (kind != FloorKind::centre && kind != FloorKind::popcorn) {
    return refuse(RefusalCode::floor_forbids);
  }
  if (must_wait(story, *actor.member)) return refuse(RefusalCode::everybody_once_first);
  begin_turn(story, *actor.member);
  return {};
}

Outcome act(Story& story, const Actor& actor, const RaiseHand&) {
  const Gathering& gathering = story.gathering();
  if (!gathering.floor) return refuse(RefusalCode::no_floor);
  if (!takes_hands(*gathering.floor)) return refuse(RefusalCode::floor_forbids);
  if (gathering.turn && gathering.turn->holder == *actor.member) {
    return refuse_about(RefusalCode::piece_is_held, *actor.member);
  }
  if (contains(gathering.floor->waiting, *actor.member)) return refuse(RefusalCode::hand_is_up);
  const std::size_t place = place_of(story.circle(), *gathering.floor, *actor.member);
  story.tell(HandRaised{*actor.member, static_cast<std::int64_t>(place)});
  return {};
}

void happen(Circle& circle, const HandRaised& event, const Told&) {
  auto& waiting = circle.gathering->floor->waiting;
  waiting.insert(waiting.begin() + event.place, event.member);
}

Outcome act(Story& story, const Actor& actor, const LowerHand&) {
  const auto& floor = story.gathering().floor;
  const bool up = floor && takes_hands(*floor) && contains(floor->waiting, *actor.member);
  if (!up) return refuse(RefusalCode::hand_is_down);
  story.tell(HandLowered{*actor.member});
  return {};
}

void happen(Circle& circle, const HandLowered& event, const Told&) {
  drop(circle.gathering->floor->waiting, event.member);
}

}  // namespace circlekeeper::rules
