// Views to start from, so that a test says only what matters to it.
import type {
  FloorView,
  GatheringView,
  MemberView,
  PodView,
  PracticeView,
  Step,
  Structure,
  TurnView,
  View,
} from '../../client-web/src/circle/words';

export const sealed = { key: 1, body: 'c2VhbGVk' };

export function member(id: string, more: Partial<MemberView> = {}): MemberView {
  const plain = { witness: false, keeper: false, no_time: false, here: true };
  return { member: id, name: sealed, devices: [], ...plain, ...more };
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

const fresh_gathering = {
  number: 1,
  opened_at: 0,
  shares: [],
  asides: [],
  quietened: [],
  capacities: [],
  passed_over: [],
  held: [],
  locked: false,
  keepers_missed: false,
  rests: false,
};

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
    apart: [],
    wishes: [],
    templates: [],
    plans: [],
    board: [],
    small_steps: [],
    meet_ups: [],
    life: [],
    record_notes: [],
    agreements_number: 1,
    agreed: true,
    knock: false,
    seats: 100,
    key_number: 1,
    keys: [],
    at_door: [],
    private_said: [],
    invitations: [],
    keepers_invited: [],
    key_due: false,
    members: [
      member('Ana', { keeper: true }),
      member('Ben'),
      member('Cai'),
      member('Dia'),
      member('Eli', { witness: true }),
    ],
    ...(gathering && { gathering: { ...fresh_gathering, ...gathering } }),
    ...more,
  };
}

/** Two who talk in turn, with a choice that leads back; then each of them once. */
export const say_back: Structure = {
  about: 'light',
  form: 'pods',
  people_min: 2,
  people_max: 3,
  minutes: 20,
  when_one_leaves: 'regroup',
  roles: [
    { role: 'teller', min: 1, max: 1, chosen: false },
    { role: 'listener', min: 1, max: 1, chosen: false },
  ],
  steps: [
    step('tell', { speaks: 'role', voice: 'teller', ends: 'done', by: 'teller' }),
    step('right', {
      asks: 'choice',
      of: ['teller'],
      ends: 'done',
      by: 'teller',
      choices: [
        { choice: 'yes', go: 'next' },
        { choice: 'not_quite', go: 'step', to: 'tell' },
        { choice: 'leave_it', go: 'next', from_try: 3 },
      ],
    }),
    step('change', { go: 'rotate', to: 'tell' }),
    step('last', { speaks: 'each', ends: 'done', go: 'end' }),
  ],
};

export function step(key: string, more: Partial<Step> = {}): Step {
  const plain = { speaks: 'nobody', asks: 'nothing', ends: 'ready', go: 'next' } as const;
  return { step: key, ...plain, of: [], choices: [], ...more };
}

export function practice(more: Partial<PracticeView> = {}): PracticeView {
  return {
    practice: 1,
    structure: say_back,
    template: 'say_back',
    language: 'en',
    by: 'Ana',
    has_begun: false,
    takes_part: true,
    parts: [],
    pods: [],
    ...more,
  };
}

export function pod(more: Partial<PodView> = {}): PodView {
  return {
    pod: 1,
    roles: [],
    visit: 0,
    tries: 0,
    waiting: [],
    gentle_over: false,
    answered: [],
    answers: [],
    shares: [],
    without: [],
    ...more,
  };
}

/** Ben and Cai practise together, Ben as the one who tells. */
export function practising(mine: Partial<PodView> = {}, steps?: Step[]): View {
  const roles = [
    { member: 'Ben', role: 'teller' },
    { member: 'Cai', role: 'listener' },
  ];
  const begun = practice({
    has_begun: true,
    pods: [{ pod: 1, people: ['Ben', 'Cai'], company: [], asked_help: false }],
    mine: pod({ roles, ...mine }),
    ...(steps && { structure: { ...say_back, steps } }),
  });
  return circle({ practice: begun });
}
