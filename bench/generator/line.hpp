// A connection to a server on this machine, with TLS or without. Nothing here blocks but opening.
#pragma once

#include <openssl/ssl.h>

#include <cstdint>
#include <memory>
#include <span>
#include <string_view>

namespace circlekeeper::bench {

using TlsContext = std::shared_ptr<SSL_CTX>;

// Believes every certificate: the bench made it itself.
TlsContext any_certificate();

class Line {
 public:
  Line() = default;
  // from: which of this machine's own addresses, since one alone would run out of ports.
  // Throws std::system_error or std::runtime_error.
  Line(std::uint32_t from, std::uint16_t port, const TlsContext& tls);
  ~Line() { end(); }
  Line(Line&& other) noexcept;
  Line& operator=(Line&& other) noexcept;

  bool is_open() const { return file_ >= 0; }
  int file() const { return file_; }
  // How many bytes came; 0 where none are there now. Throws where the other side ended it.
  std::size_t read(std::span<char> into);
  // How many bytes it took.
  std::size_t write(std::string_view bytes);
  // Without a goodbye.
  void end();

 private:
  void greet(SSL_CTX& tls);

  int file_ = -1;
  std::shared_ptr<SSL> tls_;
};

}  // namespace circlekeeper::bench
