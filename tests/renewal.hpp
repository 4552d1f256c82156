// Commands that change a circle's links and key, as a keeper's device would send them.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace circlekeeper::tests {

inline std::string filled(std::string text, std::size_t size) {
  text.resize(size, '-');
  return text;
}

inline nlohmann::json key_box(int key) {
  return {{"key", key}, {"body", filled("box", 44)}};
}

// For exactly these members, none of whom announced a device.
inline nlohmann::json renewal_for(const std::vector<std::string>& members, int number = 2) {
  return {{"number", number},
          {"members", members},
          {"invitation", filled("invitation-" + std::to_string(number), 43)},
          {"before", key_box(number)},
          {"keeper_box", key_box(number)},
          {"from_device", filled("device", 22)},
          {"boxes", nlohmann::json::array()}};
}

inline nlohmann::json removing(const std::string& member, bool keep_shares,
                               const std::vector<std::string>& left, int number = 2) {
  return {{"type", "remove_member"},
          {"member", member},
          {"keep_shares", keep_shares},
          {"renewal", renewal_for(left, number)}};
}

inline nlohmann::json replacing(const std::string& link, const std::string& token) {
  return {{"type", "replace_link"},
          {"link", link},
          {"token", filled(token, 43)},
          {"keeper_box", key_box(1)}};
}

}  // namespace circlekeeper::tests
