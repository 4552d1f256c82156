// What the file owes: one process, known versions, copies, clean bytes, full disks, and being
// killed.
#include "store/sqlite.hpp"

#include <sqlite3.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <csignal>
#include <fstream>
#include <thread>

#include "store/sqlite_file.hpp"
#include "tests/store/waiting.hpp"

using namespace circlekeeper;
using namespace circlekeeper::tests;
using live::Outcome;
namespace fs = std::filesystem;

namespace {

const rules::CircleId circle{"circle----------------"};

// Whether any file of the folder holds these bytes.
bool anywhere(const fs::path& folder, const std::string& bytes) {
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    std::ifstream file(entry.path(), std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    if (text.find(bytes) != std::string::npos) return true;
  }
  return false;
}

}  // namespace

TEST_CASE("what was just stored is read, before and after its place in the file is written") {
  Folder folder;
  const rules::CircleId other{"other-----------------"};
  std::vector<std::string> expected;
  // In pages, since reading goes on where the last page ended.
  const auto told = [](live::EventStore& store, const rules::CircleId& of) {
    std::vector<std::string> all;
    live::Page page;
    do {
      page = Asking{store}.read(of, std::ssize(all), 2000);
      for (const auto& event : page.events) all.push_back(event.told);
      CHECK(page.events.back().position == std::ssize(all));
    } while (std::ssize(all) < page.head);
    return all;
  };
  {
    store::SqliteStore store(folder.path());
    Asking ask{store};
    const auto mine = ask.own(circle, true), theirs = ask.own(other, true);
    const auto both = [&](int from, int to) {
      for (int at = from; at < to; ++at) {
        expected.push_back("event " + std::to_string(at));
        ask.append(appending(circle, mine.epoch, at, {expected.back()}));
        REQUIRE(ask.append(appending(other, theirs.epoch, at, {"theirs"})).head == at + 1);
      }
    };
    both(0, 10);
    CHECK(told(store, circle) == expected);
    both(10, 700);  // more than may be without a place
    CHECK(told(store, circle) == expected);
    REQUIRE(ask.redact(circle, mine.epoch, {{700, "empty"}}) == Outcome::stored);
    expected.back() = "empty";
    REQUIRE(ask.append(appending(circle, mine.epoch, 700, {"last"})).outcome == Outcome::stored);
    expected.emplace_back("last");
    REQUIRE(ask.append(appending(other, theirs.epoch, 700, {"gone"})).outcome == Outcome::stored);
    REQUIRE(ask.erase(other, theirs.epoch) == Outcome::stored);
    REQUIRE(ask.append(appending(circle, mine.epoch, 701, {"after"})).outcome == Outcome::stored);
    expected.emplace_back("after");
    CHECK(told(store, circle) == expected);
  }
  store::SqliteStore again(folder.path());
  CHECK(told(again, circle) == expected);
  CHECK(Asking{again}.own(circle).head == 702);
  CHECK(told(again, circle) == expected);
  CHECK(Asking{again}.read(other).outcome == Outcome::erased);
}

TEST_CASE("a second process on the same folder is refused") {
  Folder folder;
  store::SqliteStore first(folder.path());
  CHECK_THROWS_WITH(store::SqliteStore(folder.path()), Catch::Contains("another server uses"));
}

TEST_CASE("files are readable by their owner alone") {
  Folder folder;
  store::SqliteStore store(folder.path());
  struct stat info{};
  REQUIRE(stat((folder.path() / store::file_name).c_str(), &info) == 0);
  CHECK((info.st_mode & 0777) == 0600);
  REQUIRE(stat(folder.path().c_str(), &info) == 0);
  CHECK((info.st_mode & 0777) == 0700);
}

TEST_CASE("no byte of what was redacted or erased is left, in file or log") {
  Folder folder;
  store::SqliteStore store(folder.path());
  Asking ask{store};
  const auto owned = ask.own(circle, true);
  const std::string words = "c2VhbGVkLXdvcmRzLW9mLXNvbWVib2R5";
  const std::string more(9000, 'q');
  ask.append(
      appending(circle, owned.epoch, 0, {"1" + words, "2" + words + more, "kept-structure"}));
  REQUIRE(anywhere(folder.path(), words));
  REQUIRE(ask.redact(circle, owned.epoch, {{1, "empty"}, {2, "empty"}}) == Outcome::stored);
  CHECK_FALSE(anywhere(folder.path(), words));
  CHECK_FALSE(anywhere(folder.path(), std::string(200, 'q')));
  REQUIRE(anywhere(folder.path(), "kept-structure"));
  REQUIRE(ask.erase(circle, owned.epoch) == Outcome::stored);
  CHECK_FALSE(anywhere(folder.path(), "kept-structure"));
}

