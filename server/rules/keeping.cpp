// Keepers are equal: they ask others to keep the circle too, step down, and hand over.
#include <algorithm>

#include "rules/door.hpp"
#include "rules/features.hpp"
#include "rules/keys.hpp"
#include "rules/limits.hpp"

namespace circlekeeper::rules {

namespace {

const KeeperInvited* find_invited(const Circle& circle, const MemberId& id) {
  const auto found = std::ranges::find(circle.keepers_invited, id, &KeeperInvited::member);
  return found == circle.keepers_invited.end() ? nullptr : &*found;
}

void forget_invited(Circle& circle, const MemberId& id) {
  std::erase_if(circle.keepers_invited,
                [&](const KeeperInvited& each) { return each.member == id; });
}

void step_down(Story& story, const MemberId& keeper) {
  end_aside(story, keeper);
  empty_lines_of_others(story, keeper);
  story.tell(KeeperSteppedDown{keeper});
  stop_keepers_link(story, keeper);
}

}  // namespace

// A circle is never left without a keeper by somebody going.
bool is_last_keeper(const Circle& circle, const MemberId& id) {
  return find(circle, id)->keeper && keeper_count(circle) == 1;
}

Outcome may_keep(const Circle& circle) {
  if (keeper_count(circle) >= limits::counts::keepers_max) {
    return refuse(RefusalCode::keepers_are_enough);
  }
  return {};
}

Outcome become_keeper(Story& story, const Member& member, const Actor& actor) {
  if (actor.link != Link::keeper || member.keeper) return refuse(RefusalCode::already_a_member);
  if (Outcome kept = may_keep(story.circle()); !kept) return kept;
  end_quiet(story, member.id);
  story.tell(KeeperCame{member.id});
  return {};
}

void happen(Circle& circle, const KeeperCame& event, const Told&) {
  find(circle, event.member)->keeper = true;
  forget_invited(circle, event.member);
}

Outcome act(Story& story, const Actor& actor, const InviteKeeper& asked) {
  const Member* member = find(story.circle(), asked.member);
  if (member == nullptr) return refuse(RefusalCode::unknown_member, "member");
  if (member->keeper) return refuse_about(RefusalCode::already_a_keeper, asked.member);
  if (find_invited(story.circle(), asked.member) != nullptr) {
    return refuse_about(RefusalCode::asked_to_keep_already, asked.member);
  }
  story.tell_keepers_and(asked.member, KeeperInvited{asked.member, *actor.member, asked.hand_over});
  return {};
}

void happen(Circle& circle, const KeeperInvited& event, const Told& told) {
  if (told.audience.kind == Audience::Kind::keepers) circle.keepers_invited.push_back(event);
}

Outcome act(Story& story, const Actor&, const TakeBackKeeping& asked) {
  if (find_invited(story.circle(), asked.member) == nullptr) {
    return refuse(RefusalCode::unknown_member, "member");
  }
  story.tell_keepers_and(asked.member, KeepingDeclined{asked.member});
  return {};
}

Outcome act(Story& story, const Actor& actor, const AnswerKeeping& asked) {
  const KeeperInvited* found = find_invited(story.circle(), *actor.member);
  if (found == nullptr) return refuse(RefusalCode::not_asked_to_keep);
  const KeeperInvited invited = *found;
  if (!asked.yes) {
    story.tell_keepers_and(*actor.member, KeepingDeclined{*actor.member});
    return {};
  }
  const Member* by = find(story.circle(), invited.by);
  const bool hands_over = invited.hand_over && by != nullptr && by->keeper;
  if (Outcome kept = may_keep(story.circle()); !kept && !hands_over) return kept;
  end_quiet(story, *actor.member);
  story.tell(KeeperCame{*actor.member});
  if (hands_over) step_down(story, invited.by);
  return {};
}

void happen(Circle& circle, const KeepingDeclined& event, const Told&) {
  forget_invited(circle, event.member);
}

Outcome act(Story& story, const Actor& actor, const StepDown&) {
  if (is_last_keeper(story.circle(), *actor.member)) return refuse(RefusalCode::last_keeper);
  step_down(story, *actor.member);
  return {};
}

void happen(Circle& circle, const KeeperSteppedDown& event, const Told&) {
  find(circle, event.member)->keeper = false;
}

}  // namespace circlekeeper::rules
