#include "tests/rules/scenario.hpp"

#include <algorithm>
#include <fstream>
#include <sstream>
#include <stdexcept>

#include "tests/read_by.hpp"
#include "tests/rules/acts.hpp"
#include "tests/rules/conformance.hpp"
#include "tests/rules/stage.hpp"
#include "tests/rules/transcript.hpp"
#include "wire/codec.hpp"

namespace circlekeeper::tests {

using namespace rules;

namespace {

std::vector<std::string> words_of(const std::string& line) {
  std::istringstream stream(line);
  std::vector<std::string> words;
  for (std::string word; stream >> word;) words.push_back(word);
  return words;
}

class Player {
 public:
  std::string play(const std::string& line) {
    output_.clear();
    std::vector<std::string> words = words_of(line);
    if (words.front().find(':') != std::string::npos) {
      say(stage_.wake_until(time_of(words.front())));
      words.erase(words.begin());
    }
    if (!words.empty()) act(words);
    return output_;
  }

  const Stage& stage() const { return stage_; }

 private:
  void act(const std::vector<std::string>& words) {
    if (words[0] == "circle") return gather({words.begin() + 1, words.end()});
    if (words[0] == "spoken") return void(meets_ = Meets::spoken);
    if (words[0] == "living") return void(keeps_ = Keeps::circle_lives);
    if (words[0] == "resting") return void(resting_ = true);
    if (words[0] == "knocking") return void(knock_ = true);
    if (words[0] == "gone") return done(StopWaiting{}, {.member = member_named(words.at(1))});
    if (words[0] == "ring") return ring();
    if (words[0] == "restart") return restart();
    if (words[0] == "drop") return done(Disconnect{}, {.member = member_named(words.at(1))});
    if (words[0] == "gate") {
      return done(PassGate{member_named(words.at(1)), member_named(words.at(2))}, {});
    }
    if (words[0] == "back") return done(Connect{}, {.member = member_named(words.at(1))});
    ask(words);
  }

  // The first keeps; a witness stands in brackets. All are here, and the gathering is open.
  void gather(const std::vector<std::string>& names) {
    for (std::string name : names) {
      const bool witness = name.front() == '(';
      if (witness) name = name.substr(1, name.size() - 2);
      const Actor actor{member_named(name), Link::invitation, digest(name), {}};
      if (stage_.circle().members.empty()) {
        quietly(make(name), actor);
      } else {
        quietly(Join{sealed(name), {}, witness, 1, {}, {}, {}}, actor);
      }
      quietly(Connect{}, {.member = actor.member});
    }
    if (!resting_) {
      quietly(OpenGathering{}, {.member = member_named(names.front())});
    }
  }

  Command make(const std::string& name) const {
    MakeCircle made = a_circle(meets_, keeps_);
    made.title = sealed("title");
    made.agreements = sealed("agreements");
    made.name = sealed(name);
    made.knock = knock_;
    return made;
  }

  static Sealed sealed(const std::string& words) { return {1, padded(words, 40)}; }
  static std::string digest(const std::string&) { return std::string(64, 'a'); }

  void ask(std::vector<std::string> words) {
    Actor actor{member_named(words[0]), {}, digest(words[0]), {}};
    words.erase(words.begin());
    if (words.at(0) == "join") actor.link = Link::invitation;
    if (words[0] == "with") {
      if (words.at(1) == "nothing") actor.link.reset();
      if (words[1] == "keeper") actor.link = Link::keeper;
      if (words[1] == "once") {
        actor.link = Link::once;
        actor.invitation = InvitationId{padded(words.at(2), 22)};
        words.erase(words.begin());
      }
      words.erase(words.begin(), words.begin() + 2);
    }
    if (!transcript_.knows_command(words.at(0))) throw std::runtime_error("unknown: " + words[0]);
    actor.command = CommandId{"c" + std::to_string(++asked_)};
    const Json json = transcript_.command(words, current(*actor.member, words));
    const auto command = read_by(&wire::read_command, json.dump());
    if (!command) {
      output_ += "    malformed " + std::string(name_of(command.error().code)) + " field " +
                 command.error().field + "\n";
      return;
    }
    done(hashed(*command), actor);
  }

