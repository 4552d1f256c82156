// The next layer of Beast's stream: its write side is one ordered queue, which Beast's pong and
// close enter like our own frames, so that nothing ever lands in the middle of a message. TLS lies
// below it.
#pragma once

#include <algorithm>
#include <boost/asio/async_result.hpp>
#include <boost/asio/bind_allocator.hpp>
#include <boost/asio/bind_executor.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/role.hpp>
#include <boost/beast/websocket/teardown.hpp>
#include <boost/container/static_vector.hpp>
#include <functional>
#include <memory>
#include <vector>

#include "rules/limits.hpp"
#include "wire/frame.hpp"

namespace circlekeeper::net {

namespace asio = boost::asio;
namespace beast = boost::beast;
using tcp = asio::ip::tcp;

// Lower is a tcp::socket or an ssl::stream of one. Everything happens on the socket's thread.
template <class Lower>
class Outbox {
 public:
  using executor_type = typename Lower::executor_type;
  using next_layer_type = Lower;

  explicit Outbox(Lower lower) : lower_(std::move(lower)) {}

  executor_type get_executor() { return lower_.get_executor(); }
  Lower& next_layer() { return lower_; }
  const Lower& next_layer() const { return lower_; }
  tcp::socket& socket() {
    if constexpr (std::same_as<Lower, tcp::socket>) {
      return lower_;
    } else {
      return lower_.next_layer();
    }
  }

  // What keeps the connection alive while a write is under way.
  void belong_to(std::weak_ptr<void> owner) { owner_ = std::move(owner); }

  // What happens when far more was heard than a message may hold, and no message in it.
  void on_flood(std::function<void()> flooded) { flooded_ = std::move(flooded); }
  void heard_message() { unheard_bytes_ = 0; }
  // When anything was heard last, a pong too.
  std::chrono::steady_clock::time_point heard_at() const { return heard_at_; }

  void push(wire::Frame frame) {
    if (failed_) return;
    queued_bytes_ += frame->size();
    queue_.push_back(std::move(frame));
    ++pushed_count_;
  }
  // Whether far more waits than a reader may leave waiting. The largest frame is not counted: a
  // view of everything is as large as it is, and who is told it must be able to have it.
  bool is_overfull() const {
    constexpr std::size_t queued_max = rules::limits::bytes::queued_max;
    if (queued_bytes_ <= queued_max) return false;
    const auto largest = std::ranges::max_element(
        queue_, {}, [](const wire::Frame& frame) { return frame->size(); });
    return queued_bytes_ - (*largest)->size() > queued_max;
  }

  std::size_t queued_bytes() const { return queued_bytes_; }

  // Everything that did not begin to leave is dropped.
  void drop_unsent() {
    while (queue_.size() > in_flight_ + (sent_of_first_ > 0 && in_flight_ == 0 ? 1 : 0)) {
      queued_bytes_ -= queue_.back()->size();
      queue_.pop_back();
      --pushed_count_;
    }
    if (beasts_number_ > pushed_count_) answer_beast({});
  }

  // Sends what is queued, several frames by one gathered write: at once while the socket takes it,
  // then as it can.
  void flush() {
    if (in_flight_ > 0 || failed_) return;
    while (!queue_.empty()) {
      if constexpr (std::same_as<Lower, tcp::socket>) {
        if (!send_now()) return;
      } else {
        return send_later();
      }
    }
    if (when_empty_ && queue_.empty()) std::exchange(when_empty_, nullptr)();
  }

  // Runs once all is sent, or nothing more can be.
  void when_empty(std::function<void()> then) {
    if (queue_.empty() || failed_) return then();
    when_empty_ = std::move(then);
  }

  template <class Buffers, class Token>
  auto async_read_some(const Buffers& buffers, Token&& token) {
    return asio::async_initiate<Token, void(beast::error_code, std::size_t)>(
        [this](auto handler, const Buffers& into) {
          const auto executor = asio::get_associated_executor(handler, get_executor());
          const auto allocator = asio::get_associated_allocator(handler);
          auto counting = [this, handler = std::move(handler)](beast::error_code error,
                                                               std::size_t read) mutable {
            count(read);
            std::move(handler)(error, read);
          };
          lower_.async_read_some(
              into,
              asio::bind_executor(executor, asio::bind_allocator(allocator, std::move(counting))));
        },
        token, buffers);
  }

  // Beast's own frames are copied into the queue. Beast has one under way at most and is answered
  // when it left, so that who sends pings and never reads is read no further.
  template <class Buffers, class Token>
  auto async_write_some(const Buffers& buffers, Token&& token) {
    return asio::async_initiate<Token, void(beast::error_code, std::size_t)>(
        [this](auto handler, const Buffers& bytes) {
          std::string copy(asio::buffer_size(bytes), '\0');
          asio::buffer_copy(asio::buffer(copy), bytes);
          const auto executor = asio::get_associated_executor(handler, get_executor());
          beasts_ = [executor, size = copy.size(),
                     handler = std::move(handler)](beast::error_code error) mutable {
            asio::post(executor, [handler = std::move(handler), error, size]() mutable {
              std::move(handler)(error, error ? 0 : size);
            });
          };
          if (failed_) return answer_beast(asio::error::broken_pipe);
          push(std::make_shared<const std::string>(std::move(copy)));
          beasts_number_ = pushed_count_;
          flush();
        },
        token, buffers);
  }

