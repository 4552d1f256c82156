// The ring changes while a floor is open: nobody is skipped, nobody is offered the piece twice.
#include "rules/pods.hpp"

namespace circlekeeper::rules {

void join_floor(Story& story, const MemberId& member) {
  const auto& gathering = story.circle().gathering;
  if (gathering && gathering->practice && !gathering->practice->has_begun &&
      !find(story.circle(), member)->keeper) {
    choose_part(story, member, true);
  }
  wait_in_round(story, member);
}

void wait_in_round(Story& story, const MemberId& member) {
  const auto& gathering = story.circle().gathering;
  if (!gathering || !gathering->floor || gathering->floor->kind != FloorKind::round) return;
  if (is_passed_over(story.circle(), member)) return;
  const Floor& floor = *gathering->floor;
  if (contains(floor.waiting, member) || contains(floor.ending, member)) return;
  if (!contains(floor.had, member)) offer_again_at_end(story, member);
}

void step_out(Story& story, const MemberId& member) {
  if (!story.circle().gathering) return;
  leave_pod(story, member);
  end_aside(story, member);
  if (story.gathering().stand_in == member) story.tell(StandInEnded{member});
  const auto& floor = story.gathering().floor;
  if (floor && floor->offered_to == member) story.tell(OfferEnded{member});
  if (story.gathering().turn && story.gathering().turn->holder == member) {
    end_turn(story, TurnEnd::left);
  }
  if (!floor) return;
  if (floor->kind == FloorKind::round) {
    if (contains(floor->waiting, member) || contains(floor->ending, member)) {
      story.tell(Skipped{member});
    }
  } else if (contains(floor->waiting, member)) {
    story.tell(HandLowered{member});
  }
}

}  // namespace circlekeeper::rules
