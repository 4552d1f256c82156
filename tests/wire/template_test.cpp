// What a template must be: every flaw is found at its place, and what is shipped has none.
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <functional>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>

#include "rules/limits.hpp"
#include "wire/template_file.hpp"

using namespace circlekeeper;
using Json = nlohmann::json;
using rules::FlawCode;

namespace {

const std::filesystem::path practices =
    std::filesystem::path(CIRCLEKEEPER_SOURCE_DIR) / "protocol/practices";

std::string read(const std::filesystem::path& path) {
  std::ifstream file(path);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

std::vector<std::filesystem::path> shipped() {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(practices)) {
    files.push_back(entry.path());
  }
  return files;
}

Json good(const char* name) {
  return Json::parse(read(practices / name));
}

// A template in order, a change that breaks it, and what must be said of it.
struct Broken {
  FlawCode code;
  std::string pointer;
  std::function<void(Json& structure, Json& whole)> change;
  const char* from = "say_back_until_right.json";
};

Json& step(Json& structure, std::size_t index) {
  return structure["steps"][index];
}

constexpr const char* hurt = "small_repair.json";

std::size_t spoken(const Json& structure, bool last) {
  const Json& steps = structure["steps"];
  std::size_t found = steps.size();
  for (std::size_t i = 0; i < steps.size(); ++i) {
    if (steps[i]["speaks"] == "nobody") continue;
    if (last || found == steps.size()) found = i;
  }
  return found;
}

std::string of_side(const Json& structure, const char* side) {
  for (const Json& role : structure["roles"]) {
    if (role.value("side", "") == side) return role["role"];
  }
  return "";
}

std::vector<Broken> people_and_roles() {
  return {
      {FlawCode::people_range, "/structure/people_min",
       [](Json& s, Json&) { s["people_min"] = 4; }},
      {FlawCode::pod_size, "/structure/people_min", [](Json& s, Json&) { s["people_min"] = 1; }},
      {FlawCode::pod_size, "/structure/people_max", [](Json& s, Json&) { s["people_max"] = 5; }},
      {FlawCode::no_roles, "/structure/roles", [](Json& s, Json&) { s["roles"] = Json::array(); }},
      {FlawCode::role_twice, "/structure/roles/1/role",
       [](Json& s, Json&) { s["roles"][1]["role"] = "speaker"; }},
      {FlawCode::role_range, "/structure/roles/2/min",
       [](Json& s, Json&) { s["roles"][2]["min"] = 2; }},
      {FlawCode::role_unfilled, "/structure/roles",
       [](Json& s, Json&) { s["roles"][2]["min"] = 1; }},
      {FlawCode::people_without_role, "/structure/roles",
       [](Json& s, Json&) { s["people_max"] = 4; }},
  };
}

std::vector<Broken> steps() {
  return {
      {FlawCode::no_steps, "/structure/steps", [](Json& s, Json&) { s["steps"] = Json::array(); }},
      {FlawCode::step_twice, "/structure/steps/1/step",
       [](Json& s, Json&) { step(s, 1)["step"] = "tell"; }},
      {FlawCode::unknown_role, "/structure/steps/0/voice",
       [](Json& s, Json&) { step(s, 0)["voice"] = "nobody_here"; }},
      {FlawCode::unknown_role, "/structure/steps/0/of/0",
       [](Json& s, Json&) { step(s, 0)["of"] = {"nobody_here"}; }},
      {FlawCode::unknown_step, "/structure/steps/2/choices/1/to",
       [](Json& s, Json&) { step(s, 2)["choices"][1]["to"] = "nowhere"; }},
      {FlawCode::step_needed, "/structure/steps/2/choices/1/go",
       [](Json& s, Json&) { step(s, 2)["choices"][1].erase("to"); }},
      {FlawCode::nothing_next, "/structure/steps/4/go",
       [](Json& s, Json&) { step(s, 4)["go"] = "next"; }},
      {FlawCode::voice_needed, "/structure/steps/0",
       [](Json& s, Json&) { step(s, 0).erase("voice"); }},
      {FlawCode::by_needed, "/structure/steps/0", [](Json& s, Json&) { step(s, 0).erase("by"); }},
      {FlawCode::choices_needed, "/structure/steps/2/choices",
       [](Json& s, Json&) { step(s, 2)["choices"] = Json::array(); }},
      {FlawCode::choices_unasked, "/structure/steps/2/choices",
       [](Json& s, Json&) { step(s, 2)["asks"] = "nothing"; }},
      {FlawCode::choice_twice, "/structure/steps/2/choices/1/choice",
       [](Json& s, Json&) { step(s, 2)["choices"][1]["choice"] = "yes"; }},
      {FlawCode::choice_of_many, "/structure/steps/2/choices/1/go",
       [](Json& s, Json&) { step(s, 2)["of"] = Json::array(); }},
      {FlawCode::told_without_choice, "/structure/steps/0/told_to",
       [](Json& s, Json&) { step(s, 0)["told_to"] = "listener"; }},
      {FlawCode::consent_mismatch, "/structure/steps/3/ends",
       [](Json& s, Json&) { step(s, 3)["ends"] = "consent"; }},
      {FlawCode::consent_needs_otherwise, "/structure/steps/3",
       [](Json& s, Json&) {
         step(s, 3)["asks"] = "consent";
         step(s, 3)["ends"] = "consent";
       }},
      {FlawCode::otherwise_unasked, "/structure/steps/0/otherwise",
       [](Json& s, Json&) { step(s, 0)["otherwise"] = "end"; }},
      {FlawCode::time_needed, "/structure/steps/3",
       [](Json& s, Json&) { step(s, 3)["ends"] = "time"; }},
      {FlawCode::gentle_range, "/structure/steps/0/gentle",
       [](Json& s, Json&) { step(s, 0)["gentle"] = 5000; }},
      {FlawCode::minutes_off, "/structure/minutes", [](Json& s, Json&) { s["minutes"] = 3; }},
      {FlawCode::minutes_off, "/structure/minutes", [](Json& s, Json&) { s["minutes"] = 200; }},
  };
}

std::vector<Broken> ways() {
  return {
      {FlawCode::rotate_forward, "/structure/steps/3/to",
       [](Json& s, Json&) { step(s, 3)["to"] = "how_it_was"; }},
      {FlawCode::unreachable, "/structure/steps/1",
       [](Json& s, Json&) {
         step(s, 0)["go"] = "step";
         step(s, 0)["to"] = "was_it_right";
         step(s, 2)["choices"][1]["to"] = "tell";
       }},
      {FlawCode::no_way_to_end, "/structure/steps/4",
       [](Json& s, Json&) {
         step(s, 4)["go"] = "step";
         step(s, 4)["to"] = "tell";
       }},
      {FlawCode::loop_without_choice, "/structure/steps/1",
       [](Json& s, Json&) {
         Json ask = step(s, 2);
         ask["choices"][0]["go"] = "end";
         ask["choices"][1] = {{"choice", "not_quite"}, {"go", "next"}};
         Json change = step(s, 3);
         change["to"] = "was_it_right";
         Json last = step(s, 4);
         last["go"] = "step";
         last["to"] = "say_back";
         s["steps"] = Json::array({ask, step(s, 1), change, last});
       }},
  };
}

std::vector<Broken> about_a_hurt() {
  return {
      {FlawCode::hurt_in_pods, "/structure/form", [](Json& s, Json&) { s["form"] = "ring"; }, hurt},
      {FlawCode::hurt_sides, "/structure/roles",
       [](Json& s, Json&) { s["roles"][0].erase("side"); }, hurt},
      {FlawCode::side_without_hurt, "/structure/about",
       [](Json& s, Json&) {
         s["about"] = "tender";
         s["people_max"] = 4;
       },
       hurt},
      {FlawCode::hurt_begins_with_consent, "/structure/steps/0",
       [](Json& s, Json&) { step(s, 0)["of"] = {of_side(s, "impact")}; }, hurt},
      {FlawCode::way_out_with_care, "/structure/steps/0/otherwise",
       [](Json& s, Json&) { step(s, 0)["otherwise"] = "end"; }, hurt},
      {FlawCode::consent_before_each_part, "/structure/steps/0",
       [](Json& s, Json&) {
         Json& all = s["steps"];
         for (std::size_t i = 1; i < all.size(); ++i) {
           if (all[i]["asks"] != "consent") continue;
           all[i]["asks"] = "nothing";
           all[i]["ends"] = "ready";
           all[i].erase("otherwise");
         }
       },
       hurt},
  };
}

std::vector<Broken> words() {
  return {
      {FlawCode::unreadable, "/id", [](Json&, Json& w) { w["id"] = "Not A Key"; }},
      {FlawCode::unreadable, "/version", [](Json&, Json& w) { w["version"] = 0; }},
      {FlawCode::unreadable, "/skills", [](Json&, Json& w) { w["skills"] = {"juggling"}; }},
      {FlawCode::unreadable, "/source/year", [](Json&, Json& w) { w["source"].erase("year"); }},
      {FlawCode::unreadable, "/languages", [](Json&, Json& w) { w["languages"] = {"EN"}; }},
      {FlawCode::unreadable, "/structure/about", [](Json& s, Json&) { s.erase("about"); }},
      {FlawCode::unreadable, "/structure/steps/1/speaks",
       [](Json& s, Json&) { step(s, 1)["speaks"] = "somebody"; }},
      {FlawCode::words_missing, "/words/es/title",
       [](Json&, Json& w) { w["words"]["es"].erase("title"); }},
      {FlawCode::words_missing, "/words/es", [](Json&, Json& w) { w["words"].erase("es"); }},
      {FlawCode::words_missing, "/words/en/steps/was_it_right/choices/yes",
       [](Json&, Json& w) { w["words"]["en"]["steps"]["was_it_right"]["choices"].erase("yes"); }},
      {FlawCode::prompt_missing, "/words/en/steps/tell/prompts/companion",
       [](Json&, Json& w) { w["words"]["en"]["steps"]["tell"]["prompts"].erase("companion"); }},
      {FlawCode::words_unknown, "/words/en/steps/gone",
       [](Json&, Json& w) { w["words"]["en"]["steps"]["gone"] = Json::object(); }},
      {FlawCode::words_unknown, "/words/de",
       [](Json&, Json& w) { w["words"]["de"] = Json::object(); }},
      {FlawCode::unreadable, "/words/en/title",
       [](Json&, Json& w) { w["words"]["en"]["title"] = std::string(1001, 'a'); }},
  };
}

std::vector<Broken> all_broken() {
  std::vector<Broken> all;
  for (const auto& some : {people_and_roles(), steps(), ways(), about_a_hurt(), words()}) {
    all.insert(all.end(), some.begin(), some.end());
  }
  return all;
}

void must_be_found(const Broken& broken) {
  Json whole = good(broken.from);
  broken.change(whole["structure"], whole);
  const auto flaws = wire::template_flaws(whole.dump());
  INFO(name_of(broken.code) << " at " << broken.pointer);
  for (const rules::Flaw& each : flaws) UNSCOPED_INFO(name_of(each.code) << " " << each.pointer);
  CHECK(std::ranges::find(flaws, rules::Flaw{broken.code, broken.pointer}) != flaws.end());
}

}  // namespace

