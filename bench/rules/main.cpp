// The rules alone, without clock, disk and network: decisions a second, and what writing an event
// costs beside them. Prints JSON.
#include <chrono>
#include <iostream>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "live/tail.hpp"
#include "rules/decide.hpp"
#include "wire/incoming.hpp"
#include "wire/told.hpp"

namespace {

using namespace circlekeeper;
using namespace circlekeeper::rules;
using Clock = std::chrono::steady_clock;

constexpr int members = 16;

std::string padded(const std::string& text, std::size_t size) {
  return text + std::string(size - text.size(), 'A');
}

MemberId member(int seat) {
  return {padded("member_" + std::to_string(seat) + "_", 22)};
}

Sealed sealed(std::size_t size) {
  return {1, std::string(size, 'w')};
}

class Bench {
 public:
  Bench() {
    MakeCircle make{};
    make.circle = {padded("circle", 22)};
    make.title = make.agreements = make.name = sealed(60);
    make.keeper_box = sealed(150);
    make.keeps = Keeps::this_gathering;
    make.grace = {45000};
    make.seats = 100;
    must(make, {.member = member(0), .digest = "digest"});
    must(Connect{}, {.member = member(0)});
    for (int seat = 1; seat < members; ++seat) {
      must(Join{sealed(42), {}, false, 1, {}, {}, {}},
           {.member = member(seat), .link = Link::invitation, .digest = "digest"});
      must(Connect{}, {.member = member(seat)});
    }
    must(OpenGathering{}, {.member = member(0)});
  }

  // Gives what happened; throws where it is refused.
  std::vector<Told> must(const Command& command, const Actor& actor) {
    now_ += 1;
    auto told = decide(circle_, command, actor, {{now_}, 1});
    if (!told)
      throw std::runtime_error("refused: " + std::to_string(static_cast<int>(told.error().code)));
    return std::move(*told);
  }

  std::vector<Told> share(int number) {
    AddShare share{};
    share.share = {padded("share_" + std::to_string(number) + "_", 22)};
    share.body = sealed(100);
    return must(share,
                {.member = member(number % members), .command = CommandId{std::to_string(number)}});
  }

  const Circle& circle() const { return circle_; }

 private:
  Circle circle_;
  std::int64_t now_ = 1'764'331'403'000;
};

template <class Work>
double microseconds_each(int count, const Work& work) {
  const auto from = Clock::now();
  for (int i = 0; i < count; ++i) work(i);
  return std::chrono::duration<double, std::micro>(Clock::now() - from).count() / count;
}

// A thousand shares in a circle that keeps so many already.
double share_after(int kept) {
  Bench bench;
  bench.must(OpenFloor{OpenFloorKind::open, {}, false, {}, true}, {.member = member(0)});
  for (int i = 0; i < kept; ++i) bench.share(i);
  return microseconds_each(1000, [&](int i) { bench.share(kept + i); });
}

// The piece goes round and round.
double turn() {
  Bench bench;
  const auto pass_on = [&](int) {
    const auto& gathering = *bench.circle().gathering;
    if (!gathering.turn) {
      bench.must(OpenRound{Length{120000}, {}, Direction::sunwise, false, false, {}, true},
                 {.member = member(0)});
    }
    bench.must(PassOn{gathering.turn->number}, {.member = gathering.turn->holder});
  };
  return microseconds_each(20000, pass_on);
}

double reading() {
  const std::string text = R"({"type":"command","id":"1","command":{"type":"add_share","share":")" +
                           padded("share", 22) + R"(","body":{"key":1,"body":")" +
                           std::string(100, 'w') + R"("}}})";
  return microseconds_each(20000, [&](int) {
    if (!wire::read_message(text)) throw std::runtime_error("a share does not read");
  });
}

double writing() {
  Bench bench;
  bench.must(OpenFloor{OpenFloorKind::open, {}, false, {}, true}, {.member = member(0)});
  const Told told = bench.share(1).front();
  std::size_t bytes = 0;
  const double each = microseconds_each(
      20000, [&](int) { bytes += wire::told_text(told).size() + wire::cause_text(told).size(); });
  if (bytes == 0) throw std::runtime_error("nothing was written");
  return each;
}

// For who comes back: what resuming costs while nobody does.
double keeping() {
  Bench bench;
  bench.must(OpenFloor{OpenFloorKind::open, {}, false, {}, true}, {.member = member(0)});
  const Told told = bench.share(1).front();
  const wire::Frame frame = wire::framed(wire::told_text(told));
  live::Tail tail;
  return microseconds_each(20000, [&](int) { tail.add(told, frame); });
}

}  // namespace

int main() {
  try {
    std::cout << nlohmann::ordered_json{{"share_us", share_after(0)},
                                        {"share_after_9000_us", share_after(8999)},
                                        {"turn_us", turn()},
                                        {"read_command_us", reading()},
                                        {"write_event_us", writing()},
                                        {"keep_event_us", keeping()}}
              << '\n';
    return 0;
  } catch (const std::exception& error) {
    std::cerr << error.what() << '\n';
    return 1;
  }
}
