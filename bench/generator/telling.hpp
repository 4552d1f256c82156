// Events told to whole circles: how many a second, how soon, at what cost, and whether all arrived.
#pragma once

#include <deque>
#include <map>
#include <string>
#include <vector>

#include "generator/counters.hpp"
#include "generator/crowd.hpp"
#include "generator/latencies.hpp"

namespace circlekeeper::bench {

struct Pace {
  double warm_up = 0.3;  // seconds that are not counted
  double seconds = 2;
  double rate = 0;            // events a second over all circles; 0: closed loop
  std::uint64_t most = 9000;  // events of a circle: circlekeeper keeps 10,000 shares
};

struct Told {
  double seconds = 0;
  std::uint64_t deliveries = 0;  // in the seconds that count
  std::uint64_t events = 0;      // said in all
  double server_cpu_seconds = 0;
  double generator_busy = 0;   // share of the time in which it had something to do
  double other_load = 0;       // cores that were busy with something else
  double steal = 0;            // cores that the hypervisor gave to others
  double heard_bytes = 0;      // for each delivery
  double until_all_heard = 0;  // seconds after the last was said
  Latencies first, middle, last;
  Faults faults;
  std::map<std::string, std::uint64_t> refused;  // by code
};

class Telling final : private Listener {
 public:
  Telling(Crowd& crowd, std::vector<pid_t> server);
  ~Telling() override { crowd_.listen(nullptr); }
  Telling(const Telling&) = delete;
  Telling& operator=(const Telling&) = delete;

  // Blocks until everything that was said is heard or fifteen seconds are over. Run again it goes
  // on with the numbers and counts the faults from the beginning.
  Told run(const Pace& pace);

 private:
  struct Outstanding {
    std::int64_t due = 0;
    std::uint32_t heard = 0;
    bool done = false;
  };
  struct Circle {
    Number first = 1;  // the number of the first that is outstanding
    std::deque<Outstanding> outstanding;
  };

  void told(Member& member, Number number, std::int64_t heard_at) override;
  void refused(Member& member, Number number, std::string_view code) override;
  void say_next(std::uint32_t circle, std::int64_t due);
  void say_due();
  void all_heard(std::uint32_t circle, Outstanding& event, std::int64_t heard_at);
  void finish(Circle& circle, Outstanding& event);
  void go_on(double seconds);
  void begin_counting();
  void end_counting();
  void drain();

  Crowd& crowd_;
  Pace pace_;
  std::vector<pid_t> server_;
  Tally tally_;
  std::vector<Circle> circles_;
  Told result_;
  bool saying_ = true, counting_ = false, is_full_ = false;
  std::int64_t began_at_ = 0, counted_from_ = 0, busy_ns_ = 0;
  std::uint64_t due_count_ = 0, outstanding_count_ = 0, bytes_before_ = 0;
  Usage server_before_, own_before_;
  Machine machine_before_;
};

}  // namespace circlekeeper::bench
