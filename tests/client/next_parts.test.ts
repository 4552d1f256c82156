// @vitest-environment jsdom
// Holds what is shown between gatherings to its word: when the circle meets next in one's own time, a
// file for a calendar that says nothing, one act to come late, and a closing that leads on gently.
import { flushSync, mount, unmount } from 'svelte';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Membership } from '../../client-web/src/circle/membership';
import { Place } from '../../client-web/src/circle/place.svelte';
import type {
  Event,
  GatheringView,
  MemberView,
  Next,
  View,
} from '../../client-web/src/circle/words';
import * as saving from '../../client-web/src/parts/saving';
import InCircle from '../../client-web/src/screens/InCircle.svelte';
import { load_inside } from '../../client-web/src/screens/inside';
import { own_words } from '../../client-web/src/seal/key_ring';
import { say_near } from '../../client-web/src/words/say';
import { member } from './circle';
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
  write,
} from './on_screen';
import { door, living, surroundings, teller, view_of, welcome } from './stage';

await load_inside();
// What comes once it is needed is here already.
await Promise.all([
  import('../../client-web/src/parts/next/BeforeIt.svelte'),
  import('../../client-web/src/parts/next/AnnounceNext.svelte'),
  import('../../client-web/src/parts/next/TakeDates.svelte'),
  import('../../client-web/src/parts/CloseGathering.svelte'),
  import('../../client-web/src/parts/FloorChooser.svelte'),
  import('../../client-web/src/circle/calendar_file'),
  import('temporal-polyfill'),
]);

let membership: Membership;
let place: Place;
let page: ReturnType<typeof mount> | undefined;
let tell: (event: Event) => void;

// jsdom's own are of another realm, which Web Crypto does not take.
const { constructor: buffer } = await crypto.subtle.digest('SHA-256', new Uint8Array(0));
const { constructor: bytes } = Object.getPrototypeOf(Buffer.prototype) as Uint8Array;

