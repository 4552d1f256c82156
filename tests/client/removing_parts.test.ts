// @vitest-environment jsdom
// Holds the screens around a renewal to what they owe: what happens is said before, who is removed
// reads kind words with support at hand, and who lacks the key is told what brings it back.
import { flushSync, mount, unmount } from 'svelte';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { place_name } from '../../client-web/src/circle/belongings';
import { Place } from '../../client-web/src/circle/place.svelte';
import { remove_member } from '../../client-web/src/circle/renewing';
import People from '../../client-web/src/parts/People.svelte';
import RenewKey from '../../client-web/src/parts/RenewKey.svelte';
import InCircle from '../../client-web/src/screens/InCircle.svelte';
import { load_inside } from '../../client-web/src/screens/inside';
import { make_device_key, announcement } from '../../client-web/src/seal/device_key';
import { closings } from '../../client-web/src/circle/words';
import type { FakeCircle } from './fake_circle';
import { gathered, Page } from './page';

await load_inside();

let circle: FakeCircle;
let ana: Page;
let ben: Page;
let cai: Page;
let shown: ReturnType<typeof mount> | undefined;

// jsdom's own are of another realm, which Web Crypto does not take.
const { constructor: buffer } = await crypto.subtle.digest('SHA-256', new Uint8Array(0));
const { constructor: bytes } = Object.getPrototypeOf(Buffer.prototype) as Uint8Array;

beforeEach(async () => {
  vi.stubGlobal('ArrayBuffer', buffer);
  vi.stubGlobal('Uint8Array', bytes);
  vi.stubGlobal('fetch', () => Promise.reject(new Error('no network')));
  HTMLDialogElement.prototype.showModal = function (this: HTMLDialogElement) {
    this.open = true;
  };
  HTMLDialogElement.prototype.close = function (this: HTMLDialogElement) {
    this.open = false;
  };
  ({ circle, ana, ben, cai } = await gathered());
});
afterEach(() => {
  if (shown) void unmount(shown);
  shown = undefined;
  Page.end_all();
  vi.unstubAllGlobals();
});

const text = () => (document.body.textContent ?? '').replace(/\s+/g, ' ');
const reads = (words: string) => vi.waitFor(() => expect(text()).toContain(words));
const button = (name: string, within: ParentNode = document) =>
  [...within.querySelectorAll('button')].find((each) => each.textContent.trim() === name);
function press(name: string, within?: ParentNode) {
  const found = button(name, within);
  if (!found) throw new Error(`no button '${name}'`);
  found.click();
  flushSync();
}

async function shows_people(): Promise<void> {
  const place = new Place(ana.place);
  shown = mount(People, { target: document.body, props: { place, close: () => undefined } });
  await reads('Cai');
}
const row_of = (name: string) => {
  const row = [...document.querySelectorAll('li')].find((each) => each.textContent.includes(name));
  if (!row) throw new Error(`no ${name}`);
  return row;
};

describe('removing somebody', () => {
  it('says what happens, takes two acts, and is done', async () => {
    await shows_people();
    press('Remove from the circle', row_of('Cai'));
    expect(circle.known.has(cai.place.me)).toBe(true);
    for (const said of ['told so kindly', 'a new key, which Cai does not have', 'is replaced']) {
      expect(text()).toContain(said);
    }
    expect(text()).not.toContain('They keep this circle too');
    press('Remove from the circle');
    await vi.waitFor(() => expect(circle.known.has(cai.place.me)).toBe(false));
    await vi.waitFor(() => expect(text()).not.toContain('a new key, which'));
    expect(text()).not.toContain('Cai');
  });

  it('says more where they keep the circle, and can be left', async () => {
    await shows_people();
    press('Remove from the circle', row_of('Kay'));
    expect(text()).toContain('They keep this circle too');
    press('Cancel');
    expect(circle.known.size).toBe(4);
  });

  it('stops at a device that is not what it says, and offers to go on without its member', async () => {
    const { device, announced } = await make_device_key();
    const moved = announcement({ member: cai.place.me, device });
    circle.announce(ben.place.me, device, await cai.place.ring.seal(moved, announced));
    await shows_people();
    press('Remove from the circle', row_of('Cai'));
    press('Remove from the circle');
    await reads('A device of Ben in this circle is not what it says it is');
    expect(circle.key_number).toBe(1);
    press('Remove Ben first');
    await vi.waitFor(() => expect(circle.known.has(ben.place.me)).toBe(false));
    await vi.waitFor(() => expect(button('Remove from the circle')?.disabled).toBe(false));
    press('Remove from the circle');
    await vi.waitFor(() => expect(circle.known.has(cai.place.me)).toBe(false));
  });
});

it('a key is renewed as a keeper chooses, and it is said', async () => {
  shown = mount(RenewKey, { target: document.body, props: { place: new Place(ana.place) } });
  press('Renew the key');
  await reads('What is said from now on has a new key');
  expect(circle.key_number).toBe(2);
});

describe('who is no longer let in', () => {
  async function closes(code: number): Promise<void> {
    shown = mount(InCircle, { target: document.body, props: { place: new Place(cai.place) } });
    for (const guest of circle.guests) if (guest.member === cai.place.me) guest.closes(code);
    flushSync();
    await reads('Support at hand');
  }

  it('reads kind words, with support at hand on the same page', async () => {
    await closes(closings.removed.code);
    expect(document.querySelector('h1')?.textContent).toBe('You are no longer in this circle');
    await reads('This is not a crisis service');
  });

  it('reads that it is not today', async () => {
    await closes(closings.not_today.code);
    expect(document.querySelector('h1')?.textContent).toBe('Not today');
    expect(text()).toContain('you can ask again another day.');
  });
});

it('who lacks the key is told so in the circle, and why nothing can be sent', async () => {
  ben.end();
  const name = place_name(circle.id, ben.place.me);
  const { pair, ...kept } = (await ben.device.read(name)) as { pair: unknown };
  expect(pair).toBeDefined();
  await ben.device.write(name, kept);
  await remove_member(ana.place, cai.place.me, true);
  await ben.reload();
  await ben.rest();
  shown = mount(InCircle, { target: document.body, props: { place: new Place(ben.place) } });
  await reads('New words do not open on this device');
  const field = document.querySelector('textarea');
  if (!field) throw new Error('nowhere to write');
  field.value = 'my words';
  field.dispatchEvent(new Event('input', { bubbles: true }));
  flushSync();
  press('Share');
  await reads('This device does not have the circle');
  expect(ben.place.shown.draft).toBe('my words');
});
