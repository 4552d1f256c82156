#include "generator/counters.hpp"

#include <sched.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <system_error>

namespace circlekeeper::bench {

namespace {

// The value of `name:` in a file of lines like /proc/1/status.
std::uint64_t line_of(const std::filesystem::path& file, const std::string& name) {
  std::ifstream lines(file);
  std::string word;
  std::uint64_t value = 0;
  while (lines >> word) {
    if (word == name && lines >> value) return value;
  }
  return 0;
}

void add_thread(Usage& usage, const std::filesystem::path& thread) {
  std::ifstream schedule(thread / "schedstat");
  double nanoseconds = 0;
  schedule >> nanoseconds;
  usage.cpu_seconds += nanoseconds / 1e9;
  usage.wakings += line_of(thread / "status", "voluntary_ctxt_switches:");
  ++usage.threads;
}

}  // namespace

std::int64_t now_ns() {
  return std::chrono::steady_clock::now().time_since_epoch() / std::chrono::nanoseconds(1);
}

Usage usage_of(const std::vector<pid_t>& processes) {
  Usage usage;
  for (const pid_t process : processes) {
    const auto folder = std::filesystem::path("/proc") / std::to_string(process);
    std::error_code gone;
    for (const auto& thread : std::filesystem::directory_iterator(folder / "task", gone)) {
      add_thread(usage, thread.path());
    }
    usage.memory_kib += line_of(folder / "status", "RssAnon:");
  }
  return usage;
}

Machine machine() {
  std::ifstream file("/proc/stat");
  std::string word;
  double normal = 0, nice = 0, system = 0, idle = 0, waiting = 0, hard = 0, soft = 0, steal = 0;
  file >> word >> normal >> nice >> system >> idle >> waiting >> hard >> soft >> steal;
  const auto ticks = static_cast<double>(sysconf(_SC_CLK_TCK));
  return {(normal + nice + system + hard + soft) / ticks, steal / ticks};
}

void stay_on_core(int core) {
  cpu_set_t cores;
  CPU_ZERO(&cores);
  CPU_SET(static_cast<std::size_t>(core), &cores);
  if (sched_setaffinity(0, sizeof cores, &cores) != 0) {
    throw std::system_error(errno, std::generic_category(), "core " + std::to_string(core));
  }
}

}  // namespace circlekeeper::bench
