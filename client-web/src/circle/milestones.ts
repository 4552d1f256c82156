// Which moments are worth saying aloud, for the one who hears them: milestones only, so that the
// announcer never chatters.
import type { EventName, EventOf } from './fold';
import { help_telling } from './milestones_help';
import { plan_telling } from './milestones_plan';
import { thread_telling } from './milestones_threads';
import type { Milestone } from './standing';
import { turns_until } from './upcoming';
import type { Event, PodView, View } from './words';

export type Telling = {
  [Name in EventName]?: (event: EventOf<Name>, before: View, after: View) => Milestone[];
};

function floor_is_free(after: View): boolean {
  const kind = after.gathering?.floor?.floor;
  return kind === 'centre' || kind === 'popcorn' || kind === 'keeper';
}

const mine = (view: View): PodView | undefined => view.gathering?.practice?.mine;

function role_of(view: View): string | undefined {
  return mine(view)?.roles.find((each) => each.member === view.me)?.role;
}

function step_began(event: EventOf<'step_began'>, before: View, after: View): Milestone[] {
  const { step, tries, holder } = event;
  const was = mine(before);
  const is_new = was?.step !== step || was.tries !== tries;
  const began: Milestone[] = is_new ? [{ key: 'step_began', step }] : [];
  if (holder === undefined) return began;
  return [
    ...began,
    holder === after.me ? { key: 'your_turn' } : { key: 'turn_of', member: holder },
  ];
}

function roles_given(before: View, after: View): Milestone[] {
  const role = role_of(after);
  return role === undefined || role === role_of(before) ? [] : [{ key: 'your_role', role }];
}

const practising: Telling = {
  gate_passed: () => [{ key: 'gate_passed' }],
  practice_opened: ({ by }) => [{ key: 'practice_opened', by }],
  pods_formed: (_event, before) =>
    before.gathering?.practice?.has_begun ? [] : [{ key: 'practice_began' }],
  roles_given: (_event, before, after) => roles_given(before, after),
  step_began,
  bell_rang: () => [{ key: 'gentle_time_over' }],
  knocked: ({ by }) => [{ key: 'knocked', by }],
  knock_answered: ({ by, let_in }, _, after) => {
    if (by !== after.me) return [];
    return [let_in ? { key: 'let_in' } : { key: 'not_let_in' }];
  },
  help_asked: (_event, before, after) => (before === after ? [] : [{ key: 'help_asked' }]),
  pods_called: ({ called }) => [
    called === 'minute_more' ? { key: 'minute_more' } : { key: 'called_back' },
  ],
  pod_ended: () => [{ key: 'pod_ended' }],
  practice_closed: () => [{ key: 'practice_closed' }],
};

const is_keeper = ({ members, me }: View): boolean =>
  members.some((each) => each.member === me && each.keeper);

const keeping: Telling = {
  keeper_came: ({ member }, _, after) =>
    member === after.me ? [{ key: 'you_keep' }] : [{ key: 'keeper_came', member }],
  // Keepers hear of it as well, and know whom they asked.
  keeper_invited: ({ member, by }, _, after) =>
    member === after.me ? [{ key: 'asked_to_keep', by }] : [],
  keeping_declined: ({ member }, _, after) =>
    is_keeper(after) ? [{ key: 'keeping_ended', member }] : [],
  keeper_stepped_down: ({ member }, _, after) =>
    member === after.me ? [{ key: 'you_stepped_down' }] : [{ key: 'stepped_down', member }],
  keepers_missed: () => [{ key: 'keepers_missed' }],
  stand_in_began: ({ member }, _, after) =>
    member === after.me ? [{ key: 'you_stand_in' }] : [{ key: 'stand_in', member }],
  stand_in_ended: ({ member }, _, after) =>
    member === after.me ? [] : [{ key: 'stand_in_ended', member }],
  circle_rested: () => [{ key: 'circle_rests' }],
  keepers_back: (_event, before) => {
    const thanks = before.gathering?.stand_in;
    return [thanks === undefined ? { key: 'keepers_back' } : { key: 'keepers_back', thanks }];
  },
};

/** Once, and not for each who comes: a keeper may be in the middle of listening. */
const at_door: Telling = {
  waiting_began: (_event, before) => (before.at_door.length > 0 ? [] : [{ key: 'waits_at_door' }]),
  agreements_shown: () => [{ key: 'agreements_shown' }],
  words_changed: ({ agreements }) => [{ key: agreements ? 'agreements_changed' : 'words_changed' }],
};

