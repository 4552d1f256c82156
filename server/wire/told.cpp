#include "wire/told.hpp"

#include <nlohmann/json.hpp>

#include "wire/codec.hpp"
#include "wire/writing.hpp"

namespace circlekeeper::wire {

namespace {

constexpr std::string_view streams[] = {"circle", "keepers", "pod", "member", "nobody"};

std::expected<rules::Audience, Fault> read_audience(const Json& told, const Json& cause) {
  const auto& stream = told.at("stream").get_ref<const std::string&>();
  for (std::size_t i = 0; i < std::size(streams); ++i) {
    if (stream != streams[i]) continue;
    rules::Audience audience{static_cast<rules::Audience::Kind>(i), {cause.value("to", "")}};
    audience.pod = told.value("pod", std::int64_t{0});
    for (const Json& each : cause.value("in", Json::array())) audience.people.push_back({each});
    return audience;
  }
  return std::unexpected(Fault{RefusalCode::malformed, "stream"});
}

}  // namespace

std::string told_text(const rules::Told& told) {
  std::string text = R"({"type":"told","stream":")";
  text += streams[static_cast<std::size_t>(told.audience.kind)];
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
  const Json told = Json::parse(text, nullptr, false);
  const Json cause = Json::parse(cause_text, nullptr, false);
  if (!told.is_object() || !cause.is_object()) {
    return std::unexpected(Fault{RefusalCode::not_json, ""});
  }
  auto audience = read_audience(told, cause);
  if (!audience) return std::unexpected(audience.error());
  auto event = read_event(told.at("event"));
  if (!event) return std::unexpected(event.error());
  rules::Told read{*audience,
                   told.at("number").get<std::int64_t>(),
                   {told.at("at").get<std::int64_t>()},
                   std::move(*event),
                   {}};
  if (cause.contains("id")) {
    read.cause =
        rules::Cause{{cause.at("by").get<std::string>()}, {cause.at("id").get<std::string>()}};
  }
  return read;
}

}  // namespace circlekeeper::wire
