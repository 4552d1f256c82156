// @vitest-environment jsdom
// Holds support at hand to what it owes: it is there whatever the network does, shows nothing that
// the file does not say, and everything in it can be stopped or left alone.
import { flushSync, mount, unmount, type Component } from 'svelte';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Membership } from '../../client-web/src/circle/membership';
import { Place } from '../../client-web/src/circle/place.svelte';
import AtHand from '../../client-web/src/parts/AtHand.svelte';
import AtHandButton from '../../client-web/src/parts/AtHandButton.svelte';
import { countries_of } from '../../client-web/src/parts/places';
import InCircle from '../../client-web/src/screens/InCircle.svelte';
import { load_inside } from '../../client-web/src/screens/inside';
import file from '../../client-web/public/places.json';
import { FakeSocket } from './fake_socket';
import { like_a_browser } from './on_screen';
import { living } from './stage';

await load_inside();

let membership: Membership;
let place: Place;
let page: ReturnType<typeof mount> | undefined;

const answers = (answer: unknown, ok = true) =>
  vi.stubGlobal(
    'fetch',
    vi.fn(() => Promise.resolve({ ok, json: () => Promise.resolve(answer) })),
  );

beforeEach(async () => {
  like_a_browser();
  answers(file);
  FakeSocket.made = [];
  membership = await living({});
  place = new Place(membership);
});
afterEach(() => {
  if (page) void unmount(page);
  page = undefined;
  place.end();
  vi.unstubAllGlobals();
});

async function shows<Props extends Record<string, unknown>>(part: Component<Props>, props: Props) {
  page = mount(part, { target: document.body, props });
  await vi.waitFor(() => {
    flushSync();
    expect(text()).not.toBe('');
  });
}
const text = () => document.body.textContent ?? '';
const button = (name: string) =>
  [...document.querySelectorAll('button')].find((each) => each.textContent.trim() === name);
function press(name: string) {
  button(name)?.click();
  flushSync();
}
const says = (words: string) =>
  vi.waitFor(() => {
    flushSync();
    expect(text()).toContain(words);
  });

it('names the places by country, each with a number to call and its day', async () => {
  await shows(AtHand, { from_keeper: 'Ring me, 555.' });
  await says('Samaritans');
  expect(fetch).toHaveBeenCalledWith('/places.json', { mode: 'same-origin', redirect: 'error' });
  const links = [...document.querySelectorAll('a')].map((each) => each.getAttribute('href'));
  expect(links).toEqual(['tel:988', 'tel:116123', 'tel:112']);
  expect(text().match(/Looked at on/g)).toHaveLength(4);
  expect(text()).toContain('findahelpline.com');
  expect(text().indexOf('Ring me, 555.')).toBeLessThan(text().indexOf('988'));
});

it.each([
  ['nothing', () => vi.stubGlobal('fetch', () => Promise.reject(new Error('offline')))],
  ['an error', () => answers({}, false)],
  ['something else', () => answers(['not a list of places'])],
  ['no place', () => answers({ places: [] })],
])('says what to do where the server answers %s', async (_, answer) => {
  answer();
  await shows(AtHand, { from_keeper: 'Ring me, 555.' });
  await says('call the emergency number where you are');
  expect(text()).toContain('112');
  expect(text()).toContain('Ring me, 555.');
});

it('takes from the file what it can show, and dials nothing but a number', () => {
  const a = { name: 'A', how: 'Call', verified_on: '2026-11-24' };
  const turn = { where: 'Here', ...a };
  const places = [
    { ...turn, tel: '+49 30' },
    { ...turn, name: 'B', tel: '+4930' },
    { ...turn, name: 'C', verified_on: 'lately' },
    { ...turn, name: 7 },
    { ...turn, name: 'D', where: 'There' },
  ];
  expect(countries_of({ places }, 'en')).toEqual([
    { where: 'Here', turns: [a, { ...a, name: 'B', tel: '+4930' }] },
    { where: 'There', turns: [{ ...a, name: 'D' }] },
  ]);
});

it('names the places in the language of who reads, where the file has it', () => {
  const verified_on = '2026-11-24';
  const places = [
    { where: { en: 'Here', es: 'Aquí' }, name: 'A', how: { en: 'Call', es: 'Llama' }, verified_on },
    { where: { en: 'Here', es: 'Aquí' }, name: { eu: 'B' }, how: 'Call', verified_on },
    { where: 'Here', name: {}, how: { es: 7 }, verified_on },
  ];
  expect(countries_of({ places }, 'es')).toEqual([
    {
      where: 'Aquí',
      turns: [
        { name: 'A', how: 'Llama', verified_on },
        { name: 'B', how: 'Call', verified_on },
      ],
    },
  ]);
  expect(countries_of({ places }, 'de').map(({ where }) => where)).toEqual(['Here']);
});

it('the slow circle moves only while it is asked for', async () => {
  await shows(AtHand, { from_keeper: undefined });
  expect(document.querySelector('.breath')).toBeNull();
  press('Breathe with a slow circle');
  expect(document.querySelector('.breath')?.getAttribute('aria-hidden')).toBe('true');
  expect(document.querySelector('.breath')?.textContent).not.toMatch(/\d/);
  press('Stop the circle');
  expect(document.querySelector('.breath')).toBeNull();
});

it('the senses can be read whole, or one at a time', async () => {
  await shows(AtHand, { from_keeper: undefined });
  const see = 'Five things that you can see.';
  const taste = 'One thing that you can taste';
  expect(text()).toContain(see);
  expect(text()).toContain(taste);
  press('One at a time');
  expect(text()).toContain(see);
  expect(text()).not.toContain(taste);
  for (let step = 1; step < 5; step += 1) press('The next one');
  expect(text()).toContain(taste);
  expect(button('The next one')).toBeUndefined();
  press('All of them');
  expect(text()).toContain(see);
  expect(text().match(/It is fine if it does not help/g)).toHaveLength(3);
});

it('nobody can step away from where they are not', async () => {
  await shows(AtHandButton, {});
  press('Support at hand');
  expect(button('Step away for a while')).toBeUndefined();
});

it('who steps away sees nothing of the circle, and comes back by one act', async () => {
  page = mount(AtHandButton, { target: document.body, props: { place } });
  const circle = mount(InCircle, { target: document.body, props: { place } });
  flushSync();
  press('Support at hand');
  press('Step away for a while');
  expect(place.state).toBe('stepped_away');
  expect(document.querySelector('[aria-label="The ring"]')).toBeNull();
  expect(document.querySelector('dialog')).toBeNull();
  await says('Your place is kept.');
  await says('Samaritans');
  press('Come back');
  FakeSocket.last.opens().says({ type: 'resumed', now: 0 });
  flushSync();
  expect(document.querySelector('[aria-label="The ring"]')).not.toBeNull();
  void unmount(circle);
});
