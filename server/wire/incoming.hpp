// A client's message, taken apart: which frame it is, or what was wrong with it.
#pragma once

#include <expected>
#include <optional>
#include <string_view>
#include <variant>

#include "wire/codec.hpp"

namespace circlekeeper::wire {

// A command with the id that its answer names.
struct Asked {
  CommandId id;
  Command command;
};

using Incoming = std::variant<Hello, Make, Asked, Signal, Question, Ping>;

struct BadMessage {
  Fault fault;
  std::optional<CommandId> id;  // of the command at fault, where it could be read
};

std::expected<Incoming, BadMessage> read_message(std::string_view text);

}  // namespace circlekeeper::wire
