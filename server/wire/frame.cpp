#include "wire/frame.hpp"

#include <cstdint>

namespace circlekeeper::wire {

namespace {

void append_big_endian(std::string& to, std::uint64_t value, int bytes) {
  for (int i = bytes - 1; i >= 0; --i) to += static_cast<char>((value >> (8 * i)) & 0xff);
}

}  // namespace

Frame framed(std::string_view text) {
  std::string frame;
  frame.reserve(text.size() + 10);
  frame += static_cast<char>(0x81);  // the last fragment of a text
  if (text.size() < 126) {
    frame += static_cast<char>(text.size());
  } else if (text.size() <= 0xffff) {
    frame += static_cast<char>(126);
    append_big_endian(frame, text.size(), 2);
  } else {
    frame += static_cast<char>(127);
    append_big_endian(frame, text.size(), 8);
  }
  frame += text;
  return std::make_shared<const std::string>(std::move(frame));
}

std::string_view text_in(const Frame& frame) {
  const std::string_view all = *frame;
  const auto length = static_cast<unsigned char>(all[1]);
  return all.substr(length < 126 ? 2 : length == 126 ? 4 : 10);
}

}  // namespace circlekeeper::wire
