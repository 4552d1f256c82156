#include "tests/rules/conformance.hpp"

#include <nlohmann/json.hpp>

#include "wire/codec.hpp"
#include "wire/told.hpp"

namespace circlekeeper::tests {

using namespace rules;
using Json = nlohmann::json;

namespace {

Json json_of(const View& view) {
  std::string text;
  wire::write(text, view);
  return Json::parse(text);
}

// One plausible command of each kind that a screen offers; handing is tried with everybody.
std::vector<Command> offers(const Circle& circle, const MemberId& me) {
  const auto& gathering = circle.gathering;
  const std::int64_t turn = gathering && gathering->turn ? gathering->turn->number : 1;
  const bool held = gathering && gathering->turn;
  const auto share_turn = held ? std::optional(turn) : std::nullopt;
  std::vector<Command> all = {StandAside{},
                              TakeSeat{},
                              OpenGathering{},
                              CloseGathering{},
                              HoldStill{},
                              GoOn{},
                              AskPause{{}},
                              EndPause{{}},
                              OpenRound{{}, {}, Direction::sunwise, false, false, {}, false},
                              OpenFloor{OpenFloorKind::centre, {}, false, {}, false},
                              CallSilence{{60000}, false},
                              EndSilence{},
                              GivePrompt{},
                              PassOn{turn},
                              Pass{turn},
                              ComeBack{turn},
                              TakeMoreTime{turn},
                              DeclinePiece{},
                              LayPiece{turn},
                              TakePiece{},
                              ReleasePiece{turn},
                              RaiseHand{},
                              LowerHand{},
                              AddShare{{std::string(22, 'z')},
                                       {circle.key_number, std::string(40, 'z')},
                                       share_turn,
                                       {},
                                       {},
                                       {}}};
  for (const Member& member : circle.members) all.push_back(HandPiece{member.id, share_turn});
  for (const Share& share : circle.shares) {
    all.push_back(ChangeCare{share.id, Care::comfort});
    all.push_back(AnswerIdeas{share.id, IdeaAnswer::later});
    if (!share.ideas_ask || share.ideas_ask->by != me) all.push_back(AskIdeas{share.id});
  }
  all.push_back(SitOut{});
  all.push_back(TakePart{});
  all.push_back(ClosePractice{});
  all.push_back(StepDown{});
  all.push_back(LockGathering{true});
  const bool stands_in = gathering && gathering->stand_in == me;
  all.push_back(StandIn{!stands_in});
  return all;
}

Json may(const Circle& circle, const MemberId& member, Time now) {
  Json names = Json::array();
  for (const Command& command : offers(circle, member)) {
    Circle copy = circle;
    const auto told = decide(copy, command, {.member = member}, {now, 1});
    // That somebody else asked already no screen can know.
    if (!told && told.error().code != RefusalCode::ideas_were_asked) continue;
    const std::string name(name_of(command));
    if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
  }
  return names;
}

}  // namespace

std::string conformance(const std::string& name, const Stage& stage) {
  Json members = Json::object();
  Json next = Json::array();
  for (const MemberId& id : upcoming(stage.circle())) next.push_back(id.value);
  for (const auto& [member, shown] : stage.shown()) {
    if (find(stage.circle(), member) == nullptr) continue;
    Json events = Json::array();
    for (const Told& told : shown.events) events.push_back(Json::parse(wire::told_text(told)));
    members[member.value] = {{"start", json_of(shown.start)},
                             {"events", std::move(events)},
                             {"end", json_of(view_for(stage.circle(), member))},
                             {"may", may(stage.circle(), member, stage.now())},
                             {"upcoming", next}};
  }
  return Json{{"name", name}, {"now", stage.now().ms}, {"members", std::move(members)}}.dump(1);
}

}  // namespace circlekeeper::tests
