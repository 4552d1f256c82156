#include "tests/rules/practising.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "tests/read_by.hpp"
#include "tests/rules/acts.hpp"
#include "tests/rules/transcript.hpp"
#include "wire/codec.hpp"

namespace circlekeeper::tests {

using namespace rules;

namespace {

const std::filesystem::path practices =
    std::filesystem::path(CIRCLEKEEPER_SOURCE_DIR) / "protocol/practices";

Sealed sealed() {
  return {1, padded("words", 40)};
}

constexpr StepAnswer answers[] = {StepAnswer::done,    StepAnswer::ready, StepAnswer::yes,
                                  StepAnswer::not_now, StepAnswer::open,  StepAnswer::tender,
                                  StepAnswer::resting, StepAnswer::take,  StepAnswer::lay};

}  // namespace

Structure shipped(const std::string& name) {
  std::ifstream file(practices / (name + ".json"));
  auto structure =
      read_by(&wire::read_structure, nlohmann::json::parse(file).at("structure").dump());
  if (!structure) throw std::runtime_error("no such template: " + name);
  return *structure;
}

std::vector<std::string> shipped_names() {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(practices)) {
    if (entry.path().extension() == ".json") names.push_back(entry.path().stem().string());
  }
  std::ranges::sort(names);
  return names;
}

Practising::Practising(std::size_t people, Chance& chance) : chance_(chance) {
  const std::string digest(64, 'a');
  const Actor keeper{nth_member(0), Link::keeper, digest, {}};
  const Time at = time_of("0:00");
  (void)stage_.play(a_circle(Meets::typed, Keeps::this_gathering), keeper, at);
  for (std::size_t n = 0; n <= people; ++n) {
    const MemberId member = nth_member(n);
    if (n > 0) {
      (void)stage_.play(Join{sealed(), {}, false, 1, {}, {}, {}},
                        {member, Link::invitation, digest, {}}, at);
    }
    (void)stage_.play(Connect{}, {.member = member}, at);
  }
  (void)stage_.play(OpenGathering{}, {.member = nth_member(0)}, at);
}

DecideResult Practising::ask(const Command& command, const MemberId& who) {
  return stage_.play(command, {.member = who}, stage_.now(), chance_.below(1'000'000));
}

DecideResult Practising::begin(const Structure& structure, std::int64_t size, bool in_pods) {
  auto opened = ask(OpenPractice{structure, "template", "en", {}}, nth_member(0));
  if (!opened) return opened;
  if (structure.about == About::hurt) return begin_about_hurt(size);
  return ask(BeginPractice{Grouping::by_chance, size, in_pods, {}}, nth_member(0));
}

// The first two pass the gate; the others are there for them.
DecideResult Practising::begin_about_hurt(std::int64_t size) {
  (void)ask(PassGate{nth_member(1), nth_member(2)}, nth_member(0));
  People people;
  for (std::size_t n = 1; n <= static_cast<std::size_t>(size); ++n) {
    (void)ask(TakePart{}, nth_member(n));
    people.people.push_back(nth_member(n));
  }
  return ask(BeginPractice{Grouping::by_hand, size, true, {people}}, nth_member(0));
}

bool Practising::is_open() const {
  return stage_.circle().gathering && stage_.circle().gathering->practice;
}

std::vector<std::pair<MemberId, Command>> Practising::ways(const Pod& pod) const {
  const Circle& circle = stage_.circle();
  const Structure& structure = circle.gathering->practice->opened.structure;
  std::vector<std::pair<MemberId, Command>> all;
  for (const PodMember& person : pod.people) {
    if (!is_here(circle, person.id)) continue;
    for (const Role& role : structure.roles) {
      if (!pod.step) all.emplace_back(person.id, TakeRole{pod.number, role.role});
    }
    if (!pod.step) continue;
    for (const StepAnswer answer : answers) {
      all.emplace_back(person.id, AnswerStep{pod.number, pod.visit, answer, {}});
    }
    for (const Choice& choice : structure.steps[*pod.step].choices) {
      all.emplace_back(person.id,
                       AnswerStep{pod.number, pod.visit, StepAnswer::choice, choice.choice});
    }
  }
  all.emplace_back(nth_member(0), AnswerStep{pod.number, pod.visit, StepAnswer::done, {}});
  return all;
}

// Then somebody has to come back before anything can go on.
bool Practising::nobody_is_here(const Pod& pod) const {
  return std::ranges::none_of(
      pod.people, [&](const PodMember& person) { return is_here(stage_.circle(), person.id); });
}

bool Practising::go_on() {
  const auto& pods = stage_.circle().gathering->practice->pods;
  if (pods.empty()) return false;
  const Pod& pod = pods[chance_.below(pods.size())];
  if (nobody_is_here(pod)) {
    (void)ask(Connect{}, pod.people.front().id);
    return true;
  }
  auto all = ways(pod);
  while (!all.empty()) {
    const std::size_t at = chance_.below(all.size());
    const auto done = ask(all[at].second, all[at].first);
    if (done && !done->empty()) return true;
    all.erase(all.begin() + static_cast<std::ptrdiff_t>(at));
  }
  const auto wake = wake_at(stage_.circle());
  if (!wake) return false;
  return !stage_.wake_until(*wake).empty();
}

void Practising::disturb() {
  const auto& members = stage_.circle().members;
  const Member member = members[chance_.below(members.size())];
  switch (chance_.below(5)) {
    case 0:
      (void)ask(SitOut{}, member.id);
      break;
    case 1:
      (void)ask(Leave{false}, member.id);
      break;
    case 2:
      (void)ask(Connect{}, member.id);
      break;
    default:
      (void)ask(Disconnect{}, member.id);
      break;
  }
  if (!anybody_here(stage_.circle())) (void)ask(Connect{}, stage_.circle().members.back().id);
}

}  // namespace circlekeeper::tests
