#include "store/sqlite_file.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <chrono>

namespace circlekeeper::store {

namespace fs = std::filesystem;

namespace {

constexpr auto set_aside_for = std::chrono::days(7);

// Step n makes version n + 1 of version n.
constexpr const char* steps[] = {
    // Events are appended by row; a table clustered by circle and position was measured to be
    // slower.
    "CREATE TABLE file (only INTEGER PRIMARY KEY CHECK (only = 1), probes INTEGER NOT NULL,"
    " restored INTEGER NOT NULL);"
    "INSERT INTO file VALUES (1, 0, 0);"
    "CREATE TABLE circles (number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, epoch INTEGER NOT "
    "NULL,"
    " head INTEGER NOT NULL, incarnation TEXT NOT NULL, last_append TEXT NOT NULL,"
    " erased INTEGER NOT NULL);"
    "CREATE TABLE events (row INTEGER PRIMARY KEY, circle INTEGER NOT NULL, position INTEGER NOT "
    "NULL,"
    " cause TEXT NOT NULL, told TEXT NOT NULL);"
    "CREATE UNIQUE INDEX events_in_order ON events (circle, position);"
    "CREATE TABLE snapshots (circle INTEGER PRIMARY KEY, position INTEGER NOT NULL,"
    " schema INTEGER NOT NULL, bytes BLOB NOT NULL);",
    // When something of a circle must go though nobody comes.
    "ALTER TABLE circles ADD COLUMN due_at INTEGER;"
    "CREATE INDEX circles_due ON circles (due_at) WHERE due_at IS NOT NULL;",
    // An append writes its events and nothing else: the rest is what they say.
    "ALTER TABLE circles DROP COLUMN head;"
    "ALTER TABLE circles DROP COLUMN last_append;",
    // Where events lie is written for many at once, up to `placed`.
    "CREATE TABLE places (circle INTEGER NOT NULL, position INTEGER NOT NULL, row INTEGER NOT NULL,"
    " PRIMARY KEY (circle, position)) WITHOUT ROWID;"
    "INSERT INTO places SELECT circle, position, row FROM events ORDER BY circle, position;"
    "DROP INDEX events_in_order;"
    "ALTER TABLE file ADD COLUMN placed INTEGER NOT NULL DEFAULT 0;"
    "UPDATE file SET placed = ifnull((SELECT max(row) FROM events), 0);"};
static_assert(std::size(steps) == schema_version);

void prepare(Connection& connection) {
  connection.run("PRAGMA journal_mode=WAL");
  connection.run("PRAGMA synchronous=FULL");
  connection.run("PRAGMA secure_delete=ON");
  connection.run("PRAGMA wal_autocheckpoint=2000");
  connection.run("PRAGMA temp_store=MEMORY");
}

void delete_old_copies(const fs::path& folder) {
  for (const auto& entry : fs::directory_iterator(folder)) {
    if (!entry.path().filename().string().starts_with(std::string(file_name) + ".version-"))
      continue;
    if (fs::file_time_type::clock::now() - entry.last_write_time() > set_aside_for)
      fs::remove(entry);
  }
}

void copy_to(const Connection& from, const fs::path& to) {
  Statement(from, "VACUUM INTO ?").bind(to.string()).run();
  chmod(to.c_str(), S_IRUSR | S_IWUSR);
}

void migrate(Connection& connection, const fs::path& file, std::int64_t version) {
  if (version > 0) {
    const fs::path copy = file.string() + ".version-" + std::to_string(version);
    fs::remove(copy);
    copy_to(connection, copy);
  }
  connection.run("BEGIN IMMEDIATE");
  for (std::int64_t step = version; step < schema_version; ++step) connection.run(steps[step]);
  connection.run(("PRAGMA user_version=" + std::to_string(schema_version)).c_str());
  connection.run("COMMIT");
}

// Numbers that clients know mean nothing after a restore: every log begins a new life.
bool begin_new_lives(Connection& connection) {
  if (connection.number("SELECT restored FROM file") == 0) return false;
  connection.run("BEGIN IMMEDIATE");
  connection.run("UPDATE circles SET incarnation = lower(hex(randomblob(16)))");
  connection.run("UPDATE file SET restored = 0");
  connection.run("COMMIT");
  return true;
}

}  // namespace

FolderLock::FolderLock(const fs::path& folder) {
  fs::create_directories(folder);
  chmod(folder.c_str(), S_IRWXU);
  const fs::path file = folder / "lock";
  descriptor_ = open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, S_IRUSR | S_IWUSR);
  if (descriptor_ < 0) throw std::runtime_error("cannot write to " + folder.string());
  if (flock(descriptor_, LOCK_EX | LOCK_NB) != 0) {
    close(descriptor_);
    throw std::runtime_error("another server uses " + folder.string());
  }
}

FolderLock::~FolderLock() {
  close(descriptor_);
}

Opened open_file(const fs::path& folder) {
  const fs::path file = folder / file_name;
  delete_old_copies(folder);
  Connection connection(file, Connection::Mode::write);
  chmod(file.c_str(), S_IRUSR | S_IWUSR);
  prepare(connection);
  const std::int64_t version = connection.number("PRAGMA user_version");
  if (version > schema_version) {
    throw std::runtime_error("the data in " + folder.string() + " is of version " +
                             std::to_string(version) + ", and this server knows versions up to " +
                             std::to_string(schema_version) + ": use a newer server");
  }
  if (version < schema_version) migrate(connection, file, version);
  const bool restored = begin_new_lives(connection);
  return {std::move(connection), restored};
}

void backup(const fs::path& folder, const fs::path& to) {
  if (fs::exists(to)) throw std::runtime_error(to.string() + " exists already");
  if (!fs::exists(folder / file_name)) throw std::runtime_error("no data in " + folder.string());
  copy_to(Connection(folder / file_name, Connection::Mode::read), to);
  Connection copy(to, Connection::Mode::write);
  copy.run("UPDATE file SET restored = 1");
}

}  // namespace circlekeeper::store
