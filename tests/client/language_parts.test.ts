// @vitest-environment jsdom
// Holds the pages to the language of whoever reads them: found before joining, kept for this device,
// and changed at once in every sentence, while what is being written stays.
import { flushSync, mount, unmount, type Component } from 'svelte';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Membership } from '../../client-web/src/circle/membership';
import { Place } from '../../client-web/src/circle/place.svelte';
import { all_templates } from '../../client-web/src/circle/templates';
import CircleSettings from '../../client-web/src/parts/CircleSettings.svelte';
import ForMe from '../../client-web/src/parts/ForMe.svelte';
import OwnPractices from '../../client-web/src/parts/editor/OwnPractices.svelte';
import KeptOfMe from '../../client-web/src/parts/KeptOfMe.svelte';
import { like } from '../../client-web/src/parts/liking.svelte';
import People from '../../client-web/src/parts/People.svelte';
import PracticeChooser from '../../client-web/src/parts/PracticeChooser.svelte';
import { begin_speaking } from '../../client-web/src/parts/speaking';
import Steadying from '../../client-web/src/parts/Steadying.svelte';
import Front from '../../client-web/src/screens/Front.svelte';
import Gathered from '../../client-web/src/screens/Gathered.svelte';
import Make from '../../client-web/src/screens/Make.svelte';
import NoLink from '../../client-web/src/screens/NoLink.svelte';
import { catalogue_of } from '../../client-web/src/words/languages';
import { speak } from '../../client-web/src/words/spoken.svelte';
import { FakeSocket } from './fake_socket';
import { labelled, like_a_browser, shown, text, write } from './on_screen';
import { living, view_of, welcome } from './stage';

let membership: Membership;
let place: Place;
let page: ReturnType<typeof mount> | undefined;
const root = document.documentElement;
const kept = () => JSON.parse(localStorage.getItem('circlekeeper.likings') ?? '{}') as object;

beforeEach(async () => {
  like_a_browser();
  localStorage.clear();
  vi.stubGlobal(
    'fetch',
    vi.fn(() => Promise.reject(new Error('no list of places'))),
  );
  FakeSocket.made = [];
  membership = await living({});
  place = new Place(membership);
  const view = view_of(membership.me, {});
  const members = view.members.map((each) => ({ ...each, keeper: each.member === view.me }));
  FakeSocket.last.says(welcome({ ...view, members }));
});
afterEach(async () => {
  if (page) void unmount(page);
  page = undefined;
  place.end();
  like({ language: undefined });
  await begin_speaking(['en']);
  vi.unstubAllGlobals();
});

function shows<Props extends Record<string, unknown>>(part: Component<Props>, props: Props) {
  page = mount(part, { target: document.body, props });
  flushSync();
}
function choose(select: HTMLSelectElement, value: string) {
  select.value = value;
  select.dispatchEvent(new window.Event('change', { bubbles: true }));
}

describe('another language', () => {
  it('is found by its own name, and chosen at once and for this device', async () => {
    shows(Front, { begin: () => undefined });
    const select = labelled('Language') as unknown as HTMLSelectElement;
    const names = [...select.options].map((each) => [each.value, each.lang, each.text]);
    expect(names).toContainEqual(['en', 'en', 'English']);
    expect(names).toContainEqual(['es', 'es', 'Español']);
    expect(names.map(([code]) => code).filter((code) => code?.includes('-X'))).toEqual([]);
    choose(select, 'es');
    await shown((await catalogue_of('es'))['front.make'] ?? '');
    expect([root.lang, root.dir]).toEqual(['es', 'ltr']);
    expect(document.title).toBe((await catalogue_of('es'))['page.title']);
    expect(kept()).toMatchObject({ language: 'es' });
    expect(document.activeElement).toBe(document.body);
  });

  it('is not followed where it cannot be fetched', async () => {
    shows(Front, { begin: () => undefined });
    const select = labelled('Language') as unknown as HTMLSelectElement;
    select.add(new Option('tlhIngan Hol', 'tlh'));
    choose(select, 'tlh');
    await shown('This language could not be loaded just now.');
    expect(select.value).toBe('en');
    expect(kept()).not.toHaveProperty('language');
  });

  it('is there where a link is missing, and in what is for me', async () => {
    shows(NoLink, {});
    expect(labelled('Language').value).toBe('en');
    if (page) void unmount(page);
    shows(ForMe, { place, close: () => undefined });
    expect(labelled('Language').value).toBe('en');
  });
});

