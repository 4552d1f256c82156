// SQLite's handles as values: a connection and its prepared statements, with errors as exceptions
// that stay on the store's own threads.
#pragma once

#include <sqlite3.h>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

namespace circlekeeper::store {

class SqliteError : public std::runtime_error {
 public:
  SqliteError(int code, const char* message) : std::runtime_error(message), code_(code) {}
  int code() const { return code_; }

 private:
  int code_;
};

class Connection {
 public:
  enum class Mode { write, read };
  static constexpr int busy_wait_ms = 5000;  // for another connection to finish
  // Throws SqliteError where the file cannot be opened.
  Connection(const std::filesystem::path& file, Mode mode);

  void run(const char* sql);  // statements without values
  std::int64_t number(const char* sql);
  sqlite3* raw() const { return handle_.get(); }
  int changes() const { return sqlite3_changes(handle_.get()); }
  [[noreturn]] void fail() const;

 private:
  struct Close {
    void operator()(sqlite3* handle) const { sqlite3_close_v2(handle); }
  };
  std::unique_ptr<sqlite3, Close> handle_;
};

// A prepared statement, used again and again: bind, then step; it is reset by the next bind. Texts
// are not copied: what was bound must live until the last step.
class Statement {
 public:
  Statement(const Connection& connection, std::string_view sql);

  template <class... Values>
  Statement& bind(const Values&... values) {
    sqlite3_reset(handle_.get());
    int index = 0;
    (bind_one(++index, values), ...);
    return *this;
  }
  // True where there is a row. Throws SqliteError.
  bool step();
  void run() {
    while (step()) {
    }
    sqlite3_reset(handle_.get());
  }
  std::int64_t number(int column) const { return sqlite3_column_int64(handle_.get(), column); }
  std::string text(int column) const;
  bool is_null(int column) const {
    return sqlite3_column_type(handle_.get(), column) == SQLITE_NULL;
  }
  void reset() { sqlite3_reset(handle_.get()); }

 private:
  void bind_one(int index, std::int64_t value);
  void bind_one(int index, const std::string& value);
  void bind_one(int index, const std::optional<std::int64_t>& value);
  void check(int code) const;

  struct Finalize {
    void operator()(sqlite3_stmt* handle) const { sqlite3_finalize(handle); }
  };
  const Connection& connection_;
  std::unique_ptr<sqlite3_stmt, Finalize> handle_;
};

}  // namespace circlekeeper::store