TEST_CASE("somebody who reads the file for long holds up nobody, and then no byte is left either") {
  Folder folder;
  store::SqliteStore store(folder.path());
  Asking ask{store};
  const auto owned = ask.own(circle, true);
  const std::string words = "c2VhbGVkLXdvcmRzLW9mLXNvbWVib2R5";
  REQUIRE(ask.append(appending(circle, owned.epoch, 0, {words})).outcome == Outcome::stored);
  sqlite3* reader = nullptr;
  REQUIRE(sqlite3_open((folder.path() / store::file_name).c_str(), &reader) == SQLITE_OK);
  REQUIRE(sqlite3_exec(reader, "BEGIN; SELECT count(*) FROM events", nullptr, nullptr, nullptr) ==
          SQLITE_OK);
  REQUIRE(ask.redact(circle, owned.epoch, {{1, "empty"}}) == Outcome::stored);
  CHECK(anywhere(folder.path(), words));  // while it is read
  CHECK(ask.append(appending(circle, owned.epoch, 1, {"next"})).outcome == Outcome::stored);
  sqlite3_close_v2(reader);
  for (int tries = 0; tries < 600 && anywhere(folder.path(), words); ++tries) {
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
  CHECK_FALSE(anywhere(folder.path(), words));
}

TEST_CASE("a newer file is refused with a clear sentence") {
  Folder folder;
  {
    store::SqliteStore store(folder.path());
  }
  sqlite3* handle = nullptr;
  REQUIRE(sqlite3_open((folder.path() / store::file_name).c_str(), &handle) == SQLITE_OK);
  sqlite3_exec(handle, "PRAGMA user_version=99", nullptr, nullptr, nullptr);
  sqlite3_close(handle);
  CHECK_THROWS_WITH(store::SqliteStore(folder.path()), Catch::Contains("use a newer server"));
}

TEST_CASE("an older file is set aside and migrated; the copy goes after seven days") {
  Folder folder;
  sqlite3* handle = nullptr;
  REQUIRE(sqlite3_open((folder.path() / store::file_name).c_str(), &handle) == SQLITE_OK);
  const char* version_1 =
      "CREATE TABLE file (only INTEGER PRIMARY KEY CHECK (only = 1), probes INTEGER NOT NULL, "
      "restored INTEGER NOT NULL);"
      "INSERT INTO file VALUES (1, 0, 0);"
      "CREATE TABLE circles (number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, epoch INTEGER "
      "NOT NULL, head INTEGER NOT NULL,"
      " incarnation TEXT NOT NULL, last_append TEXT NOT NULL, erased INTEGER NOT NULL);"
      "CREATE TABLE events (row INTEGER PRIMARY KEY, circle INTEGER NOT NULL, position INTEGER NOT "
      "NULL, cause TEXT NOT NULL, told TEXT NOT NULL);"
      "CREATE UNIQUE INDEX events_in_order ON events (circle, position);"
      "CREATE TABLE snapshots (circle INTEGER PRIMARY KEY, position INTEGER NOT NULL, schema "
      "INTEGER NOT NULL, bytes BLOB NOT NULL);"
      "INSERT INTO circles VALUES (1, 'circle----------------', 3, 1, 'life', '', 0);"
      "INSERT INTO events VALUES (1, 1, 1, '{}', 'from version 1');"
      "PRAGMA user_version=1";
  REQUIRE(sqlite3_exec(handle, version_1, nullptr, nullptr, nullptr) == SQLITE_OK);
  sqlite3_close(handle);
  const fs::path copy = folder.path() / (std::string(store::file_name) + ".version-1");
  {
    store::SqliteStore store(folder.path());
    CHECK(Asking{store}.read(circle).events[0].told == "from version 1");
    CHECK(Asking{store}.due({1}).empty());
    CHECK(fs::exists(copy));
  }
  fs::last_write_time(copy, fs::file_time_type::clock::now() - std::chrono::days(8));
  store::SqliteStore again(folder.path());
  CHECK_FALSE(fs::exists(copy));
}

TEST_CASE("a backup is consistent while the server runs, and restoring it begins a new life") {
  Folder folder, other;
  std::string life;
  const fs::path copy = other.path() / store::file_name;
  {
    store::SqliteStore store(folder.path());
    const auto owned = Asking{store}.own(circle, true);
    life = owned.incarnation;
    Asking{store}.append(appending(circle, owned.epoch, 0, {"kept"}));
    store::backup(folder.path(), copy);
    CHECK_THROWS_WITH(store::backup(folder.path(), copy), Catch::Contains("exists already"));
    CHECK_FALSE(store.was_restored());
  }
  store::SqliteStore restored(other.path());
  CHECK(restored.was_restored());
  CHECK(Asking{restored}.own(circle).incarnation != life);
  CHECK(Asking{restored}.read(circle).events[0].told == "kept");
}

TEST_CASE("a full disk stores nothing, says so, and all recovers when there is space") {
  Folder folder;
  store::SqliteStore store(folder.path());
  Asking ask{store};
  const auto owned = ask.own(circle, true);
  store.limit_pages(20);
  const std::string big(60'000, 'x');
  live::Position head = 0;
  Outcome outcome = Outcome::stored;
  for (int i = 0; i < 20 && outcome == Outcome::stored; ++i) {
    outcome = ask.append(appending(circle, owned.epoch, head, {big})).outcome;
    if (outcome == Outcome::stored) ++head;
  }
  CHECK(outcome == Outcome::unavailable);
  store.limit_pages(100'000);
  CHECK(ask.probe());
  const auto again = ask.own(circle);
  CHECK(again.head == head);
  CHECK(ask.append(appending(circle, again.epoch, head, {"after"})).outcome == Outcome::stored);
}

TEST_CASE("killed at any moment, every acknowledged event is there, in order, once") {
  Folder folder;
  live::Position acknowledged = 0;
  for (int round = 0; round < 10; ++round) {
    int pipes[2];
    REQUIRE(pipe(pipes) == 0);
    const pid_t child = fork();
    if (child == 0) {
      store::SqliteStore store(folder.path());
      Asking ask{store};
      const auto owned = ask.own(circle, true);
      for (live::Position at = owned.head;; ++at) {
        if (ask.append(appending(circle, owned.epoch, at, {std::to_string(at + 1)})).outcome !=
            Outcome::stored)
          _exit(1);
        const live::Position stored = at + 1;
        if (write(pipes[1], &stored, sizeof stored) != sizeof stored) _exit(2);
      }
    }
    close(pipes[1]);
    live::Position stored = 0;
    REQUIRE(read(pipes[0], &stored, sizeof stored) == sizeof stored);
    acknowledged = stored;
    std::this_thread::sleep_for(std::chrono::milliseconds(round * 7));
    kill(child, SIGKILL);
    while (read(pipes[0], &stored, sizeof stored) == sizeof stored) acknowledged = stored;
    close(pipes[0]);
    waitpid(child, nullptr, 0);
    store::SqliteStore store(folder.path());
    const auto page = Asking{store}.read(circle, 0, 1 << 28);
    REQUIRE(std::ssize(page.events) >= acknowledged);
    for (std::size_t i = 0; i < page.events.size(); ++i) {
      if (page.events[i].told != std::to_string(i + 1)) FAIL("out of order");
    }
  }
  CHECK(acknowledged >= 10);
}

TEST_CASE("starting with many stored circles does not read them") {
  Folder folder;
  {
    store::SqliteStore store(folder.path());
  }
  sqlite3* handle = nullptr;
  REQUIRE(sqlite3_open((folder.path() / store::file_name).c_str(), &handle) == SQLITE_OK);
  REQUIRE(sqlite3_exec(
              handle,
              "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000)"
              " INSERT INTO circles (id, epoch, incarnation, erased)"
              " SELECT 'circle-' || i, 0, 'life', 0 FROM n",
              nullptr, nullptr, nullptr) == SQLITE_OK);
  sqlite3_close(handle);
  store::SqliteStore store(folder.path());
  CHECK(Asking{store}.own({"circle-77777"}).outcome == Outcome::stored);
}
