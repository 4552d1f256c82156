// The repair gate, as each of the two, with each answer and with none. What who asked, a keeper and
// a bystander receive is compared frame by frame: nobody can tell why it was not this time.
#include <catch2/catch.hpp>

#include "rules/limits.hpp"
#include "tests/live/place.hpp"

using namespace circlekeeper;
using namespace circlekeeper::tests;
using Arrived = std::vector<EarLine::Arrived>;
using Names = std::vector<std::string>;

namespace {

Json ask(const Caller& with, const std::string& gate = "goes_on") {
  return {{"type", "ask_repair"}, {"with", with.id()}, {"gate", gate}};
}

Json answer(const Caller& by, const std::string& gate) {
  return {{"type", "answer_repair"}, {"by", by.id()}, {"gate", gate}};
}

// What everybody's lines received in a whole gathering, and what was stored of it.
struct Heard {
  Arrived asker, invited, keeper, bystander;
  std::vector<live::StoredEvent> log;
};

// What came of an ask, and when the other answered: after all the questions, at once, or never.
struct Way {
  std::string ask = "goes_on";
  std::string answer = {};
  std::int64_t after = 0;
};

const Way closed_gate{.answer = "not_now", .after = 180'000};
const Way declined{.answer = "not_now", .after = 5'000};
const Way unanswered{};
const Way keepers_no{.answer = "goes_on", .after = 180'000};  // who does nothing with it
const Way not_asked{.ask = "not_now"};

class Evening {
 public:
  Heard go(const Way& way) {
    ana_.make();
    for (Caller* each : {&ben_, &cai_, &dia_}) each->join();
    ana_.ask(bare("open_gathering"));
    ana_.ask(opening());
    until(60'000);
    if (!way.ask.empty()) ben_.say(ask(cai_, way.ask));
    for (std::int64_t second = 61; second <= 600; ++second) {
      until(second * 1000);
      if (second * 1000 == 60'000 + way.after) cai_.say(answer(ben_, way.answer));
      live_on(second);
    }
    ana_.ask(bare("close_gathering"));
    for (Caller* each : {&ana_, &ben_, &cai_, &dia_}) take(*each);
    place_.compare_books();
    return {all_[&ben_], all_[&cai_], all_[&ana_], all_[&dia_], place_.log()};
  }

 private:
  void until(std::int64_t at) { place_.pass(begun_ + rules::Length{at} - place_.now); }
  void take(const Caller& caller) {
    auto& all = all_[&caller];
    const std::string& life =
        caller.line->incarnation;  // of each circle's log: another each evening
    for (EarLine::Arrived each : caller.line->arrived) {
      const auto found = each.text.find(life);
      if (found != std::string::npos) each.text.replace(found, life.size(), life.size(), '-');
      all.push_back(std::move(each));
    }
  }
  void come_again(Caller& caller) {
    take(caller);
    caller.resume();
  }

  // The others' evening goes on around it.
  void live_on(std::int64_t second) {
    if (second % 20 == 0) ben_.say(bare("ping"));
    if (second % 30 == 0) ana_.say(bare("ping"));
    if (second == 65) ben_.ask(sharing("one"));
    if (second == 66) cai_.say({{"type", "gesture"}, {"kind", "with_you"}});
    if (second == 150) come_again(ben_);
    if (second == 160) come_again(ana_);
    if (second == 240) dia_.ask(sharing("two"));
    if (second == 241) ben_.say({{"type", "gesture"}, {"kind", "thank_you"}});
    if (second == 300) come_again(cai_);
    if (second == 310) come_again(ben_);
  }

  Place place_;
  rules::Time begun_ = place_.now;
  Caller ana_{place_, "ana"}, ben_{place_, "ben"}, cai_{place_, "cai"}, dia_{place_, "dia"};
  std::map<const Caller*, Arrived> all_;
};

Heard evening(const Way& way) {
  return Evening().go(way);
}

int count_of(const Arrived& arrived, const std::string& what) {
  return static_cast<int>(std::ranges::count_if(arrived, [&](const EarLine::Arrived& each) {
    return each.text.find(what) != std::string::npos;
  }));
}

// The first frame that one received and the other did not: its bytes, its place or its time.
std::string difference(const Arrived& one, const Arrived& other) {
  for (std::size_t i = 0; i < std::max(one.size(), other.size()); ++i) {
    if (i >= one.size()) return "more: " + other[i].text;
    if (i >= other.size()) return "less: " + one[i].text;
    if (one[i].at != other[i].at) return "another time: " + one[i].text;
    if (one[i].text != other[i].text) return one[i].text + " and not " + other[i].text;
  }
  return "none";
}

std::string kind_of(const EarLine::Arrived& each) {
  const Json frame = Json::parse(each.text);
  return frame.at("type") == "told" ? frame.at("event").at("type") : frame.at("type");
}

struct Asked : Gathered {
  explicit Asked(Place& place) : Gathered(place) { ben.say(ask(cai)); }
};

}  // namespace

TEST_CASE(
    "nobody can tell a closed gate, a declined ask, an unanswered one and a keeper's no apart") {
  const Heard one = evening(closed_gate);
  CHECK(one.asker.size() > 30);
  CHECK(count_of(one.asker, "repair") == 0);
  CHECK(count_of(one.keeper, "repair") == 0);
  for (const Way& way : {declined, unanswered, keepers_no}) {
    const Heard other = evening(way);
    CHECK(difference(other.asker, one.asker) ==
          "none");  // each frame, their number, order, lengths and times
    CHECK(difference(other.bystander, one.bystander) == "none");
  }
  for (const Way& way : {declined, unanswered}) {
    const Heard other = evening(way);
    CHECK(difference(other.keeper, one.keeper) == "none");
    CHECK(other.log == one.log);
  }
}

TEST_CASE(
    "a keeper hears one thing more where the gate was passed, and nothing of who asked when") {
  const Heard without = evening(unanswered);
  Heard with = evening(keepers_no);
  REQUIRE(count_of(with.keeper, "gate_passed") == 1);
  std::erase_if(with.keeper, [](const auto& each) { return kind_of(each) == "gate_passed"; });
  REQUIRE(with.keeper.size() == without.keeper.size());
  for (std::size_t i = 0; i < with.keeper.size(); ++i) {
    CHECK(with.keeper[i].at == without.keeper[i].at);
    CHECK(kind_of(with.keeper[i]) == kind_of(without.keeper[i]));
  }
  CHECK(with.log.size() == without.log.size() + 1);
}

TEST_CASE("an ask that its own gate closed is to all others as if there had been none") {
  const Heard none = evening({.ask = ""});
  const Heard closed = evening(not_asked);
  CHECK(difference(closed.asker, none.asker) == "none");
  CHECK(difference(closed.invited, none.invited) == "none");
  CHECK(difference(closed.keeper, none.keeper) == "none");
  CHECK(difference(closed.bystander, none.bystander) == "none");
  CHECK(closed.log == none.log);
  const Heard asked = evening(unanswered);
  CHECK(difference(asked.asker, closed.asker) ==
        "none");  // to who asked, sending it is the same in both cases
  CHECK(difference(asked.keeper, closed.keeper) == "none");
  CHECK(difference(asked.bystander, closed.bystander) == "none");
  CHECK(asked.log == closed.log);
  CHECK(count_of(asked.invited, "repair_asked") == 2);  // and again when they came back
}

TEST_CASE("to the other, each answer sounds the same") {
  const Heard one = evening(closed_gate);
  CHECK(count_of(one.invited, "repair_asked") == 1);
  CHECK(difference(evening(declined).invited, one.invited) == "none");
  CHECK(difference(evening(keepers_no).invited, one.invited) == "none");
}

TEST_CASE("both answers are of one length, for each of the two") {
  Place place;
  Gathered all(place);
  CHECK(ask(all.cai, "goes_on").dump().size() == ask(all.cai, "not_now").dump().size());
  CHECK(answer(all.ben, "goes_on").dump().size() == answer(all.ben, "not_now").dump().size());
}

TEST_CASE("an ask is told to one alone, on each device, until it is answered") {
  Place place;
  Asked all(place);
  const auto before = place.log();
  CHECK(all.cai.heard() == std::vector<Json>{{{"type", "repair_asked"}, {"by", all.ben.id()}}});
  for (Caller* each : {&all.ana, &all.ben}) CHECK(each->news().empty());
  Caller phone(place, "cai");
  phone.hello();
  CHECK(phone.news() == Names{"welcome", "repair_asked"});
  phone.say(answer(all.ana, "goes_on"));  // who did not ask
  phone.say(answer(all.ben, "not_now"));
  phone.say(answer(all.ben, "goes_on"));  // too late
  phone.resume();
  CHECK(phone.news() == Names{"resumed"});
  CHECK(place.log() == before);

  all.ben.say(ask(all.cai));
  all.cai.drop();
  place.pump();
  all.cai.resume();
  CHECK(all.cai.news() == Names{"resumed", "repair_asked"});
  all.cai.say(answer(all.ben, "goes_on"));
  place.pump();
  CHECK(all.ana.news().back() == "gate_passed");
  CHECK(all.ana.last().at("stream") == "keepers");
  CHECK(all.ana.last().at("event") ==
        Json{{"type", "gate_passed"}, {"one", all.ben.id()}, {"other", all.cai.id()}});
  CHECK(std::ranges::count(place.logged(), "gate_passed") == 1);
  place.compare_books();
}

TEST_CASE("what can come to nothing is not even refused") {
  Place place;
  Gathered all(place);
  Caller dia(place, "dia");
  dia.join();
  dia.ask(bare("stand_aside"));
  Caller nobody(place, "eli");
  for (Caller* each : {&all.ana, &all.ben, &all.cai, &dia}) each->heard();
  const auto before = place.log();
  for (const Caller* with : {&dia, &nobody, &all.ben}) all.ben.say(ask(*with));
  all.ben.say(answer(all.cai, "goes_on"));
  place.pump();
  for (Caller* each : {&all.ana, &all.ben, &all.cai, &dia}) CHECK(each->news().empty());
  CHECK(place.log() == before);

  all.ben.say(ask(all.cai, "perhaps"));
  CHECK(all.ben.last().at("code") == "malformed");
  all.ana.ask(bare("close_gathering"));
  all.ben.say(ask(all.cai));
  CHECK(all.ben.last().at("code") == "no_gathering");
}

TEST_CASE("asking another takes back the ask before, and nobody asks without end") {
  Place place;
  Asked all(place);
  all.ben.say(ask(all.ana));
  all.cai.say(answer(all.ben, "goes_on"));
  place.pump();
  CHECK(std::ranges::count(place.logged(), "gate_passed") == 0);
  for (Caller* each : {&all.ana, &all.cai}) each->heard();
  const auto most = rules::limits::counts::repair_asks_max;
  for (int asked = 2; asked < most; ++asked) all.ben.say(ask(all.cai));
  CHECK(std::ssize(all.cai.heard()) == most - 2);
  all.ben.say(ask(all.cai));
  all.ben.say(ask(all.ana));
  for (Caller* each : {&all.ana, &all.ben, &all.cai}) CHECK(each->news().empty());
}

TEST_CASE("an ask is forgotten with the gathering, and with either of the two") {
  Place place;
  Asked all(place);
  all.ana.ask(bare("close_gathering"));
  all.ana.ask(bare("open_gathering"));
  all.cai.say(answer(all.ben, "goes_on"));
  all.ben.say(ask(all.cai));
  all.ben.ask({{"type", "leave"}, {"take_back", false}});
  all.cai.say(answer(all.ben, "goes_on"));
  all.cai.say(ask(all.ana));
  all.ana.ask(removing(all.cai.id(), true, {all.ana.id()}));
  all.ana.say(answer(all.cai, "goes_on"));
  place.pump();
  CHECK(std::ranges::count(place.logged(), "gate_passed") == 0);
  place.compare_books();
}

TEST_CASE("after a restart nothing of it is remembered, and both are asked again") {
  Place place;
  Asked all(place);
  for (const auto& event : place.log()) CHECK(event.told.find("repair") == std::string::npos);
  place.restart();
  for (Caller* each : {&all.ana, &all.ben, &all.cai}) each->resume();
  place.pump();
  for (const std::string& name : all.cai.news()) CHECK(name != "repair_asked");
  all.cai.say(answer(all.ben, "goes_on"));
  place.pump();
  CHECK(std::ranges::count(place.logged(), "gate_passed") == 0);
  all.ben.say(ask(all.cai));
  all.cai.say(answer(all.ben, "goes_on"));
  place.pump();
  CHECK(std::ranges::count(place.logged(), "gate_passed") == 1);
}

TEST_CASE("an ask waits its turn in the journal, and a gate that was not stored is not passed") {
  Place place;
  Gathered all(place);
  place.store.held = true;
  all.ana.send(sharing("one"));
  all.ben.say(ask(all.cai));
  place.pump();
  CHECK(all.cai.news().empty());
  place.store.let_go();
  place.pump();
  CHECK(all.cai.news() == Names{"share_added", "repair_asked"});
  place.store.appends.next.push_back({Outcome::unavailable});
  all.cai.say(answer(all.ben, "goes_on"));
  place.pass({10'000});
  CHECK(std::ranges::count(place.logged(), "gate_passed") == 0);
  CHECK(all.cai.news().back() == "repair_asked");  // the ask still stands
  all.cai.say(answer(all.ben, "goes_on"));
  place.pump();
  CHECK(std::ranges::count(place.logged(), "gate_passed") == 1);
}
