// Holds a renewal to its word: wherever it is cut, everybody who is in the circle reads what is said
// after it, and who was removed reads nothing of it with all that they had.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { remove_member } from '../../client-web/src/circle/renewing';
import { take_key } from '../../client-web/src/seal/handed_key';
import { learn_before } from '../../client-web/src/seal/key_chain';
import { open_for_keepers } from '../../client-web/src/seal/keepers_box';
import type { FakeCircle } from './fake_circle';
import { gathered as gathered_pages, Page, read, says, type Cut } from './page';

let circle: FakeCircle;
let ana: Page;
let ben: Page;
let cai: Page;
let kay: Page;
const at = () => circle;

afterEach(() => Page.end_all());

async function gathered(cai_keeps = false): Promise<void> {
  ({ circle, ana, ben, cai, kay } = await gathered_pages(cai_keeps));
}

/** As a person does it: again, while somebody is still there. */
async function removed(by: Page, who: string): Promise<void> {
  await vi.waitFor(
    async () => {
      if (circle.known.has(who)) {
        await by.rest();
        await Promise.race([remove_member(by.place, who, true), gone(who)]);
      }
      expect(circle.known.has(who)).toBe(false);
    },
    { timeout: 5000 },
  );
}

const gone = (who: string) => vi.waitFor(() => expect(circle.known.has(who)).toBe(false), 300);

/** With all keys and secrets that they had, on everything that ever left the server. */
async function expect_shut_out(page: Page, text: string): Promise<void> {
  const { ring, belongings } = page.place;
  const { member, device = '', pair, keepers_secret = '' } = belongings.kept;
  await learn_before(ring, circle.keys);
  expect(ring.current).toBe(1);
  const last = circle.shares.at(-1);
  if (!last || !pair) throw new Error('nothing to read');
  const label = { kind: 'share', author: last.author, id: last.share } as const;
  await expect(ring.open(label, last.body)).rejects.toThrow();
  expect(JSON.stringify(circle.said)).not.toContain(text);
  for (const frame of circle.said) {
    if (frame.type !== 'told') continue;
    const { event } = frame;
    if (event.type === 'keeper_box_kept') {
      const { keeper_box } = event;
      const box = { circle: circle.id, secret: keepers_secret, number: keeper_box.key };
      await expect(async () => open_for_keepers(box, keeper_box)).rejects.toThrow();
    }
    if (event.type !== 'key_handed') continue;
    const from = { member: event.by, device: event.from_device };
    const way = { circle: circle.id, number: event.number, from, to: { member, device, pair } };
    for (const { box } of event.boxes) await expect(take_key(way, box)).rejects.toThrow();
  }
}

describe.each([
  ['a member', false],
  ['a keeper', true],
])('when %s is removed', (_, cai_keeps) => {
  beforeEach(() => gathered(cai_keeps));

  it('everybody else goes on, and reads what comes and what was', async () => {
    await says(ben, 'before');
    await removed(ana, cai.place.me);
    await says(ben, 'after');
    for (const page of [ana, kay, ben]) {
      await page.rest();
      expect(await read(page)).toEqual(['before', 'after']);
      await page.reload();
      await page.rest();
      expect(page.place.ring.current).toBe(2);
      expect(await read(page)).toEqual(['before', 'after']);
    }
    expect(cai.place.shown).toMatchObject({ state: 'closed', closing: 'removed' });
    await expect_shut_out(cai, 'after');
  });

  it('the new invitation brings somebody in who reads what came before', async () => {
    await says(ben, 'before');
    const old = ana.place.shown.links;
    await removed(ana, cai.place.me);
    await ana.rest();
    const { invitation = '', keeper = '' } = ana.place.shown.links;
    expect(invitation).not.toBe(old.invitation);
    expect(keeper === old.keeper).toBe(!cai_keeps);
    for (const [link, name] of [
      [invitation, 'Dia'],
      [keeper, 'Eve'],
    ] as const) {
      const page = await new Page(at).join(link, name);
      await page.rest();
      expect(await read(page)).toEqual(['before']);
    }
  });

  it("another keeper's device learns the new invitation by itself, if it knows the keepers' link", async () => {
    await removed(ana, cai.place.me);
    await ana.rest();
    await kay.rest();
    const { invitation, keeper } = ana.place.shown.links;
    if (cai_keeps) expect(kay.place.shown.links).toEqual({});
    else expect(kay.place.shown.links).toEqual({ invitation, keeper });
  });
});

/** Cuts a page, or its line, at each step in turn, until a renewal needs no more steps. */
async function cut_everywhere(page: () => Page, how: Cut, cai_keeps: boolean): Promise<number> {
  for (let step = 1; ; step += 1) {
    Page.end_all();
    await gathered(cai_keeps);
    await says(ben, 'before');
    for (const each of [ana, kay, ben]) await each.rest();
    const cut = page();
    cut.cut = { at: step, how };
    await removed(ana, cai.place.me);
    for (const each of [ana, kay, ben]) await each.rest();
    cut.cut = undefined;
    if (cut.steps < step) return step - 1;
    await says(ben, 'after');
    for (const each of [ana, kay, ben]) {
      await each.rest();
      const who = [step, ['ana', 'kay', 'ben'][[ana, kay, ben].indexOf(each)]];
      expect([...who, await read(each)]).toEqual([...who, ['before', 'after']]);
      await each.reload();
      await each.rest();
      expect([...who, await read(each)]).toEqual([...who, ['before', 'after']]);
      expect(each.place.shown.key_missing).toBe(false);
    }
    const { invitation, keeper } = ana.place.shown.links;
    expect([step, typeof invitation, typeof keeper]).toEqual([step, 'string', 'string']);
    const shown = cai_keeps ? {} : { invitation, keeper };
    expect([step, kay.place.shown.links]).toEqual([step, shown]);
    await new Page(at).join(keeper ?? '', 'Dia');
    await expect_shut_out(cai, 'after');
  }
}

describe.each<[string, () => Page]>([
  ["the renewer's", () => ana],
  ["another keeper's", () => kay],
  ["a member's", () => ben],
])('cut at every step, %s', (_, page) => {
  it.each<[Cut, string, boolean]>([
    ['page', 'a member', false],
    ['line', 'a member', false],
    ['page', 'a keeper', true],
    ['line', 'a keeper', true],
  ])(
    '%s comes back when %s is removed, and nothing is lost',
    async (how, _who, cai_keeps) => {
      expect(await cut_everywhere(page, how, cai_keeps)).toBeGreaterThanOrEqual(3);
    },
    120_000,
  );
});
