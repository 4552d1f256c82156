// Words sealed in the browser. The rules carry them and never look inside.
#pragma once

#include <cstdint>
#include <string>

namespace circlekeeper::rules {

struct Sealed {
  std::int64_t key = 0;  // the number of the key, from 1
  std::string body;      // nonce, ciphertext and tag, base64url without padding
  friend bool operator==(const Sealed&, const Sealed&) = default;
};

}  // namespace circlekeeper::rules
