// @vitest-environment jsdom
// Holds the screens of the door to what they owe to who comes: a yes and a name, calm, and one act.
import { flushSync, mount, unmount } from 'svelte';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { come } from '../../client-web/src/circle/coming';
import type { Membership, Surroundings } from '../../client-web/src/circle/membership';
import { Place } from '../../client-web/src/circle/place.svelte';
import type { DoorView, Sealed } from '../../client-web/src/circle/words';
import Door from '../../client-web/src/screens/Door.svelte';
import { make_id, make_secret } from '../../client-web/src/seal/bytes';
import { catalogue_of } from '../../client-web/src/words/languages';
import { speak } from '../../client-web/src/words/spoken.svelte';
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
import { door, surroundings } from './stage';

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

const circle = make_id();
let here: Surroundings;
const words = (kind: 'title' | 'agreements', said: string) =>
  membership.ring.seal({ kind, author: '-', id: '-' }, said);
let title: Sealed;
let agreements: Sealed;

const at = (more: Partial<DoorView> = {}) => {
  FakeSocket.last.says(door(circle, { title, agreements, ...more }));
  flushSync();
};
async function comes(more: Partial<DoorView> = {}) {
  here = surroundings();
  const link = { circle, kind: 'invitation', token: make_secret(), key: make_secret() } as const;
  membership = (await come(circle, here, link)) as Membership;
  title = await words('title', 'Evening circle');
  agreements = await words('agreements', 'We listen.\nWe are kind.');
  place = new Place(membership);
  await membership.start();
  FakeSocket.last.opens();
  at(more);
  page = mount(Door, { target: document.body, props: { place } });
  await shown('We are kind.');
}
const submit = async () => {
  document.querySelector('form')?.dispatchEvent(new window.Event('submit', { cancelable: true }));
  await vi.waitFor(() => expect(asked('join')).toHaveLength(1));
  flushSync();
};

it('asks for a yes and a name before anything else', async () => {
  await comes();
  const fields = [...document.querySelectorAll('form input, form textarea')];
  expect(fields[0]).toBe(labelled('Yes, I agree to this'));
  expect(fields[1]).toBe(labelled('What may we call you?'));
  expect(text()).not.toContain('A few words for the keepers');
  expect(button('Join the circle')).toBeDefined();
});

it('another language is found before joining, and what one wrote stays', async () => {
  await comes();
  expect(labelled('Language').value).toBe('en');
  tick('Yes, I agree to this');
  write('What may we call you?', 'Noor');
  await speak('es');
  flushSync();
  const spanish = await catalogue_of('es');
  expect(labelled(spanish['door.yes'] ?? '').checked).toBe(true);
  expect(labelled(spanish['door.name'] ?? '').value).toBe('Noor');
  expect(button(spanish['door.join'] ?? '')).toBeDefined();
  await speak('en');
});

it('where one knocks, there are a few words for the keepers, and then a calm wait', async () => {
  await comes({ knock: true });
  tick('Yes, I agree to this');
  write('What may we call you?', 'Ama');
  write('A few words for the keepers', 'From the library.');
  expect(button('Knock at the door')).toBeDefined();
  await submit();
  expect(asked('join')[0]).toMatchObject({ agreed: 1, witness: false });
  at({ knock: true, waits: true });
  await answers();
  expect(text()).toContain('The keepers know that you are here.');
  expect(text()).toContain('We are kind.');
  expect(document.activeElement?.textContent).toContain('The keepers know');
  expect(text()).not.toMatch(/\d/);
  press('Go back');
  await vi.waitFor(() => expect(membership.shown.waiting.knocks).toBe(false));
  flushSync();
  expect(labelled('What may we call you?').value).toBe('Ama');
});

it('what was written stands there again, where a knock after a reload is refused', async () => {
  await comes({ knock: true });
  tick('Yes, I agree to this');
  write('What may we call you?', 'Ama');
  await submit();
  at({ knock: true, waits: true });
  await answers();
  void unmount(page as object);
  place.end();
  await vi.waitFor(async () => expect(await here.tab.names('knock/')).toHaveLength(1));
  membership = (await come(circle, here)) as Membership;
  place = new Place(membership);
  await membership.start();
  FakeSocket.last.opens();
  at({ knock: true, agreements_number: 2 });
  page = mount(Door, { target: document.body, props: { place } });
  flushSync();
  expect(text()).toContain('The keepers know that you are here.');
  await answers('agreements_changed');
  await shown('The agreements were changed just now.');
  await vi.waitFor(() => expect(labelled('What may we call you?').value).toBe('Ama'));
  expect(labelled('Yes, I agree to this').checked).toBe(false);
});

it('takes the yes back where the agreements change, and says what is new', async () => {
  await comes();
  tick('Yes, I agree to this');
  agreements = await words('agreements', 'We listen.\nNobody records.');
  at({ agreements_number: 2 });
  await shown('Nobody records. (new)');
  expect(text()).toContain('The agreements were changed just now.');
  expect(text()).not.toContain('We listen. (new)');
  expect(labelled('Yes, I agree to this').checked).toBe(false);
  tick('Yes, I agree to this');
  write('What may we call you?', 'Ama');
  await submit();
  expect(asked('join')[0]).toMatchObject({ agreed: 2 });
});

it('of a gathering that stays among those who are here has no button, until it is over', async () => {
  await comes({ locked: true, gathering_open: true });
  expect(text()).toContain('stays among those who are here');
  expect(button('Join the circle')).toBeUndefined();
  at();
  expect(button('Join the circle')).toBeDefined();
});

it('of a full circle is open for quiet company', async () => {
  await comes({ full: true });
  expect(text()).toContain('You are welcome as quiet company');
  expect(text()).not.toContain('With a seat');
  tick('Yes, I agree to this');
  write('What may we call you?', 'Ama');
  await submit();
  expect(asked('join')[0]).toMatchObject({ witness: true });
});
