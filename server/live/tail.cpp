#include "live/tail.hpp"

#include <algorithm>

#include "rules/limits.hpp"

namespace circlekeeper::live {

using Kind = rules::Audience::Kind;

namespace {

rules::Stream stream_of(Kind kind) {
  if (kind == Kind::keepers) return rules::Stream::keepers;
  return kind == Kind::member ? rules::Stream::member : rules::Stream::circle;
}

}  // namespace

bool hears(const Hearer& hearer, const rules::Audience& audience) {
  switch (audience.kind) {
    case Kind::circle:
      return true;
    case Kind::keepers:
      return hearer.keeper;
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
}

std::optional<std::vector<wire::Frame>> Tail::missed(
    const Hearer& hearer, const std::vector<wire::StreamNumber>& heard,
    const std::vector<wire::StreamNumber>& now) const {
  std::vector<wire::Frame> frames;
  std::vector<wire::StreamNumber> next = heard;
  for (const Entry& entry : entries_) {
    if (!hears(hearer, entry.audience)) continue;
    const auto stream = stream_of(entry.audience.kind);
    const auto known = std::ranges::find(next, stream, &wire::StreamNumber::stream);
    if (known == next.end()) return std::nullopt;
    if (entry.number <= known->number) continue;
    if (entry.number != known->number + 1) return std::nullopt;
    known->number = entry.number;
    frames.push_back(entry.frame);
  }
  for (const wire::StreamNumber& each : now) {
    const auto known = std::ranges::find(next, each.stream, &wire::StreamNumber::stream);
    if (known == next.end() || known->number != each.number) return std::nullopt;
  }
  return frames;
}

void Tail::replace(std::int64_t circle_number, const wire::Frame& frame) {
  for (Entry& entry : entries_) {
    if (entry.audience.kind == Kind::circle && entry.number == circle_number) {
      bytes_ += std::ssize(*frame) - std::ssize(*entry.frame);
      entry.frame = frame;
    }
  }
}

}  // namespace circlekeeper::live
