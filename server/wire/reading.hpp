// How the generated readers take JSON apart: the first fault stops the reading and is kept.
#pragma once

#include <simdjson.h>

#include <algorithm>
#include <array>
#include <concepts>
#include <cstdint>
#include <expected>
#include <limits>
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

using Json = simdjson::dom::element;
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

// Nothing where a text is no JSON. What is given stands in memory that is kept for each thread: it
// is gone as soon as the same thread reads another text.
std::optional<Json> parsed(std::string_view text);

// Nothing too where there is no object to look into.
inline std::optional<Json> field_of(Json from, std::string_view name) {
  Json found;
  if (from.at_key(name).get(found) != simdjson::SUCCESS) return std::nullopt;
  return found;
}

// What an object says that it is.
std::expected<std::string_view, Fault> type_of(Json from);

class Reading {
 public:
  template <class T, class Rule>
  void required(Json from, const char* name, T& to, const Rule& rule) {
    if (fault_) return;
    const auto found = field_of(from, name);
    if (!found) return fail(RefusalCode::missing_field, name);
    inside(name, [&] { value(*found, to, rule); });
  }

  // Where it is not there, `to` stays as it is.
  template <class T, class Rule>
  void optional(Json from, const char* name, T& to, const Rule& rule) {
    if (fault_) return;
    const auto found = field_of(from, name);
    if (found) inside(name, [&] { value(*found, to, rule); });
  }

  template <class T, class Rule>
  void optional(Json from, const char* name, std::optional<T>& to, const Rule& rule) {
    if (fault_) return;
    const auto found = field_of(from, name);
    if (!found) return;
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

  void value(Json from, bool& to, Any) {
    if (from.get(to) != simdjson::SUCCESS) fail(RefusalCode::wrong_type);
  }
  void value(Json from, std::int64_t& to, Range range);
  void value(Json from, rules::Time& to, Range range) { value(from, to.ms, range); }
  void value(Json from, rules::Length& to, Range range) { value(from, to.ms, range); }
  void value(Json from, std::string& to, const Text& text);
  void value(Json from, rules::Sealed& to, Body body);

  template <class Tag>
  void value(Json from, rules::Id<Tag>& to, const Text& text) {
    value(from, to.value, text);
  }

  template <class Enum>
    requires std::is_enum_v<Enum>
  void value(Json from, Enum& to, Any) {
    std::string_view name;
    if (from.get(name) != simdjson::SUCCESS) return fail(RefusalCode::wrong_type);
    const auto found = std::ranges::find(Names<Enum>::all, name);
    if (found == std::end(Names<Enum>::all)) return fail(RefusalCode::malformed);
    to = static_cast<Enum>(found - std::begin(Names<Enum>::all));
  }

  template <class Struct>
    requires std::is_class_v<Struct>
  void value(Json from, Struct& to, Any) {
    if (!from.is_object()) return fail(RefusalCode::wrong_type);
    read_into(*this, from, to);
  }

  template <class T, class Rule>
  void value(Json from, std::vector<T>& to, const ItemsOf<Rule>& items) {
    simdjson::dom::array array;
    if (from.get(array) != simdjson::SUCCESS) return fail(RefusalCode::wrong_type);
    if (array.size() > items.max) return fail(RefusalCode::too_long);
    for (const Json each : array) {
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
std::expected<Variant, Fault> read_as(Json from) {
  Reading reading;
  T read;
  read_into(reading, from, read);
  if (reading.fault()) return std::unexpected(*reading.fault());
  return Variant{std::move(read)};
}

template <class Variant>
using Readers = std::unordered_map<std::string_view, std::expected<Variant, Fault> (*)(Json)>;

template <class Variant>
std::expected<Variant, Fault> dispatch(const Readers<Variant>& readers, Json from) {
  const auto type = type_of(from);
  if (!type) return std::unexpected(type.error());
  const auto found = readers.find(*type);
  if (found == readers.end()) return std::unexpected(Fault{RefusalCode::unknown_command, "type"});
  return found->second(from);
}

}  // namespace circlekeeper::wire
