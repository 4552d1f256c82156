// @vitest-environment jsdom
// Holds 'what is kept of me' to its word: all of mine and nothing of the others, each with how long,
// to be taken back, taken home, or left.
import { flushSync, mount, unmount } from 'svelte';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { my_private, my_shares } from '../../client-web/src/circle/kept_of_me';
import type { Membership } from '../../client-web/src/circle/membership';
import { Place } from '../../client-web/src/circle/place.svelte';
import type { PrivateView, ShareView, View } from '../../client-web/src/circle/words';
import { home_text } from '../../client-web/src/parts/home';
import InCircle from '../../client-web/src/screens/InCircle.svelte';
import { load_inside } from '../../client-web/src/screens/inside';
import { own_words } from '../../client-web/src/seal/key_ring';
import { circle, floor, pod, practice, sealed } from './circle';
import { FakeSocket } from './fake_socket';
import { asked, button, like_a_browser, press, text } from './on_screen';
import { living, view_of, welcome } from './stage';

await load_inside();

let membership: Membership;
let place: Place;
let page: ReturnType<typeof mount> | undefined;

// jsdom's own are of another realm, which Web Crypto does not take.
const { constructor: buffer } = await crypto.subtle.digest('SHA-256', new Uint8Array(0));
const { constructor: bytes } = Object.getPrototypeOf(Buffer.prototype) as Uint8Array;

