// Whose address a connection has: its own, or, behind a trusted proxy, the one that the proxy
// names.
#pragma once

#include <boost/asio/ip/address.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace circlekeeper::net {

class TrustedProxies {
 public:
  // Addresses or networks, as "10.0.0.1" or "fd00::/8". Throws std::invalid_argument on others.
  explicit TrustedProxies(const std::vector<std::string>& networks);

  // forwarded_for: the header's value. The last address that is no trusted proxy's counts.
  std::string address_of(const boost::asio::ip::address& peer,
                         std::string_view forwarded_for) const;

 private:
  struct Network {
    boost::asio::ip::address_v6::bytes_type bytes;
    unsigned prefix;
  };
  bool trusts(const boost::asio::ip::address& address) const;

  std::vector<Network> networks_;
};

// What limits are counted by: an address, and of version 6 its first half, since everybody there
// has as many addresses as they like.
std::string network_of(const std::string& address);

}  // namespace circlekeeper::net
