// Views to start from, so that a test says only what matters to it.
import type {
  FloorView,
  GatheringView,
  MemberView,
  TurnView,
  View,
} from '../../client-web/src/circle/words';

export const sealed = { key: 1, body: 'c2VhbGVk' };

export function member(id: string, more: Partial<MemberView> = {}): MemberView {
  const plain = { witness: false, keeper: false, no_time: false, here: true };
  return { member: id, name: sealed, ...plain, ...more };
}

export function floor(kind: FloorView['floor'], more: Partial<FloorView> = {}): FloorView {
  return {
    floor: kind,
    second_chance: false,
    second_chance_given: false,
    last: false,
    everybody_once: false,
    waiting: [],
    ending: [],
    had: [],
    returned: [],
    closed: false,
    ...more,
  };
}

export function turn(holder: string, more: Partial<TurnView> = {}): TurnView {
  return { turn: 1, holder, began_at: 0, gentle_over: false, ...more };
}

/** Ana keeps, Ben is me, Cai and Dia are seated, Eli is a witness. */
export function circle(gathering?: Partial<GatheringView>, more: Partial<View> = {}): View {
  return {
    circle: 'circle',
    me: 'Ben',
    title: sealed,
    agreements: sealed,
    meets: 'typed',
    keeps: 'this_gathering',
    grace: 45_000,
    members: [
      member('Ana', { keeper: true }),
      member('Ben'),
      member('Cai'),
      member('Dia'),
      member('Eli', { witness: true }),
    ],
    ...(gathering && { gathering: { number: 1, opened_at: 0, shares: [], ...gathering } }),
    ...more,
  };
}
