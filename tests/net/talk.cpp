#include "tests/net/talk.hpp"

namespace circlekeeper::tests {

namespace {
constexpr auto patience = std::chrono::seconds(20);
}

http::response<http::string_body> fetched(std::uint16_t port, const std::string& target,
                                          http::verb method,
                                          const std::map<std::string, std::string>& headers) {
  asio::io_context loop;
  beast::tcp_stream stream(loop);
  stream.connect({asio::ip::make_address("127.0.0.1"), port});
  http::request<http::empty_body> request(method, target, 11);
  request.set(http::field::host, "127.0.0.1");
  request.set(http::field::connection, "close");
  for (const auto& [name, value] : headers) request.set(name, value);
  http::write(stream, request);
  beast::flat_buffer buffer;
  http::response_parser<http::string_body> parser;
  parser.skip(method == http::verb::head);
  http::read(stream, buffer, parser);
  return parser.release();
}

Talk::Talk(std::uint16_t port, const std::string& circle,
           const std::map<std::string, std::string>& headers) {
  beast::get_lowest_layer(stream_).connect({asio::ip::make_address("127.0.0.1"), port});
  stream_.set_option(websocket::stream_base::decorator([&](websocket::request_type& request) {
    request.set(http::field::sec_websocket_protocol, "circlekeeper.v1");
    for (const auto& [name, value] : headers) request.set(name, value);
  }));
  stream_.handshake("127.0.0.1:" + std::to_string(port), "/circles/" + circle + "/live");
}

void Talk::say_text(const std::string& text) {
  stream_.text(true);
  stream_.write(asio::buffer(text));
}

void Talk::say_bytes(const std::string& bytes) {
  stream_.binary(true);
  stream_.write(asio::buffer(bytes));
}

Json Talk::hear() {
  beast::flat_buffer buffer;
  beast::get_lowest_layer(stream_).expires_after(patience);
  std::optional<beast::error_code> outcome;
  stream_.async_read(buffer, [&](beast::error_code error, std::size_t) { outcome = error; });
  loop_.restart();
  while (!outcome) loop_.run_one();
  if (*outcome) throw boost::system::system_error(*outcome);
  return Json::parse(beast::buffers_to_string(buffer.data()));
}

Json Talk::hear(const std::string& type) {
  for (;;) {
    Json frame = hear();
    if (frame.at("type") == type) return frame;
    if (frame.at("type") == "told") events.push_back(std::move(frame));
  }
}

Json Talk::hear_event(const std::string& name) {
  for (;;) {
    const Json frame = hear("told");
    events.push_back(frame);
    if (frame.at("event").at("type") == name) return frame.at("event");
  }
}

int Talk::closing() {
  try {
    for (;;) hear();
  } catch (const boost::system::system_error&) {
    return stream_.reason().code;
  }
}

Json Talk::ask(Json command, std::string id) {
  if (id.empty()) id = "c" + std::to_string(++asked_);
  say({{"type", "command"}, {"id", id}, {"command", std::move(command)}});
  for (;;) {
    Json frame = hear();
    if (frame.at("type") == "told") {
      events.push_back(std::move(frame));
    } else if (frame.contains("id") && frame.at("id") == id) {
      return frame;
    }
  }
}

void Talk::drop() {
  beast::error_code ignored;
  beast::get_lowest_layer(stream_).socket().close(ignored);
}

Json making(const std::string& member) {
  return {{"type", "make"},
          {"member", padded(member, 22)},
          {"secret", padded("s" + member, 43)},
          {"keeper_token", padded("keeper-token", 43)},
          {"invitation_token", padded("invitation-token", 43)},
          {"title", sealed("title")},
          {"agreements", sealed("agreements")},
          {"meets", "typed"},
          {"keeps", "this_gathering"},
          {"keeper_box", sealed("box")},
          {"name", sealed(member)}};
}

Json greeting(const std::string& member, const std::string& link) {
  Json frame = {
      {"type", "hello"}, {"member", padded(member, 22)}, {"secret", padded("s" + member, 43)}};
  if (!link.empty()) frame["link"] = {{"kind", link}, {"token", padded(link + "-token", 43)}};
  return frame;
}

Json joining(const std::string& name, bool witness) {
  return {{"type", "join"}, {"name", sealed(name)}, {"witness", witness}, {"agreed", 1}};
}

std::unique_ptr<Talk> made(std::uint16_t port, const std::string& circle) {
  auto talk = std::make_unique<Talk>(port, circle);
  talk->say(making("ana"));
  talk->hear("welcome");
  return talk;
}

std::unique_ptr<Talk> joined(std::uint16_t port, const std::string& circle,
                             const std::string& member) {
  auto talk = std::make_unique<Talk>(port, circle);
  talk->say(greeting(member, "invitation"));
  talk->hear("welcome");
  talk->ask(joining(member));
  return talk;
}

}  // namespace circlekeeper::tests
