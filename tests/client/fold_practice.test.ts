// Holds the fold of practices to the words: each event changes what it says, and nothing beside it.
import { describe, expect, it } from 'vitest';
import { fold } from '../../client-web/src/circle/fold';
import type { Event, PodView, PracticeView, Stream, View } from '../../client-web/src/circle/words';
import { circle, member, pod, practice, practising, say_back, sealed } from './circle';

const told = (view: View, event: Event, stream: Stream = 'circle') =>
  fold(view, { at: 7, event, stream });
const practice_of = (view: View) => view.gathering?.practice;
const mine_of = (view: View) => practice_of(view)?.mine;
const as = (me: string, view: View): View => ({ ...view, me });
const with_practice = (more: Partial<PracticeView>) => circle({ practice: practice(more) });

const opened: Event = {
  type: 'practice_opened',
  practice: 1,
  structure: say_back,
  template: 'say_back',
  language: 'en',
  by: 'Ana',
};

describe('an invitation', () => {
  it('takes in who has a seat, and leaves keepers and witnesses free', () => {
    expect(practice_of(told(circle({}), opened))).toStrictEqual(practice());
    expect(practice_of(told(as('Ana', circle({})), opened))?.takes_part).toBe(false);
    expect(practice_of(told(as('Eli', circle({})), opened))?.takes_part).toBe(false);
  });

  it('about a hurt takes in nobody who does not say so', () => {
    const hurt: Event = { ...opened, structure: { ...say_back, about: 'hurt' } };
    expect(practice_of(told(circle({}), hurt))?.takes_part).toBe(false);
  });

  it("brings the circle's own words along", () => {
    expect(practice_of(told(circle({}), { ...opened, words: sealed }))?.words).toEqual(sealed);
  });

  it('is answered for oneself, and keepers see who answered how', () => {
    const out: Event = { type: 'part_chosen', member: 'Ben', takes_part: false };
    expect(practice_of(told(with_practice({}), out, 'member'))).toStrictEqual(
      practice({ takes_part: false }),
    );
    const keeping = as('Ana', with_practice({ takes_part: false }));
    const once = told(keeping, out, 'keepers');
    expect(practice_of(once)).toStrictEqual(
      practice({ takes_part: false, parts: [{ member: 'Ben', takes_part: false }] }),
    );
    const changed = told(once, { ...out, takes_part: true }, 'keepers');
    expect(practice_of(changed)?.parts).toEqual([{ member: 'Ben', takes_part: true }]);
  });

  it('answered by a keeper is heard twice and is the same', () => {
    const keeping = as('Ana', with_practice({ takes_part: false }));
    const part: Event = { type: 'part_chosen', member: 'Ana', takes_part: true };
    const once = told(keeping, part, 'member');
    expect(told(once, part, 'keepers')).toStrictEqual(once);
    expect(practice_of(once)?.takes_part).toBe(true);
  });
});

