// What a keeper does against harm, short of removing somebody: a share is hidden, or somebody is
// asked to go slower or to be quiet for a while, and is told why.
#include <algorithm>

#include "rules/features.hpp"
#include "rules/limits.hpp"
#include "rules/waking.hpp"

namespace circlekeeper::rules {

Outcome act(Story& story, const Actor& actor, const HideShare& asked) {
  const Share* share = find(story.circle(), asked.share);
  if (share == nullptr || !share->body) return refuse(RefusalCode::unknown_share, "share");
  if (share->hidden == asked.hidden) return {};
  if (asked.hidden) {
    story.tell(ShareHidden{asked.share, *actor.member});
  } else {
    story.tell(ShareShown{asked.share, *actor.member});
  }
  return {};
}

void happen(Circle& circle, const ShareHidden& event, const Told&) {
  if (Share* share = find(circle, event.share)) share->hidden = true;
}

void happen(Circle& circle, const ShareShown& event, const Told&) {
  if (Share* share = find(circle, event.share)) share->hidden = false;
}

Outcome act(Story& story, const Actor& actor, const Quieten& asked) {
  const Member* member = find(story.circle(), asked.member);
  if (member == nullptr) return refuse(RefusalCode::unknown_member, "member");
  if (member->keeper) return refuse_about(RefusalCode::keepers_are_equal, asked.member);
  if (asked.length < limits::lengths::quiet_min || asked.length > limits::lengths::quiet_max) {
    return refuse(RefusalCode::out_of_range, "length");
  }
  if (Outcome whole = check_words(asked.words, "words"); !whole) return whole;
  if (asked.how == Quieting::quiet) give_way(story, asked.member);
  story.tell_keepers_and(asked.member, Quietened{asked.member, *actor.member, asked.how,
                                                 story.now() + asked.length, asked.words});
  return {};
}

void happen(Circle& circle, const Quietened& event, const Told& told) {
  if (told.audience.kind != Audience::Kind::keepers) return;
  auto& all = circle.gathering->quietened;
  std::erase_if(all, [&](const Quieted& each) { return each.asked.member == event.member; });
  all.push_back({event});
}

Outcome act(Story& story, const Actor&, const EndQuiet& asked) {
  end_quiet(story, asked.member);
  return {};
}

void end_quiet(Story& story, const MemberId& member) {
  const Quieted* asked = quieted(story.circle(), member);
  if (asked == nullptr) return;
  const bool was_quiet = asked->asked.how == Quieting::quiet;
  story.tell_keepers_and(member, QuietEnded{member});
  if (was_quiet && !find(story.circle(), member)->witness) wait_in_round(story, member);
}

void happen(Circle& circle, const QuietEnded& event, const Told&) {
  std::erase_if(circle.gathering->quietened,
                [&](const Quieted& each) { return each.asked.member == event.member; });
}

void wake_quiet(Story& story) {
  for (const Quieted& each : std::vector(story.gathering().quietened)) {
    if (is_due(each.asked.until, story.now())) end_quiet(story, each.asked.member);
  }
}

std::optional<Time> wake_quiet_at(const Circle& circle) {
  std::optional<Time> wake;
  for (const Quieted& each : circle.gathering->quietened) sooner(wake, each.asked.until);
  return wake;
}

}  // namespace circlekeeper::rules
