// The wiring: reads as a table of contents.
#include <spdlog/sinks/stdout_color_sinks.h>
#include <spdlog/spdlog.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>
#include <iostream>

#include "check_templates.hpp"
#include "config.hpp"
#include "store/memory.hpp"
#include "store/sqlite.hpp"
#include "store/sqlite_file.hpp"

using namespace circlekeeper;

namespace {

std::unique_ptr<live::EventStore> open_store(const Config& config) {
  if (config.store == Config::Store::memory) return std::make_unique<store::MemoryStore>();
  auto store = std::make_unique<store::SqliteStore>(config.data);
  if (store->was_restored()) {
    spdlog::warn(
        "this data is a restored backup: removals and replaced links since then must be done "
        "again");
  }
  return store;
}

void say_where(const Config& config, const net::Server& server) {
  const bool secure = !config.server.certificate.empty();
  spdlog::info("listening on {}://{}:{}", secure ? "https" : "http", config.server.listen.address,
               server.port());
  spdlog::info("data: {}",
               config.store == Config::Store::memory ? "in memory" : config.data.string());
  if (!secure && !is_loopback(config.server.listen.address)) {
    spdlog::warn(
        "browsers seal words in a secure context alone: give --certificate and --key, or put a "
        "proxy with HTTPS in front");
  }
}

// The soft limit is kept small for old programs; each connection needs a file.
void allow_many_files() {
  rlimit files{};
  if (getrlimit(RLIMIT_NOFILE, &files) != 0) return;
  files.rlim_cur = files.rlim_max;
  setrlimit(RLIMIT_NOFILE, &files);
}

void serve_until_told(net::Server& server) {
  boost::asio::io_context loop(1);
  boost::asio::signal_set stop(loop, SIGINT, SIGTERM);
  boost::asio::signal_set reload(loop, SIGHUP);
  stop.async_wait([&](const boost::system::error_code&, int) { loop.stop(); });
  std::function<void()> watch = [&] {
    reload.async_wait([&](const boost::system::error_code& error, int) {
      if (error) return;
      try {
        server.reload_certificate();
        spdlog::info("certificate read again");
      } catch (const std::exception& failed) {
        spdlog::error("certificate kept as it was: {}", failed.what());
      }
      watch();
    });
  };
  watch();
  server.start();
  loop.run();
}

}  // namespace

int main(int argc, char** argv) {
  const Config config = read_config(argc, argv);
  if (!config.templates.empty()) return check_templates(config.templates, std::cout);
  umask(077);
  allow_many_files();
  spdlog::set_default_logger(spdlog::stderr_color_mt("circlekeeper"));
  spdlog::set_level(spdlog::level::from_str(config.log_level));
  try {
    if (config.backup_to) {
      store::backup(config.data, *config.backup_to);
      return 0;
    }
    const auto store = open_store(config);
    net::Server server(config.server, *store,
                       [](std::string_view what, const rules::CircleId& circle) {
                         spdlog::info("{} {}", what, circle.value);
                       });
    say_where(config, server);
    serve_until_told(server);
    spdlog::info("stopping: everybody is told to come back");
    server.stop();
    spdlog::info("stopped");
    return 0;
  } catch (const std::exception& error) {
    spdlog::error("{}", error.what());
    return 1;
  }
}