describe('pods', () => {
  const formed: Event = {
    type: 'pods_formed',
    pods: [
      { pod: 1, people: ['Ben', 'Cai'] },
      { pod: 2, people: ['Dia', 'Fay'] },
    ],
  };
  const lines = [
    { pod: 1, people: ['Ben', 'Cai'], company: [], asked_help: false },
    { pod: 2, people: ['Dia', 'Fay'], company: [], asked_help: false },
  ];

  it('are seen by all, and one is mine', () => {
    const view = told(with_practice({ ended_with_care: true }), formed);
    expect(practice_of(view)).toStrictEqual(
      practice({ has_begun: true, pods: lines, mine: pod() }),
    );
    const outside = told(as('Ana', with_practice({ ended_with_care: true })), formed);
    expect(practice_of(outside)).toStrictEqual(
      practice({ has_begun: true, pods: lines, ended_with_care: true }),
    );
  });

  const begun = told(with_practice({}), formed);
  const people = (view: View) => practice_of(view)?.pods.map((each) => each.people.join(' '));

  it('are come into and left, as company too', () => {
    const company: Event = { type: 'pod_entered', pod: 2, member: 'Ana', company: true };
    const asked = told(as('Ana', begun), { type: 'help_asked', pod: 2 }, 'keepers');
    expect(practice_of(asked)?.pods[1]?.asked_help).toBe(true);
    const entered = told(asked, company);
    expect(practice_of(entered)?.pods[1]).toMatchObject({ company: ['Ana'], asked_help: false });
    const joined = told(entered, { type: 'pod_entered', pod: 1, member: 'Eli', company: false });
    expect(people(joined)).toEqual(['Ben Cai Eli', 'Dia Fay']);
    const left = told(joined, { type: 'pod_left', pod: 2, member: 'Ana' });
    expect(practice_of(left)?.pods[1]?.company).toEqual([]);
  });

  it('that I leave are mine no longer', () => {
    const left = told(begun, { type: 'pod_left', pod: 1, member: 'Ben' });
    expect(people(left)).toEqual(['Cai', 'Dia Fay']);
    expect(practice_of(left)).not.toHaveProperty('mine');
    expect(mine_of(told(begun, { type: 'pod_left', pod: 1, member: 'Cai' }))).toEqual(pod());
  });

  it('forget what was waited for of who left, and not what they told', () => {
    const answers = [{ member: 'Cai', answer: 'tender' as const }];
    const was = practising({ answered: ['Cai'], waiting: ['Cai'], without: ['Cai'], answers });
    const left = told(was, { type: 'pod_left', pod: 1, member: 'Cai' });
    const roles = [{ member: 'Ben', role: 'teller' }];
    expect(mine_of(left)).toStrictEqual(pod({ roles, answers }));
    const held = told(practising({ holder: 'Cai' }), { type: 'pod_left', pod: 1, member: 'Cai' });
    expect(mine_of(held)).not.toHaveProperty('holder');
  });

  it('go on without who is away, until they are back', () => {
    const gone = told(practising(), { type: 'went_on_without', member: 'Cai' }, 'pod');
    expect(mine_of(gone)?.without).toEqual(['Cai']);
    const back = told(gone, { type: 'connection_back', member: 'Cai' });
    expect(mine_of(back)?.without).toEqual([]);
  });

  it('end, with care or without, and go', () => {
    const ended = told(begun, { type: 'pod_ended', with_care: true }, 'pod');
    expect(practice_of(ended)?.ended_with_care).toBe(true);
    const closed = told(ended, { type: 'pod_closed', pod: 1 });
    expect(practice_of(closed)).toStrictEqual(
      practice({ has_begun: true, pods: lines.slice(1), ended_with_care: true }),
    );
    expect(mine_of(told(begun, { type: 'pod_closed', pod: 2 }))).toEqual(pod());
    expect(told(closed, { type: 'practice_closed' })).toStrictEqual(circle({}));
  });

  it('are called, and keepers see where they are', () => {
    const called = told(begun, { type: 'pods_called', called: 'come_back' });
    expect(practice_of(called)?.called).toBe('come_back');
    const moved = told(
      as('Ana', begun),
      { type: 'pod_moved', pod: 2, step: 'tell', visit: 1 },
      'keepers',
    );
    expect(practice_of(moved)?.pods[1]).toStrictEqual({ ...lines[1], step: 'tell', visit: 1 });
  });

  it('do not tell who asked a keeper to come', () => {
    expect(told(begun, { type: 'help_asked', pod: 1 }, 'member')).toStrictEqual(begun);
  });
});

describe('a step', () => {
  const bare = { step: 'last', visit: 4, tries: 1, waiting: ['Cai'] };
  const began_at = { ...bare, holder: 'Ben', gentle_until: 90 };
  const began: Event = { type: 'step_began', ...began_at };
  const answers = [{ member: 'Cai', answer: 'ready' as const }];
  const stale: Partial<PodView> = { answered: ['Cai'], answers, gentle_over: true };

  it('begins afresh', () => {
    const view = told(practising({ step: 'tell', visit: 3, tries: 1, ...stale }), began, 'pod');
    const fresh = { answered: [], answers: [], gentle_over: false };
    expect(mine_of(view)).toMatchObject({ ...began_at, ...fresh });
  });

  it('that goes on with another turn keeps what was answered', () => {
    const was = practising({ step: 'last', visit: 3, tries: 1, holder: 'Cai', ...stale });
    const view = told(was, { type: 'step_began', ...bare }, 'pod');
    expect(mine_of(view)).toMatchObject({ visit: 4, answered: [], answers, gentle_over: false });
    expect(mine_of(view)).not.toHaveProperty('holder');
    expect(mine_of(view)).not.toHaveProperty('gentle_until');
    expect(mine_of(told(was, { ...began, tries: 2 }, 'pod'))?.answers).toEqual([]);
  });

  it('is answered, and what was answered is told once for each', () => {
    const once = told(practising({}), { type: 'step_answered', member: 'Cai' }, 'pod');
    expect(mine_of(told(once, { type: 'step_answered', member: 'Cai' }, 'pod'))?.answered).toEqual([
      'Cai',
    ]);
    const choice: Event = { type: 'answer_told', member: 'Cai', answer: 'choice', choice: 'yes' };
    const one = told(once, choice, 'member');
    expect(mine_of(one)?.answers).toStrictEqual([
      { member: 'Cai', answer: 'choice', choice: 'yes' },
    ]);
    const other = told(one, { type: 'answer_told', member: 'Cai', answer: 'tender' }, 'pod');
    expect(mine_of(other)?.answers).toStrictEqual([{ member: 'Cai', answer: 'tender' }]);
  });

  it('has a gentle time that is moved, taken away or over', () => {
    const timed = told(practising({}), { type: 'step_timed', gentle_until: 50 }, 'pod');
    expect(mine_of(timed)?.gentle_until).toBe(50);
    expect(mine_of(told(timed, { type: 'step_timed' }, 'pod'))).not.toHaveProperty('gentle_until');
    const rung = told(timed, { type: 'bell_rang', visit: 0 }, 'pod');
    expect(mine_of(rung)?.gentle_over).toBe(true);
    const more = told(rung, { type: 'step_timed', gentle_until: 60 }, 'pod');
    expect(mine_of(more)).toMatchObject({ gentle_over: false, gentle_until: 60 });
  });

  it('gives roles as a whole, and asks afresh', () => {
    const roles = [{ member: 'Ben', role: 'listener' }];
    const given = told(practising(stale), { type: 'roles_given', roles }, 'pod');
    expect(mine_of(given)).toMatchObject({ roles, answered: [], answers: [] });
  });
});

