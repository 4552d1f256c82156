// @vitest-environment jsdom
// Holds the cards of the repair gate to what they owe: every question asked to its end, one frame,
// kind words in both cases, and a card that can be left alone.
import { flushSync, mount, unmount } from 'svelte';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { questions } from '../../client-web/src/circle/gate';
import type { Membership } from '../../client-web/src/circle/membership';
import { Place } from '../../client-web/src/circle/place.svelte';
import type { ClientFrame, Event, GatheringView } from '../../client-web/src/circle/words';
import Gathered from '../../client-web/src/screens/Gathered.svelte';
import { member } from './circle';
import { FakeSocket } from './fake_socket';
import { like_a_browser } from './on_screen';
import { living, teller, view_of, welcome } from './stage';

let membership: Membership;
let place: Place;
let page: ReturnType<typeof mount> | undefined;

beforeEach(async () => {
  like_a_browser();
  FakeSocket.made = [];
  membership = await living({});
  place = new Place(membership);
});
afterEach(() => {
  if (page) void unmount(page);
  page = undefined;
  place.end();
});

function shows(gathering: Partial<GatheringView> = {}, keeper = false) {
  const view = view_of(membership.me, gathering);
  const members = [...view.members, member('Cai')].map((each) =>
    each.member === view.me ? { ...each, keeper } : each,
  );
  FakeSocket.last.says(welcome({ ...view, members }));
  page = mount(Gathered, { target: document.body, props: { place } });
  flushSync();
}
const text = () => document.body.textContent ?? '';
const button = (name: string) =>
  [...document.querySelectorAll('button')].find((each) => each.textContent.trim() === name);
function press(name: string) {
  button(name)?.click();
  flushSync();
}
const frames = (type: ClientFrame['type']) => FakeSocket.last.sent_of(type);

/** Answers each question with what opens the gate, but one; nothing is said before the last. */
function answer_all(but?: string) {
  for (const { key, opens } of questions) {
    expect(text()).not.toContain('What you could do instead');
    const answer = key === but ? 'unsure' : opens;
    const radio = document.querySelector<HTMLInputElement>(`input[value="${answer}"]`);
    expect(radio?.required).toBe(true);
    radio?.click();
    flushSync();
    document.querySelector('dialog form')?.dispatchEvent(new Event('submit'));
    flushSync();
  }
}

function begin_to_ask() {
  press('More');
  press('Ask for a repair');
  const select = document.querySelector<HTMLSelectElement>('dialog select');
  if (!select) throw new Error('nobody to choose');
  select.value = 'Cai';
  select.dispatchEvent(new Event('change'));
  flushSync();
  document.querySelector('dialog form')?.dispatchEvent(new Event('submit'));
  flushSync();
}

it('who asks answers first, and one frame leaves', () => {
  shows();
  begin_to_ask();
  expect(text()).toContain('Question 1 of 5');
  expect(frames('ask_repair')).toEqual([]);
  answer_all();
  expect(text()).toContain('Your ask is on its way.');
  expect(frames('ask_repair')).toEqual([{ type: 'ask_repair', with: 'Cai', gate: 'goes_on' }]);
});

it.each(questions.map(({ key }) => key))(
  'every question is asked where %s closes the gate, and what can be done instead is said',
  (key) => {
    shows();
    begin_to_ask();
    answer_all(key);
    expect(text()).toContain('What you could do instead');
    expect(text()).toContain('Support at hand');
    expect(frames('ask_repair')).toEqual([{ type: 'ask_repair', with: 'Cai', gate: 'not_now' }]);
    expect(membership.shown.repairs.asked).toBeUndefined();
  },
);

it('who is asked can say not now at once', () => {
  shows();
  FakeSocket.last.says({ type: 'repair_asked', by: 'Cai' });
  flushSync();
  expect(text()).toContain('would like to look at something that hurt, with you.');
  press('Not now');
  expect(text()).not.toContain('would like to look at something that hurt');
  expect(frames('answer_repair')).toEqual([{ type: 'answer_repair', by: 'Cai', gate: 'not_now' }]);
});

it.each([
  [undefined, 'goes_on', 'You both wish to look at it.'],
  ['afraid', 'not_now', 'What you could do instead'],
] as const)('who is asked answers the same questions alone (%s)', (but, gate, words) => {
  shows();
  FakeSocket.last.says({ type: 'repair_asked', by: 'Cai' });
  flushSync();
  press('Look at it');
  answer_all(but);
  expect(text()).toContain(words);
  expect(frames('answer_repair')).toEqual([{ type: 'answer_repair', by: 'Cai', gate }]);
});

it('what is being answered stays, though the card comes and goes', () => {
  shows();
  FakeSocket.last.says({ type: 'repair_asked', by: 'Cai' });
  flushSync();
  press('Look at it');
  teller()({ type: 'server_restarted' });
  flushSync();
  answer_all();
  expect(frames('answer_repair')).toHaveLength(1);
});

it('at the end there is one sentence, that can be put away', () => {
  shows();
  membership.repairs.ask(place.view as never, 'Cai', 'goes_on');
  const closed: Event = {
    type: 'gathering_closed',
    why: 'keeper',
    ring: 2,
    came: false,
    went: false,
  };
  teller()(closed);
  flushSync();
  expect(text()).toContain('Not this time.');
  const card = document.querySelector('section[aria-label="A repair"]');
  card?.querySelector('button')?.click();
  flushSync();
  expect(text()).not.toContain('Not this time.');
});

it('where the server forgot, it can be asked again', () => {
  shows();
  membership.repairs.ask(place.view as never, 'Cai', 'goes_on');
  teller()({ type: 'server_restarted' });
  flushSync();
  press('Ask again');
  expect(text()).toContain('Question 1 of 5');
  answer_all();
  expect(frames('ask_repair')).toHaveLength(2);
  expect(text()).not.toContain('has forgotten');
});

it('a keeper is told of two people, and can choose a repair or put it away', async () => {
  shows({ offered: [], passed: [{ one: 'Ana', other: 'Cai' }] }, true);
  expect(text()).toContain('would both like to look at something that hurt.');
  press('Choose a repair');
  await vi.waitFor(() => {
    flushSync();
    expect(document.querySelectorAll('dialog input[type="radio"]').length).toBeGreaterThan(0);
  });
  expect(document.querySelectorAll('dialog input[type="radio"]').length).toBeLessThan(6);
  press('Close');
  press('Not now');
  expect(text()).not.toContain('would both like to look');
  expect(FakeSocket.last.sent_of('command')).toEqual([]);
});
