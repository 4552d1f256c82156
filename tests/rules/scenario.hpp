// Plays a scenario file: what is done stands at the margin, what must come of it is indented.
#pragma once

#include <filesystem>
#include <string>

namespace circlekeeper::tests {

struct Played {
  std::string expected;     // the file as it stands
  std::string actual;       // the file as it plays
  std::string conformance;  // JSON of what each member was shown, for the client's fold
};

Played play_scenario(const std::filesystem::path& file);

}  // namespace circlekeeper::tests
