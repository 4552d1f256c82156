// Turns a scenario's words into the wire's JSON and back, by the schema alone, so that it never
// grows with the protocol. Members go by name, times by m:ss, sealed words by what they stand for.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "rules/story.hpp"

namespace circlekeeper::tests {

// Keeps the order in which the schema names its fields.
using Json = nlohmann::ordered_json;

// Names to ids and back: an id is its name, padded to the length that the schema asks for.
std::string padded(std::string_view name, std::size_t length);
std::string bare(std::string_view id);
rules::MemberId member_named(std::string_view name);

rules::Time time_of(std::string_view text);  // "1:05" after the scenario's beginning
std::string text_of(rules::Time at);

// What a command that does not say so is about.
struct Current {
  std::int64_t turn = 1;
  std::int64_t pod = 1;
  std::int64_t visit = 0;
  std::int64_t agreements = 1;
  std::int64_t key = 1;
  std::int64_t plan = 0;
  rules::Renewal renewal = {};
  std::vector<rules::DeviceBox> boxes = {};
};

class Transcript {
 public:
  Transcript();
  bool knows_command(const std::string& name) const;
  // "open_round gentle 2:00 last": what is required and not said has a plain default. The structure
  // of a practice is that of the shipped template, or of one in tests/templates.
  Json command(const std::vector<std::string>& words, const Current& current) const;
  // "turn_began turn 1 holder Ben gentle_until 2:00", with its stream in front where it is not the
  // circle's.
  std::string line(const rules::Told& told) const;
  std::string line(const rules::Refusal& refusal) const;

 private:
  const Json& definition(const std::string& name) const;

  Json commands_, inner_, events_;
};

}  // namespace circlekeeper::tests
