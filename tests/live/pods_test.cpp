// Pods on the line: each has a stream of its own, told to who is in it, and what was missed comes
// back exactly; a restart loses no step, and what was shared in a pod goes with it.
#include <catch2/catch.hpp>
#include <fstream>

#include "tests/live/place.hpp"

using namespace circlekeeper;
using namespace circlekeeper::tests;
using Names = std::vector<std::string>;

namespace {

Json structure_of(const std::string& name) {
  std::ifstream file(std::string(CIRCLEKEEPER_SOURCE_DIR) + "/protocol/practices/" + name +
                     ".json");
  return Json::parse(file).at("structure");
}

Json practice(const std::string& name) {
  return {{"type", "open_practice"},
          {"structure", structure_of(name)},
          {"template", name},
          {"language", "en"}};
}

Json begin(int size) {
  return {{"type", "begin_practice"},
          {"grouping", "by_chance"},
          {"size", size},
          {"in_pods", true},
          {"pods", Json::array()}};
}

Json by_hand(const std::vector<std::vector<std::string>>& pods) {
  Json command = begin(2);
  command["grouping"] = "by_hand";
  for (const auto& names : pods) {
    Json people = Json::array();
    for (const std::string& name : names) people.push_back(padded(name, 22));
    command["pods"].push_back({{"people", std::move(people)}});
  }
  return command;
}

Json answer(const Caller& caller, const std::string& said) {
  const Json view = caller.view();
  const Json& mine = view.at("gathering").at("practice").at("mine");
  return {{"type", "answer_step"},
          {"pod", mine.at("pod")},
          {"visit", mine.at("visit")},
          {"answer", said}};
}

Json in_pod(Json command, int pod) {
  command["pod"] = pod;
  return command;
}

// Ana keeps; Ben and Cai, and Dia and Eva, say back to each other.
struct InPods : Gathered {
  explicit InPods(Place& place) : Gathered(place), dia(place, "dia"), eva(place, "eva") {
    dia.join();
    eva.join();
    REQUIRE(ana.said(practice("say_back_until_right")) == "accepted");
    REQUIRE(ana.said(by_hand({{"ben", "cai"}, {"dia", "eva"}})) == "accepted");
  }
  Caller dia, eva;
};

}  // namespace

TEST_CASE("what happens in a pod is told to the pod, and to nobody else") {
  Place place;
  InPods all(place);
  for (Caller* each : {&all.ana, &all.ben, &all.cai, &all.dia}) each->heard();
  CHECK(all.ben.said(in_pod(sharing("one"), 1)) == "accepted");
  CHECK(all.cai.news() == Names{"share_added"});
  CHECK(all.dia.news().empty());
  CHECK(all.ana.news().empty());
  CHECK_FALSE(was_heard(all.ana, "one-words"));
  place.compare_books();
}

TEST_CASE("who comes back hears exactly what they missed of their pod") {
  Place place;
  InPods all(place);
  all.cai.drop();
  place.pump();
  all.ben.ask(in_pod(sharing("one"), 1));
  all.dia.ask(in_pod(sharing("two"), 2));  // nothing of Cai's
  all.cai.resume();
  CHECK(all.cai.news() == Names{"connection_lost", "share_added", "connection_back", "resumed"});
  CHECK_FALSE(was_heard(all.cai, "two-words"));

  place.restart();
  all.cai.resume();
  CHECK(all.cai.news() == Names{"server_restarted", "clocks_stopped", "connection_back",
                                "clocks_started", "step_timed", "resumed"});
  place.compare_books();
}

TEST_CASE("who was away while pods were formed hears theirs from its beginning") {
  Place place;
  Gathered all(place);
  all.ana.ask(practice("say_back_until_right"));
  all.ana.ask(by_hand({{"ben", "cai"}}));
  const auto before = all.cai.line->numbers;
  const std::string life = all.cai.line->incarnation;
  std::map<std::string, std::int64_t> heard = {{"circle", before.at("circle") - 1},
                                               {"member", before.at("member")}};
  all.cai.resume_from(life, heard);
  CHECK(all.cai.news() == Names{"pods_formed", "roles_given", "step_began", "connection_lost",
                                "connection_back", "resumed"});
  place.compare_books();
}

