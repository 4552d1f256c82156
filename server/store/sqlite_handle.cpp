#include "store/sqlite_handle.hpp"

namespace circlekeeper::store {

Connection::Connection(const std::filesystem::path& file, Mode mode) {
  // Counting its memory would take a lock for each piece of it.
  static const int uncounted = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
  static_cast<void>(uncounted);  // refused where SQLite is in use already
  sqlite3* handle = nullptr;
  const int flags =
      mode == Mode::write ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE : SQLITE_OPEN_READONLY;
  const int code = sqlite3_open_v2(file.c_str(), &handle, flags | SQLITE_OPEN_NOMUTEX, nullptr);
  handle_.reset(handle);
  if (code != SQLITE_OK) fail();
  sqlite3_extended_result_codes(handle, 1);
  sqlite3_busy_timeout(handle, busy_wait_ms);
}

void Connection::fail() const {
  throw SqliteError(sqlite3_extended_errcode(handle_.get()), sqlite3_errmsg(handle_.get()));
}

void Connection::run(const char* sql) {
  if (sqlite3_exec(handle_.get(), sql, nullptr, nullptr, nullptr) != SQLITE_OK) fail();
}

std::int64_t Connection::number(const char* sql) {
  Statement statement(*this, sql);
  if (!statement.step()) throw SqliteError(SQLITE_EMPTY, "no row");
  return statement.number(0);
}

Statement::Statement(const Connection& connection, std::string_view sql) : connection_(connection) {
  sqlite3_stmt* handle = nullptr;
  const int code = sqlite3_prepare_v3(connection.raw(), sql.data(), static_cast<int>(sql.size()),
                                      SQLITE_PREPARE_PERSISTENT, &handle, nullptr);
  handle_.reset(handle);
  check(code);
}

void Statement::check(int code) const {
  if (code != SQLITE_OK) connection_.fail();
}

bool Statement::step() {
  const int code = sqlite3_step(handle_.get());
  if (code == SQLITE_ROW) return true;
  if (code == SQLITE_DONE) return false;
  const SqliteError error(sqlite3_extended_errcode(connection_.raw()),
                          sqlite3_errmsg(connection_.raw()));
  sqlite3_reset(handle_.get());
  throw error;
}

std::string Statement::text(int column) const {
  const auto* bytes = static_cast<const char*>(sqlite3_column_blob(handle_.get(), column));
  const int size = sqlite3_column_bytes(handle_.get(), column);
  return bytes == nullptr ? std::string() : std::string(bytes, static_cast<std::size_t>(size));
}

void Statement::bind_one(int index, std::int64_t value) {
  check(sqlite3_bind_int64(handle_.get(), index, value));
}

void Statement::bind_one(int index, const std::string& value) {
  check(sqlite3_bind_text(handle_.get(), index, value.data(), static_cast<int>(value.size()),
                          SQLITE_STATIC));
}

void Statement::bind_one(int index, const std::optional<std::int64_t>& value) {
  check(value ? sqlite3_bind_int64(handle_.get(), index, *value)
              : sqlite3_bind_null(handle_.get(), index));
}

}  // namespace circlekeeper::store
