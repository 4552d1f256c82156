// The last events of a circle, at hand for who comes back: exactly what was missed, in the order of
// the store.
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <vector>

#include "rules/story.hpp"
#include "wire/codec.hpp"
#include "wire/frame.hpp"

namespace circlekeeper::live {

// Whose ears: which streams a connection hears.
struct Hearer {
  rules::MemberId member;
  bool keeper = false;
};

bool hears(const Hearer& hearer, const rules::Audience& audience);

class Tail {
 public:
  void add(const rules::Told& told, wire::Frame frame);
  // What came after `heard` and leads to `now`, or nothing where the tail does not hold all of it.
  std::optional<std::vector<wire::Frame>> missed(const Hearer& hearer,
                                                 const std::vector<wire::StreamNumber>& heard,
                                                 const std::vector<wire::StreamNumber>& now) const;
  // The words of an event are gone: so are they here.
  void replace(const wire::Frame& was, const wire::Frame& is);
  void clear() { *this = {}; }

 private:
  struct Entry {
    rules::Audience audience;
    std::int64_t number;
    wire::Frame frame;
  };

  std::deque<Entry> entries_;
  std::int64_t bytes_ = 0;
};

}  // namespace circlekeeper::live
