#include "tests/rules/acts.hpp"

#include "tests/rules/transcript.hpp"

namespace circlekeeper::tests {

using namespace rules;

namespace {

Sealed sealed() {
  return {1, padded("words", 40)};
}

Sealed sealed(const Circle& circle) {
  return {circle.key_number, padded("words", 40)};
}

void add_floors(std::vector<Command>& commands) {
  for (const Direction direction : {Direction::sunwise, Direction::against, Direction::drawn}) {
    commands.push_back(OpenRound{Length{60000}, {}, direction, true, false, {}, false});
  }
  commands.push_back(OpenRound{{}, {}, Direction::sunwise, false, true, {}, true});
  for (const OpenFloorKind floor :
       {OpenFloorKind::queue, OpenFloorKind::stack, OpenFloorKind::popcorn, OpenFloorKind::keeper,
        OpenFloorKind::centre, OpenFloorKind::open}) {
    commands.push_back(OpenFloor{floor, Length{60000}, floor == OpenFloorKind::popcorn, {}, false});
  }
  commands.push_back(OpenFloor{OpenFloorKind::centre, {}, false, {}, true});
  commands.push_back(CallSilence{{60000}, false});
  commands.push_back(CallSilence{{60000}, true});
}

void add_beside_shares(std::vector<Command>& commands, const Circle& circle,
                       const std::optional<std::int64_t>& turn, const std::string& idea) {
  const ShareId last = circle.shares.back().id;
  const ShareId first = circle.shares.front().id;
  commands.push_back(TakeBackShare{last});
  commands.push_back(AddShare{{idea}, sealed(circle), turn, Care::comfort, first, {}});
  for (const ShareId& share : {first, last}) {
    commands.push_back(AskIdeas{share});
    commands.push_back(AnswerIdeas{share, IdeaAnswer::yes});
    commands.push_back(AnswerIdeas{share, IdeaAnswer::later});
    commands.push_back(ChangeCare{share, Care::ideas});
    commands.push_back(ChangeCare{share, {}});
  }
}

std::vector<Command> commands_for(const Circle& circle, const MemberId& member) {
  const auto& gathering = circle.gathering;
  const std::int64_t turn = gathering && gathering->turn ? gathering->turn->number : 1;
  const auto share_turn = gathering && gathering->turn ? std::optional(turn) : std::nullopt;
  std::vector<Command> commands = {Connect{},
                                   Disconnect{},
                                   Wake{},
                                   StandAside{},
                                   TakeSeat{},
                                   WishNoTime{true},
                                   OpenGathering{},
                                   CloseGathering{},
                                   HoldStill{},
                                   GoOn{},
                                   AskPause{{}},
                                   EndPause{{}},
                                   EndSilence{},
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
                                   Leave{true},
                                   StepDown{},
                                   StandIn{true},
                                   StandIn{false},
                                   AnswerKeeping{true},
                                   AnswerKeeping{false},
                                   LockGathering{true},
                                   PassOn{turn - 1 > 0 ? turn - 1 : 99}};
  const std::string share = "s" + std::to_string(circle.circle_number) + bare(member.value);
  commands.push_back(AddShare{{padded(share, 22)}, sealed(circle), share_turn, {}, {}, {}});
  if (!circle.shares.empty())
    add_beside_shares(commands, circle, share_turn, padded(share + "i", 22));
  add_floors(commands);
  for (const Member& other : circle.members) {
    commands.push_back(HandPiece{other.id, share_turn});
    commands.push_back(RemoveMember{other.id, true, a_renewal(circle, other.id)});
    commands.push_back(GiveSeat{member, other.id});
    commands.push_back(InviteKeeper{other.id, other.witness});
    commands.push_back(TakeBackKeeping{other.id});
  }
  return commands;
}

void add_between(std::vector<Command>& commands, const Circle& circle, const MemberId& member,
                 const Member& other) {
  const std::string message = "p" + std::to_string(circle.circle_number) + bare(member.value);
  for (const MemberId& line : {member, other.id}) {
    commands.push_back(SayPrivately{
        {padded(message, 22)}, line, {other.id}, {padded("device", 22)}, sealed(circle), {}});
  }
  commands.push_back(AskAside{other.id});
  commands.push_back(Quieten{other.id, Quieting::quiet, Length{60'000}, sealed(circle)});
  commands.push_back(Quieten{other.id, Quieting::slowed, Length{120'000}, sealed(circle)});
  commands.push_back(EndQuiet{other.id});
}

Activity an_activity(FloorKind floor, bool by_itself) {
  Activity activity;
  activity.kind = ActivityKind::round;
  activity.length = {60'000};
  activity.by_itself = by_itself;
  activity.floor = ActivityFloor{floor, {}, {}, false, false, false};
  return activity;
}

// A plan, capacity, and what goes from gathering to gathering.
std::vector<Command> carrying(const Circle& circle, const MemberId& member) {
  const Sealed words = sealed(circle);
  const bool planned = circle.gathering && circle.gathering->plan;
  const std::int64_t version = planned ? circle.gathering->plan->version : 0;
  const std::string id =
      padded("t" + std::to_string(circle.circle_number) + bare(member.value), 22);
  std::vector<Command> commands = {
      ChangePlan{version,
                 {an_activity(FloorKind::round, true), an_activity(FloorKind::silence, true),
                  an_activity(FloorKind::open, false)},
                 {}},
      BeginActivity{version, 0},
      SayCapacity{Capacity::resting, SeenBy::circle, words},
      SayCapacity{Capacity::tender, SeenBy::keepers, {}},
      TakeBackCapacity{},
      PassOverMe{true},
      PassOverMe{false},
      PutOnBoard{{id}, EntryKind::ask, words},
      ChooseSmallStep{{id}, true, words, {}}};
  for (const Entry& each : circle.board) {
    commands.push_back(AnswerEntry{each.id, EntryAnswer::part, words});
    commands.push_back(TakeBackAnswer{each.id});
    commands.push_back(TakeOffBoard{each.id});
  }
  for (const SmallStep& each : circle.small_steps) {
    commands.push_back(AnswerPartner{each.id, true});
    commands.push_back(AnswerPartner{each.id, false});
    commands.push_back(SayHowItWent{each.id, Went::part, each.shared, {}});
    commands.push_back(LetGoOfStep{each.id});
  }
  for (const MeetUp& each : circle.meet_ups) {
    commands.push_back(AnswerMeetUp{each.proposed.meet_up, true});
    commands.push_back(EndMeetUp{each.proposed.meet_up});
  }
  for (const Member& other : circle.members) {
    commands.push_back(ChooseSmallStep{{id}, false, words, other.id});
    commands.push_back(ProposeMeetUp{{id}, other.id, MeetUpKind::walk, {}, words});
  }
  return commands;
}

// Help, and what protects.
std::vector<Command> helping(const Circle& circle, const MemberId& member) {
  std::vector<Command> commands = {AnswerAside{true}, AnswerAside{false}, EndAside{}};
  for (const Member& other : circle.members) add_between(commands, circle, member, other);
  for (const bool hidden : {true, false}) {
    if (!circle.shares.empty()) commands.push_back(HideShare{circle.shares.back().id, hidden});
  }
  if (!circle.private_said.empty()) {
    commands.push_back(TakeBackPrivate{circle.private_said.back().id});
  }
  return commands;
}

}  // namespace

MakeCircle a_circle(Meets meets, Keeps keeps) {
  MakeCircle make;
  make.circle = {padded("circle", 22)};
  make.title = make.agreements = make.keeper_box = make.name = sealed();
  make.meets = meets;
  make.keeps = keeps;
  make.grace = {45000};
  make.keeper_digest = std::string(64, 'a');
  make.invitation_digest = std::string(64, 'b');
  make.seats = 100;
  return make;
}

Renewal a_renewal(const Circle& circle, const std::optional<MemberId>& removed) {
  Renewal renewal;
  renewal.number = circle.key_number + 1;
  renewal.invitation = std::string(64, 'c');
  renewal.before = renewal.keeper_box = {renewal.number, padded("key", 40)};
  renewal.from_device = {padded("device", 22)};
  const bool kept = removed && find(circle, *removed) && find(circle, *removed)->keeper;
  if (kept || circle.keeper_digest.empty()) renewal.keeper = std::string(64, 'e');
  for (const Member& member : circle.members) {
    if (member.id == removed) continue;
    renewal.members.push_back(member.id);
    for (const Device& each : member.keys) renewal.boxes.push_back({each.device, "box"});
  }
  return renewal;
}

MemberId nth_member(std::size_t n) {
  return member_named("m" + std::to_string(n));
}

std::vector<Act> acts_of(const Circle& circle, const MemberId& member, Part part) {
  std::vector<Command> commands = part == Part::helping    ? helping(circle, member)
                                  : part == Part::carrying ? carrying(circle, member)
                                                           : commands_for(circle, member);
  std::vector<Act> acts;
  acts.reserve(commands.size());
  for (Command& command : commands) {
    acts.push_back({std::move(command), {.member = member, .digest = std::string(64, 'd')}});
  }
  return acts;
}

std::vector<Act> acts_of_nobody_here(const Circle& circle) {
  const MemberId somebody = nth_member(static_cast<std::size_t>(circle.circle_number));
  return {{Join{sealed(circle), {}, false, circle.agreements_number, {}, {}, {}},
           {somebody, Link::invitation, std::string(64, 'd'), {}}},
          {Join{sealed(circle), {}, true, circle.agreements_number, {}, {}, {}},
           {somebody, Link::keeper, std::string(64, 'd'), {}}},
          {Restart{}, {}}};
}

std::vector<Act> all_acts(const Circle& circle) {
  std::vector<Act> acts;
  for (const Member& member : circle.members) {
    for (Act& act : acts_of(circle, member.id, Part::ring)) acts.push_back(std::move(act));
  }
  for (Act& act : acts_of_nobody_here(circle)) acts.push_back(std::move(act));
  return acts;
}

}  // namespace circlekeeper::tests
