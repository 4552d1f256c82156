// Words between a member and keepers, sealed to their devices alone. The rules see for whom they
// are, and nothing of what they are about.
#include <algorithm>
#include <set>

#include "rules/features.hpp"
#include "rules/keys.hpp"
#include "rules/limits.hpp"
#include "rules/waking.hpp"

namespace circlekeeper::rules {

namespace {

const PrivateMessage* find_message(const Circle& circle, const MessageId& id) {
  const auto found = std::ranges::find(circle.private_said, id, &PrivateMessage::id);
  return found == circle.private_said.end() ? nullptr : &*found;
}

template <class Is>
void empty_where(Story& story, Is is) {
  std::map<MemberId, std::vector<MessageId>> emptied;
  for (const PrivateMessage& each : story.circle().private_said) {
    for (const auto& [reader, boxes] : each.held) {
      if (is(each, reader)) emptied[reader].push_back(each.id);
    }
  }
  for (auto& [reader, messages] : emptied) {
    story.tell_member(reader, PrivateEmptied{std::move(messages)});
  }
}

// How long until this member's next, so that one never drowns the others.
std::optional<Length> must_wait(const Story& story, const MemberId& by) {
  const auto& lately = find(story.circle(), by)->said_privately;
  if (std::ssize(lately) < limits::rates::private_per_minute) return std::nullopt;
  const Time again = lately.front() + Length{60'000};
  return again > story.now() ? std::optional(again - story.now()) : std::nullopt;
}

Outcome are_readers(const Circle& circle, const SayPrivately& asked, const MemberId& by) {
  if (asked.to.empty()) return refuse(RefusalCode::missing_field, "to");
  for (const MemberId& id : asked.to) {
    if (id == by) return refuse(RefusalCode::not_yourself, "to");
    const Member* reader = find(circle, id);
    const bool reads = reader != nullptr && (reader->keeper || id == asked.line);
    if (!reads) return refuse(RefusalCode::ring_changed, "to");
  }
  std::set<MemberId> readers(asked.to.begin(), asked.to.end());
  readers.insert(by);
  if (!are_for(circle, readers, asked.boxes)) return refuse(RefusalCode::ring_changed, "boxes");
  return {};
}

void make_way(Story& story, const MemberId& line) {
  const auto& said = story.circle().private_said;
  const auto on_line = [&](const PrivateMessage& each) { return each.line == line; };
  if (std::ranges::count_if(said, on_line) < limits::counts::private_max) return;
  const MessageId oldest = std::ranges::find_if(said, on_line)->id;
  empty_where(story, [&](const auto& each, const auto&) { return each.id == oldest; });
}

}  // namespace

Outcome act(Story& story, const Actor& actor, const SayPrivately& asked) {
  const Circle& circle = story.circle();
  const MemberId& by = *actor.member;
  if (find(circle, asked.line) == nullptr) return refuse(RefusalCode::unknown_member, "line");
  if (asked.line != by && !find(circle, by)->keeper) {
    return refuse(RefusalCode::keepers_only, "line");
  }
  if (find_message(circle, asked.message) != nullptr) {
    return refuse(RefusalCode::message_is_known, "message");
  }
  if (Outcome whole = check_words(asked.body, "body"); !whole) return whole;
  if (Outcome readers = are_readers(circle, asked, by); !readers) return readers;
  if (const auto wait = must_wait(story, by)) {
    return std::unexpected(Refusal{RefusalCode::slow_down, {}, {}, wait});
  }
  make_way(story, asked.line);
  std::vector<MemberId> readers = asked.to;
  readers.push_back(by);
  for (const MemberId& reader : std::set(readers.begin(), readers.end())) {
    const Member& member = *find(story.circle(), reader);
    story.tell_member(
        reader, PrivateSaid{asked.message, asked.line, by, asked.to, asked.from_device, asked.body,
                            boxes_of(member, asked.boxes)});
  }
  return {};
}

void happen(Circle& circle, const PrivateSaid& event, const Told& told) {
  auto found = std::ranges::find(circle.private_said, event.message, &PrivateMessage::id);
  if (found == circle.private_said.end()) {
    circle.private_said.push_back(
        {event.message, event.line, event.by, event.to, told.at, event.from_device, event.body});
    found = std::prev(circle.private_said.end());
  }
  // The words of one reader's copy may be gone while another's are there.
  if (found->body.body.empty()) found->body = event.body;
  found->held[told.audience.member] = event.boxes;
  if (told.audience.member != event.by) return;
  auto& lately = find(circle, event.by)->said_privately;
  lately.push_back(told.at);
  if (std::ssize(lately) > limits::rates::private_per_minute) lately.erase(lately.begin());
}

Outcome act(Story& story, const Actor& actor, const TakeBackPrivate& asked) {
  const PrivateMessage* message = find_message(story.circle(), asked.message);
  if (message == nullptr || message->by != *actor.member) {
    return refuse(RefusalCode::unknown_message, "message");
  }
  empty_where(story, [&](const auto& each, const auto&) { return each.id == asked.message; });
  return {};
}

void happen(Circle& circle, const PrivateEmptied& event, const Told& told) {
  for (PrivateMessage& each : circle.private_said) {
    if (std::ranges::find(event.messages, each.id) != event.messages.end()) {
      each.held.erase(told.audience.member);
    }
  }
  std::erase_if(circle.private_said, [](const PrivateMessage& each) { return each.held.empty(); });
}

void empty_private_of(Story& story, const MemberId& member) {
  empty_where(story, [&](const PrivateMessage& each, const MemberId& reader) {
    return each.line == member || each.by == member || reader == member;
  });
}

void empty_lines_of_others(Story& story, const MemberId& member) {
  empty_where(story, [&](const PrivateMessage& each, const MemberId& reader) {
    return reader == member && each.line != member;
  });
}

void empty_private_due(Story& story) {
  empty_where(story, [&](const PrivateMessage& each, const auto&) {
    return each.at + limits::lengths::private_kept <= story.now();
  });
}

std::optional<Time> private_due_at(const Circle& circle) {
  if (circle.private_said.empty()) return std::nullopt;
  return circle.private_said.front().at + limits::lengths::private_kept;
}

}  // namespace circlekeeper::rules
