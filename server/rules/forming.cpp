// Who practises with whom, when it begins and when a pod was dissolved.
#include <algorithm>
#include <utility>

#include "rules/grouping.hpp"
#include "rules/limits.hpp"
#include "rules/pods.hpp"
#include "rules/template_check.hpp"

namespace circlekeeper::rules {

namespace {

using Groups = std::vector<std::vector<MemberId>>;

bool in_pods(const Structure& structure, const BeginPractice& asked) {
  return structure.form == Form::pods || (structure.form == Form::either && asked.in_pods);
}

std::int64_t most_in_pod(const Structure& structure) {
  return std::min(structure.people_max, pod_max(structure));
}

std::int64_t fewest_in_pod(const Structure& structure) {
  return std::max<std::int64_t>(structure.people_min, 2);
}

Outcome check_counts(const Structure& structure, std::size_t people, bool pods) {
  if (std::cmp_less(people, structure.people_min)) return refuse(RefusalCode::too_few_people);
  if (!pods && std::cmp_greater(people, structure.people_max)) {
    return refuse(RefusalCode::too_many_people);
  }
  return {};
}

std::expected<Groups, Refusal> by_hand(const Story& story, const BeginPractice& asked) {
  const Structure& structure = structure_of(story);
  if (asked.pods.empty()) return refuse(RefusalCode::too_few_people, "pods");
  std::vector<MemberId> placed;
  Groups groups;
  for (std::size_t i = 0; i < asked.pods.size(); ++i) {
    const std::vector<MemberId>& group = asked.pods[i].people;
    const std::string field = "pods." + std::to_string(i);
    if (std::cmp_less(group.size(), fewest_in_pod(structure)) ||
        std::cmp_greater(group.size(), most_in_pod(structure))) {
      return refuse(RefusalCode::size_does_not_fit, field);
    }
    for (const MemberId& id : group) {
      if (find(story.circle(), id) == nullptr) return refuse(RefusalCode::unknown_member, field);
      if (contains(placed, id) || !contains(practice_of(story).taking, id)) {
        return refuse_about(RefusalCode::not_in_practice, id);
      }
      if (!is_free(story.circle(), id)) return refuse_about(RefusalCode::member_is_away, id);
      placed.push_back(id);
    }
    const bool hurt = structure.about == About::hurt;
    if (hurt && passed_among(story.circle(), group).size() != 1) {
      return refuse(RefusalCode::gate_not_passed, field);
    }
    if (keeps_apart(story.circle(), group)) return refuse(RefusalCode::no_grouping_fits, field);
    groups.push_back(group);
  }
  return groups;
}

std::expected<Groups, Refusal> by_rule(const Story& story, const BeginPractice& asked) {
  const Structure& structure = structure_of(story);
  const std::vector<MemberId> people = taking_part(story.circle());
  if (Outcome fits = check_counts(structure, people.size(), in_pods(structure, asked)); !fits) {
    return std::unexpected(fits.error());
  }
  if (!in_pods(structure, asked)) return Groups{people};
  if (asked.size < fewest_in_pod(structure) || asked.size > most_in_pod(structure)) {
    return refuse(RefusalCode::size_does_not_fit, "size");
  }
  const auto sizes = pod_sizes(people.size(), static_cast<std::size_t>(asked.size),
                               static_cast<std::size_t>(fewest_in_pod(structure)),
                               static_cast<std::size_t>(most_in_pod(structure)));
  if (sizes.empty()) return refuse(RefusalCode::size_does_not_fit, "size");
  Groups groups = grouped(story.circle(), people, sizes, asked.grouping, story.seed());
  if (groups.empty()) return refuse(RefusalCode::no_grouping_fits);
  return groups;
}

// The ring's floor rests from now on: what was under way there ends first.
void rest_floor(Story& story) {
  const Gathering& gathering = story.gathering();
  if (gathering.silence_until) story.tell(SilenceEnded{});
  if (gathering.floor && gathering.floor->offered_to) {
    story.tell(OfferEnded{MemberId{*gathering.floor->offered_to}});
  }
}

void count_met(Circle& circle, const std::vector<MemberId>& people) {
  for (std::size_t i = 0; i < people.size(); ++i) {
    for (std::size_t j = i + 1; j < people.size(); ++j) {
      const auto& [one, other] = std::minmax(people[i], people[j]);
      const auto found = std::ranges::find_if(
          circle.met, [&](const Met& met) { return met.one == one && met.other == other; });
      if (found != circle.met.end()) {
        ++found->count;
      } else {
        circle.met.push_back({one, other, 1});
      }
    }
  }
}

}  // namespace

std::vector<MemberId> taking_part(const Circle& circle) {
  std::vector<MemberId> people;
  for (const Member& member : circle.members) {
    if (is_free(circle, member.id) && contains(circle.gathering->practice->taking, member.id)) {
      people.push_back(member.id);
    }
  }
  return people;
}

Outcome act(Story& story, const Actor&, const BeginPractice& asked) {
  const Structure& structure = structure_of(story);
  if (practice_of(story).has_begun) return refuse(RefusalCode::practice_has_begun);
  if (story.gathering().turn) {
    return refuse_about(RefusalCode::piece_is_held, story.gathering().turn->holder);
  }
  const bool hand = asked.grouping == Grouping::by_hand;
  if (structure.about == About::hurt && !hand) return refuse(RefusalCode::by_hand_only, "grouping");
  const auto groups =
      hand && in_pods(structure, asked) ? by_hand(story, asked) : by_rule(story, asked);
  if (!groups) return std::unexpected(groups.error());
  rest_floor(story);
  form(story, *groups);
  return {};
}

void form(Story& story, const Groups& groups) {
  PodsFormed formed;
  for (const auto& group : groups) {
    const std::int64_t number = story.circle().pod_count + std::ssize(formed.pods) + 1;
    formed.pods.push_back({number, group});
  }
  story.tell(formed);
  for (const PodPeople& each : formed.pods) begin_roles(story, each.pod);
}

void happen(Circle& circle, const PodsFormed& event, const Told&) {
  Practice& practice = *circle.gathering->practice;
  practice.has_begun = true;
  for (const PodPeople& each : event.pods) {
    Pod pod;
    pod.number = each.pod;
    for (const MemberId& id : each.people) {
      pod.people.push_back({id});
      practice.ended.erase(id);
      drop(practice.unsettled, id);
    }
    if (practice.opened.structure.about == About::hurt) {
      pod.between = passed_among(circle, each.people).front();
    }
    pod.tries.assign(practice.opened.structure.steps.size(), 0);
    circle.pod_count = each.pod;
    practice.pods.push_back(std::move(pod));
    circle.gathering->formed.push_back(each);
    if (practice.opened.structure.form != Form::ring) count_met(circle, each.people);
  }
}

void form_again(Story& story) {
  const Structure& structure = structure_of(story);
  if (structure.about == About::hurt) return;  // never put together by chance
  std::vector<MemberId> people = practice_of(story).unsettled;
  std::erase_if(people, [&](const MemberId& id) {
    return !is_free(story.circle(), id) || pod_of(story.circle(), id) != nullptr;
  });
  const auto sizes = pod_sizes(people.size(), static_cast<std::size_t>(fewest_in_pod(structure)),
                               static_cast<std::size_t>(fewest_in_pod(structure)),
                               static_cast<std::size_t>(most_in_pod(structure)));
  if (sizes.empty()) return;
  const Groups groups =
      grouped(story.circle(), std::move(people), sizes, Grouping::by_chance, story.seed());
  if (!groups.empty()) form(story, groups);
}

}  // namespace circlekeeper::rules
