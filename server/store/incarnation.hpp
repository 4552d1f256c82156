// The random name of a log's life, by which a client knows whether its numbers still mean anything.
#pragma once

#include <string>

namespace circlekeeper::store {

// 32 hexadecimal characters. Throws std::runtime_error where the machine has no randomness.
std::string new_incarnation();

}  // namespace circlekeeper::store
