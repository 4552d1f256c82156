// @vitest-environment jsdom
// Holds what stands behind the door to what it owes: to keepers, who waits and the acts for it,
// without hiding the ring; to everybody, a yes that is asked kindly.
import { flushSync, mount, unmount, type Component } from 'svelte';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Membership } from '../../client-web/src/circle/membership';
import { Place } from '../../client-web/src/circle/place.svelte';
import type { Event, View } from '../../client-web/src/circle/words';
import CircleSettings from '../../client-web/src/parts/CircleSettings.svelte';
import ForMe from '../../client-web/src/parts/ForMe.svelte';
import { like } from '../../client-web/src/parts/liking.svelte';
import Gathered from '../../client-web/src/screens/Gathered.svelte';
import { say } from '../../client-web/src/words/say';
import { make_id } from '../../client-web/src/seal/bytes';
import { FakeSocket } from './fake_socket';
import {
  answers,
  asked,
  button,
  labelled,
  like_a_browser,
  press,
  shown,
  text,
  tick,
  write,
} from './on_screen';
import { living, teller, view_of, welcome } from './stage';

let membership: Membership;
let place: Place;
let page: ReturnType<typeof mount> | undefined;

beforeEach(() => {
  like_a_browser();
  FakeSocket.made = [];
});
afterEach(() => {
  if (page) void unmount(page);
  page = undefined;
  place.end();
});

type Shown = Component<{ place: Place; close: () => void }>;
const seal = (kind: 'name' | 'door_words' | 'agreements', author: string, said: string) =>
  membership.ring.seal({ kind, author, id: '-' }, said);
const waits = async (member: string, witness = false): Promise<Event> => ({
  type: 'waiting_began',
  member,
  name: await seal('name', member, member),
  witness,
  words: await seal('door_words', member, `I am ${member}.`),
});
let tell: ReturnType<typeof teller>;

async function is_in(keeper: boolean, more: Partial<View> = {}, part: Shown = Gathered) {
  membership = await living({});
  place = new Place(membership);
  const view = view_of(membership.me, {});
  const members = view.members.map((each) =>
    each.member === view.me ? { ...each, keeper } : each,
  );
  const agreements = await seal('agreements', '-', 'We listen.');
  FakeSocket.last.says(welcome({ ...view, members, agreements, ...more }));
  tell = teller();
  page = mount(part, { target: document.body, props: { place, close: () => undefined } });
  flushSync();
}
const knock = async (member: string, witness = false) => {
  tell(await waits(member, witness));
  flushSync();
};
const ticked = () =>
  [...document.querySelectorAll<HTMLInputElement>('input[type="checkbox"]:checked')].map(
    ({ value }) => value,
  );

it('a keeper sees in one line that somebody waits, and who when they wish to', async () => {
  await is_in(true);
  expect(text()).not.toContain('waits at the door');
  await knock('Gil');
  expect(text()).toContain('Somebody waits at the door');
  expect(text()).not.toContain('I am Gil.');
  press('See who');
  await shown('I am Gil.');
  expect(ticked()).toEqual(['Gil']);
  press('Let in');
  expect(asked('let_in')).toEqual([{ type: 'let_in', people: ['Gil'], witness: false }]);
  await answers();
  expect(text()).toContain('Let in: Gil.');
  tell({ type: 'waiting_ended', member: 'Gil', how: 'let_in' });
  flushSync();
  expect(text()).not.toContain('waits at the door');
});

it('who comes later is not chosen by themselves, and all are one act', async () => {
  await is_in(true);
  await knock('Gil');
  press('See who');
  await knock('Hana');
  await shown('I am Hana.');
  expect(text()).toContain('2 people wait at the door');
  expect(ticked()).toEqual(['Gil']);
  press('Choose all');
  press('Let in as quiet company');
  expect(asked('let_in')).toEqual([{ type: 'let_in', people: ['Gil', 'Hana'], witness: true }]);
});

it("'not today' takes two acts, and says what they will read", async () => {
  await is_in(true);
  await knock('Gil');
  press('See who');
  await shown('Gil');
  press('Not today');
  expect(asked('turn_away')).toEqual([]);
  expect(text()).toContain('Gil will read:');
  expect(text()).toContain(say('closed.not_today'));
  press('Cancel');
  press('Not today');
  press('Tell them');
  expect(asked('turn_away')).toEqual([{ type: 'turn_away', people: ['Gil'] }]);
});

it('where no seat is free, people can be let in as quiet company', async () => {
  await is_in(true, { seats: 2 });
  await knock('Gil');
  press('See who');
  expect(text()).toContain('There are not enough free seats.');
  expect(button('Let in')?.disabled).toBe(true);
  expect(button('Let in as quiet company')?.disabled).toBe(false);
});

it('a refusal is said where it was asked, also before a gathering', async () => {
  await is_in(true);
  await knock('Gil');
  press('See who');
  press('Let in');
  await answers('nobody_waits');
  expect(text()).toContain('Not like this.');
});