  Current current(const MemberId& member, const std::vector<std::string>& words) const {
    Current now;
    const Circle& circle = stage_.circle();
    now.agreements = circle.agreements_number;
    now.key = circle.key_number;
    if (circle.gathering && circle.gathering->plan) now.plan = circle.gathering->plan->version;
    const auto named = std::ranges::find(words, "member");
    const bool removes = words[0] == "remove_member" && words.end() - named > 1;
    now.renewal =
        a_renewal(circle, removes ? std::optional(member_named(*(named + 1))) : std::nullopt);
    now.boxes = boxes_for(circle, member, words);
    const auto& gathering = stage_.circle().gathering;
    if (gathering && gathering->turn) now.turn = gathering->turn->number;
    const Pod* pod = pod_of(stage_.circle(), member);
    if (pod == nullptr && gathering && gathering->practice && !gathering->practice->pods.empty()) {
      pod = &gathering->practice->pods.front();
    }
    if (pod != nullptr) {
      now.pod = pod->number;
      now.visit = pod->visit;
    }
    return now;
  }

  // For every device of who writes and of who reads.
  static std::vector<DeviceBox> boxes_for(const Circle& circle, const MemberId& author,
                                          const std::vector<std::string>& words) {
    std::vector<DeviceBox> boxes;
    const auto to = std::ranges::find(words, "to");
    const std::string names = words.end() - to > 1 ? "," + *(to + 1) + "," : ",";
    for (const Member& member : circle.members) {
      const bool reads = names.find("," + bare(member.id.value) + ",") != std::string::npos;
      if (!reads && member.id != author) continue;
      for (const Device& each : member.keys) boxes.push_back({each.device, "box"});
    }
    return boxes;
  }

  // The live layer's part: secrets reach the rules as digests.
  static Command hashed(Command command) {
    if (auto* welcome = std::get_if<WelcomeDevice>(&command)) welcome->secret = digest("");
    if (auto* replace = std::get_if<ReplaceLink>(&command)) replace->token = digest("");
    if (auto* invite = std::get_if<AddInvitation>(&command)) invite->token = digest("");
    if (auto* remove = std::get_if<RemoveMember>(&command)) hash(remove->renewal);
    if (auto* renew = std::get_if<RenewKey>(&command)) hash(renew->renewal);
    return command;
  }

  static void hash(Renewal& renewal) {
    renewal.invitation = digest("");
    if (renewal.keeper) renewal.keeper = digest("");
  }

  void done(const Command& command, const Actor& actor) {
    const DecideResult result = stage_.play(command, actor, stage_.now(), seed_++);
    if (result) {
      say(*result);
    } else {
      output_ += "    " + transcript_.line(result.error()) + "\n";
    }
  }

  void quietly(const Command& command, const Actor& actor) {
    if (!stage_.play(command, actor, time_of("0:00"))) throw std::runtime_error("not gathered");
  }

  void say(const std::vector<Told>& told) {
    for (const Told& each : told) output_ += "    " + transcript_.line(each) + "\n";
  }

  void restart() { done(Restart{}, {}); }

  // The holder has a star, who is away a tilde, a witness brackets.
  void ring() {
    std::string line = "    ring";
    const auto& gathering = stage_.circle().gathering;
    for (const Member& member : stage_.circle().members) {
      std::string name = bare(member.id.value);
      if (!member.here) name = "~" + name;
      if (gathering && gathering->turn && gathering->turn->holder == member.id) name = "*" + name;
      line += member.witness ? " (" + name + ")" : " " + name;
    }
    output_ += line + "\n";
  }

  Transcript transcript_;
  Stage stage_;
  std::string output_;
  // Said before the circle: how it meets, what it keeps, that no gathering is open yet, and that
  // who comes knocks.
  Meets meets_ = Meets::typed;
  Keeps keeps_ = Keeps::this_gathering;
  bool resting_ = false;
  bool knock_ = false;
  int asked_ = 0;
  std::uint64_t seed_ = 1;
};

}  // namespace

Played play_scenario(const std::filesystem::path& file) {
  std::ifstream stream(file);
  Player player;
  Played played;
  for (std::string line; std::getline(stream, line);) {
    played.expected += line + "\n";
    const bool expectation = line.starts_with("    ");
    if (!expectation) played.actual += line + "\n";
    if (expectation || line.empty() || line.front() == '#') continue;
    try {
      played.actual += player.play(line);
    } catch (const std::exception& error) {
      played.actual += std::string("    BROKEN ") + error.what() + "\n";
    }
  }
  played.conformance = conformance(file.stem().string(), player.stage());
  return played;
}

}  // namespace circlekeeper::tests
