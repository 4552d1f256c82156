// A gathering as protocol/README.md shows it, in literal frames, read so that it can be played
// against a real server.
#pragma once

#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace circlekeeper::tests {

using Json = nlohmann::json;

struct Step {
  enum class Kind { connects, says, hears, loses, closed };
  Kind kind;
  int line;                      // of the README
  std::vector<std::string> who;  // one, or all who hear the same
  std::string text;              // a path, a frame, or the code and name of a closing
};

// Every step in the blocks that are fenced as `gathering`; throws where a line is none.
std::vector<Step> steps_of(const std::filesystem::path& readme);

// What stands as <name> in a frame: the first time it is whatever the server says, then the same.
// <time> is any time; <name + 45000> is that much later.
class Placeholders {
 public:
  std::string filled(std::string frame) const;
  bool fits(const std::string& shown, const Json& heard);

 private:
  bool fits_json(const Json& shown, const Json& heard);
  bool fits_name(const std::string& name, const Json& heard);

  std::map<std::string, Json> known_;
};

}  // namespace circlekeeper::tests
