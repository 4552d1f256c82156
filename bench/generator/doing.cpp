#include "generator/doing.hpp"

#include <nlohmann/json.hpp>
#include <stdexcept>

namespace circlekeeper::bench {

namespace {

using Json = nlohmann::ordered_json;

constexpr double patience = 120;  // seconds for everybody to come in
constexpr std::uint32_t stored_at_once = 2000;

using Adapter = std::unique_ptr<Speaks> (*)(const Task&);

template <auto speaks>
std::unique_ptr<Speaks> adapter(const Task& task) {
  return speaks(task.body_bytes);
}

const std::map<std::string, Adapter> adapters = {
    {"circlekeeper",
     [](const Task& task) { return speaks_circlekeeper(task.body_bytes, task.first_circle); }},
    {"plain", adapter<speaks_plain>},
    {"socket.io", adapter<speaks_socket_io>},
    {"mqtt", adapter<speaks_mqtt>},
    {"nats", adapter<speaks_nats>},
    {"xmpp", adapter<speaks_xmpp>},
};

std::unique_ptr<Speaks> protocol_of(const Task& task) {
  return adapters.at(task.protocol)(task);
}

Json json_of(Latencies& latencies) {
  return {{"count", latencies.count()},
          {"p50", latencies.quantile(0.5)},
          {"p99", latencies.quantile(0.99)},
          {"max", latencies.quantile(1)}};
}

Json json_of(const Faults& faults) {
  return {{"missing", faults.missing},
          {"doubled", faults.doubled},
          {"out_of_order", faults.out_of_order},
          {"unsaid", faults.unsaid}};
}

Json json_of(Told& told) {
  const auto deliveries = static_cast<double>(std::max<std::uint64_t>(told.deliveries, 1));
  return {{"seconds", told.seconds},
          {"events_said", told.events},
          {"deliveries", told.deliveries},
          {"deliveries_per_second", static_cast<double>(told.deliveries) / told.seconds},
          {"server_cpu_us_per_delivery", told.server_cpu_seconds * 1e6 / deliveries},
          {"server_cpu", told.server_cpu_seconds / told.seconds},
          {"generator_busy", told.generator_busy},
          {"heard_bytes_per_delivery", told.heard_bytes},
          {"until_all_heard_seconds", told.until_all_heard},
          {"other_load_cores", told.other_load},
          {"steal_cores", told.steal},
          {"latency_us",
           {{"first", json_of(told.first)},
            {"middle", json_of(told.middle)},
            {"last", json_of(told.last)}}},
          {"faults", json_of(told.faults)},
          {"refused", told.refused}};
}

// Refusals are an answer where more is asked than can be carried, and a fault everywhere else.
Result tell(const Task& task) {
  const auto speaks = protocol_of(task);
  Crowd crowd(task.shape, task.where, *speaks);
  crowd.come(Wish::join, patience);
  crowd.until_quiet(0.1);
  Told told = Telling(crowd, task.server).run(task.pace);
  const bool may_refuse = task.pace.rate > 0;
  return {json_of(told).dump(),
          told.faults.sum() + (may_refuse ? 0 : static_cast<std::uint64_t>(told.refused.size()))};
}

// More than it can carry, and afterwards so little that nothing waits: by then it is as it was.
Result overload(const Task& task) {
  const auto speaks = protocol_of(task);
  Crowd crowd(task.shape, task.where, *speaks);
  crowd.come(Wish::join, patience);
  crowd.until_quiet(0.1);
  Telling telling(crowd, task.server);
  Told during = telling.run(task.pace);
  Told after = telling.run({.warm_up = 0.2, .seconds = 2, .rate = 200});
  return {Json{{"during", json_of(during)}, {"after", json_of(after)}}.dump(), after.faults.sum()};
}

// What connections cost that say nothing: memory for each, CPU and wakings of all.
Result idle(const Task& task) {
  const auto speaks = protocol_of(task);
  const Usage empty = usage_of(task.server);
  Crowd crowd(task.shape, task.where, *speaks);
  crowd.come(Wish::join, patience);
  crowd.until_quiet(0.5);
  const Usage before = usage_of(task.server);
  const std::int64_t from = now_ns();
  while (static_cast<double>(now_ns() - from) < task.pace.seconds * 1e9) crowd.turn(100);
  const Usage after = usage_of(task.server);
  const auto connections = static_cast<double>(crowd.here_count());
  const double kib = static_cast<double>(after.memory_kib) - static_cast<double>(empty.memory_kib);
  return {Json{{"connections", crowd.here_count()},
               {"memory_kib_before", empty.memory_kib},
               {"memory_kib_per_connection", kib / connections},
               {"coming_cpu_us_per_connection",
                (before.cpu_seconds - empty.cpu_seconds) * 1e6 / connections},
               {"idle_cpu", (after.cpu_seconds - before.cpu_seconds) / task.pace.seconds},
               {"wakings_per_second",
                static_cast<double>(after.wakings - before.wakings) / task.pace.seconds}}
              .dump()};
}

Json coming(Crowd& crowd, Wish wish, const Task& task) {
  const Usage before = usage_of(task.server);
  const std::int64_t from = now_ns();
  crowd.come_at_once(wish, patience);
  const double seconds = static_cast<double>(now_ns() - from) / 1e9;
  crowd.until_quiet(0.3);
  const double cpu = usage_of(task.server).cpu_seconds - before.cpu_seconds;
  crowd.hang_up();
  crowd.until_quiet(0.5);
  return {{"seconds", seconds}, {"server_cpu_ms", cpu * 1e3}};
}

// Everybody's line is lost at once, and all come back: with resume, and beside it the handshakes
// alone.
Result come_back(const Task& task) {
  const auto speaks = protocol_of(task);
  Crowd crowd(task.shape, task.where, *speaks);
  crowd.come(Wish::join, patience);
  crowd.until_quiet(0.3);
  const std::size_t members = crowd.here_count();
  crowd.hang_up();
  crowd.until_quiet(1);
  const Json handshakes = coming(crowd, Wish::shake_hands, task);
  const Json resumed = coming(crowd, Wish::resume, task);
  const double ratio =
      resumed.at("server_cpu_ms").get<double>() / handshakes.at("server_cpu_ms").get<double>();
  return {Json{
      {"members", members}, {"handshakes", handshakes}, {"resumed", resumed}, {"cpu_ratio", ratio}}
              .dump()};
}

// Makes circles and leaves them.
Result store(const Task& task) {
  const auto speaks = protocol_of(task);
  const std::int64_t from = now_ns();
  for (std::uint32_t made = 0; made < task.shape.circles; made += stored_at_once) {
    const Shape some{std::min(stored_at_once, task.shape.circles - made), 1, made};
    Crowd crowd(some, task.where, *speaks);
    crowd.come(Wish::make, patience);
  }
  const double seconds = static_cast<double>(now_ns() - from) / 1e9;
  return {Json{{"circles", task.shape.circles}, {"seconds", seconds}}.dump()};
}

// How long it takes from connecting to the whole view of a circle that is not loaded.
Result enter(const Task& task) {
  const auto speaks = protocol_of(task);
  Crowd crowd({1, 1}, task.where, *speaks);
  const Usage before = usage_of(task.server);
  const std::int64_t from = now_ns();
  crowd.come(Wish::welcome, patience);
  const double seconds = static_cast<double>(now_ns() - from) / 1e9;
  const double cpu = usage_of(task.server).cpu_seconds - before.cpu_seconds;
  return {
      Json{{"seconds", seconds}, {"server_cpu_seconds", cpu}, {"view_bytes", crowd.heard_bytes()}}
          .dump()};
}

}  // namespace

const std::map<std::string, Doing>& doings() {
  static const std::map<std::string, Doing> all = {
      {"tell", {"Tells events to whole circles", tell}},
      {"idle", {"Opens connections that say nothing", idle}},
      {"come-back", {"Everybody's line is lost, and all come back at once", come_back}},
      {"store", {"Makes circles and leaves them", store}},
      {"overload", {"Asks for more than can be carried, and then for little", overload}},
      {"practise", {"A circle practises in pods", practise}},
      {"enter", {"Enters a circle that is not loaded", enter}},
  };
  return all;
}

std::vector<std::string> protocols() {
  std::vector<std::string> names;
  for (const auto& [name, make] : adapters) names.push_back(name);
  return names;
}

}  // namespace circlekeeper::bench
