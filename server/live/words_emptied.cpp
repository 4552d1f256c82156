#include "live/words_emptied.hpp"

#include <algorithm>
#include <set>

#include "wire/told.hpp"

namespace circlekeeper::live {

using namespace rules;

namespace {

std::int64_t pod_of(const Told& told) {
  const bool said = is_any_of<ShareAdded>(told.event);
  return said && told.audience.kind == Audience::Kind::pod ? told.audience.pod : 0;
}

bool came_or_went(const Event& event) {
  return is_any_of<ConnectionLost, ConnectionBack>(event);
}

// That somebody answered is still to be known where the log replays; what they answered is not.
Told left_of(Told told) {
  for (Sealed* words : sealed_in(told.event)) words->body.clear();
  if (auto* kept = std::get_if<AnswerKept>(&told.event)) {
    kept->answer = StepAnswer::done;
    kept->choice.reset();
  } else if (auto* answer = std::get_if<AnswerTold>(&told.event)) {
    answer->answer = StepAnswer::done;
    answer->choice.reset();
  }
  if (auto* said = std::get_if<CapacitySaid>(&told.event)) said->capacity = Capacity::open;
  if (came_or_went(told.event) || is_any_of<PassedOver>(told.event)) told.event = Emptied{};
  return told;
}

bool is_empty(const Told& told) {
  // Most of a log is shares: they are looked at without a copy.
  if (const auto* added = std::get_if<ShareAdded>(&told.event)) return added->body.body.empty();
  return left_of(told).event == told.event;
}

// The circle's own words: title, agreements, safety, places.
template <class T>
std::array<Sealed*, 4> charter_words(T& event) {
  const auto there = [](auto& words) -> Sealed* {
    if constexpr (requires { words.body; }) {
      return &words;
    } else {
      return words ? &*words : nullptr;
    }
  };
  return {there(event.title), there(event.agreements), there(event.safety), there(event.places)};
}

std::array<Sealed*, 4> charter_words(Told& told) {
  if (auto* made = std::get_if<CircleMade>(&told.event)) return charter_words(*made);
  return charter_words(std::get<WordsChanged>(told.event));
}

}  // namespace

std::optional<WordsEmptied::Key> WordsEmptied::key_of(const Told& told) {
  const Event& event = told.event;
  if (const auto* added = std::get_if<ShareAdded>(&event)) {
    return Key{What::share, added->share.value};
  }
  if (const auto* kept = std::get_if<TemplateKept>(&event)) {
    return Key{What::template_, kept->template_.value};
  }
  if (const auto* kept = std::get_if<PlanKept>(&event)) return Key{What::plan, kept->plan.value};
  if (const auto* began = std::get_if<WaitingBegan>(&event)) {
    return Key{What::at_door, began->member.value};
  }
  if (const auto* said = std::get_if<PrivateSaid>(&event)) {
    return Key{What::private_line, said->message.value, told.audience.member.value};
  }
  if (const auto* asked = std::get_if<Quietened>(&event)) {
    return Key{What::quiet, asked->member.value};
  }
  if (const auto* joined = std::get_if<MemberJoined>(&event)) {
    return Key{What::name, joined->member.value};
  }
  if (const auto* renamed = std::get_if<MemberRenamed>(&event)) {
    return Key{What::name, renamed->member.value};
  }
  if (const auto* added = std::get_if<InvitationAdded>(&event)) {
    return Key{What::invitation, added->invitation.value};
  }
  if (is_any_of<GatheringOpened, GatheringClosed, PromptGiven, RoundOpened, FloorOpened,
                FloorAnnounced, PracticeOpened, PlanChanged>(event)) {
    return Key{What::around};
  }
  if (is_any_of<AnswerKept, AnswerTold, PassedOver>(event)) return Key{What::answer};
  if (came_or_went(event)) return Key{What::here};
  return thread_key_of(told);
}

// What goes from gathering to gathering; where it is told to each alone, each has their own.
std::optional<WordsEmptied::Key> WordsEmptied::thread_key_of(const Told& told) {
  const Event& event = told.event;
  const std::string& whose = told.audience.member.value;
  if (is_any_of<NextAnnounced>(event)) return Key{What::next};
  if (const auto* said = std::get_if<CapacitySaid>(&event)) {
    return Key{What::capacity, said->member.value, whose};
  }
  if (const auto* put = std::get_if<EntryPut>(&event)) return Key{What::entry, put->entry.value};
  if (const auto* answered = std::get_if<EntryAnswered>(&event)) {
    return Key{What::entry_answer, answered->entry.value, answered->member.value + whose};
  }
  if (const auto* chosen = std::get_if<SmallStepChosen>(&event)) {
    return Key{What::small_step, chosen->step.value, whose};
  }
  if (const auto* went = std::get_if<SmallStepWent>(&event)) {
    return Key{What::small_step_went, went->step.value, whose};
  }
  if (const auto* proposed = std::get_if<MeetUpProposed>(&event)) {
    return Key{What::meet_up, proposed->meet_up.value, whose};
  }
  if (const auto* kept = std::get_if<RecordNoteKept>(&event)) {
    return Key{What::record_note, whose, std::to_string(kept->gathering)};
  }
  return std::nullopt;
}

// Of these the last alone is there.
bool WordsEmptied::takes_place_of(What what) {
  switch (what) {
    case What::template_:
    case What::plan:
    case What::name:
    case What::capacity:
    case What::next:
    case What::entry:
    case What::entry_answer:
    case What::small_step:
    case What::small_step_went:
    case What::meet_up:
    case What::record_note:
      return true;
    case What::share:
    case What::at_door:
    case What::private_line:
    case What::quiet:
    case What::invitation:
    case What::around:
    case What::answer:
    case What::here:
      return false;
  }
  return false;
}

bool WordsEmptied::takes_a_place(const Event& event) const {
  if (const auto* kept = std::get_if<PlanKept>(&event)) {
    return stored_.contains({What::plan, kept->plan.value});
  }
  const auto* kept = std::get_if<TemplateKept>(&event);
  return kept != nullptr && stored_.contains({What::template_, kept->template_.value});
}

void WordsEmptied::empty(const Stored& stored) {
  const auto told = wire::read_told("{}", wire::text_in(stored.frame));
  leave(stored.position, stored.frame, left_of(told.value()));
}

wire::Frame WordsEmptied::leave(Position position, const wire::Frame& frame, const Told& left) {
  std::string text = wire::told_text(left);
  wire::Frame is = wire::framed(text);
  emptied_.redactions.push_back({position, std::move(text)});
  emptied_.frames.push_back({frame, is});
  return is;
}

template <class Is>
void WordsEmptied::empty_where(Is is) {
  std::erase_if(stored_, [&](const auto& each) {
    if (!is(each.first, each.second)) return false;
    empty(each.second);
    return true;
  });
}

void WordsEmptied::forget(const Key& key) {
  const auto [first, last] = stored_.equal_range(key);
  for (auto each = first; each != last; ++each) empty(each->second);
  stored_.erase(first, last);
}

void WordsEmptied::forget_all(What what) {
  empty_where([&](const Key& key, const Stored&) { return key.what == what; });
}

void WordsEmptied::keep(const Key& key, const Told& told, Stored stored) {
  if (takes_place_of(key.what)) forget(key);
  if (key.what != What::here) {
    if (!is_empty(told)) stored_.emplace(key, std::move(stored));
    return;
  }
  // Before a gathering opens is of the next. Where somebody is now stays, so that the log replays.
  if (!is_open_) ++stored.gathering;
  const auto* lost = std::get_if<ConnectionLost>(&told.event);
  const MemberId& member = lost ? lost->member : std::get<ConnectionBack>(told.event).member;
  const auto last = here_.find(member);
  if (last != here_.end()) stored_.emplace(key, std::move(last->second));
  here_.insert_or_assign(member, std::move(stored));
}

// One event has several of the circle's own words; those that were replaced go, the others stay.
void WordsEmptied::keep_charter(const Told& told, const wire::Frame& frame, Position position) {
  std::set<Position> replaced;
  const auto now =
      charter_words(charter_.emplace(position, Charter{told, frame}).first->second.told);
  for (std::size_t i = 0; i < now.size(); ++i) {
    if (now[i] == nullptr) continue;
    const Position before = std::exchange(charter_at_[i], position);
    if (before == 0) continue;
    Sealed& words = *charter_words(charter_.at(before).told)[i];
    if (!words.body.empty()) replaced.insert(before);
    words.body.clear();
  }
  for (const Position each : replaced) {
    Charter& left = charter_.at(each);
    left.frame = leave(each, left.frame, left.told);
  }
  std::erase_if(charter_, [&](const auto& each) {
    return std::ranges::find(charter_at_, each.first) == charter_at_.end();
  });
}

void WordsEmptied::end_of_gathering(const Event& event) {
  if (const auto* closed = std::get_if<PodClosed>(&event)) {
    empty_where([&](const Key&, const Stored& each) { return each.pod == closed->pod; });
  } else if (is_any_of<PracticeClosed, GatheringClosed>(event)) {
    empty_where([](const Key&, const Stored& each) { return each.pod != 0; });
    if (!is_any_of<GatheringClosed>(event)) return;
    for (const What what : {What::quiet, What::answer, What::capacity}) forget_all(what);
  } else if (const auto* emptied = std::get_if<GatheringEmptied>(&event)) {
    empty_where([&](const Key& key, const Stored& each) {
      if (key.what == What::here) return each.gathering <= emptied->gathering;
      const bool of_it = key.what == What::share || key.what == What::around;
      return of_it && each.gathering == emptied->gathering;
    });
  }
}

void WordsEmptied::end_of_member(const MemberId& member) {
  forget({What::name, member.value});
  const auto last = here_.find(member);
  if (last == here_.end()) return;
  stored_.emplace(Key{What::here}, std::move(last->second));
  here_.erase(last);
}

void WordsEmptied::end(const Told& told) {
  const Event& event = told.event;
  if (const auto* shares = std::get_if<SharesEmptied>(&event)) {
    for (const ShareId& id : shares->shares) forget({What::share, id.value});
  } else if (const auto* forgotten = std::get_if<TemplateForgotten>(&event)) {
    forget({What::template_, forgotten->template_.value});
  } else if (const auto* waited = std::get_if<WaitingEnded>(&event)) {
    forget({What::at_door, waited->member.value});
  } else if (const auto* invitation = std::get_if<InvitationEnded>(&event)) {
    forget({What::invitation, invitation->invitation.value});
  } else if (is_any_of<KeyRenewed, ServerRestarted>(event)) {
    forget_all(What::at_door);
    if (is_any_of<KeyRenewed>(event)) forget_all(What::invitation);
  } else if (const auto* emptied = std::get_if<PrivateEmptied>(&event)) {
    for (const MessageId& id : emptied->messages) {
      forget({What::private_line, id.value, told.audience.member.value});
    }
  } else if (const auto* quiet = std::get_if<QuietEnded>(&event)) {
    forget({What::quiet, quiet->member.value});
  } else if (const auto* left = std::get_if<MemberLeft>(&event)) {
    end_of_member(left->member);
  } else if (const auto* removed = std::get_if<MemberRemoved>(&event)) {
    end_of_member(removed->member);
  } else if (const auto* given = std::get_if<SeatGiven>(&event)) {
    end_of_member(given->newcomer);
  } else if (!end_of_thread(told)) {
    end_of_gathering(event);
  }
}

// What ends for one alone leaves what others were told.
bool WordsEmptied::end_of_thread(const Told& told) {
  const Event& event = told.event;
  const std::string& whose = told.audience.member.value;
  const auto end_all = [&](std::initializer_list<What> whats, const std::string& id) {
    empty_where([&](const Key& key, const Stored&) {
      return key.id == id && std::ranges::find(whats, key.what) != whats.end();
    });
  };
  if (const auto* forgotten = std::get_if<PlanForgotten>(&event)) {
    forget({What::plan, forgotten->plan.value});
  } else if (const auto* back = std::get_if<CapacityTakenBack>(&event)) {
    end_all({What::capacity}, back->member.value);
  } else if (const auto* off = std::get_if<EntryEnded>(&event)) {
    end_all({What::entry, What::entry_answer}, off->entry.value);
  } else if (const auto* answer = std::get_if<EntryAnswerEnded>(&event)) {
    forget({What::entry_answer, answer->entry.value, answer->member.value + whose});
  } else if (const auto* step = std::get_if<SmallStepEnded>(&event)) {
    if (whose.empty()) end_all({What::small_step, What::small_step_went}, step->step.value);
    forget({What::small_step, step->step.value, whose});
    forget({What::small_step_went, step->step.value, whose});
  } else if (const auto* meet_up = std::get_if<MeetUpEnded>(&event)) {
    forget({What::meet_up, meet_up->meet_up.value, whose});
  } else if (const auto* note = std::get_if<RecordNoteForgotten>(&event)) {
    forget({What::record_note, whose, std::to_string(note->gathering)});
  } else {
    return false;
  }
  return true;
}

void WordsEmptied::note(const Told& told, const wire::Frame& frame, Position position) {
  if (const auto* opened = std::get_if<GatheringOpened>(&told.event)) {
    gathering_ = opened->gathering;
    is_open_ = true;
  }
  if (is_any_of<CircleMade, WordsChanged>(told.event)) {
    keep_charter(told, frame, position);
  } else if (const auto key = key_of(told)) {
    keep(*key, told, {position, frame, gathering_, pod_of(told)});
  } else {
    end(told);
  }
  if (is_any_of<GatheringClosed>(told.event)) {
    end(told);
    is_open_ = false;
  }
}

}  // namespace circlekeeper::live
