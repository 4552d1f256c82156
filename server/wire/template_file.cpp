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

constexpr std::string_view skills[] = {
    "active_listening", "asking_for_help", "capacity",   "offering_care",
    "repair",           "belonging",       "letting_go", "flow"};

// Keys come from files: in a pointer, two characters are written otherwise.
std::string escaped(std::string_view key) {
  std::string text;
  for (const char c : key) text += c == '~' ? "~0" : c == '/' ? "~1" : std::string(1, c);
  return text;
}

std::size_t code_points(std::string_view text) {
  return static_cast<std::size_t>(
      std::ranges::count_if(text, [](char c) { return (c & 0xC0) != 0x80; }));
}

// A part of a file; nothing where the file does not have it.
using Part = std::optional<Json>;

// Nothing too where there is nothing to look into.
Part part_of(const Part& from, std::string_view key) {
  return from ? field_of(*from, key) : std::nullopt;
}

// Empty where it is no text.
std::string_view text_of(const Part& part) {
  std::string_view text;
  if (part && part->get(text) != simdjson::SUCCESS) return {};
  return text;
}

bool is_text(const Part& part) {
  const std::string_view text = text_of(part);
  return !text.empty() && code_points(text) <= rules::limits::words::template_text;
}

// Whether it is a list of so many, and each is as it should be.
template <class Check>
bool is_list(const Part& part, std::size_t min, std::size_t max, const Check& check) {
  simdjson::dom::array all;
  if (!part || part->get(all) != simdjson::SUCCESS) return false;
  return min <= all.size() && all.size() <= max && std::ranges::all_of(all, check);
}

template <class Work>
void for_each_key(const Part& part, const Work& work) {
  simdjson::dom::object fields;
  if (!part || part->get(fields) != simdjson::SUCCESS) return;
  for (const auto& [key, value] : fields) work(std::string(key));
}

class WordsCheck {
 public:
  WordsCheck(const Structure& structure, std::vector<rules::Flaw>& flaws)
      : structure_(structure), flaws_(flaws) {}

  void language(const Part& words, const std::string& at) {
    if (!words || !words->is_object()) return flaw(FlawCode::words_missing, at);
    for (const std::string_view key : texts) text(words, key, at);
    only(words, at, [](const std::string& key) {
      return key == "roles" || key == "steps" || std::ranges::find(texts, key) != std::end(texts);
    });
    roles(part_of(words, "roles"), at + "/roles");
    steps(part_of(words, "steps"), at + "/steps");
  }

 private:
  static constexpr std::string_view texts[] = {"title", "purpose", "suits", "cautions", "after"};

  void flaw(FlawCode code, std::string pointer) { flaws_.push_back({code, std::move(pointer)}); }

  void text(const Part& from, std::string_view key, const std::string& at) {
    const Part found = part_of(from, key);
    const std::string here = at + "/" + escaped(key);
    if (!found) return flaw(FlawCode::words_missing, here);
    if (!is_text(found)) flaw(FlawCode::unreadable, here);
  }

  template <class Known>
  void only(const Part& from, const std::string& at, const Known& is_known) {
    for_each_key(from, [&](const std::string& key) {
      if (!is_known(key)) flaw(FlawCode::words_unknown, at + "/" + escaped(key));
    });
  }

  void roles(const Part& words, const std::string& at) {
    only(words, at,
         [&](const std::string& key) { return rules::find_role(structure_, key) != nullptr; });
    for (const Role& role : structure_.roles) {
      const Part its = part_of(words, role.role);
      const std::string here = at + "/" + role.role;
      text(its, "name", here);
      const Part help = part_of(its, "help");
      if (!help) {
        flaw(FlawCode::words_missing, here + "/help");
      } else if (!is_list(help, 0, 12, is_text)) {
        flaw(FlawCode::unreadable, here + "/help");
      }
    }
  }

  void steps(const Part& words, const std::string& at) {
    only(words, at,
         [&](const std::string& key) { return rules::find_step(structure_, key).has_value(); });
    for (const Step& step : structure_.steps) {
      const std::string here = at + "/" + step.step;
      const Part its = part_of(words, step.step);
      text(its, "title", here);
      prompts(part_of(its, "prompts"), here + "/prompts");
      choices(step, part_of(its, "choices"), here + "/choices");
    }
  }

  void prompts(const Part& words, const std::string& at) {
    only(words, at, [&](const std::string& key) {
      return key == "everybody" || rules::find_role(structure_, key) != nullptr;
    });
    const bool for_all = part_of(words, "everybody").has_value();
    if (for_all) text(words, "everybody", at);
    for (const Role& role : structure_.roles) {
      if (part_of(words, role.role)) {
        text(words, role.role, at);
      } else if (!for_all) {
        flaw(FlawCode::prompt_missing, at + "/" + role.role);
      }
    }
  }

  void choices(const Step& step, const Part& words, const std::string& at) {
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
  explicit FileCheck(Json json) : json_(json) {}

  std::vector<rules::Flaw> run() {
    head();
    source();
    const Part structure = part_of(json_, "structure");
    if (!structure || !structure->is_object()) {
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
    const std::string_view id = text_of(part_of(json_, "id"));
    if (id.empty() || id.size() > 60 || !is_made_of(id, "a-z0-9_")) flaw("/id");
    whole("version", json_, "", 1, 1'000'000);
    const auto is_skill = [](Json each) {
      return std::ranges::find(skills, text_of(each)) != std::end(skills);
    };
    if (!is_list(part_of(json_, "skills"), 1, 4, is_skill)) flaw("/skills");
  }

  void whole(std::string_view key, Json from, const std::string& at, std::int64_t least,
             std::int64_t most) {
    const Part found = part_of(from, key);
    std::int64_t number = 0;
    const bool fine =
        found && found->get(number) == simdjson::SUCCESS && least <= number && number <= most;
    if (!fine) flaw(at + "/" + std::string(key));
  }

  void source() {
    const Part found = part_of(json_, "source");
    if (!found || !found->is_object()) return flaw("/source");
    for (const char* key : {"author", "title"}) {
      if (!is_text(part_of(found, key))) flaw(std::string("/source/") + key);
    }
    whole("year", *found, "/source", 1900, 2100);
  }

  static bool is_language(Json json) {
    const std::string_view text = text_of(json);
    return (text.size() == 2 || text.size() == 3) && is_made_of(text, "a-z");
  }

  void languages(const Structure& structure) {
    const Part named = part_of(json_, "languages");
    const Part words = part_of(json_, "words");
    if (!is_list(named, 1, 8, is_language)) return flaw("/languages");
    if (!words || !words->is_object()) return flaw("/words");
    WordsCheck check(structure, flaws_);
    std::vector<std::string> known;
    const simdjson::dom::array all = named->get_array().value_unsafe();
    for (const Json each : all) {
      const std::string& language = known.emplace_back(text_of(each));
      check.language(part_of(words, language), "/words/" + language);
    }
    for_each_key(words, [&](const std::string& language) {
      if (std::ranges::find(known, language) != known.end()) return;
      flaws_.push_back({FlawCode::words_unknown, "/words/" + escaped(language)});
    });
  }

  Json json_;
  std::vector<rules::Flaw> flaws_;
};

}  // namespace

std::vector<rules::Flaw> template_flaws(std::string_view text) {
  const bool too_much = std::ssize(text) > rules::limits::bytes::template_max || is_too_deep(text);
  const Part json = too_much ? std::nullopt : parsed(text);
  if (!json || !json->is_object()) return {{FlawCode::unreadable, ""}};
  return FileCheck(*json).run();
}

}  // namespace circlekeeper::wire
