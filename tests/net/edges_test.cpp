// The edges of a connection, over plain sockets and over TLS alike: whole messages in order, slow
// readers, moves between threads, silence, floods.
#include <boost/beast/http.hpp>
#include <catch2/catch.hpp>
#include <future>
#include <latch>

#include "tests/net/line.hpp"

using namespace circlekeeper;
using namespace circlekeeper::tests;
using namespace circlekeeper::tests::net_line;
using namespace std::chrono_literals;

namespace {

template <class Lower>
constexpr bool is_tls = std::same_as<Lower, Tls>;

bool comes_true(const std::function<bool()>& condition) {
  for (int i = 0; i < 3000 && !condition(); ++i) std::this_thread::sleep_for(10ms);
  return condition();
}

std::string repeated(std::string_view bytes, int count) {
  std::string all;
  for (int i = 0; i < count; ++i) all += bytes;
  return all;
}

using namespace std::literals;
constexpr std::string_view empty_beginning = "\x01\x80\0\0\0\0"sv;
constexpr std::string_view empty_continuation = "\x00\x80\0\0\0\0"sv;

}  // namespace

TEMPLATE_TEST_CASE("messages and pongs leave whole and in order, however slowly they are read",
                   "[outbox]", tcp::socket, Tls) {
  EchoServer echo(is_tls<TestType>);
  Client<TestType> client(echo.start(), circle_number(1), 4096);
  std::vector<std::string> pings, pongs;
  client.stream().control_callback([&](websocket::frame_type kind, beast::string_view text) {
    if (kind == websocket::frame_type::pong) pongs.emplace_back(text);
  });
  constexpr int rounds = 20, told = 400, pinged = 34;  // a round is more than the kernel takes
  bool whole = true;
  for (int round = 0; round < rounds; ++round) {
    const auto size = static_cast<std::size_t>(8'900 - (round * 297) % 2'000);
    client.say("tell " + std::to_string(told) + " " + std::to_string(size));
    for (int i = 0; i < pinged; ++i) {
      pings.emplace_back(static_cast<std::size_t>((round * pinged + i) % 126),
                         static_cast<char>('a' + i % 26));
      client.stream().ping(websocket::ping_data(pings.back()));
    }
    for (int i = 0; i < told; ++i) whole = whole && client.hear() == Echo::numbered(i, size);
  }
  CHECK(whole);
  CHECK(client.ask("last") == "last");
  CHECK(pongs == pings);
  beast::error_code error;
  client.stream().close(websocket::close_code::normal, error);
  CHECK_FALSE(error);
}

TEMPLATE_TEST_CASE("a slow reader is closed with its own code and slows nobody", "[outbox]",
                   tcp::socket, Tls) {
  EchoServer echo(is_tls<TestType>);
  const auto port = echo.start();
  Client<TestType> quick(port, circle_number(1));
  Client<TestType> slow(port, circle_number(1), 4096);
  Client<TestType> stuck(port, circle_number(1), 4096);
  CHECK(quick.ask("here") == "here");
  CHECK(slow.ask("here") == "here");
  CHECK(stuck.ask("here") == "here");
  bool whole = true;
  constexpr int rounds = 40, told = 20;
  constexpr std::size_t size = 20'000;
  // It begins to read when more was told than its socket and the server's queue hold.
  std::latch more_than_waits(1);
  auto closing = std::async(std::launch::async, [&] {
    more_than_waits.wait();
    return slow.closing();
  });
  for (int round = 0; round < rounds; ++round) {
    quick.say("tell 20 20000");
    for (int i = 0; i < told; ++i) whole = whole && quick.hear() == Echo::numbered(i, size);
    if (round == 25) more_than_waits.count_down();
  }
  CHECK(whole);
  CHECK(closing.get() == 4000);
  CHECK(slow.heard_count < rounds * told);
  CHECK(comes_true([] { return echoing == 1; }));  // who does not read at all is gone too
  CHECK(quick.ask("still here") == "still here");
}

