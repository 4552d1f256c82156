// What the server says is what the schema says: frames, views, events as they are stored and told.
#include <catch2/catch.hpp>

#include "rules/limits.hpp"
#include "tests/read_by.hpp"
#include "tests/wire/schema.hpp"
#include "wire/answers.hpp"
#include "wire/closings.hpp"
#include "wire/codec.hpp"
#include "wire/frame.hpp"
#include "wire/told.hpp"

using namespace circlekeeper;
using namespace circlekeeper::tests;
using namespace circlekeeper::rules;

namespace {

Json said(const std::string& text) {
  Json frame = Json::parse(text);
  const auto fault = Schema::ours().fault(frame, Schema::ours().def("frames", frame.at("type")));
  CHECK(fault.value_or("") == "");
  return frame;
}

// Whether every field that the schema knows is there, so that none is forgotten in writing.
bool is_whole(const Json& value, const Json& sample) {
  if (sample.is_array()) return sample.empty() || is_whole(value.at(0), sample.at(0));
  if (!sample.is_object()) return true;
  for (const auto& [name, inside] : sample.items()) {
    if (!value.contains(name) || !is_whole(value.at(name), inside)) return false;
  }
  return true;
}

const MemberId ana{std::string(22, 'a')};
const MemberId ben{std::string(22, 'b')};
const CircleId circle{std::string(22, 'c')};
const ShareId share{std::string(22, 's')};
const DeviceId phone{std::string(22, 'p')};
const ShareView whole_share{
    share, ben, ana, {12}, Sealed{1, "b"}, 4, Care::ideas, share, true, ana, IdeaAnswer::yes, true,
};

Structure whole_structure() {
  Structure structure;
  structure.people_min = structure.people_max = structure.minutes = 2;
  structure.roles = {{"first", 1, 1, true, Side::impact}};
  Step step;
  step.step = "ask";
  step.voice = step.told_to = step.by = "first";
  step.gentle = Length{60'000};
  step.of = {"first"};
  step.choices = {{"yes", Go::step, "ask", 2}};
  step.to = step.otherwise_to = "ask";
  step.otherwise = Go::step;
  structure.steps = {step};
  return structure;
}

PodView whole_pod() {
  PodView pod;
  pod.pod = 3;
  pod.roles = {{ana, "first"}};
  pod.step = "ask";
  pod.holder = pod.knock = ben;
  pod.waiting = pod.answered = pod.without = {ana};
  pod.gentle_until = Time{9};
  pod.answers = {{ana, StepAnswer::choice, "yes"}};
  pod.pause = PauseView{ana, {7}};
  pod.shares = {whole_share};
  return pod;
}

PracticeView whole_practice() {
  PracticeView practice;
  practice.structure = whole_structure();
  practice.practice = 1;
  practice.template_ = "t";
  practice.language = "en";
  practice.words = Sealed{1, "w"};
  practice.by = ana;
  practice.parts = {{ana, true}};
  practice.called = Called::come_back;
  practice.pods = {{3, {ana}, {ben}, "ask", true, 4}};
  practice.mine = whole_pod();
  practice.ended_with_care = true;
  return practice;
}

const Next next{{9}, Rhythm::weekly, "Europe/Madrid", Length{60'000}, Sealed{1, "w"}};

Activity whole_activity() {
  const ActivityFloor floor{FloorKind::round, Length{60'000}, Direction::drawn, true, false, true};
  return {ActivityKind::round,           {60'000}, true,       Sealed{1, "t"},
          Prompt{"a.b", Sealed{1, "w"}}, floor,    "say_back", 2};
}

const std::vector<HeldActivity> held = {{ActivityKind::practice, "say_back"}};

void plan(GatheringView& gathering) {
  const std::vector<Activity> activities = {whole_activity()};
  gathering.plan = PlanView{2, activities, whole_activity(), Time{9}, activities};
  gathering.capacities = {{ana, Capacity::tender, SeenBy::keepers, Sealed{1, "w"}}};
  gathering.passed_over = {ben};
  gathering.held = held;
}

// What goes from gathering to gathering.
void carry(View& view) {
  const Sealed words{1, "w"};
  view.plans = {{{std::string(22, 'p')}, words, words, ana}};
  view.next = next;
  view.board = {{{std::string(22, 'e')},
                 EntryKind::ask,
                 ana,
                 words,
                 {{ben, EntryAnswer::part, words}},
                 true}};
  view.small_steps = {
      {{std::string(22, 's')}, ana, true, 2, words, ben, true, Went::rested, words}};
  view.meet_ups = {{{std::string(22, 'm')}, ana, ben, MeetUpKind::walk, Time{9}, words, true}};
  view.life = {{2, {5}, {6}, 2, true, true, true, held, {ana, ben}}};
  view.record_notes = {{2, words}};
}

GatheringView whole_gathering() {
  GatheringView gathering;
  gathering.number = 3;
  gathering.opened_at = {5};
  gathering.words = Sealed{1, "w"};
  gathering.clocks_stopped_at = Time{6};
  gathering.pause = PauseView{ana, {7}};
  gathering.still_by = ben;
  gathering.announced = FloorKind::queue;
  gathering.silence_until = Time{8};
  gathering.offered = {ana, ben};
  gathering.practice = whole_practice();
  gathering.passed = {{ana, ben}};
  gathering.floor = FloorView{FloorKind::round,
                              Length{60'000},
                              Prompt{"check_in.weather", Sealed{1, "w"}},
                              Direction::drawn,
                              true,
                              false,
                              false,
                              true,
                              {ana},
                              {ben},
                              {ana, ben},
                              {ben},
                              ben,
                              true};
  gathering.turn = TurnView{4, ana, {9}, Time{10}, Time{11}, true};
  gathering.locked = true;
  gathering.keepers_missed = true;
  gathering.stand_in = ben;
  gathering.rests = true;
  gathering.asides = {{ana, ben, true}};
  gathering.quietened = {{ben, ana, Quieting::slowed, {9}, Sealed{1, "q"}}};
  gathering.shares = {whole_share};
  plan(gathering);
  return gathering;
}

View whole_view() {
  View view;
  view.circle = circle;
  view.me = ana;
  view.title = {1, "title"};
  view.agreements = {1, "agreements"};
  view.safety = Sealed{1, "s"};
  view.places = Sealed{1, "p"};
  view.meets = Meets::spoken;
  view.keeps = Keeps::circle_lives;
  view.grace = {45'000};
  view.apart = {{ana, ben}};
  view.wishes = {ben};
  view.templates = {{{std::string(22, 't')}, {1, "t"}, {1, "b"}, ana}};
  view.agreements_number = 2;
  view.knock = true;
  view.seats = 12;
  view.key_number = 2;
  view.keys = {{2, "key"}};
  view.handed = HandedKey{2, ana, phone, {{phone, "box"}}};
  view.asked_to_keep = KeepingAsked{ana, true};
  view.at_door = {{ben, Sealed{1, "n"}, Sealed{1, "p"}, true, Sealed{1, "w"}}};
  view.invitations = {{{std::string(22, 'i')}, ana, Sealed{1, "n"}}};
  view.keepers_invited = {ben};
  view.keeper_box = Sealed{2, "b"};
  view.key_due = true;
  view.private_said = {
      {{std::string(22, 'm')}, ben, ben, {ana}, {9}, phone, Sealed{2, "w"}, {{phone, "box"}}}};
  const std::vector<Device> devices = {{phone, {1, "k"}}};
  view.members = {{ana, Sealed{1, "n"}, Sealed{1, "p"}, true, false, true, false, devices},
                  {ben, Sealed{1, "n"}, Sealed{1, "p"}, true, false, true, false, devices}};
  view.gathering = whole_gathering();
  carry(view);
  return view;
}

}  // namespace

TEST_CASE("a welcome carries the whole view, and no more") {
  const wire::Here here{"incarnation",
                        {100},
                        {{Stream::circle, 7, {}},
                         {Stream::member, 0, {}},
                         {Stream::keepers, 2, {}},
                         {Stream::pod, 1, 3}}};
  const Json frame = said(wire::welcome_text(here, whole_view()));
  CHECK(frame.at("numbers").size() == 4);
  CHECK(frame.at("numbers").at(3) == Json{{"stream", "pod"}, {"number", 1}, {"pod", 3}});
  CHECK(frame.at("numbers").at(2) == Json{{"stream", "keepers"}, {"number", 2}});
  CHECK(
      is_whole(frame.at("view"), Schema::ours().sample(Schema::ours().def("view", "view"), true)));
  CHECK(frame.at("view").at("gathering").at("turn") == Json{{"turn", 4},
                                                            {"holder", ana.value},
                                                            {"began_at", 9},
                                                            {"gentle_until", 10},
                                                            {"grace_until", 11},
                                                            {"gentle_over", true}});
  CHECK(frame.at("view").at("gathering").at("floor").at("waiting") == Json{ana.value});
  CHECK(frame.at("view").at("gathering").at("offered") == Json{ana.value, ben.value});
}

TEST_CASE("looking back is answered with a page of shares") {
  const EarlierView earlier{{whole_share}, true};
  const Json frame = said(wire::looked_back_text(earlier));
  CHECK(is_whole(frame.at("earlier"),
                 Schema::ours().sample(Schema::ours().def("view", "earlier_view"), true)));
  CHECK(frame.at("earlier").at("more") == true);
  CHECK(said(wire::looked_back_text({})).at("earlier") ==
        Json{{"shares", Json::array()}, {"more", false}});
}

TEST_CASE("a question about a structure is answered with its flaws") {
  const Json frame = said(wire::template_checked_text(
      {{FlawCode::minutes_off, "/minutes"}, {FlawCode::unknown_role, "/steps/0/of/1"}}));
  CHECK(frame.at("flaws") == Json{{{"code", "minutes_off"}, {"pointer", "/minutes"}},
                                  {{"code", "unknown_role"}, {"pointer", "/steps/0/of/1"}}});
  CHECK(said(wire::template_checked_text({})).at("flaws") == Json::array());
}

TEST_CASE("a view of little leaves out what is not there") {
  View view;
  view.circle = circle;
  view.me = ana;
  view.title = {1, "t"};
  view.agreements = {1, "a"};
  view.agreements_number = view.key_number = 1;
  view.seats = 2;
  const Json frame = said(wire::welcome_text({"i", {1}, {}}, view));
  CHECK(frame.at("numbers") == Json::array());
  CHECK(frame.at("view").at("members") == Json::array());
  for (const std::string field : {"safety", "places", "gathering", "handed", "keeper_box"}) {
    CHECK_FALSE(frame.at("view").contains(field));
  }
}

TEST_CASE("the door says what may be known before joining") {
  const DoorView door{circle,
                      Link::invitation,
                      {1, "t"},
                      {1, "a"},
                      Sealed{1, "s"},
                      Sealed{1, "p"},
                      {},
                      {},
                      12,
                      true,
                      2,
                      true,
                      2,
                      {{2, "key"}},
                      Sealed{2, "b"},
                      true,
                      true,
                      true,
                      next};
  const Json frame = said(wire::welcome_text({"i", {1}, {}}, door));
  CHECK(is_whole(frame.at("door"),
                 Schema::ours().sample(Schema::ours().def("view", "door_view"), true)));
  CHECK(frame.at("door").at("member_count") == 12);
  CHECK_FALSE(frame.contains("view"));
}

TEST_CASE("every answer is what the schema says") {
  CHECK(said(wire::resumed_text({5})) == Json{{"type", "resumed"}, {"now", 5}});
  CHECK(said(wire::pong_text({5})) == Json{{"type", "pong"}, {"now", 5}});
  CHECK(said(wire::accepted_text({"c1"}, 9)) ==
        Json{{"type", "accepted"}, {"id", "c1"}, {"number", 9}});
  CHECK(said(wire::writing_text(ana, true)) ==
        Json{{"type", "writing_seen"}, {"from", ana.value}, {"on", true}});
  CHECK(said(wire::repair_asked_text(ana)) == Json{{"type", "repair_asked"}, {"by", ana.value}});
  for (const std::string kind : Schema::ours().def("ids", "gesture_kind").at("enum")) {
    std::size_t i = 0;
    while (name_of(static_cast<GestureKind>(i)) != kind) REQUIRE(++i < 3);
    CHECK(said(wire::gesture_text(ana, static_cast<GestureKind>(i))).at("kind") == kind);
  }
}

TEST_CASE("every refusal has its sentence") {
  const Json sentences = protocol_file("refusals.json");
  CHECK(std::ssize(sentences) == refusal_code_count);
  for (int i = 0; i < refusal_code_count; ++i) {
    const auto code = static_cast<RefusalCode>(i);
    const Json frame =
        said(wire::refused_text(CommandId{"c1"}, {code, "name.body", ana, Length{70}}));
    CHECK(frame == Json{{"type", "refused"},
                        {"id", "c1"},
                        {"code", name_of(code)},
                        {"sentence", sentences.at(std::string(name_of(code)))},
                        {"field", "name.body"},
                        {"about", ana.value},
                        {"again_in", 70}});
    CHECK(said(wire::refused_text(std::nullopt, {code})).size() == 3);
  }
}

TEST_CASE("every closing says by its range whether to come back") {
  const Json closings = protocol_file("closings.json");
  for (const auto& [name, closing] : closings.items()) {
    const auto code = closing.at("code").get<std::uint16_t>();
    CHECK(wire::name_of(static_cast<wire::Closing>(code)) == name);
    CHECK(closing.at("come_back").get<bool>() == (code < 4100));
  }
}

TEST_CASE("every event is stored and told with the same bytes, and reads again") {
  for (const std::string& name : Schema::ours().names("events")) {
    Json words = Schema::ours().sample(Schema::ours().def("events", name), true);
    words["type"] = name;
    const auto event = read_by(&wire::read_event, words.dump());
    REQUIRE(event);
    for (const auto kind : {Audience::Kind::circle, Audience::Kind::keepers, Audience::Kind::member,
                            Audience::Kind::nobody}) {
      const Audience audience{kind, kind == Audience::Kind::member ? ben : MemberId{}};
      const Told told{audience, 3, {99}, *event, Cause{ana, {"c1"}}};
      const std::string text = wire::told_text(told);
      const std::string cause = wire::cause_text(told);
      if (kind != Audience::Kind::nobody) CHECK(said(text).at("event") == words);
      CHECK(text.find("c1") == std::string::npos);  // whose command it was is nobody's to know
      CHECK(wire::read_told(cause, text) == told);
      const Told uncaused{audience, 3, {99}, *event, std::nullopt};
      CHECK(wire::read_told(wire::cause_text(uncaused), text) == uncaused);
    }
  }
}

TEST_CASE("a stored event that is none is told from one") {
  CHECK_FALSE(wire::read_told("{}", "nonsense"));
  CHECK_FALSE(wire::read_told("nonsense", "{}"));
  CHECK_FALSE(wire::read_told(
      "{}", R"({"stream":"somewhere","number":1,"at":1,"event":{"type":"pause_ended"}})"));
  CHECK_FALSE(
      wire::read_told("{}", R"({"stream":"circle","number":1,"at":1,"event":{"type":"later"}})"));
  // Everything that stands around it is looked for too.
  const auto fault = [](std::string_view cause, std::string_view text) {
    const auto read = wire::read_told(cause, text);
    return read ? "read" : std::string(name_of(read.error().code)) + " " + read.error().field;
  };
  const std::string good =
      R"({"stream":"pod","pod":2,"number":1,"at":1,"event":{"type":"pause_ended"}})";
  CHECK(fault("{}", good) == "read");
  CHECK(fault("[]", good) == "not_json ");
  CHECK(fault("{}", "[]") == "not_json ");
  CHECK(fault("{}", "{}") == "missing_field stream");
  CHECK(fault("{}", R"({"stream":1})") == "wrong_type stream");
  CHECK(fault("{}", R"({"stream":"circle"})") == "missing_field number");
  CHECK(fault("{}", R"({"stream":"circle","number":1,"at":"1"})") == "wrong_type at");
  CHECK(fault("{}", R"({"stream":"pod","pod":"2"})") == "wrong_type pod");
  CHECK(fault("{}", R"({"stream":"circle","number":1,"at":1})") == "missing_field event");
  CHECK(fault("{}", R"({"stream":"circle","number":1,"at":1,"event":1})") == "wrong_type ");
  CHECK(fault(R"({"id":"c1"})", good) == "missing_field by");
  CHECK(fault(R"({"to":1})", good) == "wrong_type to");
  CHECK(fault(R"({"in":["a",1]})", good) == "wrong_type in.1");
}

TEST_CASE("a frame's header says how long its text is, and the text is found behind it") {
  const auto header = [](std::size_t size) {
    const std::string text(size, 'x');
    const wire::Frame frame = wire::framed(text);
    REQUIRE(wire::text_in(frame) == text);
    return frame->substr(0, frame->size() - size);
  };
  using namespace std::string_literals;
  CHECK(header(0) == "\x81\x00"s);
  CHECK(header(125) == "\x81\x7d"s);
  CHECK(header(126) == "\x81\x7e\x00\x7e"s);
  CHECK(header(65'535) == "\x81\x7e\xff\xff"s);
  CHECK(header(65'536) == "\x81\x7f\x00\x00\x00\x00\x00\x01\x00\x00"s);
}
