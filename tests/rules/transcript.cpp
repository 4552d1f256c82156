#include "tests/rules/transcript.hpp"

#include <fstream>
#include <set>
#include <sstream>
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
  if (property.contains("items") && property.at("items").value("$ref", "").ends_with("member_id")) {
    return "people";
  }
  if (property.contains("items") &&
      property.at("items").value("$ref", "").ends_with("device_box")) {
    return "boxes";
  }
  if (property.contains("items") && property.at("items").value("$ref", "").ends_with("activity")) {
    return "activities";
  }
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

// "old/words" are sealed with the key before.
Json sealed(std::string_view words, std::int64_t key) {
  if (words.starts_with("old/")) return sealed(words.substr(4), key - 1);
  return {{"key", key}, {"body", padded(words, 40)}};
}

Json boxes_of(std::vector<rules::DeviceBox> boxes, const std::string& word) {
  if (word == "short") boxes.pop_back();
  Json json = Json::array();
  for (const auto& each : boxes) json.push_back({{"device", each.device.value}, {"box", each.box}});
  return json;
}

// As it ought to be, or wrong in one way.
Json renewal_of(rules::Renewal renewal, const std::string& word) {
  if (word == "again") renewal.number -= 1;
  if (word == "short") renewal.members.pop_back();
  if (word == "old") renewal.before.key -= 1;
  if (word == "keeperless") renewal.keeper.reset();
  Json json = {{"number", renewal.number},
               {"members", Json::array()},
               {"invitation", padded("invitation", 43)},
               {"before", {{"key", renewal.before.key}, {"body", renewal.before.body}}},
               {"keeper_box", {{"key", renewal.keeper_box.key}, {"body", renewal.keeper_box.body}}},
               {"from_device", renewal.from_device.value},
               {"boxes", Json::array()}};
  if (renewal.keeper) json["keeper"] = padded("keeper", 43);
  for (const auto& each : renewal.members) json["members"].push_back(each.value);
  json["boxes"] = boxes_of(renewal.boxes, word == "unboxed" ? "short" : "all");
  return json;
}

std::vector<std::string> split(const std::string& text, char by) {
  std::istringstream stream(text);
  std::vector<std::string> parts;
  for (std::string part; std::getline(stream, part, by);) parts.push_back(part);
  return parts;
}

// "Ana+Ben,Cai+Dia": two pods.
Json groups_of(const std::string& word) {
  Json groups = Json::array();
  for (const std::string& group : split(word, ',')) {
    Json people = Json::array();
    for (const std::string& name : split(group, '+')) people.push_back(padded(name, 22));
    groups.push_back({{"people", std::move(people)}});
  }
  return groups;
}

Json structure_of(const std::string& name) {
  for (const std::string folder : {"/protocol/practices/", "/tests/templates/"}) {
    std::ifstream file(std::string(CIRCLEKEEPER_SOURCE_DIR) + folder + name + ".json");
    if (file) return Json::parse(file).at("structure");
  }
  throw std::runtime_error("no such template: " + name);
}

Json people_of(const std::string& word) {
  Json people = Json::array();
  for (const std::string& name : split(word, ',')) people.push_back(padded(name, 22));
  return people;
}

// "round/10:00/round/2:00/?opening.words": what it is, how long, its floor and that one's gentle
// time, its prompt; "self" where it goes on by itself, "last" for a last round; else its template.
Json activity_of(const std::string& text) {
  static const std::set<std::string> floors = {"round",  "queue",  "stack", "popcorn",
                                               "keeper", "centre", "open",  "silence"};
  const std::vector<std::string> words = split(text, '/');
  Json activity = {{"kind", words.at(0)}, {"length", length_of(words.at(1))}, {"by_itself", false}};
  for (std::size_t i = 2; i < words.size(); ++i) {
    const std::string& word = words[i];
    if (floors.contains(word)) {
      activity["floor"] = {
          {"floor", word}, {"second_chance", false}, {"last", false}, {"everybody_once", false}};
    } else if (word == "self") {
      activity["by_itself"] = true;
    } else if (word == "last") {
      activity["floor"]["last"] = true;
    } else if (word.contains(':')) {
      activity["floor"]["gentle"] = length_of(word);
    } else if (word.starts_with('?')) {
      activity["prompt"] = {{"key", word.substr(1)}};
    } else {
      activity["template"] = word;
    }
  }
  return activity;
}

Json activities_of(const std::string& word) {
  Json activities = Json::array();
  for (const std::string& each : split(word, ',')) activities.push_back(activity_of(each));
  return activities;
}

// "10:00/weekly"
Json next_of(const std::string& word) {
  const std::vector<std::string> parts = split(word, '/');
  return {{"at", time_of(parts.at(0)).ms}, {"rhythm", parts.at(1)}, {"zone", "Europe/Madrid"}};
}

Json value_of(const std::string& kind, const std::string& word, const Current& current) {
  if (kind == "array") return groups_of(word);
  if (kind == "people") return people_of(word);
  if (kind == "boxes") return boxes_of(current.boxes, word);
  if (kind == "renewal") return renewal_of(current.renewal, word);
  if (kind.ends_with("_id")) return padded(word, 22);
  if (kind == "secret") return padded(word, 43);
  if (kind == "time") return time_of(word).ms;
  if (kind == "length") return length_of(word);
  if (kind == "sealed") return sealed(word, current.key);
  if (kind == "prompt") return {{"key", word}};
  if (kind == "activities") return activities_of(word);
  if (kind == "next") return next_of(word);
  if (kind.ends_with("number") || kind.ends_with("version") || kind == "integer" || kind == "visit")
    return std::stoll(word);
  return word;
}