it.each([
  ['agreements_shown', 'Somebody new is here; these are our agreements'],
  ['words_changed', 'Our agreements were changed'],
  [undefined, 'Our agreements, once more'],
] as const)('the agreements are asked again, and nothing waits for it (%s)', async (why, bar) => {
  await is_in(false, { agreed: why !== undefined });
  if (why === 'agreements_shown') tell({ type: why });
  if (why === 'words_changed') {
    tell({ type: why, agreements: await seal('agreements', '-', 'We listen well.') });
  }
  flushSync();
  expect(text()).toContain(bar);
  expect(text()).not.toContain('Nobody sees who has said yes.');
  press('Read');
  await shown('We listen');
  press('Yes, I agree to this');
  const number = why === 'words_changed' ? 2 : 1;
  expect(asked('agree')).toEqual([{ type: 'agree', agreed: number }]);
  tell({ type: 'agreed', agreed: number });
  flushSync();
  expect(text()).not.toContain(bar);
});

it('a keeper lets nobody new in, sees that it is so, and opens again', async () => {
  await is_in(true);
  press('Let nobody new in');
  expect(asked('lock_gathering')).toEqual([{ type: 'lock_gathering', on: true }]);
  tell({ type: 'gathering_locked', by: membership.me, on: true });
  flushSync();
  expect(text()).toContain('Nobody new comes in until this gathering closes.');
  press('Let people in again');
  expect(asked('lock_gathering').at(-1)).toEqual({ type: 'lock_gathering', on: false });
});

it('members see nothing of the door, and nothing of the lock but a word among the people', async () => {
  await is_in(false);
  tell({ type: 'gathering_locked', by: 'Ana', on: true });
  flushSync();
  expect(text()).not.toContain('Nobody new comes in');
  expect(button('Let people in again')).toBeUndefined();
  press('More');
  press('People');
  expect(text()).toContain('Nobody new comes in until this gathering closes.');
});

it('the knock and the seats are changed, within bounds', async () => {
  await is_in(true, {}, CircleSettings);
  tick('People knock first');
  expect(asked('change_door')).toEqual([{ type: 'change_door', knock: true }]);
  write('Seats in the ring', '1');
  expect(text()).toContain('Please write a number from 2 to 100.');
  expect(button('Change the seats')?.disabled).toBe(true);
  write('Seats in the ring', '12');
  press('Change the seats');
  expect(asked('change_door').at(-1)).toEqual({ type: 'change_door', seats: 12 });
  await answers('too_few_seats');
  expect(text()).toContain('Not like this.');
});

it('an invitation for one person is shown with its link here, and can be taken back', async () => {
  await is_in(true, {}, CircleSettings);
  write('For whom', 'Dia');
  press('Make an invitation');
  await vi.waitFor(() => expect(asked('add_invitation')).toHaveLength(1));
  const [made] = asked('add_invitation');
  if (made?.type !== 'add_invitation' || !made.words) throw new Error('none');
  const { invitation, words } = made;
  tell({ type: 'invitation_added', invitation, by: membership.me, words });
  await answers();
  await shown('For Dia');
  const link = labelled('For Dia').value;
  expect(link).toContain(`#o.${made.token}.`);
  press('Take back the one for Dia');
  expect(asked('take_back_invitation')).toEqual([{ type: 'take_back_invitation', invitation }]);
  tell({ type: 'invitation_ended', invitation });
  const other = { invitation: make_id(), by: 'Ana' };
  tell({ type: 'invitation_added', ...other });
  flushSync();
  expect(text()).not.toContain('Dia');
  expect(text()).toContain('Its link is no longer shown.');
});

it('only words that changed are sent: others need no new yes', async () => {
  await is_in(true);
  await shown('The ring');
  void unmount(page as object);
  await vi.waitFor(() => expect(place.agreements).toBe('We listen.'));
  page = mount(CircleSettings, {
    target: document.body,
    props: { place, close: () => undefined },
  });
  flushSync();
  write('Title', 'Another');
  const save = () => press('Save');
  save();
  await vi.waitFor(() => expect(asked('change_words')).toHaveLength(1));
  expect(Object.keys(asked('change_words')[0] ?? {})).toEqual(['type', 'title']);
  await answers();
  expect(asked('agree')).toEqual([]);
  write('Agreements', 'We listen well.');
  save();
  await vi.waitFor(() => expect(asked('change_words')).toHaveLength(2));
  expect(asked('change_words')[1]).toHaveProperty('agreements');
  await answers();
  await vi.waitFor(() => expect(asked('agree')).toHaveLength(1)); // who wrote them said yes
});

it.each([
  [true, true, true],
  [true, false, false],
  [false, true, false],
])('a sound at the door is for keepers who chose sounds (%s %s)', async (keeper, sound, has) => {
  like({ sound });
  await is_in(keeper, {}, ForMe);
  expect(text().includes('A sound at the door')).toBe(has);
  like({ sound: false });
});
