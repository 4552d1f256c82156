#include "generator/websocket.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/write.hpp>
#include <sstream>
#include <stdexcept>

namespace circlekeeper::bench {

namespace http = boost::beast::http;

namespace {

// Any key will do where nothing is secret; these two belong together in RFC 6455.
constexpr const char* key = "dGhlIHNhbXBsZSBub25jZQ==";
constexpr const char* accepted_key = "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=";
constexpr char mask[4] = {0x35, 0x1a, 0x77, 0x5c};

// How many bytes the answer to the handshake takes; 0 where it is not whole.
std::size_t answer_size(std::string_view bytes) {
  http::response_parser<http::empty_body> parser;
  boost::system::error_code error;
  const std::size_t size = parser.put(boost::asio::buffer(bytes.data(), bytes.size()), error);
  if (error == http::error::need_more) return 0;
  if (error) throw std::runtime_error("no handshake: " + error.message());
  const auto& answer = parser.get();
  if (answer.result_int() != 101 || answer[http::field::sec_websocket_accept] != accepted_key) {
    throw std::runtime_error("the handshake was answered with " +
                             std::to_string(answer.result_int()));
  }
  return size;
}

std::uint64_t big_endian(std::string_view bytes) {
  std::uint64_t value = 0;
  for (const char each : bytes) value = value << 8 | static_cast<std::uint8_t>(each);
  return value;
}

}  // namespace

std::string upgrade_request(const std::string& target, const std::string& subprotocol) {
  http::request<http::empty_body> request(http::verb::get, target, 11);
  request.set(http::field::host, "localhost");
  request.set(http::field::upgrade, "websocket");
  request.set(http::field::connection, "Upgrade");
  request.set(http::field::sec_websocket_version, "13");
  request.set(http::field::sec_websocket_key, key);
  if (!subprotocol.empty()) request.set(http::field::sec_websocket_protocol, subprotocol);
  std::ostringstream text;
  text << request;
  return text.str();
}

void append_frame(std::string& into, Opcode opcode, std::string_view text) {
  into += static_cast<char>(0x80 | static_cast<int>(opcode));
  if (text.size() < 126) {
    into += static_cast<char>(0x80 | text.size());
  } else if (text.size() <= 0xffff) {
    into += static_cast<char>(0x80 | 126);
    into += static_cast<char>(text.size() >> 8);
    into += static_cast<char>(text.size() & 0xff);
  } else {
    throw std::runtime_error("larger than a message may be");
  }
  into.append(mask, sizeof mask);
  for (std::size_t i = 0; i < text.size(); ++i) into += static_cast<char>(text[i] ^ mask[i % 4]);
}

std::size_t SpeaksWebSocket::hear(Member& member, std::string_view bytes, Hearer& hearer) {
  std::size_t taken = 0;
  if (member.step == 0) {
    taken = answer_size(bytes);
    if (taken == 0) return 0;
    member.step = 1;
    opened(member, hearer);
  }
  for (;;) {
    const std::string_view left = bytes.substr(taken);
    if (left.size() < 2) return taken;
    std::size_t head = 2, size = static_cast<std::uint8_t>(left[1]) & 0x7f;
    if (size >= 126) {
      head = size == 126 ? 4 : 10;
      if (left.size() < head) return taken;
      size = big_endian(left.substr(2, head - 2));
    }
    if (left.size() < head + size) return taken;
    frame(member, static_cast<std::uint8_t>(left[0]), left.substr(head, size), hearer);
    taken += head + size;
  }
}

void SpeaksWebSocket::frame(Member& member, std::uint8_t head, std::string_view payload,
                            Hearer& hearer) {
  if (head == (0x80 | static_cast<int>(Opcode::text))) return heard(member, payload, hearer);
  if (head == (0x80 | static_cast<int>(Opcode::ping))) {
    std::string pong;
    append_frame(pong, Opcode::pong, payload);
    return hearer.reply(member, pong);
  }
  if (head == (0x80 | static_cast<int>(Opcode::close))) {
    throw std::runtime_error("closed: " +
                             std::string(payload.substr(std::min<std::size_t>(payload.size(), 2))));
  }
  throw std::runtime_error("a frame that is no whole text: " + std::to_string(head));
}

void SpeaksWebSocket::reply_text(Member& member, std::string_view text, Hearer& hearer) {
  std::string frame;
  append_frame(frame, Opcode::text, text);
  hearer.reply(member, frame);
}

}  // namespace circlekeeper::bench
