// What a client sends wrongly is told by a stable code and the field at fault, and read no further.
#include "wire/incoming.hpp"

#include <catch2/catch.hpp>

#include "rules/limits.hpp"
#include "tests/wire/schema.hpp"

using namespace circlekeeper;
using namespace circlekeeper::tests;

namespace {

std::string said(std::string_view text) {
  const auto read = wire::read_message(text);
  if (read) return "read";
  const auto& [fault, id] = read.error();
  std::string why(rules::name_of(fault.code));
  if (!fault.field.empty()) why += " " + fault.field;
  return id ? why + " of " + id->value : why;
}

std::string command(const std::string& inside, const std::string& id = "c1") {
  return R"({"type":"command","id":")" + id + R"(","command":)" + inside + "}";
}

std::string nested(int levels) {
  const auto size = static_cast<std::size_t>(levels - 1);
  return R"({"type":"ping","x":)" + std::string(size, '[') + std::string(size, ']') + "}";
}

}  // namespace

TEST_CASE("a message that is none is told so") {
  CHECK(said("") == "not_json");
  CHECK(said("hello") == "not_json");
  CHECK(said(R"({"type":"ping")") == "not_json");
  CHECK(said(R"({"type":"ping"}{})") == "not_json");
  CHECK(said("{'type':'ping'}") == "not_json");
  CHECK(said("\"\xff\"") == "not_json");
  CHECK(said("[]") == "wrong_type");
  CHECK(said("null") == "wrong_type");
  CHECK(said("{}") == "missing_field type");
  CHECK(said(R"({"type":1})") == "wrong_type type");
  CHECK(said(R"({"type":"welcome"})") == "unknown_frame type");
  CHECK(said(R"({"type":"ping"})") == "read");
  CHECK(said(R"({"type":"ping","newer":{"than":[1.5,null]}})") == "read");
}

TEST_CASE("what is passed over must be JSON too") {
  const auto beside = [](const std::string& value) {
    return said(R"({"type":"ping","x":)" + value + "}");
  };
  for (const std::string bytes :
       {"\xff", "\xc0\x80", "\xed\xa0\x80", "\xf5\x80\x80\x80", "\xe2\x82"}) {
    CHECK(beside('"' + bytes + '"') == "not_json");
  }
  for (const std::string half : {R"(\ud800)", R"(\udc00)", R"(\ud800\u0041)", R"(\udc00\ud800)"}) {
    CHECK(beside('"' + half + '"') == "not_json");
  }
  CHECK(beside(R"("\ud83d\ude00")") == "read");
  CHECK(beside("\"\n\"") == "not_json");
  CHECK(beside(R"("\x")") == "not_json");
  CHECK(beside("[1,]") == "not_json");
  CHECK(beside("1 /* one */") == "not_json");
  for (const std::string number : {"01", "+1", ".5", "1.", "NaN", "1e999"}) {
    CHECK(beside(number) == "not_json");
  }
  CHECK(said(" \r\n\t") == "not_json");
  CHECK(said(R"({"type":"ping"} x)") == "not_json");
  CHECK(said(R"({"type":"ping"},)") == "not_json");
  CHECK(said(std::string(R"({"type":"ping"})") + '\0') == "not_json");
}

TEST_CASE("a whole number is one that is written so, and fits") {
  const auto turn = [](const std::string& number) {
    return said(command(R"({"type":"pass_on","turn":)" + number + "}"));
  };
  CHECK(turn("1") == "read");
  for (const std::string number : {"0", "-0", "-1", "9223372036854775807", "9223372036854775808",
                                   "18446744073709551615", "-9223372036854775808"}) {
    CHECK(turn(number) == "out_of_range turn of c1");
  }
  for (const std::string number : {"1.0", "1e3", "1E0", "-0.0"}) {
    CHECK(turn(number) == "wrong_type turn of c1");
  }
  // No number of 64 bits is none at all.
  for (const std::string number : {"18446744073709551616", "-9223372036854775809"}) {
    CHECK(turn(number) == "not_json");
  }
}

