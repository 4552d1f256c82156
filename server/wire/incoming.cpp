#include "wire/incoming.hpp"

#include "wire/reading.hpp"

namespace circlekeeper::wire {

namespace {

using Read = std::expected<Incoming, BadMessage>;

std::unexpected<BadMessage> bad(RefusalCode code, std::string field = {}) {
  return std::unexpected(BadMessage{{code, std::move(field)}, std::nullopt});
}

template <class Variant>
Read lifted(std::expected<Variant, Fault> read) {
  if (!read) return std::unexpected(BadMessage{read.error(), std::nullopt});
  return std::visit([](auto& each) -> Read { return Incoming{std::move(each)}; }, *read);
}

template <class Frame>
Read as_it_is(std::expected<Frame, Fault> read) {
  if (!read) return std::unexpected(BadMessage{read.error(), std::nullopt});
  return Incoming{std::move(*read)};
}

Read read_asked(Json json) {
  Reading reading;
  CommandId named;
  reading.required(json, "id", named, Text{"A-Za-z0-9_-", 1, 32});
  if (reading.fault()) return std::unexpected(BadMessage{*reading.fault(), std::nullopt});
  const auto found = field_of(json, "command");
  if (!found) {
    return std::unexpected(BadMessage{{RefusalCode::missing_field, "command"}, std::move(named)});
  }
  auto command = read_command(*found);
  if (!command) return std::unexpected(BadMessage{command.error(), std::move(named)});
  return Incoming{Asked{std::move(named), std::move(*command)}};
}

}  // namespace

std::expected<Incoming, BadMessage> read_message(std::string_view text) {
  if (is_too_deep(text)) return bad(RefusalCode::too_deep);
  const auto json = parsed(text);
  if (!json) return bad(RefusalCode::not_json);
  const auto type = type_of(*json);
  if (!type) return std::unexpected(BadMessage{type.error(), std::nullopt});
  const std::string_view name = *type;
  if (name == "command") return read_asked(*json);
  if (name == "hello" || name == "make") return lifted(read_first_frame(*json));
  for (const std::string_view signal : {"gesture", "writing", "ask_repair", "answer_repair"}) {
    if (name == signal) return as_it_is(read_signal(*json));
  }
  if (name == "look_back" || name == "check_template") {
    return as_it_is(read_question(*json));
  }
  if (name == "ping") return Incoming{Ping{}};
  return bad(RefusalCode::unknown_frame, "type");
}

}  // namespace circlekeeper::wire
