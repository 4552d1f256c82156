// Words put into the circle by who may speak, and taken back by their author.
#include <algorithm>

#include "rules/features.hpp"
#include "rules/limits.hpp"

namespace circlekeeper::rules {

namespace {

// The shortest sealed body there can be: a nonce and a tag.
constexpr std::size_t sealed_min = 38;

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

}  // namespace

Outcome act(Story& story, const Actor& actor, const AddShare& asked) {
  const Circle& circle = story.circle();
  if (circle.meets == Meets::spoken) return refuse(RefusalCode::circle_is_spoken);
  if (Outcome may = may_speak(story.gathering(), *actor.member, asked); !may) return may;
  if (asked.body.body.size() < sealed_min) return refuse(RefusalCode::malformed, "body");
  if (find(circle, asked.share) != nullptr) return refuse(RefusalCode::share_is_known, "share");
  if (std::ssize(circle.shares) >= limits::counts::shares_max) {
    return refuse(RefusalCode::shares_are_enough);
  }
  story.tell(ShareAdded{asked.share, *actor.member, asked.body, asked.turn});
  return {};
}

void happen(Circle& circle, const ShareAdded& event, const Told& told) {
  Share share{event.share, event.author,          told.at, event.body, event.turn,
              told.number, circle.gathering_count};
  if (event.body.body.empty()) share.body.reset();  // its words were taken out of the store
  circle.shares.push_back(std::move(share));
  if (circle.gathering->turn) circle.gathering->turn->spoke = true;
}

Outcome act(Story& story, const Actor& actor, const TakeBackShare& asked) {
  const Share* share = find(story.circle(), asked.share);
  if (share == nullptr || !share->body || share->author != *actor.member) {
    return refuse(RefusalCode::unknown_share, "share");
  }
  story.tell(SharesEmptied{{asked.share}});
  return {};
}

void empty_shares_of(Story& story, const MemberId& author) {
  SharesEmptied emptied;
  for (const Share& share : story.circle().shares) {
    if (share.author == author && share.body) emptied.shares.push_back(share.id);
  }
  if (!emptied.shares.empty()) story.tell(std::move(emptied));
}

void happen(Circle& circle, const SharesEmptied& event, const Told&) {
  for (Share& share : circle.shares) {
    if (std::ranges::find(event.shares, share.id) != event.shares.end()) share.body.reset();
  }
}

}  // namespace circlekeeper::rules
