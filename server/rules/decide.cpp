#include "rules/decide.hpp"

#include <algorithm>
#include <array>

#include "rules/evolve.hpp"
#include "rules/features.hpp"

namespace circlekeeper::rules {

namespace {

// What must be so before a command's own rule is asked.
struct Needs {
  bool member = true;
  bool keeper = false;
  bool seated = false;
  bool gathering = false;
  bool moving = false;    // neither paused nor held still
  bool practice = false;  // one is open
  bool ring = false;      // the ring's own floor, which rests while people practise
  bool leads = false;     // a keeper, or who stands in for them
};

constexpr Needs anybody{.member = false};
constexpr Needs a_member{};
constexpr Needs a_keeper{.keeper = true};
constexpr Needs a_member_gathered{.gathering = true};
constexpr Needs keeper_gathered{.keeper = true, .gathering = true};
constexpr Needs leads_gathered{.gathering = true, .leads = true};
constexpr Needs leads_floor{.gathering = true, .moving = true, .ring = true, .leads = true};
constexpr Needs keeper_moving{.keeper = true, .gathering = true, .moving = true};
constexpr Needs seated_gathered{.seated = true, .gathering = true};
constexpr Needs seated_hands{.seated = true, .gathering = true, .ring = true};
constexpr Needs seated_floor{.seated = true, .gathering = true, .moving = true, .ring = true};
constexpr Needs seated_moving{.seated = true, .gathering = true, .moving = true};
constexpr Needs practising{.gathering = true, .practice = true};
constexpr Needs practice_moving{.gathering = true, .moving = true, .practice = true};
constexpr Needs keeper_practising{.keeper = true, .gathering = true, .practice = true};

template <class T>
constexpr Needs needs = anybody;  // make_circle, join and the live layer's own

template <>
constexpr Needs needs<Rename> = a_member;
template <>
constexpr Needs needs<StandAside> = a_member;
template <>
constexpr Needs needs<TakeSeat> = a_member;
template <>
constexpr Needs needs<WishNoTime> = a_member;
template <>
constexpr Needs needs<AnnounceKey> = a_member;
template <>
constexpr Needs needs<WelcomeDevice> = a_member;
template <>
constexpr Needs needs<Leave> = a_member;
template <>
constexpr Needs needs<Agree> = a_member;
template <>
constexpr Needs needs<AnswerKeeping> = a_member;
template <>
constexpr Needs needs<StepDown> = a_keeper;
template <>
constexpr Needs needs<InviteKeeper> = a_keeper;
template <>
constexpr Needs needs<TakeBackKeeping> = a_keeper;
template <>
constexpr Needs needs<RenewKey> = a_keeper;
template <>
constexpr Needs needs<SayPrivately> = a_member;
template <>
constexpr Needs needs<TakeBackPrivate> = a_member;
template <>
constexpr Needs needs<AskAside> = keeper_gathered;
template <>
constexpr Needs needs<AnswerAside> = a_member_gathered;
template <>
constexpr Needs needs<EndAside> = a_member_gathered;
template <>
constexpr Needs needs<HideShare> = a_keeper;
template <>
constexpr Needs needs<Quieten> = keeper_gathered;
template <>
constexpr Needs needs<EndQuiet> = keeper_gathered;
template <>
constexpr Needs needs<LetIn> = a_keeper;
template <>
constexpr Needs needs<TurnAway> = a_keeper;
template <>
constexpr Needs needs<ChangeDoor> = a_keeper;
template <>
constexpr Needs needs<ChangeKeeps> = a_keeper;
template <>
constexpr Needs needs<AddInvitation> = a_keeper;
template <>
constexpr Needs needs<TakeBackInvitation> = a_keeper;
template <>
constexpr Needs needs<LockGathering> = keeper_gathered;
template <>
constexpr Needs needs<StandIn> = seated_gathered;
template <>
constexpr Needs needs<GiveSeat> = a_keeper;
template <>
constexpr Needs needs<RemoveMember> = a_keeper;
template <>
constexpr Needs needs<ReplaceLink> = a_keeper;
template <>
constexpr Needs needs<ChangeWords> = a_keeper;
template <>
constexpr Needs needs<EraseCircle> = a_keeper;
template <>
constexpr Needs needs<KeepTemplate> = a_keeper;
template <>
constexpr Needs needs<ForgetTemplate> = a_keeper;
template <>
constexpr Needs needs<OpenGathering> = a_keeper;
template <>
constexpr Needs needs<CloseGathering> = leads_gathered;
template <>
constexpr Needs needs<HoldStill> = keeper_gathered;
template <>
constexpr Needs needs<GoOn> = a_member_gathered;
template <>
constexpr Needs needs<AskPause> = seated_gathered;
template <>
constexpr Needs needs<EndPause> = a_member_gathered;
template <>
constexpr Needs needs<OpenRound> = leads_floor;
template <>
constexpr Needs needs<OpenFloor> = leads_floor;
template <>
constexpr Needs needs<CallSilence> = leads_floor;
template <>
constexpr Needs needs<EndSilence> = leads_floor;
template <>
constexpr Needs needs<GivePrompt> = {.gathering = true, .ring = true, .leads = true};
template <>
constexpr Needs needs<PassOn> = seated_floor;
template <>
constexpr Needs needs<Pass> = seated_floor;
template <>
constexpr Needs needs<ComeBack> = seated_floor;
template <>
constexpr Needs needs<TakeMoreTime> = seated_floor;
template <>
constexpr Needs needs<HandPiece> = {.gathering = true, .moving = true, .ring = true};
template <>
constexpr Needs needs<DeclinePiece> = seated_hands;
template <>
constexpr Needs needs<LayPiece> = seated_floor;
template <>
constexpr Needs needs<TakePiece> = seated_floor;
template <>
constexpr Needs needs<ReleasePiece> = leads_floor;
template <>
constexpr Needs needs<RaiseHand> = seated_hands;
template <>
constexpr Needs needs<LowerHand> = seated_hands;
template <>
constexpr Needs needs<AddShare> = seated_moving;
template <>
constexpr Needs needs<TakeBackShare> = a_member;
template <>
constexpr Needs needs<ChangeCare> = a_member_gathered;
template <>
constexpr Needs needs<AskIdeas> = seated_floor;
template <>
constexpr Needs needs<AnswerIdeas> = a_member_gathered;
template <>
constexpr Needs needs<OpenPractice> = keeper_moving;
template <>
constexpr Needs needs<SitOut> = practising;
template <>
constexpr Needs needs<TakePart> = practising;
template <>
constexpr Needs needs<BeginPractice> = {
    .keeper = true, .gathering = true, .moving = true, .practice = true};
template <>
constexpr Needs needs<ClosePractice> = {.gathering = true, .practice = true, .leads = true};
template <>
constexpr Needs needs<CallPods> = keeper_practising;
template <>
constexpr Needs needs<TakeRole> = practice_moving;
template <>
constexpr Needs needs<AnswerStep> = practice_moving;
template <>
constexpr Needs needs<Knock> = practice_moving;
template <>
constexpr Needs needs<AskHelp> = practising;
template <>
constexpr Needs needs<AnswerKnock> = practising;
template <>
constexpr Needs needs<WishSameAgain> = a_member_gathered;
template <>
constexpr Needs needs<KeepApart> = a_keeper;
template <>
constexpr Needs needs<KeepPlan> = a_keeper;
template <>
constexpr Needs needs<ForgetPlan> = a_keeper;
template <>
constexpr Needs needs<AnnounceNext> = a_keeper;
template <>
constexpr Needs needs<KeepRecordNote> = a_keeper;
template <>
constexpr Needs needs<ForgetRecordNote> = a_keeper;
template <>
constexpr Needs needs<ChangePlan> = leads_gathered;
template <>
constexpr Needs needs<BeginActivity> = leads_floor;
template <>
constexpr Needs needs<SayCapacity> = a_member_gathered;
template <>
constexpr Needs needs<TakeBackCapacity> = a_member_gathered;
template <>
constexpr Needs needs<PassOverMe> = a_member_gathered;
template <>
constexpr Needs needs<PutOnBoard> = a_member;
template <>
constexpr Needs needs<TakeOffBoard> = a_member;
template <>
constexpr Needs needs<HoldOnBoard> = a_member;
template <>
constexpr Needs needs<AnswerEntry> = a_member;
template <>
constexpr Needs needs<TakeBackAnswer> = a_member;
template <>
constexpr Needs needs<ChooseSmallStep> = a_member;
template <>
constexpr Needs needs<AnswerPartner> = a_member;
template <>
constexpr Needs needs<SayHowItWent> = a_member;
template <>
constexpr Needs needs<LetGoOfStep> = a_member;
template <>
constexpr Needs needs<ProposeMeetUp> = a_member;
template <>
constexpr Needs needs<AnswerMeetUp> = a_member;
template <>
constexpr Needs needs<EndMeetUp> = a_member;

Outcome guard(const Circle& circle, const Actor& actor, const Needs& need) {
  if (!need.member) return {};
  const Member* member = actor.member ? find(circle, *actor.member) : nullptr;
  if (member == nullptr) return refuse(RefusalCode::not_a_member);
  if (need.keeper && !member->keeper) return refuse(RefusalCode::keepers_only);
  if (need.leads && !leads(circle, *member)) return refuse(RefusalCode::keepers_only);
  if (need.gathering && !circle.gathering) return refuse(RefusalCode::no_gathering);
  if (need.gathering && !member->here) return refuse(RefusalCode::member_is_away);
  // Who practises has a place, though they are a witness in the ring.
  const bool placed = !member->witness || pod_of(circle, member->id) != nullptr;
  if (need.seated && !placed) return refuse(RefusalCode::seated_only);
  if (need.moving && circle.gathering->still_by) return refuse(RefusalCode::circle_is_still);
  if (need.moving && circle.gathering->pause) return refuse(RefusalCode::circle_is_paused);
  if (need.moving && circle.gathering->rests) return refuse(RefusalCode::circle_rests);
  if (need.practice && !circle.gathering->practice) return refuse(RefusalCode::no_practice);
  if (need.ring && floor_rests(circle)) return refuse(RefusalCode::practice_is_on);
  if (need.seated && (need.ring || need.moving)) return takes_part(circle, member->id);
  return {};
}

// Nothing new is said under a key that was renewed.
bool is_of_another_key(const Circle& circle, const Command& command) {
  return std::ranges::any_of(sealed_in(command),
                             [&](const Sealed* words) { return words->key != circle.key_number; });
}

// No turn has that number yet, whoever names it.
bool is_from_the_future(const Circle& circle, std::optional<std::int64_t> turn) {
  return turn && circle.gathering && *turn > circle.gathering->turn_count;
}

}  // namespace

Outcome takes_part(const Circle& circle, const MemberId& member) {
  if (is_aside(circle, member)) return refuse(RefusalCode::is_aside);
  if (!is_free(circle, member)) return refuse(RefusalCode::quiet_for_now);
  return {};
}

std::expected<std::vector<Told>, Refusal> decide(Circle& circle, const Command& command,
                                                 const Actor& actor, Moment moment) {
  moment.at = std::max(moment.at, circle.last_at);
  if (circle.erased) return refuse(RefusalCode::circle_is_erased);
  Story story(circle, moment);
  const Outcome outcome = std::visit(
      [&]<class T>(const T& asked) -> Outcome {
        if (Outcome guarded = guard(circle, actor, needs<T>); !guarded) return guarded;
        if (is_of_another_key(circle, command)) return refuse(RefusalCode::key_changed);
        if constexpr (requires { asked.turn; }) {
          if (is_from_the_future(circle, asked.turn)) {
            return refuse(RefusalCode::out_of_range, "turn");
          }
        }
        return act(story, actor, asked);
      },
      command);
  if (!outcome) return std::unexpected(outcome.error());
  settle(story);
  if (!actor.command) return story.finish(std::nullopt);
  return story.finish(Cause{*actor.member, *actor.command});
}

std::optional<std::int64_t> done_already(const Circle& circle, const MemberId& member,
                                         const CommandId& command) {
  const Member* known = find(circle, member);
  if (known == nullptr) return std::nullopt;
  const auto found = std::ranges::find(known->done, command, &Done::id);
  if (found == known->done.end()) return std::nullopt;
  return found->number;
}

}  // namespace circlekeeper::rules
