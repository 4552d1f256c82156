#include "config.hpp"

#include <CLI/CLI.hpp>
#include <boost/asio/ip/address.hpp>
#include <cctype>
#include <fstream>
#include <map>
#include <thread>

namespace circlekeeper {

namespace {

struct Asked {
  std::string listen = "127.0.0.1:8080";
  std::string metrics;
  std::string operator_token_file;
  bool anyone_may_make = false;
};

net::Listen read_listen(const std::string& option, const std::string& listen) {
  const auto colon = listen.rfind(':');
  if (colon == std::string::npos) throw CLI::ValidationError(option, "needs address:port");
  net::Listen read{listen.substr(0, colon)};
  if (read.address.starts_with('[')) read.address = read.address.substr(1, read.address.size() - 2);
  boost::system::error_code error;
  boost::asio::ip::make_address(read.address, error);
  int port = -1;
  CLI::detail::lexical_cast(listen.substr(colon + 1), port);
  if (error || port < 0 || port > 65535) {
    throw CLI::ValidationError(option, "needs an address and a port, as 127.0.0.1:8080");
  }
  read.port = static_cast<std::uint16_t>(port);
  return read;
}

void read_token(const Asked& asked, std::string& token) {
  if (asked.operator_token_file.empty()) return;
  std::ifstream file(asked.operator_token_file);
  if (!std::getline(file, token) || token.empty()) {
    throw CLI::ValidationError("--operator-token-file", "holds no token in its first line");
  }
}

// Every option can also come from the environment: --log-level as CIRCLEKEEPER_LOG_LEVEL.
void name_in_environment(CLI::App& app) {
  for (CLI::Option* option : app.get_options()) {
    if (option->get_lnames().empty()) continue;
    std::string name = "CIRCLEKEEPER_" + option->get_lnames().front();
    for (char& c : name) c = c == '-' ? '_' : static_cast<char>(std::toupper(c));
    if (!option->get_configurable()) continue;
    option->envname(name);
  }
}

void check(const Asked& asked, const Config& config) {
  const auto& server = config.server;
  if (server.certificate.empty() != server.key.empty()) {
    throw CLI::ValidationError("--certificate", "and --key go together");
  }
  const bool guarded = asked.anyone_may_make || !server.bounds.operator_token.empty();
  const bool behind_a_proxy = !server.trusted_proxies.empty() || !server.origin.empty();
  if ((!is_loopback(server.listen.address) || behind_a_proxy) && !guarded) {
    throw CLI::ValidationError("--operator-token",
                               "say who may make circles: give a token, or --anyone-may-make");
  }
}

void add_network(CLI::App& app, Asked& asked, net::ServerOptions& server) {
  app.add_option("--listen", asked.listen, "Address and port to listen on")->capture_default_str();
  app.add_option("--metrics", asked.metrics,
                 "Address and port on which Prometheus reads /metrics; without it there are none");
  app.add_option("--threads", server.threads, "Threads, each with its own circles")
      ->check(CLI::Range(1U, 256U))
      ->capture_default_str();
  app.add_option("--certificate", server.certificate,
                 "Certificate chain for HTTPS, a PEM file; read again on SIGHUP");
  app.add_option("--key", server.key, "Private key of the certificate, a PEM file");
  app.add_option(
      "--origin", server.origin,
      "The origin that pages come from, where a proxy changes it, as https://circles.example");
  app.add_option("--trusted-proxies", server.trusted_proxies,
                 "Addresses or networks whose X-Forwarded-For is believed")
      ->delimiter(',');
  app.add_option("--client", server.client, "Folder of the built client")->capture_default_str();
  app.add_option("--places", server.places,
                 "Places to turn to in danger, a JSON file in place of the client's own");
}

void add_limits(CLI::App& app, Asked& asked, net::ServerOptions& server) {
  app.add_flag("--anyone-may-make", asked.anyone_may_make,
               "Anyone may make circles (always so on localhost without a token)");
  app.add_option("--operator-token", server.bounds.operator_token,
                 "Who makes a circle must show this; better in a file or the environment");
  app.add_option("--operator-token-file", asked.operator_token_file,
                 "The same, from the first line of a file")
      ->check(CLI::ExistingFile);
  app.add_option("--unvisited-days", server.bounds.unvisited_days,
                 "A circle that nobody visits for this many days is erased; 0: never")
      ->check(CLI::Range(0, 36'500))
      ->capture_default_str();
  const auto bound = [&app](const char* name, std::int64_t& value, const char* description) {
    app.add_option(name, value, description)
        ->check(CLI::Range(std::int64_t{1}, std::int64_t{1'000'000}))
        ->capture_default_str();
  };
  bound("--connections-per-address", server.connections_per_address,
        "Connections from one address at once");
  bound("--connections-per-member", server.bounds.connections_per_member,
        "Connections of one member at once");
  bound("--circles-per-hour", server.circles_per_address_hour,
        "Circles made from one address in an hour");
  bound("--commands-per-second", server.bounds.commands_per_second,
        "Commands of a member in a second, over time");
  bound("--commands-burst", server.bounds.commands_burst, "Commands of a member at once");
  bound("--signals-per-second", server.bounds.signals_per_second,
        "Gestures and signs of writing of a member in a second");
  bound("--signals-burst", server.bounds.signals_burst,
        "Gestures and signs of writing of a member at once");
}

void add_templates(CLI::App& app, std::vector<std::filesystem::path>& files) {
  CLI::App* templates = app.add_subcommand("template", "Templates of practices");
  templates->require_subcommand(1);
  templates
      ->add_subcommand("check", "Say what is wrong with templates: exit code 0 where nothing is")
      ->add_option("files", files, "The files of the templates")
      ->required();
}

}  // namespace

bool is_loopback(const std::string& address) {
  boost::system::error_code error;
  const auto parsed = boost::asio::ip::make_address(address, error);
  return !error && parsed.is_loopback();
}

Config read_config(int argc, char** argv) {
  CLI::App app("Circlekeeper: live support circles, one voice at a time.", "circlekeeper");
  Config config;
  Asked asked;
  config.server.threads = std::max(1U, std::thread::hardware_concurrency());
  config.server.client = "client-web/dist";
  app.set_config("--config", "", "Read options from this file");
  app.set_version_flag("--version", "circlekeeper 0.1.0");
  add_network(app, asked, config.server);
  add_limits(app, asked, config.server);
  app.add_option("--data", config.data, "Folder of the data, readable by its owner alone")
      ->capture_default_str();
  app.add_option("--store", config.store, "sqlite keeps circles; memory forgets them at the end")
      ->transform(CLI::CheckedTransformer(std::map<std::string, Config::Store>{
          {"sqlite", Config::Store::sqlite}, {"memory", Config::Store::memory}}));
  app.add_option("--log-level", config.log_level, "How much is logged")
      ->check(CLI::IsMember({"trace", "debug", "info", "warn", "error", "off"}))
      ->capture_default_str();
  CLI::App* backup =
      app.add_subcommand("backup", "Write a consistent copy of the data while the server runs");
  backup->fallthrough();
  std::filesystem::path to;
  backup->add_option("file", to, "The file to write; it must not exist")->required();
  add_templates(app, config.templates);
  name_in_environment(app);
  try {
    app.parse(argc, argv);
    read_token(asked, config.server.bounds.operator_token);
    config.server.listen = read_listen("--listen", asked.listen);
    if (!asked.metrics.empty()) config.server.metrics = read_listen("--metrics", asked.metrics);
    if (*backup) {
      config.backup_to = to;
    } else if (config.templates.empty()) {
      check(asked, config);
    }
  } catch (const CLI::ParseError& error) {
    std::exit(app.exit(error));
  }
  return config;
}

}  // namespace circlekeeper
