// What goes from gathering to gathering: the plan of one, and what people carry to the next.
#pragma once

#include <map>
#include <optional>
#include <vector>

#include "rules/kept_whole.hpp"
#include "rules/words.hpp"

namespace circlekeeper::rules {

using KeptTemplate = KeptWhole<TemplateId>;
using KeptPlan = KeptWhole<PlanId>;

// The plan that a gathering follows.
struct Plan {
  std::int64_t version = 0;  // grows with every change
  MemberId by;               // who changed it last, or went on in it
  std::vector<Activity> done;
  std::optional<Activity> now;
  std::optional<Time> until;  // until when what is now is meant to last
  std::vector<Activity> ahead;
  friend bool operator==(const Plan&, const Plan&) = default;
};

struct EntryReply {
  MemberId member;
  EntryAnswer answer{};
  std::optional<Sealed> words = {};
  friend bool operator==(const EntryReply&, const EntryReply&) = default;
};

// An ask or an offer on the board.
struct Entry {
  EntryId id;
  EntryKind kind{};
  MemberId by;
  Sealed body;
  Time word_at;  // when it was put there, answered, or said to hold, last
  bool hold_asked = false;
  std::vector<EntryReply> replies = {};
  friend bool operator==(const Entry&, const Entry&) = default;
};

struct SmallStep {
  SmallStepId id;
  MemberId by;
  bool shared = false;  // with the circle
  std::int64_t gathering = 0;
  Sealed body;
  std::optional<MemberId> partner = {};
  bool partner_agreed = false;
  std::optional<SmallStepWent> went = {};
  bool went_told = false;  // to who knows of the step
  friend bool operator==(const SmallStep&, const SmallStep&) = default;
};

// Two who meet between gatherings, or are asked to.
struct MeetUp {
  MeetUpProposed proposed;
  Time proposed_at;
  std::optional<bool> yes = {};
  friend bool operator==(const MeetUp&, const MeetUp&) = default;
};

// A keeper's own note on a gathering.
struct RecordNote {
  MemberId by;
  std::int64_t gathering = 0;
  Sealed body;
  friend bool operator==(const RecordNote&, const RecordNote&) = default;
};

// A gathering that was, as it is remembered.
struct Held {
  std::int64_t gathering = 0;
  Time opened_at, closed_at;
  std::int64_t ring = 0;  // how many were there
  bool came = false, went = false;
  std::vector<HeldActivity> held = {};
  std::vector<MemberId> members = {};  // who was there, and is in the circle still
  friend bool operator==(const Held&, const Held&) = default;
};

}  // namespace circlekeeper::rules
