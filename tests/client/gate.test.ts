// Holds the questions before a repair to their promise: every one is asked, only one way through
// opens, and what leaves the device is one frame of one length.
import { beforeEach, describe, expect, it } from 'vitest';
import {
  gate_answers,
  gate_of,
  next_question,
  questions,
  type GateAnswers,
} from '../../client-web/src/circle/gate';
import { Repairs, waiting_pairs } from '../../client-web/src/circle/repairs';
import type { ClientFrame, Event, PracticeView } from '../../client-web/src/circle/words';
import { closings } from '../../client-web/src/circle/words';
import { circle, practice, say_back } from './circle';
import { FakeSocket } from './fake_socket';
import { kept_place, living, surroundings, teller, view_of, welcome } from './stage';

const opening = Object.fromEntries(questions.map(({ key, opens }) => [key, opens])) as GateAnswers;

describe('the questions', () => {
  it('are asked one after the other, whatever was answered before', () => {
    let answers: GateAnswers = {};
    const asked = [];
    for (let next = next_question(answers); next; next = next_question(answers)) {
      asked.push(next.key);
      answers = { ...answers, [next.key]: 'unsure' };
    }
    expect(asked).toEqual(['my_choice', 'afraid', 'ongoing', 'own_part', 'support']);
    expect(gate_of(answers)).toBe('not_now');
  });

  it('open the gate in one way', () => {
    expect(gate_of(opening)).toBe('goes_on');
  });

  const closing = questions.flatMap(({ key, opens }) =>
    gate_answers.filter((each) => each !== opens).map((each) => [key, each] as const),
  );
  it.each(closing)('close it where %s is answered with %s', (key, answer) => {
    expect(gate_of({ ...opening, [key]: answer })).toBe('not_now');
  });

  it.each(questions.map(({ key }) => key))('open nothing where %s is not answered', (key) => {
    const others = Object.entries(opening).filter(([each]) => each !== key);
    expect(gate_of(Object.fromEntries(others))).toBe('not_now');
  });
});

const hurt = (people: string[], more: Partial<PracticeView> = {}): PracticeView =>
  practice({
    structure: { ...say_back, about: 'hurt' },
    has_begun: true,
    pods: [{ pod: 1, people, company: [], asked_help: false }],
    ...more,
  });

