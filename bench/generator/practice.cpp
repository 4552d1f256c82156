// One circle in pods of two. Every step is over once both say that they are ready, which they do at
// once: how quickly the pods go through all steps is how quickly the server carries them.
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "generator/doing.hpp"

namespace circlekeeper::bench {

namespace {

using Json = nlohmann::ordered_json;

constexpr int steps = 60;
constexpr double patience = 60;

Json command(const std::string& id, const Json& what) {
  return {{"type", "command"}, {"id", id}, {"command", what}};
}

Json structure() {
  Json all = Json::array();
  for (int i = 1; i <= steps; ++i) {
    all.push_back({{"step", "s" + std::to_string(i)},
                   {"speaks", "nobody"},
                   {"gentle", 30000},
                   {"asks", "nothing"},
                   {"of", Json::array()},
                   {"ends", "ready"},
                   {"choices", Json::array()},
                   {"go", i == steps ? "end" : "next"}});
  }
  const Json role{{"role", "r1"}, {"min", 2}, {"max", 4}, {"chosen", false}};
  Json whole{{"about", "light"}, {"form", "pods"}, {"when_one_leaves", "go_on"}};
  whole["people_min"] = 2;
  whole["people_max"] = 4;
  whole["minutes"] = steps / 2;
  whole["roles"] = Json::array({role});
  whole["steps"] = all;
  return whole;
}

class Practice final : private Listener {
 public:
  explicit Practice(Crowd& crowd) : crowd_(crowd), visits_(crowd.shape().members) {
    crowd_.listen(this);
  }
  ~Practice() override { crowd_.listen(nullptr); }
  Practice(const Practice&) = delete;
  Practice& operator=(const Practice&) = delete;

  void run() {
    ask({{"type", "open_practice"},
         {"structure", structure()},
         {"template", "bench"},
         {"language", "en"}});
    ask({{"type", "take_part"}});  // a keeper only so
    ask({{"type", "begin_practice"},
         {"grouping", "by_chance"},
         {"size", 2},
         {"in_pods", true},
         {"pods", Json::array()}});
    const std::int64_t until = now_ns() + static_cast<std::int64_t>(patience * 1e9);
    while (ended_ < visits_.size()) {
      crowd_.turn();
      if (now_ns() > until) throw std::runtime_error("not every pod came to its end");
    }
  }
  std::uint64_t answers() const { return answers_; }

 private:
  void told(Member&, Number, std::int64_t) override {}
  void refused(Member&, Number, std::string_view code) override {
    throw std::runtime_error("refused: " + std::string(code));
  }

  void other(Member& member, std::string_view text) override {
    if (!text.starts_with(R"({"type":"told","stream":"pod")")) return;
    const Json frame = Json::parse(text);
    const Json& event = frame.at("event");
    if (event.at("type") == "pod_ended") ++ended_;
    if (event.at("type") != "step_began") return;
    auto& visit = visits_[member.place.seat];
    if (event.at("visit") != ++visit) throw std::runtime_error("a step was missing or doubled");
    ++answers_;
    crowd_.say_text(member.place, command("v" + std::to_string(visit), {{"type", "answer_step"},
                                                                        {"pod", frame.at("pod")},
                                                                        {"visit", visit},
                                                                        {"answer", "ready"}})
                                      .dump());
  }

  void ask(const Json& what) {
    crowd_.say_text({0, 0}, command(what.at("type").get<std::string>(), what).dump());
  }

  Crowd& crowd_;
  std::vector<int> visits_;  // of each member: the step that their pod is in
  std::size_t ended_ = 0;
  std::uint64_t answers_ = 0;
};

}  // namespace

Result practise(const Task& task) {
  const auto speaks = speaks_circlekeeper(task.body_bytes);
  Crowd crowd({1, task.shape.members}, task.where, *speaks);
  crowd.come(Wish::join, patience);
  crowd.until_quiet(0.2);
  Practice practice(crowd);
  const Usage before = usage_of(task.server);
  const std::int64_t from = now_ns();
  practice.run();
  const double seconds = static_cast<double>(now_ns() - from) / 1e9;
  const double cpu = usage_of(task.server).cpu_seconds - before.cpu_seconds;
  const auto answers = static_cast<double>(practice.answers());
  return {Json{{"answers", practice.answers()},
               {"seconds", seconds},
               {"answers_per_second", answers / seconds},
               {"server_cpu_us_per_answer", cpu * 1e6 / answers}}
              .dump()};
}

}  // namespace circlekeeper::bench
