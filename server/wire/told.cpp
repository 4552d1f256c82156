#include "wire/told.hpp"

#include "wire/codec.hpp"
#include "wire/reading.hpp"
#include "wire/writing.hpp"

namespace circlekeeper::wire {

template <>
struct Names<Audience::Kind> {
  static constexpr std::string_view all[] = {"circle", "keepers", "pod", "member", "nobody"};
};

namespace {

// What was stored was checked when it came: only what would not read at all is told here.
constexpr Text any_id{"A-Za-z0-9_-", 0, 32};
constexpr Range any_number{std::numeric_limits<std::int64_t>::min(),
                           std::numeric_limits<std::int64_t>::max()};

void read_cause(Reading& read, Json from, rules::Told& to) {
  read.optional(from, "to", to.audience.member, any_id);
  read.optional(from, "in", to.audience.people, ItemsOf{std::size_t{1'000'000}, any_id});
  if (!field_of(from, "id")) return;
  to.cause.emplace();
  read.required(from, "by", to.cause->member, any_id);
  read.required(from, "id", to.cause->id, any_id);
}

void read_head(Reading& read, Json from, rules::Told& to) {
  read.required(from, "stream", to.audience.kind, Any{});
  read.optional(from, "pod", to.audience.pod, any_number);
  read.required(from, "number", to.number, any_number);
  read.required(from, "at", to.at, any_number);
}

}  // namespace

std::string told_text(const rules::Told& told) {
  std::string text = R"({"type":"told","stream":")";
  text += Names<Audience::Kind>::all[static_cast<std::size_t>(told.audience.kind)];
  text += '"';
  if (told.audience.kind == rules::Audience::Kind::pod) {
    text += R"(,"pod":)" + std::to_string(told.audience.pod);
  }
  text += R"(,"number":)" + std::to_string(told.number);
  text += R"(,"at":)" + std::to_string(told.at.ms);
  text += R"(,"event":)";
  write(text, told.event);
  text += '}';
  return text;
}

std::string cause_text(const rules::Told& told) {
  std::string text;
  Writer writer(text);
  writer.open();
  if (told.cause) {
    writer.field("by", told.cause->member);
    writer.field("id", told.cause->id);
  }
  if (!told.audience.people.empty()) writer.field("in", told.audience.people);
  if (told.audience.kind == rules::Audience::Kind::member) writer.field("to", told.audience.member);
  writer.close();
  return text;
}

std::expected<rules::Told, Fault> read_told(std::string_view cause_text, std::string_view text) {
  rules::Told told{};
  Reading reading;
  const auto cause = parsed(cause_text);
  if (!cause || !cause->is_object()) return std::unexpected(Fault{RefusalCode::not_json, ""});
  read_cause(reading, *cause, told);  // before the next text takes its place
  const auto json = parsed(text);
  if (!json || !json->is_object()) return std::unexpected(Fault{RefusalCode::not_json, ""});
  read_head(reading, *json, told);
  const auto words = field_of(*json, "event");
  if (!words) reading.fail(RefusalCode::missing_field, "event");
  if (reading.fault()) return std::unexpected(*reading.fault());
  auto event = read_event(*words);
  if (!event) return std::unexpected(event.error());
  told.event = std::move(*event);
  return told;
}

}  // namespace circlekeeper::wire
