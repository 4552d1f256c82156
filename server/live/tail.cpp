#include "live/tail.hpp"

#include <algorithm>

#include "rules/limits.hpp"

namespace circlekeeper::live {

using Kind = rules::Audience::Kind;

namespace {

rules::Stream stream_of(Kind kind) {
  switch (kind) {
    case Kind::keepers:
      return rules::Stream::keepers;
    case Kind::pod:
      return rules::Stream::pod;
    case Kind::member:
      return rules::Stream::member;
    case Kind::circle:
    case Kind::nobody:
      return rules::Stream::circle;
  }
  return rules::Stream::circle;
}

// A pod's stream is told from its first event on to those who were in it from the beginning.
wire::StreamNumber* heard_of(std::vector<wire::StreamNumber>& heard,
                             const rules::Audience& audience, std::int64_t number) {
  const auto stream = stream_of(audience.kind);
  const auto is = [&](const wire::StreamNumber& each) {
    return each.stream == stream && each.pod.value_or(0) == audience.pod;
  };
  const auto known = std::ranges::find_if(heard, is);
  if (known != heard.end()) return &*known;
  if (audience.kind != Kind::pod || number != 1) return nullptr;
  return &heard.emplace_back(wire::StreamNumber{stream, 0, audience.pod});
}

}  // namespace

bool hears(const Hearer& hearer, const rules::Audience& audience) {
  switch (audience.kind) {
    case Kind::circle:
      return true;
    case Kind::keepers:
      return hearer.keeper;
    case Kind::pod:
      return contains(audience.people, hearer.member);
    case Kind::member:
      return audience.member == hearer.member;
    case Kind::nobody:
      return false;
  }
  return false;
}

void Tail::add(const rules::Told& told, wire::Frame frame) {
  if (told.audience.kind == Kind::nobody) return;
  bytes_ += std::ssize(*frame);
  entries_.push_back({told.audience, told.number, std::move(frame)});
  while (std::ssize(entries_) > rules::limits::counts::resume_events ||
         bytes_ > rules::limits::bytes::resume_max) {
    bytes_ -= std::ssize(*entries_.front().frame);
    entries_.pop_front();
  }
  // Who reads a share is in a view alone: who comes back gets a fresh one.
  if (rules::is_any_of<rules::ShareHidden, rules::ShareShown>(told.event)) clear();
}

std::optional<std::vector<wire::Frame>> Tail::missed(
    const Hearer& hearer, const std::vector<wire::StreamNumber>& heard,
    const std::vector<wire::StreamNumber>& now) const {
  std::vector<wire::Frame> frames;
  std::vector<wire::StreamNumber> next = heard;
  for (const Entry& entry : entries_) {
    if (!hears(hearer, entry.audience)) continue;
    wire::StreamNumber* known = heard_of(next, entry.audience, entry.number);
    if (known == nullptr) return std::nullopt;
    if (entry.number <= known->number) continue;
    if (entry.number != known->number + 1) return std::nullopt;
    known->number = entry.number;
    frames.push_back(entry.frame);
  }
  for (const wire::StreamNumber& each : now) {
    const auto known = std::ranges::find_if(next, [&](const wire::StreamNumber& other) {
      return other.stream == each.stream && other.pod == each.pod;
    });
    if (known == next.end() || known->number != each.number) return std::nullopt;
  }
  return frames;
}

void Tail::replace(const wire::Frame& was, const wire::Frame& is) {
  const auto entry = std::ranges::find(entries_, was, &Entry::frame);
  if (entry == entries_.end()) return;
  bytes_ += std::ssize(*is) - std::ssize(*was);
  entry->frame = is;
}

}  // namespace circlekeeper::live
