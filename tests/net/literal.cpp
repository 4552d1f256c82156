#include "tests/net/literal.hpp"

#include <fstream>
#include <regex>
#include <sstream>
#include <stdexcept>

namespace circlekeeper::tests {

namespace {

std::vector<std::string> split(const std::string& text) {
  std::istringstream words(text);
  return {std::istream_iterator<std::string>(words), {}};
}

Step step_of(const std::string& text, int line) {
  static const std::regex connects(R"((\w+) connects (\S+))"), loses(R"((\w+) loses the line)"),
      closed(R"((\w+) is closed (\d+ \w+))"), says(R"((\w+) > (.+))"),
      hears(R"((\w+(?: \w+)*) < (.+))");
  std::smatch found;
  using Kind = Step::Kind;
  const auto step = [&](Kind kind) {
    return Step{kind, line, split(found[1]), found.size() > 2 ? found[2].str() : ""};
  };
  if (std::regex_match(text, found, connects)) return step(Kind::connects);
  if (std::regex_match(text, found, loses)) return step(Kind::loses);
  if (std::regex_match(text, found, closed)) return step(Kind::closed);
  if (std::regex_match(text, found, says)) return step(Kind::says);
  if (std::regex_match(text, found, hears)) return step(Kind::hears);
  throw std::invalid_argument("line " + std::to_string(line) + " is no step: " + text);
}

}  // namespace

std::vector<Step> steps_of(const std::filesystem::path& readme) {
  std::ifstream file(readme);
  std::vector<Step> steps;
  std::string text;
  bool inside = false;
  for (int line = 1; std::getline(file, text); ++line) {
    if (text.starts_with("```")) {
      inside = text == "```gathering";
    } else if (inside && text.starts_with("    ")) {
      steps.back().text += text.substr(3);  // a frame goes on
    } else if (inside && !text.empty()) {
      steps.push_back(step_of(text, line));
    }
  }
  return steps;
}

std::string Placeholders::filled(std::string frame) const {
  for (const auto& [name, value] : known_) {
    const std::string mark = "<" + name + ">";
    const std::string real = value.is_string() ? value.get<std::string>() : value.dump();
    for (auto at = frame.find(mark); at != std::string::npos; at = frame.find(mark)) {
      frame.replace(at, mark.size(), real);
    }
  }
  return frame;
}

bool Placeholders::fits(const std::string& shown, const Json& heard) {
  static const std::regex bare(R"(([:\[,] ?)(<[^<>"]+>))");
  return fits_json(Json::parse(std::regex_replace(shown, bare, R"($1"$2")")), heard);
}

bool Placeholders::fits_json(const Json& shown, const Json& heard) {
  if (shown.is_string()) {
    const auto& text = shown.get_ref<const std::string&>();
    if (text.starts_with('<')) return fits_name(text.substr(1, text.size() - 2), heard);
  }
  if (!shown.is_structured()) return shown == heard;
  if (shown.type() != heard.type() || shown.size() != heard.size()) return false;
  for (const auto& [name, value] : shown.items()) {
    if (shown.is_array()) {
      if (!fits_json(value, heard[std::stoul(name)])) return false;
    } else if (!heard.contains(name) || !fits_json(value, heard.at(name))) {
      return false;
    }
  }
  return true;
}

bool Placeholders::fits_name(const std::string& name, const Json& heard) {
  if (name == "time") return heard.is_number_integer();
  if (const auto plus = name.find(" + "); plus != std::string::npos) {
    const std::int64_t later = std::stoll(name.substr(plus + 3));
    return heard == known_.at(name.substr(0, plus)).get<std::int64_t>() + later;
  }
  return known_.emplace(name, heard).first->second == heard;
}

}  // namespace circlekeeper::tests