const protecting: Telling = {
  share_hidden: ({ share, by }, before, after) => {
    if (by === after.me) return [];
    const hidden = before.gathering?.shares.find((each) => each.share === share);
    return [{ key: hidden?.author === after.me ? 'my_share_hidden' : 'share_hidden' }];
  },
  share_shown: ({ by }, _, after) => (by === after.me ? [] : [{ key: 'share_shown' }]),
  quietened: ({ member, by, how }, _, after) => {
    if (member === after.me) return [{ key: `asked_${how}`, by }];
    return by === after.me ? [] : [{ key: 'quietened', member }];
  },
  quiet_ended: ({ member }, _, after) => (member === after.me ? [{ key: 'quiet_over' }] : []),
};

const telling: Telling = {
  ...practising,
  ...keeping,
  ...at_door,
  ...help_telling,
  ...plan_telling,
  ...protecting,
  ...thread_telling,
  turn_began: ({ holder }, _, after) =>
    holder === after.me ? [{ key: 'you_hold' }] : [{ key: 'holder', member: holder }],
  turn_ended: (_event, _, after) => (floor_is_free(after) ? [{ key: 'piece_in_the_centre' }] : []),
  connection_lost: ({ member, grace_until }) =>
    grace_until === undefined ? [] : [{ key: 'holder_is_waited_for', member }],
  piece_offered: ({ to }, before, after) => {
    const from = before.gathering?.turn?.holder;
    if (to !== after.me) return [{ key: 'offered', to }];
    return [from === undefined ? { key: 'offered_to_you' } : { key: 'offered_to_you', from }];
  },
  offer_ended: ({ member }, _, after) => (member === after.me ? [] : [{ key: 'not_now', member }]),
  gentle_time_ended: () => [{ key: 'gentle_time_over' }],
  floor_announced: ({ floor }) => [{ key: 'floor_announced', floor }],
  round_opened: () => [{ key: 'floor_opened', floor: 'round' }],
  floor_opened: ({ floor }) => [{ key: 'floor_opened', floor }],
  second_chance_began: () => [{ key: 'second_chance' }],
  round_closed: () => [{ key: 'round_closed' }],
  prompt_given: ({ prompt }) => (prompt ? [{ key: 'prompt_given' }] : []),
  silence_began: ({ until }) => [{ key: 'silence_began', until }],
  silence_ended: () => [{ key: 'silence_ended' }],
  pause_began: ({ by }) => [{ key: 'pause_began', by }],
  pause_ended: () => [{ key: 'pause_ended' }],
  circle_held_still: ({ by }) => [{ key: 'held_still', by }],
  circle_went_on: ({ by }) => [{ key: 'went_on', by }],
  gathering_opened: ({ by }) => [{ key: 'gathering_opened', by }],
  gathering_closed: ({ why }) => [{ key: 'gathering_closed', why }],
  share_added: ({ author, share }) => [{ key: 'shared', member: author, share }],
  ideas_asked: ({ by }, _, after) => (by === after.me ? [] : [{ key: 'ideas_asked', by }]),
  ideas_answered: ({ share }, _, after) => {
    const asked = after.gathering?.shares.find((each) => each.share === share);
    return asked?.ideas_asked_by === after.me ? [{ key: 'ideas_answered', by: asked.author }] : [];
  },
  member_joined: ({ member }) => [{ key: 'member_joined', member }],
  member_left: ({ member }) => [{ key: 'member_left', member }],
  member_removed: ({ member }) => [{ key: 'member_removed', member }],
  seat_given: ({ seat_of }) => [{ key: 'seat_given', member: seat_of }],
  link_replaced: ({ link, by }) => [{ key: 'link_replaced', link, by }],
  device_came: () => [{ key: 'device_came' }],
};

export function milestones(event: Event, before: View, after: View): Milestone[] {
  const tell = telling[event.type] as
    ((event: Event, before: View, after: View) => Milestone[]) | undefined;
  const told = tell?.(event, before, after) ?? [];
  const is_next = turns_until(after) === 1 && turns_until(before) !== 1;
  return is_next && after.gathering?.turn ? [...told, { key: 'you_are_next' }] : told;
}
