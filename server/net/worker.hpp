// A thread with its own loop, its own circles and their connections. Crossing threads is a message.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/system_timer.hpp>
#include <memory>
#include <thread>
#include <unordered_set>
#include <vector>

#include "live/ports.hpp"
#include "net/metrics.hpp"

namespace circlekeeper::net {

// A connection, as its thread sees it: something to send at the end of the tick, to look after, and
// to end.
class Connected {
 public:
  virtual ~Connected() = default;
  virtual void flush() = 0;
  // Asked several times within Patience::idle: who is silent is pinged, then let go.
  virtual void look_after() = 0;
  virtual std::size_t queued_bytes() const = 0;
  virtual void hang_up() = 0;
};

// How long a client may be silent.
struct Patience {
  rules::Length handshake = rules::limits::lengths::handshake;
  rules::Length idle = rules::limits::lengths::idle;
};

using MakeCircles = std::function<std::unique_ptr<live::Circles>(live::Ports, live::Bounds)>;

class Inbox;

class Worker {
 public:
  // `shared` holds what all threads share; what is this thread's is filled in here.
  Worker(live::Ports shared, const live::Bounds& bounds, const Patience& patience,
         const MakeCircles& make_circles);
  ~Worker();

  void start();
  // From any thread: runs it on this worker's, unless the worker is gone by then.
  void post(std::move_only_function<void()> work) { shared_.post(std::move(work)); }
  // From any thread: connections are told to come back, all is stored, what does not end by itself
  // is ended; then `done` runs on this worker's thread.
  void drain(std::move_only_function<void()> done);
  void stop();
  boost::asio::io_context& loop() { return *loop_; }

  // On this worker's thread alone.
  live::Circles& circles() { return *circles_; }
  bool is_draining() const { return draining_; }
  const Patience& patience() const { return patience_; }
  void flush_later(std::shared_ptr<Connected> connection);
  void begin(Connected& connection);
  void end(Connected& connection) { here_.erase(&connection); }
  void count_slow() { ++closed_as_slow_; }
  Holding holding() const;

 private:
  void ring_at(rules::Time at);
  void look_later();
  void flush();
  void do_what_came();
  boost::asio::awaitable<void> see_off(std::move_only_function<void()> done);
  boost::asio::awaitable<void> until_nobody_is_here(std::chrono::milliseconds wait);

  Patience patience_;
  bool draining_ = false;
  std::unordered_set<Connected*> here_;
  live::Ports shared_;
  std::unique_ptr<live::Circles> circles_;
  // Below the circles: connections that end with the loop still say goodbye to them.
  std::unique_ptr<boost::asio::io_context> loop_ = std::make_unique<boost::asio::io_context>(1);
  boost::asio::executor_work_guard<boost::asio::io_context::executor_type> work_;
  boost::asio::system_timer alarm_;
  boost::asio::steady_timer next_look_;  // rests while nobody is here
  std::shared_ptr<Inbox> inbox_;
  std::vector<std::shared_ptr<Connected>> to_flush_, flushing_;
  bool flush_is_due_ = false;
  std::uint64_t closed_as_slow_ = 0;
  std::thread thread_;
};

rules::Time wall_clock();

}  // namespace circlekeeper::net
