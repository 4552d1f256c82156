// What a WebSocket says in the circle of its path is relayed to all in it: the raw loop, ws, nchan
// and uWebSockets.
#include "generator/websocket.hpp"

namespace circlekeeper::bench {

namespace {

class SpeaksPlain final : public SpeaksWebSocket {
 public:
  explicit SpeaksPlain(std::size_t body_bytes) : body_bytes_(body_bytes) {}

  std::string greeting(Member& member) override {
    return upgrade_request("/circle/" + std::to_string(member.place.circle));
  }
  void say(const Member& member, Number number, std::string& into) override {
    append_frame(into, Opcode::text, told_like(member.place, number, body_bytes_));
  }

 private:
  void opened(Member& member, Hearer& hearer) override { hearer.here(member); }
  void heard(Member& member, std::string_view text, Hearer& hearer) override {
    const Number number = number_after(text, R"("share":"share_)");
    if (number > 0) hearer.told(member, number);
  }

  std::size_t body_bytes_;
};

}  // namespace

std::unique_ptr<Speaks> speaks_plain(std::size_t body_bytes) {
  return std::make_unique<SpeaksPlain>(body_bytes);
}

}  // namespace circlekeeper::bench
