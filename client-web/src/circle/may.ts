// What a member may do as things are, derived from the view alone, with the refusal that would meet
// the rest. The server decides; this keeps the screens from offering what it would refuse.
import { care_verdicts } from './may_care';
import { aside_rules, is_aside, is_kept_from_floor, line_loose } from './may_help';
import { door_loose, keeping_loose, may_stand_in } from './may_keeping';
import { protecting_loose, protecting_rules, why_quiet } from './may_protecting';
import { plan_loose, plan_rules } from './may_plan';
import {
  is_resting,
  may_in_pod,
  practice_loose,
  practice_rules,
  type MayInPod,
} from './may_practice';
import { thread_loose, thread_rules } from './may_threads';
import type {
  CommandName,
  FloorView,
  GatheringView,
  MemberId,
  MemberView,
  RefusalCode,
  ShareView,
  View,
} from './words';

export type May = Record<CommandName, boolean>;
export interface Verdicts {
  may: May;
  /** What a command that names my pod may do. */
  may_in_pod: MayInPod;
  why_not: Partial<Record<CommandName, RefusalCode>>;
}

export interface Asking {
  view: View;
  me: MemberView;
  now: number;
  /** When somebody's connection went, where that was seen. */
  lost_at: ReadonlyMap<MemberId, number>;
}

export interface Gathered extends Asking {
  gathering: GatheringView;
  floor: FloorView | undefined;
  holds: boolean;
}

export type Verdict = RefusalCode | undefined;

/** What must be so before an act's own rule is asked; the same table as the server's. */
interface Needs {
  keeper?: boolean;
  /** A keeper, or who stands in for them. */
  leads?: boolean;
  seated?: boolean;
  moving?: boolean;
}
export interface Rule extends Needs {
  own?: (asking: Gathered) => Verdict;
}
export interface LooseRule extends Needs {
  always?: (asking: Asking) => Verdict;
}

const seated = (view: View) => view.members.filter((each) => !each.witness);
const may_hold = (member: MemberView) => !member.witness && member.here;
const has_hands = (floor: FloorView) => floor.floor === 'queue' || floor.floor === 'stack';

const loose: Partial<Record<CommandName, LooseRule>> = {
  ...practice_loose,
  ...door_loose,
  ...keeping_loose,
  ...line_loose,
  ...protecting_loose,
  ...plan_loose,
  ...thread_loose,
  rename: {},
  wish_no_time: {},
  announce_key: {},
  welcome_device: {},
  stand_aside: { always: ({ me }) => (me.witness ? 'seated_only' : undefined) },
  take_seat: { always: take_seat },
  leave: {
    always: ({ view, me }) => (me.keeper && keepers(view) === 1 ? 'last_keeper' : undefined),
  },
  take_back_share: {
    always: ({ view, me }) =>
      shares_here(view).some((share) => share.author === me.member && share.body)
        ? undefined
        : 'unknown_share',
  },
  give_seat: {
    keeper: true,
    always: ({ view }) => (has_free_seat(view) ? undefined : 'member_is_here'),
  },
  remove_member: {
    keeper: true,
    always: ({ view }) => (view.members.length > 1 ? undefined : 'not_yourself'),
  },
  replace_link: { keeper: true },
  change_words: { keeper: true },
  erase_circle: { keeper: true },
  keep_template: { keeper: true },
  forget_template: { keeper: true },
  open_gathering: {
    keeper: true,
    always: ({ view }) => (view.gathering ? 'gathering_is_open' : undefined),
  },
};

