// Options of the command line, a configuration file and the environment, as one struct.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "net/server.hpp"

namespace circlekeeper {

struct Config {
  enum class Store { sqlite, memory };
  net::ServerOptions server;
  std::filesystem::path data = "data";
  Store store = Store::sqlite;
  std::string log_level = "info";
  std::optional<std::filesystem::path> backup_to;  // the subcommand `backup`
  std::vector<std::filesystem::path> templates;    // of the subcommand `template check`
};

// Prints help or what is wrong and exits where that is all there is to do.
Config read_config(int argc, char** argv);

// Whether browsers reach it without a certificate: they seal in a secure context alone.
bool is_loopback(const std::string& address);

}  // namespace circlekeeper
