// The page of a circle that has met before, as its member or keeper sees it, and the files that it makes;
// for what is shown of a circle's life and of the record.
import { flushSync, mount, unmount } from 'svelte';
import { afterEach, beforeEach, expect, vi } from 'vitest';
import type { Membership } from '../../client-web/src/circle/membership';
import { Place } from '../../client-web/src/circle/place.svelte';
import type { GatheringView, HeldView, View } from '../../client-web/src/circle/words';
import InCircle from '../../client-web/src/screens/InCircle.svelte';
import { load_inside } from '../../client-web/src/screens/inside';
import { own_words, type Label } from '../../client-web/src/seal/key_ring';
import { FakeSocket } from './fake_socket';
import { like_a_browser, press, text } from './on_screen';
import { kept_place, living, surroundings, view_of, welcome } from './stage';

await load_inside();
// What is fetched when it is opened is here already: on a busy machine that takes long.
await Promise.all([
  import('../../client-web/src/parts/life/AtRest.svelte'),
  import('../../client-web/src/parts/life/Record.svelte'),
  import('../../client-web/src/parts/behind_menu'),
]);

let kept = kept_place();
let where = surroundings();
let page: ReturnType<typeof mount> | undefined;

export let membership: Membership;
export let place: Place;
export let saved: { name: string; text: Promise<string> }[];

// jsdom's own are of another realm, which Web Crypto does not take.
const { constructor: buffer } = await crypto.subtle.digest('SHA-256', new Uint8Array(0));
const { constructor: bytes } = Object.getPrototypeOf(Buffer.prototype) as Uint8Array;

/** jsdom measures nothing. */
class Unmeasured {
  observe = () => undefined;
  unobserve = () => undefined;
  disconnect = () => undefined;
}

/** Before each test a place is taken, and left after it. */
export function with_place(): void {
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
}

function leaves(): void {
  if (page) void unmount(page);
  page = undefined;
  place.end();
}

/** The page goes, and another opens from what the device kept. */
export async function reloads(): Promise<void> {
  leaves();
  membership = await living(undefined, kept, where);
  place = new Place(membership);
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
export const dialog = () =>
  document.querySelector('dialog')?.textContent?.replace(/\s+/g, ' ') ?? '';
export const wait = (so: () => void) =>
  vi.waitFor(() => {
    flushSync();
    so();
  }, 5000);
export const reads = (words: string) => wait(() => expect(text()).toContain(words));
export const seal = (label: Label, words: string) => membership.ring.seal(label, words);

export interface Seen {
  life?: HeldView[];
  keeper?: boolean;
  gathering?: Partial<GatheringView>;
  view?: Partial<View>;
}
export async function shows({ life = [], keeper = false, gathering, view }: Seen = {}) {
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
export async function opens(name: string) {
  press('More');
  press(name);
  await wait(() => expect(document.querySelector('dialog h2')?.textContent).toBe(name));
}
