// Holds companions to their word: they do only what they may, they do all that people do, and a
// seed makes the same choices again.
import { describe, expect, it } from 'vitest';
import { may_hand_to, verdicts } from '../../client-web/src/circle/may';
import type { GatheringView, View } from '../../client-web/src/circle/words';
import { limits } from '../../client-web/src/circle/words';
import { arguments_of, Mistake } from '../../scripts/companion/arguments';
import { chance_of } from '../../client-web/src/companions/chance';
import { decide, type Act } from '../../client-web/src/companions/decide';
import {
  answers,
  confidings,
  last_shares,
  mark,
  name_of,
  pod_shares,
  shares,
  speak_with,
} from '../../client-web/src/companions/words';
import en from '../../client-web/src/words/en.json';
import { make_id, make_secret } from '../../client-web/src/seal/bytes';
import { circle, floor, pod, practice, practising, sealed, step, turn } from './circle';

speak_with((key) => (en as Record<string, string>)[key] ?? '');

const moment = { now: 0, lost_at: new Map<string, number>() };
const many = 2000;

function acts_of(view: View, seed = 1): Act[] {
  const chance = chance_of(seed);
  return Array.from({ length: many }, () => decide(view, chance, moment));
}

const what = (act: Act) => (act.type === 'ask' ? act.command.type : act.type);
const kinds = (view: View) => [...new Set(acts_of(view).map(what))].sort();

const share = { share: 's', author: 'Ben', at: 0, body: sealed, turn: 1 };
const mine = turn('Ben');
const others = turn('Cai');

const always = ['gesture', 'lose_connection', 'rest'];
const seen: [string, Partial<GatheringView> | undefined, string[]][] = [
  ['before the gathering', undefined, ['rest']],
  ['without a floor', {}, ['ask_pause', ...always]],
  [
    'while somebody else holds the piece',
    { floor: floor('round'), turn: others },
    ['ask_pause', ...always],
  ],
  [
    'with the piece in a round',
    { floor: floor('round'), turn: mine },
    ['ask_pause', 'come_back', 'lose_connection', 'pass', 'pass_on', 'share'],
  ],
  [
    'having shared',
    { floor: floor('round'), turn: mine, shares: [share] },
    ['ask_pause', 'lose_connection', 'pass_on', 'share'],
  ],
  [
    'having shared enough',
    { floor: floor('round'), turn: mine, shares: [share, share, share] },
    ['ask_pause', 'lose_connection', 'pass_on'],
  ],
  [
    'with a gentle time that is over',
    {
      floor: floor('round'),
      turn: turn('Ben', { gentle_until: 1, gentle_over: true }),
      shares: [share],
    },
    ['ask_pause', 'lose_connection', 'pass_on', 'share', 'take_more_time'],
  ],
  [
    'with the piece in a popcorn, having shared',
    { floor: floor('popcorn'), turn: mine, shares: [share] },
    ['ask_pause', 'hand_piece', 'lay_piece', 'lose_connection', 'pass_on', 'share'],
  ],
  [
    'having handed it on',
    { floor: floor('popcorn', { offered_to: 'Dia' }), turn: mine },
    ['ask_pause', 'lay_piece', 'lose_connection', 'rest'],
  ],
  [
    'being offered the piece',
    { floor: floor('popcorn', { offered_to: 'Ben' }), turn: others },
    ['ask_pause', 'decline_piece', 'lose_connection', 'take_piece'],
  ],
  [
    'with the piece in the centre',
    { floor: floor('centre') },
    ['ask_pause', 'take_piece', ...always],
  ],
  ['in a queue', { floor: floor('queue'), turn: others }, ['ask_pause', 'raise_hand', ...always]],
  [
    'in a stack, with a raised hand',
    { floor: floor('stack', { waiting: ['Ben'] }), turn: others },
    ['ask_pause', 'lower_hand', ...always],
  ],
  ['in a conversation', { floor: floor('open') }, ['ask_pause', 'share', ...always]],
  [
    'in a conversation, having spoken last',
    { floor: floor('open'), shares: [share] },
    ['ask_pause', ...always],
  ],
  ['in a silence', { floor: floor('centre'), silence_until: 9 }, ['ask_pause', ...always]],
  [
    'in a pause of their own',
    { floor: floor('round'), turn: others, pause: { by: 'Ben', until: 9 } },
    ['end_pause', ...always],
  ],
  [
    "in somebody else's pause",
    { floor: floor('round'), turn: others, pause: { by: 'Cai', until: 9 } },
    always,
  ],
  ['held still', { floor: floor('round'), turn: others, still_by: 'Ana' }, always],
];

