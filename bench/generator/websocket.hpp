// WebSocket as a client needs it to measure: Beast's HTTP for the handshake, and frames.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "generator/speaks.hpp"

namespace circlekeeper::bench {

enum class Opcode : std::uint8_t { text = 1, close = 8, ping = 9, pong = 10 };

std::string upgrade_request(const std::string& target, const std::string& subprotocol = "");
// Appends one masked frame, as clients must send it.
void append_frame(std::string& into, Opcode opcode, std::string_view text);

// A protocol whose messages are texts in WebSocket frames.
class SpeaksWebSocket : public Speaks {
 public:
  std::size_t hear(Member& member, std::string_view bytes, Hearer& hearer) final;

 protected:
  virtual void opened(Member& member, Hearer& hearer) = 0;
  virtual void heard(Member& member, std::string_view text, Hearer& hearer) = 0;
  static void reply_text(Member& member, std::string_view text, Hearer& hearer);

 private:
  void frame(Member& member, std::uint8_t opcode, std::string_view payload, Hearer& hearer);
};

}  // namespace circlekeeper::bench
