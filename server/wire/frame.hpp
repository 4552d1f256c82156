// A message as it leaves: WebSocket header and text in one shared piece, made once for all who hear
// it.
#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace circlekeeper::wire {

using Frame = std::shared_ptr<const std::string>;

// An unmasked, unfragmented text frame of a server (RFC 6455, section 5.2).
Frame framed(std::string_view text);
// What was framed.
std::string_view text_in(const Frame& frame);

}  // namespace circlekeeper::wire
