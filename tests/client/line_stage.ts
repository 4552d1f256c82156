// Pages before a fake circle, as their members see them, bar and all: for private lines, which are
// sealed in earnest.
import { flushSync, mount, unmount } from 'svelte';
import { afterEach, beforeEach, expect, vi } from 'vitest';
import { Place } from '../../client-web/src/circle/place.svelte';
import { say_privately } from '../../client-web/src/circle/private_line';
import AtHandButton from '../../client-web/src/parts/AtHandButton.svelte';
import { like } from '../../client-web/src/parts/liking.svelte';
import InCircle from '../../client-web/src/screens/InCircle.svelte';
import { load_inside } from '../../client-web/src/screens/inside';
import { button, like_a_browser, text } from './on_screen';
import { gathered, Page } from './page';

await load_inside();

export const shown: ReturnType<typeof mount>[] = [];

// jsdom's own are of another realm, which Web Crypto does not take.
const { constructor: buffer } = await crypto.subtle.digest('SHA-256', new Uint8Array(0));
const { constructor: bytes } = Object.getPrototypeOf(Buffer.prototype) as Uint8Array;

/** Before each test a circle is made, and put away after it. */
export function with_pages(take: (made: Awaited<ReturnType<typeof gathered>>) => void): void {
  beforeEach(async () => {
    vi.stubGlobal('ArrayBuffer', buffer);
    vi.stubGlobal('Uint8Array', bytes);
    vi.stubGlobal('fetch', () => Promise.reject(new Error('no network')));
    like_a_browser();
    like({ sound: false, line: true, hinted: true });
    take(await gathered());
  });
  afterEach(() => {
    turn_away();
    Page.end_all();
    vi.unstubAllGlobals();
  });
}

export const id = (page: Page) => page.place.me;
export const soon = (is_so: () => unknown) =>
  vi.waitFor(() => {
    flushSync();
    return is_so();
  }, 5000);
export const reads = (words: string) => soon(() => expect(text()).toContain(words));
export const send_to = (names: string) =>
  soon(() => expect(button(`Send to ${names}`)).toBeDefined());
export const mark = () => button('New words for you alone');
export const announced = () => document.querySelector('[aria-live="polite"]')?.textContent ?? '';

export function looks(page: Page): void {
  const place = new Place(page.place);
  shown.push(mount(AtHandButton, { target: document.body, props: { place, mark: true } }));
  shown.push(mount(InCircle, { target: document.body, props: { place } }));
  flushSync();
}
export function turn_away(): void {
  for (const each of shown.splice(0)) void unmount(each);
}
export const says = (by: Page, to: Page[], words: string, line = by) =>
  say_privately(by.place, { line: id(line), to: to.map(id), text: words, draft: id(line) });
