// Which floor is open. A change lets the holder finish, unless the keeper says now.
#include <algorithm>

#include "rules/drawing.hpp"
#include "rules/features.hpp"
#include "rules/limits.hpp"
#include "rules/plan.hpp"
#include "rules/record.hpp"

namespace circlekeeper::rules {

Outcome check_gentle(const std::optional<Length>& gentle) {
  const bool fits =
      !gentle || (*gentle >= limits::lengths::gentle_min && *gentle <= limits::lengths::gentle_max);
  if (!fits) return refuse(RefusalCode::out_of_range, "gentle");
  return {};
}

Outcome check_prompt(const std::optional<Prompt>& prompt) {
  if (prompt && prompt->key.has_value() == prompt->words.has_value()) {
    return refuse(RefusalCode::one_of_two, "prompt");
  }
  return {};
}

namespace {

std::vector<MemberId> seated(const Circle& circle) {
  std::vector<MemberId> seats;
  for (const Member& member : circle.members) {
    if (!member.witness) seats.push_back(member.id);
  }
  return seats;
}

// Without a seat to begin from, the opener is last: the keeper hears before they speak.
std::vector<MemberId> ring_from(const Story& story, const FloorAnnounced& asked) {
  std::vector<MemberId> order = seated(story.circle());
  const Direction direction = asked.direction.value_or(Direction::sunwise);
  if (direction == Direction::drawn) {
    std::mt19937_64 random(story.seed());
    draw(order, random);
    return order;
  }
  if (direction == Direction::against) std::ranges::reverse(order);
  auto first = std::ranges::find(order, asked.from.value_or(asked.by));
  if (first == order.end()) return order;
  if (!asked.from) ++first;
  std::ranges::rotate(order, first);
  return order;
}

std::vector<MemberId> order_of(const Story& story, const FloorAnnounced& asked) {
  std::vector<MemberId> order = ring_from(story, asked);
  std::erase_if(order, [&](const MemberId& id) { return is_passed_over(story.circle(), id); });
  return order;
}

OpenFloorKind plain(FloorKind kind) {
  switch (kind) {
    case FloorKind::queue:
      return OpenFloorKind::queue;
    case FloorKind::stack:
      return OpenFloorKind::stack;
    case FloorKind::popcorn:
      return OpenFloorKind::popcorn;
    case FloorKind::keeper:
      return OpenFloorKind::keeper;
    case FloorKind::open:
      return OpenFloorKind::open;
    case FloorKind::centre:
    case FloorKind::round:
    case FloorKind::silence:
      return OpenFloorKind::centre;
  }
  return OpenFloorKind::centre;
}

FloorKind kind_of(OpenFloorKind floor) {
  switch (floor) {
    case OpenFloorKind::queue:
      return FloorKind::queue;
    case OpenFloorKind::stack:
      return FloorKind::stack;
    case OpenFloorKind::popcorn:
      return FloorKind::popcorn;
    case OpenFloorKind::keeper:
      return FloorKind::keeper;
    case OpenFloorKind::centre:
      return FloorKind::centre;
    case OpenFloorKind::open:
      return FloorKind::open;
  }
  return FloorKind::centre;
}

void open(Story& story, const FloorAnnounced& asked) {
  if (asked.floor == FloorKind::silence) {
    story.tell(SilenceBegan{story.now() + *asked.length});
  } else if (asked.floor == FloorKind::round) {
    story.tell(RoundOpened{order_of(story, asked), asked.direction.value_or(Direction::sunwise),
                           asked.gentle, asked.second_chance, asked.last, asked.prompt});
  } else {
    story.tell(FloorOpened{plain(asked.floor), asked.gentle, asked.everybody_once, asked.prompt});
  }
}

void open_or_announce(Story& story, const FloorAnnounced& asked, bool now) {
  if (!story.gathering().turn) {
    open(story, asked);
  } else if (now) {
    const MemberId holder = story.gathering().turn->holder;
    end_turn(story, TurnEnd::interrupted);
    if (asked.floor == FloorKind::silence) offer_again_at_end(story, holder);
    open(story, asked);
  } else {
    story.tell(asked);
  }
}

Floor& fresh(Circle& circle) {
  circle.gathering->announced.reset();
  circle.gathering->silence_until.reset();
  return circle.gathering->floor.emplace();
}

}  // namespace

Outcome act(Story& story, const Actor& actor, const OpenRound& asked) {
  if (Outcome gentle = check_gentle(asked.gentle); !gentle) return gentle;
  if (Outcome prompt = check_prompt(asked.prompt); !prompt) return prompt;
  if (asked.from) {
    const Member* first = find(story.circle(), *asked.from);
    if (first == nullptr) return refuse(RefusalCode::unknown_member, "from");
    if (first->witness) return refuse(RefusalCode::member_is_witness, "from");
  }
  if (seated(story.circle()).empty()) return refuse(RefusalCode::nobody_to_offer);
  open_or_announce(story,
                   {FloorKind::round, *actor.member, asked.gentle, asked.from, asked.direction,
                    asked.second_chance, asked.last, false, asked.prompt, std::nullopt},
                   asked.now);
  return {};
}

Outcome act(Story& story, const Actor& actor, const OpenFloor& asked) {
  if (Outcome gentle = check_gentle(asked.gentle); !gentle) return gentle;
  if (Outcome prompt = check_prompt(asked.prompt); !prompt) return prompt;
  open_or_announce(story,
                   {kind_of(asked.floor), *actor.member, asked.gentle, std::nullopt, std::nullopt,
                    false, false, asked.everybody_once, asked.prompt, std::nullopt},
                   asked.now);
  return {};
}

Outcome act(Story& story, const Actor& actor, const CallSilence& asked) {
  if (story.gathering().silence_until) return refuse(RefusalCode::silence_is_kept);
  if (asked.length.ms < 1000 || asked.length > limits::lengths::silence_max) {
    return refuse(RefusalCode::out_of_range, "length");
  }
  open_or_announce(story,
                   {FloorKind::silence, *actor.member, std::nullopt, std::nullopt, std::nullopt,
                    false, false, false, std::nullopt, asked.length},
                   asked.now);
  return {};
}

void begin_floor(Story& story, const Activity& activity, const MemberId& by) {
  if (!activity.floor) return;
  const ActivityFloor& floor = *activity.floor;
  if (floor.floor == FloorKind::round && seated(story.circle()).empty()) return;
  std::optional<Length> length;
  if (floor.floor == FloorKind::silence) length = activity.length;
  open_or_announce(story,
                   {floor.floor, by, floor.gentle, std::nullopt, floor.direction,
                    floor.second_chance, floor.last, floor.everybody_once, activity.prompt, length},
                   false);
}

Outcome act(Story& story, const Actor&, const EndSilence&) {
  if (!story.gathering().silence_until) return refuse(RefusalCode::no_silence);
  story.tell(SilenceEnded{});
  return {};
}

Outcome act(Story& story, const Actor&, const GivePrompt& asked) {
  if (!story.gathering().floor) return refuse(RefusalCode::no_floor);
  if (Outcome prompt = check_prompt(asked.prompt); !prompt) return prompt;
  story.tell(PromptGiven{asked.prompt});
  return {};
}

void open_announced(Story& story) {
  const FloorAnnounced asked = *story.gathering().announced;
  open(story, asked);
}

void happen(Circle& circle, const FloorAnnounced& event, const Told&) {
  circle.gathering->announced = event;
}

void happen(Circle& circle, const RoundOpened& event, const Told&) {
  hold_floor(*circle.gathering, ActivityKind::round);
  Floor& floor = fresh(circle);
  floor.kind = FloorKind::round;
  floor.waiting = event.order;
  floor.direction = event.direction;
  floor.gentle = event.gentle;
  floor.second_chance = event.second_chance;
  floor.last = event.last;
  floor.prompt = event.prompt;
}

void happen(Circle& circle, const FloorOpened& event, const Told&) {
  hold_floor(*circle.gathering, ActivityKind::open_floor);
  Floor& floor = fresh(circle);
  floor.kind = kind_of(event.floor);
  floor.gentle = event.gentle;
  floor.everybody_once = event.everybody_once;
  floor.prompt = event.prompt;
}

void happen(Circle& circle, const SilenceBegan& event, const Told&) {
  hold_floor(*circle.gathering, ActivityKind::silence);
  circle.gathering->announced.reset();
  circle.gathering->silence_until = event.until;
}

void happen(Circle& circle, const SilenceEnded&, const Told&) {
  circle.gathering->silence_until.reset();
}

void happen(Circle& circle, const PromptGiven& event, const Told&) {
  circle.gathering->floor->prompt = event.prompt;
}

}  // namespace circlekeeper::rules
