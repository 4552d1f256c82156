#include "rules/template_check.hpp"

#include <algorithm>

#include "rules/limits.hpp"
#include "rules/template_hurt.hpp"
#include "rules/template_ways.hpp"

namespace circlekeeper::rules {

namespace {

class Check {
 public:
  explicit Check(const Structure& structure) : structure_(structure) {}

  std::vector<Flaw> run() {
    people();
    roles();
    if (structure_.steps.empty()) flaw(FlawCode::no_steps, "/steps");
    for (std::size_t i = 0; i < structure_.steps.size(); ++i) step(i);
    if (flaws_.empty()) ways();
    return std::move(flaws_);
  }

 private:
  void flaw(FlawCode code, std::string pointer) { flaws_.push_back({code, std::move(pointer)}); }

  void people() {
    const Structure& s = structure_;
    if (s.people_min > s.people_max) flaw(FlawCode::people_range, "/people_min");
    if (s.form == Form::ring) return;
    if (s.people_min < 2) flaw(FlawCode::pod_size, "/people_min");
    const bool pods = s.form == Form::pods;
    if (pods && s.people_max > pod_max(s)) flaw(FlawCode::pod_size, "/people_max");
  }

  void roles() {
    if (structure_.roles.empty()) return flaw(FlawCode::no_roles, "/roles");
    std::int64_t fewest = 0;
    std::int64_t most = 0;
    for (std::size_t i = 0; i < structure_.roles.size(); ++i) {
      const Role& role = structure_.roles[i];
      const std::string at = "/roles/" + std::to_string(i);
      if (find_role(structure_, role.role) != &role) flaw(FlawCode::role_twice, at + "/role");
      if (role.min > role.max) flaw(FlawCode::role_range, at + "/min");
      fewest += role.min;
      most += role.max;
    }
    if (fewest > structure_.people_min) flaw(FlawCode::role_unfilled, "/roles");
    if (most < structure_.people_max) flaw(FlawCode::people_without_role, "/roles");
  }

  void step(std::size_t index) {
    const Step& step = structure_.steps[index];
    const std::string at = "/steps/" + std::to_string(index);
    if (find_step(structure_, step.step) != index) flaw(FlawCode::step_twice, at + "/step");
    named_roles(step, at);
    speaking(step, at);
    consent(step, at);
    choices(step, at, index);
    way(step.go, step.to, at + "/go", at + "/to", index);
    if (step.otherwise) {
      way(*step.otherwise, step.otherwise_to, at + "/otherwise", at + "/otherwise_to", index);
    }
  }

  void named_roles(const Step& step, const std::string& at) {
    const auto known = [&](const std::optional<std::string>& role, const std::string& field) {
      if (role && find_role(structure_, *role) == nullptr) {
        flaw(FlawCode::unknown_role, at + "/" + field);
      }
    };
    known(step.voice, "voice");
    known(step.by, "by");
    known(step.told_to, "told_to");
    for (std::size_t i = 0; i < step.of.size(); ++i) {
      known(step.of[i], "of/" + std::to_string(i));
    }
  }

  void speaking(const Step& step, const std::string& at) {
    if (step.speaks == Speaks::role && !step.voice) flaw(FlawCode::voice_needed, at);
    if (step.ends == Ends::done && !step.by && step.speaks != Speaks::each) {
      flaw(FlawCode::by_needed, at);
    }
    if (step.ends == Ends::time && !step.gentle) flaw(FlawCode::time_needed, at);
    const bool odd = step.gentle && (*step.gentle < limits::lengths::gentle_min ||
                                     limits::lengths::gentle_max < *step.gentle);
    if (odd) flaw(FlawCode::gentle_range, at + "/gentle");
    if (step.told_to && step.asks != Asks::choice) {
      flaw(FlawCode::told_without_choice, at + "/told_to");
    }
  }

  void consent(const Step& step, const std::string& at) {
    const bool asks = step.asks == Asks::consent;
    const bool quiet = step.speaks == Speaks::nobody;
    if (asks != (step.ends == Ends::consent) || (asks && !quiet)) {
      flaw(FlawCode::consent_mismatch, at + "/ends");
    }
    if (asks && !step.otherwise) flaw(FlawCode::consent_needs_otherwise, at);
    if (!asks && step.otherwise) flaw(FlawCode::otherwise_unasked, at + "/otherwise");
  }

