// @vitest-environment jsdom
// Holds what is shown of a circle's life, and the keeper's record, to their word: warm, without a count
// of people's doings, in words for who hears it, and nothing lost of a note that is being written.
import { flushSync, mount, unmount } from 'svelte';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Membership } from '../../client-web/src/circle/membership';
import { Place } from '../../client-web/src/circle/place.svelte';
import type { GatheringView, HeldView, View } from '../../client-web/src/circle/words';
import { record_csv } from '../../client-web/src/parts/life/recording';
import { home_text } from '../../client-web/src/parts/home';
import InCircle from '../../client-web/src/screens/InCircle.svelte';
import { load_inside } from '../../client-web/src/screens/inside';
import { own_words, type Label } from '../../client-web/src/seal/key_ring';
import { say_day, say_moment } from '../../client-web/src/words/say';
import { FakeSocket } from './fake_socket';
import { held_at } from './lived';
import {
  answers,
  asked,
  button,
  labelled,
  like_a_browser,
  press,
  text,
  tick,
  write,
} from './on_screen';
import { kept_place, living, surroundings, teller, view_of, welcome } from './stage';

await load_inside();

const day = 24 * 60 * 60 * 1000;
let kept = kept_place();
let where = surroundings();
let membership: Membership;
let place: Place;
let page: ReturnType<typeof mount> | undefined;
let saved: { name: string; text: Promise<string> }[];

// jsdom's own are of another realm, which Web Crypto does not take.
const { constructor: buffer } = await crypto.subtle.digest('SHA-256', new Uint8Array(0));
const { constructor: bytes } = Object.getPrototypeOf(Buffer.prototype) as Uint8Array;

