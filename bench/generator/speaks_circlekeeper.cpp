// Our own protocol: the first member of each circle makes it and opens a gathering in which
// everybody seated may share; the others come with the invitation and join.
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "generator/websocket.hpp"

namespace circlekeeper::bench {

namespace {

using Json = nlohmann::json;

constexpr std::string_view told_begins = R"({"type":"told","stream":"circle","number":)";
constexpr std::string_view share_added = R"("event":{"type":"share_added","share":"share_)";
constexpr std::string_view accepted_begins = R"({"type":"accepted","id":")";
constexpr std::string_view refused_begins = R"({"type":"refused")";

std::string secret(std::string_view what, Place place) {
  std::string text = std::string(what) + '_' + digits(place.circle, 8) + digits(place.seat, 6);
  return text + std::string(42 - text.size(), '_') + 'A';
}

std::string circle_id(std::uint32_t circle) {
  return "circle_" + digits(circle, 14) + 'A';
}

std::string member_id(Place place) {
  return "member_" + digits(place.circle, 8) + digits(place.seat, 6) + 'A';
}

std::string invitation_of(std::uint32_t circle) {
  return secret("invitation", {circle, 0});
}

Json sealed(std::size_t size = 64) {
  return {{"key", 1}, {"body", std::string(size, 'w')}};
}

Json command(const char* id, Json what) {
  return {{"type", "command"}, {"id", id}, {"command", std::move(what)}};
}

Json make(Place place) {
  return {{"type", "make"},
          {"member", member_id(place)},
          {"secret", secret("secret", place)},
          {"keeper_token", secret("keeper", place)},
          {"invitation_token", invitation_of(place.circle)},
          {"title", sealed()},
          {"agreements", sealed()},
          {"meets", "typed"},
          {"keeps", "this_gathering"},
          {"grace", 45000},
          {"name", sealed(42)},
          {"keeper_box", sealed(150)}};
}

Json hello(const Member& member) {
  Json hello{{"type", "hello"},
             {"member", member_id(member.place)},
             {"secret", secret("secret", member.place)}};
  if (member.wish == Wish::join) {
    hello["link"] = {{"kind", "invitation"}, {"token", invitation_of(member.place.circle)}};
  } else if (member.wish == Wish::resume) {
    hello["resume"] = {
        {"incarnation", member.incarnation},
        {"numbers", Json::array({{{"stream", "circle"}, {"number", member.circle_number}},
                                 {{"stream", "member"}, {"number", 0}}})}};
  }
  return hello;
}

class SpeaksCirclekeeper final : public SpeaksWebSocket {
 public:
  SpeaksCirclekeeper(std::size_t body_bytes, std::uint32_t first_circle)
      : body_(body_bytes, 'w'), first_circle_(first_circle) {}

  std::string greeting(Member& member) override {
    return upgrade_request("/circles/" + circle_id(first_circle_ + member.place.circle) + "/live",
                           "circlekeeper.v1");
  }

  void say(const Member&, Number number, std::string& into) override {
    append_frame(into, Opcode::text,
                 R"({"type":"command","id":")" + digits(number, 10) +
                     R"(","command":{"type":"add_share","share":"share_)" + digits(number, 15) +
                     R"(A","body":{"key":1,"body":")" + body_ + R"("}}})");
  }

 private:
  void opened(Member& member, Hearer& hearer) override {
    if (member.wish == Wish::shake_hands) return hearer.here(member);
    const bool joins_first = member.wish == Wish::join && member.place.seat == 0;
    const bool makes = member.wish == Wish::make || joins_first;
    const Json first = makes ? make(member.place) : hello(member);
    reply_text(member, first.dump(), hearer);
  }

  void heard(Member& member, std::string_view text, Hearer& hearer) override {
    if (text.starts_with(told_begins)) return told(member, text, hearer);
    if (text.starts_with(accepted_begins)) {
      if (!member.is_here) greeted(member, hearer);
    } else if (text.starts_with(refused_begins)) {
      refused(member, text, hearer);
    } else if (member.is_here) {
      hearer.other(member, text);
    } else {
      came_in(member, Json::parse(text), hearer);
    }
  }

  // The circle's stream is dense: a hole in it is a loss.
  static void told(Member& member, std::string_view text, Hearer& hearer) {
    const auto number = static_cast<std::int64_t>(number_after(text, told_begins));
    if (member.circle_number > 0 && number != member.circle_number + 1) {
      throw std::runtime_error("a hole in the stream before " + std::to_string(number));
    }
    member.circle_number = number;
    if (const Number share = number_after(text, share_added)) {
      hearer.told(member, share);
    } else if (member.is_here) {
      hearer.other(member, text);
    }
  }

  static void refused(Member& member, std::string_view text, Hearer& hearer) {
    const Json refusal = Json::parse(text);
    const auto code = refusal.at("code").get<std::string>();
    if (!member.is_here) throw std::runtime_error("refused at the door: " + code);
    hearer.refused(member, number_after(text, R"("id":")"), code);
  }

  static void came_in(Member& member, const Json& frame, Hearer& hearer) {
    if (frame.at("type") == "resumed") return hearer.here(member);
    if (frame.at("type") != "welcome") return;
    if (frame.contains("door")) {
      reply_text(
          member,
          command("join",
                  {{"type", "join"}, {"name", sealed(42)}, {"witness", false}, {"agreed", 1}})
              .dump(),
          hearer);
      return;
    }
    member.incarnation = frame.at("incarnation").get<std::string>();
    for (const Json& each : frame.at("numbers")) {
      if (each.at("stream") == "circle") member.circle_number = each.at("number");
    }
    if (member.wish != Wish::join) return hearer.here(member);
    if (member.place.seat == 0) {
      reply_text(member, command("open", {{"type", "open_gathering"}}).dump(), hearer);
    }
  }

  // Each step of the greeting was accepted.
  static void greeted(Member& member, Hearer& hearer) {
    if (member.place.seat > 0 || member.step == 2) return hearer.here(member);
    member.step = 2;
    reply_text(
        member,
        command(
            "floor",
            {{"type", "open_floor"}, {"floor", "open"}, {"everybody_once", false}, {"now", true}})
            .dump(),
        hearer);
  }

  std::string body_;
  std::uint32_t first_circle_;
};

}  // namespace

std::unique_ptr<Speaks> speaks_circlekeeper(std::size_t body_bytes, std::uint32_t first_circle) {
  return std::make_unique<SpeaksCirclekeeper>(body_bytes, first_circle);
}

}  // namespace circlekeeper::bench
