// @vitest-environment jsdom
// Holds what is shown of protecting to its word: nobody is shamed, nothing counts down, what cannot be
// done now says so, and each act is undone where it was done.
import { flushSync, mount, unmount } from 'svelte';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Membership } from '../../client-web/src/circle/membership';
import { Place } from '../../client-web/src/circle/place.svelte';
import {
  closings,
  type Event,
  type GatheringView,
  type MemberView,
  type QuietedView,
  type ShareView,
  type View,
} from '../../client-web/src/circle/words';
import InCircle from '../../client-web/src/screens/InCircle.svelte';
import { load_inside } from '../../client-web/src/screens/inside';
import { own_words } from '../../client-web/src/seal/key_ring';
import { say_time } from '../../client-web/src/words/say';
import { floor, member, sealed, turn } from './circle';
import { FakeSocket } from './fake_socket';
import { asked, button, labelled, like_a_browser, press, text, tick, write } from './on_screen';
import { living, teller, view_of, welcome } from './stage';

await load_inside();

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
});

interface Seen {
  gathering?: Partial<GatheringView>;
  keeper?: boolean;
  view?: Partial<View>;
}
/** Ana keeps; this member and Cai are seated. */
async function shows({ gathering, keeper = false, view }: Seen = {}) {
  const name = (id: string) => membership.ring.seal({ kind: 'name', author: id, id: '-' }, id);
  const plain = view_of(membership.me, gathering);
  const all: MemberView[] = [...plain.members, member('Cai')];
  const members = await Promise.all(
    all.map(async (each) => ({
      ...each,
      name: await name(each.member),
      ...(each.member === plain.me && { keeper }),
    })),
  );
  FakeSocket.last.says(welcome({ ...plain, members, ...view }));
  page = mount(InCircle, { target: document.body, props: { place } });
  flushSync();
}
const reads = (words: string) =>
  vi.waitFor(() => {
    flushSync();
    expect(text()).toContain(words);
  }, 5000);
function told(event: Event) {
  tell(event);
  flushSync();
}
const share_of = async (author: string, words: string): Promise<ShareView> => ({
  share: 'one',
  author,
  at: 0,
  body: await membership.ring.seal({ kind: 'share', author, id: 'one' }, words),
});
const region = (name: string) => document.querySelector(`section[aria-label="${name}"]`);
const announced = () => document.querySelector('[aria-live="polite"]')?.textContent ?? '';
const row_of = (name: string) =>
  [...document.querySelectorAll('dialog li')].find((each) => each.textContent.includes(name));
const accept_last = () => {
  const id = FakeSocket.last.sent_of('command').at(-1)?.id ?? '';
  FakeSocket.last.says({ type: 'accepted', id, number: 0 });
};

describe('a share', () => {
  const hidden: Event = { type: 'share_hidden', share: 'one', by: 'Ana' };

  it('that a keeper hides is out of sight of the others at once', async () => {
    await shows({ gathering: { floor: floor('open'), shares: [await share_of('Cai', 'loud')] } });
    await reads('loud');
    expect(button('Hide this from the others')).toBeUndefined();
    told(hidden);
    await reads('A keeper has hidden this.');
    expect(text()).not.toContain('loud');
    expect(announced()).toBe('A keeper has hidden a share.');
    expect(document.activeElement).toBe(document.body);
  });

  it('is read still by its author, who may talk with the keepers and take it back', async () => {
    await shows({ gathering: { shares: [await share_of(membership.me, 'mine')] } });
    await reads('mine');
    told(hidden);
    expect(text()).toContain('Hidden: only you and the keepers read this. You can talk with');
    await reads('mine');
    expect(announced()).toContain('something that you shared');
    press('Take this back');
    expect(asked('take_back_share')).toHaveLength(1);
    told({ type: 'shares_emptied', shares: ['one'] });
    expect(text()).toContain('These words were taken back.');
  });

  it('is hidden and shown again by a keeper at the same place', async () => {
    await shows({ keeper: true, gathering: { shares: [await share_of('Cai', 'loud')] } });
    await reads('loud');
    const act = button('Hide this from the others');
    press('Hide this from the others');
    expect(asked('hide_share')).toEqual([{ type: 'hide_share', share: 'one', hidden: true }]);
    told({ ...hidden, by: membership.me });
    await reads('Hidden: only Cai and the keepers read this.');
    await reads('loud');
    expect(announced()).toBe('');
    expect(button('Show it to everybody again')).toBe(act); // what had the focus has it still
    press('Show it to everybody again');
    expect(asked('hide_share').at(-1)).toEqual({ type: 'hide_share', share: 'one', hidden: false });
  });
});

