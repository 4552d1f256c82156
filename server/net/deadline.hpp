// A time by which something must have happened. Without it a timer that rang just as it was put off
// would still act, or act on what is gone.
#pragma once

#include <boost/asio/steady_timer.hpp>
#include <functional>
#include <memory>

namespace circlekeeper::net {

class Deadline {
 public:
  using Clock = std::chrono::steady_clock;

  Deadline(const boost::asio::any_io_executor& executor, std::function<void()> missed)
      : timer_(executor), missed_(std::make_shared<std::function<void()>>(std::move(missed))) {}

  void within(Clock::duration wait) {
    timer_.expires_after(wait);
    timer_.async_wait([this, held = std::weak_ptr(missed_)](boost::system::error_code error) {
      const auto missed = held.lock();
      if (!error && missed && timer_.expiry() <= Clock::now()) (*missed)();
    });
  }
  void rest() {
    constexpr auto never = Clock::time_point::max();
    if (timer_.expiry() != never) timer_.expires_at(never);
  }

 private:
  boost::asio::steady_timer timer_;
  std::shared_ptr<std::function<void()>> missed_;
};

}  // namespace circlekeeper::net