TEST_CASE("what was read before leaves nothing behind") {
  const auto most = static_cast<std::size_t>(rules::limits::bytes::message_max);
  const std::string small = R"({"type":"ping"})";
  const std::string head = R"({"type":"ping","x":[)";
  std::string large = head;
  while (large.size() + 5 <= most) large += "1,";
  large += "1]}";
  large.resize(most, ' ');
  CHECK(said(large) == "read");
  CHECK(said(small) == "read");
  CHECK(said(R"({"type":"ping")") == "not_json");
  CHECK(said("") == "not_json");
  CHECK(said(large.substr(0, head.size())) == "not_json");
  CHECK(said(std::string(most, '"')) == "not_json");
  CHECK(said(small) == "read");
}

TEST_CASE("nesting is bounded, whatever it stands in") {
  const auto most = static_cast<int>(rules::limits::counts::depth_max);
  CHECK(said(nested(most)) == "read");
  CHECK(said(nested(most + 1)) == "too_deep");
  CHECK(said(std::string(60'000, '[')) == "too_deep");
  CHECK(said(std::string(60'000, '{')) == "too_deep");
  // Brackets in a string are words, also behind an escaped quote.
  CHECK(said(R"({"type":"ping","x":"[[[[[[[[[[[["})") == "read");
  CHECK(said(R"({"type":"ping","x":"\"[[[[[[[[[[[["})") == "read");
  CHECK(said(R"({"type":"ping","x":"\\","y":)" + nested(most) + "}") == "too_deep");
}

TEST_CASE("a command's own frame is checked before the command") {
  CHECK(said(R"({"type":"command","command":{"type":"pass_on"}})") == "missing_field id");
  CHECK(said(R"({"type":"command","id":1,"command":{}})") == "wrong_type id");
  CHECK(said(command("{}", "")) == "malformed id");
  CHECK(said(command("{}", "no spaces")) == "malformed id");
  CHECK(said(command(R"({"type":"take_seat"})", std::string(32, 'x'))) == "read");
  CHECK(said(command(R"({"type":"take_seat"})", std::string(33, 'x'))) == "too_long id");
  CHECK(said(R"({"type":"command","id":"c1"})") == "missing_field command of c1");
  CHECK(said(command("[]")) == "wrong_type of c1");
  CHECK(said(command("{}")) == "missing_field type of c1");
  CHECK(said(command(R"({"type":7})")) == "wrong_type type of c1");
  CHECK(said(command(R"({"type":"teleport"})")) == "unknown_command type of c1");
  // What the live layer tells the rules is no client's to say.
  for (const std::string name : {"make_circle", "connect", "disconnect", "wake", "restart"}) {
    CHECK(said(command(R"({"type":")" + name + R"("})")) == "unknown_command type of c1");
  }
}

TEST_CASE("a fault inside a command names its field and its command") {
  CHECK(said(command(R"({"type":"wish_no_time"})")) == "missing_field on of c1");
  CHECK(said(command(R"({"type":"wish_no_time","on":"yes"})")) == "wrong_type on of c1");
  CHECK(said(command(R"({"type":"pass_on","turn":0})")) == "out_of_range turn of c1");
  CHECK(said(command(R"({"type":"pass_on","turn":1.5})")) == "wrong_type turn of c1");
  CHECK(said(command(R"({"type":"rename","name":{"key":1,"body":"a b"}})")) ==
        "malformed name.body of c1");
  CHECK(said(command(
            R"({"type":"open_floor","floor":"round","everybody_once":false,"now":false})")) ==
        "malformed floor of c1");
  // The first of two fields of one name counts.
  CHECK(said(command(R"({"type":"wish_no_time","on":true,"on":"yes"})")) == "read");
}

TEST_CASE("sealed words are bounded by what was sealed") {
  CHECK(sealed_bound("share") == 21'371);
  CHECK(sealed_bound("name") == 358);
  CHECK(sealed_bound("title") == 678);
  CHECK(sealed_bound("agreements") == 21'371);
  const auto share = [](std::size_t size) {
    return said(
        command(R"({"type":"add_share","share":"aaaaaaaaaaaaaaaaaaaaaa","body":{"key":1,"body":")" +
                std::string(size, 'a') + R"("}})"));
  };
  CHECK(share(21'371) == "read");
  CHECK(share(21'372) == "too_long body.body of c1");
  const auto name = [](std::size_t size) {
    return said(command(R"({"type":"rename","name":{"key":1,"body":")" + std::string(size, 'a') +
                        R"("}})"));
  };
  CHECK(name(358) == "read");
  CHECK(name(359) == "too_long name.body of c1");
}
