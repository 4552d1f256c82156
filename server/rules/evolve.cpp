#include "rules/evolve.hpp"

#include "rules/features.hpp"
#include "rules/limits.hpp"

namespace circlekeeper::rules {

namespace {

void count(Circle& circle, const Told& told) {
  switch (told.audience.kind) {
    case Audience::Kind::circle:
      circle.circle_number = told.number;
      break;
    case Audience::Kind::keepers:
      circle.keepers_number = told.number;
      break;
    case Audience::Kind::pod:
      find_pod(circle, told.audience.pod)->told_count = told.number;
      break;
    case Audience::Kind::member:
      if (Member* member = find(circle, told.audience.member)) member->told_count = told.number;
      break;
    case Audience::Kind::nobody:
      circle.nobody_number = told.number;
      break;
  }
  circle.last_at = told.at;
}

void watch(std::optional<Time>& since, bool is_so, Time at) {
  if (!is_so) {
    since.reset();
  } else if (!since) {
    since = at;
  }
}

}  // namespace

void remember(Circle& circle, const Cause& cause) {
  Member* member = find(circle, cause.member);
  if (member == nullptr) return;  // who left in this very command
  member->done.push_back({cause.id, circle.circle_number});
  if (std::ssize(member->done) > limits::counts::remembered_commands) {
    member->done.erase(member->done.begin());
  }
}

void evolve(Circle& circle, const Told& told) {
  count(circle, told);
  std::visit([&](const auto& event) { happen(circle, event, told); }, told.event);
  watch(circle.nobody_here_since, !anybody_here(circle), told.at);
  watch(circle.no_keeper_since, !keeper_here(circle), told.at);
  if (told.cause) remember(circle, *told.cause);
}

}  // namespace circlekeeper::rules
