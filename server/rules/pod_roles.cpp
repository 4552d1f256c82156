// Who has which role in a pod: given in the order of the roles, or chosen; going round until
// everybody had the first one.
#include <algorithm>
#include <ranges>

#include "rules/pods.hpp"
#include "rules/template_ways.hpp"

namespace circlekeeper::rules {

namespace {

std::int64_t count_of(const Pod& pod, const std::string& role) {
  return std::ranges::count(pod.people, role, &PodMember::role);
}

bool are_chosen(const Structure& structure) {
  return std::ranges::any_of(structure.roles, &Role::chosen);
}

// A role that must be had and is not, before any that may be had.
const Role* lacking(const Structure& structure, const Pod& pod) {
  const auto found = std::ranges::find_if(
      structure.roles, [&](const Role& role) { return count_of(pod, role.role) < role.min; });
  return found == structure.roles.end() ? nullptr : &*found;
}

void tell_roles(Story& story, std::int64_t number, const std::vector<RoleHeld>& roles) {
  story.tell_pod(number, RolesGiven{roles});
}

std::vector<RoleHeld> roles_of(const Pod& pod) {
  std::vector<RoleHeld> roles;
  for (const PodMember& each : pod.people) {
    if (!each.role.empty()) roles.push_back({each.id, each.role});
  }
  return roles;
}

// Who has none yet has what must be had, and then what may be had.
Pod with_the_rest(const Structure& structure, Pod pod) {
  for (PodMember& each : pod.people) {
    if (!each.role.empty()) continue;
    if (const Role* role = role_with_place(structure, pod, each.id)) each.role = role->role;
  }
  return pod;
}

// Somebody whose role has more people than it must have takes the one that nobody has.
void move_into(Story& story, std::int64_t number, const Role& vacant) {
  const Structure& structure = structure_of(story);
  Pod pod = *find_pod(story.circle(), number);
  for (PodMember& each : std::views::reverse(pod.people)) {
    const Role* role = find_role(structure, each.role);
    if (role != nullptr && count_of(pod, role->role) <= role->min) continue;
    each.role = vacant.role;
    return tell_roles(story, number, roles_of(pod));
  }
}

std::vector<std::string> slots(const Structure& structure, std::size_t people) {
  std::vector<std::string> filled;
  for (const Role& role : structure.roles) {
    for (std::int64_t i = 0; i < role.min && filled.size() < people; ++i) {
      filled.push_back(role.role);
    }
  }
  for (const Role& role : structure.roles) {
    for (std::int64_t i = role.min; i < role.max && filled.size() < people; ++i) {
      filled.push_back(role.role);
    }
  }
  return filled;
}

}  // namespace

const Role* role_with_place(const Structure& structure, const Pod& pod, const MemberId& member) {
  for (const auto bound : {&Role::min, &Role::max}) {
    const auto found = std::ranges::find_if(structure.roles, [&](const Role& role) {
      return count_of(pod, role.role) < role.*bound && may_have(pod, member, role);
    });
    if (found != structure.roles.end()) return &*found;
  }
  return nullptr;
}

bool lacks_a_side(const Structure& structure, const Pod& pod) {
  const auto& between = pod.between;
  if (between && (!find(pod, between->one) || !find(pod, between->other))) return true;
  return pod.step && std::ranges::any_of(structure.roles, [&](const Role& role) {
           return role.side && count_of(pod, role.role) == 0;
         });
}

// The first role goes to `first`, the others follow in the pod's own order.
void give_roles(Story& story, std::int64_t number, const MemberId& first) {
  const Pod& pod = *find_pod(story.circle(), number);
  const Structure& structure = structure_of(story);
  std::vector<std::string> roles = slots(structure, pod.people.size());
  const auto at = std::ranges::find(pod.people, first, &PodMember::id) - pod.people.begin();
  std::vector<RoleHeld> given;
  for (std::size_t i = 0; i < pod.people.size(); ++i) {
    const std::size_t person = (static_cast<std::size_t>(at) + i) % pod.people.size();
    const MemberId& id = pod.people[person].id;
    const auto role = std::ranges::find_if(roles, [&](const std::string& each) {
      return may_have(pod, id, *find_role(structure, each));
    });
    if (role == roles.end()) continue;
    given.push_back({id, *role});
    roles.erase(role);
  }
  tell_roles(story, number, given);
}

void begin_roles(Story& story, std::int64_t number) {
  if (are_chosen(structure_of(story))) return;
  give_roles(story, number, MemberId{find_pod(story.circle(), number)->people.front().id});
  begin_step(story, number, 0);
}

// Once everybody who is here chose, and every role that must be had can be.
void settle_roles(Story& story, std::int64_t number) {
  const Structure& structure = structure_of(story);
  const Pod& pod = *find_pod(story.circle(), number);
  const bool awaits = std::ranges::any_of(
      pod.people, [](const PodMember& each) { return each.role.empty() && each.waited_for; });
  if (!pod.step && awaits) return;
  const Pod filled = with_the_rest(structure, pod);
  const bool enough = std::ssize(pod.people) >= structure.people_min;  // else some stay vacant
  if (!pod.step && enough && lacking(structure, filled) != nullptr) return;
  const bool begins = !pod.step;
  if (filled != pod) tell_roles(story, number, roles_of(filled));
  if (begins) begin_step(story, number, 0);
}

std::optional<MemberId> next_first(const Pod& pod) {
  const auto next = std::ranges::find_if(
      pod.people, [](const PodMember& each) { return each.waited_for && !each.had_first; });
  if (next == pod.people.end()) return std::nullopt;
  return next->id;
}

void refill_roles(Story& story, std::int64_t number) {
  const Structure& structure = structure_of(story);
  const Pod& pod = *find_pod(story.circle(), number);
  if (!pod.step) return settle_roles(story, number);
  const Role* vacant = lacking(structure, pod);
  if (vacant == nullptr) return;
  const std::size_t step = *pod.step;
  const auto turning = std::ranges::find(structure.steps, Go::rotate, &Step::go);
  if (vacant == &structure.roles.front() && turning != structure.steps.end()) {
    if (const auto first = next_first(pod)) {
      give_roles(story, number, *first);
      return begin_step(story, number, *find_step(structure, *turning->to));
    }
  }
  move_into(story, number, *vacant);
  begin_step(story, number, step);
}

Outcome act(Story& story, const Actor& actor, const TakeRole& asked) {
  const Pod* pod = find_pod(story.circle(), asked.pod);
  if (pod == nullptr) return refuse(RefusalCode::unknown_pod, "pod");
  const PodMember* mine = find(*pod, *actor.member);
  if (mine == nullptr) return refuse(RefusalCode::not_in_pod, "pod");
  if (pod->step) return refuse(RefusalCode::step_is_over);
  const Role* role = find_role(structure_of(story), asked.role);
  if (role == nullptr || !role->chosen) return refuse(RefusalCode::unknown_role, "role");
  if (!may_have(*pod, *actor.member, *role)) return refuse(RefusalCode::not_asked, "role");
  if (mine->role == asked.role) return {};
  if (count_of(*pod, asked.role) >= role->max) return refuse(RefusalCode::role_is_full, "role");
  Pod next = *pod;
  std::ranges::find(next.people, *actor.member, &PodMember::id)->role = asked.role;
  tell_roles(story, asked.pod, roles_of(next));
  return {};
}

void happen(Circle& circle, const RolesGiven& event, const Told& told) {
  Pod& pod = *find_pod(circle, told.audience.pod);
  const std::string& first = structure_of(circle).roles.front().role;
  bool changed = false;
  for (PodMember& each : pod.people) {
    const auto given = std::ranges::find(event.roles, each.id, &RoleHeld::member);
    const std::string role = given == event.roles.end() ? "" : given->role;
    changed |= role == first && each.role != first;
    each.role = role;
    if (role == first) each.had_first = true;
  }
  if (changed) std::ranges::fill(pod.tries, 0);  // a new round begins
  pod.answers.clear();
  pod.told.clear();
}

}  // namespace circlekeeper::rules