describe('the language of the page', () => {
  it('is the browser’s at first', async () => {
    await begin_speaking(['es-AR', 'en']);
    expect([root.lang, root.dir]).toEqual(['es', 'ltr']);
    shows(NoLink, {});
    expect(text()).toContain((await catalogue_of('es'))['nolink.title']);
  });

  it('is the one that was chosen here, whatever the browser wants', async () => {
    like({ language: 'es' });
    await begin_speaking(['en']);
    expect(root.lang).toBe('es');
  });

  it('is read from the other side where that is how it is written', async () => {
    like({ language: 'ar-XB' });
    await begin_speaking(['en']);
    expect([root.lang, root.dir]).toEqual(['ar-XB', 'rtl']);
  });
});

it('what is being written stays while the language changes', async () => {
  shows(Make, { make: () => Promise.resolve(), back: () => undefined });
  write('What is the circle called?', 'Evening');
  const agreements = () => document.querySelector('textarea')?.value;
  expect(agreements()).toMatch(/^What is said here stays here\.\n/);
  await speak('es');
  flushSync();
  const spanish = await catalogue_of('es');
  expect(labelled(spanish['make.name_of_circle'] ?? '').value).toBe('Evening');
  expect(agreements()?.split('\n')[0]).toBe(spanish['agreements.1']);
  write(spanish['make.agreements'] ?? '', 'Ours.');
  await speak('en');
  flushSync();
  expect(agreements()).toBe('Ours.');
});

it('a practice is offered in the language of who chooses it', async () => {
  await speak('es');
  const [first] = await all_templates(); // here already, so that showing them waits for no file
  shows(PracticeChooser, { place, done: () => undefined });
  await shown(first?.words['es']?.title ?? 'no words in Spanish');
  expect(text()).not.toContain(first?.words['en']?.title);
});

/** Words of more than three letters without an accent: nobody said them in the strange language. */
const plain = /(?<!\p{L})[a-zA-Z]{4,}(?!\p{L})/gu;
const names = new Set(['English', 'Español', 'Pseudo', 'Accents']);

function left_in_english(): string[] {
  const spoken = [...document.body.querySelectorAll<HTMLElement>('[aria-label]')];
  const said = `${document.body.innerHTML.replace(/<[^>]*>/g, '\n')}\n${spoken.map((each) => each.ariaLabel).join('\n')}`;
  return [...new Set(said.match(plain))].filter((word) => !names.has(word));
}

describe('every sentence changes at once', () => {
  const close = () => undefined;
  const parts: [string, () => void][] = [
    ['the front page', () => shows(Front, { begin: close })],
    ['the making of a circle', () => shows(Make, { make: () => Promise.resolve(), back: close })],
    ['the circle', () => shows(Gathered, { place })],
    ['what is for me', () => shows(ForMe, { place, close })],
    ['what is kept of me', () => shows(KeptOfMe, { place, close, leave: close })],
    ['the people', () => shows(People, { place, close })],
    ['the settings', () => shows(CircleSettings, { place, close })],
    ['practices of our own', () => shows(OwnPractices, { place, close })],
    ['steadying oneself', () => shows(Steadying, {})],
  ];

  it.each(parts)('on %s', async (_name, show) => {
    show();
    await vi.waitFor(() => expect(text().length).toBeGreaterThan(20));
    const before = text();
    expect(left_in_english().length).toBeGreaterThan(3);
    await speak('en-XA');
    flushSync();
    expect(text()).not.toBe(before);
    expect(left_in_english()).toEqual([]);
  });
});
