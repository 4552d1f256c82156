// A place on a fake line as its member sees it, for what people carry: sealed in earnest, on a device
// that keeps it over a reload.
import { flushSync, mount, unmount } from 'svelte';
import { afterEach, beforeEach, expect, vi } from 'vitest';
import type { Membership } from '../../client-web/src/circle/membership';
import { Place } from '../../client-web/src/circle/place.svelte';
import type {
  Command,
  EntryView,
  Event,
  GatheringView,
  Kind,
  Sealed,
  SmallStepView,
  View,
} from '../../client-web/src/circle/words';
import InCircle from '../../client-web/src/screens/InCircle.svelte';
import { load_inside } from '../../client-web/src/screens/inside';
import { member } from './circle';
import { FakeSocket } from './fake_socket';
import { asked, button, like_a_browser, press, text } from './on_screen';
import { kept_place, living, surroundings, teller, view_of, welcome } from './stage';

await load_inside();
await import('../../client-web/src/parts/threads/all');
await import('../../client-web/src/circle/acts_threads');
await import('../../client-web/src/parts/behind_menu');

/** Whoever is on the page just now. */
export const now = {} as {
  membership: Membership;
  place: Place;
  tell: (event: Event) => void;
};
let page: ReturnType<typeof mount> | undefined;
let kept = kept_place();
export let where = surroundings();

// jsdom's own are of another realm, which Web Crypto does not take.
const { constructor: buffer } = await crypto.subtle.digest('SHA-256', new Uint8Array(0));
const { constructor: bytes } = Object.getPrototypeOf(Buffer.prototype) as Uint8Array;

/** Before each test somebody is there, on a device of their own. */
export function with_a_place(): void {
  beforeEach(async () => {
    vi.stubGlobal('ArrayBuffer', buffer);
    vi.stubGlobal('Uint8Array', bytes);
    like_a_browser();
    FakeSocket.made = [];
    kept = kept_place();
    where = surroundings();
    await comes();
  });
  afterEach(() => {
    goes();
    vi.unstubAllGlobals();
  });
}
async function comes() {
  now.membership = await living({}, kept, where);
  now.place = new Place(now.membership);
  now.tell = teller();
}
function goes() {
  if (page) void unmount(page);
  page = undefined;
  now.place.end();
}
export async function reloads() {
  goes();
  await comes();
}

interface Seen {
  gathering?: Partial<GatheringView> | null;
  keeper?: boolean;
  view?: Partial<View>;
}
/** Ana keeps; this member and Cai are seated. */
export async function shows({ gathering = {}, keeper = false, view }: Seen = {}) {
  const name = (id: string) => seal('name', id === now.membership.me ? 'Ben' : id, id, '-');
  const plain = view_of(now.membership.me, gathering ?? undefined, kept.device);
  const members = await Promise.all(
    [...plain.members, member('Cai')].map(async (each) => ({
      ...each,
      name: await name(each.member),
      ...(each.member === plain.me && { keeper }),
    })),
  );
  FakeSocket.last.says(welcome({ ...plain, members, ...view }));
  page = mount(InCircle, { target: document.body, props: { place: now.place } });
  flushSync();
}
export const seal = (kind: Kind, words: string, author = '-', id = '-'): Promise<Sealed> =>
  now.membership.ring.seal({ kind, author, id }, words);
export const open = (kind: Kind, sealed: Sealed | undefined, author = '-', id = '-') =>
  now.membership.ring.open({ kind, author, id }, sealed ?? { key: 1, body: '' });
export const soon = (so: () => unknown) =>
  vi.waitFor(() => {
    flushSync();
    return so();
  }, 5000);
export const reads = (words: string) => soon(() => expect(text()).toContain(words));
export const offers = (name: string) => soon(() => expect(button(name)).toBeDefined());
export function told(event: Event) {
  now.tell(event);
  flushSync();
}
export async function sent<Type extends Command['type']>(type: Type) {
  await soon(() => expect(asked(type)).not.toEqual([]));
  return asked(type).at(-1) as Extract<Command, { type: Type }>;
}
export async function opens(title: string) {
  press('More');
  press(title);
}
export const dialog = () =>
  document.querySelector('dialog')?.textContent?.replace(/\s+/g, ' ') ?? '';
export const entry_of = async (by: string, more: Partial<EntryView> = {}): Promise<EntryView> => ({
  entry: `of_${by}`,
  kind: 'ask',
  by,
  body: await seal('entry', '{"words":"soup","bound":"on Sunday"}', '-', `of_${by}`),
  answers: [],
  hold_asked: false,
  ...more,
});
export const step_of = async (
  by: string,
  more: Partial<SmallStepView> = {},
): Promise<SmallStepView> => ({
  step: `step_${by}`,
  by,
  shared: false,
  gathering: 1,
  body: await seal('small_step', 'call my sister', '-', `step_${by}`),
  partner_agreed: false,
  ...more,
});
