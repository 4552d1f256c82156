// The state of a circle, as a value. Only evolve() changes it, so that replaying the log gives the
// same circle.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "rules/list_by_id.hpp"
#include "rules/threads.hpp"
#include "rules/words.hpp"

namespace circlekeeper::rules {

// A command that was done, kept so that sending it again is answered and not done twice.
struct Done {
  CommandId id;
  std::int64_t number = 0;  // what its answer said
  friend bool operator==(const Done&, const Done&) = default;
};

struct Member {
  MemberId id;
  Sealed name;
  std::optional<Sealed> pronouns;
  bool witness = false;
  bool keeper = false;
  bool no_time = false;
  bool here = false;
  Time lost_at;                      // when the last connection went; meaningful while not here
  bool agreed = true;                // to the agreements as they stand
  bool is_new = false;               // since the agreements were shown to the others last
  std::vector<std::string> devices;  // digests of the secrets of this member's devices
  std::vector<Device> keys;          // that their devices announced
  std::optional<KeyHanded> handed;   // the circle's key, the last time that it was renewed
  std::int64_t joined_number = 0;    // of the circle's stream; shares before it are not told
  std::int64_t turn_count = 0;       // in this gathering; orders a stack, and is never shown
  std::int64_t told_count = 0;       // events of this member's own stream
  std::vector<MemberId> wishes;      // with whom they wish to be again; told to nobody else
  std::vector<Time> said_privately;  // when, of their last on private lines
  std::vector<Done> done;            // the last limits::counts::remembered_commands
  friend bool operator==(const Member&, const Member&) = default;
};

// A listener asked whether an idea would be good. It stands until it is answered, and once answered
// nobody asks again.
struct IdeasAsk {
  MemberId by;
  std::optional<IdeaAnswer> answer;
  friend bool operator==(const IdeasAsk&, const IdeasAsk&) = default;
};

struct Share {
  ShareId id;
  MemberId author;
  Time at;
  std::optional<Sealed> body;  // absent once its words were taken back or expired
  std::optional<std::int64_t> turn;
  std::int64_t number = 0;              // in the circle's stream
  std::int64_t gathering = 0;           // in which it was said
  std::optional<MemberId> sealed_by{};  // where the author has another seat since
  std::optional<Care> care{};
  std::optional<ShareId> about{};       // the share that it is an idea for
  bool ideas_open = false;              // in this gathering, by its care or by a yes
  std::optional<IdeasAsk> ideas_ask{};  // in this gathering
  bool hidden = false;                  // from all but its author and the keepers
  friend bool operator==(const Share&, const Share&) = default;
};

using Shares = ListById<Share, ShareId>;

struct Floor {
  FloorKind kind{};
  std::optional<Length> gentle;
  std::optional<Prompt> prompt;
  std::optional<Direction> direction;
  bool second_chance = false;
  bool last = false;
  bool everybody_once = false;
  bool closed = false;
  std::vector<MemberId> waiting;  // who is ahead in a round; the hands of a queue or stack
  std::vector<MemberId> ending;   // the end list of a round
  std::vector<MemberId> had;      // who had a turn on this floor
  std::optional<MemberId> offered_to;
  std::vector<MemberId> returned;  // who was offered the piece from the end list already
  std::vector<MemberId> passed;    // whose turn went by without words
  bool second_chance_given = false;
  friend bool operator==(const Floor&, const Floor&) = default;
};

struct Turn {
  std::int64_t number = 0;
  MemberId holder;
  Time began_at;
  std::optional<Time> gentle_until;
  std::optional<Time> grace_until;
  bool gentle_over = false;
  bool spoke = false;
  friend bool operator==(const Turn&, const Turn&) = default;
};

struct Pause {
  MemberId by;
  Time until;
  friend bool operator==(const Pause&, const Pause&) = default;
};

// Who has which role in a pod, and since when of its stream: shares before are not told.
struct PodMember {
  MemberId id;
  std::string role = {};  // empty until it is chosen, and for company
  std::int64_t since = 0;
  bool had_first = false;  // of roles that rotate
  bool waited_for = true;  // until they are away for longer than the grace
  friend bool operator==(const PodMember&, const PodMember&) = default;
};

struct Answered {
  MemberId member;
  StepAnswer answer{};
  std::optional<std::string> choice;
  friend bool operator==(const Answered&, const Answered&) = default;
};

// A few members who practise together; a practice of the whole ring is one pod.
struct Pod {
  std::int64_t number = 0;
  std::optional<Pair> between = {};  // about a hurt: the two who passed the gate
  std::vector<PodMember> people;
  std::vector<PodMember> company;   // keepers who came in
  std::optional<std::size_t> step;  // absent until roles are chosen
  std::int64_t visit = 0;
  std::vector<std::int64_t> tries = {};  // of each step, since roles changed
  std::vector<Answered> answers = {};    // to this visit
  std::vector<Answered> told = {};       // what the pod, or a role, was told of them in this step
  std::optional<MemberId> holder = {};
  std::vector<MemberId> waiting = {};
  std::optional<Time> gentle_until = {};
  bool gentle_over = false;
  std::optional<Pause> pause = {};
  Time paused_at = {};
  std::optional<MemberId> knock = {};
  std::vector<MemberId> let_in = {};  // who said yes to the one who knocks
  bool asked_help = false;
  Shares shares = {};
  std::int64_t told_count = 0;  // events of its own stream
  friend bool operator==(const Pod&, const Pod&) = default;
};

struct Practice {
  std::int64_t number = 0;
  PracticeOpened opened;
  bool has_begun = false;
  std::vector<MemberId> taking;     // who takes part
  std::vector<PartChosen> parts;    // who said so
  std::vector<MemberId> unsettled;  // whose pod is to be put together anew
  std::vector<Pod> pods;            // those that are not over
  std::optional<Called> called;
  std::map<MemberId, bool> ended;  // with care or not: how the pod of a member ended
  friend bool operator==(const Practice&, const Practice&) = default;
};

// How often two were put together; the smaller id first.
struct Met {
  MemberId one, other;
  std::int64_t count = 0;
  friend bool operator==(const Met&, const Met&) = default;
};

// A keeper and a member, aside from the circle, or asked to be.
struct Aside {
  MemberId by, member;
  bool began = false;
  friend bool operator==(const Aside&, const Aside&) = default;
};

// What a member was asked for a while.
struct Quieted {
  Quietened asked;
  std::optional<Time> spoke_at = {};
  friend bool operator==(const Quieted&, const Quieted&) = default;
};

struct Gathering {
  std::int64_t number = 0;
  Keeps keeps{};  // the shortest that was promised while it was open
  Time opened_at;
  std::optional<Sealed> words;
  std::optional<Time> clocks_stopped_at;
  std::optional<Pause> pause;
  std::optional<MemberId> still_by;
  std::optional<Floor> floor;
  std::optional<FloorAnnounced> announced;
  std::optional<Time> silence_until;
  std::optional<Turn> turn;
  std::int64_t turn_count = 0;
  std::vector<MemberId> offered;  // who was offered the piece in this gathering, in that order
  std::vector<CapacitySaid> capacities;  // what members have to give, as they said it
  std::vector<MemberId> passed_over;     // who asked for it, or rests
  std::optional<Plan> plan;
  std::vector<HeldActivity> held;
  std::vector<MemberId> came;  // who was here in it
  std::optional<Practice> practice;
  std::vector<PodPeople> formed;  // every pod of this gathering
  std::vector<Pair> passed;       // who passed the repair gate together
  Time running_since;             // when its clocks went on
  bool locked = false;
  bool agreements_shown = false;
  std::optional<Time> missed_since;  // no keeper was here for a while; or nobody stood in since
  std::optional<MemberId> stand_in;
  bool rests = false;  // nobody holds the circle
  std::vector<Aside> asides;
  std::vector<Quieted> quietened;
  friend bool operator==(const Gathering&, const Gathering&) = default;
};

// Somebody at the door, who waits to be let in.
struct Waiting {
  MemberId id;
  Sealed name;
  std::optional<Sealed> pronouns;
  bool witness = false;
  std::optional<Sealed> words;
  std::string digest = {};  // of the secret of their device
  std::int64_t agreed = 0;  // to which agreements
  std::optional<InvitationId> invitation = {};
  std::optional<Device> device = {};
  friend bool operator==(const Waiting&, const Waiting&) = default;
};

// An invitation for one person.
struct Invitation {
  InvitationId id;
  std::string digest = {};
  std::optional<Sealed> words = {};
  MemberId by = {};
  friend bool operator==(const Invitation&, const Invitation&) = default;
};

// A message on a private line.
struct PrivateMessage {
  MessageId id;
  MemberId line;  // whose line with the keepers
  MemberId by;
  std::vector<MemberId> to;
  Time at;
  DeviceId from_device;
  Sealed body;
  std::map<MemberId, std::vector<DeviceBox>> held = {};  // by whom it is still read
  friend bool operator==(const PrivateMessage&, const PrivateMessage&) = default;
};

// A gathering that closed, and what was said in it, and who came and went, is there.
struct KeptGathering {
  std::int64_t number = 0;
  Time closed_at;
  Keeps keeps{};
  friend bool operator==(const KeptGathering&, const KeptGathering&) = default;
};

// Who is no longer in the circle, so that they can be told so.
struct Gone {
  MemberId member;
  bool removed = false;
  friend bool operator==(const Gone&, const Gone&) = default;
};

struct Circle {
  CircleId id;
  Sealed title;
  Sealed agreements;
  std::optional<Sealed> safety;
  std::optional<Sealed> places;
  Meets meets{};
  Keeps keeps{};
  Length grace;
  bool knock = false;
  std::int64_t seats = 0;
  std::string keeper_digest;  // empty where the link stopped
  std::string invitation_digest;
  std::vector<Invitation> invitations;  // for one person
  std::vector<Waiting> at_door;         // in the order in which they came
  std::int64_t agreements_number = 1;
  std::int64_t key_number = 1;
  std::vector<Sealed> keys;  // those before, from the first on, each sealed under the next
  Sealed keeper_box;
  bool key_due = false;
  std::vector<KeeperInvited> keepers_invited;
  std::vector<Member> members;  // in the ring's order, witnesses among them
  std::vector<Gone> gone;
  Shares shares;
  std::vector<KeptGathering> kept;
  std::vector<PrivateMessage> private_said;  // oldest first
  std::optional<Gathering> gathering;
  std::int64_t gathering_count = 0;
  std::int64_t practice_count = 0;
  std::int64_t pod_count = 0;
  std::vector<Pair> apart;  // who is never put together
  std::vector<Met> met;
  std::vector<KeptTemplate> templates;  // the circle's own, in the order in which they came
  std::vector<KeptPlan> plans;
  std::optional<Next> next;
  std::vector<Entry> board;
  std::vector<SmallStep> small_steps;  // said last at the end
  std::vector<MeetUp> meet_ups;
  std::vector<RecordNote> record_notes;
  std::vector<Held> life;                             // first to last
  bool somebody_came = false, somebody_went = false;  // since the last gathering closed
  std::int64_t circle_number = 0;                     // events told to the circle
  std::int64_t keepers_number = 0;                    // events told to the keepers
  std::int64_t nobody_number = 0;                     // events that the server keeps to itself
  std::optional<Time> nobody_here_since;
  std::optional<Time> no_keeper_since;
  Time last_at;  // of the last event
  bool erased = false;
  friend bool operator==(const Circle&, const Circle&) = default;
};

// Questions that many rules ask. The pointer is null where there is no such member.
const Member* find(const Circle& circle, const MemberId& id);
Member* find(Circle& circle, const MemberId& id);
const Share* find(const Circle& circle, const ShareId& id);
Share* find(Circle& circle, const ShareId& id);
bool is_here(const Circle& circle, const MemberId& id);
bool has_device(const Circle& circle, const MemberId& id, const std::string& digest);
const Aside* aside_of(const Circle& circle, const MemberId& id);  // asked, or gone
bool is_aside(const Circle& circle, const MemberId& id);
const Quieted* quieted(const Circle& circle, const MemberId& id);
// Whether the floor can come to somebody: here, neither aside nor asked to be quiet.
bool is_free(const Circle& circle, const MemberId& id);
bool is_passed_over(const Circle& circle, const MemberId& id);
bool anybody_here(const Circle& circle);
bool keeper_here(const Circle& circle);
bool leads(const Circle& circle, const Member& member);  // keeps, or stands in
std::int64_t seated_count(const Circle& circle);
std::int64_t keeper_count(const Circle& circle);
// Whether the clocks of the gathering ought to rest.
bool ought_to_rest(const Circle& circle);

// Whether the ring's own floor rests, since people practise.
bool floor_rests(const Circle& circle);
const Pod* find_pod(const Circle& circle, std::int64_t number);
Pod* find_pod(Circle& circle, std::int64_t number);
const Pod* pod_of(const Circle& circle, const MemberId& id);  // with a role, or as company
const PodMember* find(const Pod& pod, const MemberId& id);    // with a role

bool contains(const std::vector<MemberId>& list, const MemberId& id);
void drop(std::vector<MemberId>& list, const MemberId& id);

}  // namespace circlekeeper::rules
