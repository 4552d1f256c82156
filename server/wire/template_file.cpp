#include "wire/template_file.hpp"

#include <algorithm>
#include <array>

#include "rules/limits.hpp"
#include "rules/template_ways.hpp"
#include "wire/codec.hpp"
#include "wire/reading.hpp"

namespace circlekeeper::wire {

namespace {

using rules::FlawCode;

constexpr std::array skills = {"active_listening", "asking_for_help", "capacity",   "offering_care",
                               "repair",           "belonging",       "letting_go", "flow"};

// Keys come from files: in a pointer, two characters are written otherwise.
std::string escaped(const std::string& key) {
  std::string text;
  for (const char c : key) text += c == '~' ? "~0" : c == '/' ? "~1" : std::string(1, c);
  return text;
}

std::size_t code_points(const std::string& text) {
  return static_cast<std::size_t>(
      std::ranges::count_if(text, [](char c) { return (c & 0xC0) != 0x80; }));
}

bool is_text(const Json& json) {
  if (!json.is_string()) return false;
  const auto& text = json.get_ref<const std::string&>();
  return !text.empty() && code_points(text) <= rules::limits::words::template_text;
}

class WordsCheck {
 public:
  WordsCheck(const Structure& structure, std::vector<rules::Flaw>& flaws)
      : structure_(structure), flaws_(flaws) {}

  void language(const Json& words, const std::string& at) {
    if (!words.is_object()) return flaw(FlawCode::words_missing, at);
    for (const char* key : texts) text(words, key, at);
    only(words, at, [](const std::string& key) {
      return key == "roles" || key == "steps" || std::ranges::find(texts, key) != texts.end();
    });
    roles(part(words, "roles"), at + "/roles");
    steps(part(words, "steps"), at + "/steps");
  }

 private:
  static constexpr std::array texts = {"title", "purpose", "suits", "cautions", "after"};

  void flaw(FlawCode code, std::string pointer) { flaws_.push_back({code, std::move(pointer)}); }

  static const Json& part(const Json& from, const std::string& key) {
    static const Json nothing = Json::object();
    const auto found = from.find(key);
    return found == from.end() || !found->is_object() ? nothing : *found;
  }

  void text(const Json& from, const std::string& key, const std::string& at) {
    const auto found = from.find(key);
    const std::string here = at + "/" + escaped(key);
    if (found == from.end()) return flaw(FlawCode::words_missing, here);
    if (!is_text(*found)) flaw(FlawCode::unreadable, here);
  }

  template <class Known>
  void only(const Json& from, const std::string& at, const Known& is_known) {
    for (const auto& [key, value] : from.items()) {
      if (!is_known(key)) flaw(FlawCode::words_unknown, at + "/" + escaped(key));
    }
  }

  void roles(const Json& words, const std::string& at) {
    only(words, at,
         [&](const std::string& key) { return rules::find_role(structure_, key) != nullptr; });
    for (const Role& role : structure_.roles) {
      const Json& its = part(words, role.role);
      const std::string here = at + "/" + role.role;
      text(its, "name", here);
      const auto help = its.find("help");
      if (help == its.end()) {
        flaw(FlawCode::words_missing, here + "/help");
      } else if (!help->is_array() || help->size() > 12 || !std::ranges::all_of(*help, is_text)) {
        flaw(FlawCode::unreadable, here + "/help");
      }
    }
  }

  void steps(const Json& words, const std::string& at) {
    only(words, at,
         [&](const std::string& key) { return rules::find_step(structure_, key).has_value(); });
    for (const Step& step : structure_.steps) {
      const std::string here = at + "/" + step.step;
      const Json& its = part(words, step.step);
      text(its, "title", here);
      prompts(part(its, "prompts"), here + "/prompts");
      choices(step, part(its, "choices"), here + "/choices");
    }
  }

  void prompts(const Json& words, const std::string& at) {
    only(words, at, [&](const std::string& key) {
      return key == "everybody" || rules::find_role(structure_, key) != nullptr;
    });
    const bool for_all = words.contains("everybody");
    if (for_all) text(words, "everybody", at);
    for (const Role& role : structure_.roles) {
      if (words.contains(role.role)) {
        text(words, role.role, at);
      } else if (!for_all) {
        flaw(FlawCode::prompt_missing, at + "/" + role.role);
      }
    }
  }