 private:
  static constexpr std::size_t gathered_max = 64;

  static constexpr std::size_t unheard_max = 4 * rules::limits::bytes::message_max;
  static constexpr std::chrono::minutes unheard_window{1};
  static constexpr std::size_t kept_max = 4;  // places of the queue that an empty one keeps
  using Gathered = boost::container::static_vector<asio::const_buffer, gathered_max>;

  asio::const_buffer first() const { return asio::buffer(*queue_.front()) + sent_of_first_; }
  Gathered gathered() const {
    Gathered buffers(1, first());
    for (std::size_t i = 1; i < std::min(queue_.size(), gathered_max); ++i) {
      buffers.push_back(asio::buffer(*queue_[i]));
    }
    return buffers;
  }

  // Pongs alone never add up to a flood: counting begins again after a while.
  void count(std::size_t read) {
    heard_at_ = std::chrono::steady_clock::now();
    if (unheard_bytes_ == 0 || heard_at_ - unheard_since_ > unheard_window) {
      unheard_bytes_ = 0;
      unheard_since_ = heard_at_;
    }
    unheard_bytes_ += read;
    if (unheard_bytes_ > unheard_max && flooded_) std::exchange(flooded_, nullptr)();
  }

  void answer_beast(beast::error_code error) {
    beasts_number_ = 0;
    if (beasts_) std::exchange(beasts_, nullptr)(error);
  }

  void consume(std::size_t bytes) {
    std::size_t left_whole = 0;
    for (sent_of_first_ += bytes; left_whole < queue_.size(); ++left_whole) {
      const std::size_t size = queue_[left_whole]->size();
      if (sent_of_first_ < size) break;
      sent_of_first_ -= size;
      queued_bytes_ -= size;
    }
    if (left_whole < queue_.size()) {
      queue_.erase(queue_.begin(), queue_.begin() + static_cast<std::ptrdiff_t>(left_whole));
    } else if (queue_.capacity() > kept_max) {
      queue_ = {};
    } else {
      queue_.clear();
    }
    if (beasts_number_ > 0 && pushed_count_ - queue_.size() >= beasts_number_) answer_beast({});
  }

  bool send_now() {
    beast::error_code error;  // one frame is the rule, and `send` costs less than `sendmsg`
    const std::size_t sent = queue_.size() == 1 ? lower_.write_some(first(), error)
                                                : lower_.write_some(gathered(), error);
    if (error == asio::error::would_block || error == asio::error::try_again) {
      in_flight_ = 1;
      lower_.async_wait(tcp::socket::wait_write,
                        [this, owner = owner_.lock()](beast::error_code e) {
                          in_flight_ = 0;
                          e ? fail() : flush();
                        });
      return false;
    }
    if (error) {
      fail();
      return false;
    }
    consume(sent);
    return true;
  }

  void send_later() {
    const Gathered due = gathered();
    in_flight_ = due.size();
    asio::async_write(lower_, due,
                      [this, owner = owner_.lock()](beast::error_code error, std::size_t sent) {
                        in_flight_ = 0;
                        if (error) return fail();
                        consume(sent);
                        flush();
                      });
  }

  void fail() {
    failed_ = true;
    queue_.clear();
    queued_bytes_ = sent_of_first_ = 0;
    answer_beast(asio::error::broken_pipe);
    if (when_empty_) std::exchange(when_empty_, nullptr)();
  }

  Lower lower_;
  std::weak_ptr<void> owner_;
  std::vector<wire::Frame> queue_;  // oldest first
  std::size_t queued_bytes_ = 0;
  std::size_t sent_of_first_ = 0;
  std::size_t in_flight_ = 0;  // frames of a write that is under way
  bool failed_ = false;
  std::function<void()> when_empty_;
  std::uint64_t pushed_count_ = 0;
  std::uint64_t beasts_number_ = 0;  // of Beast's frame that is under way
  std::move_only_function<void(beast::error_code)> beasts_;
  std::size_t unheard_bytes_ = 0;  // since the last whole message
  std::chrono::steady_clock::time_point unheard_since_;
  std::chrono::steady_clock::time_point heard_at_ = std::chrono::steady_clock::now();
  std::function<void()> flooded_;
};

// Found by Beast beside the layer: how it is closed.
template <class Lower>
void beast_close_socket(Outbox<Lower>& outbox) {
  beast::error_code ignored;
  outbox.socket().close(ignored);
}

template <class Lower>
void teardown(beast::role_type role, Outbox<Lower>& outbox, beast::error_code& error) {
  using beast::websocket::teardown;
  teardown(role, outbox.next_layer(), error);
}

template <class Lower, class Handler>
void async_teardown(beast::role_type role, Outbox<Lower>& outbox, Handler&& handler) {
  auto kept = std::make_shared<std::decay_t<Handler>>(std::forward<Handler>(handler));
  outbox.when_empty([role, &outbox, kept] {
    using beast::websocket::async_teardown;
    async_teardown(role, outbox.next_layer(), std::move(*kept));
  });
}

}  // namespace circlekeeper::net
