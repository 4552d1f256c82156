// One circle, alive: it is loaded when somebody comes, asks the rules, and tells what is stored.
// Used on its thread alone. A broken rule sets this one circle aside and loads it again from its
// log.
#pragma once

#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <string>

#include "live/attendance.hpp"
#include "live/journal.hpp"
#include "live/repairs.hpp"
#include "live/words_emptied.hpp"
#include "rules/decide.hpp"
#include "wire/incoming.hpp"

namespace circlekeeper::live {

using wire::Closing;

class Host : public std::enable_shared_from_this<Host> {
 public:
  // ring_at: the circle wishes to be woken at this time, or not at all.
  using RingAt = std::function<void(std::optional<rules::Time>)>;

  Host(const Ports& ports, const Bounds& bounds, rules::CircleId circle, RingAt ring_at);

  std::unique_ptr<Visit> arrive(std::shared_ptr<Line> line, std::string address);
  void load();
  void wake();
  // The store says that something of this circle is due.
  void meet_due();
  // Nobody is connected, nothing waits to be stored or emptied: it may leave memory.
  bool is_idle() const;
  // Leaves memory: says when it must be loaded though nobody comes.
  void release();
  void close_all(Closing why);

 private:
  friend class CircleVisit;
  enum class Phase { loading, ready, away, absent, erased };
  using Done = std::expected<std::int64_t, rules::Refusal>;
  using Happened = std::shared_ptr<const std::vector<rules::Told>>;

  // What a connection does (host.cpp).
  void hear(const GuestPtr& guest, std::string_view text);
  void hear_bytes(const GuestPtr& guest);
  void gone(const GuestPtr& guest);
  bool is_here(const GuestPtr& guest) const;
  void handle(const GuestPtr& guest, std::string_view text);
  void asked(const GuestPtr& guest, const wire::Asked& asked);
  Done done_or_not(const GuestPtr& guest, const wire::Asked& asked);
  Done do_asked(const GuestPtr& guest, const wire::Asked& asked);
  void signalled(const GuestPtr& guest, const wire::Signal& signal);
  void questioned(const GuestPtr& guest, const wire::Question& question);
  std::optional<rules::Refusal> may_not_signal(const GuestPtr& guest);
  std::optional<rules::Refusal> may_not_sign(const rules::MemberId& who, bool gesture);
  std::optional<rules::Refusal> too_much(const GuestPtr& guest);

  // Asking for a repair (host_repair.cpp).
  void ask_repair(const rules::MemberId& by, const wire::AskRepair& ask);
  void answer_repair(const rules::MemberId& with, const wire::AnswerRepair& answer);
  void forget_repairs(const rules::Event& event);

  // Coming in (host_door.cpp).
  void hello(const GuestPtr& guest, const wire::Hello& hello);
  void make(const GuestPtr& guest, const wire::Make& make);
  void welcome_member(const GuestPtr& guest, const rules::MemberId& member,
                      const std::optional<wire::Resume>& resume);
  void say_welcome(const GuestPtr& guest, const std::optional<wire::Resume>& resume);
  void begin_telling(const GuestPtr& guest, const Hearer& hearer,
                     const std::vector<wire::Frame>& first,
                     const std::vector<rules::MemberId>& asking);
  std::optional<Closing> why_not(const wire::Hello& hello, const GuestPtr& guest) const;

  // At the door (host_waiting.cpp).
  void show_link(const GuestPtr& guest) const;
  Done join(const GuestPtr& guest, const rules::Join& join, const rules::CommandId& id);
  std::optional<rules::Refusal> may_not_knock(const GuestPtr& guest);
  void open_door(const GuestPtr& guest);
  void open_doors();
  void shut_doors();
  void meet_door();
  bool waits(const GuestPtr& guest) const;
  bool anybody_waits_as(const rules::MemberId& wished) const;
  void stop_waiting(const GuestPtr& guest);
  void end_waiting(const rules::WaitingEnded& ended);
  void meet_waiting();

  // The log (host_log.cpp).
  void take_over(bool create);
  void read_on(Position after);
  void replay(const StoredEvent& event);
  void start();
  void settle_as(Phase phase);
  void hear_backlog();
  void make_log(const GuestPtr& guest, const wire::Make& make);
  void meet_attendance();
  template <class Work>
  void guarded(const Work& work) {
    try {
      work();
    } catch (const std::exception&) {
      set_aside(Outcome::unknown);
    }
  }
  void set_aside(Outcome why);
  void fall_away(Outcome why);

  // Making things happen (host_tell.cpp).
  Done perform(const rules::Command& command, const rules::Actor& actor);
  void tell(Happened happened, std::vector<wire::Frame> frames, Measures::Clock::time_point begun);
  void before_storing(const std::vector<rules::Told>& happened);
  void follow(const rules::Event& event);
  void follow_at_door(const rules::Event& event);
  void erase();
  void empty_words();
  void send_off(const rules::MemberId& member, Closing why);
  void close(const GuestPtr& guest, Closing why);
  void close_after(const GuestPtr& guest, Closing why, Closing otherwise);
  void answer(const GuestPtr& guest, const std::optional<rules::CommandId>& id, const Done& done);
  void settle_alarm();
  std::optional<rules::Time> due_at() const;
  std::optional<rules::Time> kept_unvisited(const std::optional<rules::Time>& since) const;

  const Ports& ports_;
  const Bounds& bounds_;
  rules::CircleId id_;
  RingAt ring_at_;
  Phase phase_ = Phase::absent;
  rules::Circle circle_;
  std::string incarnation_;
  Journal journal_;
  Tail tail_;
  WordsEmptied emptied_;
  Attendance attendance_;
  Repairs repairs_;
  std::map<std::string, Bucket> knocks_;  // by address, while the circle is loaded
  std::vector<GuestPtr> guests_;          // in the order in which they came
  std::deque<std::pair<GuestPtr, std::string>> backlog_;
  std::optional<wire::Make> making_;  // by whom this circle is being made, while its log is
  GuestPtr maker_;
  std::int64_t retries_ = 0;   // since something was stored
  std::int64_t emptying_ = 0;  // redactions that are not answered yet
};

}  // namespace circlekeeper::live
