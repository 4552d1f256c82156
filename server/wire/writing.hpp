// How the generated writers append JSON to a text. Every string of the protocol is of characters
// that need no escaping, which the readers made sure of.
#pragma once

#include <charconv>
#include <concepts>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "rules/ids.hpp"
#include "rules/sealed.hpp"
#include "rules/time.hpp"

namespace circlekeeper::wire {

class Writer {
 public:
  explicit Writer(std::string& to) : to_(to) {}

  void open(std::string_view type = {}) {
    to_ += '{';
    first_ = true;
    if (!type.empty()) field("type", type);
  }
  void close() {
    to_ += '}';
    first_ = false;
  }

  template <class T>
  void field(std::string_view name, const T& value) {
    if (!first_) to_ += ',';
    first_ = false;
    ((to_ += '"') += name) += "\":";
    put(value);
  }
  template <class T>
  void field(std::string_view name, const std::optional<T>& value) {
    if (value) field(name, *value);
  }

 private:
  void put(bool value) { to_ += value ? "true" : "false"; }
  void put(std::int64_t value) {
    char digits[20];
    to_.append(digits, std::to_chars(digits, digits + sizeof digits, value).ptr);
  }
  void put(rules::Time value) { put(value.ms); }
  void put(rules::Length value) { put(value.ms); }
  void put(std::string_view value) { ((to_ += '"') += value) += '"'; }
  void put(const std::string& value) { put(std::string_view(value)); }
  template <class Tag>
  void put(const rules::Id<Tag>& id) {
    put(std::string_view(id.value));
  }
  template <class Enum>
    requires std::is_enum_v<Enum>
  void put(Enum value) {
    put(name_of(value));
  }
  void put(const rules::Sealed& sealed) {
    open();
    field("key", sealed.key);
    field("body", sealed.body);
    close();
  }
  template <class T>
  void put(const std::vector<T>& values) {
    to_ += '[';
    for (const T& value : values) {
      if (&value != values.data()) to_ += ',';
      put(value);
    }
    to_ += ']';
  }
  template <class Struct>
    requires std::is_class_v<Struct>
  void put(const Struct& value) {
    write_from(*this, value);
  }

  std::string& to_;
  bool first_ = true;
};

}  // namespace circlekeeper::wire
