// The index of what can be asked and what can happen. Each group has its file, with deciding and
// evolving side by side: act() tells events or refuses, happen() evolves the circle by one.
#pragma once

#include "rules/decide.hpp"

namespace circlekeeper::rules {

// door.cpp: who comes in.
Outcome act(Story& story, const Actor& actor, const Join& asked);
Outcome act(Story& story, const Actor& actor, const StopWaiting& asked);
Outcome act(Story& story, const Actor& actor, const LetIn& asked);
Outcome act(Story& story, const Actor& actor, const TurnAway& asked);
Outcome act(Story& story, const Actor& actor, const ChangeDoor& asked);
Outcome act(Story& story, const Actor& actor, const LockGathering& asked);
Outcome act(Story& story, const Actor& actor, const AddInvitation& asked);
Outcome act(Story& story, const Actor& actor, const TakeBackInvitation& asked);
void happen(Circle& circle, const MemberJoined& event, const Told& told);
void happen(Circle& circle, const WaitingBegan& event, const Told& told);
void happen(Circle& circle, const WaitingKept& event, const Told& told);
void happen(Circle& circle, const WaitingEnded& event, const Told& told);
void happen(Circle& circle, const DoorChanged& event, const Told& told);
void happen(Circle& circle, const GatheringLocked& event, const Told& told);
void happen(Circle& circle, const InvitationAdded& event, const Told& told);
void happen(Circle& circle, const InvitationEnded& event, const Told& told);

// kept.cpp: how long what was shared is kept.
Outcome act(Story& story, const Actor& actor, const ChangeKeeps& asked);
void happen(Circle& circle, const KeepsChanged& event, const Told& told);
void happen(Circle& circle, const GatheringEmptied& event, const Told& told);
void happen(Circle& circle, const Emptied& event, const Told& told);

// agreeing.cpp: the agreements as they stand.
Outcome act(Story& story, const Actor& actor, const Agree& asked);
void happen(Circle& circle, const Agreed& event, const Told& told);
void happen(Circle& circle, const AgreementsShown& event, const Told& told);

// keeping.cpp: who keeps the circle.
Outcome act(Story& story, const Actor& actor, const InviteKeeper& asked);
Outcome act(Story& story, const Actor& actor, const TakeBackKeeping& asked);
Outcome act(Story& story, const Actor& actor, const AnswerKeeping& asked);
Outcome act(Story& story, const Actor& actor, const StepDown& asked);
void happen(Circle& circle, const KeeperCame& event, const Told& told);
void happen(Circle& circle, const KeeperInvited& event, const Told& told);
void happen(Circle& circle, const KeepingDeclined& event, const Told& told);
void happen(Circle& circle, const KeeperSteppedDown& event, const Told& told);

// stand_in.cpp: while no keeper is here.
Outcome act(Story& story, const Actor& actor, const StandIn& asked);
void happen(Circle& circle, const KeepersMissed& event, const Told& told);
void happen(Circle& circle, const StandInBegan& event, const Told& told);
void happen(Circle& circle, const StandInEnded& event, const Told& told);
void happen(Circle& circle, const CircleRested& event, const Told& told);
void happen(Circle& circle, const KeepersBack& event, const Told& told);

// keys.cpp: keys of devices, and the circle's own.
Outcome act(Story& story, const Actor& actor, const AnnounceKey& asked);
Outcome act(Story& story, const Actor& actor, const RenewKey& asked);
void happen(Circle& circle, const KeyAnnounced& event, const Told& told);
void happen(Circle& circle, const KeyRenewed& event, const Told& told);
void happen(Circle& circle, const KeyHanded& event, const Told& told);
void happen(Circle& circle, const KeeperBoxKept& event, const Told& told);
void happen(Circle& circle, const KeyDue& event, const Told& told);

// private_line.cpp: words between a member and keepers.
Outcome act(Story& story, const Actor& actor, const SayPrivately& asked);
Outcome act(Story& story, const Actor& actor, const TakeBackPrivate& asked);
void happen(Circle& circle, const PrivateSaid& event, const Told& told);
void happen(Circle& circle, const PrivateEmptied& event, const Told& told);

// aside.cpp: a keeper and a member, while the circle goes on.
Outcome act(Story& story, const Actor& actor, const AskAside& asked);
Outcome act(Story& story, const Actor& actor, const AnswerAside& asked);
Outcome act(Story& story, const Actor& actor, const EndAside& asked);
void happen(Circle& circle, const AsideAsked& event, const Told& told);
void happen(Circle& circle, const AsideBegan& event, const Told& told);
void happen(Circle& circle, const AsideEnded& event, const Told& told);

// protecting.cpp: hiding a share, and asking somebody for quiet.
Outcome act(Story& story, const Actor& actor, const HideShare& asked);
Outcome act(Story& story, const Actor& actor, const Quieten& asked);
Outcome act(Story& story, const Actor& actor, const EndQuiet& asked);
void happen(Circle& circle, const ShareHidden& event, const Told& told);
void happen(Circle& circle, const ShareShown& event, const Told& told);
void happen(Circle& circle, const Quietened& event, const Told& told);
void happen(Circle& circle, const QuietEnded& event, const Told& told);

// membership.cpp: who is in the circle.
Outcome act(Story& story, const Actor& actor, const Rename& asked);
Outcome act(Story& story, const Actor& actor, const StandAside& asked);
Outcome act(Story& story, const Actor& actor, const TakeSeat& asked);
Outcome act(Story& story, const Actor& actor, const WishNoTime& asked);
Outcome act(Story& story, const Actor& actor, const Leave& asked);
Outcome act(Story& story, const Actor& actor, const RemoveMember& asked);
Outcome act(Story& story, const Actor& actor, const GiveSeat& asked);
Outcome act(Story& story, const Actor& actor, const WelcomeDevice& asked);
void happen(Circle& circle, const DeviceAdded& event, const Told& told);
void happen(Circle& circle, const DeviceCame& event, const Told& told);
void happen(Circle& circle, const MemberRenamed& event, const Told& told);
void happen(Circle& circle, const MemberStoodAside& event, const Told& told);
void happen(Circle& circle, const MemberTookSeat& event, const Told& told);
void happen(Circle& circle, const TimeWished& event, const Told& told);
void happen(Circle& circle, const SeatGiven& event, const Told& told);
void happen(Circle& circle, const MemberRemoved& event, const Told& told);
void happen(Circle& circle, const MemberLeft& event, const Told& told);

// charter.cpp: the circle itself, its words and its links.
Outcome act(Story& story, const Actor& actor, const MakeCircle& asked);
Outcome act(Story& story, const Actor& actor, const ReplaceLink& asked);
Outcome act(Story& story, const Actor& actor, const ChangeWords& asked);
Outcome act(Story& story, const Actor& actor, const EraseCircle& asked);
Outcome act(Story& story, const Actor& actor, const EndUnvisited& asked);
void happen(Circle& circle, const CircleMade& event, const Told& told);
void happen(Circle& circle, const LinkSet& event, const Told& told);
void happen(Circle& circle, const LinkReplaced& event, const Told& told);
void happen(Circle& circle, const WordsChanged& event, const Told& told);
void happen(Circle& circle, const CircleErased& event, const Told& told);

// kept_whole.cpp: templates of the circle's own, and plans.
Outcome act(Story& story, const Actor& actor, const KeepTemplate& asked);
Outcome act(Story& story, const Actor& actor, const ForgetTemplate& asked);
Outcome act(Story& story, const Actor& actor, const KeepPlan& asked);
Outcome act(Story& story, const Actor& actor, const ForgetPlan& asked);
void happen(Circle& circle, const TemplateKept& event, const Told& told);
void happen(Circle& circle, const TemplateForgotten& event, const Told& told);
void happen(Circle& circle, const PlanKept& event, const Told& told);
void happen(Circle& circle, const PlanForgotten& event, const Told& told);

// plan.cpp: the plan of a gathering, and the next one.
Outcome act(Story& story, const Actor& actor, const ChangePlan& asked);
Outcome act(Story& story, const Actor& actor, const BeginActivity& asked);
Outcome act(Story& story, const Actor& actor, const AnnounceNext& asked);
void happen(Circle& circle, const PlanChanged& event, const Told& told);
void happen(Circle& circle, const ActivityBegan& event, const Told& told);
void happen(Circle& circle, const NextAnnounced& event, const Told& told);

// capacity.cpp: what people have to give today.
Outcome act(Story& story, const Actor& actor, const SayCapacity& asked);
Outcome act(Story& story, const Actor& actor, const TakeBackCapacity& asked);
Outcome act(Story& story, const Actor& actor, const PassOverMe& asked);
void happen(Circle& circle, const CapacitySaid& event, const Told& told);
void happen(Circle& circle, const CapacityTakenBack& event, const Told& told);
void happen(Circle& circle, const PassedOver& event, const Told& told);

// board.cpp: asks and offers.
Outcome act(Story& story, const Actor& actor, const PutOnBoard& asked);
Outcome act(Story& story, const Actor& actor, const TakeOffBoard& asked);
Outcome act(Story& story, const Actor& actor, const HoldOnBoard& asked);
Outcome act(Story& story, const Actor& actor, const AnswerEntry& asked);
Outcome act(Story& story, const Actor& actor, const TakeBackAnswer& asked);
void happen(Circle& circle, const EntryPut& event, const Told& told);
void happen(Circle& circle, const EntryEnded& event, const Told& told);
void happen(Circle& circle, const EntryHoldAsked& event, const Told& told);
void happen(Circle& circle, const EntryHeld& event, const Told& told);
void happen(Circle& circle, const EntryAnswered& event, const Told& told);
void happen(Circle& circle, const EntryAnswerEnded& event, const Told& told);

// small_steps.cpp: small steps.
Outcome act(Story& story, const Actor& actor, const ChooseSmallStep& asked);
Outcome act(Story& story, const Actor& actor, const AnswerPartner& asked);
Outcome act(Story& story, const Actor& actor, const SayHowItWent& asked);
Outcome act(Story& story, const Actor& actor, const LetGoOfStep& asked);
void happen(Circle& circle, const SmallStepChosen& event, const Told& told);
void happen(Circle& circle, const PartnerAsked& event, const Told& told);
void happen(Circle& circle, const PartnerAnswered& event, const Told& told);
void happen(Circle& circle, const SmallStepWent& event, const Told& told);
void happen(Circle& circle, const SmallStepEnded& event, const Told& told);

// meet_ups.cpp: two who meet between gatherings.
Outcome act(Story& story, const Actor& actor, const ProposeMeetUp& asked);
Outcome act(Story& story, const Actor& actor, const AnswerMeetUp& asked);
Outcome act(Story& story, const Actor& actor, const EndMeetUp& asked);
void happen(Circle& circle, const MeetUpProposed& event, const Told& told);
void happen(Circle& circle, const MeetUpAnswered& event, const Told& told);
void happen(Circle& circle, const MeetUpEnded& event, const Told& told);

// record.cpp: what is remembered of gatherings.
Outcome act(Story& story, const Actor& actor, const KeepRecordNote& asked);
Outcome act(Story& story, const Actor& actor, const ForgetRecordNote& asked);
void happen(Circle& circle, const AttendanceKept& event, const Told& told);
void happen(Circle& circle, const WasThere& event, const Told& told);
void happen(Circle& circle, const RecordNoteKept& event, const Told& told);
void happen(Circle& circle, const RecordNoteForgotten& event, const Told& told);

// gathering.cpp: opening and closing.
Outcome act(Story& story, const Actor& actor, const OpenGathering& asked);
Outcome act(Story& story, const Actor& actor, const CloseGathering& asked);
void happen(Circle& circle, const GatheringOpened& event, const Told& told);
void happen(Circle& circle, const GatheringClosed& event, const Told& told);

// presence.cpp: who is here.
Outcome act(Story& story, const Actor& actor, const Connect& asked);
Outcome act(Story& story, const Actor& actor, const Disconnect& asked);
Outcome act(Story& story, const Actor& actor, const Restart& asked);
void happen(Circle& circle, const ConnectionLost& event, const Told& told);
void happen(Circle& circle, const ConnectionBack& event, const Told& told);
void happen(Circle& circle, const ServerRestarted& event, const Told& told);

// rest.cpp: pause, still, and clocks that rest.
Outcome act(Story& story, const Actor& actor, const HoldStill& asked);
Outcome act(Story& story, const Actor& actor, const GoOn& asked);
Outcome act(Story& story, const Actor& actor, const AskPause& asked);
Outcome act(Story& story, const Actor& actor, const EndPause& asked);
void happen(Circle& circle, const ClocksStopped& event, const Told& told);
void happen(Circle& circle, const ClocksStarted& event, const Told& told);
void happen(Circle& circle, const PauseBegan& event, const Told& told);
void happen(Circle& circle, const PauseEnded& event, const Told& told);
void happen(Circle& circle, const CircleHeldStill& event, const Told& told);
void happen(Circle& circle, const CircleWentOn& event, const Told& told);

// floor.cpp: which floor is open.
Outcome act(Story& story, const Actor& actor, const OpenRound& asked);
Outcome act(Story& story, const Actor& actor, const OpenFloor& asked);
Outcome act(Story& story, const Actor& actor, const CallSilence& asked);
Outcome act(Story& story, const Actor& actor, const EndSilence& asked);
Outcome act(Story& story, const Actor& actor, const GivePrompt& asked);
void happen(Circle& circle, const FloorAnnounced& event, const Told& told);
void happen(Circle& circle, const RoundOpened& event, const Told& told);
void happen(Circle& circle, const FloorOpened& event, const Told& told);
void happen(Circle& circle, const SilenceBegan& event, const Told& told);
void happen(Circle& circle, const SilenceEnded& event, const Told& told);
void happen(Circle& circle, const PromptGiven& event, const Told& told);

// round.cpp: the lists of a round.
void happen(Circle& circle, const PutAtEnd& event, const Told& told);
void happen(Circle& circle, const SecondChanceBegan& event, const Told& told);
void happen(Circle& circle, const Skipped& event, const Told& told);
void happen(Circle& circle, const RoundClosed& event, const Told& told);

// turn.cpp: the piece in somebody's hands.
Outcome act(Story& story, const Actor& actor, const PassOn& asked);
Outcome act(Story& story, const Actor& actor, const Pass& asked);
Outcome act(Story& story, const Actor& actor, const ComeBack& asked);
Outcome act(Story& story, const Actor& actor, const TakeMoreTime& asked);
Outcome act(Story& story, const Actor& actor, const LayPiece& asked);
Outcome act(Story& story, const Actor& actor, const ReleasePiece& asked);
void happen(Circle& circle, const TurnBegan& event, const Told& told);
void happen(Circle& circle, const TurnEnded& event, const Told& told);
void happen(Circle& circle, const TurnUnused& event, const Told& told);
void happen(Circle& circle, const TimeAdded& event, const Told& told);
void happen(Circle& circle, const GentleTimeEnded& event, const Told& told);

// handing.cpp: the piece from hand to hand, and hands.
Outcome act(Story& story, const Actor& actor, const HandPiece& asked);
Outcome act(Story& story, const Actor& actor, const DeclinePiece& asked);
Outcome act(Story& story, const Actor& actor, const TakePiece& asked);
Outcome act(Story& story, const Actor& actor, const RaiseHand& asked);
Outcome act(Story& story, const Actor& actor, const LowerHand& asked);
void happen(Circle& circle, const PieceOffered& event, const Told& told);
void happen(Circle& circle, const OfferEnded& event, const Told& told);
void happen(Circle& circle, const HandRaised& event, const Told& told);
void happen(Circle& circle, const HandLowered& event, const Told& told);

// shares.cpp: words in the circle.
Outcome act(Story& story, const Actor& actor, const AddShare& asked);
Outcome act(Story& story, const Actor& actor, const TakeBackShare& asked);
void happen(Circle& circle, const ShareAdded& event, const Told& told);
void happen(Circle& circle, const SharesEmptied& event, const Told& told);

// care.cpp: what would be good beside a share, and ideas.
Outcome act(Story& story, const Actor& actor, const ChangeCare& asked);
Outcome act(Story& story, const Actor& actor, const AskIdeas& asked);
Outcome act(Story& story, const Actor& actor, const AnswerIdeas& asked);
void happen(Circle& circle, const CareChanged& event, const Told& told);
void happen(Circle& circle, const IdeasAsked& event, const Told& told);
void happen(Circle& circle, const IdeasAnswered& event, const Told& told);
void happen(Circle& circle, const IdeasOpened& event, const Told& told);

// practice.cpp: a practice opens and closes, and who takes part.
Outcome act(Story& story, const Actor& actor, const OpenPractice& asked);
Outcome act(Story& story, const Actor& actor, const SitOut& asked);
Outcome act(Story& story, const Actor& actor, const TakePart& asked);
Outcome act(Story& story, const Actor& actor, const ClosePractice& asked);
Outcome act(Story& story, const Actor& actor, const KeepApart& asked);
Outcome act(Story& story, const Actor& actor, const WishSameAgain& asked);
void happen(Circle& circle, const PracticeOpened& event, const Told& told);
void happen(Circle& circle, const PartChosen& event, const Told& told);
void happen(Circle& circle, const PracticeClosed& event, const Told& told);
void happen(Circle& circle, const KeptApart& event, const Told& told);
void happen(Circle& circle, const SameAgainWished& event, const Told& told);

// gate.cpp: who may look at a hurt together.
Outcome act(Story& story, const Actor& actor, const PassGate& asked);
void happen(Circle& circle, const GatePassed& event, const Told& told);

// forming.cpp: who practises with whom.
Outcome act(Story& story, const Actor& actor, const BeginPractice& asked);
void happen(Circle& circle, const PodsFormed& event, const Told& told);

// pods.cpp: coming into a pod and leaving it.
Outcome act(Story& story, const Actor& actor, const Knock& asked);
Outcome act(Story& story, const Actor& actor, const AnswerKnock& asked);
Outcome act(Story& story, const Actor& actor, const AskHelp& asked);
Outcome act(Story& story, const Actor& actor, const CallPods& asked);
void happen(Circle& circle, const PodEntered& event, const Told& told);
void happen(Circle& circle, const PodLeft& event, const Told& told);
void happen(Circle& circle, const PodEnded& event, const Told& told);
void happen(Circle& circle, const PodClosed& event, const Told& told);
void happen(Circle& circle, const Knocked& event, const Told& told);
void happen(Circle& circle, const KnockAnswered& event, const Told& told);
void happen(Circle& circle, const LetInKept& event, const Told& told);
void happen(Circle& circle, const HelpAsked& event, const Told& told);
void happen(Circle& circle, const PodsCalled& event, const Told& told);

// pod_roles.cpp: who has which role.
Outcome act(Story& story, const Actor& actor, const TakeRole& asked);
void happen(Circle& circle, const RolesGiven& event, const Told& told);

// pod_steps.cpp: the step that a pod is in.
Outcome act(Story& story, const Actor& actor, const AnswerStep& asked);
void happen(Circle& circle, const StepBegan& event, const Told& told);
void happen(Circle& circle, const PodMoved& event, const Told& told);
void happen(Circle& circle, const AnswerKept& event, const Told& told);
void happen(Circle& circle, const StepAnswered& event, const Told& told);
void happen(Circle& circle, const AnswerTold& event, const Told& told);

// pod_time.cpp: a pod's own clock.
void happen(Circle& circle, const StepTimed& event, const Told& told);
void happen(Circle& circle, const BellRang& event, const Told& told);
void happen(Circle& circle, const WentOnWithout& event, const Told& told);

// wake.cpp: what time brings.
Outcome act(Story& story, const Actor& actor, const Wake& asked);

// After every command: clocks rest or go on, what was announced opens, and a free piece goes to who
// is next.
void settle(Story& story);
void settle_stand_in(Story& story);
void wake_stand_in(Story& story);
std::optional<Time> wake_stand_in_at(const Circle& circle);

// Parts that several features share.
void empty_private_of(Story& story, const MemberId& member);       // on their line, or by them
void empty_lines_of_others(Story& story, const MemberId& member);  // for who keeps no longer
void empty_private_due(Story& story);
std::optional<Time> private_due_at(const Circle& circle);
// Words that cannot be left out: `field` is malformed where they are none.
Outcome check_words(const Sealed& words, const char* field);
// The same to each of two, and to nobody else.
void tell_two(Story& story, const MemberId& one, const MemberId& other, const Event& event);
void pass_by(Story& story, const MemberId& member, bool on);  // whether the floor does
void end_board_of(Story& story, const MemberId& member);
void end_small_steps_of(Story& story, const MemberId& member);
void end_meet_ups_of(Story& story, const MemberId& member);
void end_steps_looked_back_on(Story& story);
void wake_board(Story& story);
void wake_meet_ups(Story& story);
void wake_plan(Story& story);
std::optional<Time> wake_board_at(const Circle& circle);
std::optional<Time> wake_meet_ups_at(const Circle& circle);
std::optional<Time> wake_plan_at(const Circle& circle);
void end_aside(Story& story, const MemberId& member);  // of either, also where it is only asked
void end_quiet(Story& story, const MemberId& member);
void wake_quiet(Story& story);
std::optional<Time> wake_quiet_at(const Circle& circle);
void give_way(Story& story, const MemberId& member);  // the floor goes on without them for a while
void remember(Circle& circle, const Cause& cause);
void end_turn(Story& story, TurnEnd how);  // the turn of the holder, whoever it is
void begin_turn(Story& story, const MemberId& holder);
void step_out(Story& story,
              const MemberId& member);  // out of turn, hands and lists, before leaving the seats
void join_floor(Story& story, const MemberId& member);     // a seat was taken while a floor is open
void wait_in_round(Story& story, const MemberId& member);  // unless they do, or had their turn
void offer_again_at_end(Story& story,
                        const MemberId& member);  // in a round, unless they had that chance
void open_announced(Story& story);
void advance_round(Story& story);
bool everybody_had(const Circle& circle);  // on a popcorn: nobody here is left without a turn
void empty_shares_of(Story& story, const MemberId& author);
Outcome may_add_idea(const Story& story, const Actor& actor, const AddShare& asked);
void end_standing_ask(Share& share);
void end_ideas(Circle& circle);  // with the gathering

}  // namespace circlekeeper::rules
