// What a command makes happen, told event by event. Each event evolves the circle at once, so that
// the next is decided on what stands after it.
#pragma once

#include <expected>
#include <optional>
#include <vector>

#include "rules/circle.hpp"
#include "rules/refusals.hpp"

namespace circlekeeper::rules {

template <class... Names>
bool is_any_of(const Event& event) {
  return (std::holds_alternative<Names>(event) || ...);
}

// Whom an event is told to.
struct Audience {
  enum class Kind : std::uint8_t { circle, keepers, pod, member, nobody };
  Kind kind = Kind::circle;
  MemberId member = {};               // where kind is member
  std::int64_t pod = 0;               // where kind is pod
  std::vector<MemberId> people = {};  // who is in that pod at this moment
  friend bool operator==(const Audience&, const Audience&) = default;
};

// Whose command made it happen: remembered with the last event that it made.
struct Cause {
  MemberId member;
  CommandId id;
  friend bool operator==(const Cause&, const Cause&) = default;
};

// An event as it is stored and told.
struct Told {
  Audience audience;
  std::int64_t number = 0;  // in its stream, dense from 1
  Time at;
  Event event;
  std::optional<Cause> cause;
  friend bool operator==(const Told&, const Told&) = default;
};

// What the edge brings with a command: time, and randomness for what is drawn.
struct Moment {
  Time at;
  std::uint64_t seed = 0;
};

struct Refusal {
  RefusalCode code;
  std::string field = {};
  std::optional<MemberId> about = {};
  std::optional<Length> again_in = {};
};

using Outcome = std::expected<void, Refusal>;

inline std::unexpected<Refusal> refuse(RefusalCode code, std::string field = {}) {
  return std::unexpected(Refusal{code, std::move(field)});
}
inline std::unexpected<Refusal> refuse_about(RefusalCode code, MemberId about) {
  return std::unexpected(Refusal{code, {}, std::move(about)});
}

class Story {
 public:
  Story(Circle& circle, Moment moment)
      : circle_(circle), moment_(moment), before_(circle.last_at) {}

  const Circle& circle() const { return circle_; }
  const Gathering& gathering() const { return *circle_.gathering; }
  Time now() const { return moment_.at; }
  Time before() const { return before_; }  // of the last event before this story
  bool restarted() const;                  // whether this story is of a restart
  std::uint64_t seed() const { return moment_.seed; }

  void tell(Event event) { tell_to({}, std::move(event)); }
  void tell_keepers(Event event) { tell_to({Audience::Kind::keepers}, std::move(event)); }
  void tell_nobody(Event event) { tell_to({Audience::Kind::nobody}, std::move(event)); }
  void tell_pod(std::int64_t pod, Event event);
  void tell_member(const MemberId& member, Event event) {
    tell_to({Audience::Kind::member, member}, std::move(event));
  }

  void tell_keepers_and(const MemberId& member, const Event& event);

  // Ends the story; what was told belongs to the caller.
  std::vector<Told> finish(std::optional<Cause> cause);

 private:
  void tell_to(Audience audience, Event event);

  Circle& circle_;
  Moment moment_;
  Time before_;
  std::vector<Told> told_;
};

}  // namespace circlekeeper::rules
