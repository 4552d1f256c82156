// Every word of the protocol is read and written as its schema says, at the bounds of every field.
#include <catch2/catch.hpp>

#include "tests/read_by.hpp"
#include "tests/wire/schema.hpp"
#include "wire/codec.hpp"
#include "wire/incoming.hpp"

using namespace circlekeeper;
using namespace circlekeeper::tests;

namespace {

template <class Words>
std::string said(const std::expected<Words, wire::Fault>& read) {
  if (read) return "read";
  return std::string(rules::name_of(read.error().code)) + " " + read.error().field;
}

// Reads and writes again everything that may be said in a file of the schema, and all that just may
// not.
template <class Words>
int play(const std::string& file, std::expected<Words, wire::Fault> (*reader)(wire::Json)) {
  int played = 0;
  for (const std::string& name : Schema::ours().names(file)) {
    for (const Trial& trial : Schema::ours().trials(Schema::ours().def(file, name))) {
      if (!trial.value.is_object()) continue;
      Json words = trial.value;
      words["type"] = name;
      words["something_newer"] = {{"than", "this"}};
      const auto found = read_by(reader, words.dump());
      words.erase("something_newer");
      INFO(words.dump().substr(0, 2000));
      REQUIRE(said(found) == (trial.code.empty() ? "read" : trial.code + " " + trial.field));
      ++played;
      if (!found) continue;
      std::string text;
      wire::write(text, *found);
      REQUIRE(Json::parse(text) == words);
      REQUIRE(rules::name_of(*found) == name);
    }
  }
  return played;
}

std::string message(const Json& frame) {
  const auto read = wire::read_message(frame.dump());
  if (read) return "read";
  return std::string(rules::name_of(read.error().fault.code)) + " " + read.error().fault.field;
}

}  // namespace

TEST_CASE("commands are what the schema says, at every bound") {
  CHECK(play("commands", &wire::read_command) > 500);
}

TEST_CASE("what the live layer tells the rules is what the schema says") {
  CHECK(play("inner", &wire::read_inner) > 100);
}

TEST_CASE("events are what the schema says, at every bound") {
  CHECK(play("events", &wire::read_event) > 800);
}

TEST_CASE("a client's frames are what the schema says, at every bound") {
  for (const std::string name : {"hello", "make", "gesture", "writing", "ask_repair",
                                 "answer_repair", "look_back", "check_template", "ping"}) {
    for (const Trial& trial : Schema::ours().trials(Schema::ours().def("frames", name))) {
      if (!trial.value.is_object()) continue;
      Json frame = trial.value;
      frame["type"] = name;
      frame["something_newer"] = true;
      INFO(frame.dump().substr(0, 2000));
      REQUIRE(message(frame) == (trial.code.empty() ? "read" : trial.code + " " + trial.field));
    }
  }
}

TEST_CASE("what the first frames say arrives in its own place") {
  const auto text = [](char c, std::size_t size) { return std::string(size, c); };
  const auto hello = wire::read_message(Json{
      {"type", "hello"},
      {"member", text('m', 22)},
      {"secret", text('s', 43)},
      {"link", {{"kind", "invitation"}, {"token", text('t', 43)}}},
      {"resume", {{"incarnation", "i"}, {"numbers", {{{"stream", "keepers"}, {"number", 7}}}}}}}
                                            .dump());
  const wire::Hello wanted{rules::MemberId{text('m', 22)}, text('s', 43),
                           wire::LinkShown{rules::Link::invitation, text('t', 43)},
                           wire::Resume{"i", {{rules::Stream::keepers, 7, {}}}}};
  REQUIRE(hello);
  CHECK(std::get<wire::Hello>(*hello) == wanted);

  Json make = {{"type", "make"},
               {"member", text('m', 22)},
               {"secret", text('s', 43)},
               {"keeper_token", text('k', 43)},
               {"invitation_token", text('i', 43)},
               {"operator_token", "o"},
               {"meets", "spoken"},
               {"keeps", "circle_lives"},
               {"grace", 9},
               {"knock", true},
               {"seats", 12},
               {"device", text('d', 22)}};
  std::int64_t key = 0;
  for (const std::string field : {"title", "agreements", "safety", "places", "name", "pronouns",
                                  "keeper_box", "device_key"}) {
    make[field] = {{"key", ++key}, {"body", field}};
  }
  const auto made = wire::read_message(make.dump());
  REQUIRE(made);
  using rules::Sealed;
  CHECK(std::get<wire::Make>(*made) ==
        wire::Make{rules::MemberId{text('m', 22)}, text('s', 43), text('k', 43), text('i', 43), "o",
                   Sealed{1, "title"}, Sealed{2, "agreements"}, Sealed{3, "safety"},
                   Sealed{4, "places"}, rules::Meets::spoken, rules::Keeps::circle_lives,
                   rules::Length{9}, Sealed{5, "name"}, Sealed{6, "pronouns"},
                   Sealed{7, "keeper_box"}, true, 12, rules::DeviceId{text('d', 22)},
                   Sealed{8, "device_key"}});
}