const gathered: Partial<Record<CommandName, Rule>> = {
  ...practice_rules,
  ...aside_rules,
  ...protecting_rules,
  ...plan_rules,
  ...thread_rules,
  lock_gathering: { keeper: true },
  stand_in: { seated: true, own: may_stand_in },
  close_gathering: { leads: true },
  hold_still: {
    keeper: true,
    own: ({ gathering }) => (gathering.still_by === undefined ? undefined : 'circle_is_still'),
  },
  go_on: { own: go_on },
  ask_pause: { seated: true, own: ask_pause },
  end_pause: { own: end_pause },
  open_round: {
    leads: true,
    moving: true,
    own: ({ view }) => (seated(view).length > 0 ? undefined : 'nobody_to_offer'),
  },
  open_floor: { leads: true, moving: true },
  call_silence: {
    leads: true,
    moving: true,
    own: ({ gathering }) => (gathering.silence_until === undefined ? undefined : 'silence_is_kept'),
  },
  end_silence: {
    leads: true,
    moving: true,
    own: ({ gathering }) => (gathering.silence_until === undefined ? 'no_silence' : undefined),
  },
  give_prompt: { leads: true, own: ({ floor }) => (floor ? undefined : 'no_floor') },
  pass_on: { seated: true, moving: true, own: my_turn },
  pass: { seated: true, moving: true, own: my_turn },
  come_back: {
    seated: true,
    moving: true,
    own: (asking) =>
      my_turn(asking) ?? (asking.floor?.floor === 'round' ? undefined : 'floor_forbids'),
  },
  take_more_time: {
    seated: true,
    moving: true,
    own: (asking) =>
      my_turn(asking) ??
      (asking.gathering.turn?.gentle_until === undefined ? 'no_gentle_time' : undefined),
  },
  hand_piece: { moving: true, own: hand_piece },
  decline_piece: {
    seated: true,
    own: ({ floor, me }) => (floor?.offered_to === me.member ? undefined : 'not_offered'),
  },
  lay_piece: { seated: true, moving: true, own: lay_piece },
  take_piece: { seated: true, moving: true, own: take_piece },
  release_piece: {
    leads: true,
    moving: true,
    own: ({ gathering }) => (gathering.turn ? undefined : 'nobody_holds'),
  },
  raise_hand: { seated: true, own: raise_hand },
  lower_hand: {
    seated: true,
    own: ({ floor, me }) =>
      floor && has_hands(floor) && floor.waiting.includes(me.member) ? undefined : 'hand_is_down',
  },
  add_share: { seated: true, moving: true, own: add_share },
  change_care: { own: ({ view }) => care_verdicts.change_care(view) },
  ask_ideas: { seated: true, moving: true, own: ({ view }) => care_verdicts.ask_ideas(view) },
  answer_ideas: { own: ({ view }) => care_verdicts.answer_ideas(view) },
};

function shares_here({ gathering }: View): ShareView[] {
  return [...(gathering?.shares ?? []), ...(gathering?.practice?.mine?.shares ?? [])];
}

function keepers(view: View): number {
  return view.members.filter((each) => each.keeper).length;
}

/** Somebody who is away, and somebody else who came back under another name. */
function has_free_seat(view: View): boolean {
  const newcomers = view.members.filter((each) => !each.keeper);
  return view.members.some(
    (away) => !away.here && newcomers.some((each) => each.member !== away.member),
  );
}

function take_seat({ view, me }: Asking): Verdict {
  if (!me.witness) return 'already_seated';
  return seated(view).length >= view.seats ? 'circle_is_full' : undefined;
}

/** Keeps the circle, or stands in for who does. */
const leads = (view: View, me: MemberView): boolean =>
  me.keeper || view.gathering?.stand_in === me.member;

function go_on({ gathering, view, me }: Gathered): Verdict {
  if (gathering.still_by === undefined) return 'circle_is_not_still';
  if (me.keeper) return undefined;
  if (me.witness) return 'seated_only';
  return view.members.some((each) => each.keeper && each.here) ? 'keeper_is_here' : undefined;
}

function ask_pause({ gathering }: Gathered): Verdict {
  if (gathering.still_by !== undefined) return 'circle_is_still';
  return gathering.pause ? 'circle_is_paused' : undefined;
}

function end_pause({ gathering, view, me, now, lost_at }: Gathered): Verdict {
  if (!gathering.pause) return 'circle_is_not_paused';
  const { by } = gathering.pause;
  if (leads(view, me) || by === me.member) return undefined;
  const asker = view.members.find((each) => each.member === by);
  const gone = !asker || (!asker.here && (lost_at.get(by) ?? 0) + view.grace <= now);
  return gone && !me.witness ? undefined : 'not_your_pause';
}

function my_turn({ gathering, holds }: Gathered): Verdict {
  if (holds) return undefined;
  return gathering.turn ? 'piece_is_not_yours' : 'nobody_holds';
}

function lay_piece(asking: Gathered): Verdict {
  const floors = ['popcorn', 'keeper', 'centre'];
  return (
    my_turn(asking) ?? (floors.includes(asking.floor?.floor ?? '') ? undefined : 'floor_forbids')
  );
}

/** 'Everybody once before twice', while somebody here had no turn yet. */
function must_wait(view: View, floor: FloorView, member: MemberId): boolean {
  if (!floor.everybody_once || !floor.had.includes(member)) return false;
  const passed_over = view.gathering?.passed_over ?? [];
  return view.members.some(
    (each) =>
      may_hold(each) && !floor.had.includes(each.member) && !passed_over.includes(each.member),
  );
}

