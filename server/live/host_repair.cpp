// Asking for a repair. Nobody is answered, not even refused: what comes of it is told to who asked
// in no other way than what came of nothing.
#include "live/host.hpp"
#include "wire/answers.hpp"

namespace circlekeeper::live {

void Host::ask_repair(const rules::MemberId& by, const wire::AskRepair& ask) {
  const rules::Member* with = find(circle_, ask.with);
  const bool may_be_asked = with != nullptr && !with->witness && ask.with != by;
  if (ask.gate != rules::Gate::goes_on || !may_be_asked) return;
  if (!repairs_.ask(by, ask.with)) return;
  journal_.say([this, with = ask.with, frame = wire::framed(wire::repair_asked_text(by))] {
    for (const GuestPtr& guest : attendance_.of(with)) {
      if (guest->hearer) guest->line->send(frame);
    }
  });
}

// Where the gate is passed and that could not be stored, the ask still stands.
void Host::answer_repair(const rules::MemberId& with, const wire::AnswerRepair& answer) {
  if (!repairs_.awaits(answer.by, with)) return;
  if (answer.gate == rules::Gate::goes_on) perform(rules::PassGate{answer.by, with}, {});
  journal_.say([this, by = answer.by, with] { repairs_.answered(by, with); });
}

void Host::forget_repairs(const rules::Event& event) {
  if (const auto* left = std::get_if<rules::MemberLeft>(&event)) {
    repairs_.forget(left->member);
  } else if (const auto* removed = std::get_if<rules::MemberRemoved>(&event)) {
    repairs_.forget(removed->member);
  } else if (const auto* given = std::get_if<rules::SeatGiven>(&event)) {
    repairs_.forget(given->newcomer);
  } else if (std::holds_alternative<rules::GatheringClosed>(event) ||
             std::holds_alternative<rules::CircleErased>(event)) {
    repairs_.clear();
  }
}

}  // namespace circlekeeper::live
