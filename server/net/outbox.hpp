// The next layer of Beast's stream: its write side is one ordered queue, which Beast's pong and
// close enter like our own frames, so that nothing ever lands in the middle of a message. TLS lies
// below it.
#pragma once

#include <boost/asio/async_result.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/beast/core/role.hpp>
#include <boost/beast/websocket/teardown.hpp>
#include <deque>
#include <functional>
#include <memory>
#include <vector>

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

  void push(wire::Frame frame) {
    queued_bytes_ += frame->size();
    queue_.push_back(std::move(frame));
  }
  std::size_t queued_bytes() const { return queued_bytes_; }

  // Everything that did not begin to leave is dropped.
  void drop_unsent() {
    while (queue_.size() > in_flight_ + (sent_of_first_ > 0 && in_flight_ == 0 ? 1 : 0)) {
      queued_bytes_ -= queue_.back()->size();
      queue_.pop_back();
    }
  }

  // Sends what is queued by gathered writes: at once while the socket takes it, then as it can.
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
    return lower_.async_read_some(buffers, std::forward<Token>(token));
  }

  // Beast's own frames are copied into the queue, and are as good as written.
  template <class Buffers, class Token>
  auto async_write_some(const Buffers& buffers, Token&& token) {
    return asio::async_initiate<Token, void(beast::error_code, std::size_t)>(
        [this](auto handler, const Buffers& bytes) {
          std::string copy(asio::buffer_size(bytes), '\0');
          asio::buffer_copy(asio::buffer(copy), bytes);
          const std::size_t size = copy.size();
          push(std::make_shared<const std::string>(std::move(copy)));
          flush();
          const auto executor = asio::get_associated_executor(handler, get_executor());
          asio::post(executor, [handler = std::move(handler), size]() mutable {
            std::move(handler)(beast::error_code{}, size);
          });
        },
        token, buffers);
  }

 private:
  static constexpr std::size_t gathered_max = 64;

  std::vector<asio::const_buffer> gathered() const {
    std::vector<asio::const_buffer> buffers;
    for (std::size_t i = 0; i < queue_.size() && i < gathered_max; ++i) {
      const std::size_t sent = i == 0 ? sent_of_first_ : 0;
      buffers.push_back(asio::buffer(*queue_[i]) + sent);
    }
    return buffers;
  }

  void consume(std::size_t bytes) {
    while (bytes > 0) {
      const std::size_t left = queue_.front()->size() - sent_of_first_;
      if (bytes < left) {
        sent_of_first_ += bytes;
        return;
      }
      bytes -= left;
      queued_bytes_ -= queue_.front()->size();
      queue_.pop_front();
      sent_of_first_ = 0;
    }
  }

  bool send_now() {
    beast::error_code error;
    const std::size_t sent = lower_.write_some(gathered(), error);
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
    auto buffers = gathered();
    in_flight_ = buffers.size();
    asio::async_write(lower_, std::move(buffers),
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
    if (when_empty_) std::exchange(when_empty_, nullptr)();
  }

  Lower lower_;
  std::weak_ptr<void> owner_;
  std::deque<wire::Frame> queue_;
  std::size_t queued_bytes_ = 0;
  std::size_t sent_of_first_ = 0;
  std::size_t in_flight_ = 0;  // frames of a write that is under way
  bool failed_ = false;
  std::function<void()> when_empty_;
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
