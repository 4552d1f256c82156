// NATS: a circle is a subject that all its members subscribe to.
#include <stdexcept>

#include "generator/speaks.hpp"

namespace circlekeeper::bench {

namespace {

constexpr std::string_view line_end = "\r\n";

class SpeaksNats final : public Speaks {
 public:
  explicit SpeaksNats(std::size_t body_bytes) : body_bytes_(body_bytes) {}

  std::string greeting(Member& member) override {
    return "CONNECT {\"verbose\":false,\"pedantic\":false}\r\nSUB " + subject_of(member) +
           " 1\r\nPING\r\n";
  }

  std::size_t hear(Member& member, std::string_view bytes, Hearer& hearer) override {
    std::size_t taken = 0;
    for (;;) {
      const std::string_view left = bytes.substr(taken);
      const auto end = left.find(line_end);
      if (end == std::string_view::npos) return taken;
      const std::string_view line = left.substr(0, end);
      std::size_t size = end + line_end.size();
      if (line.starts_with("MSG ")) {
        const std::size_t payload = number_after(line.substr(line.rfind(' ')), " ");
        if (left.size() < size + payload + line_end.size()) return taken;
        hearer.told(member, number_after(left.substr(size, payload), R"("share":"share_)"));
        size += payload + line_end.size();
      } else {
        other(member, line, hearer);
      }
      taken += size;
    }
  }

  void say(const Member& member, Number number, std::string& into) override {
    const std::string event = told_like(member.place, number, body_bytes_);
    into += "PUB " + subject_of(member) + ' ' + std::to_string(event.size());
    into.append(line_end).append(event).append(line_end);
  }

 private:
  static std::string subject_of(const Member& member) {
    return "circle." + std::to_string(member.place.circle);
  }

  static void other(Member& member, std::string_view line, Hearer& hearer) {
    if (line == "PONG") return hearer.here(member);
    if (line == "PING") return hearer.reply(member, "PONG\r\n");
    if (line.starts_with("-ERR")) throw std::runtime_error(std::string(line));
  }

  std::size_t body_bytes_;
};

}  // namespace

std::unique_ptr<Speaks> speaks_nats(std::size_t body_bytes) {
  return std::make_unique<SpeaksNats>(body_bytes);
}

}  // namespace circlekeeper::bench
