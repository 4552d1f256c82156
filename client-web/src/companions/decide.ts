// What a companion does next, from what it sees: one pure choice, so that it can be tested without
// a circle and repeated from a seed. Nothing is chosen that the view does not allow.
import { may_hand_to, verdicts, type May } from '../circle/may';
import type { Command, GatheringView, GestureKind, MemberId, View } from '../circle/words';
import type { MayInPod } from '../circle/may_practice';
import type { Chance } from './chance';
import { practise } from './practise';
import { answer_a_keeper, answer_privately, confide } from './privately';
import { answer_a_repair, come_to_a_repair, type Repairing } from './repair';
import { last_shares, shares } from './words';

export type Act =
  | { type: 'rest' }
  | { type: 'ask'; command: Command }
  | { type: 'share'; words: string }
  | { type: 'say_privately'; words: string }
  | { type: 'gesture'; kind: GestureKind }
  | { type: 'answer_repair'; by: MemberId }
  | { type: 'lose_connection'; away: number };

/** The server's time, and when somebody's connection was seen to go. */
export interface Moment {
  now: number;
  lost_at: ReadonlyMap<MemberId, number>;
  /** Where it was told to say yes to a repair. */
  repairs?: Repairing | undefined;
  /** Where it was told to say a first word to the keepers alone. */
  confides?: boolean;
}

export interface Seen {
  view: View;
  gathering: GatheringView;
  may: May;
  may_in_pod: MayInPod;
  repairs: Repairing | undefined;
  confides: boolean;
  chance: Chance;
}

type Choice = (seen: Seen) => Act | undefined;

const ask = (command: Command): Act => ({ type: 'ask', command });
const shares_of_a_turn_max = 3;

function lose_connection({ chance }: Seen): Act | undefined {
  if (!chance.happens(0.004)) return undefined;
  const long = chance.happens(0.2); // beyond the grace, now and then
  const away = long ? chance.whole(40_000, 70_000) : chance.whole(2000, 12_000);
  return { type: 'lose_connection', away };
}

function rest_together({ may, chance }: Seen): Act | undefined {
  if (may.end_pause && chance.happens(0.3)) return ask({ type: 'end_pause' });
  if (may.go_on && chance.happens(0.1)) return ask({ type: 'go_on' });
  return may.ask_pause && chance.happens(0.003) ? ask({ type: 'ask_pause' }) : undefined;
}

function gesture({ chance, gathering }: Seen): Act | undefined {
  if (!chance.happens(gathering.turn ? 0.03 : 0.01)) return undefined;
  return { type: 'gesture', kind: chance.one_of(['with_you', 'thank_you', 'take_your_time']) };
}

function answer_an_offer({ may, chance }: Seen): Act | undefined {
  if (!may.decline_piece) return undefined;
  if (chance.happens(0.25)) return ask({ type: 'decline_piece' });
  return may.take_piece ? ask({ type: 'take_piece' }) : undefined;
}

function words_for({ gathering, chance }: Pick<Seen, 'gathering' | 'chance'>): string {
  return chance.one_of(gathering.floor?.last ? last_shares() : shares());
}

function speak({ view, gathering, may, chance }: Seen, turn: number): Act | undefined {
  if (!may.add_share) return undefined;
  const said = gathering.shares.filter(
    (share) => share.author === view.me && share.turn === turn,
  ).length;
  const wish = said === 0 ? 0.85 : 0.2;
  if (said >= shares_of_a_turn_max || !chance.happens(wish)) return undefined;
  return { type: 'share', words: words_for({ gathering, chance }) };
}

function hand_on({ view, may, chance }: Seen, turn: number): Act | undefined {
  if (!may.hand_piece) return undefined;
  const [first, ...others] = view.members.filter(({ member }) => may_hand_to(view, member));
  if (!first || !chance.happens(0.8)) return undefined;
  const { member } = chance.one_of([first, ...others]);
  return ask({ type: 'hand_piece', to: member, turn });
}

/** The turn's own end: without words as easily as with them. */
function finish(seen: Seen, turn: number): Act | undefined {
  const { view, gathering, may, chance } = seen;
  const spoke = gathering.shares.some((share) => share.author === view.me && share.turn === turn);
  if (!spoke && may.come_back && chance.happens(0.4)) return ask({ type: 'come_back', turn });
  if (!spoke && may.pass && chance.happens(0.7)) return ask({ type: 'pass', turn });
  const handed = hand_on(seen, turn);
  if (handed) return handed;
  if (may.lay_piece && chance.happens(0.6)) return ask({ type: 'lay_piece', turn });
  return may.pass_on ? ask({ type: 'pass_on', turn }) : undefined;
}

/** Theirs to answer, for a minute or so; then it goes back to the centre. */
function wait_for_an_answer({ may, chance }: Seen, turn: number): Act {
  if (may.lay_piece && chance.happens(0.05)) return ask({ type: 'lay_piece', turn });
  return { type: 'rest' };
}

function hold(seen: Seen): Act | undefined {
  const { view, gathering, may, chance } = seen;
  const { turn, floor } = gathering;
  if (turn?.holder !== view.me) return undefined;
  const { turn: number } = turn;
  if (floor?.offered_to !== undefined) return wait_for_an_answer(seen, number);
  if (may.take_more_time && chance.happens(turn.gentle_over ? 0.3 : 0.02)) {
    return ask({ type: 'take_more_time', turn: number });
  }
  return speak(seen, number) ?? finish(seen, number);
}

function reach_for_it({ may, chance }: Seen): Act | undefined {
  if (may.decline_piece) return undefined;
  return may.take_piece && chance.happens(0.15) ? ask({ type: 'take_piece' }) : undefined;
}

function ask_for_a_turn({ may, chance }: Seen): Act | undefined {
  if (may.lower_hand && chance.happens(0.03)) return ask({ type: 'lower_hand' });
  return may.raise_hand && chance.happens(0.15) ? ask({ type: 'raise_hand' }) : undefined;
}

function converse(seen: Seen): Act | undefined {
  const { view, gathering, may, chance } = seen;
  if (!may.add_share || gathering.turn) return undefined;
  if (gathering.shares.at(-1)?.author === view.me || !chance.happens(0.08)) return undefined;
  return { type: 'share', words: words_for(seen) };
}

const choices: Choice[] = [
  lose_connection,
  rest_together,
  answer_a_keeper,
  answer_privately,
  confide,
  answer_a_repair,
  come_to_a_repair,
  practise,
  answer_an_offer,
  hold,
  reach_for_it,
  ask_for_a_turn,
  converse,
  gesture,
];

export function decide(
  view: View,
  chance: Chance,
  { now, lost_at, repairs, confides = false }: Moment,
): Act {
  const { gathering } = view;
  if (!gathering) return answer_privately({ view, chance }) ?? { type: 'rest' };
  const { may, may_in_pod } = verdicts(view, now, lost_at);
  for (const choose of choices) {
    const act = choose({ view, gathering, may, may_in_pod, repairs, confides, chance });
    if (act) return act;
  }
  return { type: 'rest' };
}