describe('a companion', () => {
  it.each(seen)('%s does this and nothing else, as it may', (_, gathering, expected) => {
    const view = circle(gathering);
    const done = kinds(view);
    expect(done).toEqual([...expected].sort());
    const { may } = verdicts(view, 0);
    const asked = done.map((name) => (name === 'share' ? 'add_share' : name));
    const forbidden = asked.filter((name) => !may[name as keyof typeof may]);
    expect(forbidden.filter((name) => !always.includes(name))).toEqual([]);
  });

  it('speaks in a spoken circle without writing', () => {
    const spoken = circle({ floor: floor('round'), turn: mine }, { meets: 'spoken' });
    expect(kinds(spoken)).not.toContain('share');
    expect(kinds(spoken)).toContain('pass_on');
  });

  it('hands the piece to everybody whom it may be handed to, and names the turn', () => {
    const view = circle({ floor: floor('popcorn'), turn: mine, shares: [share] });
    const handed = acts_of(view).flatMap((act) =>
      act.type === 'ask' && act.command.type === 'hand_piece' ? [act.command] : [],
    );
    expect([...new Set(handed.map(({ to }) => to))].sort()).toEqual(['Ana', 'Cai', 'Dia']);
    expect(handed.every(({ to, turn: number }) => may_hand_to(view, to) && number === 1)).toBe(
      true,
    );
  });

  it('is away sometimes for less than the grace, and sometimes for more', () => {
    const away = acts_of(circle({ floor: floor('centre') })).flatMap((act) =>
      act.type === 'lose_connection' ? [act.away] : [],
    );
    expect(away.some((length) => length < limits.lengths.grace)).toBe(true);
    expect(away.some((length) => length > limits.lengths.grace)).toBe(true);
  });

  it('says its last words in the last round', () => {
    const last = circle({ floor: floor('round', { last: true }), turn: mine });
    const said = acts_of(last).flatMap((act) => (act.type === 'share' ? [act.words] : []));
    expect([...new Set(said)].sort()).toEqual([...last_shares()].sort());
  });

  it('has words that fit, and a name of its own', () => {
    const said = [shares, last_shares, pod_shares, answers, confidings].flatMap((all) => [
      ...all(),
    ]);
    expect(Math.max(...said.map((words) => words.length))).toBeLessThanOrEqual(limits.words.share);
    const names = Array.from({ length: 99 }, (_, index) => name_of(index));
    expect(new Set(names).size).toBe(99);
  });

  it('says everything that was written for it, and nothing else', () => {
    const said = [shares, last_shares, pod_shares, answers, confidings].flatMap((all) => [
      ...all(),
    ]);
    const names = Array.from({ length: 20 }, (_, index) => name_of(index));
    const written = Object.entries(en).filter(([key]) => key.startsWith('companion.'));
    expect([...said, ...names, mark()].sort()).toEqual(written.map(([, words]) => words).sort());
  });
});

