// Items in the order in which they came, found by their id without looking at each: a long circle
// has thousands of shares, and every new one asks whether its id is known.
#pragma once

#include <unordered_map>
#include <utility>
#include <vector>

#include "rules/ids.hpp"

namespace circlekeeper::rules {

// Item has an `id`, which never changes while it is in the list, and no two have the same.
template <class Item, class ItemId>
class ListById {
 public:
  // end() where there is none of that id.
  auto at(const ItemId& id) const {
    const auto found = places_.find(id);
    if (found == places_.end()) return items_.end();
    return items_.begin() + static_cast<std::ptrdiff_t>(found->second);
  }
  // Null where there is none.
  const Item* find(const ItemId& id) const {
    const auto found = at(id);
    return found == end() ? nullptr : &*found;
  }
  Item* find(const ItemId& id) { return const_cast<Item*>(std::as_const(*this).find(id)); }

  void push_back(Item item) {
    places_.emplace(item.id, items_.size());
    items_.push_back(std::move(item));
  }
  template <class Goes>
  void erase_if(Goes goes) {
    if (std::erase_if(items_, goes) == 0) return;
    places_.clear();
    for (std::size_t i = 0; i < items_.size(); ++i) places_.emplace(items_[i].id, i);
  }
  void clear() { *this = {}; }

  auto begin() { return items_.begin(); }
  auto end() { return items_.end(); }
  auto begin() const { return items_.begin(); }
  auto end() const { return items_.end(); }
  const Item& front() const { return items_.front(); }
  const Item& back() const { return items_.back(); }
  std::size_t size() const { return items_.size(); }
  bool empty() const { return items_.empty(); }

  friend bool operator==(const ListById& one, const ListById& other) {
    return one.items_ == other.items_;
  }

 private:
  std::vector<Item> items_;
  std::unordered_map<ItemId, std::size_t> places_;
};

}  // namespace circlekeeper::rules
