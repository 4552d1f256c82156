// How the generated readers take JSON apart: the first fault stops the reading and is kept.
#pragma once

#include <algorithm>
#include <array>
#include <concepts>
#include <cstdint>
#include <expected>
#include <limits>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <variant>
#include <vector>

#include "rules/ids.hpp"
#include "rules/sealed.hpp"
#include "rules/time.hpp"
#include "wire/fault.hpp"

namespace circlekeeper::wire {

using Json = nlohmann::json;
using rules::RefusalCode;

// What a field may be.
struct Any {};
struct Range {
  std::int64_t min, max;
};
// A set of characters, written with ranges as in a regular expression: "A-Za-z0-9_-".
class Letters {
 public:
  consteval Letters(const char* set) {
    for (; *set != '\0'; ++set) {
      const bool range = set[1] == '-' && set[2] != '\0';
      for (char c = *set; c <= (range ? set[2] : *set); ++c) {
        bits_[static_cast<unsigned char>(c) / 64] |= std::uint64_t{1} << (c % 64);
      }
      if (range) set += 2;
    }
  }
  constexpr bool has(char c) const {
    const auto at = static_cast<unsigned char>(c);
    return (bits_[at / 64] >> (at % 64) & 1) != 0;
  }

 private:
  std::array<std::uint64_t, 4> bits_{};
};
struct Text {
  Letters set;
  std::size_t min, max;
};
struct Body {
  std::size_t max;  // characters of base64url
};
template <class Rule>
struct ItemsOf {
  std::size_t max;
  Rule rule;
};

// The names of an enumeration's values; the generated code says them.
template <class Enum>
struct Names;

bool is_made_of(std::string_view text, const Letters& set);
// Nesting is bounded before anything is built of it: beyond limits::counts::depth_max.
bool is_too_deep(std::string_view text);

class Reading {
 public:
  template <class T, class Rule>
  void required(const Json& from, const char* name, T& to, const Rule& rule) {
    if (fault_) return;
    const auto found = from.find(name);
    if (found == from.end()) return fail(RefusalCode::missing_field, name);
    inside(name, [&] { value(*found, to, rule); });
  }

  template <class T, class Rule>
  void optional(const Json& from, const char* name, std::optional<T>& to, const Rule& rule) {
    if (fault_) return;
    const auto found = from.find(name);
    if (found == from.end()) return;
    inside(name, [&] { value(*found, to.emplace(), rule); });
  }

  void fail(RefusalCode code, std::string_view field = {}) {
    if (!fault_) fault_ = Fault{code, path_to(field)};
  }

  const std::optional<Fault>& fault() const { return fault_; }

 private:
  // A field that is being read, and the one around it.
  struct Place {
    std::string_view name;
    const Place* around;
  };

  template <class Work>
  void inside(std::string_view name, const Work& work) {
    const Place here{name, place_};
    place_ = &here;
    work();
    place_ = here.around;
  }

  std::string path_to(std::string_view field) const {
    std::string path(field);
    for (const Place* at = place_; at != nullptr; at = at->around) {
      path.insert(0, std::string(at->name) + (path.empty() ? "" : "."));
    }
    return path;
  }

  void value(const Json& from, bool& to, Any) {
    if (!from.is_boolean()) return fail(RefusalCode::wrong_type);
    to = from.get<bool>();
  }
  void value(const Json& from, std::int64_t& to, Range range);
  void value(const Json& from, rules::Time& to, Range range) { value(from, to.ms, range); }
  void value(const Json& from, rules::Length& to, Range range) { value(from, to.ms, range); }
  void value(const Json& from, std::string& to, const Text& text);
  void value(const Json& from, rules::Sealed& to, Body body);

  template <class Tag>
  void value(const Json& from, rules::Id<Tag>& to, const Text& text) {
    value(from, to.value, text);
  }

  template <class Enum>
    requires std::is_enum_v<Enum>
  void value(const Json& from, Enum& to, Any) {
    if (!from.is_string()) return fail(RefusalCode::wrong_type);
    const auto found = std::ranges::find(Names<Enum>::all, from.get_ref<const std::string&>());
    if (found == std::end(Names<Enum>::all)) return fail(RefusalCode::malformed);
    to = static_cast<Enum>(found - std::begin(Names<Enum>::all));
  }

  template <class Struct>
    requires std::is_class_v<Struct>
  void value(const Json& from, Struct& to, Any) {
    if (!from.is_object()) return fail(RefusalCode::wrong_type);
    read_into(*this, from, to);
  }

  template <class T, class Rule>
  void value(const Json& from, std::vector<T>& to, const ItemsOf<Rule>& items) {
    if (!from.is_array()) return fail(RefusalCode::wrong_type);
    if (from.size() > items.max) return fail(RefusalCode::too_long);
    for (const Json& each : from) {
      const std::string place = std::to_string(to.size());
      T& item = to.emplace_back();
      inside(place, [&] { value(each, item, items.rule); });
    }
  }

  std::optional<Fault> fault_;
  const Place* place_ = nullptr;
};

// One alternative of a variant, named by "type".
template <class Variant, class T>
std::expected<Variant, Fault> read_as(const Json& from) {
  Reading reading;
  T read;
  read_into(reading, from, read);
  if (reading.fault()) return std::unexpected(*reading.fault());
  return Variant{std::move(read)};
}

template <class Variant>
using Readers =
    std::unordered_map<std::string_view, std::expected<Variant, Fault> (*)(const Json&)>;

template <class Variant>
std::expected<Variant, Fault> dispatch(const Readers<Variant>& readers, const Json& from) {
  if (!from.is_object()) return std::unexpected(Fault{RefusalCode::wrong_type, ""});
  const auto type = from.find("type");
  if (type == from.end()) return std::unexpected(Fault{RefusalCode::missing_field, "type"});
  if (!type->is_string()) return std::unexpected(Fault{RefusalCode::wrong_type, "type"});
  const auto found = readers.find(type->get_ref<const std::string&>());
  if (found == readers.end()) return std::unexpected(Fault{RefusalCode::unknown_command, "type"});
  return found->second(from);
}

}  // namespace circlekeeper::wire