describe('a keeper asks somebody', () => {
  const until = 50_000_000;
  const quieted = (how: QuietedView['how']): QuietedView => ({
    member: 'Cai',
    by: 'Ana',
    how,
    until,
    words: sealed,
  });

  it('to be quiet for a while: how, how long, and always why', async () => {
    await shows({ keeper: true, gathering: { floor: floor('open') } });
    await reads('Cai');
    press('More');
    press('People');
    expect(row_of('Ana')?.textContent).not.toContain('Ask for a little quiet'); // keepers are equal
    press('Ask for a little quiet');
    expect(labelled('To go slower').checked).toBe(true);
    expect(labelled('For how long?').value).toBe('600000');
    expect(labelled('Why, in your own words').value).toContain('more room for the others');
    tick('To be quiet for a while');
    write('Why, in your own words', '  ');
    press('Ask Cai');
    document.querySelector('dialog form')?.dispatchEvent(new window.Event('submit'));
    flushSync();
    expect(text()).toContain('Please say why, so that they need not guess.');
    expect(asked('quieten')).toEqual([]);
    write('Why, in your own words', 'It is loud.');
    document.querySelector('dialog form')?.dispatchEvent(new window.Event('submit'));
    await vi.waitFor(() => expect(asked('quieten')).toHaveLength(1), 5000);
    expect(asked('quieten')[0]).toMatchObject({ member: 'Cai', how: 'quiet', length: 600_000 });
    accept_last();
    await vi.waitFor(() => {
      flushSync();
      expect(button('Ask Cai')).toBeUndefined();
    }, 5000);
  });

  it('sees who was asked, in the ring and among people, and ends it', async () => {
    await shows({ keeper: true, gathering: { quietened: [quieted('slowed')] } });
    await reads('asked to go slower');
    press('More');
    press('People');
    await reads(
      `Ana asked them to go slower, until ${say_time(place.protecting.ends_at(quieted('slowed')))}.`,
    );
    press('End it now');
    expect(asked('end_quiet')).toEqual([{ type: 'end_quiet', member: 'Cai' }]);
    told({ type: 'quiet_ended', member: 'Cai' });
    expect(text()).not.toContain('asked to go slower');
    expect(button('Ask for a little quiet')).toBeDefined();
  });

  it('is nothing that the others see', async () => {
    await shows({ gathering: { floor: floor('open') } });
    press('More');
    press('People');
    expect(button('Ask for a little quiet')).toBeUndefined();
  });
});

