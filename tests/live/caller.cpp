#include <catch2/catch.hpp>

#include "tests/live/place.hpp"

namespace circlekeeper::tests {

Caller::Caller(Place& where, std::string who, std::string which)
    : place(where), name(std::move(who)), device(name), circle(std::move(which)) {
  place.callers.insert(this);
}

Caller::~Caller() {
  visit.reset();
  place.callers.erase(this);
}

void Caller::open() {
  drop();
  line = std::make_shared<EarLine>(place.now);
  visit = place.circles->arrive({padded(circle, 22)}, line, "192.0.2.1");
}

void Caller::say(const Json& frame) {
  say_text(frame.dump());
}

void Caller::say_text(const std::string& text) {
  if (!visit) open();
  visit->hear(text);
}

void Caller::make(const Json& changes) {
  Json frame = {{"type", "make"},
                {"member", id()},
                {"secret", secret_of(device)},
                {"keeper_token", padded("keeper-token", 43)},
                {"invitation_token", padded("invitation-token", 43)},
                {"title", sealed("title")},
                {"agreements", sealed("agreements")},
                {"meets", "typed"},
                {"keeps", "this_gathering"},
                {"keeper_box", sealed("box")},
                {"name", sealed(name)}};
  frame.update(changes);
  open();
  say(frame);
  place.pump();
}

void Caller::hello(const std::string& link) {
  Json frame = {{"type", "hello"}, {"member", id()}, {"secret", secret_of(device)}};
  if (!link.empty()) frame["link"] = {{"kind", link}, {"token", padded(link + "-token", 43)}};
  open();
  say(frame);
  place.pump();
}

Caller& Caller::join(const std::string& link) {
  hello(link);
  REQUIRE(said(joining(name)) == "accepted");
  return *this;
}

void Caller::resume() {
  resume_from(line->incarnation, line->numbers);
}

void Caller::resume_from(const std::string& incarnation,
                         const std::map<std::string, std::int64_t>& numbers) {
  const auto old = line;  // which these may be of
  Json frame = {{"type", "hello"},
                {"member", id()},
                {"secret", secret_of(device)},
                {"resume", {{"incarnation", incarnation}, {"numbers", Json::array()}}}};
  for (const auto& [stream, number] : numbers) {
    Json heard = {{"stream", stream.substr(0, stream.find(' '))}, {"number", number}};
    if (stream.starts_with("pod ")) heard["pod"] = std::stoi(stream.substr(4));
    frame["resume"]["numbers"].push_back(std::move(heard));
  }
  open();
  line->incarnation = incarnation;
  line->numbers = numbers;
  say(frame);
  place.pump();
}

std::string Caller::send(Json command, std::string id) {
  if (id.empty()) id = name + "-" + std::to_string(++asked_);
  say({{"type", "command"}, {"id", id}, {"command", std::move(command)}});
  return id;
}

Json Caller::ask(Json command, const std::string& id) {
  const std::string asked = send(std::move(command), id);
  place.pump();
  return answer_to(asked);
}

std::string Caller::said(Json command, const std::string& id) {
  const Json answer = ask(std::move(command), id);
  if (answer.is_null()) return "nothing";
  return answer.at("type") == "accepted" ? "accepted" : answer.at("code");
}

Json Caller::answer_to(const std::string& id) const {
  Json found;
  for (const Json& frame : line->frames) {
    if (frame.contains("id") && frame.at("id") == id) found = frame;
  }
  return found;
}

int Caller::answers_to(const std::string& id) const {
  return static_cast<int>(std::ranges::count_if(line->frames, [&](const Json& frame) {
    return frame.contains("id") && frame.at("id") == id;
  }));
}

void Caller::drop() {
  visit.reset();
}

std::vector<Json> Caller::heard() {
  std::vector<Json> frames(line->frames.begin() + static_cast<std::ptrdiff_t>(line->taken),
                           line->frames.end());
  line->taken = line->frames.size();
  return frames;
}

std::vector<std::string> Caller::news() {
  std::vector<std::string> names;
  for (const Json& frame : heard()) {
    names.push_back(frame.at("type") == "told" ? frame.at("event").at("type") : frame.at("type"));
  }
  return names;
}

Json Caller::view() const {
  Json found;
  for (const Json& frame : line->frames) {
    if (frame.contains("view")) found = frame.at("view");
  }
  return found;
}

Json joining(const std::string& name) {
  return {{"type", "join"}, {"name", sealed(name)}, {"witness", false}, {"agreed", 1}};
}

Json sharing(const std::string& share, const std::optional<int>& turn) {
  Json command = {
      {"type", "add_share"}, {"share", padded(share, 22)}, {"body", sealed(share + "-words")}};
  if (turn) command["turn"] = *turn;
  return command;
}

Json opening(const std::string& floor) {
  return {{"type", "open_floor"}, {"floor", floor}, {"everybody_once", false}, {"now", false}};
}

bool is_kept(Place& place, const std::string& words) {
  return std::ranges::any_of(place.log(), [&](const live::StoredEvent& event) {
    return event.told.find(words) != std::string::npos;
  });
}

bool was_heard(const Caller& caller, const std::string& words) {
  return std::ranges::any_of(caller.line->frames, [&](const Json& frame) {
    return frame.dump().find(words) != std::string::npos;
  });
}

}  // namespace circlekeeper::tests