Json default_of(const std::string& kind, const Current& current) {
  if (kind == "boolean") return false;
  if (kind == "turn_number") return current.turn;
  if (kind == "pod_number") return current.pod;
  if (kind == "visit") return current.visit;
  if (kind == "integer") return 2;
  if (kind == "array" || kind == "activities") return Json::array();
  if (kind == "plan_version") return current.plan;
  if (kind == "grouping") return "by_chance";
  if (kind == "direction") return "sunwise";
  if (kind == "people") return Json::array();
  if (kind == "boxes") return boxes_of(current.boxes, "all");
  if (kind == "device_id") return padded("device", 22);
  if (kind == "sealed") return sealed("words", current.key);
  if (kind == "agreements_number") return current.agreements;
  if (kind == "renewal") return renewal_of(current.renewal, "next");
  if (kind == "secret") return padded("other", 43);
  return nullptr;
}

std::string activity_text(const Json& activity) {
  std::string text = activity.at("kind");
  text += "/" + length_text(activity.at("length"));
  if (activity.at("by_itself") == true) text += "/self";
  if (activity.contains("floor")) {
    const Json& floor = activity.at("floor");
    text += "/" + floor.at("floor").get<std::string>();
    if (floor.contains("gentle")) text += "/" + length_text(floor.at("gentle"));
    if (floor.at("last") == true) text += "/last";
  }
  if (activity.contains("prompt")) {
    text += "/?" + activity.at("prompt").at("key").get<std::string>();
  }
  if (activity.contains("template")) text += "/" + activity.at("template").get<std::string>();
  return text;
}

// "Ana", "Ana=teller" or "3:Ana+Ben".
std::string item_of(const Json& value) {
  if (value.is_string()) return bare(value.get<std::string>());
  if (value.contains("length")) return activity_text(value);
  if (value.contains("box")) return bare(value.at("device").get<std::string>());
  if (value.contains("role")) {
    return bare(value.at("member").get<std::string>()) + "=" + value.at("role").get<std::string>();
  }
  std::string text = std::to_string(value.at("pod").get<std::int64_t>()) + ":";
  for (const Json& each : value.at("people")) {
    text += (text.back() == ':' ? "" : "+") + bare(each.get<std::string>());
  }
  return text;
}

std::string word_of(const std::string& kind, const Json& value) {
  if (kind == "array" || kind == "people" || kind == "boxes" || kind == "activities") {
    std::string list;
    for (const Json& each : value) list += (list.empty() ? "" : " ") + item_of(each);
    return list;
  }
  if (kind == "time") return text_of({value.get<std::int64_t>()});
  if (kind == "length") return length_text(value);
  if (kind == "sealed") return bare(value.at("body").get<std::string>());
  if (kind == "prompt")
    return value.contains("key") ? value.at("key") : value.at("words").at("body");
  if (kind == "next") {
    return text_of({value.at("at").get<std::int64_t>()}) + "/" +
           value.at("rhythm").get<std::string>();
  }
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

Json Transcript::command(const std::vector<std::string>& words, const Current& current) const {
  const Json& def = definition(words.front());
  Json json = {{"type", words.front()}};
  for (std::size_t i = 1; i < words.size(); ++i) {
    const Json& properties = def.at("properties");
    if (!properties.contains(words[i])) throw std::runtime_error("no such field: " + words[i]);
    const std::string kind = kind_of(properties.at(words[i]));
    if (kind == "boolean") {
      json[words[i]] = true;
    } else {
      json[words[i]] = value_of(kind, words.at(i + 1), current);
      ++i;
    }
  }
  for (const Json& name : def.at("required")) {
    if (json.contains(name)) continue;
    if (name == "structure") {
      json["structure"] = structure_of(json.at("template"));
      continue;
    }
    if (name == "language") {
      json["language"] = "en";
      continue;
    }
    Json plain = default_of(kind_of(def.at("properties").at(name.get<std::string>())), current);
    if (!plain.is_null()) json[name.get<std::string>()] = std::move(plain);
  }
  return json;
}

std::string Transcript::line(const rules::Told& told) const {
  const Json event = Json::parse(wire::told_text(told)).at("event");
  const std::string type = event.at("type");
  std::string text;
  if (told.audience.kind == rules::Audience::Kind::keepers) text = "[keepers] ";
  if (told.audience.kind == rules::Audience::Kind::pod) {
    text = "[pod " + std::to_string(told.audience.pod) + "] ";
  }
  if (told.audience.kind == rules::Audience::Kind::nobody) text = "[nobody] ";
  if (told.audience.kind == rules::Audience::Kind::member) {
    text = "[" + bare(told.audience.member.value) + "] ";
  }
  text += type;
  for (const auto& [name, property] : events_.at(type).at("properties").items()) {
    if (!event.contains(name) || event.at(name) == false || event.at(name).empty()) continue;
    if (name == "structure") continue;
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
