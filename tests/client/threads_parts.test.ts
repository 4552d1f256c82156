// @vitest-environment jsdom
// Holds asks, offers, small steps and meet_ups to their word: a no is no rejection, what is for one is
// seen by one, and nothing that was written is lost.
import { flushSync } from 'svelte';
import { describe, expect, it, vi } from 'vitest';
import type { EntryView, GatheringView, View } from '../../client-web/src/circle/words';
import { FakeSocket } from './fake_socket';
import { answers, asked, labelled, press, text, tick, write } from './on_screen';
import {
  dialog,
  entry_of,
  now,
  offers,
  open,
  opens,
  reads,
  sent,
  shows,
  soon,
  step_of,
  told,
  with_a_place,
} from './threads_stage';

with_a_place();

describe('the board', () => {
  async function looks(view: Partial<View>, gathering: Partial<GatheringView> | null = null) {
    await shows({ gathering, view });
    await opens('Asks, offers, small steps');
    await offers('Look at the board');
    press('Look at the board');
    await reads('Giving, receiving and resting all belong here.');
  }

  it('takes an ask with its bound, keeps it where it is refused, and does not put it twice', async () => {
    await looks({});
    press('Ask');
    write('What would help?', 'soup');
    write('Where does it end?', 'on Sunday');
    press('Put it on the board');
    const { entry, kind, body } = await sent('put_on_board');
    expect(kind).toBe('ask');
    expect(await open('entry', body, '-', entry)).toBe('{"words":"soup","bound":"on Sunday"}');
    await answers('entries_are_enough');
    await reads('Not like this.');
    expect(labelled('What would help?').value).toBe('soup');
    press('Put it on the board');
    await soon(() => expect(asked('put_on_board')).toHaveLength(2));
    expect((await sent('put_on_board')).entry).toBe(entry);
    await answers();
    await reads('It is on the board.');
    expect(now.place.threads.draft('ask')).toBeUndefined();
  });

  it('is answered in part, with words for one person, changed and taken back', async () => {
    await looks({ board: [await entry_of('Ana')] });
    await reads('soup');
    expect(text()).toContain('Its bound: on Sunday');
    press('A part of it');
    write('A few words for Ana', 'one bowl');
    press('Tell Ana: A part of it');
    const { entry, answer, words } = await sent('answer_entry');
    expect([entry, answer]).toEqual(['of_Ana', 'part']);
    expect(await open('entry_words', words, now.membership.me, entry)).toBe('one bowl');
    await answers();
    told({
      type: 'entry_answered',
      entry,
      member: now.membership.me,
      answer,
      ...(words && { words }),
    });
    await reads('You said yes to a part of it. one bowl');
    expect(text()).toContain('Ana can read your answer, and nobody else can.');
    [...document.querySelectorAll('button')]
      .find((each) => each.textContent.includes('Take my answer back'))
      ?.click();
    await sent('take_back_answer');
  });

  it('tells a no as no rejection, takes down in two acts, and says what is not read by others', async () => {
    const said: EntryView['answers'] = [
      { member: 'Ana', answer: 'not_now' },
      { member: 'Cai', answer: 'yes' },
    ];
    const mine = await entry_of(now.membership.me, { by: now.membership.me, answers: said });
    await looks({ board: [mine] });
    await reads('Ana cannot just now. That is about today, and asking was right.');
    expect(dialog()).toContain('Only you read what was answered.');
    press('Take it down');
    expect(asked('take_off_board')).toEqual([]);
    press('Yes, take it down');
    await sent('take_off_board');
  });

  it('asks its person alone whether it still holds, kindly', async () => {
    const mine = await entry_of(now.membership.me, { by: now.membership.me, hold_asked: true });
    await looks({ board: [mine] });
    await reads('Does it still hold? Whatever you say is fine.');
    press('It still holds');
    expect(await sent('hold_on_board')).toEqual({ type: 'hold_on_board', entry: mine.entry });
    await answers();
    press('In other words');
    await soon(() => expect(labelled('What would help?').value).toBe('soup'));
    write('What would help?', 'bread');
    press('Say it like this');
    const { entry, body } = await sent('put_on_board');
    expect(entry).toBe(mine.entry);
    expect(await open('entry', body, '-', entry)).toBe('{"words":"bread","bound":"on Sunday"}');
  });

  it('offers giving, receiving and resting side by side', async () => {
    await looks({});
    const ways = document.querySelector('[role=group][aria-label="Ask, offer or rest"]');
    expect([...(ways?.querySelectorAll('button') ?? [])].map((each) => each.textContent)).toEqual([
      'Ask',
      'Offer',
      'Rest',
    ]);
    press('Rest');
    expect(text()).toContain('that is a whole way to be part of this');
  });
});

