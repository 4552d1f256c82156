// Circles full of members, each with a connection of their own, all on one thread that asks the
// sockets again and again and never sleeps while it measures.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "generator/speaks.hpp"

namespace circlekeeper::bench {

struct Where {
  std::uint16_t port = 0;
  bool tls = false;
};

struct Shape {
  std::uint32_t circles = 64;
  std::uint32_t members = 16;        // in each circle
  std::uint32_t circles_before = 0;  // so that circles of an earlier crowd are others
};

// Who is told what the crowd hears. Times are now_ns().
class Listener {
 public:
  virtual ~Listener() = default;
  virtual void told(Member& member, Number number, std::int64_t heard_at) = 0;
  virtual void refused(Member& member, Number number, std::string_view code) = 0;
  virtual void other(Member&, std::string_view) {}
};

class Crowd final : private Hearer {
 public:
  Crowd(Shape shape, Where where, Speaks& speaks);
  ~Crowd() override;
  Crowd(const Crowd&) = delete;
  Crowd& operator=(const Crowd&) = delete;

  // Everybody who has no connection comes for this, the first of each circle before the others.
  // Throws std::runtime_error where not all are there in time.
  void come(Wish wish, double seconds);
  // All at once, which is what happens after a server started again.
  void come_at_once(Wish wish, double seconds);
  // Ends every connection without a goodbye.
  void hang_up();
  // Looks once at all sockets; true where something was heard. wait_ms: 0 never sleeps.
  bool turn(int wait_ms = 0);
  // Listens until nothing was heard for so long.
  void until_quiet(double seconds);

  void say(Place place, Number number);
  void say_text(Place place, std::string_view text);  // in a frame of WebSocket
  void listen(Listener* listener) { listener_ = listener; }
  const Shape& shape() const { return shape_; }
  std::uint64_t heard_bytes() const { return heard_bytes_; }
  std::size_t here_count() const { return here_count_; }

 private:
  static constexpr std::size_t buffer_size = std::size_t{256} * 1024;
  static constexpr std::size_t opening_max = 128;  // on their way in at the same time

  void told(Member& member, Number number) override;
  void refused(Member& member, Number number, std::string_view code) override;
  void here(Member& member) override;
  void reply(Member& member, std::string_view bytes) override;
  void other(Member& member, std::string_view text) override;

  Member& at(Place place);
  void connect(Member& member, Wish wish);
  void send(Member& member, std::string_view bytes);
  void read(Member& member);
  void want_to_write(Member& member, bool wants);
  void until_here(std::size_t count, std::int64_t until);

  Shape shape_;
  std::uint16_t port_;
  TlsContext tls_;
  Speaks& speaks_;
  int poll_ = -1;
  std::vector<Member> members_;
  std::vector<char> buffer_;
  std::string saying_;
  std::size_t here_count_ = 0;
  std::int64_t heard_at_ = 0;
  std::uint64_t heard_bytes_ = 0;
  Listener* listener_ = nullptr;
};

}  // namespace circlekeeper::bench
