// A certificate is read again while people talk, and a bad one is not taken.
#include <catch2/catch.hpp>

#include "tests/net/line.hpp"

using namespace circlekeeper::tests;
using namespace circlekeeper::tests::net_line;

TEST_CASE("a new certificate is served to who comes, and ends no connection") {
  EchoServer echo(true);
  const auto port = echo.start();
  Client<Tls> before(port, circle_number(1));
  CHECK(before.certificate_name() == "first");
  write_certificate(echo.options.certificate, echo.options.key, "second");
  echo.server->reload_certificate();
  Client<Tls> after(port, circle_number(1));
  CHECK(after.certificate_name() == "second");
  CHECK(before.ask("still here") == "still here");

  std::ofstream(echo.options.certificate) << "nonsense";
  CHECK_THROWS(echo.server->reload_certificate());
  Client<Tls> later(port, circle_number(2));
  CHECK(later.certificate_name() == "second");
}

TEST_CASE("a certificate without its key is refused at the start") {
  EchoServer echo(true);
  write_certificate(echo.options.certificate, echo.folder.path() / "other.pem", "other");
  CHECK_THROWS(echo.start());
}

TEST_CASE("who speaks an old TLS is not answered") {
  EchoServer echo(true);
  const auto port = echo.start();
  asio::io_context loop;
  asio::ssl::context context(asio::ssl::context::tls_client);
  SSL_CTX_set_min_proto_version(context.native_handle(), TLS1_1_VERSION);
  SSL_CTX_set_max_proto_version(context.native_handle(), TLS1_1_VERSION);
  SSL_CTX_set_security_level(context.native_handle(), 0);
  Tls stream(loop, context);
  stream.next_layer().connect({asio::ip::make_address("127.0.0.1"), port});
  beast::error_code error;
  stream.handshake(Tls::client, error);
  CHECK(error);
}