beforeEach(async () => {
  vi.stubGlobal('ArrayBuffer', buffer);
  vi.stubGlobal('Uint8Array', bytes);
  like_a_browser();
  FakeSocket.made = [];
  membership = await living({});
  place = new Place(membership);
});
afterEach(() => {
  if (page) void unmount(page);
  page = undefined;
  place.end();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

const wait = (so: () => void) =>
  vi.waitFor(() => {
    flushSync();
    so();
  }, 5000);
const reads = (words: string) => wait(() => expect(text()).toContain(words));

async function shared(id: string, author: string, words: string): Promise<ShareView> {
  const label = { kind: 'share', author, id } as const;
  return { share: id, author, at: 0, body: await membership.ring.seal(label, words) };
}
const written: PrivateView = {
  message: 'message',
  line: 'Ben',
  by: 'Ben',
  to: ['Ana'],
  at: 5,
  from_device: 'device',
  body: sealed,
  boxes: [],
};

async function shows(more: Partial<View> = {}, shares: ShareView[] = []) {
  const { me, ring } = membership;
  const plain = view_of(me, { floor: floor('open'), shares });
  const name = await ring.seal({ kind: 'name', author: me, id: '-' }, 'Ben');
  const members = plain.members.map((each) => (each.member === me ? { ...each, name } : each));
  FakeSocket.last.says(welcome({ ...plain, members, ...more }));
  page = mount(InCircle, { target: document.body, props: { place } });
  flushSync();
  press('More');
  press('What is kept of me');
  await reads('This is what the circle and this device keep of you.');
}
/** The server answers a page, as often as it is asked. */
function looks_back(pages: ShareView[][]) {
  const send = FakeSocket.last.send.bind(FakeSocket.last);
  FakeSocket.last.send = (frame) => {
    send(frame);
    if ((JSON.parse(frame) as { type: string }).type !== 'look_back') return;
    const shares = pages.shift() ?? [];
    const earlier = { shares, more: pages.length > 0 };
    queueMicrotask(() => FakeSocket.last.says({ type: 'looked_back', earlier }));
  };
}
function accepts_all() {
  const send = FakeSocket.last.send.bind(FakeSocket.last);
  FakeSocket.last.send = (frame) => {
    send(frame);
    const { type, id = '' } = JSON.parse(frame) as { type: string; id?: string };
    if (type !== 'command') return;
    queueMicrotask(() => FakeSocket.last.says({ type: 'accepted', id, number: 0 }));
  };
}

describe('what is mine', () => {
  const share = (id: string, author: string, more: Partial<ShareView> = {}): ShareView => ({
    share: id,
    author,
    at: 0,
    body: sealed,
    ...more,
  });

  it('is of now, of my pod and of before, without what I took back', () => {
    const gone: ShareView = { share: 'gone', author: 'Ben', at: 0 };
    const view = circle({
      shares: [share('mine', 'Ben'), share('theirs', 'Cai'), gone],
      practice: practice({ mine: pod({ shares: [share('in_pod', 'Ben'), share('no', 'Dia')] }) }),
    });
    const { now, before } = my_shares(view, [share('old', 'Ben'), share('other', 'Ana')]);
    expect(now.map((each) => each.share)).toEqual(['mine', 'in_pod']);
    expect(before.map((each) => each.share)).toEqual(['old']);
    expect(my_shares(circle())).toEqual({ now: [], before: [] });
  });

  it('is what I wrote on private lines, with words where something opens them', () => {
    const view = circle({}, { private_said: [written, { ...written, message: 'no', by: 'Ana' }] });
    expect(my_private(view)).toEqual([{ message: 'message', at: 5, text: undefined }]);
    expect(my_private(view, () => 'words')).toEqual([{ message: 'message', at: 5, text: 'words' }]);
  });
});

describe('the page', () => {
  it('shows who I am here, with how long each is kept, in words', async () => {
    await shows({ keeps: 'thirty_days', agreed: true });
    await reads('Ben');
    expect(text()).toContain('You have a seat. One device of yours is known here.');
    expect(text()).toContain('This is kept until you leave.');
    expect(text()).toContain('You said yes to the agreements of this circle as they stand.');
    expect(text()).toContain('kept for thirty days after the gathering');
  });

  it('takes back one share, and what I wrote in private', async () => {
    const shares = [
      await shared('one', membership.me, 'mine'),
      await shared('two', 'Ana', 'not mine'),
    ];
    await shows({ private_said: [{ ...written, by: membership.me }] }, shares);
    const dialog = () => document.querySelector('dialog');
    await wait(() => expect(dialog()?.textContent).toContain('mine'));
    expect(dialog()?.textContent).not.toContain('not mine');
    const buttons = [...(dialog()?.querySelectorAll('button') ?? [])].filter(
      (each) => each.textContent.trim() === 'Take this back',
    );
    expect(buttons).toHaveLength(2);
    for (const each of buttons) each.click();
    expect(asked('take_back_share')).toEqual([{ type: 'take_back_share', share: 'one' }]);
    expect(asked('take_back_private')).toEqual([{ type: 'take_back_private', message: 'message' }]);
  });

  it('looks through all that was before, page after page', async () => {
    looks_back([
      [await shared('late', 'Ana', 'not mine')],
      [await shared('old', membership.me, 'long ago')],
    ]);
    await shows({ keeps: 'circle_lives' });
    press('Show what you shared before');
    await reads('long ago');
    expect(button('Show what you shared before')).toBeUndefined();
    expect(FakeSocket.last.sent_of('look_back')).toEqual([
      { type: 'look_back' },
      { type: 'look_back', before: 'late' },
    ]);
  });

  it('takes all of it back in two acts, earlier ones too', async () => {
    looks_back([[await shared('old', membership.me, 'long ago')]]);
    accepts_all();
    await shows({ keeps: 'circle_lives' }, [await shared('one', membership.me, 'mine')]);
    press('Take all of it back');
    expect(text()).toContain('It cannot be brought back.');
    expect(asked('take_back_share')).toEqual([]);
    press('Yes, take all of it back');
    await wait(() => expect(asked('take_back_share')).toHaveLength(2));
    expect(asked('take_back_share')).toEqual([
      { type: 'take_back_share', share: 'old' },
      { type: 'take_back_share', share: 'one' },
    ]);
    await wait(() => expect(button('Yes, take all of it back')).toBeUndefined());
  });

  it('says where nothing is kept, and leads to leaving', async () => {
    await shows();
    expect(text()).toContain('Nothing of what you shared is kept.');
    expect(button('Take all of it back')).toBeUndefined();
    press('Leave for good');
    expect(text()).toContain('Leave for good?');
  });
});

describe('taking it home', () => {
  it('makes one readable file of my own words, under a name that says nothing', async () => {
    const { ring, me } = membership;
    const files: Blob[] = [];
    URL.createObjectURL = vi.fn((blob: Blob) => {
      files.push(blob);
      return 'blob:of-mine';
    });
    URL.revokeObjectURL = vi.fn();
    const clicked = vi
      .spyOn(HTMLAnchorElement.prototype, 'click')
      .mockImplementation(() => undefined);
    looks_back([[await shared('old', me, 'long ago'), await shared('late', 'Ana', 'not mine')]]);
    membership.alone.write({
      id: 'note',
      practice: '1.1',
      title: '',
      asked: 'What did you notice?',
      language: 'en',
      text: 'a bird',
      at: 0,
    });
    const agreements = await ring.seal(own_words('agreements'), 'We listen.');
    await shows({ keeps: 'circle_lives', agreements }, [await shared('one', me, 'mine')]);
    press('Take it home');
    await wait(() => expect(files).toHaveLength(1));
    expect((clicked.mock.contexts[0] as HTMLAnchorElement).download).toBe('notes.txt');
    const mine = await place.protecting.open_mine();
    const words = mine ? home_text(mine) : '';
    for (const each of ['Ben', 'We listen.', 'long ago', 'mine', 'a bird', 'What did you notice?'])
      expect(words).toContain(each);
    expect(words).not.toContain('not mine');
    expect(words.indexOf('long ago')).toBeLessThan(words.lastIndexOf('mine'));
  });

  it('waits for the connection, since earlier gatherings are asked for', async () => {
    await shows({ keeps: 'circle_lives' });
    FakeSocket.last.ends(1006);
    press('Take it home');
    await reads('That needs the connection.');
  });
});
