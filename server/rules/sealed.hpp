// Words sealed in the browser. The rules carry them and never look inside.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

namespace circlekeeper::rules {

struct Sealed {
  std::int64_t key = 0;  // the number of the key, from 1
  std::string body;      // nonce, ciphertext and tag, base64url without padding
  friend bool operator==(const Sealed&, const Sealed&) = default;
};

// The shortest sealed body there can be: a nonce and a tag.
inline constexpr std::size_t sealed_min = 38;

}  // namespace circlekeeper::rules