describe('turned to alone, a companion', () => {
  const said = (by: string, line = 'Ben') => ({
    message: by,
    line,
    by,
    to: [by === 'Ben' ? 'Ana' : 'Ben'],
    from_device: 'd',
    at: 0,
    body: sealed,
    boxes: [],
  });
  const with_words = (private_said: View['private_said'], gathering?: Partial<GatheringView>) =>
    circle(gathering, { private_said });
  const words_in = (view: View, confides = false) => {
    const chance = chance_of(1);
    const acts = Array.from({ length: many }, () => decide(view, chance, { ...moment, confides }));
    const words = acts.flatMap((act) => (act.type === 'say_privately' ? [act.words] : []));
    return [...new Set(words)].sort();
  };

  it('answers a keeper, in a gathering or before it', () => {
    expect(words_in(with_words([said('Ana')]))).toEqual([...answers()].sort());
    expect(words_in(with_words([said('Ana')], {}))).toEqual([...answers()].sort());
  });

  it('does not answer itself, or words on the line of another', () => {
    expect(words_in(with_words([said('Ana'), said('Ben')], {}))).toEqual([]);
    expect(words_in(with_words([said('Ana', 'Cai')], {}))).toEqual([]);
  });

  it('says a first word where it was told to, once, while somebody holds the piece', () => {
    const held = { floor: floor('round'), turn: others };
    expect(words_in(circle(held), true)).toEqual([...confidings()].sort());
    expect(words_in(circle(held))).toEqual([]);
    expect(words_in(circle({ floor: floor('round') }), true)).toEqual([]);
    expect(words_in(with_words([said('Ben')], held), true)).toEqual([]);
  });

  it('goes aside, and keeps no circle', () => {
    const asked = (view: View) =>
      acts_of(view).flatMap((act) => (act.type === 'ask' ? [JSON.stringify(act.command)] : []));
    const aside = circle({ asides: [{ by: 'Ana', member: 'Ben', began: false }] });
    expect(asked(aside)).toContain('{"type":"answer_aside","yes":true}');
    const keeping = asked(circle({}, { asked_to_keep: { by: 'Ana', hand_over: false } }));
    expect(keeping).toContain('{"type":"answer_keeping","yes":false}');
    expect(keeping).not.toContain('{"type":"answer_keeping","yes":true}');
  });
});

describe('in a pod, a companion', () => {
  const in_step = (more: Parameters<typeof step>[1], mine: Parameters<typeof practising>[0] = {}) =>
    practising({ step: 'now', visit: 2, tries: 1, ...mine }, [step('now', more)]);
  const in_pods = ['ask_pause', ...always];
  const said = { share: 's', author: 'Ben', at: 0, body: sealed };
  const by_ben = { speaks: 'role', voice: 'teller', ends: 'done', by: 'teller' } as const;
  const chosen = practice().structure.roles.map((each) => ({ ...each, chosen: true }));
  const choosing = (roles: { member: string; role: string }[]) =>
    circle({
      practice: practice({
        has_begun: true,
        structure: { ...practice().structure, roles: chosen },
        pods: [{ pod: 1, people: ['Ben', 'Cai'], company: [], asked_help: false }],
        mine: pod({ roles }),
      }),
    });
  const of_cai = { member: 'Cai', role: 'teller' };

  it.each([
    ['speaks when it is theirs, then goes on', in_step(by_ben), ['answer_step', 'share']],
    ['does not speak for ever', in_step(by_ben, { shares: [said] }), ['answer_step']],
    ['listens', { ...in_step(by_ben), me: 'Cai' }, []],
    ['says when they are ready, once', in_step({}, { answered: ['Ben'] }), []],
    ['is ready', in_step({}), ['answer_step']],
    ['lets in who knocks', in_step({}, { answered: ['Ben'], knock: 'Eli' }), ['answer_knock']],
    ['chooses a role', choosing([of_cai]), ['take_role']],
    ['has chosen a role', choosing([of_cai, { member: 'Ben', role: 'listener' }]), []],
    ['breathes', in_step({}, { pause: { by: 'Ben', until: 9 } }), ['end_pause']],
  ])('%s', (_, view, expected) => {
    expect(kinds(view)).toEqual([...in_pods, ...expected].sort());
  });

  it('chooses among what is offered, and consents', () => {
    const answers = (view: View) =>
      acts_of(view).flatMap((act) =>
        act.type === 'ask' && act.command.type === 'answer_step'
          ? [act.command.choice ?? act.command.answer]
          : [],
      );
    const right = practising({ step: 'right', visit: 3, tries: 1 });
    expect([...new Set(answers(right))].sort()).toEqual(['not_quite', 'yes']);
    const consent = in_step({ asks: 'consent', ends: 'consent' });
    expect([...new Set(answers(consent))]).toEqual(['yes']);
  });
});

