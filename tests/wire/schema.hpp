// The schema of protocol/ as tests read it, apart from the generator: what a value may be, samples
// of it, and values that just are, or just are not, allowed.
#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

namespace circlekeeper::tests {

using Json = nlohmann::json;

Json protocol_file(const std::string& path);

// A value of a field, and what its reader must say of it.
struct Trial {
  Json value;
  std::string code;   // of the refusal; empty where the value is allowed
  std::string field;  // that is at fault
};

class Schema {
 public:
  static const Schema& ours();

  // Of "commands", "events", …: the names of all that are not the server's own to say.
  std::vector<std::string> names(const std::string& file) const;
  const Json& def(const std::string& file, const std::string& name) const;

  // With every field, or with the required ones alone.
  Json sample(const Json& property, bool whole) const;
  // What is wrong with a value, or nothing.
  std::optional<std::string> fault(const Json& value, const Json& property,
                                   const std::string& path = "") const;
  // Values at the bounds of everything in it, one thing changed in each.
  std::vector<Trial> trials(const Json& property, const std::string& path = "") const;

 private:
  Schema();
  const Json& meant(const Json& property) const;  // what a reference points at
  std::optional<std::string> fault_inside(const Json& value, const Json& object,
                                          const std::string& path) const;
  void try_fields(std::vector<Trial>& trials, const Json& object, const std::string& path) const;

  Json files_;
};

// The longest sealed body that words of this kind may make: four bytes for each code point, nonce
// and tag, base64url.
std::size_t sealed_bound(const std::string& words);

}  // namespace circlekeeper::tests
