// The agreements: everybody says yes to them as they stand, and again when somebody is new.
#include <algorithm>

#include "rules/door.hpp"
#include "rules/features.hpp"

namespace circlekeeper::rules {

Outcome act(Story& story, const Actor& actor, const Agree& asked) {
  if (asked.agreed != story.circle().agreements_number) {
    return refuse(RefusalCode::agreements_changed);
  }
  if (!find(story.circle(), *actor.member)->agreed) {
    story.tell_member(*actor.member, Agreed{asked.agreed});
  }
  return {};
}

void happen(Circle& circle, const Agreed&, const Told& told) {
  find(circle, told.audience.member)->agreed = true;
}

void show_agreements(Story& story) {
  const Gathering& gathering = story.gathering();
  if (gathering.number == 1 || gathering.agreements_shown) return;  // all are new to each other
  const std::vector<Member> members = story.circle().members;
  if (std::ranges::none_of(members, &Member::is_new)) return;
  for (const Member& each : members) {
    if (!each.is_new) story.tell_member(each.id, AgreementsShown{});
  }
}

void happen(Circle& circle, const AgreementsShown&, const Told& told) {
  for (Member& each : circle.members) each.is_new = false;
  find(circle, told.audience.member)->agreed = false;
  circle.gathering->agreements_shown = true;
}

}  // namespace circlekeeper::rules
