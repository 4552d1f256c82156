// One connection as its circle knows it, from the first frame to the last.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "live/bucket.hpp"
#include "live/ports.hpp"
#include "live/tail.hpp"

namespace circlekeeper::live {

struct Guest {
  std::shared_ptr<Line> line;
  std::string address;
  std::optional<rules::MemberId> member;  // who they are, once they said so and it was true
  std::optional<Hearer> hearer;           // from the welcome on: what they are told
  // Of somebody new at the door: the link that they showed, and who they wish to be.
  std::optional<rules::Link> link;
  std::optional<rules::InvitationId> invitation;  // which, where it is for one person
  std::string link_digest;
  std::optional<rules::MemberId> wished;
  std::string digest;  // of their device's secret
  std::int64_t unanswered = 0;
  std::int64_t waiting = 0;  // messages that wait for the circle to be loaded

  bool is_leaving = false;  // is told why, and then closed

  bool has_spoken() const { return member || link || is_leaving; }
};

using GuestPtr = std::shared_ptr<Guest>;

}  // namespace circlekeeper::live
