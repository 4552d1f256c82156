// The rule book: every file of tests/scenarios plays as it says. With CIRCLEKEEPER_REWRITE=1
// expectations are written anew, and their difference is what to review. With
// CIRCLEKEEPER_CONFORMANCE=DIR the client's part is written there.
#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "tests/rules/scenario.hpp"

namespace fs = std::filesystem;

namespace {

std::vector<fs::path> scenario_files() {
  std::vector<fs::path> files;
  for (const auto& entry : fs::recursive_directory_iterator(std::string(CIRCLEKEEPER_SOURCE_DIR) +
                                                            "/tests/scenarios")) {
    if (entry.path().extension() == ".txt") files.push_back(entry.path());
  }
  return files;
}

}  // namespace

TEST_CASE("every scenario plays as it is written") {
  const char* rewrite = std::getenv("CIRCLEKEEPER_REWRITE");
  const char* conformance = std::getenv("CIRCLEKEEPER_CONFORMANCE");
  if (conformance != nullptr) fs::create_directories(conformance);
  const auto files = scenario_files();
  for (const fs::path& file : files) {
    const auto played = circlekeeper::tests::play_scenario(file);
    if (rewrite != nullptr) std::ofstream(file) << played.actual;
    if (conformance != nullptr) {
      std::ofstream(fs::path(conformance) / (file.stem().string() + ".json")) << played.conformance;
    }
    INFO(file.string());
    CHECK(played.actual.find("BROKEN") == std::string::npos);
    if (rewrite == nullptr) CHECK(played.actual == played.expected);
  }
}
