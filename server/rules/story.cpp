#include "rules/story.hpp"

#include <algorithm>

#include "rules/evolve.hpp"
#include "rules/features.hpp"

namespace circlekeeper::rules {

namespace {

std::int64_t next_number(const Circle& circle, const Audience& audience) {
  switch (audience.kind) {
    case Audience::Kind::circle:
      return circle.circle_number + 1;
    case Audience::Kind::keepers:
      return circle.keepers_number + 1;
    case Audience::Kind::pod:
      return find_pod(circle, audience.pod)->told_count + 1;
    case Audience::Kind::member:
      return find(circle, audience.member)->told_count + 1;
    case Audience::Kind::nobody:
      return circle.nobody_number + 1;
  }
  return 0;
}

}  // namespace

void Story::tell_pod(std::int64_t number, Event event) {
  const Pod& pod = *find_pod(circle_, number);
  Audience audience{Audience::Kind::pod, {}, number, {}};
  for (const auto* list : {&pod.people, &pod.company}) {
    for (const PodMember& each : *list) audience.people.push_back(each.id);
  }
  tell_to(std::move(audience), std::move(event));
}

void Story::tell_keepers_and(const MemberId& member, const Event& event) {
  tell_keepers(event);
  const Member* known = find(circle_, member);
  if (known != nullptr && !known->keeper) tell_member(member, event);
}

void Story::tell_to(Audience audience, Event event) {
  const std::int64_t number = next_number(circle_, audience);
  told_.push_back({std::move(audience), number, moment_.at, std::move(event), std::nullopt});
  evolve(circle_, told_.back());
}

bool Story::restarted() const {
  return std::ranges::any_of(
      told_, [](const Told& told) { return std::holds_alternative<ServerRestarted>(told.event); });
}

std::vector<Told> Story::finish(std::optional<Cause> cause) {
  if (cause && !told_.empty()) {
    told_.back().cause = std::move(cause);
    remember(circle_, *told_.back().cause);
  }
  return std::move(told_);
}

Outcome check_words(const Sealed& words, const char* field) {
  if (words.body.size() < sealed_min) return refuse(RefusalCode::malformed, field);
  return {};
}

void tell_two(Story& story, const MemberId& one, const MemberId& other, const Event& event) {
  story.tell_member(one, event);
  story.tell_member(other, event);
}

}  // namespace circlekeeper::rules
