#include "live/words_emptied.hpp"

#include "wire/told.hpp"

namespace circlekeeper::live {

using namespace rules;

namespace {

bool in_a_pod(const Told& told) {
  return told.audience.kind == Audience::Kind::pod;
}

}  // namespace

void WordsEmptied::empty(const Stored& stored) {
  if (stored.is_empty) return;
  emptied_.redactions.push_back({stored.position, wire::told_text(stored.without_words)});
  emptied_.told.push_back(stored.without_words);
}

template <class Is>
void WordsEmptied::empty_where(Is is) {
  std::erase_if(stored_, [&](const auto& each) {
    if (!is(each.second)) return false;
    empty(each.second);
    return true;
  });
}

template <class Id>
void WordsEmptied::forget(std::map<Id, Stored>& kept, const Id& id) {
  const auto found = kept.find(id);
  if (found == kept.end()) return;
  empty(found->second);
  kept.erase(found);
}

// What is said at the door is for the keepers, for as long as somebody waits.
bool WordsEmptied::note_waiting(const Told& told, Position position) {
  if (const auto* began = std::get_if<WaitingBegan>(&told.event)) {
    Told without = told;
    auto& bare = std::get<WaitingBegan>(without.event);
    bare.name.body.clear();
    if (bare.pronouns) bare.pronouns->body.clear();
    if (bare.words) bare.words->body.clear();
    waiting_.insert_or_assign(began->member,
                              Stored{position, std::move(without), began->name.body.empty()});
  } else if (const auto* ended = std::get_if<WaitingEnded>(&told.event)) {
    forget(waiting_, ended->member);
  } else if (std::holds_alternative<KeyRenewed>(told.event) ||
             std::holds_alternative<ServerRestarted>(told.event)) {
    for (const auto& [id, stored] : std::exchange(waiting_, {})) empty(stored);
  } else {
    return false;
  }
  return true;
}

void WordsEmptied::note(const Told& told, Position position) {
  if (note_waiting(told, position)) return;
  if (const auto* opened = std::get_if<GatheringOpened>(&told.event)) {
    gathering_ = opened->gathering;
  } else if (const auto* added = std::get_if<ShareAdded>(&told.event)) {
    Told without = told;
    std::get<ShareAdded>(without.event).body.body.clear();
    stored_.emplace(added->share,
                    Stored{position, std::move(without), added->body.body.empty(), gathering_});
  } else if (const auto* emptied = std::get_if<SharesEmptied>(&told.event)) {
    for (const ShareId& id : emptied->shares) forget(stored_, id);
  } else if (const auto* kept = std::get_if<TemplateKept>(&told.event)) {
    forget(templates_, kept->template_);
    Told without = told;
    std::get<TemplateKept>(without.event).title.body.clear();
    std::get<TemplateKept>(without.event).body.body.clear();
    templates_.emplace(kept->template_,
                       Stored{position, std::move(without), kept->body.body.empty()});
  } else if (const auto* forgotten = std::get_if<TemplateForgotten>(&told.event)) {
    forget(templates_, forgotten->template_);
  } else if (const auto* closed = std::get_if<PodClosed>(&told.event)) {
    empty_where([&](const Stored& stored) {
      return in_a_pod(stored.without_words) && stored.without_words.audience.pod == closed->pod;
    });
  } else if (std::holds_alternative<PracticeClosed>(told.event) ||
             std::holds_alternative<GatheringClosed>(told.event)) {
    empty_where([](const Stored& stored) { return in_a_pod(stored.without_words); });
  } else if (const auto* over = std::get_if<GatheringEmptied>(&told.event)) {
    empty_where([&](const Stored& stored) { return stored.gathering == over->gathering; });
  }
}

}  // namespace circlekeeper::live