describe('a small step', () => {
  it('is chosen for oneself, with somebody asked along', async () => {
    await shows({ gathering: null });
    await opens('Asks, offers, small steps');
    await offers('Choose a small step');
    press('Choose a small step');
    write('What would you like to do?', 'call my sister');
    write('When and where', 'on Tuesday');
    const select = labelled('Somebody beside you') as unknown as HTMLSelectElement;
    select.value = 'Cai';
    select.dispatchEvent(new window.Event('change', { bubbles: true }));
    flushSync();
    press('Choose it');
    const { step, shared, partner, body } = await sent('choose_small_step');
    expect([shared, partner]).toEqual([false, 'Cai']);
    expect(await open('small_step', body, '-', step)).toBe('call my sister\non Tuesday');
    await answers();
    await reads('It is yours. There is nothing to prove.');
  });

  it('is looked back on by its person alone first, and told only if they wish', async () => {
    const mine = await step_of(now.membership.me, { by: now.membership.me, shared: true });
    await shows({ gathering: { number: 2 }, view: { small_steps: [mine] } });
    await reads('For you alone: you chose this before.');
    await reads('call my sister');
    press('I rested');
    expect(text()).toContain('You rested. That is caring as well.');
    expect(asked('say_how_it_went')).toEqual([]);
    expect(text()).toContain('Telling it means: the circle can read it.');
    press('Keep it to myself');
    const { went, told: is_told, words } = await sent('say_how_it_went');
    expect([went, is_told, words]).toEqual(['rested', false, undefined]);
  });

  it('is put away for today without an answer, on this device', async () => {
    const mine = await step_of(now.membership.me, { by: now.membership.me });
    await shows({ gathering: { number: 2 }, view: { small_steps: [mine] } });
    await reads('For you alone');
    press('Not today');
    await soon(() => expect(text()).not.toContain('For you alone'));
    expect(FakeSocket.last.sent_of('command')).toEqual([]);
    await soon(async () => expect(await now.membership.belongings.threads()).toContain(mine.step));
  });

  it('asks somebody along, who says not now without a reason', async () => {
    const theirs = await step_of('Cai', { partner: now.membership.me });
    await shows({ view: { small_steps: [theirs] } });
    await reads('Cai asks you along in a small step');
    press('Not now');
    expect(await sent('answer_partner')).toEqual({
      type: 'answer_partner',
      step: theirs.step,
      yes: false,
    });
  });
});

const text_of = (file = new Blob()) =>
  new Promise<string>((read) => {
    const reader = new FileReader();
    reader.onload = () => read(reader.result as string);
    reader.readAsText(file);
  });

