#include "net/addresses.hpp"

#include <algorithm>
#include <boost/asio/ip/network_v4.hpp>
#include <boost/asio/ip/network_v6.hpp>
#include <stdexcept>

namespace circlekeeper::net {

namespace ip = boost::asio::ip;

namespace {

// Both kinds in one: version 4 within version 6.
ip::address_v6::bytes_type bytes_of(const ip::address& address) {
  if (address.is_v6()) return address.to_v6().to_bytes();
  return ip::make_address_v6(ip::v4_mapped, address.to_v4()).to_bytes();
}

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

}  // namespace

TrustedProxies::TrustedProxies(const std::vector<std::string>& networks) {
  for (const std::string& text : networks) {
    boost::system::error_code error;
    if (const auto v4 = ip::make_network_v4(text, error); !error) {
      networks_.push_back({bytes_of(v4.network()), 96U + v4.prefix_length()});
    } else if (const auto v6 = ip::make_network_v6(text, error); !error) {
      networks_.push_back({v6.network().to_bytes(), v6.prefix_length()});
    } else if (const auto one = ip::make_address(text, error); !error) {
      networks_.push_back({bytes_of(one), 128});
    } else {
      throw std::invalid_argument("not an address or network: " + text);
    }
  }
}

bool TrustedProxies::trusts(const ip::address& address) const {
  const auto bytes = bytes_of(address);
  return std::ranges::any_of(networks_, [&](const Network& network) {
    for (unsigned bit = 0; bit < network.prefix; ++bit) {
      const auto mask = static_cast<unsigned char>(0x80U >> (bit % 8));
      if ((bytes[bit / 8] & mask) != (network.bytes[bit / 8] & mask)) return false;
    }
    return true;
  });
}

std::string TrustedProxies::address_of(const ip::address& peer,
                                       std::string_view forwarded_for) const {
  ip::address address = peer;
  while (trusts(address) && !forwarded_for.empty()) {
    const auto comma = forwarded_for.rfind(',');
    const auto last =
        trimmed(comma == std::string_view::npos ? forwarded_for : forwarded_for.substr(comma + 1));
    boost::system::error_code error;
    const auto named = ip::make_address(std::string(last), error);
    if (error) break;
    address = named;
    forwarded_for = comma == std::string_view::npos ? "" : forwarded_for.substr(0, comma);
  }
  return address.to_string();
}

std::string network_of(const std::string& address) {
  boost::system::error_code error;
  const auto parsed = ip::make_address(address, error);
  if (error || parsed.is_v4() || parsed.to_v6().is_v4_mapped()) return address;
  return ip::network_v6(ip::make_address_v6(parsed.to_v6().to_bytes()), 64).canonical().to_string();
}

}  // namespace circlekeeper::net
