// The file: locked for one process, readable by its owner alone, of a known schema.
#pragma once

#include <filesystem>

#include "store/sqlite_handle.hpp"

namespace circlekeeper::store {

inline constexpr std::int64_t schema_version = 4;
inline constexpr const char* file_name = "circlekeeper.db";

// Held by the one process that serves a data folder. Throws std::runtime_error where another holds
// it.
class FolderLock {
 public:
  explicit FolderLock(const std::filesystem::path& folder);
  ~FolderLock();
  FolderLock(const FolderLock&) = delete;
  FolderLock& operator=(const FolderLock&) = delete;

 private:
  int descriptor_;
};

struct Opened {
  Connection connection;
  bool restored;  // from a backup: removals and replaced links since then must be done again
};

// Makes or migrates the file; an older one is set aside first, for seven days. Throws
// std::runtime_error with a sentence where the file is newer than this server.
Opened open_file(const std::filesystem::path& folder);

// A consistent copy while the server runs; opened later it is known as restored. Throws
// std::runtime_error.
void backup(const std::filesystem::path& folder, const std::filesystem::path& to);

}  // namespace circlekeeper::store