describe('in a pod', () => {
  const share: Event = { type: 'share_added', share: 's', author: 'Cai', body: sealed };

  it('what is shared stays there', () => {
    const view = told(practising({}), share, 'pod');
    expect(mine_of(view)?.shares).toStrictEqual([
      { share: 's', author: 'Cai', at: 7, body: sealed },
    ]);
    expect(view.gathering?.shares).toEqual([]);
    const emptied = told(view, { type: 'shares_emptied', shares: ['s'] }, 'pod');
    expect(mine_of(emptied)?.shares).toStrictEqual([{ share: 's', author: 'Cai', at: 7 }]);
    expect(told(practising({}), share).gathering?.shares).toHaveLength(1);
  });

  it('a pause is the pod’s own', () => {
    const paused = told(practising({}), { type: 'pause_began', by: 'Cai', until: 9 }, 'pod');
    expect(mine_of(paused)?.pause).toEqual({ by: 'Cai', until: 9 });
    expect(paused.gathering).not.toHaveProperty('pause');
    expect(mine_of(told(paused, { type: 'pause_ended' }, 'pod'))).not.toHaveProperty('pause');
  });

  it('somebody knocks and is answered', () => {
    const knocked = told(practising({}), { type: 'knocked', by: 'Eli' }, 'pod');
    expect(mine_of(knocked)?.knock).toBe('Eli');
    const answered = told(knocked, { type: 'knock_answered', by: 'Eli', let_in: false }, 'pod');
    expect(answered).toStrictEqual(practising({}));
  });
});

it('keepers know who passed the repair gate together, in this gathering', () => {
  const passed: Event = { type: 'gate_passed', one: 'Ben', other: 'Cai' };
  const keeping = as('Ana', circle());
  const open = told(keeping, { type: 'gathering_opened', gathering: 2, by: 'Ana' });
  expect(open.gathering?.passed).toEqual([]);
  expect(told(open, passed, 'keepers').gathering?.passed).toEqual([{ one: 'Ben', other: 'Cai' }]);
});

describe('wishes', () => {
  it('keep two apart in either order, or no longer', () => {
    const pair: Event = { type: 'kept_apart', one: 'Ben', other: 'Cai', apart: true };
    const apart = told(circle(), pair, 'keepers');
    expect(apart.apart).toEqual([{ one: 'Ben', other: 'Cai' }]);
    const again = { ...pair, one: 'Cai', other: 'Ben' };
    expect(told(apart, again, 'keepers').apart).toHaveLength(1);
    expect(told(apart, { ...again, apart: false }, 'keepers').apart).toEqual([]);
  });

  it('to be with the same people again are mine alone', () => {
    const wish: Event = { type: 'same_again_wished', with: ['Cai', 'Dia'], on: true };
    const wished = told(circle(undefined, { wishes: ['Cai'] }), wish, 'member');
    expect(wished.wishes).toEqual(['Cai', 'Dia']);
    expect(told(wished, { ...wish, with: ['Cai'], on: false }, 'member').wishes).toEqual(['Dia']);
  });
});

it('nothing of a practice comes where none is open', () => {
  const bare = circle({}, { members: [member('Ben')] });
  const events: Event[] = [
    { type: 'pods_formed', pods: [{ pod: 1, people: ['Ben'] }] },
    { type: 'step_answered', member: 'Ben' },
    { type: 'pods_called', called: 'come_back' },
  ];
  expect(events.map((event) => told(bare, event))).toStrictEqual([bare, bare, bare]);
});
