#include "store/incarnation.hpp"

#include <openssl/rand.h>

#include <array>
#include <stdexcept>

namespace circlekeeper::store {

std::string new_incarnation() {
  std::array<unsigned char, 16> bytes{};
  if (RAND_bytes(bytes.data(), static_cast<int>(bytes.size())) != 1) {
    throw std::runtime_error("no randomness");
  }
  constexpr char digits[] = "0123456789abcdef";
  std::string text;
  for (const unsigned char byte : bytes) {
    text += digits[byte >> 4];
    text += digits[byte & 15];
  }
  return text;
}

}  // namespace circlekeeper::store
