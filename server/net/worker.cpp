#include "net/worker.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <chrono>
#include <mutex>

namespace circlekeeper::net {

namespace asio = boost::asio;
using namespace std::chrono;

namespace {
constexpr milliseconds look_again{5};
constexpr int looks_in_idle = 8;
constexpr milliseconds last_words{2000};  // for the frames of a closing to leave
constexpr milliseconds last_breath{1000};
}  // namespace

// What is handed to a worker's thread: its loop is told once of all that came meanwhile.
class Inbox {
 public:
  using Work = std::move_only_function<void()>;

  explicit Inbox(std::function<void()> tell_loop) : tell_loop_(std::move(tell_loop)) {}

  void add(Work work) {
    const std::lock_guard lock(mutex_);
    if (!tell_loop_) return;
    works_.push_back(std::move(work));
    if (works_.size() == 1) tell_loop_();
  }
  std::vector<Work> take() {
    const std::lock_guard lock(mutex_);
    return std::exchange(works_, {});
  }
  // From now on the loop may go: nothing more is taken.
  void close() {
    const auto dropped = take();  // whose ends may add to it
    const std::lock_guard lock(mutex_);
    tell_loop_ = nullptr;
  }

 private:
  std::mutex mutex_;
  std::function<void()> tell_loop_;
  std::vector<Work> works_;
};

rules::Time wall_clock() {
  return {duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count()};
}

Worker::Worker(live::Ports shared, const live::Bounds& bounds, const Patience& patience,
               const MakeCircles& make_circles)
    : patience_(patience),
      shared_(std::move(shared)),
      work_(loop_->get_executor()),
      alarm_(*loop_),
      next_look_(*loop_),
      inbox_(std::make_shared<Inbox>([this] { asio::post(*loop_, [this] { do_what_came(); }); })) {
  // A store may answer after the worker is gone.
  shared_.post = [inbox = inbox_](Inbox::Work work) { inbox->add(std::move(work)); };
  shared_.ring_at = [this](rules::Time at) { ring_at(at); };
  circles_ = make_circles(shared_, bounds);
}

Worker::~Worker() {
  stop();
  inbox_->close();
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

void Worker::begin(Connected& connection) {
  here_.insert(&connection);
  if (here_.size() == 1) look_later();
}

Holding Worker::holding() const {
  Holding now{here_.size(), circles_->count(), 0, closed_as_slow_};
  for (const Connected* connection : here_) now.queued_bytes += connection->queued_bytes();
  return now;
}

// One timer for all: each word that is heard would put off a timer of its own.
void Worker::look_later() {
  next_look_.expires_after(milliseconds(patience_.idle.ms) / looks_in_idle);
  next_look_.async_wait([this](const boost::system::error_code& error) {
    if (error || here_.empty()) return;
    const std::vector<Connected*> all(here_.begin(), here_.end());
    for (Connected* connection : all) connection->look_after();
    look_later();
  });
}

// What one circle tells leaves before the next one's is told: then it is still at hand.
void Worker::do_what_came() {
  flush_is_due_ = true;
  for (Inbox::Work& work : inbox_->take()) {
    work();
    flush();
  }
  flush_is_due_ = false;
}

void Worker::flush_later(std::shared_ptr<Connected> connection) {
  to_flush_.push_back(std::move(connection));
  if (std::exchange(flush_is_due_, true)) return;
  asio::post(*loop_, [this] {
    flush_is_due_ = false;
    flush();
  });
}

void Worker::flush() {
  flushing_.swap(to_flush_);
  for (const auto& each : flushing_) each->flush();
  flushing_.clear();
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
