// What telling costs does not grow with who hears it: nothing is allocated for each of them.
#include <atomic>
#include <catch2/catch.hpp>
#include <cstdlib>
#include <new>

#include "tests/net/talk.hpp"

namespace {

std::atomic<std::int64_t> allocated = 0;  // pieces, on the server's threads
thread_local bool is_test = false;

void* counted(std::size_t size) {
  if (!is_test) allocated.fetch_add(1, std::memory_order_relaxed);
  if (void* piece = std::malloc(size == 0 ? 1 : size)) return piece;
  throw std::bad_alloc();
}

}  // namespace

void* operator new(std::size_t size) {
  return counted(size);
}
void* operator new[](std::size_t size) {
  return counted(size);
}
void* operator new(std::size_t size, const std::nothrow_t&) noexcept {
  return std::malloc(size == 0 ? 1 : size);
}
void* operator new[](std::size_t size, const std::nothrow_t&) noexcept {
  return std::malloc(size == 0 ? 1 : size);
}
void operator delete(void* piece) noexcept {
  std::free(piece);
}
void operator delete[](void* piece) noexcept {
  std::free(piece);
}
void operator delete(void* piece, std::size_t) noexcept {
  std::free(piece);
}
void operator delete[](void* piece, std::size_t) noexcept {
  std::free(piece);
}

using namespace circlekeeper;
using namespace circlekeeper::tests;

namespace {

// A circle of this many whose floor is open.
std::vector<std::unique_ptr<Talk>> gathered(std::uint16_t port, const std::string& circle,
                                            std::size_t count) {
  std::vector<std::unique_ptr<Talk>> all;
  all.push_back(made(port, circle));
  while (all.size() < count) {
    all.push_back(joined(port, circle, "m" + std::to_string(all.size())));
  }
  all[0]->ask({{"type", "open_gathering"}});
  all[0]->ask(
      {{"type", "open_floor"}, {"floor", "open"}, {"everybody_once", false}, {"now", false}});
  return all;
}

// The least of several, so that what grows once is not counted.
std::int64_t allocated_telling(std::vector<std::unique_ptr<Talk>>& all) {
  std::int64_t least = std::numeric_limits<std::int64_t>::max();
  for (int i = 0; i < 24; ++i) {
    const std::int64_t before = allocated;
    const Json answer = all[0]->ask({{"type", "add_share"},
                                     {"share", padded("s" + std::to_string(i), 22)},
                                     {"body", sealed("words")}});
    REQUIRE(answer.at("type") == "accepted");
    for (std::size_t each = 1; each < all.size(); ++each) all[each]->hear_event("share_added");
    least = std::min(least, allocated - before);
  }
  return least;
}

}  // namespace

TEST_CASE("telling an event to a hundred allocates no more than telling it to ten") {
  is_test = true;
  Place place;
  place.options.threads = 1;
  place.options.connections_per_address = 1000;
  Running running(place);
  auto ten = gathered(running.port(), padded("ten", 22), 10);
  auto hundred = gathered(running.port(), padded("hundred", 22), 100);
  const std::int64_t to_ten = allocated_telling(ten);
  CHECK(to_ten > 0);
  CHECK(allocated_telling(hundred) <= to_ten);
}
