// Asks and offers: a board that goes from gathering to gathering. Answers are between two, and
// nothing is counted.
#include <algorithm>

#include "rules/features.hpp"
#include "rules/limits.hpp"
#include "rules/waking.hpp"

namespace circlekeeper::rules {

namespace {

template <class Of>
auto* find_entry(Of& circle, const EntryId& id) {
  const auto entry = std::ranges::find(circle.board, id, &Entry::id);
  return entry == circle.board.end() ? nullptr : &*entry;
}

Outcome check_own(const Circle& circle, const EntryId& id, const MemberId& me) {
  const Entry* entry = find_entry(circle, id);
  if (entry == nullptr) return refuse(RefusalCode::unknown_entry, "entry");
  if (entry->by != me) return refuse(RefusalCode::somebody_elses, "entry");
  return {};
}

Outcome has_space(const Circle& circle, const MemberId& me) {
  if (std::ranges::count(circle.board, me, &Entry::by) >= limits::counts::entries_per_member) {
    return refuse(RefusalCode::entries_of_one_enough);
  }
  if (std::ssize(circle.board) >= limits::counts::entries_max) {
    return refuse(RefusalCode::entries_are_enough);
  }
  return {};
}

bool has_answered(const Entry& entry, const MemberId& member) {
  return std::ranges::find(entry.replies, member, &EntryReply::member) != entry.replies.end();
}

void take_answer_back(Story& story, const Entry& entry, const MemberId& member) {
  tell_two(story, MemberId{entry.by}, member, EntryAnswerEnded{entry.id, member});
}

std::optional<Time> hold_due_at(const Entry& entry) {
  if (entry.hold_asked) return std::nullopt;
  return entry.word_at + limits::lengths::hold_asked_after;
}

}  // namespace

Outcome act(Story& story, const Actor& actor, const PutOnBoard& asked) {
  const Entry* known = find_entry(story.circle(), asked.entry);
  if (Outcome whole = check_words(asked.body, "body"); !whole) return whole;
  if (known != nullptr && known->by != *actor.member) {
    return refuse(RefusalCode::somebody_elses, "entry");
  }
  if (known == nullptr) {
    if (Outcome space = has_space(story.circle(), *actor.member); !space) return space;
  }
  story.tell(EntryPut{asked.entry, asked.kind, *actor.member, asked.body});
  return {};
}

void happen(Circle& circle, const EntryPut& event, const Told& told) {
  Entry* entry = find_entry(circle, event.entry);
  if (entry == nullptr) {
    circle.board.push_back({event.entry, event.kind, event.by, event.body, told.at});
    return;
  }
  entry->kind = event.kind;
  entry->body = event.body;
  entry->word_at = told.at;
  entry->hold_asked = false;
}

Outcome act(Story& story, const Actor& actor, const TakeOffBoard& asked) {
  if (Outcome own = check_own(story.circle(), asked.entry, *actor.member); !own) return own;
  story.tell(EntryEnded{asked.entry});
  return {};
}

void happen(Circle& circle, const EntryEnded& event, const Told&) {
  std::erase_if(circle.board, [&](const Entry& each) { return each.id == event.entry; });
}

Outcome act(Story& story, const Actor& actor, const HoldOnBoard& asked) {
  if (Outcome own = check_own(story.circle(), asked.entry, *actor.member); !own) return own;
  story.tell_member(*actor.member, EntryHeld{asked.entry});
  return {};
}

void happen(Circle& circle, const EntryHoldAsked& event, const Told&) {
  find_entry(circle, event.entry)->hold_asked = true;
}

void happen(Circle& circle, const EntryHeld& event, const Told& told) {
  Entry& entry = *find_entry(circle, event.entry);
  entry.hold_asked = false;
  entry.word_at = told.at;
}

Outcome act(Story& story, const Actor& actor, const AnswerEntry& asked) {
  const Entry* entry = find_entry(story.circle(), asked.entry);
  if (entry == nullptr) return refuse(RefusalCode::unknown_entry, "entry");
  if (entry->by == *actor.member) return refuse(RefusalCode::own_entry, "entry");
  tell_two(story, MemberId{entry->by}, *actor.member,
           EntryAnswered{asked.entry, *actor.member, asked.answer, asked.words});
  return {};
}

void happen(Circle& circle, const EntryAnswered& event, const Told& told) {
  Entry& entry = *find_entry(circle, event.entry);
  std::erase_if(entry.replies, [&](const EntryReply& each) { return each.member == event.member; });
  entry.replies.push_back({event.member, event.answer, event.words});
  entry.word_at = told.at;
}

Outcome act(Story& story, const Actor& actor, const TakeBackAnswer& asked) {
  const Entry* entry = find_entry(story.circle(), asked.entry);
  if (entry == nullptr) return refuse(RefusalCode::unknown_entry, "entry");
  if (!has_answered(*entry, *actor.member)) return refuse(RefusalCode::nothing_said);
  take_answer_back(story, *entry, *actor.member);
  return {};
}

void happen(Circle& circle, const EntryAnswerEnded& event, const Told&) {
  Entry* entry = find_entry(circle, event.entry);
  std::erase_if(entry->replies, [&](const auto& each) { return each.member == event.member; });
}

void end_board_of(Story& story, const MemberId& member) {
  for (const Entry& each : std::vector(story.circle().board)) {
    if (each.by == member) {
      story.tell(EntryEnded{each.id});
    } else if (has_answered(each, member)) {
      take_answer_back(story, each, member);
    }
  }
}

void wake_board(Story& story) {
  if (!is_due(wake_board_at(story.circle()), story.now())) return;
  for (const Entry& each : std::vector(story.circle().board)) {
    if (is_due(hold_due_at(each), story.now())) {
      story.tell_member(each.by, EntryHoldAsked{each.id});
    }
  }
}

std::optional<Time> wake_board_at(const Circle& circle) {
  std::optional<Time> wake;
  for (const Entry& each : circle.board) sooner(wake, hold_due_at(each));
  return wake;
}

}  // namespace circlekeeper::rules
