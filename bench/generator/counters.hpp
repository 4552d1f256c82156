// What the system counts: CPU and memory of processes, and how busy the whole machine was.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <vector>

namespace circlekeeper::bench {

// Nanoseconds of a clock that only goes forward.
std::int64_t now_ns();

struct Usage {
  double cpu_seconds = 0;
  std::uint64_t wakings = 0;     // how often a thread slept and was woken
  std::uint64_t memory_kib = 0;  // private memory that is resident
  std::uint64_t threads = 0;
};

// Of all these processes together; one that is gone counts nothing.
Usage usage_of(const std::vector<pid_t>& processes);

struct Machine {
  double busy_seconds = 0;   // of all cores, without steal
  double steal_seconds = 0;  // what the hypervisor gave to others
};

Machine machine();

// Runs this process on one core alone. Throws std::system_error.
void stay_on_core(int core);

}  // namespace circlekeeper::bench
