// How the bench finds events in the bytes that arrive.
#include <catch2/catch.hpp>

#include "generator/websocket.hpp"

using namespace circlekeeper::bench;

namespace {

struct Heard final : Hearer {
  void told(Member&, Number number) override { numbers.push_back(number); }
  void refused(Member&, Number, std::string_view code) override { refusals.emplace_back(code); }
  void here(Member& member) override { member.is_here = true; }
  void reply(Member&, std::string_view bytes) override { replies.emplace_back(bytes); }

  std::vector<Number> numbers;
  std::vector<std::string> refusals, replies;
};

std::string from_server(std::string_view text) {
  std::string frame = "\x81";
  frame += static_cast<char>(126);
  frame += static_cast<char>(text.size() >> 8);
  frame += static_cast<char>(text.size() & 0xff);
  return frame.append(text);
}

// Past the handshake.
Member somebody() {
  Member member;
  member.step = 1;
  member.is_here = true;
  return member;
}

}  // namespace

TEST_CASE("events are found however the bytes are cut") {
  const auto speaks = speaks_plain(100);
  const std::string first = told_like({}, 1, 100);
  const std::string bytes = from_server(first) + from_server(told_like({}, 2, 100));
  for (std::size_t cut = 0; cut <= bytes.size(); ++cut) {
    Heard heard;
    Member member = somebody();
    const std::size_t taken = speaks->hear(member, std::string_view(bytes).substr(0, cut), heard);
    REQUIRE(taken <= cut);
    speaks->hear(member, std::string_view(bytes).substr(taken), heard);
    REQUIRE(heard.numbers == std::vector<Number>{1, 2});
  }
}

TEST_CASE("a hole in the circle's stream is a loss") {
  const auto speaks = speaks_circlekeeper(100);
  Heard heard;
  Member member = somebody();
  speaks->hear(member, from_server(R"({"type":"told","stream":"circle","number":7,"at":1})"),
               heard);
  CHECK_THROWS(speaks->hear(
      member, from_server(R"({"type":"told","stream":"circle","number":9,"at":1})"), heard));
}

TEST_CASE("a refusal names the event that is not told") {
  const auto speaks = speaks_circlekeeper(100);
  Heard heard;
  Member member = somebody();
  speaks->hear(member, from_server(R"({"type":"refused","id":"0000000003","code":"slow_down"})"),
               heard);
  CHECK(heard.refusals == std::vector<std::string>{"slow_down"});
}
