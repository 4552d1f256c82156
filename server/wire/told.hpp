// An event as it is stored and told: the told text is the very frame that all of its stream
// receive.
#pragma once

#include <expected>
#include <string>
#include <string_view>

#include "rules/story.hpp"
#include "wire/fault.hpp"

namespace circlekeeper::wire {

// What is told. A nobody event has a text too, which is stored and never sent.
std::string told_text(const rules::Told& told);
// What is stored beside it and never told: whose stream it is, and the command that made it happen.
std::string cause_text(const rules::Told& told);

std::expected<rules::Told, Fault> read_told(std::string_view cause, std::string_view told);

}  // namespace circlekeeper::wire
