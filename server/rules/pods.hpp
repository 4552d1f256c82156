// What the files about practices share: practice (opening and closing), gate (who may look at a
// hurt together), forming (who is with whom), pods (coming and going), pod_roles, pod_steps and
// pod_time.
#pragma once

#include "rules/features.hpp"

namespace circlekeeper::rules {

const Practice& practice_of(const Story& story);
const Structure& structure_of(const Story& story);
const Structure& structure_of(const Circle& circle);

void choose_part(Story& story, const MemberId& member, bool takes_part);

// The repair gate (gate.cpp). Who among these passed it together.
std::vector<Pair> passed_among(const Circle& circle, const std::vector<MemberId>& people);
bool is_between(const Pair& pair, const MemberId& member);
// About a hurt, its two sides are for the two who passed the gate, and all else is for others.
bool may_have(const Pod& pod, const MemberId& member, const Role& role);

// Forming (forming.cpp). Those whose pod was dissolved are put together anew, where they are
// enough.
std::vector<MemberId> taking_part(const Circle& circle);  // who is here, in the ring's order
void form(Story& story, const std::vector<std::vector<MemberId>>& groups);
void form_again(Story& story);

// Coming and going (pods.cpp).
Outcome is_in_pod(const Story& story, const MemberId& member, std::int64_t pod);  // company too
void leave_pod(Story& story, const MemberId& member);
void end_pod(Story& story, std::int64_t pod, bool with_care);

// Roles (pod_roles.cpp).
const Role* role_with_place(const Structure& structure, const Pod& pod, const MemberId& member);
void give_roles(Story& story, std::int64_t pod, const MemberId& first);
void begin_roles(Story& story, std::int64_t pod);  // chosen, or given
void settle_roles(Story& story, std::int64_t pod);
// The next to have the first role, or nobody where everybody had it.
std::optional<MemberId> next_first(const Pod& pod);
// Somebody left: roles that must be had are had again, as far as there are people.
void refill_roles(Story& story, std::int64_t pod);
bool lacks_a_side(const Structure& structure, const Pod& pod);

// Steps (pod_steps.cpp).
void begin_step(Story& story, std::int64_t pod, std::size_t step);
void settle_pod(Story& story, std::int64_t pod);  // goes on for as long as nobody is waited for
bool is_asked(const Step& step, const PodMember& person);

// Time (pod_time.cpp).
void wake_pods(Story& story);
std::optional<Time> wake_pods_at(const Circle& circle);
void start_pod_clocks(Story& story, Length rested);
Outcome ask_pod_pause(Story& story, const Actor& actor, std::int64_t pod);
Outcome end_pod_pause(Story& story, const Actor& actor, std::int64_t pod);
// A pod that went on without somebody waits for them again.
void wait_again(Circle& circle, const MemberId& id);
// What a length of time is counted from: clocks that rest now count from when they began to.
Time clock_of(const Story& story, const Pod& pod);

}  // namespace circlekeeper::rules
