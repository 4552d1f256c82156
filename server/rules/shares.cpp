// Words put into the circle by who may speak, and taken back by their author.
#include <algorithm>

#include "rules/features.hpp"
#include "rules/limits.hpp"
#include "rules/pods.hpp"

namespace circlekeeper::rules {

namespace {

Outcome may_speak(const Gathering& gathering, const MemberId& member, const AddShare& asked) {
  if (gathering.silence_until) return refuse(RefusalCode::silence_is_kept);
  if (gathering.turn) {
    if (gathering.turn->holder != member) {
      return refuse_about(RefusalCode::piece_is_held, gathering.turn->holder);
    }
    if (asked.turn != gathering.turn->number) return refuse(RefusalCode::turn_is_over, "turn");
    return {};
  }
  if (!gathering.floor) return refuse(RefusalCode::no_floor);
  if (asked.turn) return refuse(RefusalCode::turn_is_over, "turn");
  if (gathering.floor->kind != FloorKind::open) return refuse(RefusalCode::piece_is_not_yours);
  return {};
}

bool speaks_in(const Pod& pod, const Step& step, const MemberId& member) {
  const PodMember* person = find(pod, member);
  switch (step.speaks) {
    case Speaks::nobody:
      return false;
    case Speaks::role:
      return person != nullptr && person->role == *step.voice;
    case Speaks::each:
    case Speaks::centre:
      return pod.holder == member;
    case Speaks::open:
      return true;  // company too
  }
  return false;
}

Outcome may_speak_in_pod(const Story& story, const MemberId& member, std::int64_t number) {
  if (Outcome in = is_in_pod(story, member, number); !in) return in;
  const Pod* pod = find_pod(story.circle(), number);
  if (pod->pause) return refuse(RefusalCode::circle_is_paused);
  if (!pod->step) return refuse(RefusalCode::not_asked);
  const Step& step = structure_of(story).steps[*pod->step];
  const PodMember* person = find(*pod, member);
  const bool words = step.asks == Asks::words && person != nullptr && is_asked(step, *person);
  if (words || speaks_in(*pod, step, member)) return {};
  if (pod->holder) return refuse_about(RefusalCode::piece_is_held, *pod->holder);
  return refuse(RefusalCode::piece_is_not_yours);
}

// Who was asked to go slower takes a while between two shares.
Outcome is_slow_enough(const Story& story, const MemberId& member) {
  const Quieted* asked = quieted(story.circle(), member);
  if (asked == nullptr || !asked->spoke_at) return {};
  const Time again = *asked->spoke_at + limits::lengths::slowed_between;
  if (again <= story.now()) return {};
  return std::unexpected(Refusal{RefusalCode::slow_down, {}, {}, again - story.now()});
}

Outcome may_add(const Story& story, const MemberId& member, const AddShare& asked) {
  if (Outcome slow = is_slow_enough(story, member); !slow) return slow;
  if (asked.pod) return may_speak_in_pod(story, member, *asked.pod);
  if (floor_rests(story.circle())) return refuse(RefusalCode::practice_is_on);
  return may_speak(story.gathering(), member, asked);
}

// What is kept of the circle, and what was said in pods that are not over.
const Share* find_anywhere(const Circle& circle, const ShareId& id, const Pod** in = nullptr) {
  if (const Share* share = find(circle, id)) return share;
  if (!circle.gathering || !circle.gathering->practice) return nullptr;
  for (const Pod& pod : circle.gathering->practice->pods) {
    const Share* share = pod.shares.find(id);
    if (share == nullptr) continue;
    if (in != nullptr) *in = &pod;
    return share;
  }
  return nullptr;
}

void empty_pod_shares_of(Story& story, const MemberId& author) {
  for (const Pod& pod : practice_of(story).pods) {
    SharesEmptied emptied;
    for (const Share& share : pod.shares) {
      if (share.author == author && share.body) emptied.shares.push_back(share.id);
    }
    if (!emptied.shares.empty()) story.tell_pod(pod.number, std::move(emptied));
  }
}

}  // namespace

Outcome act(Story& story, const Actor& actor, const AddShare& asked) {
  const Circle& circle = story.circle();
  if (circle.meets == Meets::spoken) return refuse(RefusalCode::circle_is_spoken);
  if (Outcome may = may_add(story, *actor.member, asked); !may) return may;
  if (Outcome whole = check_words(asked.body, "body"); !whole) return whole;
  if (find_anywhere(circle, asked.share) != nullptr) {
    return refuse(RefusalCode::share_is_known, "share");
  }
  const auto& shares = asked.pod ? find_pod(circle, *asked.pod)->shares : circle.shares;
  if (std::ssize(shares) >= limits::counts::shares_max) {
    return refuse(RefusalCode::shares_are_enough);
  }
  if (asked.about) {
    if (Outcome may = may_add_idea(story, actor, asked); !may) return may;
  }
  const ShareAdded added{asked.share, *actor.member, asked.body,
                         asked.turn,  asked.care,    asked.about};
  if (asked.pod) {
    story.tell_pod(*asked.pod, added);
  } else {
    story.tell(added);
  }
  return {};
}

void happen(Circle& circle, const ShareAdded& event, const Told& told) {
  Share share{event.share, event.author,          told.at, event.body, event.turn,
              told.number, circle.gathering_count};
  if (event.body.body.empty()) share.body.reset();  // its words were taken out of the store
  share.care = event.care;
  share.about = event.about;
  share.ideas_open = event.care == Care::ideas && !event.about;
  for (Quieted& each : circle.gathering->quietened) {
    if (each.asked.member == event.author) each.spoke_at = told.at;
  }
  if (told.audience.kind == Audience::Kind::pod) {
    find_pod(circle, told.audience.pod)->shares.push_back(std::move(share));
    return;
  }
  circle.shares.push_back(std::move(share));
  if (circle.gathering->turn) circle.gathering->turn->spoke = true;
}

Outcome act(Story& story, const Actor& actor, const TakeBackShare& asked) {
  const Pod* pod = nullptr;
  const Share* share = find_anywhere(story.circle(), asked.share, &pod);
  if (share == nullptr || !share->body || share->author != *actor.member) {
    return refuse(RefusalCode::unknown_share, "share");
  }
  if (pod != nullptr) {
    story.tell_pod(pod->number, SharesEmptied{{asked.share}});
  } else {
    story.tell(SharesEmptied{{asked.share}});
  }
  return {};
}

void empty_shares_of(Story& story, const MemberId& author) {
  SharesEmptied emptied;
  for (const Share& share : story.circle().shares) {
    if (share.author == author && share.body) emptied.shares.push_back(share.id);
  }
  if (!emptied.shares.empty()) story.tell(std::move(emptied));
  if (floor_rests(story.circle())) empty_pod_shares_of(story, author);
}

void happen(Circle& circle, const SharesEmptied& event, const Told& told) {
  const bool in_pod = told.audience.kind == Audience::Kind::pod;
  Shares& shares = in_pod ? find_pod(circle, told.audience.pod)->shares : circle.shares;
  for (const ShareId& id : event.shares) {
    Share* share = shares.find(id);
    if (share == nullptr) continue;
    share->body.reset();
    end_standing_ask(*share);
  }
}

}  // namespace circlekeeper::rules
