// Coming in: a member says who they are, somebody new shows a link, a maker makes.
#include <algorithm>

#include "live/host.hpp"
#include "rules/view.hpp"
#include "wire/answers.hpp"

namespace circlekeeper::live {

using rules::RefusalCode;

namespace {

// Who joined is told what happened from then on, whatever they say to have heard.
bool was_member(const rules::Member& member, const std::vector<wire::StreamNumber>& heard) {
  const auto circle = std::ranges::find(heard, rules::Stream::circle, &wire::StreamNumber::stream);
  return circle != heard.end() && circle->number >= member.joined_number;
}

}  // namespace

std::optional<Closing> Host::why_not(const wire::Hello& hello, const GuestPtr& guest) const {
  if (find(circle_, *hello.member) != nullptr) return Closing::not_known;
  const auto gone = std::ranges::find(circle_.gone, *hello.member, &rules::Gone::member);
  if (gone != circle_.gone.end() && !hello.link) {
    return gone->removed ? Closing::removed : Closing::left;
  }
  if (!hello.link) return Closing::not_known;
  if (!guest->link) return Closing::link_replaced;
  return std::nullopt;
}

void Host::hello(const GuestPtr& guest, const wire::Hello& hello) {
  if (guest->has_spoken()) return close(guest, Closing::out_of_step);
  const bool blank = phase_ == Phase::ready && circle_.id.value.empty();  // its making was cut off
  if (phase_ == Phase::absent || blank) return close(guest, Closing::unknown_circle);
  if (phase_ == Phase::erased) return close(guest, Closing::circle_erased);
  if (phase_ == Phase::away) return close(guest, Closing::store_away);
  if (!hello.member || !hello.secret) return close(guest, Closing::out_of_step);
  guest->digest = ports_.digest(*hello.secret);
  guest->link_digest = hello.link ? ports_.digest(hello.link->token) : "";
  show_link(guest);
  if (has_device(circle_, *hello.member, guest->digest)) {
    return welcome_member(guest, *hello.member, hello.resume);
  }
  if (const auto why = why_not(hello, guest)) return close(guest, *why);
  guest->wished = hello.member;
  open_door(guest);
}

void Host::welcome_member(const GuestPtr& guest, const rules::MemberId& member,
                          const std::optional<wire::Resume>& resume) {
  guest->member = member;
  GuestPtr too_many;
  const bool first = attendance_.come(member, guest, too_many);
  if (too_many) {
    too_many->member.reset();
    close(too_many, Closing::taken_over);
  }
  if (first) perform(rules::Connect{}, {.member = member});
  say_welcome(guest, resume);
}

// What is said now comes before all that is told from now on, and waits for the store in the same
// line.
void Host::say_welcome(const GuestPtr& guest, const std::optional<wire::Resume>& resume) {
  const rules::Member& member = *find(circle_, *guest->member);
  std::vector<wire::StreamNumber> numbers = {{rules::Stream::circle, circle_.circle_number, {}},
                                             {rules::Stream::member, member.told_count, {}}};
  if (member.keeper) numbers.push_back({rules::Stream::keepers, circle_.keepers_number, {}});
  if (const rules::Pod* pod = pod_of(circle_, member.id)) {
    numbers.push_back({rules::Stream::pod, pod->told_count, pod->number});
  }
  const Hearer hearer{member.id, member.keeper};
  const auto asking = repairs_.asking(member.id);
  const rules::Time now = ports_.now();
  if (resume && resume->incarnation == incarnation_ && was_member(member, resume->numbers)) {
    return journal_.say(
        [this, guest, hearer, asking, now, heard = resume->numbers, numbers = std::move(numbers)] {
          if (!guest->member) return;  // was sent off meanwhile
          auto missed = tail_.missed(hearer, heard, numbers);
          if (!missed) return guarded([&] { say_welcome(guest, std::nullopt); });
          missed->push_back(wire::framed(wire::resumed_text(now)));
          begin_telling(guest, hearer, *missed, asking);
        });
  }
  const std::string view =
      wire::welcome_text({incarnation_, now, numbers}, view_for(circle_, member.id));
  journal_.say([this, guest, hearer, asking, frame = wire::framed(view)] {
    if (guest->member) begin_telling(guest, hearer, {frame}, asking);
  });
}

void Host::begin_telling(const GuestPtr& guest, const Hearer& hearer,
                         const std::vector<wire::Frame>& first,
                         const std::vector<rules::MemberId>& asking) {
  guest->hearer = hearer;
  for (const wire::Frame& frame : first) guest->line->send(frame);
  for (const rules::MemberId& by : asking) {
    if (!repairs_.awaits(by, hearer.member)) continue;  // answered meanwhile
    guest->line->send(wire::framed(wire::repair_asked_text(by)));
  }
}

void Host::make(const GuestPtr& guest, const wire::Make& make) {
  if (guest->has_spoken()) return close(guest, Closing::out_of_step);
  if (phase_ == Phase::erased) return close(guest, Closing::circle_erased);
  if (phase_ == Phase::away) return close(guest, Closing::store_away);
  const std::string digest = ports_.digest(make.secret);
  const std::string keeper_digest = ports_.digest(make.keeper_token);
  if (phase_ == Phase::ready && !circle_.id.value.empty()) {
    const bool mine =
        keeper_digest == circle_.keeper_digest && has_device(circle_, make.member, digest);
    if (!mine) return close(guest, Closing::circle_exists);
    guest->digest = digest;
    return welcome_member(guest, make.member, std::nullopt);
  }
  if (!bounds_.operator_token.empty() &&
      make.operator_token.value_or("") != bounds_.operator_token) {
    return close(guest, Closing::operator_only);
  }
  if (phase_ == Phase::absent) {
    if (!ports_.may_make(guest->address)) return close(guest, Closing::circles_too_fast);
    return make_log(guest, make);
  }
  guest->digest = digest;
  const rules::MakeCircle command{id_,
                                  make.title,
                                  make.agreements,
                                  make.safety,
                                  make.places,
                                  make.meets,
                                  make.keeps,
                                  make.grace.value_or(rules::limits::lengths::grace),
                                  keeper_digest,
                                  ports_.digest(make.invitation_token),
                                  make.name,
                                  make.pronouns,
                                  make.knock.value_or(false),
                                  make.seats.value_or(rules::limits::counts::members_max),
                                  make.keeper_box,
                                  make.device,
                                  make.device_key};
  if (const Done done = perform(command, {make.member, rules::Link::keeper, digest, {}}); !done) {
    return answer(guest, std::nullopt, done);
  }
  ports_.notice("circle made", id_);
  welcome_member(guest, make.member, std::nullopt);
}

}  // namespace circlekeeper::live
