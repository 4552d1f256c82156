// The step that a pod is in: who has a turn, what is answered, when it is over and what follows.
// Somebody who is there always has a way forward.
#include <algorithm>

#include "rules/pods.hpp"
#include "rules/template_ways.hpp"

namespace circlekeeper::rules {

namespace {

struct Next {
  Go go{};
  std::optional<std::string> to;
};

bool has(const std::vector<Answered>& answers, const MemberId& member) {
  return std::ranges::find(answers, member, &Answered::member) != answers.end();
}

bool is_waited_for(const Pod& pod, const MemberId& id) {
  const PodMember* person = find(pod, id);
  return person != nullptr && person->waited_for;
}

bool anybody_with(const Pod& pod, const std::string& role) {
  return std::ranges::any_of(
      pod.people, [&](const PodMember& each) { return each.waited_for && each.role == role; });
}

const Answered* find_answer(const Pod& pod, StepAnswer answer) {
  const auto found = std::ranges::find(pod.answers, answer, &Answered::answer);
  return found == pod.answers.end() ? nullptr : &*found;
}

bool all_answered(const Pod& pod) {
  return std::ranges::all_of(pod.people, [&](const PodMember& each) {
    return !each.waited_for || has(pod.answers, each.id);
  });
}

// Consent is never presumed of who is away; a 'not now' waits until all who are here have answered,
// so that nobody can tell whose it was.
std::optional<Next> consented(const Pod& pod, const Step& step) {
  bool all = true;
  bool all_here = true;
  for (const PodMember& each : pod.people) {
    if (!is_asked(step, each) || has(pod.answers, each.id)) continue;
    all = false;
    if (each.waited_for) all_here = false;
  }
  const bool refused = find_answer(pod, StepAnswer::not_now) != nullptr;
  if (refused && all_here) return Next{step.otherwise.value_or(Go::end), step.otherwise_to};
  if (!refused && all) return Next{step.go, step.to};
  return std::nullopt;
}

std::optional<Next> chosen(const Pod& pod, const Step& step) {
  const Answered* answer = find_answer(pod, StepAnswer::choice);
  if (answer == nullptr) return std::nullopt;
  const auto choice = std::ranges::find(step.choices, *answer->choice, &Choice::choice);
  return Next{choice->go, choice->to};
}

bool everybody_spoke(const Pod& pod) {
  return !pod.holder && std::ranges::none_of(pod.waiting, [&](const MemberId& id) {
    return is_waited_for(pod, id);
  });
}

bool is_done(const Circle& circle, const Pod& pod, const Step& step) {
  const bool done = find_answer(pod, StepAnswer::done) != nullptr;
  switch (step.ends) {
    case Ends::done:
      return step.by ? done : everybody_spoke(pod);
    case Ends::ready:
      return all_answered(pod);
    case Ends::time:
      return pod.gentle_over || all_answered(pod);
    case Ends::keeper:
      return done || (!keeper_here(circle) && all_answered(pod));
    case Ends::consent:
      return false;  // which consented() knows
  }
  return false;
}

// What follows, once the step is over.
std::optional<Next> after(const Circle& circle, const Pod& pod, const Step& step) {
  if (std::ranges::none_of(pod.people, &PodMember::waited_for)) return std::nullopt;
  if (step.ends == Ends::consent) return consented(pod, step);
  if (leads(step)) return chosen(pod, step);
  if (!is_done(circle, pod, step)) return std::nullopt;
  return Next{step.go, step.to};
}

void follow(Story& story, std::int64_t number, const Next& next) {
  const Structure& structure = structure_of(story);
  const Pod& pod = *find_pod(story.circle(), number);
  const std::size_t following = *pod.step + 1;
  switch (next.go) {
    case Go::next:
      return begin_step(story, number, following);
    case Go::step:
      return begin_step(story, number, *find_step(structure, *next.to));
    case Go::rotate:
      if (const auto first = next_first(pod)) {
        give_roles(story, number, *first);
        return begin_step(story, number, *find_step(structure, *next.to));
      }
      return begin_step(story, number, following);
    case Go::end:
      return end_pod(story, number, false);
    case Go::end_with_care:
      return end_pod(story, number, true);
  }
}

// Who has a turn in a step where everybody, or everybody of a role, has one.
std::vector<MemberId> turns_of(const Pod& pod, const Step& step) {
  std::vector<MemberId> turns;
  if (step.speaks != Speaks::each) return turns;
  for (const PodMember& each : pod.people) {
    if (!each.role.empty() && (!step.voice || each.role == *step.voice)) turns.push_back(each.id);
  }
  return turns;
}

std::optional<MemberId> take_next(const Pod& pod, std::vector<MemberId>& waiting) {
  const auto next =
      std::ranges::find_if(waiting, [&](const MemberId& id) { return is_waited_for(pod, id); });
  if (next == waiting.end()) return std::nullopt;
  MemberId holder = *next;
  waiting.erase(next);
  return holder;
}

// Whose words fill the step, where it is one person's.
std::optional<MemberId> sole_voice(const Pod& pod, const Step& step,
                                   const std::optional<MemberId>& holder) {
  if (holder) return holder;
  if (step.speaks != Speaks::role) return std::nullopt;
  const auto voice = std::ranges::find(pod.people, *step.voice, &PodMember::role);
  if (voice == pod.people.end()) return std::nullopt;
  return voice->id;
}

void tell_step(Story& story, std::int64_t number, std::size_t index, std::int64_t tries,
               const std::optional<MemberId>& holder, std::vector<MemberId> waiting) {
  const Pod& pod = *find_pod(story.circle(), number);
  const Step& step = structure_of(story).steps[index];
  StepBegan began{step.step, pod.visit + 1, tries, holder, std::move(waiting), {}};
  const auto voice = sole_voice(pod, step, holder);
  const bool no_time = voice && find(story.circle(), *voice)->no_time;
  const bool waits = step.speaks == Speaks::each && !holder;
  if (step.gentle && !no_time && !waits) began.gentle_until = clock_of(story, pod) + *step.gentle;
  const std::int64_t visit = began.visit;
  story.tell_pod(number, std::move(began));
  story.tell_keepers(PodMoved{number, step.step, visit});
}

void next_turn(Story& story, std::int64_t number, const std::optional<MemberId>& holder,
               std::vector<MemberId> waiting) {
  const Pod& pod = *find_pod(story.circle(), number);
  tell_step(story, number, *pod.step, pod.tries[*pod.step], holder, std::move(waiting));
}

// In a step where each has a turn: the next one's, where nobody holds.
bool gave_turn(Story& story, std::int64_t number) {
  const Pod& pod = *find_pod(story.circle(), number);
  if (structure_of(story).steps[*pod.step].speaks != Speaks::each || pod.holder) return false;
  std::vector<MemberId> waiting = pod.waiting;
  const auto holder = take_next(pod, waiting);
  if (!holder) return false;
  next_turn(story, number, holder, std::move(waiting));
  return true;
}

}  // namespace

bool is_asked(const Step& step, const PodMember& person) {
  if (person.role.empty()) return false;
  return step.of.empty() || std::ranges::find(step.of, person.role) != step.of.end();
}

void begin_step(Story& story, std::int64_t number, std::size_t index) {
  const Pod& pod = *find_pod(story.circle(), number);
  std::vector<MemberId> waiting = turns_of(pod, structure_of(story).steps[index]);
  const auto holder = take_next(pod, waiting);
  tell_step(story, number, index, pod.tries[index] + 1, holder, std::move(waiting));
}

void happen(Circle& circle, const StepBegan& event, const Told& told) {
  Pod& pod = *find_pod(circle, told.audience.pod);
  const std::size_t index = *find_step(structure_of(circle), event.step);
  if (pod.step != index || pod.tries[index] != event.tries) pod.told.clear();
  pod.step = index;
  pod.tries[index] = event.tries;
  pod.visit = event.visit;
  pod.answers.clear();
  pod.holder = event.holder;
  pod.waiting = event.waiting;
  pod.gentle_until = event.gentle_until;
  pod.gentle_over = false;
}

void happen(Circle&, const PodMoved&, const Told&) {}

// As many steps may follow by themselves as there are, and everybody's roles; beyond that nobody is
// there whom it asks, and it ends.
void settle_pod(Story& story, std::int64_t number) {
  std::size_t left = 0;
  if (const Pod* pod = find_pod(story.circle(), number)) left = pod->tries.size() * 2 + 2;
  while (const Pod* pod = find_pod(story.circle(), number)) {
    if (pod->pause) return;
    if (!pod->step) {
      settle_roles(story, number);
      if (pod->step) continue;
      return;
    }
    if (gave_turn(story, number)) continue;
    const auto next = after(story.circle(), *pod, structure_of(story).steps[*pod->step]);
    if (!next) return;
    if (left-- == 0) return end_pod(story, number, true);
    follow(story, number, *next);
  }
}

namespace {

bool may_choose(const Pod& pod, const Step& step, const PodMember& person,
                const std::optional<std::string>& key) {
  const auto choice = std::ranges::find(step.choices, key.value_or(""), &Choice::choice);
  if (step.asks != Asks::choice || choice == step.choices.end()) return false;
  if (choice->from_try && pod.tries[*pod.step] < *choice->from_try) return false;
  return is_asked(step, person) || (leads(step) && !anybody_with(pod, *step.by));
}

// Where answering is more than saying that one is ready.
bool asks_more(const Step& step, const PodMember& person) {
  const bool more = step.asks == Asks::choice || step.asks == Asks::capacity;
  return more && is_asked(step, person);
}

bool may_answer(const Pod& pod, const Step& step, const PodMember& person,
                const AnswerStep& asked) {
  switch (asked.answer) {
    case StepAnswer::yes:
    case StepAnswer::not_now:
      return step.asks == Asks::consent && is_asked(step, person);
    case StepAnswer::choice:
      return may_choose(pod, step, person, asked.choice);
    case StepAnswer::open:
    case StepAnswer::tender:
    case StepAnswer::resting:
      return step.asks == Asks::capacity && is_asked(step, person);
    case StepAnswer::ready: {
      const bool ready =
          step.ends == Ends::ready || step.ends == Ends::time || step.ends == Ends::keeper;
      return ready && !asks_more(step, person);
    }
    case StepAnswer::done:
      if (step.ends != Ends::done || !step.by || leads(step)) return false;
      return person.role == *step.by || !anybody_with(pod, *step.by);
    case StepAnswer::take:
      return step.speaks == Speaks::centre && !pod.holder;
    case StepAnswer::lay:
      return step.speaks == Speaks::centre && pod.holder == person.id;
  }
  return false;
}

bool is_capacity(StepAnswer answer) {
  return answer == StepAnswer::open || answer == StepAnswer::tender ||
         answer == StepAnswer::resting;
}

bool is_told(StepAnswer answer) {
  return answer == StepAnswer::choice || is_capacity(answer);
}

void tell_answer(Story& story, const Pod& pod, const Step& step, const AnswerTold& answer) {
  if (!step.told_to) return story.tell_pod(pod.number, answer);
  for (const PodMember& each : std::vector(pod.people)) {
    if (each.role == *step.told_to) story.tell_member(each.id, answer);
  }
}

// Who holds gives on; of somebody who is away, anybody in the pod may.
bool ends_turn(const Pod& pod, const Step& step, const MemberId& who, StepAnswer answer) {
  if (!pod.holder || step.speaks != Speaks::each || answer != StepAnswer::done) return false;
  return *pod.holder == who || !is_waited_for(pod, *pod.holder);
}

bool keeper_moves(const Circle& circle, const Step& step, const MemberId& who, StepAnswer answer) {
  return step.ends == Ends::keeper && answer == StepAnswer::done && find(circle, who)->keeper;
}

}  // namespace

Outcome act(Story& story, const Actor& actor, const AnswerStep& asked) {
  const Pod* pod = find_pod(story.circle(), asked.pod);
  if (pod == nullptr) return refuse(RefusalCode::unknown_pod, "pod");
  if (asked.visit > pod->visit) return refuse(RefusalCode::out_of_range, "visit");
  if (asked.visit < pod->visit || !pod->step) return refuse(RefusalCode::step_is_over, "visit");
  if (pod->pause) return refuse(RefusalCode::circle_is_paused);
  const MemberId& me = *actor.member;
  const Step step = structure_of(story).steps[*pod->step];
  const PodMember* person = find(*pod, me);
  const bool moves = keeper_moves(story.circle(), step, me, asked.answer);
  if (person == nullptr && !moves) return refuse(RefusalCode::not_in_pod, "pod");
  if (person != nullptr && ends_turn(*pod, step, me, asked.answer)) {
    std::vector<MemberId> waiting = pod->waiting;
    const auto holder = take_next(*pod, waiting);
    next_turn(story, asked.pod, holder, std::move(waiting));
    return {};
  }
  if (!moves && !may_answer(*pod, step, *person, asked)) {
    return refuse(RefusalCode::not_asked, "answer");
  }
  if (asked.answer == StepAnswer::take) {
    next_turn(story, asked.pod, me, {});
    return {};
  }
  if (asked.answer == StepAnswer::lay) {
    next_turn(story, asked.pod, std::nullopt, {});
    return {};
  }
  const auto choice = asked.answer == StepAnswer::choice ? asked.choice : std::nullopt;
  story.tell_nobody(AnswerKept{asked.pod, me, asked.answer, choice});
  story.tell_pod(asked.pod, StepAnswered{me});
  if (is_told(asked.answer)) tell_answer(story, *pod, step, {me, asked.answer, choice});
  if (is_capacity(asked.answer)) pass_by(story, me, asked.answer == StepAnswer::resting);
  return {};
}

void happen(Circle& circle, const AnswerKept& event, const Told&) {
  Pod& pod = *find_pod(circle, event.pod);
  const auto is = [&](const Answered& each) { return each.member == event.member; };
  std::erase_if(pod.answers, is);
  pod.answers.push_back({event.member, event.answer, event.choice});
  if (!is_told(event.answer)) return;
  std::erase_if(pod.told, is);
  pod.told.push_back(pod.answers.back());
}

void happen(Circle&, const StepAnswered&, const Told&) {}
void happen(Circle&, const AnswerTold&, const Told&) {}

}  // namespace circlekeeper::rules