TEST_CASE("a restart in the middle of many pods loses no step") {
  Place place;
  Caller ana(place, "ana");
  ana.make();
  ana.ask(bare("open_gathering"));
  std::vector<std::unique_ptr<Caller>> members;
  const int count = GENERATE(39, 99);  // and the keeper, who takes part
  for (int n = 0; n < count; ++n) {
    members.push_back(std::make_unique<Caller>(place, "m" + std::to_string(n)));
    members.back()->join();
  }
  REQUIRE(ana.said(practice("listening_in_silence")) == "accepted");
  REQUIRE(ana.said(bare("take_part")) == "accepted");
  REQUIRE(ana.said(begin(2)) == "accepted");
  const auto pods = static_cast<std::size_t>(count + 1) / 2;
  for (std::size_t i = 0; i < members.size(); i += 3) {  // each pod is somewhere else by now
    members[i]->hello();
    CHECK(members[i]->said(answer(*members[i], "ready")) == "accepted");
  }
  std::map<std::string, Json> before;
  for (const auto& each : members) {
    each->hello();
    before[each->name] = each->view().at("gathering").at("practice").at("mine");
  }
  place.restart();
  for (const auto& each : members) each->hello();
  ana.hello();
  CHECK(ana.view().at("gathering").at("practice").at("pods").size() == pods);
  for (const auto& each : members) {
    Json mine = each->view().at("gathering").at("practice").at("mine");
    Json was = before[each->name];
    INFO(each->name);
    CHECK(mine == was);
  }
  const auto go_on = [&](Caller& each) {
    each.hello();
    const Json view = each.view();
    if (view.at("gathering").at("practice").at("mine").at("step") != "settle") return;
    CHECK(each.said(answer(each, "ready")) == "accepted");
  };
  for (const auto& each : members) go_on(*each);  // and on they go
  go_on(ana);
  ana.hello();
  const Json seen = ana.view();
  for (const Json& pod : seen.at("gathering").at("practice").at("pods")) {
    CHECK(pod.at("step") != "settle");
  }
}

TEST_CASE("what was shared in a pod goes with it, also where the circle keeps its shares") {
  Place place;
  Caller ana(place, "ana");
  ana.make({{"keeps", "circle_lives"}});
  ana.ask(bare("open_gathering"));
  ana.ask(opening());
  ana.ask(sharing("ring"));
  Caller ben(place, "ben");
  Caller cai(place, "cai");
  ben.join();
  cai.join();
  ana.ask(practice("say_back_until_right"));
  ana.ask(begin(2));
  const Json mine = ben.ask(in_pod(sharing("pod"), 1));
  const Json others = cai.ask(in_pod(sharing("pod"), 1));
  REQUIRE((mine.at("type") == "accepted" || others.at("type") == "accepted"));
  CHECK(is_kept(place, "pod-words"));
  SECTION("when the practice closes") {
    ana.ask(bare("close_practice"));
  }
  SECTION("when somebody left it") {
    ben.ask(bare("sit_out"));
  }
  SECTION("when the gathering closes") {
    ana.ask(bare("close_gathering"));
  }
  CHECK_FALSE(is_kept(place, "pod-words"));
  CHECK(is_kept(place, "ring-words"));
  place.restart();
  ben.resume();
  CHECK_FALSE(was_heard(ana, "pod-words"));
}

TEST_CASE("who is let in sees the pod from then on") {
  Place place;
  InPods all(place);
  all.ben.ask(in_pod(sharing("before"), 1));
  CHECK(all.ana.said(in_pod(bare("knock"), 1)) == "accepted");
  const Json let_in = {{"type", "answer_knock"}, {"pod", 1}, {"let_in", true}};
  CHECK(all.ben.said(let_in) == "accepted");
  CHECK(all.cai.said(let_in) == "accepted");
  CHECK(all.ana.last().at("type") == "welcome");
  const Json mine = all.ana.view().at("gathering").at("practice").at("mine");
  CHECK(mine.at("pod") == 1);
  CHECK(mine.at("shares").empty());
  all.ben.ask(in_pod(sharing("after"), 1));
  CHECK(was_heard(all.ana, "after-words"));
  CHECK_FALSE(was_heard(all.ana, "before-words"));
  all.ana.ask(bare("sit_out"));
  all.ben.ask(in_pod(sharing("alone"), 1));
  CHECK_FALSE(was_heard(all.ana, "alone-words"));
  place.compare_books();
}
