// The only file that instantiates a Beast stream: handshake, reading and control frames are
// Beast's, what leaves goes through the outbox below it.
#include "net/websocket.hpp"

#include <algorithm>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/websocket/ssl.hpp>
#include <boost/beast/websocket/stream.hpp>

#include "net/deadline.hpp"
#include "net/outbox.hpp"
#include "rules/limits.hpp"

namespace circlekeeper::net {

namespace websocket = beast::websocket;
namespace limits = rules::limits;
using std::chrono::milliseconds;

namespace {

constexpr auto last_words = milliseconds(3000);  // for a close frame to leave and be answered
constexpr std::size_t first_read = 512;
constexpr std::size_t buffer_kept = 512;
constexpr std::size_t id_size = 22;

bool is_id(std::string_view text) {
  return text.size() == id_size && std::ranges::all_of(text, [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                  c == '-' || c == '_';
         });
}

template <class Lower>
class Connection final : public live::Line,
                         public Connected,
                         public std::enable_shared_from_this<Connection<Lower>> {
 public:
  Connection(Worker& worker, Lower lower, Upgrade upgrade)
      : worker_(worker),
        upgrade_(std::move(upgrade)),
        stream_(std::move(lower)),
        deadline_(worker.loop().get_executor(), [this] { deadline_missed(); }) {
    worker_.begin(*this);
  }
  ~Connection() override { worker_.end(*this); }
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  void open() {
    outbox().belong_to(this->weak_from_this());
    outbox().on_flood([this] { close(wire::Closing::out_of_step); });
    outbox().socket().non_blocking(true);
    prepare();
    stream_.async_accept(upgrade_.request,
                         [self = this->shared_from_this()](beast::error_code error) {
                           self->guarded([&] { self->accepted(error); });
                         });
  }

  void send(wire::Frame frame) override {
    if (closing_ || !stream_.is_open()) return;
    outbox().push(std::move(frame));
    if (outbox().is_overfull()) {
      outbox().drop_unsent();
      worker_.count_slow();
      return close(wire::Closing::too_slow);
    }
    if (std::exchange(dirty_, true)) return;
    worker_.flush_later(this->shared_from_this());
  }

  void flush() override {
    dirty_ = false;
    outbox().flush();
  }

  void close(wire::Closing why) override {
    if (std::exchange(closing_, true)) return;
    const auto name = wire::name_of(why);
    websocket::close_reason reason(static_cast<std::uint16_t>(why));
    reason.reason.assign(name.data(), name.size());
    deadline_.within(last_words);
    stream_.async_close(reason,
                        [self = this->shared_from_this()](beast::error_code) { self->hang_up(); });
  }

  void look_after() override {
    if (closing_ || !stream_.is_open()) return;
    const auto heard = outbox().heard_at();
    const auto silent = std::chrono::steady_clock::now() - heard;
    const milliseconds idle(worker_.patience().idle.ms);
    if (silent >= idle) return hang_up();
    if (silent < idle / 2 || pinged_at_ > heard || std::exchange(pinging_, true)) return;
    pinged_at_ = std::chrono::steady_clock::now();
    stream_.async_ping(
        {}, [self = this->shared_from_this()](beast::error_code) { self->pinging_ = false; });
  }

  std::size_t queued_bytes() const override { return stream_.next_layer().queued_bytes(); }

  void hang_up() override {
    deadline_.rest();
    beast_close_socket(outbox());
  }

 private:
  // What throws, out of memory most likely, ends this connection alone.
  template <class Work>
  void guarded(const Work& work) {
    try {
      work();
    } catch (const std::exception&) {
      hang_up();
      ended();
    }
  }

  void accepted(beast::error_code error) {
    upgrade_.request = {};
    if (error) return ended();
    if (const auto refusal = why_not()) {
      close(*refusal);
      return read();
    }
    visit_ = worker_.circles().arrive(upgrade_.circle, this->shared_from_this(), upgrade_.address);
    if (!closing_) deadline_.within(milliseconds(worker_.patience().handshake.ms));
    read();
  }

  std::optional<wire::Closing> why_not() const {
    if (worker_.is_draining()) return wire::Closing::going_away;
    if (!upgrade_.place) return wire::Closing::too_many_connections;
    if (!is_id(upgrade_.circle.value)) return wire::Closing::unknown_circle;
    return std::nullopt;
  }

  // Little is held ready for who says nothing. While a close frame is on its way, reading lets
  // Beast see the answer.
  void read() {
    const std::size_t most = buffer_.size() == 0 ? first_read : 0;
    stream_.async_read_some(
        buffer_, most, [self = this->shared_from_this()](beast::error_code error, std::size_t) {
          self->guarded([&] { self->came(error); });
        });
  }

  void came(beast::error_code error) {
    if (error) return ended();
    if (stream_.is_message_done()) {
      if (!closing_) {
        deadline_.rest();
        outbox().heard_message();
        hear();
      }
      buffer_.consume(buffer_.size());
      if (buffer_.capacity() > buffer_kept) buffer_.shrink_to_fit();
    }
    read();
  }

  void ended() {
    visit_.reset();
    upgrade_.place.reset();
    if (!closing_) hang_up();
  }

  void hear() {
    if (!stream_.got_text()) return visit_->hear_bytes();
    const auto bytes = buffer_.data();
    visit_->hear({static_cast<const char*>(bytes.data()), bytes.size()});
  }

  void prepare() {
    stream_.set_option(websocket::stream_base::timeout{
        milliseconds(worker_.patience().handshake.ms), websocket::stream_base::none(), false});
    stream_.set_option(websocket::stream_base::decorator([](websocket::response_type& response) {
      response.set(http::field::sec_websocket_protocol, "circlekeeper.v1");
    }));
    stream_.read_message_max(static_cast<std::size_t>(limits::bytes::message_max));
    stream_.auto_fragment(false);
  }

  // Nothing was said in time, or the closing was not answered.
  void deadline_missed() { closing_ ? hang_up() : close(wire::Closing::idle); }

  Outbox<Lower>& outbox() { return stream_.next_layer(); }

  Worker& worker_;
  Upgrade upgrade_;
  websocket::stream<Outbox<Lower>, false> stream_;
  Deadline deadline_;
  beast::flat_buffer buffer_;
  std::unique_ptr<live::Visit> visit_;
  std::chrono::steady_clock::time_point pinged_at_;
  bool pinging_ = false;
  bool dirty_ = false;
  bool closing_ = false;
};

}  // namespace

void open_websocket(Worker& worker, tcp::socket socket, Upgrade upgrade) {
  std::make_shared<Connection<tcp::socket>>(worker, std::move(socket), std::move(upgrade))->open();
}

void open_websocket(Worker& worker, TlsStream stream, Upgrade upgrade) {
  std::make_shared<Connection<TlsStream>>(worker, std::move(stream), std::move(upgrade))->open();
}

}  // namespace circlekeeper::net
