#include "rules/view.hpp"

#include <algorithm>
#include <stdexcept>

#include "rules/limits.hpp"
#include "rules/view_threads.hpp"

namespace circlekeeper::rules {

namespace {

MemberView view_of(const Member& member) {
  return {member.id,     member.name,    member.pronouns, member.witness,
          member.keeper, member.no_time, member.here,     member.keys};
}

FloorView view_of(const Floor& floor) {
  return {floor.kind,          floor.gentle,
          floor.prompt,        floor.direction,
          floor.second_chance, floor.second_chance_given,
          floor.last,          floor.everybody_once,
          floor.waiting,       floor.ending,
          floor.had,           floor.returned,
          floor.offered_to,    floor.closed};
}

// That the gentle time is over is told to the holder and the keepers alone.
TurnView view_of(const Turn& turn, const Member& me) {
  const bool told = me.keeper || turn.holder == me.id;
  return {turn.number,       turn.holder,      turn.began_at,
          turn.gentle_until, turn.grace_until, told && turn.gentle_over};
}

// That a listener asked, and what came of it, is between the two.
ShareView view_of(const Share& share, const Member& me) {
  ShareView view{share.id,   share.author, share.sealed_by,
                 share.at,   share.body,   share.turn,
                 share.care, share.about,  {},
                 {},         {},           {}};
  if (share.ideas_open) view.ideas_open = true;
  if (share.hidden) {
    view.hidden = true;
    if (share.author != me.id && !me.keeper) view.body.reset();
  }
  if (share.ideas_ask && (share.author == me.id || share.ideas_ask->by == me.id)) {
    view.ideas_asked_by = share.ideas_ask->by;
    view.ideas_answer = share.ideas_ask->answer;
  }
  return view;
}

// Who joined later is told what was said from then on.
std::vector<ShareView> shares_for(const Circle& circle, const Member& me) {
  std::vector<ShareView> shares;
  for (const Share& share : circle.shares) {
    if (share.gathering != circle.gathering->number || share.number < me.joined_number) continue;
    shares.push_back(view_of(share, me));
  }
  return shares;
}

PodLine line_of(const Circle& circle, const Pod& pod, const Member& me) {
  PodLine line;
  line.pod = pod.number;
  for (const PodMember& each : pod.people) line.people.push_back(each.id);
  for (const PodMember& each : pod.company) line.company.push_back(each.id);
  if (!me.keeper) return line;
  if (pod.step) {
    line.step = circle.gathering->practice->opened.structure.steps[*pod.step].step;
    line.visit = pod.visit;
  }
  line.asked_help = pod.asked_help;
  return line;
}

// A role alone may be told the answers; nobody is told of whom consents.
std::vector<AnswerView> answers_for(const Pod& pod, const Step& step, const PodMember* me) {
  std::vector<AnswerView> answers;
  if (step.told_to && (me == nullptr || me->role != *step.told_to)) return answers;
  for (const Answered& each : pod.told) {
    answers.push_back({each.member, each.answer, each.choice});
  }
  return answers;
}

// Who came in later is told what was shared from then on.
std::vector<ShareView> shares_since(const Pod& pod, std::int64_t since, const Member& me) {
  std::vector<ShareView> shares;
  for (const Share& share : pod.shares) {
    if (share.number > since) shares.push_back(view_of(share, me));
  }
  return shares;
}

PodView view_of(const Circle& circle, const Pod& pod, const Member& me) {
  const PodMember* person = find(pod, me.id);
  const auto company = std::ranges::find(pod.company, me.id, &PodMember::id);
  PodView view;
  view.pod = pod.number;
  for (const PodMember& each : pod.people) {
    if (!each.role.empty()) view.roles.push_back({each.id, each.role});
    if (!each.waited_for) view.without.push_back(each.id);
  }
  view.visit = pod.visit;
  if (pod.step) {
    const Step& step = circle.gathering->practice->opened.structure.steps[*pod.step];
    view.step = step.step;
    view.tries = pod.tries[*pod.step];
    view.answers = answers_for(pod, step, person);
  }
  view.holder = pod.holder;
  view.waiting = pod.waiting;
  view.gentle_until = pod.gentle_until;
  view.gentle_over = pod.gentle_over;
  for (const Answered& each : pod.answers) view.answered.push_back(each.member);
  if (pod.pause) view.pause = PauseView{pod.pause->by, pod.pause->until};
  view.knock = pod.knock;
  view.shares = shares_since(pod, person != nullptr ? person->since : company->since, me);
  return view;
}

PracticeView view_of(const Circle& circle, const Practice& practice, const Member& me) {
  PracticeView view;
  view.practice = practice.number;
  view.structure = practice.opened.structure;
  view.template_ = practice.opened.template_;
  view.language = practice.opened.language;
  view.words = practice.opened.words;
  view.by = practice.opened.by;
  view.has_begun = practice.has_begun;
  view.takes_part = contains(practice.taking, me.id);
  view.called = practice.called;
  for (const Pod& pod : practice.pods) view.pods.push_back(line_of(circle, pod, me));
  if (const Pod* pod = pod_of(circle, me.id)) view.mine = view_of(circle, *pod, me);
  if (const auto ended = practice.ended.find(me.id); ended != practice.ended.end()) {
    view.ended_with_care = ended->second;
  }
  if (!me.keeper) return view;
  for (const PartChosen& part : practice.parts) {
    view.parts.push_back({part.member, part.takes_part});
  }
  return view;
}

// Keepers see whom they help and ask; others what is between them and a keeper.
void add_help(GatheringView& view, const Gathering& gathering, const Member& me) {
  for (const Aside& each : gathering.asides) {
    if (!me.keeper && each.member != me.id) continue;
    view.asides.push_back({each.by, each.member, each.began});
  }
  for (const auto& [asked, spoke_at] : gathering.quietened) {
    if (!me.keeper && asked.member != me.id) continue;
    view.quietened.push_back({asked.member, asked.by, asked.how, asked.until, asked.words});
  }
}

GatheringView view_of(const Circle& circle, const Gathering& gathering, const Member& me) {
  GatheringView view;
  view.number = gathering.number;
  view.opened_at = gathering.opened_at;
  view.words = gathering.words;
  view.clocks_stopped_at = gathering.clocks_stopped_at;
  if (gathering.pause) view.pause = PauseView{gathering.pause->by, gathering.pause->until};
  view.still_by = gathering.still_by;
  if (gathering.floor) view.floor = view_of(*gathering.floor);
  if (gathering.announced) view.announced = gathering.announced->floor;
  view.silence_until = gathering.silence_until;
  if (gathering.turn) view.turn = view_of(*gathering.turn, me);
  if (me.keeper) view.offered = gathering.offered;
  if (me.keeper) view.passed = gathering.passed;
  view.shares = shares_for(circle, me);
  if (gathering.practice) view.practice = view_of(circle, *gathering.practice, me);
  view.locked = gathering.locked;
  view.keepers_missed = gathering.missed_since.has_value();
  view.stand_in = gathering.stand_in;
  view.rests = gathering.rests;
  add_plan(view, gathering, me);
  add_help(view, gathering, me);
  return view;
}

void add_door(View& view, const Circle& circle) {
  view.knock = circle.knock;
  view.seats = circle.seats;
  view.agreements_number = circle.agreements_number;
  view.key_number = circle.key_number;
  view.keys = circle.keys;
}

// What is one's own of keys, agreements and keeping.
void add_mine(View& view, const Circle& circle, const Member& me) {
  view.agreed = me.agreed;
  view.wishes = me.wishes;
  if (me.handed) {
    view.handed =
        HandedKey{me.handed->number, me.handed->by, me.handed->from_device, me.handed->boxes};
  }
  for (const PrivateMessage& each : circle.private_said) {
    const auto own = each.held.find(me.id);
    if (own == each.held.end()) continue;
    view.private_said.push_back(
        {each.id, each.line, each.by, each.to, each.at, each.from_device, each.body, own->second});
  }
  for (const KeeperInvited& each : circle.keepers_invited) {
    if (each.member == me.id) view.asked_to_keep = KeepingAsked{each.by, each.hand_over};
  }
}

void add_for_keepers(View& view, const Circle& circle) {
  view.apart = circle.apart;
  for (const KeptTemplate& each : circle.templates) {
    view.templates.push_back({each.id, each.title, each.body, each.by});
  }
  for (const KeptPlan& each : circle.plans) {
    view.plans.push_back({each.id, each.title, each.body, each.by, each.version});
  }
  for (const Waiting& each : circle.at_door) {
    view.at_door.push_back({each.id, each.name, each.pronouns, each.witness, each.words});
  }
  for (const Invitation& each : circle.invitations) {
    view.invitations.push_back({each.id, each.by, each.words});
  }
  for (const KeeperInvited& each : circle.keepers_invited) {
    view.keepers_invited.push_back(each.member);
  }
  view.keeper_box = circle.keeper_box;
  view.key_due = circle.key_due;
}

}  // namespace

View view_for(const Circle& circle, const MemberId& me) {
  const Member* member = find(circle, me);
  if (member == nullptr) throw std::out_of_range("a view is for members");
  View view;
  view.circle = circle.id;
  view.me = me;
  view.title = circle.title;
  view.agreements = circle.agreements;
  view.safety = circle.safety;
  view.places = circle.places;
  view.meets = circle.meets;
  view.keeps = circle.keeps;
  view.grace = circle.grace;
  for (const Member& each : circle.members) view.members.push_back(view_of(each));
  if (circle.gathering) view.gathering = view_of(circle, *circle.gathering, *member);
  add_door(view, circle);
  add_mine(view, circle, *member);
  add_threads(view, circle, *member);
  if (member->keeper) add_for_keepers(view, circle);
  return view;
}

EarlierView earlier_for(const Circle& circle, const MemberId& me,
                        const std::optional<ShareId>& before) {
  EarlierView view;
  const Member* member = find(circle, me);
  if (member == nullptr) throw std::out_of_range("a view is for members");
  const auto end = before ? circle.shares.at(*before) : circle.shares.end();
  for (auto at = end; at != circle.shares.begin();) {
    const Share& share = *--at;
    const bool is_now = circle.gathering && share.gathering == circle.gathering->number;
    if (is_now || !share.body || share.number < member->joined_number) continue;
    if (std::ssize(view.shares) == limits::counts::look_back_shares) {
      view.more = true;
      break;
    }
    view.shares.push_back(view_of(share, *member));
  }
  std::ranges::reverse(view.shares);
  return view;
}

DoorView door_for(const Circle& circle, Link link, const std::string& digest) {
  DoorView door;
  door.circle = circle.id;
  door.link = link;
  door.title = circle.title;
  door.agreements = circle.agreements;
  door.safety = circle.safety;
  door.places = circle.places;
  door.meets = circle.meets;
  door.keeps = circle.keeps;
  door.member_count = std::ssize(circle.members);
  door.gathering_open = circle.gathering.has_value();
  door.agreements_number = circle.agreements_number;
  door.knock = circle.knock && link != Link::keeper;
  door.key_number = circle.key_number;
  door.keys = circle.keys;
  if (link == Link::keeper) door.keeper_box = circle.keeper_box;
  door.next = circle.next;
  door.full = seated_count(circle) >= circle.seats;
  door.locked = circle.gathering && circle.gathering->locked && link != Link::keeper;
  door.waits = std::ranges::find(circle.at_door, digest, &Waiting::digest) != circle.at_door.end();
  return door;
}

std::vector<MemberId> upcoming(const Circle& circle) {
  std::vector<MemberId> next;
  if (!circle.gathering || !circle.gathering->floor) return next;
  const Floor& floor = *circle.gathering->floor;
  for (const auto* list : {&floor.waiting, &floor.ending}) {
    std::ranges::copy_if(*list, std::back_inserter(next),
                         [&](const MemberId& id) { return is_free(circle, id); });
  }
  return next;
}

}  // namespace circlekeeper::rules
