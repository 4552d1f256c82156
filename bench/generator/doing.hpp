// What the generator can do with a server, each by its name.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "generator/telling.hpp"

namespace circlekeeper::bench {

struct Task {
  std::string protocol;
  Where where;
  std::vector<pid_t> server;
  std::optional<int> core;
  std::size_t body_bytes = 100;  // a told event has 290 bytes with it
  std::uint32_t first_circle = 0;
  Shape shape;
  Pace pace;
};

struct Result {
  std::string json;
  std::uint64_t faults = 0;
};

struct Doing {
  std::string about;
  std::function<Result(const Task&)> run;
};

// A circle practises in pods of two, and everybody answers each step at once.
Result practise(const Task& task);

const std::map<std::string, Doing>& doings();
std::vector<std::string> protocols();

}  // namespace circlekeeper::bench
