#include "tests/live/place.hpp"

#include <catch2/catch.hpp>
#include <stdexcept>

#include "tests/store/waiting.hpp"
#include "tests/wire/schema.hpp"

namespace circlekeeper::tests {

std::string padded(std::string text, std::size_t size) {
  text.resize(std::max(size, text.size()), '-');
  return text;
}

Json sealed(const std::string& words) {
  return {{"key", 1}, {"body", padded(words, 44)}};
}

std::string secret_of(const std::string& name) {
  return padded("secret-of-" + name, 43);
}

namespace {

// Hex of the right length; nobody here needs it to be hard to undo.
std::string digest(std::string_view text) {
  std::uint64_t hash = 14695981039346656037ULL;
  std::string hex;
  while (hex.size() < 64) {
    for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
    hex += "0123456789abcdef"[hash >> 60];
  }
  return hex;
}

}  // namespace

void EarLine::send(wire::Frame frame) {
  if (closed) return;
  const std::string& bytes = *frame;
  const auto size = static_cast<unsigned char>(bytes.at(1));
  const std::size_t header = size < 126 ? 2 : size == 126 ? 4 : 10;
  arrived.push_back({now_, bytes.substr(header)});
  frames.push_back(Json::parse(arrived.back().text));
  note(frames.back());
}

// A pod's stream goes by "pod 3".
std::string stream_of(const Json& frame) {
  const std::string stream = frame.at("stream");
  return frame.contains("pod") ? stream + " " + frame.at("pod").dump() : stream;
}

void EarLine::note(const Json& frame) {
  const auto& def = Schema::ours().def("frames", frame.at("type"));
  CHECK(Schema::ours().fault(frame, def).value_or("") == "");
  if (frame.at("type") == "welcome") {
    incarnation = frame.at("incarnation");
    numbers.clear();
    for (const Json& each : frame.at("numbers")) numbers[stream_of(each)] = each.at("number");
  } else if (frame.at("type") == "told") {
    const std::string stream = stream_of(frame);
    INFO(frame.dump());
    if (frame.contains("pod") && frame.at("number") == 1) numbers[stream] = 0;
    REQUIRE(numbers.contains(stream));
    CHECK(frame.at("number") == numbers.at(stream) + 1);
    numbers[stream] = frame.at("number");
  }
}

Place::Place(live::Bounds wanted, live::EventStore* other)
    : base(other != nullptr ? *other : memory), bounds(std::move(wanted)) {
  start();
}

Place::~Place() {
  for (Caller* caller : callers) caller->visit.reset();
}

void Place::start() {
  live::Ports ports{
      store,
      [this](auto work) { queue_.push_back(std::move(work)); },
      [this] { return now; },
      [this]() -> std::uint64_t {
        if (break_in > 0 && --break_in == 0) throw std::logic_error("a rule is broken");
        return 1;
      },
      &digest,
      [this](rules::Time at) { ring_at_ = at; },
      [this](std::string_view) { return may_make; },
      [](const rules::CircleId&) { return true; },
      [this](std::string_view what, const rules::CircleId&) { notices.emplace_back(what); }};
  circles = live::make_circles(std::move(ports), bounds);
}

void Place::pump() {
  for (int turns = 0; !queue_.empty(); ++turns) {
    if (turns == 100'000) throw std::runtime_error("this never ends");
    auto work = std::move(queue_.front());
    queue_.pop_front();
    work();
  }
}

void Place::pass(rules::Length length) {
  const rules::Time until = now + length;
  pump();
  while (ring_at_ && *ring_at_ <= until) {
    now = std::max(now, *ring_at_);
    ring_at_.reset();
    circles->ring();
    pump();
  }
  now = until;
}

void Place::restart() {
  for (Caller* caller : callers) caller->visit.reset();
  queue_.clear();
  store.forget_answers();
  circles.reset();
  ring_at_.reset();
  start();
  pump();
}

std::vector<live::StoredEvent> Place::log(const std::string& circle) {
  return Asking{base}.read({padded(circle, 22)}).events;
}

std::vector<std::string> Place::logged(const std::string& circle) {
  std::vector<std::string> names;
  for (const auto& event : log(circle)) {
    names.push_back(Json::parse(event.told).at("event").at("type"));
  }
  return names;
}

std::optional<rules::Time> Place::due(const std::string& circle) {
  for (const live::Due& due : Asking{base}.due({std::numeric_limits<std::int64_t>::max()})) {
    if (due.circle.value == padded(circle, 22)) return due.at;
  }
  return std::nullopt;
}

// The same, or what is left of it: words and choices may be empty by now, and who came or went.
bool is_left_of(const Json& kept, const Json& told) {
  if (kept == told) return true;
  if (kept.value("type", "") == "emptied") {
    return told.at("type") == "connection_lost" || told.at("type") == "connection_back";
  }
  if (kept.is_object() && told.is_object()) {
    return std::ranges::all_of(told.items(), [&](const auto& each) {
      if (!kept.contains(each.key())) return each.key() == "choice";
      const Json& value = kept.at(each.key());
      return (each.key() == "body" && value == "") || is_left_of(value, each.value());
    });
  }
  return false;
}

void Place::compare_books(const std::string& circle) {
  std::map<std::string, Json> stored;
  std::map<std::string, std::int64_t> heads;
  const auto key = [](const Json& told, const std::string& to) {
    const std::string stream = stream_of(told);
    return stream + (stream == "member" ? "/" + to : "");
  };
  for (const live::StoredEvent& event : log(circle)) {
    Json told = Json::parse(event.told);
    const std::string stream = key(told, Json::parse(event.cause).value("to", ""));
    heads[stream] = told.at("number");
    const std::string place_in_stream = stream + ' ' + told.at("number").dump();
    stored[place_in_stream] = std::move(told);
  }
  for (const Caller* caller : callers) {
    if (!caller->line || caller->circle != circle) continue;
    for (const Json& frame : caller->line->frames) {
      if (frame.at("type") != "told") continue;
      const Json& kept = stored[key(frame, caller->id()) + ' ' + frame.at("number").dump()];
      INFO(frame.dump());
      REQUIRE(kept.is_object());
      CHECK(is_left_of(kept, frame));
    }
    if (!caller->visit || caller->closed()) continue;
    for (const auto& [stream, number] : caller->line->numbers) {
      INFO(caller->name << " of " << stream);
      const std::int64_t head = heads[stream == "member" ? "member/" + caller->id() : stream];
      const bool left = stream.starts_with("pod ") && number < head;  // and so hears no more of it
      CHECK((number == head || left));
    }
  }
}

int Place::noticed(const std::string& what) const {
  return static_cast<int>(std::ranges::count(notices, what));
}

Gathered::Gathered(Place& place) : ana(place, "ana"), ben(place, "ben"), cai(place, "cai") {
  ana.make();
  ben.join();
  cai.join();
  ana.ask(bare("open_gathering"));
  ana.ask(opening());
  for (Caller* each : {&ana, &ben, &cai}) each->heard();
}

}  // namespace circlekeeper::tests
