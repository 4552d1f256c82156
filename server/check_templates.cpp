#include "check_templates.hpp"

#include <algorithm>
#include <fstream>
#include <optional>
#include <string>

#include "rules/limits.hpp"
#include "wire/template_file.hpp"

namespace circlekeeper {

namespace {

// One byte more than a template may have is enough to see that it has too many.
std::optional<std::string> read(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file || std::filesystem::is_directory(path)) return std::nullopt;
  std::string text(static_cast<std::size_t>(rules::limits::bytes::template_max) + 1, '\0');
  file.read(text.data(), std::ssize(text));
  text.resize(static_cast<std::size_t>(file.gcount()));
  return text;
}

int check(const std::filesystem::path& path, std::ostream& out) {
  const auto text = read(path);
  if (!text) {
    out << path.string() << ": cannot be opened\n";
    return 2;
  }
  const auto flaws = wire::template_flaws(*text);
  if (flaws.empty()) out << path.string() << ": in order\n";
  for (const rules::Flaw& flaw : flaws) {
    out << path.string() << ": " << (flaw.pointer.empty() ? "/" : flaw.pointer) << ": "
        << sentence_of(flaw.code) << " " << mend_of(flaw.code) << " (" << name_of(flaw.code)
        << ")\n";
  }
  return flaws.empty() ? 0 : 1;
}

}  // namespace

int check_templates(const std::vector<std::filesystem::path>& files, std::ostream& out) {
  int code = 0;
  for (const auto& file : files) code = std::max(code, check(file, out));
  return code;
}

}  // namespace circlekeeper
