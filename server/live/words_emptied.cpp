#include "live/words_emptied.hpp"

#include <algorithm>

#include "wire/told.hpp"

namespace circlekeeper::live {

using namespace rules;

namespace {

template <class... Names>
bool is_any_of(const Event& event) {
  return (std::holds_alternative<Names>(event) || ...);
}

// In which pod it was told: 0 in the ring; -1 to one alone, who is in one.
std::int64_t pod_of(const Told& told) {
  if (const auto* kept = std::get_if<AnswerKept>(&told.event)) return kept->pod;
  if (told.audience.kind == Audience::Kind::pod) return told.audience.pod;
  return is_any_of<AnswerTold>(told.event) ? -1 : 0;
}

bool is_choice(const Event& event) {
  return is_any_of<AnswerKept, AnswerTold>(event);
}

bool came_or_went(const Event& event) {
  return is_any_of<ConnectionLost, ConnectionBack>(event);
}

// Who chose is still to be known where the log replays; what they chose is not.
Told left_of(Told told) {
  for (Sealed* words : sealed_in(told.event)) words->body.clear();
  if (auto* kept = std::get_if<AnswerKept>(&told.event)) kept->choice.reset();
  if (auto* answer = std::get_if<AnswerTold>(&told.event)) answer->choice.reset();
  if (came_or_went(told.event)) told.event = Emptied{};
  return told;
}

// The circle's own words: title, agreements, safety, places.
template <class T>
std::array<const Sealed*, 4> charter_words(const T& event) {
  const auto there = [](const auto& words) -> const Sealed* {
    if constexpr (requires { words.body; }) {
      return &words;
    } else {
      return words ? &*words : nullptr;
    }
  };
  return {there(event.title), there(event.agreements), there(event.safety), there(event.places)};
}

std::array<const Sealed*, 4> charter_words(const Told& told) {
  if (const auto* made = std::get_if<CircleMade>(&told.event)) return charter_words(*made);
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
                FloorAnnounced, PracticeOpened>(event)) {
    return Key{What::around};
  }
  if (is_choice(event)) return Key{What::answer};
  if (came_or_went(event)) return Key{What::here};
  return std::nullopt;
}

bool WordsEmptied::takes_a_place(const Event& event) const {
  const auto* kept = std::get_if<TemplateKept>(&event);
  return kept != nullptr && stored_.contains({What::template_, kept->template_.value});
}

void WordsEmptied::empty(const Stored& stored) {
  if (stored.is_empty) return;
  emptied_.redactions.push_back({stored.position, wire::told_text(stored.left)});
  emptied_.told.push_back(stored.left);
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

void WordsEmptied::keep(const Key& key, const Told& told, Position position) {
  Told left = left_of(told);
  const bool is_empty = left.event == told.event;
  Stored stored{position, std::move(left), is_empty, gathering_, pod_of(told)};
  if (key.what == What::template_ || key.what == What::name) forget(key);
  if (key.what != What::here) {
    if (!is_empty) stored_.emplace(key, std::move(stored));
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
void WordsEmptied::keep_charter(const Told& told, Position position) {
  std::vector<Position> replaced;
  const auto now = charter_words(told);
  for (std::size_t i = 0; i < now.size(); ++i) {
    if (now[i] == nullptr) continue;
    if (const Position before = std::exchange(charter_at_[i], position); before != 0) {
      Told& old = charter_.at(before);
      const Sealed* words = charter_words(old)[i];
      if (words->body.empty()) continue;
      for (Sealed* each : sealed_in(old.event)) {
        if (each == words) each->body.clear();
      }
      replaced.push_back(before);
    }
  }
  charter_.emplace(position, told);
  const auto again = std::ranges::unique(replaced);
  replaced.erase(again.begin(), again.end());
  for (const Position each : replaced) empty({each, charter_.at(each), false, 0, 0});
  std::erase_if(charter_, [&](const auto& each) {
    return std::ranges::find(charter_at_, each.first) == charter_at_.end();
  });
}

void WordsEmptied::end_of_gathering(const Event& event) {
  if (const auto* closed = std::get_if<PodClosed>(&event)) {
    empty_where([&](const Key&, const Stored& each) { return each.pod == closed->pod; });
  } else if (is_any_of<PracticeClosed, GatheringClosed>(event)) {
    const bool over = is_any_of<GatheringClosed>(event);
    empty_where([&](const Key& key, const Stored& each) {
      return each.pod != 0 || (over && key.what == What::quiet);
    });
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
    const bool renewed = is_any_of<KeyRenewed>(event);
    empty_where([&](const Key& key, const Stored&) {
      return key.what == What::at_door || (renewed && key.what == What::invitation);
    });
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
  } else {
    end_of_gathering(event);
  }
}

void WordsEmptied::note(const Told& told, Position position) {
  if (const auto* opened = std::get_if<GatheringOpened>(&told.event)) {
    gathering_ = opened->gathering;
    is_open_ = true;
  }
  if (is_any_of<CircleMade, WordsChanged>(told.event)) {
    keep_charter(told, position);
  } else if (const auto key = key_of(told)) {
    keep(*key, told, position);
  } else {
    end(told);
  }
  if (is_any_of<GatheringClosed>(told.event)) {
    end(told);
    is_open_ = false;
  }
}

}  // namespace circlekeeper::live
