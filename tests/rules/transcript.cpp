#include "tests/rules/transcript.hpp"

#include <fstream>
#include <stdexcept>

#include "wire/told.hpp"

namespace circlekeeper::tests {

namespace {

constexpr std::int64_t beginning = 1'800'000'000'000;

Json schema(const std::string& name) {
  std::ifstream file(std::string(CIRCLEKEEPER_SOURCE_DIR) + "/protocol/schema/" + name);
  return Json::parse(file).at("$defs");
}

std::string last_part(const std::string& ref) {
  return ref.substr(ref.rfind('/') + 1);
}

std::string kind_of(const Json& property) {
  if (property.contains("$ref")) return last_part(property.at("$ref"));
  return property.at("type");
}

std::int64_t length_of(std::string_view text) {
  const auto colon = text.find(':');
  const auto minutes = std::stoll(std::string(text.substr(0, colon)));
  return (minutes * 60 + std::stoll(std::string(text.substr(colon + 1)))) * 1000;
}

std::string length_text(std::int64_t ms) {
  const std::int64_t seconds = ms / 1000;
  const std::string rest = std::to_string(seconds % 60);
  return std::to_string(seconds / 60) + (rest.size() == 1 ? ":0" : ":") + rest;
}

Json sealed(std::string_view words) {
  return {{"key", 1}, {"body", padded(words, 40)}};
}

Json value_of(const std::string& kind, const std::string& word) {
  if (kind.ends_with("_id")) return padded(word, 22);
  if (kind == "secret") return padded(word, 43);
  if (kind == "time") return time_of(word).ms;
  if (kind == "length") return length_of(word);
  if (kind == "sealed") return sealed(word);
  if (kind == "prompt") return {{"key", word}};
  if (kind.ends_with("number") || kind == "integer") return std::stoll(word);
  return word;
}

Json default_of(const std::string& kind, std::int64_t turn) {
  if (kind == "boolean") return false;
  if (kind == "turn_number") return turn;
  if (kind == "direction") return "sunwise";
  if (kind == "sealed") return sealed("words");
  if (kind == "secret") return padded("other", 43);
  return nullptr;
}

std::string word_of(const std::string& kind, const Json& value) {
  if (kind == "array") {
    std::string list;
    for (const Json& each : value)
      list += (list.empty() ? "" : " ") + bare(each.get<std::string>());
    return list;
  }
  if (kind == "time") return text_of({value.get<std::int64_t>()});
  if (kind == "length") return length_text(value);
  if (kind == "sealed") return bare(value.at("body").get<std::string>());
  if (kind == "prompt")
    return value.contains("key") ? value.at("key") : value.at("words").at("body");
  if (kind == "digest") return "hashed";
  if (value.is_number()) return std::to_string(value.get<std::int64_t>());
  return bare(value.get<std::string>());
}

}  // namespace

std::string padded(std::string_view name, std::size_t length) {
  std::string text(name);
  text.resize(std::max(length, text.size()), '-');
  return text;
}

std::string bare(std::string_view id) {
  const auto last = id.find_last_not_of('-');
  return last == std::string_view::npos ? "-" : std::string(id.substr(0, last + 1));
}

rules::MemberId member_named(std::string_view name) {
  return {padded(name, 22)};
}

rules::Time time_of(std::string_view text) {
  return {beginning + length_of(text)};
}

std::string text_of(rules::Time at) {
  return length_text(at.ms - beginning);
}

Transcript::Transcript()
    : commands_(schema("commands.json")),
      inner_(schema("inner.json")),
      events_(schema("events.json")) {}

bool Transcript::knows_command(const std::string& name) const {
  return commands_.contains(name) || inner_.contains(name);
}

const Json& Transcript::definition(const std::string& name) const {
  return commands_.contains(name) ? commands_.at(name) : inner_.at(name);
}

Json Transcript::command(const std::vector<std::string>& words, std::int64_t turn) const {
  const Json& def = definition(words.front());
  Json json = {{"type", words.front()}};
  for (std::size_t i = 1; i < words.size(); ++i) {
    const Json& properties = def.at("properties");
    if (!properties.contains(words[i])) throw std::runtime_error("no such field: " + words[i]);
    const std::string kind = kind_of(properties.at(words[i]));
    if (kind == "boolean") {
      json[words[i]] = true;
    } else {
      json[words[i]] = value_of(kind, words.at(i + 1));
      ++i;
    }
  }
  for (const Json& name : def.at("required")) {
    if (json.contains(name)) continue;
    Json plain = default_of(kind_of(def.at("properties").at(name.get<std::string>())), turn);
    if (!plain.is_null()) json[name.get<std::string>()] = std::move(plain);
  }
  return json;
}

std::string Transcript::line(const rules::Told& told) const {
  const Json event = Json::parse(wire::told_text(told)).at("event");
  const std::string type = event.at("type");
  std::string text;
  if (told.audience.kind == rules::Audience::Kind::keepers) text = "[keepers] ";
  if (told.audience.kind == rules::Audience::Kind::nobody) text = "[nobody] ";
  if (told.audience.kind == rules::Audience::Kind::member) {
    text = "[" + bare(told.audience.member.value) + "] ";
  }
  text += type;
  for (const auto& [name, property] : events_.at(type).at("properties").items()) {
    if (!event.contains(name) || event.at(name) == false) continue;
    const std::string kind = kind_of(property);
    text += " " + name;
    if (kind != "boolean") text += " " + word_of(kind, event.at(name));
  }
  return text;
}

std::string Transcript::line(const rules::Refusal& refusal) const {
  std::string text = "refused " + std::string(name_of(refusal.code));
  if (!refusal.field.empty()) text += " field " + refusal.field;
  if (refusal.about) text += " about " + bare(refusal.about->value);
  return text;
}

}  // namespace circlekeeper::tests
