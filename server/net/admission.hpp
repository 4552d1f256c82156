// What one address may do at once and in an hour. Shared by all threads; nothing here is stored or
// logged.
#pragma once

#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "rules/time.hpp"

namespace circlekeeper::net {

class Admission {
 public:
  Admission(std::int64_t connections_max, std::int64_t circles_max)
      : connections_max_(connections_max), circles_max_(circles_max) {}

  // A connection's place, given back when it is destroyed; null where there are too many.
  std::shared_ptr<void> admit(const std::string& address);
  // Counts a circle made from there; false where there were too many in the last hour.
  bool may_make(const std::string& address, rules::Time now);

 private:
  std::int64_t connections_max_, circles_max_;
  std::mutex mutex_;
  std::map<std::string, std::int64_t> connections_;
  std::map<std::string, std::deque<rules::Time>> made_;
};

}  // namespace circlekeeper::net