beforeEach(async () => {
  vi.stubGlobal('ArrayBuffer', buffer);
  vi.stubGlobal('Uint8Array', bytes);
  vi.stubGlobal('ResizeObserver', Unmeasured);
  like_a_browser();
  catches_files();
  FakeSocket.made = [];
  [kept, where] = [kept_place(), surroundings()];
  membership = await living(undefined, kept, where);
  place = new Place(membership);
});
afterEach(() => {
  leaves();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

function leaves() {
  if (page) void unmount(page);
  page = undefined;
  place.end();
}
/** jsdom measures nothing. */
class Unmeasured {
  observe = () => undefined;
  unobserve = () => undefined;
}
function catches_files() {
  saved = [];
  URL.createObjectURL = (blob) => {
    saved.push({ name: '', text: text_of(blob as Blob) });
    return 'blob:made';
  };
  URL.revokeObjectURL = () => undefined;
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (
    this: HTMLAnchorElement,
  ) {
    const last = saved.at(-1);
    if (last) last.name = this.download;
  });
}
const text_of = (blob: Blob) =>
  new Promise<string>((read) => {
    const reader = new FileReader();
    reader.onload = () => read(reader.result as string);
    reader.readAsText(blob);
  });
const dialog = () => document.querySelector('dialog')?.textContent?.replace(/\s+/g, ' ') ?? '';
const wait = (so: () => void) =>
  vi.waitFor(() => {
    flushSync();
    so();
  }, 5000);
const reads = (words: string) => wait(() => expect(text()).toContain(words));
const seal = (label: Label, words: string) => membership.ring.seal(label, words);

interface Seen {
  life?: HeldView[];
  keeper?: boolean;
  gathering?: Partial<GatheringView>;
  view?: Partial<View>;
}
async function shows({ life = [], keeper = false, gathering, view }: Seen = {}) {
  const plain = view_of(membership.me, gathering);
  const members = await Promise.all(
    plain.members.map(async (each) => {
      const is_me = each.member === plain.me;
      const name = is_me ? 'Ben Okri' : each.member;
      const label = { kind: 'name', author: each.member, id: '-' } as const;
      return { ...each, name: await seal(label, name), ...(is_me && { keeper }) };
    }),
  );
  const title = await seal(own_words('title'), 'Thursday circle');
  FakeSocket.last.says(welcome({ ...plain, members, title, life, ...view }));
  page = mount(InCircle, { target: document.body, props: { place } });
  flushSync();
}
async function opens(name: string) {
  press('More');
  press(name);
  await wait(() => expect(document.querySelector('dialog h2')?.textContent).toBe(name));
}
const title = 'The life of this circle';
const lived = () => [
  held_at(0, { ring: 3, held: [{ kind: 'check_in' }, { kind: 'round' }] }),
  held_at(2, { ring: 7, came: true, was_there: false }),
  held_at(16, {
    ring: 12,
    went: true,
    held: [{ kind: 'practice', template: 'say_back_until_right' }],
  }),
];

describe('the life of a circle', () => {
  it('is drawn, and said in words for who hears it', async () => {
    const life = lived();
    await shows({ life });
    await opens(title);
    const drawn = document.querySelector('dialog svg');
    expect(drawn?.getAttribute('role')).toBe('img');
    await wait(() => expect(drawn?.querySelector('title')?.textContent).toBe('Thursday circle'));
    await reads('“Say back until it is right”');
    const lines = [...document.querySelectorAll('dialog ol li')].map((each) => each.textContent);
    expect(lines).toEqual([
      `${say_day(life[0]?.opened_at ?? 0)}: the circle met, in a small ring. There was room for a check-in and a round. You were there.`,
      `${say_day(life[1]?.opened_at ?? 0)}: the circle met. Somebody new came.`,
      'Then the circle rested, as circles do.',
      `${say_day(life[2]?.opened_at ?? 0)}: the circle met, in a wide ring. There was room for “Say back until it is right”. Somebody went their way. You were there.`,
      'And now: the circle as it is today.',
    ]);
    const list = document.querySelector('dialog ol');
    expect(list?.classList.contains('unseen')).toBe(true);
    press('Read it in words');
    expect(list?.classList.contains('unseen')).toBe(false);
    expect(
      button('Read it in words')?.ariaPressed ??
        button('Read it in words')?.getAttribute('aria-pressed'),
    ).toBe('true');
  });

  it('draws my seat where I was, and of the others the ring alone', async () => {
    await shows({ life: lived() });
    await opens(title);
    const seats = [...document.querySelectorAll('dialog svg circle[fill="var(--clay)"]')];
    expect(seats).toHaveLength(2 + 1 + 1); // where I was, the circle of today, and what it means
    const words = [...document.querySelectorAll('dialog svg text')].map((each) => each.textContent);
    expect(words.join(' ').replace(/\b20\d\d\b/g, '')).not.toMatch(/\d/);
  });

  it('is saved as a file that stands for itself', async () => {
    await shows({ life: lived() });
    await opens(title);
    await wait(() => expect(place.title).toBe('Thursday circle'));
    press('Save the picture');
    const svg = (await saved[0]?.text) ?? '';
    expect(saved[0]?.name).toBe('picture.svg');
    const read = new DOMParser().parseFromString(svg, 'image/svg+xml');
    expect(read.querySelector('parsererror')).toBeNull();
    expect(read.documentElement.namespaceURI).toBe('http://www.w3.org/2000/svg');
    expect(read.querySelector('title')?.textContent).toBe('Thursday circle');
    expect(read.querySelector('desc')?.textContent).toContain('Rings along a line');
    expect(svg).not.toMatch(/var\(|class=|style=|href|<!--|Ben Okri/);
  });

  it('shows a long one from its end, and more of it when asked', async () => {
    await shows({ life: Array.from({ length: 70 }, (_, week) => held_at(week)) });
    await opens(title);
    const lines = () => document.querySelectorAll('dialog ol li').length;
    expect(lines()).toBe(61);
    press('Further back');
    expect(lines()).toBe(71);
    expect(button('Further back')).toBeUndefined();
  });

  it('of a circle that has not met is no empty picture', async () => {
    await shows();
    await opens(title);
    expect(dialog()).toContain('The circle has not met yet.');
    expect(document.querySelector('dialog svg')).toBeNull();
  });

  it('is one act away between gatherings', async () => {
    await shows({ life: lived() });
    await wait(() => expect(button(title)).toBeDefined());
    press(title);
    await wait(() => expect(document.querySelector('dialog svg')).not.toBeNull());
  });
});

describe('who comes back after months', () => {
  const now = Date.now();
  const ago = (days: number, more: Partial<HeldView>) =>
    held_at(0, { opened_at: now - days * day, closed_at: now - days * day, ...more });
  const missed = () => [
    ago(120, { was_there: true }),
    ago(60, { was_there: false, held: [{ kind: 'silence' }] }),
    ago(30, { was_there: false, held: [{ kind: 'small_steps' }] }),
  ];

  it('is welcomed once, and told what there was, without a number', async () => {
    await shows({ life: missed() });
    await reads('It is good that you are here');
    const card = document.querySelector('section[aria-label="It is good that you are here"]');
    expect(card?.textContent).toContain(
      'While you were away, the circle met, and there was room for silence and small steps.',
    );
    expect(card?.textContent).toContain('There is nothing to make up for');
    expect(card?.textContent).not.toMatch(/\d/);
    press('Thank you');
    await wait(() => expect(text()).not.toContain('It is good that you are here'));
  });

  it('is not welcomed again after a reload', async () => {
    const life = missed();
    await shows({ life });
    await wait(() => expect(button('Thank you')).toBeDefined());
    press('Thank you');
    await vi.waitFor(async () => expect(await membership.belongings.remembering()).not.toBe(''));
    leaves();
    membership = await living(undefined, kept, where);
    place = new Place(membership);
    await shows({ life });
    await wait(() => expect(button(title)).toBeDefined());
    expect(await place.remembering.away()).toBeUndefined();
    expect(text()).not.toContain('It is good that you are here');
  });

  it('is welcomed while a gathering is open, too', async () => {
    await shows({ life: missed(), gathering: { number: 1000 } });
    await reads('It is good that you are here');
    expect(button(title)).toBeUndefined();
  });
});

describe("the keeper's record", () => {
  const met = () => [
    held_at(0, {
      gathering: 1,
      ring: 2,
      members: ['Ana', membership.me],
      held: [{ kind: 'round' }],
    }),
    held_at(1, { gathering: 2, ring: 3, members: ['Ana'] }),
  ];
  async function opened(more: Seen = {}) {
    await shows({ life: met(), keeper: true, ...more });
    await opens("The keeper's record");
  }
  const paper = () => document.querySelector('.on-paper')?.textContent?.replace(/\s+/g, ' ') ?? '';

  it('is for keepers alone', async () => {
    await shows({ life: met() });
    press('More');
    expect(button("The keeper's record")).toBeUndefined();
  });

  it('says how many were there, until a keeper chooses names, and says so plainly', async () => {
    await opened();
    await wait(() => expect(paper()).toContain('Thursday circle'));
    expect(paper()).toContain('There 2 people Held a round');
    expect(paper()).not.toContain('Ben Okri');
    expect(dialog()).toContain('Of who was there, it holds only how many.');
    tick('Names');
    await wait(() => expect(paper()).toContain('There Ana and Ben Okri'));
    expect(paper()).toContain('Ana and others who are not in the circle now');
    expect(dialog()).toContain('It holds the names of who was there.');
    expect(dialog()).toContain('not sealed any more. It is yours to guard.');
    tick('Initials');
    expect(paper()).toContain('There A. and B. O.');
  });

  it('stands on paper outside of the page, and goes with the sheet', async () => {
    await opened();
    expect(document.querySelector('body > .on-paper')).not.toBeNull();
    const print = vi.fn();
    vi.stubGlobal('print', print);
    await wait(() => expect(button('Print it')?.disabled).toBe(false));
    press('Print it');
    expect(print).toHaveBeenCalledOnce();
    press('Close');
    expect(document.querySelector('.on-paper')).toBeNull();
  });

  it('is of the days that were chosen', async () => {
    await opened();
    write('From', '2026-01-12');
    expect(paper()).not.toContain('January 8, 2026,');
    expect(paper()).toContain('January 15, 2026,');
    write('To', '2026-01-01');
    expect(dialog()).toContain('The first day comes after the last one.');
    expect(button('Print it')?.disabled).toBe(true);
    expect(document.querySelector('.on-paper')).toBeNull();
  });

  it('goes along as a table and as data, under names that say nothing', async () => {
    await opened();
    tick('Names');
    await wait(() => expect(paper()).toContain('Ben Okri'));
    press('Save as a table (CSV)');
    press('Save as data (JSON)');
    expect(saved.map(({ name }) => name)).toEqual(['record.csv', 'record.json']);
    expect((await saved[0]?.text)?.split('\r\n')).toEqual([
      expect.stringMatching(/"Day","Began","Ended","There","Held"$/),
      '"2026-01-08","19:00","20:30","Ana, Ben Okri","a round"',
      '"2026-01-15","19:00","20:30","Ana, others who are not in the circle now",""',
      '',
    ]);
    const data = JSON.parse((await saved[1]?.text) ?? '') as { circle: string };
    expect(data.circle).toBe('Thursday circle');
  });

  it('lets no name of a member become a formula', () => {
    const line = { gathering: 1, opened_at: 0, closed_at: 0, others: false, number: 2, held: [] };
    const choice = { from: '', until: '', people: 'names', notes: false } as const;
    const lines = [{ ...line, people: ['=1+1', '@x'] }];
    const csv = record_csv({ choice, circle: '', lines, ready: true });
    expect(csv).toContain(`"'=1+1, '@x"`);
  });
});

describe("a keeper's own note", () => {
  const life = () => [held_at(0, { gathering: 1, members: ['Ana'] })];
  const label = () => ({ kind: 'record_note', author: membership.me, id: '1' }) as const;

  it('is sealed, kept, and in the record only if it was wished for', async () => {
    await shows({ life: life(), keeper: true });
    const tell = teller();
    await opens("The keeper's record");
    press('Write a note');
    write('Your note', 'It was quiet.');
    press('Keep it');
    await wait(() => expect(asked('keep_record_note')).toHaveLength(1));
    const [command] = asked('keep_record_note');
    if (command?.type !== 'keep_record_note') throw new Error('not asked');
    expect(command.gathering).toBe(1);
    expect(await membership.open(label(), command.body)).toBe('It was quiet.');
    tell({ type: 'record_note_kept', gathering: 1, body: command.body });
    await answers();
    await wait(() => expect(button('Change the note')).toBeDefined());
    expect(document.querySelector('.on-paper')?.textContent).not.toContain('It was quiet.');
    tick('With my own notes');
    await wait(() =>
      expect(document.querySelector('.on-paper')?.textContent).toContain('It was quiet.'),
    );
    expect(dialog()).toContain('It holds your own notes.');
    expect(await place.remembering.notings()).toEqual({});
  });

  it('that is being written outlives a reload', async () => {
    await shows({ life: life(), keeper: true });
    await opens("The keeper's record");
    press('Write a note');
    write('Your note', 'Half a');
    write('Your note', 'Half a thought');
    await vi.waitFor(async () =>
      expect(await membership.belongings.remembering()).toContain('thought'),
    );
    leaves();
    membership = await living(undefined, kept, where);
    place = new Place(membership);
    await shows({ life: life(), keeper: true });
    await opens("The keeper's record");
    await wait(() => expect(button('Go on with the note')).toBeDefined());
    press('Go on with the note');
    await wait(() => expect(labelled('Your note').value).toBe('Half a thought'));
  });

  it('is let go, here and in the circle', async () => {
    const body = await seal(label(), 'It was loud.');
    await shows({ life: life(), keeper: true, view: { record_notes: [{ gathering: 1, body }] } });
    await opens("The keeper's record");
    press('Change the note');
    await wait(() => expect(labelled('Your note').value).toBe('It was loud.'));
    press('Let it go');
    await wait(() =>
      expect(asked('forget_record_note')).toEqual([{ type: 'forget_record_note', gathering: 1 }]),
    );
  });

  it('is written on the gathering that is open, too', async () => {
    await shows({ life: life(), keeper: true, gathering: { number: 2, opened_at: Date.now() } });
    await opens("The keeper's record");
    press('Write a note');
    write('Your note', 'Remember the candle.');
    press('Keep it');
    await wait(() => expect(asked('keep_record_note')).toMatchObject([{ gathering: 2 }]));
  });

  it('says kindly where there is no room, and keeps what is refused', async () => {
    const body = await seal(label(), 'x');
    const record_notes = Array.from({ length: 60 }, (_, n) => ({ gathering: 100 + n, body }));
    await shows({ life: life(), keeper: true, view: { record_notes } });
    await opens("The keeper's record");
    press('Write a note');
    expect(dialog()).toContain('There is no room for another note.');
    expect(button('Keep it')).toBeUndefined();
  });

  it('stays in the field where it is refused', async () => {
    await shows({ life: life(), keeper: true });
    await opens("The keeper's record");
    press('Write a note');
    write('Your note', 'Not lost.');
    press('Keep it');
    await wait(() => expect(asked('keep_record_note')).toHaveLength(1));
    await answers('not_a_keeper');
    expect(dialog()).toContain('Not like this.');
    expect(labelled('Your note').value).toBe('Not lost.');
    expect(await place.remembering.notings()).toEqual({ 1: 'Not lost.' });
  });
});

describe('what is kept of me', () => {
  it('lists the gatherings that I was at, and says who sees it', async () => {
    const life = lived();
    await shows({ life });
    await opens('What is kept of me');
    const list = [...document.querySelectorAll('dialog h3')].find(
      (each) => each.textContent === 'Gatherings that you were at',
    );
    expect(list?.nextElementSibling?.textContent).toContain(
      'Keepers see who was at which gathering, for as long as the circle lives.',
    );
    for (const each of life) {
      const is_mine = dialog().includes(say_moment(each.opened_at).replace(/\s+/g, ' '));
      expect(is_mine).toBe(each.was_there);
    }
    const mine = await place.protecting.open_mine();
    expect(mine?.gatherings).toEqual([life[0]?.opened_at, life[2]?.opened_at]);
    if (mine) expect(home_text(mine)).toContain('Gatherings that you were at');
  });
});