beforeEach(async () => {
  vi.stubGlobal('ArrayBuffer', buffer);
  vi.stubGlobal('Uint8Array', bytes);
  vi.stubGlobal('fetch', () => Promise.reject(new Error('no network')));
  like_a_browser();
  FakeSocket.made = [];
  membership = await living({});
  place = new Place(membership);
  tell = teller();
});
afterEach(() => {
  if (page) void unmount(page);
  page = undefined;
  place.end();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

interface Seen {
  next?: Next;
  keeper?: boolean;
  gathering?: Partial<GatheringView>;
  view?: Partial<View>;
}
const words = async (kind: 'next_words' | 'title', text: string) =>
  membership.ring.seal(own_words(kind), text);

/** Ana keeps; no gathering is open unless it is given. */
async function shows({ next, keeper = false, gathering, view }: Seen = {}) {
  const name = (id: string) => membership.ring.seal({ kind: 'name', author: id, id: '-' }, id);
  const plain = view_of(membership.me, gathering);
  const members: MemberView[] = await Promise.all(
    [...plain.members, member('Cai')].map(async (each) => ({
      ...each,
      name: await name(each.member),
      ...(each.member === plain.me && { keeper }),
    })),
  );
  const title = await words('title', 'Grief, and what comes');
  const whole = { ...plain, members, title, ...(next && { next }), ...view };
  if (!gathering) delete whole.gathering;
  FakeSocket.last.says(welcome(whole));
  page = mount(InCircle, { target: document.body, props: { place } });
  flushSync();
}
function told(event: Event) {
  tell(event);
  flushSync();
}
const loaded = (what: string) =>
  vi.waitFor(() => {
    flushSync();
    expect(text()).toContain(what);
  }, 15_000);

const week = 7 * 86_400_000;
const in_a_week = Date.now() + week;
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
const weekly = (at: number): Next => ({ at, rhythm: 'weekly', zone, length: 5_400_000 });

describe('while the circle rests', () => {
  it('everybody reads when it meets next, for how long, and what to expect', async () => {
    const expect_words = await words('next_words', 'Bring something warm.');
    await shows({ next: { ...weekly(in_a_week), words: expect_words } });
    await loaded('Bring something warm.');
    expect(text()).toContain(say_near(in_a_week));
    expect(text()).toContain('About 1 hour 30 minutes');
    expect(text()).toContain('Every week');
    expect(button('Name the next date')).toBeUndefined();
  });

  it('a date that has been is probably followed by another, and nobody said so', async () => {
    const was = Date.now() - 2 * 86_400_000;
    await shows({ next: weekly(was) });
    await loaded(`Probably: ${say_near(was + week)}`);
    expect(text()).toContain('Nobody has said so yet.');
  });

  it('a date is over with its gathering, however early that closed', async () => {
    const at = Date.now() - 600_000;
    const was = { gathering: 1, opened_at: at, closed_at: at + 300_000, ring: 3 };
    const more = { came: false, went: false, was_there: true, held: [], members: [] };
    await shows({ next: weekly(at), view: { life: [{ ...was, ...more }] } });
    await loaded(`Probably: ${say_near(at + week)}`);
  });

  it('without a date it is said kindly', async () => {
    await shows();
    await loaded('The next date is not named yet.');
    expect(button('Put it in my calendar')).toBeUndefined();
  });

  it('a date that has been, without a rhythm, is none', async () => {
    await shows({ next: { ...weekly(Date.now() - week), rhythm: 'once' } });
    await loaded('The next date is not named yet.');
  });

  it('says the time of where it was named, where that is another', async () => {
    const elsewhere = zone === 'Asia/Kathmandu' ? 'Asia/Tokyo' : 'Asia/Kathmandu';
    await shows({ next: { ...weekly(in_a_week), zone: elsewhere } });
    await loaded('That is your own time.');
  });

  it('the agreements are at hand', async () => {
    await shows();
    await loaded('What this circle agrees on');
  });
});

describe('the file for a calendar', () => {
  const takes = async (choose: () => void = () => undefined) => {
    const saved = vi.spyOn(saving, 'save_text').mockImplementation(() => undefined);
    await shows({ next: weekly(in_a_week) });
    await loaded('Put it in my calendar');
    await loaded('Grief, and what comes');
    press('Put it in my calendar');
    await loaded('Make the file');
    choose();
    flushSync();
    press('Make the file');
    await vi.waitFor(() => expect(saved).toHaveBeenCalledOnce(), 15_000);
    await loaded('The file is made.');
    const [name = '', type = '', ics = ''] = saved.mock.calls[0] ?? [];
    return { name, type, ics };
  };
  const tick = (value: string) =>
    document.querySelector<HTMLInputElement>(`dialog input[value="${value}"]`)?.click();

  it('has the next date under a name that says nothing', async () => {
    const { name, type, ics } = await takes();
    expect([name, type]).toEqual(['calendar.ics', 'text/calendar']);
    expect(ics.match(/BEGIN:VEVENT/g)).toHaveLength(1);
    expect(ics).toContain('SUMMARY:Circle\r\n');
    expect(ics).not.toContain(place.circle);
  });

  it('has several, and the title of the circle, where one chooses so', async () => {
    const { ics } = await takes(() => {
      expect(text()).toContain('Calendars are often read elsewhere');
      tick('some');
      tick('own');
    });
    expect(ics.match(/BEGIN:VEVENT/g)).toHaveLength(6);
    expect(ics).toContain('SUMMARY:Grief\\, and what comes\r\n');
  });
});

describe('one act', () => {
  it('goes to the keepers, and asks no reason', async () => {
    const said = vi.spyOn(place.lines, 'say').mockResolvedValue({ accepted: true });
    await shows({ next: weekly(in_a_week) });
    await loaded('I will come a little later.');
    press('I will come a little later.');
    expect(said).toHaveBeenCalledOnce();
    const { line, to, text: sent } = said.mock.calls[0]?.[0] ?? {};
    expect({ line, to, sent }).toEqual({
      line: membership.me,
      to: ['Ana'],
      sent: 'I will come a little later.',
    });
    await shown('Sent to Ana: “I will come a little later.”');
  });

  it('is not offered to keepers', async () => {
    await shows({ keeper: true });
    await loaded('Name the next date');
    expect(button('I will not come this time.')).toBeUndefined();
  });

  it('says why, where it could not go', async () => {
    const refusal = { accepted: false, code: 'nobody_reads', sentence: '' } as const;
    vi.spyOn(place.lines, 'say').mockResolvedValue(refusal);
    await shows();
    await loaded('I will not come this time.');
    press('I will not come this time.');
    await vi.waitFor(() => {
      flushSync();
      expect(document.querySelector('[role="alert"]')?.textContent).toBeTruthy();
    });
    expect(text()).not.toContain('Sent to');
  });
});

describe('a keeper', () => {
  it('names the next date in their own time, sealed', async () => {
    await shows({ keeper: true });
    await loaded('Name the next date');
    press('Name the next date');
    await loaded('Tell the circle');
    press('Tell the circle');
    await loaded('Please choose a day and a time.');
    const day = new Date(Date.now() + week);
    write('Day', day.toISOString().slice(0, 10));
    write('Time', '19:30');
    write('What to expect', 'A quiet evening.');
    press('Tell the circle');
    await vi.waitFor(() => expect(asked('announce_next')).toHaveLength(1));
    const [{ next }] = asked('announce_next') as unknown as [{ next: Next }];
    expect(next).toMatchObject({ rhythm: 'weekly', zone, length: 5_400_000 });
    const local = new Date(next.at);
    expect([local.getHours(), local.getMinutes()]).toEqual([19, 30]);
    expect(next.words && (await membership.open(own_words('next_words'), next.words))).toBe(
      'A quiet evening.',
    );
  });

  it('can leave it open again', async () => {
    await shows({ keeper: true, next: weekly(in_a_week) });
    await loaded('Change the next date');
    press('Change the next date');
    await loaded('Leave it open for now');
    press('Leave it open for now');
    await vi.waitFor(() => expect(asked('announce_next')).toEqual([{ type: 'announce_next' }]));
  });
});

describe('closing', () => {
  const closes = async (seen: Seen = {}) => {
    await shows({ keeper: true, gathering: {}, ...seen });
    press('Close the gathering');
    await loaded('What stays, and what goes');
  };
  const submit = () => document.querySelector('dialog form')?.dispatchEvent(new Event('submit'));

  it('leads to a last round where there was none', async () => {
    await closes();
    expect(text()).toContain('There was no closing round yet.');
    press('A closing round');
    await vi.waitFor(() => {
      flushSync();
      expect(document.querySelector('dialog')?.getAttribute('aria-label')).toBe('A closing round');
    }, 15_000);
  });

  it('does not, where a part of the plan was one', async () => {
    const closing = { kind: 'closing', length: 600_000, by_itself: false } as const;
    await closes({ gathering: { plan: { version: 1, done: [], now: closing, ahead: [] } } });
    expect(text()).not.toContain('There was no closing round yet.');
  });

  it('proposes the following date by the rhythm, and announces it with the closing', async () => {
    const at = Date.now() - 3_600_000;
    const kept = await words('next_words', 'As always.');
    await closes({ next: { ...weekly(at), words: kept } });
    await loaded(say_near(at + week));
    submit();
    await vi.waitFor(() => expect(asked('announce_next')).toHaveLength(1));
    expect(asked('announce_next')).toMatchObject([{ next: { rhythm: 'weekly', zone } }]);
    expect(asked('close_gathering')).toEqual([]);
    await answers();
    await vi.waitFor(() => expect(asked('close_gathering')).toHaveLength(1));
  });

  it('leaves the date open where one likes, and announces nothing', async () => {
    await closes({ next: weekly(Date.now() - 3_600_000) });
    await loaded(say_near(Date.now() - 3_600_000 + week));
    document.querySelector<HTMLInputElement>('dialog input[value="open"]')?.click();
    flushSync();
    submit();
    await vi.waitFor(() => expect(asked('close_gathering')).toHaveLength(1));
    expect(asked('announce_next')).toEqual([]);
  });

  it('does not close on a date that is none', async () => {
    await closes();
    document.querySelector<HTMLInputElement>('dialog input[value="other"]')?.click();
    flushSync();
    submit();
    await loaded('Please choose a day and a time.');
    expect(asked('close_gathering')).toEqual([]);
  });

  it('gives thanks as a sign', async () => {
    const sign = vi.spyOn(place, 'gesture').mockImplementation(() => undefined);
    await closes();
    press('Thank everybody');
    expect(sign).toHaveBeenCalledWith('thank_you');
    expect(text()).toContain('Everybody sees your thanks.');
  });

  it('tells everybody what stays, what is gone, and when it is again', async () => {
    await shows({ gathering: {}, next: weekly(in_a_week), view: { keeps: 'until_next' } });
    told({
      type: 'gathering_closed',
      why: 'keeper',
      ring: 3,
      came: false,
      went: false,
    });
    await loaded(say_near(in_a_week));
    expect(text()).toContain('Thank you for having been here.');
    expect(text()).toContain('What was written stays until the next gathering opens');
    expect(text()).toContain('Hands, signs, and what was said in pods are gone.');
    expect(button('Put it in my calendar')).toBeDefined();
  });
});

it('the door says when, and what to expect', async () => {
  const where = surroundings();
  const kept = { ...membership.belongings.kept, joined: false };
  const coming_in = new Membership(kept, where.device, where);
  const coming = new Place(coming_in);
  const expect_words = await words('next_words', 'Nothing to prepare.');
  await coming_in.start();
  FakeSocket.last.opens();
  FakeSocket.last.says(door(place.circle, { next: { ...weekly(in_a_week), words: expect_words } }));
  page = mount(InCircle, { target: document.body, props: { place: coming } });
  await loaded('Nothing to prepare.');
  expect(text()).toContain(say_near(in_a_week));
  expect(labelled('What may we call you?')).toBeDefined();
  coming.end();
});