describe('who is asked', () => {
  const label = 'What a keeper asks of you';
  async function quieted(how: QuietedView['how'], until = 50_000_000): Promise<QuietedView> {
    const { me, ring } = membership;
    const words = await ring.seal({ kind: 'quiet_words', author: 'Ana', id: me }, 'A little room.');
    return { member: me, by: 'Ana', how, until, words };
  }

  it('reads what, by whom, why, that it ends by itself, and what goes on', async () => {
    await shows({ gathering: { floor: floor('open') } });
    const asked_now = await quieted('quiet');
    told({ type: 'quietened', ...asked_now });
    expect(announced()).toContain('Why is written at the top of the page.');
    await reads('A little room.');
    await reads('Ana asks you to be quiet for a while.');
    const card = region(label)?.textContent ?? '';
    expect(card).toContain(`ends by itself at ${say_time(place.protecting.ends_at(asked_now))}`);
    expect(card).toContain('you can pass, and support is at hand');
    expect(document.activeElement).toBe(document.body);
    expect(region('The ring')?.textContent).not.toContain('asked to be quiet');
    told({ type: 'quiet_ended', member: membership.me });
    expect(region(label)).toBeNull();
    expect(announced()).toContain('What a keeper asked of you is over.');
  });

  it('finds in place of composer, hand and signs that they rest', async () => {
    const mine = await quieted('quiet');
    await shows({ gathering: { floor: floor('queue'), quietened: [mine] } });
    const bar = region('What is yours to do')?.textContent ?? '';
    expect(bar).toContain('A keeper asked you to be quiet for a while.');
    for (const name of ['Ask for a turn', 'With you', 'Share'])
      expect(button(name)).toBeUndefined();
    expect(button('Ask for a pause')).toBeDefined();
  });

  it('may pass while they hold the piece, and what they were writing is kept', async () => {
    const mine = await quieted('quiet');
    place.draft = 'half a thought';
    await shows({
      gathering: { floor: floor('round'), turn: turn(membership.me), quietened: [mine] },
    });
    expect(document.querySelector('textarea')).toBeNull();
    expect(text()).toContain('what you were writing is kept');
    expect(button('Pass it on')).toBeDefined();
    told({ type: 'quiet_ended', member: membership.me });
    expect(document.querySelector('textarea')?.value).toBe('half a thought');
  });

  it('to go slower writes on, and finds a word instead of a refusal after a share', async () => {
    const mine = await quieted('slowed');
    await shows({ gathering: { floor: floor('open'), quietened: [mine] } });
    place.draft = 'another thought';
    flushSync();
    expect(button('Share')?.disabled).toBe(false);
    expect(text()).toContain('For now, one share or one sign in a minute.');
    press('With you');
    expect(text()).toContain('In about a minute you can share or give a sign again.');
    expect(button('Share')?.disabled).toBe(true);
    expect(button('Thank you')?.getAttribute('aria-disabled')).toBe('true');
    press('Thank you');
    expect(FakeSocket.last.sent_of('gesture')).toHaveLength(1);
    expect(place.draft).toBe('another thought');
  });
});

describe('signs', () => {
  it('rest for oneself from among people, and are seen again from “For me”', async () => {
    await shows({ gathering: {} });
    await reads('Cai');
    press('More');
    press('People');
    expect(row_of(membership.me)?.textContent).not.toContain('signs');
    row_of('Cai')?.querySelector('button')?.click();
    flushSync();
    expect(row_of('Cai')?.textContent).toContain('Nobody is told.');
    FakeSocket.last.says({ type: 'gesture_seen', from: 'Cai', kind: 'with_you' });
    FakeSocket.last.says({ type: 'gesture_seen', from: 'Ana', kind: 'with_you' });
    flushSync();
    expect(document.querySelectorAll('.gesture')).toHaveLength(1);
    press('Close');
    press('More');
    press('For me');
    await reads('Signs that rest for you');
    press('See their signs again Cai');
    expect(text()).not.toContain('Signs that rest for you');
    expect(place.protecting.signs_at_rest).toEqual([]);
  });
});

describe('a circle that ends', () => {
  it('takes a last word along, and goes without one', async () => {
    await shows({ keeper: true });
    press('More');
    press('The circle');
    await reads('Who came and went is kept for as long.');
    expect(text()).toContain('A circle that nobody visits for a year goes by itself');
    press('End the circle and erase it');
    press('Erase it all');
    expect(asked('erase_circle')).toEqual([{ type: 'erase_circle' }]);
    write('A last word, if you like', 'Go well, all of you.');
    press('Erase it all');
    await vi.waitFor(() => expect(asked('erase_circle')[1]).toHaveProperty('words'), 5000);
  });

  it('leaves who is here with the last word', async () => {
    await shows();
    await reads('Ana');
    press('More');
    press('People');
    await reads('Ana'); // a name is open by then
    const words = await membership.ring.seal(own_words('closing_words'), 'Go well, all of you.');
    told({ type: 'circle_erased', by: 'Ana', words });
    FakeSocket.last.ends(closings.circle_erased.code);
    await reads('Go well, all of you.');
    expect(text()).toContain('A last word from Ana');
    expect(text()).toContain('This circle has ended');
  });
});
