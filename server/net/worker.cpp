#include "net/worker.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <chrono>

namespace circlekeeper::net {

namespace asio = boost::asio;
using namespace std::chrono;

namespace {
constexpr milliseconds look_again{5};
constexpr milliseconds last_words{2000};  // for the frames of a closing to leave
constexpr milliseconds last_breath{1000};
}  // namespace

rules::Time wall_clock() {
  return {duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count()};
}

Worker::Worker(live::Ports shared, const live::Bounds& bounds, const MakeCircles& make_circles)
    : shared_(std::move(shared)), work_(loop_->get_executor()), alarm_(*loop_) {
  // A store may answer after the worker is gone.
  shared_.post = [weak = std::weak_ptr(loop_)](std::move_only_function<void()> work) {
    if (const auto loop = weak.lock()) {
      asio::post(*loop, [work = std::move(work)]() mutable { work(); });
    }
  };
  shared_.ring_at = [this](rules::Time at) { ring_at(at); };
  circles_ = make_circles(shared_, bounds);
}

Worker::~Worker() {
  stop();
}

void Worker::start() {
  thread_ = std::thread([this] { loop_->run(); });
}

void Worker::stop() {
  loop_->stop();
  if (thread_.joinable()) thread_.join();
}

void Worker::ring_at(rules::Time at) {
  alarm_.expires_at(system_clock::time_point(milliseconds(at.ms)));
  alarm_.async_wait([this](const boost::system::error_code& error) {
    if (!error) circles_->ring();
  });
}

void Worker::flush_later(std::shared_ptr<Connected> connection) {
  if (to_flush_.empty()) {
    asio::post(*loop_, [this] {
      for (const auto& each : std::exchange(to_flush_, {})) each->flush();
    });
  }
  to_flush_.push_back(std::move(connection));
}

void Worker::drain(std::move_only_function<void()> done) {
  post([this, done = std::move(done)]() mutable {
    draining_ = true;
    circles_->drain([this, done = std::move(done)]() mutable {
      asio::co_spawn(*loop_, see_off(std::move(done)), asio::detached);
    });
  });
}

asio::awaitable<void> Worker::see_off(std::move_only_function<void()> done) {
  co_await until_nobody_is_here(last_words);
  const std::vector<Connected*> left(here_.begin(), here_.end());
  for (Connected* connection : left) connection->hang_up();
  co_await until_nobody_is_here(last_breath);
  done();
}

asio::awaitable<void> Worker::until_nobody_is_here(milliseconds wait) {
  asio::steady_timer timer(*loop_);
  const auto until = steady_clock::now() + wait;
  while (!here_.empty() && steady_clock::now() < until) {
    timer.expires_after(look_again);
    co_await timer.async_wait(asio::use_awaitable);
  }
}

}  // namespace circlekeeper::net
