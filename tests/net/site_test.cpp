// What is served that is no circle's: pages, headers, health.
#include <catch2/catch.hpp>

#include "tests/net/talk.hpp"

using namespace circlekeeper;
using namespace circlekeeper::tests;

TEST_CASE("pages are served with a strict policy, and what is a circle's is not stored") {
  Place place;
  Running running(place);
  const auto front = fetched(running.port(), "/");
  CHECK(front.result() == http::status::ok);
  CHECK(front["Content-Security-Policy"].find("default-src 'none'") != std::string::npos);
  CHECK(front["Content-Security-Policy"].find("unsafe") == beast::string_view::npos);
  CHECK(front["Referrer-Policy"] == "no-referrer");
  CHECK(front["X-Frame-Options"] == "DENY");
  CHECK(front[http::field::cache_control] == "no-cache");
  CHECK(fetched(running.port(), "/c/" + padded("c", 22))[http::field::cache_control] == "no-store");
}

TEST_CASE("what is named by its content is kept, compressed where that is understood") {
  Place place;
  Running running(place);
  const auto plain = fetched(running.port(), "/assets/app.js");
  CHECK(plain.body() == "plain");
  CHECK(plain[http::field::cache_control].find("immutable") != beast::string_view::npos);
  const auto small =
      fetched(running.port(), "/assets/app.js", http::verb::get, {{"Accept-Encoding", "gzip, br"}});
  CHECK(small.body() == "brotli");
  CHECK(small[http::field::content_encoding] == "br");
}

TEST_CASE("nothing outside the client's folder is served, and nothing but GET and HEAD answered") {
  Place place;
  Running running(place);
  CHECK(fetched(running.port(), "/../../etc/passwd").result() == http::status::not_found);
  CHECK(fetched(running.port(), "/assets/%2e%2e/index.html").result() == http::status::not_found);
  CHECK(fetched(running.port(), "/", http::verb::delete_).result() ==
        http::status::method_not_allowed);
  CHECK(fetched(running.port(), "/", http::verb::head).result() == http::status::ok);
}

TEST_CASE("a header beyond its bound is refused") {
  Place place;
  Running running(place);
  const auto answer =
      fetched(running.port(), "/", http::verb::get, {{"X-Long", std::string(9000, 'x')}});
  CHECK(answer.result() == http::status::request_header_fields_too_large);
}

TEST_CASE("the process says that it is here, and whether it can store") {
  Place place;
  Running running(place);
  CHECK(fetched(running.port(), "/healthz").result() == http::status::ok);
  CHECK(fetched(running.port(), "/readyz").result() == http::status::ok);
}

TEST_CASE("a page of another origin may not talk with circles") {
  Place place;
  Running running(place);
  const auto answer =
      fetched(running.port(), "/circles/" + padded("c", 22) + "/live", http::verb::get,
              {{"Upgrade", "websocket"},
               {"Connection", "upgrade"},
               {"Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ=="},
               {"Sec-WebSocket-Version", "13"},
               {"Sec-WebSocket-Protocol", "circlekeeper.v1"},
               {"Origin", "https://elsewhere.example"}});
  CHECK(answer.result() == http::status::forbidden);
}

TEST_CASE("only a trusted proxy is believed about whose address it is") {
  const net::TrustedProxies proxies({"10.0.0.0/8", "::1"});
  const auto at = [](const char* text) { return asio::ip::make_address(text); };
  CHECK(proxies.address_of(at("10.1.2.3"), "203.0.113.9") == "203.0.113.9");
  CHECK(proxies.address_of(at("10.1.2.3"), "198.51.100.1, 203.0.113.9, 10.9.9.9") == "203.0.113.9");
  CHECK(proxies.address_of(at("203.0.113.1"), "198.51.100.1") == "203.0.113.1");
  CHECK(proxies.address_of(at("10.1.2.3"), "nonsense") == "10.1.2.3");
  CHECK_THROWS(net::TrustedProxies({"nowhere"}));
}
