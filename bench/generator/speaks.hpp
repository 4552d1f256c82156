// A protocol, as the generator sees it. Each server that is measured is spoken to in its own.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "generator/line.hpp"
#include "generator/tally.hpp"

namespace circlekeeper::bench {

// What somebody comes for, where the protocol tells them apart.
enum class Wish {
  join,        // into the circle; its first member makes it and opens a gathering
  make,        // a circle, and nothing more
  resume,      // what was missed, after a line that was lost
  welcome,     // the whole view, as a device that has a place
  shake_hands  // no more than the handshake of the connection
};

// One connection: somebody's in their circle.
struct Member {
  Place place;
  Wish wish = Wish::join;
  Line line;
  int step = 0;          // how far the greeting is; each protocol has its own
  bool is_here = false;  // in the circle: may say and hear
  bool wants_to_write = false;
  std::int64_t circle_number = 0;  // of the circle's stream, where the protocol has one
  std::string incarnation;         // of the circle's log, likewise
  std::string unread;              // the beginning of a message that is not whole yet
  std::string unsent;
};

// What a protocol found in the bytes.
class Hearer {
 public:
  virtual ~Hearer() = default;
  virtual void told(Member& member, Number number) = 0;
  virtual void refused(Member& member, Number number, std::string_view code) = 0;
  virtual void here(Member& member) = 0;
  virtual void reply(Member& member, std::string_view bytes) = 0;
  // Something else that was said to who is here: a text of the protocol, as it is.
  virtual void other(Member&, std::string_view) {}
};

// Throws std::runtime_error where the other side says what the protocol does not have.
class Speaks {
 public:
  virtual ~Speaks() = default;
  // The first bytes of a connection.
  virtual std::string greeting(Member& member) = 0;
  // Takes whole messages off the front; gives how many bytes it took.
  virtual std::size_t hear(Member& member, std::string_view bytes, Hearer& hearer) = 0;
  // Appends what makes the server tell this event to the whole circle.
  virtual void say(const Member& member, Number number, std::string& into) = 0;
};

// A number in a fixed count of digits, so that every event has the same size.
std::string digits(Number number, std::size_t count);
// The first number in the text after the mark; 0 where there is none.
Number number_after(std::string_view text, std::string_view mark);
// An event as circlekeeper tells it, or without quotes: what other servers are given to relay.
std::string told_like(Place author, Number number, std::size_t body_bytes);
std::string plain_like(Number number, std::size_t bytes);

// first_circle: the number in the id of its first circle, for a server that has others already.
std::unique_ptr<Speaks> speaks_circlekeeper(std::size_t body_bytes, std::uint32_t first_circle = 0);
std::unique_ptr<Speaks> speaks_plain(std::size_t body_bytes);
std::unique_ptr<Speaks> speaks_socket_io(std::size_t body_bytes);
std::unique_ptr<Speaks> speaks_mqtt(std::size_t body_bytes);
std::unique_ptr<Speaks> speaks_nats(std::size_t body_bytes);
std::unique_ptr<Speaks> speaks_xmpp(std::size_t body_bytes);

}  // namespace circlekeeper::bench
