// The frames of the server that are not events: who somebody is here, and the answers to what they
// sent.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "rules/story.hpp"
#include "rules/template_check.hpp"
#include "wire/codec.hpp"

namespace circlekeeper::wire {

struct Here {
  std::string_view incarnation;
  Time now;
  std::vector<StreamNumber> numbers;  // how far each stream that is the member's has come
};

std::string welcome_text(const Here& here, const View& view);
std::string welcome_text(const Here& here, const DoorView& door);
std::string resumed_text(Time now);
std::string looked_back_text(const EarlierView& earlier);
std::string template_checked_text(const std::vector<Flaw>& flaws);
std::string pong_text(Time now);
std::string accepted_text(const CommandId& id, std::int64_t number);
std::string refused_text(const std::optional<CommandId>& id, const Refusal& refusal);
std::string gesture_text(const MemberId& from, GestureKind kind);
std::string writing_text(const MemberId& from, bool on);
std::string repair_asked_text(const MemberId& by);

}  // namespace circlekeeper::wire
