// The lists of a round: each seated member once, then the end list, then, if wished, a second
// chance for who passed. Nobody is skipped in silence, and nobody is offered the piece twice on one
// list.
#include <algorithm>

#include "rules/features.hpp"

namespace circlekeeper::rules {

namespace {

const Floor& floor_of(const Story& story) {
  return *story.gathering().floor;
}

bool is_open_round(const Circle& circle) {
  return circle.gathering && circle.gathering->floor &&
         circle.gathering->floor->kind == FloorKind::round && !circle.gathering->floor->closed;
}

std::vector<MemberId> still_asked(const Circle& circle, const std::vector<MemberId>& list) {
  std::vector<MemberId> seated;
  std::ranges::copy_if(list, std::back_inserter(seated), [&](const MemberId& id) {
    const Member* member = find(circle, id);
    return member != nullptr && !member->witness && !is_passed_over(circle, id);
  });
  return seated;
}

// Who is away at their turn is offered it at the end; there, they are not waited for.
bool pass_over(Story& story, const MemberId& next) {
  if (is_free(story.circle(), next)) return false;
  const bool on_end_list = !contains(floor_of(story).waiting, next);
  if (on_end_list || floor_of(story).second_chance_given) {
    story.tell(Skipped{next});
  } else {
    offer_again_at_end(story, next);
  }
  return true;
}

// Who is aside is waited for, once the others had their turn.
std::optional<MemberId> next_of(const Circle& circle) {
  const Floor& floor = *circle.gathering->floor;
  if (!floor.waiting.empty()) return floor.waiting.front();
  const auto next = std::ranges::find_if(floor.ending, [&](const MemberId& id) {
    return !is_here(circle, id) || !is_aside(circle, id);
  });
  if (next == floor.ending.end()) return std::nullopt;
  return *next;
}

}  // namespace

void offer_again_at_end(Story& story, const MemberId& member) {
  if (!is_open_round(story.circle())) return;
  const Floor& floor = floor_of(story);
  if (floor.second_chance_given || contains(floor.returned, member)) return;
  story.tell(PutAtEnd{member});
}

void advance_round(Story& story) {
  if (floor_of(story).closed) return;
  while (const auto next = next_of(story.circle())) {
    if (pass_over(story, *next)) continue;
    begin_turn(story, *next);
    return;
  }
  if (!floor_of(story).ending.empty()) return;
  const std::vector<MemberId> passed = still_asked(story.circle(), floor_of(story).passed);
  if (floor_of(story).second_chance && !floor_of(story).second_chance_given && !passed.empty()) {
    story.tell(SecondChanceBegan{passed});
    advance_round(story);
    return;
  }
  story.tell(RoundClosed{});
}

void happen(Circle& circle, const PutAtEnd& event, const Told&) {
  Floor& floor = *circle.gathering->floor;
  drop(floor.waiting, event.member);
  drop(floor.ending, event.member);
  floor.ending.push_back(event.member);
}

void happen(Circle& circle, const Skipped& event, const Told&) {
  Floor& floor = *circle.gathering->floor;
  if (contains(floor.ending, event.member)) floor.returned.push_back(event.member);
  drop(floor.waiting, event.member);
  drop(floor.ending, event.member);
}

void happen(Circle& circle, const SecondChanceBegan& event, const Told&) {
  Floor& floor = *circle.gathering->floor;
  floor.waiting = event.order;
  floor.second_chance_given = true;
}

void happen(Circle& circle, const RoundClosed&, const Told&) {
  Floor& floor = *circle.gathering->floor;
  floor.closed = true;
  floor.waiting.clear();
  floor.ending.clear();
}

}  // namespace circlekeeper::rules
