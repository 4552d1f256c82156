// Opens circles at a server, does with them what is asked, and prints what it measured as JSON.
// Exit code 3: events were missing, doubled, out of order, or refused where none may be.
#include <sys/resource.h>

#include <CLI/CLI.hpp>
#include <iostream>
#include <nlohmann/json.hpp>

#include "generator/doing.hpp"

using namespace circlekeeper::bench;

namespace {

void allow_many_files() {
  rlimit files{};
  getrlimit(RLIMIT_NOFILE, &files);
  files.rlim_cur = files.rlim_max;
  setrlimit(RLIMIT_NOFILE, &files);
}

void add_where(CLI::App& app, Task& task) {
  app.add_option("--speaks", task.protocol, "What the server speaks")
      ->check(CLI::IsMember(protocols()))
      ->required();
  app.add_option("--port", task.where.port, "Where it listens, on this machine")->required();
  app.add_flag("--tls", task.where.tls, "Through TLS, whatever the certificate");
  app.add_option("--pid", task.server, "A process of the server; as often as there are");
  app.add_option("--core", task.core, "The core to stay on");
  app.add_option("--first-circle", task.first_circle,
                 "The number in the id of the first circle, where a server has others already")
      ->capture_default_str();
  app.add_option("--body", task.body_bytes, "Bytes of a sealed body")->capture_default_str();
}

void add_shape(CLI::App& app, Task& task) {
  app.add_option("--circles", task.shape.circles, "How many circles")->capture_default_str();
  app.add_option("--members", task.shape.members, "Members of each")->capture_default_str();
}

void add_pace(CLI::App& app, Pace& pace) {
  app.add_option("--seconds", pace.seconds, "How long it is measured")->capture_default_str();
  app.add_option("--warm-up", pace.warm_up, "Seconds before, not counted")->capture_default_str();
  app.add_option("--rate", pace.rate, "Events a second in all; 0: the next when all heard the last")
      ->capture_default_str();
  app.add_option("--most", pace.most, "Events of a circle, at most")->capture_default_str();
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app("Measures a server of circles from outside.", "bench_generator");
  Task task;
  app.require_subcommand(1);
  add_where(app, task);
  add_shape(app, task);
  add_pace(app, task.pace);
  for (const auto& [name, what] : doings()) {
    app.add_subcommand(name, what.about)->fallthrough();
  }
  CLI11_PARSE(app, argc, argv);
  allow_many_files();
  try {
    if (task.core) stay_on_core(*task.core);
    const auto result = doings().at(app.get_subcommands().front()->get_name()).run(task);
    std::cout << result.json << '\n';
    return result.faults == 0 ? 0 : 3;
  } catch (const std::exception& error) {
    std::cerr << "bench_generator: " << error.what() << '\n';
    return 1;
  }
}
