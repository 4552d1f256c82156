// A server on a free port and clients that talk with it over real sockets, for tests that read from
// top to bottom.
#pragma once

#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/websocket.hpp>
#include <filesystem>
#include <fstream>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "net/server.hpp"
#include "store/memory.hpp"
#include "tests/store/waiting.hpp"

namespace circlekeeper::tests {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
namespace websocket = beast::websocket;
using Json = nlohmann::json;

inline std::string padded(std::string text, std::size_t size) {
  text.resize(std::max(size, text.size()), '-');
  return text;
}
inline Json sealed(const std::string& words) {
  return {{"key", 1}, {"body", padded(words, 44)}};
}

struct Place {
  Folder folder;
  net::ServerOptions options;
  std::vector<std::string> notices;
  std::mutex mutex;

  Place() {
    std::ofstream(folder.path() / "index.html") << "<!doctype html><title>t</title>";
    std::filesystem::create_directories(folder.path() / "assets");
    std::ofstream(folder.path() / "assets" / "app.js") << "plain";
    std::ofstream(folder.path() / "assets" / "app.js.br") << "brotli";
    std::ofstream(folder.path() / "places.json") << "{}";
    options.listen.address = "127.0.0.1";
    options.threads = 2;
    options.client = folder.path();
  }
};

// A running server with its store, memory unless another is given.
class Running {
 public:
  explicit Running(Place& place, live::EventStore* store = nullptr)
      : server_(place.options, store != nullptr ? *store : memory_,
                [&place](std::string_view what, const rules::CircleId& circle) {
                  const std::lock_guard lock(place.mutex);
                  place.notices.push_back(std::string(what) + " " + circle.value);
                }) {
    server_.start();
  }
  std::uint16_t port() const { return server_.port(); }
  net::Server& server() { return server_; }

 private:
  store::MemoryStore memory_;
  net::Server server_;
};

http::response<http::string_body> fetched(std::uint16_t port, const std::string& target,
                                          http::verb method = http::verb::get,
                                          const std::map<std::string, std::string>& headers = {});

// A client over a plain socket. Every reading gives up after some seconds.
class Talk {
 public:
  // headers: of the request, beside what every client says.
  Talk(std::uint16_t port, const std::string& circle,
       const std::map<std::string, std::string>& headers = {});
  void say(const Json& frame) { say_text(frame.dump()); }
  void say_text(const std::string& text);
  void say_bytes(const std::string& bytes);
  // The next frame; throws where the connection was closed.
  Json hear();
  // Frames until one of this type, which is given.
  Json hear(const std::string& type);
  // Frames until the event of this name.
  Json hear_event(const std::string& name);
  // Reads until the server closes, and gives its code.
  int closing();
  // Sends a command and gives its answer; events in between are kept in `events`.
  Json ask(Json command, std::string id = "");
  void drop();
  websocket::stream<beast::tcp_stream>& stream() { return stream_; }

  std::vector<Json> events;

 private:
  asio::io_context loop_;
  websocket::stream<beast::tcp_stream> stream_{loop_};
  int asked_ = 0;
};

Json making(const std::string& member);
Json greeting(const std::string& member, const std::string& link = "");
Json joining(const std::string& name, bool witness = false);
// Makes the circle and gives the keeper's line, welcomed.
std::unique_ptr<Talk> made(std::uint16_t port, const std::string& circle);
// Joins by the invitation and gives the line, welcomed.
std::unique_ptr<Talk> joined(std::uint16_t port, const std::string& circle,
                             const std::string& member);

}  // namespace circlekeeper::tests
