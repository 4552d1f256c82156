// A thread with its own loop, its own circles and their connections. Crossing threads is a message.
#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/system_timer.hpp>
#include <memory>
#include <thread>
#include <vector>

#include "live/ports.hpp"

namespace circlekeeper::net {

// Something with a queue that is to leave at the end of the tick.
class Flushable {
 public:
  virtual ~Flushable() = default;
  virtual void flush() = 0;
};

class Worker {
 public:
  // `fill` completes the ports with what all threads share: store, digest, seed, limits, notices.
  Worker(live::Ports shared, live::Bounds bounds);
  ~Worker();

  void start();
  void join();
  boost::asio::io_context& loop() { return loop_; }
  live::Circles& circles() { return *circles_; }  // on this worker's thread alone
  void flush_later(std::shared_ptr<Flushable> flushable);
  // From any thread; `done` runs on this worker's.
  void drain(std::move_only_function<void()> done);
  void stop();

 private:
  void ring_at(rules::Time at);

  boost::asio::io_context loop_{1};
  boost::asio::executor_work_guard<boost::asio::io_context::executor_type> work_;
  boost::asio::system_timer alarm_;
  std::vector<std::shared_ptr<Flushable>> to_flush_;
  live::Ports shared_;
  live::Bounds bounds_;
  std::unique_ptr<live::Circles> circles_;
  std::thread thread_;
};

rules::Time wall_clock();

}  // namespace circlekeeper::net