describe('what a device knows of a repair', () => {
  let sent: ClientFrame[];
  let holds: boolean;
  let stored: string;
  let repairs: Repairs;
  const view = circle({});

  beforeEach(() => {
    sent = [];
    holds = true;
    stored = '';
    repairs = new Repairs(
      (frame) => {
        if (holds) sent.push(frame);
        return holds;
      },
      (text) => (stored = text),
    );
  });

  it('leaves in one frame, of one length, whatever the answers came to', () => {
    repairs.ask(view, 'Cai', 'goes_on');
    repairs.ask(view, 'Cai', 'not_now');
    repairs.answer('Cai', 'goes_on');
    repairs.answer('Cai', 'not_now');
    const lengths = sent.map((frame) => JSON.stringify(frame).length);
    expect(lengths).toHaveLength(4);
    expect(lengths[0]).toBe(lengths[1]);
    expect(lengths[2]).toBe(lengths[3]);
  });

  it('waits for the line, and goes once', () => {
    holds = false;
    repairs.ask(view, 'Cai', 'goes_on');
    repairs.here();
    expect(sent).toEqual([]);
    holds = true;
    repairs.here();
    repairs.here();
    expect(sent).toEqual([{ type: 'ask_repair', with: 'Cai', gate: 'goes_on' }]);
  });

  it('says one sentence when the gathering closes, and never sooner', () => {
    repairs.ask(view, 'Cai', 'goes_on');
    repairs.look(view);
    expect(repairs.shown.not_this_time).toBe(false);
    repairs.look(circle());
    expect(repairs.shown).toMatchObject({ not_this_time: true, asked: undefined });
    repairs.let_go();
    expect(stored).toBe('');
  });

  it('says nothing where nothing was asked, or where the own gate closed', () => {
    repairs.ask(view, 'Cai', 'not_now');
    expect(stored).toBe('');
    repairs.look(circle());
    expect(repairs.shown.not_this_time).toBe(false);
  });

  it('says nothing where the two were in a repair', () => {
    repairs.ask(view, 'Cai', 'goes_on');
    repairs.look(circle({ practice: hurt(['Ben', 'Cai']) }));
    repairs.look(view);
    repairs.look(circle());
    expect(repairs.shown).toMatchObject({ not_this_time: false, asked: undefined });
  });

  it('is said all the same where they were in another practice', () => {
    repairs.ask(view, 'Cai', 'goes_on');
    const pods = hurt(['Ben', 'Cai']).pods;
    repairs.look(circle({ practice: practice({ has_begun: true, pods }) }));
    repairs.look(circle({ practice: hurt(['Ben', 'Dia']) }));
    repairs.look(circle({ number: 2 }));
    expect(repairs.shown.not_this_time).toBe(true);
  });

  it('keeps whom I asked, and no answer', () => {
    repairs.ask(view, 'Cai', 'goes_on');
    const again = new Repairs(
      () => true,
      () => undefined,
    );
    again.restore(stored);
    expect(again.shown.asked).toMatchObject({ with: 'Cai', gathering: 1 });
    repairs.let_go();
    repairs.hear('Dia');
    repairs.answer('Dia', 'goes_on');
    expect(stored).toBe('');
  });

  it('shows who asks me once, until it is answered or the gathering closes', () => {
    expect([repairs.hear('Cai'), repairs.hear('Cai'), repairs.hear('Dia')]).toEqual([
      true,
      false,
      true,
    ]);
    repairs.answer('Cai', 'not_now');
    expect(repairs.shown.asked_by).toEqual(['Dia']);
    repairs.look(circle());
    expect(repairs.shown.asked_by).toEqual([]);
  });

  it('asks again where the server forgot', () => {
    repairs.ask(view, 'Cai', 'goes_on');
    repairs.hear('Dia');
    repairs.server_forgot();
    expect(repairs.shown).toMatchObject({ asked_by: [], asked: { forgotten: true } });
    repairs.ask(view, 'Cai', 'goes_on');
    expect(repairs.shown.asked?.forgotten).toBe(false);
  });

  it('lets a keeper put a pair away, here alone, until it was seen to', () => {
    const pairs = [
      { one: 'Ben', other: 'Cai' },
      { one: 'Cai', other: 'Dia' },
      { one: 'Cai', other: 'Gone' },
    ];
    const keeping = circle({ passed: pairs }, { me: 'Ana' });
    expect(waiting_pairs(keeping, repairs.shown)).toEqual(pairs.slice(0, 2));
    repairs.put_away(keeping, { one: 'Ben', other: 'Cai' });
    expect(waiting_pairs(keeping, repairs.shown)).toEqual(pairs.slice(1, 2));
    repairs.look({ ...keeping, ...circle({ passed: pairs, practice: hurt(['Cai', 'Dia']) }) });
    expect(waiting_pairs(keeping, repairs.shown)).toEqual([]);
    expect(sent).toEqual([]);
  });
});

describe('a place', () => {
  const restarted: Event = { type: 'server_restarted' };

  it('hears who asks, and says so once', async () => {
    FakeSocket.made = [];
    const place = await living({});
    const said: string[] = [];
    place.on_milestone(({ key }) => said.push(key));
    for (let i = 0; i < 2; ++i) FakeSocket.last.says({ type: 'repair_asked', by: 'Ana' });
    expect(place.shown.repairs.asked_by).toEqual(['Ana']);
    expect(said).toEqual(['repair_asked']);
    place.repairs.answer('Ana', 'not_now');
    expect(FakeSocket.last.sent_of('answer_repair')).toEqual([
      { type: 'answer_repair', by: 'Ana', gate: 'not_now' },
    ]);
    place.end();
  });

  it('keeps sealed whom I asked, asks again after a restart, and leaves nothing behind', async () => {
    FakeSocket.made = [];
    const [kept, where] = [kept_place(), surroundings()];
    let place = await living({}, kept, where);
    place.repairs.ask(view_of(kept.member, {}), 'Ana', 'goes_on');
    await expect.poll(() => where.device.names('repair/')).toHaveLength(1);
    const [name = ''] = await where.device.names('repair/');
    expect(JSON.stringify(await where.device.read(name))).not.toContain('Ana');
    place.end();
    place = await living({}, kept, where);
    expect(place.shown.repairs.asked).toMatchObject({ with: 'Ana', forgotten: false });
    teller()(restarted);
    expect(place.shown.repairs.asked).toMatchObject({ forgotten: true });
    FakeSocket.last.says(welcome(view_of(kept.member)));
    expect(place.shown.repairs).toMatchObject({ asked: undefined, not_this_time: true });
    FakeSocket.last.ends(closings.left.code);
    await expect.poll(() => where.device.names('repair/')).toEqual([]);
    expect(place.shown.repairs.not_this_time).toBe(false);
  });
});
