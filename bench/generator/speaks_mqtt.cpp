// MQTT 3.1.1: a circle is a topic, told without a promise of delivery (QoS 0), which is its
// fastest.
#include <stdexcept>

#include "generator/speaks.hpp"

namespace circlekeeper::bench {

namespace {

enum Packet : std::uint8_t { connack = 0x20, publish = 0x30, suback = 0x90 };

std::string text_field(std::string_view text) {
  return std::string{static_cast<char>(text.size() >> 8), static_cast<char>(text.size() & 0xff)} +
         std::string(text);
}

void append_packet(std::string& into, std::uint8_t type, std::string_view body) {
  into += static_cast<char>(type);
  std::size_t size = body.size();
  do {
    into += static_cast<char>((size & 0x7f) | (size > 0x7f ? 0x80 : 0));
    size >>= 7;
  } while (size > 0);
  into += body;
}

std::string topic_of(const Member& member) {
  return "circle/" + std::to_string(member.place.circle);
}

class SpeaksMqtt final : public Speaks {
 public:
  explicit SpeaksMqtt(std::size_t body_bytes) : body_bytes_(body_bytes) {}

  std::string greeting(Member& member) override {
    using namespace std::string_literals;
    const std::string id =
        "m" + std::to_string(member.place.circle) + "-" + std::to_string(member.place.seat);
    std::string packets;
    append_packet(packets, 0x10, "\0\4MQTT\4\2\0\0"s + text_field(id));
    append_packet(packets, 0x82, "\0\1"s + text_field(topic_of(member)) + "\0"s);
    return packets;
  }

  std::size_t hear(Member& member, std::string_view bytes, Hearer& hearer) override {
    std::size_t taken = 0;
    for (;;) {
      const std::string_view left = bytes.substr(taken);
      std::size_t head = 1, size = 0;
      while (head < left.size() && (left[head] & 0x80) != 0) ++head;
      if (++head > left.size()) return taken;
      for (std::size_t i = head - 1; i > 0; --i) {
        size = size << 7 | static_cast<std::size_t>(left[i] & 0x7f);
      }
      if (left.size() < head + size) return taken;
      packet(member, static_cast<std::uint8_t>(left[0]), left.substr(head, size), hearer);
      taken += head + size;
    }
  }

  void say(const Member& member, Number number, std::string& into) override {
    append_packet(into, publish,
                  text_field(topic_of(member)) + told_like(member.place, number, body_bytes_));
  }

 private:
  static void packet(Member& member, std::uint8_t type, std::string_view body, Hearer& hearer) {
    if (type == publish) {
      hearer.told(member, number_after(body, R"("share":"share_)"));
    } else if (type == suback) {
      hearer.here(member);
    } else if (type != connack || body[1] != 0) {
      throw std::runtime_error("an unexpected packet of MQTT: " + std::to_string(type));
    }
  }

  std::size_t body_bytes_;
};

}  // namespace

std::unique_ptr<Speaks> speaks_mqtt(std::size_t body_bytes) {
  return std::make_unique<SpeaksMqtt>(body_bytes);
}

}  // namespace circlekeeper::bench
