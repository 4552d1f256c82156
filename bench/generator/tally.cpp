#include "generator/tally.hpp"

namespace circlekeeper::bench {

bool Tally::hear(Place place, Number number) {
  const Said& said = said_[place.circle];
  Seat& seat = seats_[place.circle][place.seat];
  if (number == 0 || number > said.last || said.refused.contains(number)) {
    ++faults_.unsaid;
    return false;
  }
  if (number > seat.last) {
    for (Number each = seat.last + 1; each < number; ++each) seat.passed_over.insert(each);
    seat.last = number;
  } else if (seat.passed_over.erase(number) > 0) {
    ++faults_.out_of_order;
  } else {
    ++faults_.doubled;
    return false;
  }
  ++seat.heard;
  return true;
}

Faults Tally::faults() const {
  Faults faults = faults_;
  for (std::size_t circle = 0; circle < said_.size(); ++circle) {
    const Number due = said_[circle].last - said_[circle].refused.size();
    for (const Seat& seat : seats_[circle]) faults.missing += due - seat.heard;
  }
  return faults;
}

}  // namespace circlekeeper::bench