describe('about a hurt, a companion', () => {
  const roles = ['impact', 'intent', undefined].map((side, index) => ({
    role: `role_${index}`,
    min: side ? 1 : 0,
    max: 1,
    chosen: true,
    ...(side && { side: side as 'impact' | 'intent' }),
  }));
  const structure = { ...practice().structure, about: 'hurt' as const, roles };
  const told_to = (asked_by: string[], faced: string[] = []) => ({
    ...moment,
    repairs: { asked_by, faced },
  });
  const done = (view: View, at: Parameters<typeof decide>[2]) => {
    const chance = chance_of(1);
    return Array.from({ length: many }, () => decide(view, chance, at));
  };
  const chosen = (people: string[], faced: string[]) => {
    const pods = [{ pod: 1, people, company: [], asked_help: false }];
    const view = circle({ practice: practice({ has_begun: true, structure, pods, mine: pod() }) });
    return done(view, told_to([], faced)).flatMap((act) =>
      act.type === 'ask' && act.command.type === 'take_role' ? [act.command.role] : [],
    );
  };

  it('says yes to who asks it, where it was told to', () => {
    expect(done(circle({}), told_to(['Cai']))).toContainEqual({ type: 'answer_repair', by: 'Cai' });
    expect(acts_of(circle({})).map(what)).not.toContain('answer_repair');
  });

  it('takes part where it said yes', () => {
    const view = circle({ practice: practice({ structure, takes_part: false }) });
    expect(done(view, told_to([], ['Cai'])).map(what)).toContain('take_part');
    expect(done(view, told_to([])).map(what)).not.toContain('take_part');
  });

  it('takes a role that is open to it', () => {
    const set = (list: string[]) => [...new Set(list)].sort();
    expect(set(chosen(['Ben', 'Cai'], []))).toEqual(['role_0', 'role_1']);
    expect(set(chosen(['Ben', 'Cai', 'Dia'], ['Cai']))).toEqual(['role_0', 'role_1']);
    expect(set(chosen(['Ben', 'Cai', 'Dia'], []))).toEqual(['role_2']);
  });
});

describe('a seed', () => {
  const view = circle({ floor: floor('popcorn'), turn: mine });

  it('makes the same choices again, and another seed others', () => {
    expect(acts_of(view, 3)).toEqual(acts_of(view, 3));
    expect(acts_of(view, 3)).not.toEqual(acts_of(view, 4));
  });

  it('makes the same later choices, whatever was seen before', () => {
    const [one, other] = [chance_of(3), chance_of(3)];
    decide(view, one.branch(), moment);
    decide(circle(), other.branch(), moment);
    expect(decide(view, one.branch(), moment)).toEqual(decide(view, other.branch(), moment));
  });

  it('gives each companion a stream of its own', () => {
    const chance = chance_of(3);
    const [first, second] = [chance.branch(), chance.branch()];
    const draw = (from: typeof first) => Array.from({ length: 20 }, () => from.whole(0, 99));
    expect(draw(first)).not.toEqual(draw(second));
  });

  it('draws within its bounds', () => {
    const chance = chance_of(5);
    const drawn = new Set(Array.from({ length: 500 }, () => chance.whole(2, 4)));
    expect([...drawn].sort()).toEqual([2, 3, 4]);
    expect(Array.from({ length: 500 }, () => chance.happens(1))).not.toContain(false);
    expect(Array.from({ length: 500 }, () => chance.happens(0))).not.toContain(true);
  });
});

describe('arguments', () => {
  const id = make_id();
  const [token, key] = [make_secret(), make_secret()];
  const address = `https://circle.example/c/${id}#i.${token}.${key}`;
  const read = (...words: string[]) => arguments_of(words, () => 5);

  it('are how many and the invitation, with a pace of people', () => {
    expect(read('10', address)).toEqual({
      count: 10,
      server: 'wss://circle.example',
      link: { circle: id, kind: 'invitation', token, key },
      seed: 5,
      minutes: undefined,
      pace: 1,
      repairs: false,
      language: 'en',
    });
  });

  it('can say more', () => {
    const more = ['--seed', '42', '--minutes=1.5', '--pace', '10', '--repairs', '--language=es'];
    const asked = { seed: 42, minutes: 1.5, pace: 10, repairs: true, language: 'es' };
    expect(read('3', address, ...more)).toMatchObject(asked);
  });

  it.each([
    [[]],
    [['3']],
    [['3', address, 'more']],
    [['0', address]],
    [['100', address]],
    [['some', address]],
    [['3', 'https://circle.example/']],
    [['3', address.replace('#i', '#k')]],
    [['3', address.replace('https://circle.example', '')]],
    [['3', address, '--seed', '-1']],
    [['3', address, '--pace', '0']],
    [['3', address, '--minutes', 'many']],
    [['3', address, '--language', 'xx']],
    [['3', address, '--speed', '2']],
  ])('are told apart from %j', (words) => {
    expect(() => read(...words)).toThrow(Mistake);
  });
});