TEST_CASE("every shipped template is in order, and named as its file") {
  const auto files = shipped();
  CHECK(files.size() >= 24);
  for (const auto& file : files) {
    INFO(file.filename().string());
    for (const rules::Flaw& flaw : wire::template_flaws(read(file))) {
      FAIL_CHECK(name_of(flaw.code) << " at " << flaw.pointer);
    }
    const Json whole = Json::parse(read(file));
    CHECK(whole["id"].get<std::string>() + ".json" == file.filename().string());
    CHECK(whole["languages"] == Json({"en", "es"}));
  }
}

TEST_CASE("a template with one thing broken is refused for it, at its place") {
  std::set<FlawCode> met;
  for (const Broken& broken : all_broken()) {
    must_be_found(broken);
    met.insert(broken.code);
  }
  // Who speaks first and last about a hurt has a case of its own.
  met.insert({FlawCode::impact_first, FlawCode::impact_last});
  CHECK(static_cast<int>(met.size()) == rules::flaw_code_count);
}

TEST_CASE("about a hurt, who it happened to speaks first and last") {
  for (const bool last : {false, true}) {
    Json whole = good(hurt);
    Json& structure = whole["structure"];
    const std::size_t at = spoken(structure, last);
    structure["steps"][at]["voice"] = of_side(structure, "intent");
    const auto code = last ? FlawCode::impact_last : FlawCode::impact_first;
    const rules::Flaw expected{code, "/structure/steps/" + std::to_string(at) + "/voice"};
    const auto flaws = wire::template_flaws(whole.dump());
    CHECK(std::ranges::find(flaws, expected) != flaws.end());
  }
}

