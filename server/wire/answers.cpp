#include "wire/answers.hpp"

#include "wire/writing.hpp"

namespace circlekeeper::wire {

namespace {

template <class Words>
std::string welcome(const Here& here, std::string_view name, const Words& words) {
  std::string text = R"({"type":"welcome","incarnation":")";
  text += here.incarnation;
  text += R"(","now":)" + std::to_string(here.now.ms) + R"(,"numbers":[)";
  for (const StreamNumber& each : here.numbers) {
    if (text.back() == '}') text += ',';
    text += R"({"stream":")";
    text += name_of(each.stream);
    text += '"';
    if (each.pod) text += R"(,"pod":)" + std::to_string(*each.pod);
    text += R"(,"number":)" + std::to_string(each.number) + '}';
  }
  text += "],\"";
  text += name;
  text += "\":";
  write(text, words);
  return text += '}';
}

template <class... Fields>
std::string frame_of(std::string_view type, const Fields&... fields) {
  std::string text;
  Writer writer(text);
  writer.open(type);
  (writer.field(fields.first, fields.second), ...);
  writer.close();
  return text;
}

}  // namespace

std::string welcome_text(const Here& here, const View& view) {
  return welcome(here, "view", view);
}

std::string welcome_text(const Here& here, const DoorView& door) {
  return welcome(here, "door", door);
}

std::string resumed_text(Time now) {
  return frame_of("resumed", std::pair{"now", now});
}

std::string looked_back_text(const EarlierView& earlier) {
  std::string text = R"({"type":"looked_back","earlier":)";
  write(text, earlier);
  return text += '}';
}

// Codes and pointers are made of the schema's own names and of numbers.
std::string template_checked_text(const std::vector<Flaw>& flaws) {
  std::string text = R"({"type":"template_checked","flaws":[)";
  for (const Flaw& each : flaws) {
    if (text.back() == '}') text += ',';
    text += R"({"code":")";
    text += name_of(each.code);
    text += R"(","pointer":")" + each.pointer + R"("})";
  }
  return text += "]}";
}

std::string pong_text(Time now) {
  return frame_of("pong", std::pair{"now", now});
}

std::string accepted_text(const CommandId& id, std::int64_t number) {
  return frame_of("accepted", std::pair{"id", id}, std::pair{"number", number});
}

std::string refused_text(const std::optional<CommandId>& id, const Refusal& refusal) {
  const auto field = refusal.field.empty() ? std::nullopt : std::optional(refusal.field);
  return frame_of("refused", std::pair{"id", id}, std::pair{"code", name_of(refusal.code)},
                  std::pair{"sentence", sentence_of(refusal.code)}, std::pair{"field", field},
                  std::pair{"about", refusal.about}, std::pair{"again_in", refusal.again_in});
}

std::string gesture_text(const MemberId& from, GestureKind kind) {
  return frame_of("gesture_seen", std::pair{"from", from}, std::pair{"kind", kind});
}

std::string writing_text(const MemberId& from, bool on) {
  return frame_of("writing_seen", std::pair{"from", from}, std::pair{"on", on});
}

std::string repair_asked_text(const MemberId& by) {
  return frame_of("repair_asked", std::pair{"by", by});
}

}  // namespace circlekeeper::wire
