// Counts what was heard against what was said: a loss is a failure, and never speed.
#pragma once

#include <cstdint>
#include <set>
#include <vector>

namespace circlekeeper::bench {

// Of an event in its circle: 1, 2, 3 … in the order in which they were said.
using Number = std::uint64_t;

struct Place {
  std::uint32_t circle = 0;
  std::uint32_t seat = 0;
};

struct Faults {
  std::uint64_t missing = 0;       // said, not refused, and not heard by somebody
  std::uint64_t doubled = 0;       // heard again by the same member
  std::uint64_t out_of_order = 0;  // heard after a later one
  std::uint64_t unsaid = 0;        // heard, though it was never said, or was refused

  std::uint64_t sum() const { return missing + doubled + out_of_order + unsaid; }
};

class Tally {
 public:
  Tally(std::size_t circles, std::size_t members) : said_(circles) {
    seats_.assign(circles, std::vector<Seat>(members));
  }

  Number say(std::uint32_t circle) { return ++said_[circle].last; }
  // The server said no: nobody is to hear it.
  void refuse(std::uint32_t circle, Number number) { said_[circle].refused.insert(number); }
  // True where it counts: the first time, and it was said.
  bool hear(Place place, Number number);
  // Missing is what is not there by now.
  Faults faults() const;

 private:
  struct Said {
    Number last = 0;
    std::set<Number> refused;
  };
  struct Seat {
    Number last = 0;
    std::uint64_t heard = 0;
    std::set<Number> passed_over;
  };

  std::vector<Said> said_;
  std::vector<std::vector<Seat>> seats_;
  Faults faults_;
};

}  // namespace circlekeeper::bench
