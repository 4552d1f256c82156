// The built client, held in memory with its compressed twins, and the answers that are not a
// circle's.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "net/websocket.hpp"

namespace circlekeeper::net {

using Response = http::response<http::string_body>;

class Site {
 public:
  // Reads every file below `client`. Throws std::runtime_error where it has no index.html.
  // `places`, where given, is served as /places.json in place of the client's own.
  Site(const std::filesystem::path& client, const std::filesystem::path& places, bool secure);

  // GET and HEAD alone. The path names a file, or the page of the client.
  Response answer(const Request& request) const;
  Response plain(const Request& request, http::status status, std::string_view text) const;

 private:
  struct File {
    std::string type;
    std::string cache;
    std::string plain, gzip, brotli;
  };

  void add(const std::filesystem::path& root, const std::filesystem::path& file);
  const File* find(std::string_view path) const;
  void guard(Response& response) const;

  std::map<std::string, File, std::less<>> files_;
  bool secure_;
};

}  // namespace circlekeeper::net
