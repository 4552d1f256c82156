// Holds leaving fast to its word over a renewal: a newer link, or the keepers' link, brings somebody
// back to their own seat.
import { afterEach, beforeEach, expect, it } from 'vitest';
import { remove_member } from '../../client-web/src/circle/renewing';
import type { FakeCircle } from './fake_circle';
import { gathered, Page, read, says } from './page';

let circle: FakeCircle;
let ana: Page;
let ben: Page;
let cai: Page;
let kay: Page;

beforeEach(async () => {
  ({ circle, ana, ben, cai, kay } = await gathered());
});
afterEach(() => Page.end_all());

async function left_fast(page: Page): Promise<string> {
  const { me } = page.place;
  await page.place.vanish();
  expect(await page.device.names('place/')).toEqual([]);
  return me;
}

async function expect_back(page: Page, me: string): Promise<void> {
  await page.rest();
  expect(page.place.me).toBe(me);
  expect(await page.device.names('rested/')).toEqual([]);
  expect(await read(page)).toEqual(['while away']);
  await page.reload();
  await page.rest();
  expect(page.place.me).toBe(me);
  expect(await read(page)).toEqual(['while away']);
  expect(circle.members).toHaveLength(3);
}

it('a newer invitation brings a member back', async () => {
  const me = await left_fast(ben);
  await remove_member(ana.place, cai.place.me, true);
  await says(ana, 'while away');
  await ben.reload(ana.place.shown.links.invitation);
  await expect_back(ben, me);
});

it("the keepers' link brings a keeper back, whatever the key is by then", async () => {
  const me = await left_fast(kay);
  const { keeper } = ana.place.shown.links;
  await remove_member(ana.place, cai.place.me, true);
  await says(ana, 'while away');
  await kay.reload(keeper);
  await expect_back(kay, me);
  expect(kay.place.shown.links).toEqual(ana.place.shown.links);
});

it('a link for somebody else on the same device brings nobody back', async () => {
  const me = await left_fast(ben);
  await ben.reload(`${ana.place.shown.links.invitation ?? ''}.other`);
  await ben.place.until(({ state }) => state === 'door');
  await new Promise((settle) => setTimeout(settle, 20));
  expect(ben.place.shown.state).toBe('door');
  expect(ben.place.me).not.toBe(me);
});
