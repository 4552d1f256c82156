#include "tests/wire/schema.hpp"

#include <algorithm>
#include <fstream>
#include <map>
#include <regex>
#include <stdexcept>

namespace circlekeeper::tests {

namespace {

constexpr std::int64_t far = 1'000'000'000'000'000'000;

// A pattern of the closed subset: one set of characters and a length.
struct Shape {
  std::string set;
  std::size_t min = 0, max = 0;
};

Shape shape_of(const Json& text) {
  if (!text.contains("pattern")) return {"a", 0, text.at("maxLength").get<std::size_t>()};
  static const std::regex form(R"(\^\[(.+)\](?:\{(\d+)(?:,(\d+))?\}|\*)\$)");
  const std::string pattern = text.at("pattern");
  std::smatch found;
  if (!std::regex_match(pattern, found, form)) throw std::runtime_error("no such form: " + pattern);
  if (!found[2].matched) return {found[1], 0, text.at("maxLength").get<std::size_t>()};
  const std::size_t min = std::stoul(found[2]);
  return {found[1], min, found[3].matched ? std::stoul(found[3]) : min};
}

std::string joined(const std::string& path, const std::string& name) {
  return path.empty() ? name : path + "." + name;
}

bool is_required(const Json& object, const std::string& name) {
  const auto required = object.at("required").get<std::vector<std::string>>();
  return std::ranges::find(required, name) != required.end();
}

// A sealed field with the bound of what was sealed.
Json with_bound(Json sealed, const std::string& words) {
  sealed["properties"]["body"]["maxLength"] = sealed_bound(words);
  return sealed;
}

std::optional<std::string> fault_of_text(const Json& value, const Json& text) {
  if (!value.is_string()) return "not a string";
  const std::string said = value;
  if (text.contains("enum")) {
    for (const Json& each : text.at("enum")) {
      if (each == said) return std::nullopt;
    }
    return "not one of the words: " + said;
  }
  if (text.contains("maxLength") && said.size() > text.at("maxLength")) return "too long";
  if (!text.contains("pattern")) return std::nullopt;
  const Shape shape = shape_of(text);
  static std::map<std::string, std::regex> sets;
  const std::regex& set = sets.try_emplace(shape.set, "[" + shape.set + "]*").first->second;
  const bool fits = shape.min <= said.size() && said.size() <= shape.max;
  // std::regex matches by recursion: a long text goes in pieces.
  for (std::size_t at = 0; at < said.size(); at += 1000) {
    if (!std::regex_match(said.substr(at, 1000), set)) return "other characters: " + said;
  }
  return fits ? std::nullopt : std::optional<std::string>("another length: " + said);
}

void try_text(std::vector<Trial>& trials, const Json& text, const std::string& path) {
  if (text.contains("enum")) {
    for (const Json& each : text.at("enum")) trials.push_back({each, "", path});
    trials.push_back({"nonsense", "malformed", path});
    trials.push_back({"", "malformed", path});
    return;
  }
  const Shape shape = shape_of(text);
  trials.push_back({std::string(shape.min, 'a'), "", path});
  trials.push_back({std::string(shape.max, 'a'), "", path});
  trials.push_back({std::string(shape.max + 1, 'a'), "too_long", path});
  trials.push_back({std::string(shape.max - 1, 'a') + ' ', "malformed", path});
  trials.push_back(
      {std::string(shape.max - 1, 'a') + '"', shape.set == "!-~" ? "" : "malformed", path});
  trials.push_back({std::string(shape.max - 2, 'a') + "\u00e9", "malformed", path});
  trials.push_back({std::string(shape.max - 1, 'a') + '\0', "malformed", path});
  if (shape.min > 0) trials.push_back({std::string(shape.min - 1, 'a'), "malformed", path});
}

void try_number(std::vector<Trial>& trials, const Json& number, const std::string& path) {
  const std::int64_t min = number.at("minimum");
  const std::int64_t max = number.at("maximum");
  for (const std::int64_t value : {min, max}) trials.push_back({value, "", path});
  for (const std::int64_t value : {min - 1, max + 1, -far, far}) {
    trials.push_back({value, "out_of_range", path});
  }
  trials.push_back({std::uint64_t{1} << 63, "out_of_range", path});
  trials.push_back({1.5, "wrong_type", path});
}

}  // namespace

Json protocol_file(const std::string& path) {
  std::ifstream file(std::string(CIRCLEKEEPER_SOURCE_DIR) + "/protocol/" + path);
  return Json::parse(file);
}

std::size_t sealed_bound(const std::string& words) {
  static const Json limits = protocol_file("limits.json").at("words");
  const std::size_t bytes = limits.at(words).at("value").get<std::size_t>() * 4 + 28;
  return (bytes * 4 + 2) / 3;
}

const Schema& Schema::ours() {
  static const Schema schema;
  return schema;
}

Schema::Schema() {
  for (const std::string name : {"ids", "keys", "pods", "plan", "practice", "commands", "inner",
                                 "events", "view", "frames"}) {
    files_[name] = protocol_file("schema/" + name + ".json").at("$defs");
  }
}

std::vector<std::string> Schema::names(const std::string& file) const {
  std::vector<std::string> names;
  for (const auto& [name, each] : files_.at(file).items()) {
    if (!each.contains("server")) names.push_back(name);
  }
  return names;
}

const Json& Schema::def(const std::string& file, const std::string& name) const {
  return files_.at(file).at(name);
}

// Names are unique over the files, so that the last part of a reference is enough.
const Json& Schema::meant(const Json& property) const {
  if (!property.contains("$ref")) return property;
  const std::string reference = property.at("$ref");
  const std::string name = reference.substr(reference.rfind('/') + 1);
  for (const std::string file : {"ids", "frames", "view", "keys", "pods", "plan", "practice"}) {
    if (const auto found = files_.at(file).find(name); found != files_.at(file).end())
      return *found;
  }
  throw std::runtime_error("points nowhere: " + reference);
}

Json Schema::sample(const Json& property, bool whole) const {
  const Json& what = meant(property);
  const std::string type = what.at("type");
  if (type == "boolean") return true;
  if (type == "integer") return what.at("minimum").get<std::int64_t>() + (whole ? 1 : 0);
  if (type == "array") {
    const Json item = sample(what.at("items"), whole);
    return whole ? Json{item, item} : Json::array();
  }
  if (type == "string") {
    if (what.contains("enum")) return whole ? what.at("enum").back() : what.at("enum").front();
    return std::string(std::max<std::size_t>(1, shape_of(what).min), whole ? 'b' : 'a');
  }
  Json object = Json::object();
  for (const auto& [name, field] : what.at("properties").items()) {
    if (whole || is_required(what, name)) object[name] = sample(field, whole);
  }
  return object;
}

std::optional<std::string> Schema::fault_inside(const Json& value, const Json& object,
                                                const std::string& path) const {
  if (!value.is_object()) return path + ": not an object";
  for (const Json& name : object.at("required")) {
    if (!value.contains(name)) return path + ": without " + name.get<std::string>();
  }
  for (const auto& [name, inside] : value.items()) {
    if (name == "type") continue;
    const auto field = object.at("properties").find(name);
    if (field == object.at("properties").end()) return path + ": nothing says " + name;
    if (auto wrong = fault(inside, *field, joined(path, name))) return wrong;
  }
  return std::nullopt;
}

std::optional<std::string> Schema::fault(const Json& value, const Json& property,
                                         const std::string& path) const {
  if (property.contains("$ref") && property.at("$ref") == "events.json") {
    return fault_inside(value, def("events", value.at("type")), path);
  }
  if (property.contains("words")) {
    return fault(value, with_bound(meant(property), property.at("words")), path);
  }
  const Json& what = meant(property);
  const std::string type = what.at("type");
  const auto where = [&](std::string why) { return path + ": " + std::move(why); };
  if (type == "object") return fault_inside(value, what, path);
  if (type == "boolean" && !value.is_boolean()) return where("not a boolean");
  if (type == "string") return fault_of_text(value, what).transform(where);
  if (type == "integer") {
    if (!value.is_number_integer()) return where("not an integer");
    if (value < what.at("minimum") || value > what.at("maximum")) return where("out of range");
  }
  if (type == "array") {
    if (!value.is_array()) return where("not an array");
    if (value.size() > what.at("maxItems")) return where("too many");
    for (const Json& each : value) {
      if (auto wrong = fault(each, what.at("items"), path)) return wrong;
    }
  }
  return std::nullopt;
}

void Schema::try_fields(std::vector<Trial>& trials, const Json& object,
                        const std::string& path) const {
  const Json whole = sample(object, true);
  trials.push_back({whole, "", path});
  trials.push_back({sample(object, false), "", path});
  for (const auto& [name, field] : object.at("properties").items()) {
    if (is_required(object, name)) {
      Json without = whole;
      without.erase(name);
      trials.push_back({std::move(without), "missing_field", joined(path, name)});
    }
    for (const Trial& inside : this->trials(field, joined(path, name))) {
      Json changed = whole;
      changed[name] = inside.value;
      trials.push_back({std::move(changed), inside.code, inside.field});
    }
  }
}

std::vector<Trial> Schema::trials(const Json& property, const std::string& path) const {
  std::vector<Trial> trials;
  if (property.contains("words")) {
    const Json sealed = with_bound(meant(property), property.at("words"));
    return this->trials(sealed, path);
  }
  const Json& what = meant(property);
  const std::string type = what.at("type");
  trials.push_back({nullptr, "wrong_type", path});
  trials.push_back({type == "string" ? Json(1) : Json("1"), "wrong_type", path});
  if (type == "object") try_fields(trials, what, path);
  if (type == "string") try_text(trials, what, path);
  if (type == "integer") try_number(trials, what, path);
  if (type == "boolean") {
    for (const bool value : {true, false}) trials.push_back({value, "", path});
    trials.push_back({1, "wrong_type", path});
  }
  if (type == "array") {
    const auto most = what.at("maxItems").get<std::size_t>();
    const Json item = sample(what.at("items"), true);
    trials.push_back({Json::array(), "", path});
    trials.push_back({Json(most, item), "", path});
    trials.push_back({Json(most + 1, item), "too_long", path});
    for (const Trial& inside : this->trials(what.at("items"), path + ".1")) {
      trials.push_back({Json::array({item, inside.value}), inside.code, inside.field});
    }
  }
  return trials;
}

}  // namespace circlekeeper::tests
