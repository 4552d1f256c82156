// What the circles of a thread need from outside, and what a connection needs of them. Everything
// here is used on one thread: the circle's own.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "rules/ids.hpp"
#include "rules/limits.hpp"
#include "rules/time.hpp"
#include "wire/closings.hpp"
#include "wire/frame.hpp"

namespace circlekeeper::live {

class EventStore;
class Measures;

// One connection, as a circle sees it.
class Line {
 public:
  virtual ~Line() = default;
  // Queues a frame; it leaves, in order, at the end of the tick. Never throws, never calls back.
  virtual void send(wire::Frame frame) = 0;
  // Sends what is queued and then a close frame. Further sends do nothing.
  virtual void close(wire::Closing why) = 0;
};

// One connection's stay, as the edge sees it. Destroying it says that the connection is gone.
class Visit {
 public:
  virtual ~Visit() = default;
  // A whole text message of the client, valid UTF-8 of at most limits::bytes::message_max bytes.
  virtual void hear(std::string_view text) = 0;
  // A binary message, which the protocol does not have: answered by a refusal.
  virtual void hear_bytes() = 0;
};

// Bounds that an operator may widen; the defaults are those of protocol/limits.json.
struct Bounds {
  std::int64_t commands_per_second = rules::limits::rates::commands_per_second;
  std::int64_t commands_burst = rules::limits::rates::commands_burst;
  std::int64_t signals_per_second = rules::limits::rates::signals_per_second;
  std::int64_t signals_burst = rules::limits::rates::signals_burst;
  std::int64_t connections_per_member = rules::limits::counts::connections_per_member;
  std::int64_t unvisited_days = rules::limits::counts::unvisited_days;
  std::string operator_token;  // who makes a circle must show it; empty: anyone may
};

// What happened to a circle, for the log: never words, names, tokens or addresses.
using Notice = std::function<void(std::string_view what, const rules::CircleId& circle)>;

struct Ports {
  EventStore& store;
  std::function<void(std::move_only_function<void()>)>
      post;  // run later, on this thread; from any thread
  std::function<rules::Time()> now;
  std::function<std::uint64_t()> seed;                  // randomness, unguessable
  std::function<std::string(std::string_view)> digest;  // SHA-256, hex
  std::function<void(rules::Time)> ring_at;             // call Circles::ring at this time, once
  std::function<bool(std::string_view address)>
      may_make;  // false: too many circles from there this hour
  // Whether a circle belongs to this thread.
  std::function<bool(const rules::CircleId&)> is_mine;
  Notice notice;
  Measures* measures = nullptr;  // where somebody asked for them
};

// The circles of one thread.
class Circles {
 public:
  virtual ~Circles() = default;
  // Somebody's connection to a circle, which need not exist (the closing codes say so on the line).
  // address: of the client, for limits alone; it is neither stored nor logged.
  virtual std::unique_ptr<Visit> arrive(const rules::CircleId& circle, std::shared_ptr<Line> line,
                                        std::string address) = 0;
  // The time asked for by Ports::ring_at has come.
  virtual void ring() = 0;
  // How many are loaded.
  virtual std::size_t count() const = 0;
  // Everybody is told to come back (Closing::going_away), all is stored, circles are released; then
  // `done` is posted.
  virtual void drain(std::move_only_function<void()> done) = 0;
};

std::unique_ptr<Circles> make_circles(Ports ports, Bounds bounds);

}  // namespace circlekeeper::live
