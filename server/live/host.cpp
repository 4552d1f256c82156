#include "live/host.hpp"

#include <algorithm>

#include "rules/view.hpp"
#include "wire/answers.hpp"

namespace circlekeeper::live {

using rules::RefusalCode;

// The edge's hand on a connection: letting go of it says that the connection is gone.
class CircleVisit final : public Visit {
 public:
  CircleVisit(std::shared_ptr<Host> host, GuestPtr guest)
      : host_(std::move(host)), guest_(std::move(guest)) {}
  ~CircleVisit() override { host_->gone(guest_); }
  void hear(std::string_view text) override { host_->hear(guest_, text); }
  void hear_bytes() override { host_->hear_bytes(guest_); }

 private:
  std::shared_ptr<Host> host_;
  GuestPtr guest_;
};

namespace {

// Secrets are hashed at the door; the rules and the log know their digests alone.
void hash(rules::Renewal& renewal, const Ports& ports) {
  renewal.invitation = ports.digest(renewal.invitation);
  if (renewal.keeper) renewal.keeper = ports.digest(*renewal.keeper);
}

rules::Command with_digests(rules::Command command, const Ports& ports) {
  if (auto* welcome = std::get_if<rules::WelcomeDevice>(&command)) {
    welcome->secret = ports.digest(welcome->secret);
  } else if (auto* replace = std::get_if<rules::ReplaceLink>(&command)) {
    replace->token = ports.digest(replace->token);
  } else if (auto* invite = std::get_if<rules::AddInvitation>(&command)) {
    invite->token = ports.digest(invite->token);
  } else if (auto* remove = std::get_if<rules::RemoveMember>(&command)) {
    hash(remove->renewal, ports);
  } else if (auto* renew = std::get_if<rules::RenewKey>(&command)) {
    hash(renew->renewal, ports);
  }
  return command;
}

}  // namespace

Host::Host(const Ports& ports, const Bounds& bounds, rules::CircleId circle, RingAt ring_at)
    : ports_(ports),
      bounds_(bounds),
      id_(std::move(circle)),
      ring_at_(std::move(ring_at)),
      journal_(ports, id_, [this](Outcome why) { set_aside(why); }),
      attendance_(bounds) {}

std::unique_ptr<Visit> Host::arrive(std::shared_ptr<Line> line, std::string address) {
  auto guest = std::make_shared<Guest>();
  guest->line = std::move(line);
  guest->address = std::move(address);
  guests_.push_back(guest);
  return std::make_unique<CircleVisit>(shared_from_this(), std::move(guest));
}

bool Host::is_here(const GuestPtr& guest) const {
  return std::ranges::find(guests_, guest) != guests_.end();
}

void Host::hear(const GuestPtr& guest, std::string_view text) {
  if (!is_here(guest)) return;  // was sent off already
  if (phase_ == Phase::loading) {
    if (++guest->waiting > rules::limits::counts::unanswered_max + 4) {
      return close(guest, Closing::out_of_step);
    }
    backlog_.emplace_back(guest, text);
    return;
  }
  guarded([&] { handle(guest, text); });
}

void Host::hear_bytes(const GuestPtr& guest) {
  if (!is_here(guest)) return;
  answer(guest, std::nullopt, rules::refuse(RefusalCode::unknown_frame));
  if (!guest->has_spoken()) close_after(guest, Closing::out_of_step, Closing::out_of_step);
}

void Host::handle(const GuestPtr& guest, std::string_view text) {
  const auto message = wire::read_message(text);
  if (!message) {
    const auto& [fault, id] = message.error();
    if (ports_.measures != nullptr) ports_.measures->answered({}, fault.code);
    answer(guest, id, rules::refuse(fault.code, fault.field));
    if (!guest->has_spoken()) close_after(guest, Closing::out_of_step, Closing::out_of_step);
    return;
  }
  std::visit(
      [&]<class T>(const T& frame) {
        if constexpr (std::same_as<T, wire::Hello>) {
          hello(guest, frame);
        } else if constexpr (std::same_as<T, wire::Make>) {
          make(guest, frame);
        } else if constexpr (std::same_as<T, wire::Asked>) {
          asked(guest, frame);
        } else if constexpr (std::same_as<T, wire::Signal>) {
          signalled(guest, frame);
        } else if constexpr (std::same_as<T, wire::Question>) {
          questioned(guest, frame);
        } else {
          if (!guest->has_spoken()) return close(guest, Closing::out_of_step);
          guest->line->send(wire::framed(wire::pong_text(ports_.now())));
        }
      },
      *message);
}

std::optional<rules::Refusal> Host::too_much(const GuestPtr& guest) {
  if (guest->unanswered >= rules::limits::counts::unanswered_max) {
    return rules::Refusal{RefusalCode::too_many_unanswered};
  }
  const rules::MemberId& who = guest->member ? *guest->member : *guest->wished;
  if (const auto wait = attendance_.take_command(who, ports_.now())) {
    return rules::Refusal{RefusalCode::slow_down, {}, {}, wait};
  }
  return std::nullopt;
}

void Host::asked(const GuestPtr& guest, const wire::Asked& asked) {
  if (!guest->has_spoken()) return close(guest, Closing::out_of_step);
  const Done done = done_or_not(guest, asked);
  if (ports_.measures != nullptr) {
    ports_.measures->answered(rules::name_of(asked.command),
                              done ? std::nullopt : std::optional(done.error().code));
  }
  answer(guest, asked.id, done);
}

Host::Done Host::done_or_not(const GuestPtr& guest, const wire::Asked& asked) {
  if (phase_ != Phase::ready) {
    const bool erased = phase_ == Phase::erased;
    return rules::refuse(erased ? RefusalCode::circle_is_erased : RefusalCode::store_unavailable);
  }
  if (guest->is_leaving) return rules::refuse(RefusalCode::not_a_member);
  if (const auto refusal = too_much(guest)) return std::unexpected(*refusal);
  Done done = rules::refuse(RefusalCode::store_unavailable);  // where a rule is broken
  guarded([&] { done = do_asked(guest, asked); });
  return done;
}

Host::Done Host::do_asked(const GuestPtr& guest, const wire::Asked& asked) {
  if (const auto* joining = std::get_if<rules::Join>(&asked.command)) {
    return join(guest, *joining, asked.id);
  }
  if (!guest->member) return rules::refuse(RefusalCode::not_a_member);
  if (const auto done = rules::done_already(circle_, *guest->member, asked.id)) return *done;
  const rules::Actor actor{*guest->member, std::nullopt, guest->digest, asked.id};
  return perform(with_digests(asked.command, ports_), actor);
}

// What has no id and makes no event: members alone, at the pace of signals.
std::optional<rules::Refusal> Host::may_not_signal(const GuestPtr& guest) {
  if (!guest->member) return rules::Refusal{RefusalCode::not_a_member};
  if (phase_ != Phase::ready) return rules::Refusal{RefusalCode::store_unavailable};
  if (const auto wait = attendance_.take_signal(*guest->member, ports_.now())) {
    return rules::Refusal{RefusalCode::slow_down, {}, {}, wait};
  }
  return std::nullopt;
}

// Who is aside, or was asked for quiet or to go slower, gives fewer signs or none.
std::optional<rules::Refusal> Host::may_not_sign(const rules::MemberId& who, bool gesture) {
  if (const auto taking = takes_part(circle_, who); !taking) return taking.error();
  if (!gesture || quieted(circle_, who) == nullptr) return std::nullopt;
  const auto wait = attendance_.take_slowed(who, ports_.now());
  return wait ? std::optional(rules::Refusal{RefusalCode::slow_down, {}, {}, wait}) : std::nullopt;
}

void Host::questioned(const GuestPtr& guest, const wire::Question& question) {
  if (const auto refusal = may_not_signal(guest)) {
    return answer(guest, std::nullopt, std::unexpected(*refusal));
  }
  std::string text;
  if (const auto* look = std::get_if<wire::LookBack>(&question)) {
    text = wire::looked_back_text(rules::earlier_for(circle_, *guest->member, look->before));
  } else {
    const auto& check = std::get<wire::CheckTemplate>(question);
    text = wire::template_checked_text(rules::flaws_of(check.structure));
  }
  journal_.say([guest, frame = wire::framed(text)] { guest->line->send(frame); });
}

void Host::signalled(const GuestPtr& guest, const wire::Signal& signal) {
  if (const auto refusal = may_not_signal(guest)) {
    return answer(guest, std::nullopt, std::unexpected(*refusal));
  }
  if (!circle_.gathering) {
    return answer(guest, std::nullopt, rules::refuse(RefusalCode::no_gathering));
  }
  if (const auto* ask = std::get_if<wire::AskRepair>(&signal)) {
    return ask_repair(*guest->member, *ask);
  }
  if (const auto* answer = std::get_if<wire::AnswerRepair>(&signal)) {
    return answer_repair(*guest->member, *answer);
  }
  const auto* gesture = std::get_if<wire::Gesture>(&signal);
  if (const auto refusal = may_not_sign(*guest->member, gesture != nullptr)) {
    return answer(guest, std::nullopt, std::unexpected(*refusal));
  }
  std::string text;
  if (gesture != nullptr) {
    text = wire::gesture_text(*guest->member, gesture->kind);
  } else {
    text = wire::writing_text(*guest->member, std::get<wire::Writing>(signal).on);
  }
  journal_.say([this, frame = wire::framed(text)] {
    for (const GuestPtr& each : guests_) {
      if (each->hearer) each->line->send(frame);
    }
  });
}

void Host::gone(const GuestPtr& guest) {
  if (std::erase(guests_, guest) == 0) return;
  if (!guest->member) return stop_waiting(guest);
  if (!attendance_.go(*guest->member, guest) || phase_ != Phase::ready) return;
  guarded([&] { perform(rules::Disconnect{}, {.member = guest->member}); });
}

bool Host::is_idle() const {
  return guests_.empty() && journal_.is_idle() && emptying_ == 0 && phase_ != Phase::loading;
}

void Host::close_all(Closing why) {
  while (!guests_.empty()) {
    guarded([&] { close(guests_.front(), why); });
  }
}

}  // namespace circlekeeper::live
