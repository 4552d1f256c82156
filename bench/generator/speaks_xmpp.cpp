// XMPP: a circle is what XEP-0045 calls a multi-user chat, everybody comes anonymously, and nothing
// is kept of what was said before.
#include <stdexcept>

#include "generator/speaks.hpp"

namespace circlekeeper::bench {

namespace {

constexpr std::string_view stream =
    "<stream:stream to='localhost' xmlns='jabber:client' "
    "xmlns:stream='http://etherx.jabber.org/streams' version='1.0'>";
constexpr std::string_view message_end = "</message>";

// What each step waits for, and what is said then.
struct Step {
  std::string_view until;
  std::string say;
};

std::string where(const Member& member) {
  return "circle" + std::to_string(member.place.circle) + "@circles.localhost";
}

class SpeaksXmpp final : public Speaks {
 public:
  explicit SpeaksXmpp(std::size_t body_bytes) : bytes_(told_like({}, 1, body_bytes).size()) {}

  std::string greeting(Member&) override { return std::string(stream); }

  std::size_t hear(Member& member, std::string_view bytes, Hearer& hearer) override {
    std::size_t taken = 0;
    while (!member.is_here) {
      const auto step = next(member);
      const auto found = bytes.find(step.until, taken);
      if (bytes.find("<failure", taken) < found || bytes.find("<stream:error", taken) < found) {
        if (bytes.find('>', taken) != std::string_view::npos) fail(bytes);
      }
      if (found == std::string_view::npos) return taken;
      taken = found + step.until.size();
      if (++member.step == 5) {
        hearer.here(member);
      } else {
        hearer.reply(member, step.say);
      }
    }
    for (;;) {
      const auto end = bytes.find(message_end, taken);
      if (end == std::string_view::npos) return taken;
      const Number number = number_after(bytes.substr(taken, end - taken), "share_");
      taken = end + message_end.size();
      if (number > 0) hearer.told(member, number);
    }
  }

  void say(const Member& member, Number number, std::string& into) override {
    into += "<message type='groupchat' to='" + where(member) + "'><body>" +
            plain_like(number, bytes_) + "</body></message>";
  }

 private:
  static Step next(const Member& member) {
    switch (member.step) {
      case 0:
        return {"</stream:features>",
                "<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='ANONYMOUS'/>"};
      case 1:
        return {"<success", std::string(stream)};
      case 2:
        return {"</stream:features>",
                "<iq type='set' id='bind'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/></iq>"};
      case 3:
        return {"</iq>", "<presence to='" + where(member) + "/m" +
                             std::to_string(member.place.seat) +
                             "'><x xmlns='http://jabber.org/protocol/muc'>"
                             "<history maxstanzas='0'/></x></presence>"};
      default:
        return {"<subject", ""};  // comes last when somebody comes in
    }
  }

  [[noreturn]] static void fail(std::string_view bytes) {
    throw std::runtime_error("XMPP: " + std::string(bytes.substr(0, 300)));
  }

  std::size_t bytes_;
};

}  // namespace

std::unique_ptr<Speaks> speaks_xmpp(std::size_t body_bytes) {
  return std::make_unique<SpeaksXmpp>(body_bytes);
}

}  // namespace circlekeeper::bench
