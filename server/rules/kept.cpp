// How long what was shared is kept. Nobody's words are kept longer than was promised when they were
// said.
#include "rules/kept.hpp"

#include <algorithm>

#include "rules/features.hpp"
#include "rules/limits.hpp"
#include "rules/waking.hpp"

namespace circlekeeper::rules {

namespace {

// Absent: as long as the circle lives.
std::optional<Time> kept_until(const Circle& circle, const KeptGathering& kept) {
  const bool next = circle.gathering && circle.gathering->number > kept.number;
  switch (kept.keeps) {
    case Keeps::this_gathering:
      return kept.closed_at;
    case Keeps::until_next:
      return next ? circle.gathering->opened_at : kept.closed_at + limits::lengths::until_next_max;
    case Keeps::thirty_days:
      return kept.closed_at + limits::lengths::thirty_days;
    case Keeps::circle_lives:
      return std::nullopt;
  }
  return std::nullopt;
}

}  // namespace

Outcome act(Story& story, const Actor&, const ChangeKeeps& asked) {
  if (story.circle().keeps != asked.keeps) story.tell(KeepsChanged{asked.keeps});
  empty_gatherings(story);
  return {};
}

void happen(Circle& circle, const KeepsChanged& event, const Told&) {
  circle.keeps = event.keeps;
  if (circle.gathering) circle.gathering->keeps = std::min(circle.gathering->keeps, event.keeps);
  for (KeptGathering& each : circle.kept) each.keeps = std::min(each.keeps, event.keeps);
}

void keep_gathering(Circle& circle, Time closed_at) {
  circle.kept.push_back({circle.gathering->number, closed_at, circle.gathering->keeps});
}

void empty_gatherings(Story& story) {
  for (const KeptGathering& each : std::vector(story.circle().kept)) {
    if (is_due(kept_until(story.circle(), each), story.now())) {
      story.tell(GatheringEmptied{each.number});
    }
  }
}

void happen(Circle& circle, const GatheringEmptied& event, const Told&) {
  std::erase_if(circle.kept, [&](const auto& each) { return each.number == event.gathering; });
  circle.shares.erase_if([&](const auto& each) { return each.gathering == event.gathering; });
}

void happen(Circle&, const Emptied&, const Told&) {}

std::optional<Time> empty_at(const Circle& circle) {
  std::optional<Time> at;
  for (const KeptGathering& each : circle.kept) sooner(at, kept_until(circle, each));
  sooner(at, private_due_at(circle));
  return at;
}

}  // namespace circlekeeper::rules