  bool is_asked_of_one(const Step& step) const {
    if (step.ends != Ends::done || !step.by || step.of != std::vector{*step.by}) return false;
    const Role* role = find_role(structure_, *step.by);
    return role != nullptr && role->max == 1;
  }

  void choices(const Step& step, const std::string& at, std::size_t index) {
    const bool asks = step.asks == Asks::choice;
    if (!asks && !step.choices.empty()) flaw(FlawCode::choices_unasked, at + "/choices");
    if (asks && step.choices.size() < 2) flaw(FlawCode::choices_needed, at + "/choices");
    for (std::size_t i = 0; i < step.choices.size(); ++i) {
      const Choice& choice = step.choices[i];
      const std::string here = at + "/choices/" + std::to_string(i);
      const auto first = std::ranges::find(step.choices, choice.choice, &Choice::choice);
      if (&*first != &choice) flaw(FlawCode::choice_twice, here + "/choice");
      way(choice.go, choice.to, here + "/go", here + "/to", index);
      const bool elsewhere = choice.go != step.go || choice.to != step.to;
      if (elsewhere && !is_asked_of_one(step)) flaw(FlawCode::choice_of_many, here + "/go");
    }
  }

  void way(Go go, const std::optional<std::string>& to, const std::string& at,
           const std::string& at_to, std::size_t index) {
    const bool names = go == Go::step || go == Go::rotate;
    if (names && !to) flaw(FlawCode::step_needed, at);
    const auto step = to ? find_step(structure_, *to) : std::nullopt;
    if (to && !step) flaw(FlawCode::unknown_step, at_to);
    if (go == Go::rotate && step && *step > index) flaw(FlawCode::rotate_forward, at_to);
    const bool goes_on = go == Go::next || go == Go::rotate;  // once everybody had the first role
    if (goes_on && index + 1 == structure_.steps.size()) flaw(FlawCode::nothing_next, at);
  }

  void ways() {
    const Steps reached = reached_from(structure_, 0);
    const auto all = [&](const Steps& steps, FlawCode code) {
      for (const std::size_t each : steps) flaw(code, "/steps/" + std::to_string(each));
    };
    for (std::size_t i = 0; i < structure_.steps.size(); ++i) {
      if (!reached.contains(i)) flaw(FlawCode::unreachable, "/steps/" + std::to_string(i));
    }
    all(without_end(structure_), FlawCode::no_way_to_end);
    if (flaws_.empty()) all(caught(structure_), FlawCode::loop_without_choice);
    const Length needed = estimate_of(structure_);
    const Length said{structure_.minutes * 60000};
    const Length most{needed.ms * 2 + std::int64_t{5} * 60000};
    if (said < needed || most < said) flaw(FlawCode::minutes_off, "/minutes");
    const std::vector<Flaw> hurt = hurt_flaws(structure_);
    flaws_.insert(flaws_.end(), hurt.begin(), hurt.end());
  }

  const Structure& structure_;
  std::vector<Flaw> flaws_;
};

Length once(const Structure& structure, const Step& step) {
  const Length plain{step.asks == Asks::consent ? 15000 : 60000};
  const Length gentle = step.gentle.value_or(plain);
  if (step.speaks != Speaks::each) return gentle;
  const Role* role = step.voice ? find_role(structure, *step.voice) : nullptr;
  const std::int64_t turns =
      role == nullptr ? structure.people_max : std::min(role->max, structure.people_max);
  return {gentle.ms * turns};
}

}  // namespace

std::int64_t pod_max(const Structure& structure) {
  return structure.about == About::hurt ? 5 : 4;
}

std::vector<Flaw> flaws_of(const Structure& structure) {
  return Check(structure).run();
}

Length estimate_of(const Structure& structure) {
  std::vector<std::int64_t> times(structure.steps.size(), 1);
  for (std::size_t i = 0; i < structure.steps.size(); ++i) {
    if (structure.steps[i].go != Go::rotate) continue;
    const auto from = find_step(structure, structure.steps[i].to.value_or(""));
    for (std::size_t each = from.value_or(i); each <= i; ++each) times[each] = structure.people_max;
  }
  Length sum{0};
  for (std::size_t i = 0; i < structure.steps.size(); ++i) {
    sum = Length{sum.ms + once(structure, structure.steps[i]).ms * times[i]};
  }
  return sum;
}

}  // namespace circlekeeper::rules
