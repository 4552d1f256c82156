// Which stored events are to be emptied, and what is left of them: a told event with its words
// empty, so that ids and structure stay and the log replays.
#pragma once

#include <array>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "live/event_store.hpp"
#include "rules/story.hpp"
#include "wire/frame.hpp"

namespace circlekeeper::live {

class WordsEmptied {
 public:
  // Every event of the log, in order, with the frame that it is told in and where it is stored.
  void note(const rules::Told& told, const wire::Frame& frame, Position position);
  // What note() found to be emptied since the last call.
  struct Retold {
    wire::Frame was, is;
  };
  struct Emptied {
    std::vector<Redaction> redactions;
    std::vector<Retold> frames;  // of the same events
  };
  Emptied take() { return std::exchange(emptied_, {}); }
  // Whether words of somebody or something are stored, which go when others take their place.
  bool takes_a_place(const rules::Event& event) const;

 private:
  // What the words are, and whose or which: they go together.
  enum class What {
    share,
    template_,
    plan,
    at_door,
    private_line,
    quiet,
    name,
    invitation,
    around,  // a gathering: its words, prompts and practices
    answer,  // in a pod
    here,    // who came and went
    capacity,
    next,
    entry,
    entry_answer,
    small_step,
    small_step_went,
    meet_up,
    record_note,
  };
  struct Key {
    What what;
    std::string id = {}, part = {};
    friend bool operator==(const Key&, const Key&) = default;
  };
  struct HashOfKey {
    std::size_t operator()(const Key& key) const noexcept {
      return std::hash<std::string>{}(key.id) ^ static_cast<std::size_t>(key.what);
    }
  };
  // Not as an event: few of them are ever emptied, and the frame is there already.
  struct Stored {
    Position position;
    wire::Frame frame;
    std::int64_t gathering;  // in which, or before which, it happened
    std::int64_t pod;        // in which it was said: 0 in the ring
  };
  struct Charter {
    rules::Told told;
    wire::Frame frame;
  };

  static std::optional<Key> key_of(const rules::Told& told);
  static std::optional<Key> thread_key_of(const rules::Told& told);
  static bool takes_place_of(What what);
  void keep(const Key& key, const rules::Told& told, Stored stored);
  void keep_charter(const rules::Told& told, const wire::Frame& frame, Position position);
  void empty(const Stored& stored);
  wire::Frame leave(Position position, const wire::Frame& frame, const rules::Told& left);
  void end(const rules::Told& told);
  bool end_of_thread(const rules::Told& told);
  void end_of_gathering(const rules::Event& event);
  void end_of_member(const rules::MemberId& member);
  void forget(const Key& key);
  void forget_all(What what);
  template <class Is>
  void empty_where(Is is);

  bool is_open_ = false;
  std::int64_t gathering_ = 0;  // the last that opened
  std::unordered_multimap<Key, Stored, HashOfKey> stored_;
  std::map<rules::MemberId, Stored> here_;  // the last of each, which stays
  std::map<Position, Charter> charter_;
  std::array<Position, 4> charter_at_{};  // 0: not there
  Emptied emptied_;
};

}  // namespace circlekeeper::live
