// What keepers keep whole and sealed: templates of the circle's own, and plans.
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "rules/ids.hpp"
#include "rules/sealed.hpp"

namespace circlekeeper::rules {

template <class Name>
struct KeptWhole {
  Name id;
  Sealed title;
  Sealed body;
  MemberId by;               // who kept it last
  std::int64_t version = 1;  // how often it was kept
  friend bool operator==(const KeptWhole&, const KeptWhole&) = default;
};

// nullptr where it is not kept.
template <class Name>
const KeptWhole<Name>* find_kept(const std::vector<KeptWhole<Name>>& all, const Name& id) {
  const auto found = std::ranges::find(all, id, &KeptWhole<Name>::id);
  return found == all.end() ? nullptr : &*found;
}

// In place of the one with its id, if there is one.
template <class Name>
void keep_whole(std::vector<KeptWhole<Name>>& all, KeptWhole<Name> kept) {
  const auto known = std::ranges::find(all, kept.id, &KeptWhole<Name>::id);
  if (known == all.end()) {
    all.push_back(std::move(kept));
  } else {
    kept.version = known->version + 1;
    *known = std::move(kept);
  }
}

template <class Name>
void forget_whole(std::vector<KeptWhole<Name>>& all, const Name& id) {
  std::erase_if(all, [&](const KeptWhole<Name>& each) { return each.id == id; });
}

}  // namespace circlekeeper::rules
