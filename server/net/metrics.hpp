// What Prometheus is told of this server, kept by its own library. Nothing here names a circle, a
// person or an address.
#pragma once

#include <memory>
#include <string>

#include "live/measures.hpp"

namespace circlekeeper::net {

// What one thread holds at this moment.
struct Holding {
  std::size_t connections = 0;
  std::size_t circles = 0;  // that are loaded
  std::size_t queued_bytes = 0;
  std::uint64_t closed_as_slow = 0;  // since the start

  Holding& operator+=(const Holding& other) {
    connections += other.connections;
    circles += other.circles;
    queued_bytes += other.queued_bytes;
    closed_as_slow += other.closed_as_slow;
    return *this;
  }
};

class Metrics final : public live::Measures {
 public:
  Metrics();
  ~Metrics() override;

  void answered(std::string_view kind, std::optional<rules::RefusalCode> refused) override;
  void stored(Clock::duration took) override;
  void told(Clock::duration took) override;
  // In the text format of Prometheus, with what all threads together hold now.
  std::string text(const Holding& all);

 private:
  struct Kept;
  std::unique_ptr<Kept> kept_;
};

}  // namespace circlekeeper::net
