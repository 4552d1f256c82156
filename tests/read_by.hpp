// A text, read by one of the readers that the server has for parts of a message.
#pragma once

#include <expected>
#include <string_view>

#include "wire/reading.hpp"

namespace circlekeeper::tests {

template <class Words>
std::expected<Words, wire::Fault> read_by(std::expected<Words, wire::Fault> (*reader)(wire::Json),
                                          std::string_view text) {
  const auto json = wire::parsed(text);
  if (!json) return std::unexpected(wire::Fault{rules::RefusalCode::not_json, ""});
  return reader(*json);
}

}  // namespace circlekeeper::tests
