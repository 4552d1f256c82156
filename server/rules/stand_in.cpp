// While no keeper is here: somebody seated holds the circle until one is back; where nobody does,
// it rests, and nothing is lost.
#include "rules/features.hpp"
#include "rules/limits.hpp"
#include "rules/waking.hpp"

namespace circlekeeper::rules {

namespace {

std::optional<Time> missed_at(const Circle& circle) {
  if (!circle.no_keeper_since || circle.gathering->missed_since) return std::nullopt;
  return *circle.no_keeper_since + limits::lengths::keeper_away;
}

// A turn, a silence and a practice go to their end.
std::optional<Time> rests_at(const Circle& circle) {
  const Gathering& gathering = *circle.gathering;
  if (!gathering.missed_since || gathering.stand_in || gathering.clocks_stopped_at) return {};
  if (gathering.turn || gathering.silence_until || floor_rests(circle)) return {};
  return *gathering.missed_since + limits::lengths::stand_in_wait;
}

std::optional<Time> stand_in_lost_at(const Circle& circle) {
  const auto& stand_in = circle.gathering->stand_in;
  if (!stand_in || is_here(circle, *stand_in)) return std::nullopt;
  return find(circle, *stand_in)->lost_at + circle.grace;
}

}  // namespace

Outcome act(Story& story, const Actor& actor, const StandIn& asked) {
  const Gathering& gathering = story.gathering();
  if (!asked.on) {
    if (gathering.stand_in != *actor.member) return refuse(RefusalCode::not_the_stand_in);
    story.tell(StandInEnded{*actor.member});
    return {};
  }
  if (!gathering.missed_since) return refuse(RefusalCode::no_stand_in_needed);
  if (gathering.stand_in) {
    return refuse_about(RefusalCode::stand_in_is_there, *gathering.stand_in);
  }
  story.tell(StandInBegan{*actor.member});
  return {};
}

void happen(Circle& circle, const KeepersMissed&, const Told& told) {
  circle.gathering->missed_since = told.at;
}

void happen(Circle& circle, const StandInBegan& event, const Told&) {
  circle.gathering->stand_in = event.member;
  circle.gathering->rests = false;
}

void happen(Circle& circle, const StandInEnded&, const Told& told) {
  circle.gathering->stand_in.reset();
  circle.gathering->missed_since = told.at;
}

void happen(Circle& circle, const CircleRested&, const Told&) {
  circle.gathering->rests = true;
}

void happen(Circle& circle, const KeepersBack&, const Told&) {
  circle.gathering->missed_since.reset();
  circle.gathering->stand_in.reset();
  circle.gathering->rests = false;
}

void settle_stand_in(Story& story) {
  if (story.gathering().missed_since && keeper_here(story.circle())) story.tell(KeepersBack{});
}

void wake_stand_in(Story& story) {
  const Circle& circle = story.circle();
  if (!anybody_here(circle)) return;
  if (is_due(missed_at(circle), story.now())) story.tell(KeepersMissed{});
  if (is_due(stand_in_lost_at(circle), story.now())) {
    story.tell(StandInEnded{*circle.gathering->stand_in});
  }
  if (is_due(rests_at(circle), story.now())) story.tell(CircleRested{});
}

std::optional<Time> wake_stand_in_at(const Circle& circle) {
  std::optional<Time> wake;
  if (!anybody_here(circle)) return wake;
  sooner(wake, missed_at(circle));
  sooner(wake, stand_in_lost_at(circle));
  sooner(wake, rests_at(circle));
  return wake;
}

}  // namespace circlekeeper::rules
