#include "net/site.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <ranges>
#include <stdexcept>

namespace circlekeeper::net {

namespace fs = std::filesystem;

namespace {

std::string bytes_of(const fs::path& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

std::string type_of(const std::string& extension) {
  static const std::map<std::string, std::string> types = {
      {".html", "text/html; charset=utf-8"},
      {".js", "text/javascript; charset=utf-8"},
      {".css", "text/css; charset=utf-8"},
      {".json", "application/json; charset=utf-8"},
      {".webmanifest", "application/manifest+json"},
      {".svg", "image/svg+xml"},
      {".png", "image/png"},
      {".woff2", "font/woff2"},
      {".txt", "text/plain; charset=utf-8"}};
  const auto found = types.find(extension);
  return found == types.end() ? "application/octet-stream" : found->second;
}

// What is named by its content never changes; everything else is asked for again after an upgrade.
std::string cache_of(std::string_view path) {
  if (path.starts_with("/assets/")) return "public, max-age=31536000, immutable";
  return "no-cache";
}

constexpr std::string_view policy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src "
    "'self'; "
    "connect-src 'self'; manifest-src 'self'; media-src 'self'; base-uri 'none'; form-action "
    "'none'; "
    "frame-ancestors 'none'";

// Whether a coding is named, and not with a weight of nothing. (Beast's list of extensions gives
// the last one without a weight that of the one before.)
bool accepts(const Request& request, std::string_view coding) {
  const auto field = request[http::field::accept_encoding];
  for (const auto part : std::views::split(std::string_view(field.data(), field.size()), ',')) {
    std::string_view item(part.begin(), part.end());
    item.remove_prefix(std::min(item.find_first_not_of(" \t"), item.size()));
    if (item.substr(0, item.find_first_of("; \t")) != coding) continue;
    const auto weight = item.find("q=");
    return weight == std::string_view::npos ||
           item.find_first_not_of("0. \t", weight + 2) != std::string_view::npos;
  }
  return false;
}

}  // namespace

Site::Site(const fs::path& client, const fs::path& places, bool secure) : secure_(secure) {
  if (!fs::exists(client / "index.html")) {
    throw std::runtime_error("no client in " + client.string() +
                             ": build it, or name it by --client");
  }
  for (const auto& entry : fs::recursive_directory_iterator(client)) {
    if (entry.is_regular_file()) add(client, entry.path());
  }
  if (!places.empty()) {
    if (!fs::exists(places)) throw std::runtime_error("no such file: " + places.string());
    files_["/places.json"] = {type_of(".json"), "no-cache", bytes_of(places), "", ""};
  }
}

void Site::add(const fs::path& root, const fs::path& file) {
  std::string name = "/" + fs::relative(file, root).generic_string();
  const std::string extension = file.extension().string();
  if (extension == ".br" || extension == ".gz") {
    name.resize(name.size() - extension.size());
    (extension == ".br" ? files_[name].brotli : files_[name].gzip) = bytes_of(file);
    return;
  }
  File& held = files_[name];
  held.type = type_of(extension);
  held.cache = cache_of(name);
  held.plain = bytes_of(file);
}

const Site::File* Site::find(std::string_view path) const {
  path = path.substr(0, path.find_first_of("?#"));
  if (path == "/" || path.starts_with("/c/")) path = "/index.html";
  const auto found = files_.find(path);
  return found == files_.end() ? nullptr : &found->second;
}

void Site::guard(Response& response) const {
  response.set("Content-Security-Policy", policy);
  response.set("Referrer-Policy", "no-referrer");
  response.set("X-Content-Type-Options", "nosniff");
  response.set("X-Frame-Options", "DENY");
  response.set("Cross-Origin-Opener-Policy", "same-origin");
  response.set("Cross-Origin-Resource-Policy", "same-origin");
  response.set("Permissions-Policy",
               "camera=(), microphone=(), geolocation=(), screen-wake-lock=(self)");
  if (secure_) response.set(http::field::strict_transport_security, "max-age=31536000");
}

Response Site::plain(const Request& request, http::status status, std::string_view text) const {
  Response response(status, request.version());
  response.set(http::field::content_type, "text/plain; charset=utf-8");
  response.set(http::field::cache_control, "no-store");
  guard(response);
  response.keep_alive(request.keep_alive());
  if (request.method() != http::verb::head) response.body() = text;
  response.content_length(text.size());
  return response;
}

Response Site::answer(const Request& request) const {
  if (request.method() != http::verb::get && request.method() != http::verb::head) {
    Response response = plain(request, http::status::method_not_allowed, "GET and HEAD alone\n");
    response.set(http::field::allow, "GET, HEAD");
    return response;
  }
  const std::string_view path(request.target().data(), request.target().size());
  const File* file = find(path);
  if (file == nullptr) return plain(request, http::status::not_found, "nothing is here\n");
  Response response(http::status::ok, request.version());
  response.set(http::field::content_type, file->type);
  response.set(http::field::cache_control, path.starts_with("/c/") ? "no-store" : file->cache);
  response.set(http::field::vary, "Accept-Encoding");
  guard(response);
  const std::string* body = &file->plain;
  if (!file->brotli.empty() && accepts(request, "br")) {
    body = &file->brotli;
    response.set(http::field::content_encoding, "br");
  } else if (!file->gzip.empty() && accepts(request, "gzip")) {
    body = &file->gzip;
    response.set(http::field::content_encoding, "gzip");
  }
  response.keep_alive(request.keep_alive());
  if (request.method() != http::verb::head) response.body() = *body;
  response.content_length(body->size());
  return response;
}

}  // namespace circlekeeper::net
