// `circlekeeper template check`: what it says, and with which exit code it ends.
#include <catch2/catch.hpp>
#include <sstream>

#include "check_templates.hpp"

using namespace circlekeeper;

namespace {

const std::filesystem::path source = CIRCLEKEEPER_SOURCE_DIR;
const std::filesystem::path good = source / "protocol/practices/say_back_until_right.json";
const std::filesystem::path bad = source / "protocol/flaws.json";  // JSON, and no template

}  // namespace

TEST_CASE("templates in order end with 0, a flaw with 1, a file that is not there with 2") {
  std::ostringstream out;
  CHECK(check_templates({good}, out) == 0);
  CHECK(out.str() == good.string() + ": in order\n");
  CHECK(check_templates({good, bad}, out) == 1);
  CHECK(out.str().find(bad.string() + ": /id: This is not a template") != std::string::npos);
  CHECK(check_templates({bad, source / "nowhere.json", good}, out) == 2);
  CHECK(check_templates({source}, out) == 2);
}