function take_piece({ gathering, floor, view, me }: Gathered): Verdict {
  if (!floor) return 'no_floor';
  if (gathering.silence_until !== undefined) return 'silence_is_kept';
  if (floor.offered_to === me.member) return undefined;
  if (gathering.turn) return 'piece_is_held';
  if (floor.floor !== 'centre' && floor.floor !== 'popcorn') return 'floor_forbids';
  return must_wait(view, floor, me.member) ? 'everybody_once_first' : undefined;
}

function hand_piece({ gathering, floor, view, me, holds }: Gathered): Verdict {
  if (!floor) return 'no_floor';
  if (floor.floor === 'popcorn') {
    if (!holds) return 'piece_is_not_yours';
    if (floor.offered_to !== undefined) return 'offered_already';
  } else if (floor.floor === 'keeper') {
    if (!leads(view, me)) return 'keepers_only';
    if (gathering.silence_until !== undefined) return 'silence_is_kept';
    if (gathering.turn) return 'piece_is_held';
  } else {
    return 'floor_forbids';
  }
  return view.members.some((each) => may_receive(view, floor, each))
    ? undefined
    : 'nobody_to_offer';
}

function may_receive(view: View, floor: FloorView, member: MemberView): boolean {
  if (!may_hold(member) || is_aside(view, member.member)) return false;
  if (view.gathering?.passed_over.includes(member.member)) return false;
  if (floor.floor !== 'popcorn') return true;
  return member.member !== view.me && !must_wait(view, floor, member.member);
}

function raise_hand({ floor, me, holds }: Gathered): Verdict {
  if (!floor) return 'no_floor';
  if (!has_hands(floor)) return 'floor_forbids';
  if (holds) return 'piece_is_held';
  return floor.waiting.includes(me.member) ? 'hand_is_up' : undefined;
}

function add_share({ gathering, floor, view, holds }: Gathered): Verdict {
  if (view.meets === 'spoken') return 'circle_is_spoken';
  if (gathering.silence_until !== undefined) return 'silence_is_kept';
  if (gathering.turn) return holds ? undefined : 'piece_is_held';
  if (!floor) return 'no_floor';
  return floor.floor === 'open' ? undefined : 'piece_is_not_yours';
}

function guard(rule: Needs, { view, me }: Asking, needs_gathering: boolean): Verdict {
  const { gathering } = view;
  if (rule.keeper && !me.keeper) return 'keepers_only';
  if (rule.leads && !leads(view, me)) return 'keepers_only';
  if (needs_gathering && !gathering) return 'no_gathering';
  if (needs_gathering && !me.here) return 'member_is_away';
  if (rule.seated && me.witness) return 'seated_only';
  if (rule.moving && gathering?.still_by !== undefined) return 'circle_is_still';
  if (rule.moving && gathering?.pause) return 'circle_is_paused';
  return rule.moving && gathering?.rests ? 'circle_rests' : undefined;
}

function verdict(name: CommandName, asking: Asking): Verdict {
  const plain = loose[name];
  if (plain) return guard(plain, asking, false) ?? plain.always?.(asking);
  const rule = gathered[name];
  if (!rule) return 'already_a_member'; // join
  const refused = guard(rule, asking, true) ?? why_quiet(name, asking);
  const { gathering } = asking.view;
  if (refused || !gathering) return refused;
  if (is_resting(name, asking.view)) return 'practice_is_on';
  if (rule.seated && is_kept_from_floor(name, asking.view)) return 'is_aside';
  const holds = gathering.turn?.holder === asking.me.member;
  return rule.own?.({ ...asking, gathering, floor: gathering.floor, holds });
}

const nothing: MayInPod = { add_share: false, ask_pause: false, end_pause: false };
const names = ['join', ...Object.keys(loose), ...Object.keys(gathered)] as CommandName[];

export function verdicts(
  view: View | undefined,
  now: number,
  lost_at: ReadonlyMap<MemberId, number> = new Map(),
): Verdicts {
  const me = view?.members.find((each) => each.member === view.me);
  const may = {} as May;
  const why_not: Verdicts['why_not'] = {};
  for (const name of names) {
    const refused = view && me ? verdict(name, { view, me, now, lost_at }) : 'not_a_member';
    may[name] = refused === undefined;
    if (refused !== undefined) why_not[name] = refused;
  }
  const asking = view && me && { view, me, now, lost_at };
  return { may, may_in_pod: asking ? may_in_pod(asking) : nothing, why_not };
}

/** Whether the piece could go to this member by hand_piece just now. */
export function may_hand_to(view: View, to: MemberId): boolean {
  const floor = view.gathering?.floor;
  const member = view.members.find((each) => each.member === to);
  return floor !== undefined && member !== undefined && may_receive(view, floor, member);
}
