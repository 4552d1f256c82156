// Holds what people carry to its word where it is pure: nothing is ranked, who rests is left in peace,
// and what is for this device alone stays on it and goes in time.
import { describe, expect, it, vi } from 'vitest';
import { milestones } from '../../client-web/src/circle/milestones';
import {
  brought_up,
  my_capacity,
  read_entry,
  shown_to_all,
} from '../../client-web/src/circle/threads';
import {
  nothing_kept,
  still_of_use,
  ThreadsKept,
  type ThreadsStore,
} from '../../client-web/src/circle/threads_kept';
import {
  is_known_to_others,
  many_rest,
  my_meet_ups,
  on_board,
  shared_steps,
  steps_beside,
  weather,
} from '../../client-web/src/circle/threads_shown';
import { turns_until } from '../../client-web/src/circle/upcoming';
import type {
  CapacityView,
  EntryView,
  Event,
  MeetUpView,
  SmallStepView,
} from '../../client-web/src/circle/words';
import { fold } from '../../client-web/src/circle/fold';
import { circle, floor, sealed } from './circle';

const capacity = (member: string, more: Partial<CapacityView> = {}): CapacityView => ({
  member,
  capacity: 'tender',
  seen_by: 'circle',
  ...more,
});
const entry = (by: string, more: Partial<EntryView> = {}): EntryView => ({
  entry: `of_${by}`,
  kind: 'ask',
  by,
  body: sealed,
  answers: [],
  hold_asked: false,
  ...more,
});
const step = (by: string, more: Partial<SmallStepView> = {}): SmallStepView => ({
  step: `step_${by}`,
  by,
  shared: false,
  gathering: 1,
  body: sealed,
  partner_agreed: false,
  ...more,
});
const meet_up = (by: string, other: string, more: Partial<MeetUpView> = {}): MeetUpView => ({
  meet_up: `${by}_${other}`,
  by,
  other,
  kind: 'walk',
  ...more,
});
const kept = (more: Partial<ThreadsStore> = {}): ThreadsStore => ({ ...nothing_kept, ...more });

describe('capacity', () => {
  it('is what I said, or what this device keeps of this gathering', () => {
    const own = kept({ capacity: { gathering: 1, capacity: 'resting', words: '' } });
    expect(my_capacity(circle({}), own)).toEqual({ capacity: 'resting', seen_by: 'nobody' });
    expect(my_capacity(circle({ number: 2 }), own)).toBeUndefined();
    expect(my_capacity(circle(), own)).toBeUndefined();
    const said = circle({ capacities: [capacity('Ben', { seen_by: 'keepers' })] });
    expect(my_capacity(said, own)).toMatchObject({ capacity: 'tender', seen_by: 'keepers' });
  });

  it('stands at a seat only where its person shows it to all', () => {
    const view = circle({ capacities: [capacity('Ana'), capacity('Cai', { seen_by: 'keepers' })] });
    expect(shown_to_all(view, 'Ana')?.capacity).toBe('tender');
    expect(shown_to_all(view, 'Cai')).toBeUndefined();
  });

  it("is listed in the ring's order, whoever said it first", () => {
    const said = ['Dia', 'Ana', 'Cai'].map((each) => capacity(each));
    expect(weather(circle({ capacities: said })).map((each) => each.member)).toEqual([
      'Ana',
      'Cai',
      'Dia',
    ]);
  });

  it('of a third, and of more than one, makes many who rest', () => {
    const resting = (...names: string[]) => names.map((n) => capacity(n, { capacity: 'resting' }));
    expect(many_rest(circle({ capacities: resting('Ana') }))).toBe(false);
    expect(many_rest(circle({ capacities: resting('Ana', 'Cai') }))).toBe(true);
    expect(many_rest(circle({ capacities: resting('Ana'), passed_over: ['Dia'] }))).toBe(true);
    expect(many_rest(circle({ passed_over: ['Dia'], capacities: resting('Dia') }))).toBe(false);
    expect(many_rest(circle())).toBe(false);
  });
});

