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

std::optional<Json> parsed(std::string_view text) {
  thread_local simdjson::dom::parser parser;
  // Some editors begin a file with a mark of its byte order.
  if (text.starts_with("\xef\xbb\xbf")) text.remove_prefix(3);
  Json json;
  if (parser.parse(text.data(), text.size()).get(json) != simdjson::SUCCESS) return std::nullopt;
  return json;
}

std::expected<std::string_view, Fault> type_of(Json from) {
  if (!from.is_object()) return std::unexpected(Fault{RefusalCode::wrong_type, ""});
  const auto type = field_of(from, "type");
  if (!type) return std::unexpected(Fault{RefusalCode::missing_field, "type"});
  std::string_view name;
  if (type->get(name) == simdjson::SUCCESS) return name;
  return std::unexpected(Fault{RefusalCode::wrong_type, "type"});
}

void Reading::value(Json from, std::int64_t& to, Range range) {
  if (from.get(to) != simdjson::SUCCESS) {
    return fail(from.is_uint64() ? RefusalCode::out_of_range : RefusalCode::wrong_type);
  }
  if (to < range.min || to > range.max) fail(RefusalCode::out_of_range);
}

void Reading::value(Json from, std::string& to, const Text& text) {
  std::string_view read;
  if (from.get(read) != simdjson::SUCCESS) return fail(RefusalCode::wrong_type);
  if (read.size() > text.max) return fail(RefusalCode::too_long);
  if (read.size() < text.min || !is_made_of(read, text.set)) return fail(RefusalCode::malformed);
  to = read;
}

void Reading::value(Json from, rules::Sealed& to, Body body) {
  if (!from.is_object()) return fail(RefusalCode::wrong_type);
  required(from, "key", to.key, Range{1, 1'000'000});
  required(from, "body", to.body, Text{"A-Za-z0-9_-", 0, body.max});
}

}  // namespace circlekeeper::wire