TEMPLATE_TEST_CASE("a message larger than queued_max leaves whole, with others behind it",
                   "[outbox]", tcp::socket, Tls) {
  EchoServer echo(is_tls<TestType>);
  Client<TestType> client(echo.start(), circle_number(1), 4096);
  constexpr std::size_t large = 2 * rules::limits::bytes::queued_max;
  client.say("tell 1 " + std::to_string(large));
  client.say("tell 100 1000");
  CHECK(client.hear() == Echo::numbered(0, large));
  for (int i = 0; i < 100; ++i) CHECK(client.hear() == Echo::numbered(i, 1'000));
}

TEMPLATE_TEST_CASE("a connection moves to its circle's thread, and all of a circle meet there",
                   "[moves]", tcp::socket, Tls) {
  EchoServer echo(is_tls<TestType>);
  const auto port = echo.start();
  std::set<std::string> threads;
  for (int circle = 0; circle < 12; ++circle) {
    std::set<std::string> of_circle;
    for (int i = 0; i < 5; ++i) {
      Client<TestType> client(port, circle_number(circle));
      of_circle.insert(client.ask("where"));
      CHECK(client.ask(std::string(30'000, 'x')).size() == 30'000);
    }
    CHECK(of_circle.size() == 1);
    threads.insert(*of_circle.begin());
  }
  CHECK(threads.size() == 3);
}

TEMPLATE_TEST_CASE("who says nothing in time is let go", "[silence]", tcp::socket, Tls) {
  EchoServer echo(is_tls<TestType>);
  echo.options.patience.handshake = {300};
  const auto port = echo.start();
  {
    Client<TestType> silent(port);
    CHECK(silent.is_ended());
  }
  Client<TestType> silent(port, circle_number(1));
  CHECK(silent.closing() == 4002);
}

TEST_CASE("a client that never begins TLS is let go") {
  EchoServer echo(true);
  echo.options.patience.handshake = {300};
  Client<tcp::socket> silent(echo.start());
  CHECK(silent.is_ended());
}

TEMPLATE_TEST_CASE("who answers pings stays, who does not is gone", "[silence]", tcp::socket, Tls) {
  EchoServer echo(is_tls<TestType>);
  echo.options.patience.idle = {1000};
  const auto port = echo.start();
  Client<TestType> gone(port, circle_number(1));
  CHECK(gone.ask("here") == "here");
  CHECK(comes_true([] { return echoing == 0; }));
  Client<TestType> stays(port, circle_number(1));
  CHECK(stays.ask("here") == "here");
  std::jthread reader([&] {
    beast::flat_buffer buffer;
    beast::error_code ignored;
    stays.stream().read(buffer, ignored);
  });
  std::this_thread::sleep_for(2500ms);
  CHECK(echoing == 1);
  stays.socket().shutdown(tcp::socket::shutdown_both);
}

TEMPLATE_TEST_CASE("what is no text message ends or is answered by its own code", "[bad]",
                   tcp::socket, Tls) {
  EchoServer echo(is_tls<TestType>);
  const auto port = echo.start();
  Client<TestType> other(port, circle_number(1));
  CHECK(other.ask("here") == "here");
  {
    Client<TestType> client(port, circle_number(1));
    client.stream().binary(true);
    CHECK(client.ask("some") == "bytes");
    client.stream().text(true);
    client.say(std::string(65'537, 'x'));
    CHECK(client.closing() == 1009);
  }
  {
    Client<TestType> client(port, circle_number(1));
    CHECK(client.ask(std::string(65'536, 'x')).size() == 65'536);
    client.say("\xff\xfe");
    CHECK(client.closing() == 1007);
  }
  {
    Client<TestType> client(port, "not-an-id");
    CHECK(client.closing() == 4101);
  }
  {
    Client<TestType> client(port, circle_number(1));
    client.say("break");
    CHECK(client.closing() == 0);
  }
  CHECK(other.ask("still here") == "still here");
  CHECK(comes_true([] { return echoing == 1; }));
}

TEMPLATE_TEST_CASE("floods of empty fragments and of pings are ended", "[bad]", tcp::socket, Tls) {
  EchoServer echo(is_tls<TestType>);
  const auto port = echo.start();
  Client<TestType> other(port, circle_number(1));
  Client<TestType> fragments(port, circle_number(1));
  CHECK(fragments.ask("here") == "here");
  fragments.push(std::string(empty_beginning) + repeated(empty_continuation, 60'000));
  CHECK(fragments.closing() == 4100);
  Client<TestType> pings(port, circle_number(1));
  CHECK(pings.ask("here") == "here");
  pings.push(repeated("\x89\xfd\0\0\0\0"s + std::string(125, 'p'), 3'000));
  CHECK(pings.closing() == 4100);
  CHECK(other.ask("still here") == "still here");
}

TEMPLATE_TEST_CASE("stopping tells everybody to come back, and does not wait for who is stuck",
                   "[stop]", tcp::socket, Tls) {
  EchoServer echo(is_tls<TestType>);
  const auto port = echo.start();
  Client<TestType> stuck(port, circle_number(1), 4096);
  CHECK(stuck.ask("here") == "here");
  stuck.say("tell 150 20000");
  std::vector<std::unique_ptr<Client<TestType>>> others;
  for (int i = 0; i < 8; ++i) {
    others.push_back(std::make_unique<Client<TestType>>(port, circle_number(10 + i)));
    CHECK(others.back()->ask("here") == "here");
  }
  const auto before = std::chrono::steady_clock::now();
  std::vector<int> codes(others.size());
  {
    std::vector<std::jthread> readers;
    for (std::size_t i = 0; i < others.size(); ++i) {
      readers.emplace_back([&, i] { codes[i] = others[i]->closing(); });
    }
    echo.server->stop();
  }
  CHECK(codes == std::vector<int>(others.size(), 1001));
  CHECK(std::chrono::steady_clock::now() - before < 10s);
  CHECK(echoing == 0);
}

TEST_CASE("a coding is used where it is understood, and not where it is declined") {
  EchoServer echo;
  std::ofstream(echo.folder.path() / "a.js") << "plain";
  std::ofstream(echo.folder.path() / "a.js.br") << "brotli";
  std::ofstream(echo.folder.path() / "a.js.gz") << "gzip";
  const auto port = echo.start();
  const std::map<std::string, std::string> expected = {{"br;q=0, gzip", "gzip"},
                                                       {"gzip;q=0.5, br;q=1.0", "brotli"},
                                                       {"br;q=0.000,gzip;q=0", "plain"},
                                                       {"brotli", "plain"}};
  for (const auto& [accepted, body] : expected) {
    Client<tcp::socket> client(port);
    client.push("GET /a.js HTTP/1.1\r\nHost: here\r\nAccept-Encoding: " + accepted +
                "\r\nConnection: close\r\n\r\n");
    http::response<http::string_body> response;
    beast::flat_buffer buffer;
    http::read(client.stream().next_layer(), buffer, response);
    CHECK(response.body() == body);
  }
}

TEST_CASE("version 6 addresses are counted by their network") {
  CHECK(net::network_of("2001:db8:1:2:3:4:5:6") == net::network_of("2001:db8:1:2::9"));
  CHECK(net::network_of("2001:db8:1:2::1") != net::network_of("2001:db8:1:3::1"));
  CHECK(net::network_of("192.0.2.1") == "192.0.2.1");
}