describe('who rests', () => {
  const on: Event = { type: 'passed_over', member: 'Ben', on: true };

  it('is not next in a round, and hears nothing of being asked', () => {
    const before = circle({ floor: floor('round', { waiting: ['Ben', 'Cai'] }) });
    expect(turns_until(before)).toBe(1);
    const after = fold(before, { event: on, at: 0 });
    expect(turns_until(after)).toBeUndefined();
    expect(milestones(on, before, after)).toEqual([]);
    const asked: Event = {
      type: 'meet_up_proposed',
      meet_up: 'm',
      by: 'Cai',
      other: 'Ben',
      kind: 'walk',
    };
    expect(milestones(asked, before, before)).toEqual([{ key: 'carried_asked', by: 'Cai' }]);
    expect(milestones(asked, after, after)).toEqual([]);
  });

  it('of a partner and of an answer only who is meant hears', () => {
    const view = circle({}, { small_steps: [step('Cai')] });
    const to = (partner: string): Event => ({ type: 'partner_asked', step: 'step_Cai', partner });
    expect(milestones(to('Ben'), view, view)).toEqual([{ key: 'carried_asked', by: 'Cai' }]);
    expect(milestones(to('Dia'), view, view)).toEqual([]);
    const by = (member: string): Event => ({
      type: 'entry_answered',
      entry: 'e',
      member,
      answer: 'yes',
    });
    expect(milestones(by('Cai'), view, view)).toEqual([{ key: 'carried_answered' }]);
    expect(milestones(by('Ben'), view, view)).toEqual([]);
  });
});

describe('the board', () => {
  it("lists mine, and the others' in the ring's order", () => {
    const board = [entry('Dia'), entry('Ben'), entry('Ana'), entry('Cai', { kind: 'offer' })];
    const { mine, others } = on_board(circle({}, { board }), 'ask');
    expect(mine.map((each) => each.by)).toEqual(['Ben']);
    expect(others.map((each) => each.by)).toEqual(['Ana', 'Dia']);
  });

  it('reads what was sealed, and nothing else', () => {
    expect(read_entry('{"words":"soup","bound":"on Sunday"}')).toEqual({
      words: 'soup',
      bound: 'on Sunday',
    });
    expect(read_entry('{"words":"soup","bound":""}')).toEqual({ words: 'soup' });
    for (const bad of ['soup', '{"bound":"x"}', '']) expect(read_entry(bad)).toBeUndefined();
  });
});

describe('small steps and meet-ups', () => {
  it('are listed for whom they are', () => {
    const small_steps = [
      step('Dia', { partner: 'Ben' }),
      step('Cai', { shared: true, partner: 'Ben', partner_agreed: true }),
      step('Ben', { shared: true }),
    ];
    const view = circle({}, { small_steps });
    expect(steps_beside(view, false).map((each) => each.by)).toEqual(['Dia']);
    expect(steps_beside(view, true).map((each) => each.by)).toEqual(['Cai']);
    expect(shared_steps(view).map((each) => each.by)).toEqual(['Cai']);
    expect(is_known_to_others(step('Ben'))).toBe(false);
    expect(is_known_to_others(step('Ben', { partner: 'Cai' }))).toBe(true);
  });

  it('a no is seen by who asked, until it is put away', () => {
    const no = [meet_up('Ben', 'Cai', { yes: false }), meet_up('Cai', 'Ben', { yes: false })];
    expect(my_meet_ups(circle({}, { meet_ups: no })).map((each) => each.by)).toEqual(['Ben']);
  });
});