describe('two who would meet', () => {
  it('agree on it inside the circle, asked from beside a name', async () => {
    await shows({ gathering: null });
    await opens('People');
    await soon(() =>
      expect(
        [...document.querySelectorAll('dialog button')].map((each) => each.textContent.trim()),
      ).toContain('Meet between gatherings Cai'),
    );
    [...document.querySelectorAll('button')]
      .find((each) => each.textContent.trim() === 'Meet between gatherings Cai')
      ?.click();
    await offers('Ask Cai');
    tick('A walk');
    write('When, if you know it already', '2020-01-01T10:00');
    press('Ask Cai');
    expect(text()).toContain('That moment is over.');
    expect(asked('propose_meet_up')).toEqual([]);
    write('When, if you know it already', '2099-01-01T10:00');
    press('Ask Cai');
    expect(text()).toContain('That is very far away.');
    const soon_at = new Date(Date.now() + 86_400_000).toISOString().slice(0, 16);
    write('When, if you know it already', soon_at);
    write('A few words', 'by the river');
    press('Ask Cai');
    const { meet_up, other, kind, at, body } = await sent('propose_meet_up');
    expect([other, kind, at]).toEqual(['Cai', 'walk', new Date(soon_at).getTime()]);
    expect(await open('meet_up', body, '-', meet_up)).toBe('by the river');
    await answers();
    await reads('Cai is asked, and answers when they like.');
  });

  it('are asked by a card, answered by one act, and let go in two', async () => {
    await shows();
    const asks = { meet_up: 'm', by: 'Cai', other: now.membership.me, kind: 'meal' } as const;
    told({ type: 'meet_up_proposed', ...asks });
    await reads('Cai would like to meet you');
    press('Yes');
    expect(await sent('answer_meet_up')).toEqual({
      type: 'answer_meet_up',
      meet_up: 'm',
      yes: true,
    });
    told({ type: 'meet_up_answered', meet_up: 'm', yes: true });
    await opens('Asks, offers, small steps');
    await reads('You and Cai mean to meet');
    press('Let it go');
    expect(asked('end_meet_up')).toEqual([]);
    press('Yes, let it go');
    await sent('end_meet_up');
  });

  it('take the date home in a file that names nobody', async () => {
    const files: Blob[] = [];
    URL.createObjectURL = vi.fn((blob: Blob) => {
      files.push(blob);
      return 'blob:';
    });
    URL.revokeObjectURL = vi.fn();
    vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(() => undefined);
    const at = Date.UTC(2031, 4, 4, 10, 30);
    const two = { by: 'Cai', other: now.membership.me };
    const meet_ups: View['meet_ups'] = [{ meet_up: 'm', ...two, kind: 'walk', at, yes: true }];
    await shows({ gathering: null, view: { meet_ups } });
    await opens('Asks, offers, small steps');
    await offers('Put it in my calendar');
    press('Put it in my calendar');
    await reads('The file is made.');
    const file = await text_of(files[0]);
    expect(file).toContain('SUMMARY:A walk');
    expect(file).toContain('DTSTART:20310504T103000Z');
    expect(file).not.toContain('Cai');
    expect(file).not.toContain(now.membership.circle);
  });

  it('hear a no as none to them', async () => {
    const meet_ups: View['meet_ups'] = [
      { meet_up: 'm', by: now.membership.me, other: 'Cai', kind: 'text', yes: false },
    ];
    await shows({ gathering: null, view: { meet_ups } });
    await opens('Asks, offers, small steps');
    await reads('Cai cannot just now. Asking was right.');
    press('I see');
    await sent('end_meet_up');
  });
});

it('all that I carry is kept of me, and is taken back there', async () => {
  const board = [
    await entry_of(now.membership.me, { by: now.membership.me }),
    await entry_of('Ana', { answers: [{ member: now.membership.me, answer: 'yes' }] }),
  ];
  const small_steps = [await step_of(now.membership.me, { by: now.membership.me })];
  const capacities: GatheringView['capacities'] = [
    { member: now.membership.me, capacity: 'tender', seen_by: 'keepers' },
  ];
  await shows({ gathering: { capacities }, view: { board, small_steps } });
  await opens('What is kept of me');
  await reads('call my sister');
  await reads('Today: Tender');
  const acts = [
    ['Take it back', 'take_back_capacity'],
    ['Take it down', 'take_off_board'],
    ['Take my answer back', 'take_back_answer'],
    ['Let it go', 'let_go_of_step'],
  ] as const;
  for (const [name, type] of acts) {
    press(name);
    await sent(type);
    await answers();
    expect(asked(type)).toHaveLength(1);
  }
});
