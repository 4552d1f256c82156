// The contract that every store passes: the rules of the store, each by its name.
#include <catch2/catch.hpp>

#include "store/memory.hpp"
#include "store/sqlite.hpp"
#include "tests/store/waiting.hpp"

using namespace circlekeeper;
using namespace circlekeeper::tests;
using live::Outcome;

namespace {

struct OfMemory {
  store::MemoryStore store;
};
struct OfSqlite {
  Folder folder;
  store::SqliteStore store{folder.path()};
};

const rules::CircleId circle{"circle----------------"};

}  // namespace

TEMPLATE_TEST_CASE("a circle that was not made is absent, and nothing is written", "", OfMemory,
                   OfSqlite) {
  TestType of;
  Asking ask{of.store};
  CHECK(ask.own(circle).outcome == Outcome::absent);
  CHECK(ask.append(appending(circle, 1, 0, {"a"})).outcome == Outcome::absent);
  CHECK(ask.read(circle).outcome == Outcome::absent);
}

TEMPLATE_TEST_CASE("appended events are read in order, dense, page by page", "", OfMemory,
                   OfSqlite) {
  TestType of;
  Asking ask{of.store};
  const auto owned = ask.own(circle, true);
  REQUIRE(owned.outcome == Outcome::stored);
  CHECK(owned.head == 0);
  REQUIRE(ask.append(appending(circle, owned.epoch, 0, {"one", "two"})).head == 2);
  REQUIRE(ask.append(appending(circle, owned.epoch, 2, {"three"})).head == 3);
  const auto page = ask.read(circle, 0, 4);
  CHECK(page.head == 3);
  REQUIRE(page.events.size() < 3);
  const auto rest = ask.read(circle, page.events.back().position);
  CHECK(page.events.size() + rest.events.size() == 3);
  CHECK(rest.events.back() == live::StoredEvent{3, "{}", "three"});
}

TEMPLATE_TEST_CASE("epoch and position are both checked", "", OfMemory, OfSqlite) {
  TestType of;
  Asking ask{of.store};
  const auto first = ask.own(circle, true);
  const auto second = ask.own(circle);
  CHECK(second.epoch > first.epoch);
  CHECK(second.incarnation == first.incarnation);
  CHECK(ask.append(appending(circle, first.epoch, 0, {"late"})).outcome == Outcome::fenced);
  CHECK(ask.append(appending(circle, second.epoch, 5, {"ahead"}, "x")).outcome ==
        Outcome::wrong_position);
  CHECK(ask.append(appending(circle, second.epoch, 0, {"right"})).outcome == Outcome::stored);
  CHECK(ask.read(circle).events.size() == 1);
}

TEMPLATE_TEST_CASE("retrying with the same append id answers stored, and stores once", "", OfMemory,
                   OfSqlite) {
  TestType of;
  Asking ask{of.store};
  const auto owned = ask.own(circle, true);
  REQUIRE(ask.append(appending(circle, owned.epoch, 0, {"a"}, "id")).outcome == Outcome::stored);
  CHECK(ask.append(appending(circle, owned.epoch, 0, {"a"}, "id")).outcome == Outcome::stored);
  CHECK(ask.append(appending(circle, owned.epoch, 0, {"b"}, "other")).outcome ==
        Outcome::wrong_position);
  CHECK(ask.read(circle).events.size() == 1);
}

TEMPLATE_TEST_CASE("redacting overwrites what was told, keeps order, and drops the snapshot", "",
                   OfMemory, OfSqlite) {
  TestType of;
  Asking ask{of.store};
  const auto owned = ask.own(circle, true);
  ask.append(appending(circle, owned.epoch, 0, {"words", "other"}));
  of.store.save_snapshot(circle, owned.epoch, {2, 1, "words"});
  REQUIRE(ask.probe());  // written by now
  REQUIRE(ask.snapshot(circle).has_value());
  REQUIRE(ask.redact(circle, owned.epoch, {{1, "empty"}}) == Outcome::stored);
  CHECK(ask.read(circle).events[0].told == "empty");
  CHECK(ask.read(circle).events[1].told == "other");
  CHECK_FALSE(ask.snapshot(circle).has_value());
  CHECK(ask.redact(circle, owned.epoch - 1, {{1, "x"}}) == Outcome::fenced);
}

TEMPLATE_TEST_CASE("snapshots are a cache that only the owner writes", "", OfMemory, OfSqlite) {
  TestType of;
  Asking ask{of.store};
  const auto owned = ask.own(circle, true);
  of.store.save_snapshot(circle, owned.epoch - 1, {1, 1, "not mine"});
  REQUIRE(ask.probe());  // written by now
  CHECK_FALSE(ask.snapshot(circle).has_value());
  of.store.save_snapshot(circle, owned.epoch, {1, 7, "mine"});
  REQUIRE(ask.probe());  // written by now
  REQUIRE(ask.snapshot(circle).has_value());
  CHECK(ask.snapshot(circle)->schema == 7);
}

TEMPLATE_TEST_CASE("what is due is found by its time", "", OfMemory, OfSqlite) {
  TestType of;
  Asking ask{of.store};
  const auto owned = ask.own(circle, true);
  of.store.set_due(circle, owned.epoch, rules::Time{1000});
  REQUIRE(ask.probe());  // written by now
  CHECK(ask.due({999}).empty());
  REQUIRE(ask.due({1000}).size() == 1);
  CHECK(ask.due({1000})[0].circle == circle);
  of.store.set_due(circle, owned.epoch, std::nullopt);
  REQUIRE(ask.probe());  // written by now
  CHECK(ask.due({5000}).empty());
}

TEMPLATE_TEST_CASE(
    "erasing leaves a tombstone: nothing is read, nothing is written, nothing is made anew", "",
    OfMemory, OfSqlite) {
  TestType of;
  Asking ask{of.store};
  const auto owned = ask.own(circle, true);
  ask.append(appending(circle, owned.epoch, 0, {"words"}));
  of.store.set_due(circle, owned.epoch, rules::Time{1});
  REQUIRE(ask.probe());  // written by now
  REQUIRE(ask.erase(circle, owned.epoch) == Outcome::stored);
  CHECK(ask.own(circle, true).outcome == Outcome::erased);
  CHECK(ask.read(circle).outcome == Outcome::erased);
  CHECK(ask.append(appending(circle, owned.epoch, 1, {"more"})).outcome == Outcome::erased);
  CHECK(ask.due({5000}).empty());
}

TEMPLATE_TEST_CASE("many circles append from many threads at once, each in its own order", "",
                   OfMemory, OfSqlite) {
  TestType of;
  std::vector<std::thread> threads;
  std::atomic<int> stored = 0;
  for (int n = 0; n < 8; ++n) {
    threads.emplace_back([&, n] {
      Asking ask{of.store};
      const rules::CircleId mine{"circle-" + std::to_string(n)};
      const auto owned = ask.own(mine, true);
      for (int i = 0; i < 50; ++i) {
        if (ask.append(appending(mine, owned.epoch, i, {"e"})).outcome == Outcome::stored) ++stored;
      }
    });
  }
  for (auto& thread : threads) thread.join();
  CHECK(stored == 400);
  CHECK(Asking{of.store}.read({"circle-3"}).events.size() == 50);
  CHECK(Asking{of.store}.probe());
}
