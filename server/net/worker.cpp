#include "net/worker.hpp"

#include <boost/asio/post.hpp>
#include <chrono>

namespace circlekeeper::net {

namespace asio = boost::asio;
using namespace std::chrono;

rules::Time wall_clock() {
  return {duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count()};
}

Worker::Worker(live::Ports shared, live::Bounds bounds)
    : work_(loop_.get_executor()),
      alarm_(loop_),
      shared_(std::move(shared)),
      bounds_(std::move(bounds)) {
  shared_.post = [this](std::move_only_function<void()> work) {
    asio::post(loop_, [work = std::move(work)]() mutable { work(); });
  };
  shared_.ring_at = [this](rules::Time at) { ring_at(at); };
  circles_ = live::make_circles(shared_, bounds_);
}

Worker::~Worker() {
  stop();
  join();
}

void Worker::start() {
  thread_ = std::thread([this] { loop_.run(); });
}

void Worker::join() {
  if (thread_.joinable()) thread_.join();
}

void Worker::stop() {
  loop_.stop();
}

void Worker::ring_at(rules::Time at) {
  alarm_.expires_at(system_clock::time_point(milliseconds(at.ms)));
  alarm_.async_wait([this](const boost::system::error_code& error) {
    if (!error) circles_->ring();
  });
}

void Worker::flush_later(std::shared_ptr<Flushable> flushable) {
  if (to_flush_.empty()) {
    asio::post(loop_, [this] {
      for (const auto& each : std::exchange(to_flush_, {})) each->flush();
    });
  }
  to_flush_.push_back(std::move(flushable));
}

void Worker::drain(std::move_only_function<void()> done) {
  asio::post(loop_, [this, done = std::move(done)]() mutable { circles_->drain(std::move(done)); });
}

}  // namespace circlekeeper::net