  void choices(const Step& step, const Json& words, const std::string& at) {
    only(words, at, [&](const std::string& key) {
      return std::ranges::find(step.choices, key, &Choice::choice) != step.choices.end();
    });
    for (const Choice& choice : step.choices) text(words, choice.choice, at);
  }

  const Structure& structure_;
  std::vector<rules::Flaw>& flaws_;
};

class FileCheck {
 public:
  explicit FileCheck(const Json& json) : json_(json) {}

  std::vector<rules::Flaw> run() {
    head();
    source();
    const auto structure = json_.find("structure");
    if (structure == json_.end() || !structure->is_object()) {
      flaw("/structure");
      return std::move(flaws_);
    }
    const auto read = read_structure(*structure);
    if (!read) {
      std::string field = read.error().field;
      std::ranges::replace(field, '.', '/');
      flaw("/structure/" + field);
      return std::move(flaws_);
    }
    for (rules::Flaw& each : rules::flaws_of(*read)) {
      flaws_.push_back({each.code, "/structure" + each.pointer});
    }
    languages(*read);
    return std::move(flaws_);
  }

 private:
  void flaw(std::string pointer) { flaws_.push_back({FlawCode::unreadable, std::move(pointer)}); }

  void head() {
    const auto id = json_.find("id");
    const bool named = id != json_.end() && id->is_string() && !id->get<std::string>().empty() &&
                       id->get<std::string>().size() <= 60 &&
                       is_made_of(id->get<std::string>(), "a-z0-9_");
    if (!named) flaw("/id");
    whole("version", json_, "", 1, 1'000'000);
    const auto its = json_.find("skills");
    const auto is_skill = [](const Json& each) {
      return each.is_string() && std::ranges::find(skills, each.get<std::string>()) != skills.end();
    };
    const bool skilled = its != json_.end() && its->is_array() && !its->empty() &&
                         its->size() <= 4 && std::ranges::all_of(*its, is_skill);
    if (!skilled) flaw("/skills");
  }

  void whole(const char* key, const Json& from, const std::string& at, std::int64_t least,
             std::int64_t most) {
    const auto found = from.find(key);
    const bool fine = found != from.end() && found->is_number_integer() &&
                      least <= found->get<std::int64_t>() && found->get<std::int64_t>() <= most;
    if (!fine) flaw(at + "/" + key);
  }

  void source() {
    const auto found = json_.find("source");
    if (found == json_.end() || !found->is_object()) return flaw("/source");
    for (const char* key : {"author", "title"}) {
      const auto text = found->find(key);
      if (text == found->end() || !is_text(*text)) flaw(std::string("/source/") + key);
    }
    whole("year", *found, "/source", 1900, 2100);
  }

  static bool is_language(const Json& json) {
    if (!json.is_string()) return false;
    const auto& text = json.get_ref<const std::string&>();
    return (text.size() == 2 || text.size() == 3) && is_made_of(text, "a-z");
  }

  void languages(const Structure& structure) {
    const auto named = json_.find("languages");
    const auto words = json_.find("words");
    const bool fine = named != json_.end() && named->is_array() && !named->empty() &&
                      named->size() <= 8 && std::ranges::all_of(*named, is_language);
    if (!fine) return flaw("/languages");
    if (words == json_.end() || !words->is_object()) return flaw("/words");
    WordsCheck check(structure, flaws_);
    for (const Json& each : *named) {
      const auto& language = each.get_ref<const std::string&>();
      check.language(words->value(language, Json()), "/words/" + language);
    }
    for (const auto& [language, its] : words->items()) {
      if (std::find(named->begin(), named->end(), language) != named->end()) continue;
      flaws_.push_back({FlawCode::words_unknown, "/words/" + escaped(language)});
    }
  }

  const Json& json_;
  std::vector<rules::Flaw> flaws_;
};

}  // namespace

std::vector<rules::Flaw> template_flaws(std::string_view text) {
  const bool too_much = std::ssize(text) > rules::limits::bytes::template_max || is_too_deep(text);
  const Json json = too_much ? Json() : Json::parse(text, nullptr, false);
  if (!json.is_object()) return {{FlawCode::unreadable, ""}};
  return FileCheck(json).run();
}

}  // namespace circlekeeper::wire
