// Making things happen: the rules decide, the journal stores, and then all who may hear it are
// told.
#include <algorithm>

#include "live/host.hpp"
#include "rules/view.hpp"
#include "wire/answers.hpp"
#include "wire/told.hpp"

namespace circlekeeper::live {

using rules::is_any_of;
using rules::RefusalCode;

Host::Done Host::perform(const rules::Command& command, const rules::Actor& actor) {
  const auto begun =
      ports_.measures != nullptr ? Measures::Clock::now() : Measures::Clock::time_point{};
  auto told = rules::decide(circle_, command, actor, {ports_.now(), ports_.seed()});
  if (!told) return std::unexpected(told.error());
  const std::int64_t number = circle_.circle_number;
  if (told->empty()) return number;
  const auto happened = std::make_shared<const std::vector<rules::Told>>(std::move(*told));
  std::vector<wire::Frame> frames;
  before_storing(*happened);
  for (const rules::Told& each : *happened) {
    std::string text = wire::told_text(each);
    frames.push_back(wire::framed(text));
    emptied_.note(each, frames.back(), journal_.record(each, std::move(text)));
  }
  tell(happened, std::move(frames), begun);
  for (const rules::Told& each : *happened) follow(each.event);
  empty_words();
  settle_alarm();
  return number;
}

void Host::tell(Happened happened, std::vector<wire::Frame> frames,
                Measures::Clock::time_point begun) {
  journal_.say([this, happened = std::move(happened), frames = std::move(frames), begun] {
    retries_ = 0;
    for (std::size_t i = 0; i < frames.size(); ++i) {
      const rules::Told& told = (*happened)[i];
      tail_.add(told, frames[i]);
      for (const GuestPtr& guest : guests_) {
        if (guest->hearer && hears(*guest->hearer, told.audience)) guest->line->send(frames[i]);
      }
    }
    if (ports_.measures != nullptr) ports_.measures->told(Measures::Clock::now() - begun);
  });
}

// What the edge does when something happened, after it was told.
void Host::follow(const rules::Event& event) {
  forget_repairs(event);
  follow_at_door(event);
  if (const auto* removed = std::get_if<rules::MemberRemoved>(&event)) {
    send_off(removed->member, Closing::removed);
  } else if (const auto* left = std::get_if<rules::MemberLeft>(&event)) {
    send_off(left->member, Closing::left);
  } else if (const auto* given = std::get_if<rules::SeatGiven>(&event)) {
    send_off(given->newcomer, Closing::reload_circle);
    perform(rules::Disconnect{}, {.member = given->seat_of});  // until they come back to it
  } else if (const auto* waiting = std::get_if<rules::WaitingEnded>(&event)) {
    end_waiting(*waiting);
  } else if (const auto* came = std::get_if<rules::KeeperCame>(&event)) {
    for (const GuestPtr& guest : attendance_.of(came->member)) say_welcome(guest, std::nullopt);
  } else if (const auto* stepped = std::get_if<rules::KeeperSteppedDown>(&event)) {
    for (const GuestPtr& guest : attendance_.of(stepped->member)) say_welcome(guest, std::nullopt);
  } else if (const auto* entered = std::get_if<rules::PodEntered>(&event)) {
    for (const GuestPtr& guest : attendance_.of(entered->member)) say_welcome(guest, std::nullopt);
  } else if (std::holds_alternative<rules::ShareShown>(event)) {
    for (const rules::MemberId& each : attendance_.members()) {
      for (const GuestPtr& guest : attendance_.of(each)) say_welcome(guest, std::nullopt);
    }
  } else if (std::holds_alternative<rules::CircleErased>(event)) {
    journal_.say([this] { erase(); });
  } else if (std::holds_alternative<rules::GatheringOpened>(event)) {
    ports_.notice("gathering opened", id_);
  } else if (std::holds_alternative<rules::GatheringClosed>(event)) {
    ports_.notice("gathering closed", id_);
  }
}

// What is said at the door changes with these.
void Host::follow_at_door(const rules::Event& event) {
  if (is_any_of<rules::LinkReplaced, rules::InvitationEnded>(event)) {
    shut_doors();
  } else if (is_any_of<rules::WordsChanged, rules::DoorChanged, rules::GatheringLocked,
                       rules::GatheringOpened, rules::GatheringClosed, rules::NextAnnounced>(
                 event)) {
    open_doors();
  }
}

void Host::erase() {
  phase_ = Phase::erased;
  ring_at_(std::nullopt);
  ports_.notice("circle erased", id_);
  ports_.store.erase(id_, journal_.epoch(), ports_.post, [self = shared_from_this()](Outcome) {
    self->tail_.clear();
    self->circle_ = {};
    self->close_all(Closing::circle_erased);
  });
}

// Words that are to go by themselves are looked after by somebody, also if this process ends right
// now.
void Host::before_storing(const std::vector<rules::Told>& happened) {
  const auto empties = [&](const rules::Told& each) {
    return emptied_.takes_a_place(each.event) ||
           is_any_of<rules::GatheringClosed, rules::GatheringEmptied, rules::PodClosed,
                     rules::PracticeClosed, rules::SharesEmptied, rules::TemplateForgotten,
                     rules::WaitingEnded, rules::KeyRenewed, rules::ServerRestarted,
                     rules::InvitationEnded, rules::PrivateEmptied, rules::QuietEnded,
                     rules::MemberRenamed, rules::MemberLeft, rules::MemberRemoved,
                     rules::SeatGiven, rules::WordsChanged, rules::CircleErased>(each.event);
  };
  const auto opens = [&](const rules::Told& each) {
    const bool last = is_any_of<rules::ConnectionLost>(each.event) && !anybody_here(circle_);
    return last ||
           is_any_of<rules::CircleMade, rules::GatheringOpened, rules::PrivateSaid>(each.event);
  };
  if (std::ranges::any_of(happened, empties)) {
    ports_.store.set_due(id_, journal_.epoch(), ports_.now());
  } else if (emptying_ == 0 && std::ranges::any_of(happened, opens)) {  // else it is due already
    ports_.store.set_due(id_, journal_.epoch(), due_at());
  }
}

void Host::empty_words() {
  WordsEmptied::Emptied emptied = emptied_.take();
  if (emptied.redactions.empty()) return;
  ++emptying_;
  journal_.say([this, emptied = std::move(emptied)]() mutable {
    for (const auto& [was, is] : emptied.frames) tail_.replace(was, is);
    ports_.store.redact(id_, journal_.epoch(), std::move(emptied.redactions), ports_.post,
                        [this, self = weak_from_this(), epoch = journal_.epoch()](Outcome outcome) {
                          const auto alive = self.lock();
                          if (!alive || phase_ != Phase::ready || epoch != journal_.epoch()) return;
                          if (outcome != Outcome::stored) return set_aside(outcome);
                          --emptying_;
                          meet_due();
                        });
  });
}

// Told first, closed after: who goes hears why.
void Host::send_off(const rules::MemberId& member, Closing why) {
  for (const GuestPtr& guest : attendance_.take(member)) {
    guest->member.reset();
    guest->wished.reset();
    close_after(guest, why, Closing::reload_circle);
  }
}

// Where what it rests on is not stored, there is another reason.
void Host::close_after(const GuestPtr& guest, Closing why, Closing otherwise) {
  guest->is_leaving = true;
  journal_.say([this, guest, why] { close(guest, why); },
               [this, guest, otherwise] { close(guest, otherwise); });
}

void Host::close(const GuestPtr& guest, Closing why) {
  const GuestPtr kept = guest;  // `guest` may be the very element that goes
  std::erase(guests_, kept);
  kept->hearer.reset();
  kept->line->close(why);
  stop_waiting(kept);
  if (kept->member && attendance_.go(*kept->member, kept) && phase_ == Phase::ready) {
    guarded([&] { perform(rules::Disconnect{}, {.member = kept->member}); });
  }
}

// An answer leaves in the journal's order, so that nobody hears of what could still be lost.
void Host::answer(const GuestPtr& guest, const std::optional<rules::CommandId>& id,
                  const Done& done) {
  const std::string text =
      done ? wire::accepted_text(*id, *done) : wire::refused_text(id, done.error());
  ++guest->unanswered;
  journal_.say(
      [guest, frame = wire::framed(text)] {
        --guest->unanswered;
        guest->line->send(frame);
      },
      [guest, id] {
        const rules::Refusal refusal{RefusalCode::store_unavailable};
        guest->line->send(wire::framed(wire::refused_text(id, refusal)));
      });
}

void Host::settle_alarm() {
  ring_at_(phase_ == Phase::ready ? rules::wake_at(circle_) : std::nullopt);
}

}  // namespace circlekeeper::live
