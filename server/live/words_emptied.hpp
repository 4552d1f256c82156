// Which stored words are to be emptied, and what is left of them: a told event with its sealed body
// empty, so that ids and structure stay and the log replays.
#pragma once

#include <map>
#include <utility>
#include <vector>

#include "live/event_store.hpp"
#include "rules/story.hpp"

namespace circlekeeper::live {

class WordsEmptied {
 public:
  // Every event of the log, in order, with where it is stored.
  void note(const rules::Told& told, Position position);
  // What note() found to be emptied since the last call.
  struct Emptied {
    std::vector<Redaction> redactions;
    std::vector<rules::Told> told;  // the same events, without their words
  };
  // Whether a template is stored under this id, whose words go when another takes its place.
  bool has(const rules::TemplateId& id) const { return templates_.contains(id); }
  Emptied take() { return std::exchange(emptied_, {}); }

 private:
  struct Stored {
    Position position;
    rules::Told without_words;
    bool is_empty;
    std::int64_t gathering = 0;  // in which it was said
  };

  void empty(const Stored& stored);
  template <class Id>
  void forget(std::map<Id, Stored>& kept, const Id& id);
  bool note_waiting(const rules::Told& told, Position position);
  template <class Is>
  void empty_where(Is is);

  std::int64_t gathering_ = 0;  // the last that opened
  std::map<rules::ShareId, Stored> stored_;
  std::map<rules::TemplateId, Stored> templates_;
  std::map<rules::MemberId, Stored> waiting_;  // names and words at the door
  Emptied emptied_;
};

}  // namespace circlekeeper::live
