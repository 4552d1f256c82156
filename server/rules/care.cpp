// What would be good beside a share. Ideas have a place only where they are wanted: where the
// author said so, or said yes to a listener who asked.
#include <algorithm>

#include "rules/features.hpp"
#include "rules/limits.hpp"

namespace circlekeeper::rules {

namespace {

// Of this gathering, with its words, and told to this member.
const Share* share_for(const Circle& circle, const MemberId& me, const ShareId& id) {
  const Share* share = find(circle, id);
  if (share == nullptr || !share->body) return nullptr;
  if (share->gathering != circle.gathering->number) return nullptr;
  return share->number < find(circle, me)->joined_number ? nullptr : share;
}

std::expected<const Share*, Refusal> anothers_share(const Circle& circle, const MemberId& me,
                                                    const ShareId& id, const char* field) {
  const Share* share = share_for(circle, me, id);
  if (share == nullptr) return refuse(RefusalCode::unknown_share, field);
  if (share->author == me) return refuse(RefusalCode::not_yourself, field);
  if (share->about) return refuse(RefusalCode::ideas_are_not_open, field);
  if (find(circle, share->author) == nullptr) {
    return refuse_about(RefusalCode::member_is_away, share->author);
  }
  return share;
}

bool ideas_are_enough(const Circle& circle, const ShareId& about) {
  const auto ideas = std::ranges::count_if(
      circle.shares, [&](const Share& share) { return share.about == about && share.body; });
  return ideas >= limits::counts::ideas_max;
}

bool ask_stands(const Share& share) {
  return share.ideas_ask && !share.ideas_ask->answer;
}

}  // namespace

Outcome may_add_idea(const Story& story, const Actor& actor, const AddShare& asked) {
  const auto share = anothers_share(story.circle(), *actor.member, *asked.about, "about");
  if (!share) return std::unexpected(share.error());
  // A pod has its own steps for what is wanted there.
  if (asked.pod || !(*share)->ideas_open) return refuse(RefusalCode::ideas_are_not_open, "about");
  if (ideas_are_enough(story.circle(), *asked.about)) {
    return refuse(RefusalCode::ideas_are_enough, "about");
  }
  return {};
}

Outcome act(Story& story, const Actor& actor, const ChangeCare& asked) {
  const Share* share = share_for(story.circle(), *actor.member, asked.share);
  if (share == nullptr || share->author != *actor.member) {
    return refuse(RefusalCode::unknown_share, "share");
  }
  const bool opens = asked.care == Care::ideas && !share->about;
  if (share->care == asked.care && share->ideas_open == opens) return {};
  story.tell(CareChanged{asked.share, asked.care});
  return {};
}

void happen(Circle& circle, const CareChanged& event, const Told&) {
  Share& share = *find(circle, event.share);
  share.care = event.care;
  share.ideas_open = event.care == Care::ideas && !share.about;
  if (share.ideas_open) end_standing_ask(share);
}

Outcome act(Story& story, const Actor& actor, const AskIdeas& asked) {
  const auto found = anothers_share(story.circle(), *actor.member, asked.share, "share");
  if (!found) return std::unexpected(found.error());
  const Share& share = **found;
  const Gathering& gathering = story.gathering();
  if (gathering.silence_until) return refuse(RefusalCode::silence_is_kept);
  if (gathering.turn && gathering.turn->number == share.turn) {
    return refuse_about(RefusalCode::turn_is_on, share.author);
  }
  if (share.ideas_open) return refuse(RefusalCode::ideas_are_open, "share");
  if (ideas_are_enough(story.circle(), asked.share)) {
    return refuse(RefusalCode::ideas_are_enough, "share");
  }
  if (share.ideas_ask) return refuse(RefusalCode::ideas_were_asked, "share");
  const MemberId author = share.author;
  for (const MemberId& hearer : {author, *actor.member}) {
    story.tell_member(hearer, IdeasAsked{asked.share, *actor.member});
  }
  return {};
}

void happen(Circle& circle, const IdeasAsked& event, const Told&) {
  find(circle, event.share)->ideas_ask = IdeasAsk{event.by, {}};
}

Outcome act(Story& story, const Actor& actor, const AnswerIdeas& asked) {
  const Share* share = share_for(story.circle(), *actor.member, asked.share);
  if (share == nullptr || share->author != *actor.member) {
    return refuse(RefusalCode::unknown_share, "share");
  }
  if (!ask_stands(*share)) return refuse(RefusalCode::nobody_asks, "share");
  const MemberId asker = share->ideas_ask->by;
  for (const MemberId& hearer : {*actor.member, asker}) {
    story.tell_member(hearer, IdeasAnswered{asked.share, asked.answer});
  }
  if (asked.answer == IdeaAnswer::yes) story.tell(IdeasOpened{asked.share});
  return {};
}

void happen(Circle& circle, const IdeasAnswered& event, const Told&) {
  find(circle, event.share)->ideas_ask->answer = event.answer;
}

void happen(Circle& circle, const IdeasOpened& event, const Told&) {
  find(circle, event.share)->ideas_open = true;
}

void end_standing_ask(Share& share) {
  if (ask_stands(share)) share.ideas_ask.reset();
}

void end_ideas(Circle& circle) {
  for (Share& share : circle.shares) {
    share.ideas_open = false;
    share.ideas_ask.reset();
  }
}

}  // namespace circlekeeper::rules
