// Socket.IO over WebSocket alone: `say` of one is `told` to all in the circle of the query.
#include "generator/websocket.hpp"

namespace circlekeeper::bench {

namespace {

class SpeaksSocketIo final : public SpeaksWebSocket {
 public:
  explicit SpeaksSocketIo(std::size_t body_bytes) : body_bytes_(body_bytes) {}

  std::string greeting(Member& member) override {
    return upgrade_request("/socket.io/?EIO=4&transport=websocket&circle=" +
                           std::to_string(member.place.circle));
  }
  void say(const Member& member, Number number, std::string& into) override {
    append_frame(into, Opcode::text,
                 R"(42["say",)" + told_like(member.place, number, body_bytes_) + "]");
  }

 private:
  void opened(Member&, Hearer&) override {}
  void heard(Member& member, std::string_view text, Hearer& hearer) override {
    if (text.starts_with("42")) {
      if (const Number number = number_after(text, R"("share":"share_)")) {
        hearer.told(member, number);
      }
    } else if (text.starts_with("40")) {
      hearer.here(member);
    } else if (text.starts_with("0")) {
      reply_text(member, "40", hearer);
    } else if (text == "2") {
      reply_text(member, "3", hearer);
    }
  }

  std::size_t body_bytes_;
};

}  // namespace

std::unique_ptr<Speaks> speaks_socket_io(std::size_t body_bytes) {
  return std::make_unique<SpeaksSocketIo>(body_bytes);
}

}  // namespace circlekeeper::bench
