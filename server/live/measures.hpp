// What is measured of a server's work where its operator asks for it: nothing of any circle or
// person. Called on every circle's thread, several at once.
#pragma once

#include <chrono>
#include <optional>
#include <string_view>

#include "rules/refusals.hpp"

namespace circlekeeper::live {

class Measures {
 public:
  using Clock = std::chrono::steady_clock;

  virtual ~Measures() = default;
  // A command of this kind was done, or refused; the kind is empty where it could not be read.
  virtual void answered(std::string_view kind, std::optional<rules::RefusalCode> refused) = 0;
  // From handing events of a circle to the store until it answered.
  virtual void stored(Clock::duration took) = 0;
  // From beginning to decide a command until what it made happen is with everybody's connection.
  virtual void told(Clock::duration took) = 0;
};

}  // namespace circlekeeper::live