TEST_CASE("a hostile file is refused as a whole") {
  const std::vector<rules::Flaw> whole = {{FlawCode::unreadable, ""}};
  CHECK(wire::template_flaws("") == whole);
  CHECK(wire::template_flaws("[]") == whole);
  CHECK(wire::template_flaws("{\"id\":") == whole);
  CHECK(wire::template_flaws(std::string(100000, '[')) == whole);
  const auto most = static_cast<std::size_t>(rules::limits::bytes::template_max);
  std::string fits = good("say_back_until_right.json").dump();
  fits.resize(most, ' ');
  CHECK(wire::template_flaws(fits).empty());
  CHECK(wire::template_flaws("\xef\xbb\xbf" + good("say_back_until_right.json").dump()).empty());
  CHECK(wire::template_flaws(fits + " ") == whole);
  Json many = good("say_back_until_right.json");
  while (many["structure"]["steps"].size() < 61) {
    many["structure"]["steps"].push_back(many["structure"]["steps"][0]);
  }
  const auto flaws = wire::template_flaws(many.dump());
  CHECK(std::ranges::find(flaws, rules::Flaw{FlawCode::unreadable, "/structure/steps"}) !=
        flaws.end());
}

TEST_CASE("every flaw says what it is and how to mend it") {
  for (int i = 0; i < rules::flaw_code_count; ++i) {
    const auto code = static_cast<FlawCode>(i);
    CHECK(sentence_of(code).ends_with('.'));
    CHECK(mend_of(code).ends_with('.'));
  }
}