describe('what is brought up', () => {
  const small_steps = [
    step('Ben'),
    step('Ben', { step: 'new', gathering: 2 }),
    step('Dia', { partner: 'Ben' }),
  ];
  const meet_ups = [meet_up('Ana', 'Ben'), meet_up('Ben', 'Ana')];
  const board = [
    entry('Ben', { hold_asked: true, answers: [{ member: 'Cai', answer: 'part' }] }),
    entry('Ana', { hold_asked: false }),
  ];
  const view = circle({ number: 2 }, { small_steps, meet_ups, board });

  it('is what is mine to answer or to read', () => {
    const up = brought_up(view, nothing_kept);
    expect(up.look_back.map((each) => each.step)).toEqual(['step_Ben']);
    expect(up.partner.map((each) => each.by)).toEqual(['Dia']);
    expect(up.meet_ups.map((each) => each.by)).toEqual(['Ana']);
    expect([up.holds, up.answered].map((list) => list.map((each) => each.by))).toEqual([
      ['Ben'],
      ['Ben'],
    ]);
  });

  it('rests once it was put away or looked at, and while no gathering is open', () => {
    const away = kept({ put_away: { step_Ben: 2 }, looked: ['of_Ben.Cai.part'] });
    const up = brought_up(view, away);
    expect([up.look_back, up.answered]).toEqual([[], []]);
    expect(brought_up(circle({ number: 3 }, { small_steps }), away).look_back).toHaveLength(2);
    expect(brought_up(circle(undefined, { small_steps }), nothing_kept).look_back).toEqual([]);
  });
});

describe('what this device keeps', () => {
  const draft = { id: 'new', fields: { words: 'soup' } };

  it('goes with the gathering, with what it is about, and once it has come', () => {
    const all = kept({
      capacity: { gathering: 1, capacity: 'resting', words: 'tired' },
      drafts: { capacity: draft, ask: draft, 'answer.of_Ana': draft, 'meet.Cai': draft },
      put_away: { step_Ben: 1 },
      looked: ['of_Ana.Ben.yes'],
    });
    const there = circle(
      {},
      {
        board: [entry('Ana', { answers: [{ member: 'Ben', answer: 'yes' }] })],
        small_steps: [step('Ben')],
      },
    );
    expect(still_of_use(all, there)).toEqual(all);
    expect(still_of_use(all, circle())).toEqual(
      kept({ drafts: { ask: draft, 'meet.Cai': draft } }),
    );
    const sent = kept({ drafts: { ask: { ...draft, sent: true } } });
    expect(still_of_use(sent, there)).toEqual(sent);
    const come = circle({}, { board: [entry('Ben', { entry: 'new' })] });
    expect(still_of_use(sent, come)).toEqual(nothing_kept);
    expect(still_of_use(kept({ drafts: { ask: draft } }), come).drafts).toEqual({ ask: draft });
  });

  function device(text = '') {
    const keep = vi.fn<(text: string) => void>();
    let read: (text: string) => void = () => undefined;
    const reading = new Promise<string>((settle) => (read = settle));
    const made = new ThreadsKept({ read: () => reading, keep, changed: () => undefined });
    return { made, keep, restored: () => (read(text), made.restore()) };
  }

  it('comes back with what was written meanwhile, and is kept again', async () => {
    const before = kept({ drafts: { ask: draft, offer: draft } });
    const { made, keep, restored } = device(JSON.stringify(before));
    made.write('ask', { id: 'other', fields: { words: 'bread' } });
    expect(keep).not.toHaveBeenCalled();
    await restored();
    expect(made.store.drafts).toEqual({
      ask: { id: 'other', fields: { words: 'bread' } },
      offer: draft,
    });
    expect(keep).toHaveBeenLastCalledWith(JSON.stringify(made.store));
  });

  it('is nothing once nothing is left, and nothing is written for who left', async () => {
    const { made, keep, restored } = device();
    await restored();
    expect(keep).not.toHaveBeenCalled();
    made.say({ gathering: 1, capacity: 'open', words: '' });
    made.follow(circle({}));
    expect(made.store.capacity?.capacity).toBe('open');
    made.follow(circle());
    expect(keep).toHaveBeenLastCalledWith('');
    made.write('ask', draft);
    keep.mockClear();
    made.forget();
    expect(made.store).toEqual(nothing_kept);
    expect(keep).not.toHaveBeenCalled();
  });
});
