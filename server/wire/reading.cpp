#include "wire/reading.hpp"

#include "rules/limits.hpp"

namespace circlekeeper::wire {

bool is_made_of(std::string_view text, const Letters& set) {
  return std::ranges::all_of(text, [&](char c) { return set.has(c); });
}

bool is_too_deep(std::string_view text) {
  int depth = 0;
  bool in_string = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (in_string) {
      if (c == '\\') ++i;
      if (c == '"') in_string = false;
    } else if (c == '"') {
      in_string = true;
    } else if (c == '{' || c == '[') {
      if (++depth > rules::limits::counts::depth_max) return true;
    } else if (c == '}' || c == ']') {
      --depth;
    }
  }
  return false;
}

void Reading::value(const Json& from, std::int64_t& to, Range range) {
  if (!from.is_number_integer()) return fail(RefusalCode::wrong_type);
  if (from.is_number_unsigned() &&
      from.get<std::uint64_t>() > std::uint64_t{std::numeric_limits<std::int64_t>::max()}) {
    return fail(RefusalCode::out_of_range);
  }
  to = from.get<std::int64_t>();
  if (to < range.min || to > range.max) fail(RefusalCode::out_of_range);
}

void Reading::value(const Json& from, std::string& to, const Text& text) {
  if (!from.is_string()) return fail(RefusalCode::wrong_type);
  to = from.get<std::string>();
  if (to.size() > text.max) return fail(RefusalCode::too_long);
  if (to.size() < text.min || !is_made_of(to, text.set)) fail(RefusalCode::malformed);
}

void Reading::value(const Json& from, rules::Sealed& to, Body body) {
  if (!from.is_object()) return fail(RefusalCode::wrong_type);
  required(from, "key", to.key, Range{1, 1'000'000});
  required(from, "body", to.body, Text{"A-Za-z0-9_-", 0, body.max});
}

}  // namespace circlekeeper::wire
