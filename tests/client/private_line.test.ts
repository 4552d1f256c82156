// Holds private lines to their word: what is said on one arrives on exactly the devices of who was
// chosen, whatever happens meanwhile, and nobody else opens it with all that they have.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { carry_link } from '../../client-web/src/circle/acts_links';
import { open_mine } from '../../client-web/src/circle/kept_of_me';
import {
  answer_to,
  open_private,
  read as read_words,
  said_between,
  say_privately,
  type PrivateWords,
  type Saying,
} from '../../client-web/src/circle/private_line';
import { renew_now } from '../../client-web/src/circle/renewing';
import { open_box } from '../../client-web/src/seal/boxes';
import { announcement, make_device_key } from '../../client-web/src/seal/device_key';
import { learn_before } from '../../client-web/src/seal/key_chain';
import { open_words } from '../../client-web/src/seal/private_words';
import type { FakeCircle } from './fake_circle';
import { gathered, Page } from './page';

let circle: FakeCircle;
let ana: Page;
let ben: Page;
let cai: Page;
let kay: Page;
const at = () => circle;

beforeEach(async () => {
  ({ circle, ana, ben, cai, kay } = await gathered());
});
afterEach(() => Page.end_all());

const id = (page: Page) => page.place.me;
const soon = (is_so: () => unknown) => vi.waitFor(is_so, 5000);
const help = 'I need support';

function says(by: Page, to: Page[], more: Partial<Saying> = {}) {
  const line = id(by);
  return say_privately(by.place, { line, to: to.map(id), text: help, draft: line, ...more });
}

/** All that was said to this page, as it reads it. */
async function reads(page: Page): Promise<string[]> {
  const opened = (page.place.shown.view?.private_said ?? []).map(async (said) => {
    const words = await open_private(page.place, said)
      .then((json) => read_words(json, said))
      .catch((): PrivateWords => ({ text: '?' }));
    return words.text;
  });
  return Promise.all(opened);
}
const expect_reads = (page: Page, texts: string[]) =>
  soon(async () => expect(await reads(page)).toEqual(texts));

/** With every key, secret and frame that this page ever had or could have overheard. */
async function expect_shut_out(page: Page): Promise<void> {
  const { ring, belongings, circle: name } = page.place;
  const { member, device = '', pair } = belongings.kept;
  if (!pair) throw new Error('no pair');
  await learn_before(ring, circle.keys);
  const all = circle.said.flatMap((frame) =>
    frame.type === 'told' && frame.event.type === 'private_said' ? [frame.event] : [],
  );
  expect(all.length).toBeGreaterThan(0);
  for (const { by, from_device, message, body, boxes, to } of all) {
    const label = { kind: 'private_words', author: by, id: message } as const;
    await expect(ring.open(label, body)).rejects.toThrow();
    const sender = { member: by, device: from_device };
    const key = circle.members
      .find((each) => each.member === by)
      ?.devices.find((each) => each.device === from_device)?.device_key;
    if (!key) throw new Error('no sender');
    const from = { ...sender, announced: await ring.open(announcement(sender), key) };
    for (const { box, device: theirs } of boxes) {
      // Whoever it says to be, their pair is not the one that the box is for.
      for (const recipient of [member, by, ...to]) {
        const way = {
          circle: name,
          message,
          from,
          to: { member: recipient, device: theirs, pair },
        };
        await expect(open_words(way, { body, boxes })).rejects.toThrow();
        const mine = { circle: name, kind: 'private_key', id: message, author: from } as const;
        const opening = { to: pair, from: from.announced };
        for (const each of [device, theirs]) {
          const bound = { ...mine, recipient: { member: recipient, device: each } };
          await expect(open_box({ ...opening, label: bound }, box)).rejects.toThrow();
        }
      }
    }
  }
  expect(JSON.stringify(circle.said)).not.toContain(help);
}

describe('words to the keepers', () => {
  it('arrive with exactly those who were chosen, and with who wrote them', async () => {
    expect(await says(ben, [ana, kay])).toEqual({ accepted: true });
    for (const page of [ana, kay, ben]) await expect_reads(page, [help]);
    expect(await reads(cai)).toEqual([]);
    const [said] = circle.lines.said;
    expect(said).toMatchObject({ line: id(ben), by: id(ben) });
    expect(said?.to.toSorted()).toEqual([id(ana), id(kay)].toSorted());
    const devices = [ana, kay, ben].map((each) => each.place.belongings.kept.device);
    expect(said?.boxes.map((each) => each.device).toSorted()).toEqual(devices.toSorted());
  });

  it('open for nobody else in the circle, with everything that they have', async () => {
    await says(ben, [ana, kay]);
    await expect_reads(ana, [help]);
    await expect_shut_out(cai);
  });

  it('open for no keeper who was left out', async () => {
    await says(ben, [ana]);
    await expect_reads(ana, [help]);
    expect(await reads(kay)).toEqual([]);
    await expect_shut_out(kay);
  });

  it('are answered to exactly who read them', async () => {
    await says(ben, [ana]);
    await expect_reads(ana, [help]);
    const view = ana.place.shown.view;
    expect(view && answer_to(view, id(ben))).toEqual([id(ben)]);
    expect(await says(ana, [ben], { line: id(ben), text: 'I am here.' })).toEqual({
      accepted: true,
    });
    await expect_reads(ben, [help, 'I am here.']);
    expect(await reads(kay)).toEqual([]);
    const mine = ben.place.shown.view;
    expect(mine && answer_to(mine, id(ben))).toEqual([id(ana)]); // and so does what comes next
    expect(mine && answer_to(mine, id(cai))).toBeUndefined();
    expect(mine && said_between(mine, id(ben), id(ana))).toHaveLength(2);
    expect(mine && said_between(mine, id(ben), id(kay))).toHaveLength(0);
  });

  it('can be about a share or a person, which is sealed as well', async () => {
    await says(ben, [ana], { about: { member: id(cai) } });
    await expect_reads(ana, [help]);
    const [said] = ana.place.shown.view?.private_said ?? [];
    if (!said) throw new Error('nothing was said');
    const json = await open_private(ana.place, said);
    expect(await read_words(json, said)).toEqual({ text: help, about: { member: id(cai) } });
    const { body, boxes } = circle.lines.said[0] ?? said;
    expect(JSON.stringify([body, boxes])).not.toContain(id(cai));
  });

  it('do not tell by their length which they are', async () => {
    await says(ben, [ana], { text: 'a' });
    await says(ben, [ana], { text: 'Please look after me' });
    const [one, other] = circle.lines.said.map((each) => each.body.body.length);
    expect(one).toBe(other);
  });

  it('are not for who the server says, but for whom they were written', async () => {
    await says(ben, [ana]);
    await expect_reads(ana, [help]);
    const [said] = ana.place.shown.view?.private_said ?? [];
    if (!said) throw new Error('nothing was said');
    const json = await open_private(ana.place, said);
    await expect(read_words(json, { ...said, to: [id(ana), id(kay)] })).rejects.toThrow();
    await expect(read_words(json, { ...said, line: id(cai) })).rejects.toThrow();
  });

  it('can be taken back', async () => {
    await says(ben, [ana]);
    await expect_reads(ana, [help]);
    const message = circle.lines.said[0]?.message ?? '';
    await ben.place.ask({ type: 'take_back_private', message });
    await expect_reads(ana, []);
    await expect_reads(ben, []);
  });

  it('that are too long, or for nobody any more, stay with who wrote them', async () => {
    const text = 'x'.repeat(1001);
    expect(await says(ben, [ana], { text })).toMatchObject({ code: 'too_long' });
    expect(ben.place.private_kept.drafts).toEqual({ [id(ben)]: text });
    expect(await says(ben, [cai])).toMatchObject({ code: 'nobody_reads' });
    expect(circle.lines.said).toEqual([]);
  });
});

describe('a public key that was swapped', () => {
  /** A key whose private part somebody else has, under a device that is known. */
  async function swaps(page: Page, sealed_as: Page): Promise<void> {
    const { announced, device: other } = await make_device_key();
    const { device = other } = page.place.belongings.kept;
    const label = announcement({ member: id(sealed_as), device: other });
    const device_key = await cai.place.ring.seal(label, announced);
    circle.announce(id(page), device, device_key);
    await soon(() => expect(JSON.stringify(ben.place.shown.view)).toContain(device_key.body));
  }

  it.each([
    ['a keeper', () => ana],
    ['whoever writes', () => ben],
  ])('of %s is noticed: nothing is sent, and it is said whose', async (_, whose) => {
    await swaps(whose(), cai);
    const answer = await says(ben, [ana, kay], { text: help });
    expect(answer).toMatchObject({ code: 'device_key_swapped', about: id(whose()) });
    expect(circle.lines.said).toEqual([]);
    expect(ben.place.private_kept.drafts).toEqual({ [id(ben)]: help });
  });

  it('is no obstacle where its keeper is left out', async () => {
    await swaps(ana, cai);
    expect(await says(ben, [kay])).toEqual({ accepted: true });
    await expect_reads(kay, [help]);
  });

  it('of the sender opens nothing', async () => {
    await says(ben, [ana]);
    await expect_reads(ana, [help]);
    await swaps(ben, cai);
    await soon(async () => expect(await reads(ana)).toEqual(['?']));
  });
});

describe('while the circle changes', () => {
  /** What is said comes to the server after something else did, though it was sealed before. */
  function meanwhile(other: () => Promise<unknown>): void {
    const hear = circle.hear.bind(circle);
    let is_first = true;
    vi.spyOn(circle, 'hear').mockImplementation((guest, frame) => {
      const is_said = frame.type === 'command' && frame.command.type === 'say_privately';
      if (!is_said || !is_first) return hear(guest, frame);
      is_first = false;
      void other().then(() => hear(guest, frame));
    });
  }

  it('goes again, with the key of then, where that was renewed in the middle', async () => {
    const asked = vi.spyOn(circle.lines, 'say');
    meanwhile(() => renew_now(ana.place));
    expect(await says(ben, [ana, kay])).toEqual({ accepted: true });
    for (const page of [ana, kay, ben]) await expect_reads(page, [help]);
    expect(asked.mock.results.map((each) => each.value as unknown)).toEqual([
      'key_changed',
      undefined,
    ]);
    expect(circle.lines.said[0]?.body.key).toBe(2);
  });

  it('is said once, whichever comes first, where both are under way', async () => {
    const renewed = renew_now(ana.place);
    expect(await says(ben, [ana, kay])).toEqual({ accepted: true });
    await renewed;
    for (const page of [ana, kay, ben]) await expect_reads(page, [help]);
    expect(circle.lines.said).toHaveLength(1);
  });

  it('reaches a device that was announced meanwhile', async () => {
    const link = await carry_link(ana.place);
    let second = ana;
    meanwhile(async () => {
      second = await new Page(at).join(link ?? '', 'Ana');
      await soon(() => expect(circle.known.get(id(ana))?.view.devices).toHaveLength(2));
    });
    expect(await says(ben, [ana, kay])).toEqual({ accepted: true });
    for (const page of [ana, second, kay]) await expect_reads(page, [help]);
    expect(circle.lines.said[0]?.boxes).toHaveLength(4);
  });

  it('gives up after a few times, and the words are still there', async () => {
    const asked = vi.spyOn(circle.lines, 'say').mockReturnValue('ring_changed');
    expect(await says(ben, [ana])).toMatchObject({ code: 'ring_changed' });
    expect(asked).toHaveBeenCalledTimes(5);
    expect(ben.place.private_kept.drafts).toEqual({ [id(ben)]: help });
  });

  it('never comes to somebody who was not chosen, where one of two no longer keeps it', async () => {
    const known = circle.known.get(id(ana));
    if (!known) throw new Error('no Ana');
    known.view.keeper = false;
    circle.tell({ type: 'keeper_stepped_down', member: id(ana) });
    await soon(() => {
      const seen = ben.place.shown.view?.members.find((each) => each.member === id(ana));
      expect(seen?.keeper).toBe(false);
    });
    expect(await says(ben, [ana, kay])).toEqual({ accepted: true });
    expect(circle.lines.said[0]?.to).toEqual([id(kay)]);
  });

  it('is not sealed by a device that lacks the key of now', async () => {
    ben.place.keys.missing = true;
    ben.place.ring.need(9);
    expect(await says(ben, [ana])).toMatchObject({ code: 'key_missing' });
    expect(circle.lines.said).toEqual([]);
  });
});

describe('a line that is lost', () => {
  it.each([1, 2, 3, 4])('at step %i loses nothing, and says nothing twice', async (step) => {
    ben.cut = { at: step, how: 'line' };
    expect(await says(ben, [ana, kay])).toEqual({ accepted: true });
    await ben.rest();
    for (const page of [ana, kay, ben]) await expect_reads(page, [help]);
    expect(circle.lines.said).toHaveLength(1);
  });

  it.each([1, 2, 3, 4, 5, 6])('with its page at step %i keeps the words', async (step) => {
    ben.place.private_kept.write(id(ben), help);
    await ben.rest();
    ben.cut = { at: step, how: 'page' };
    let is_done = false;
    void says(ben, [ana, kay]).then(() => (is_done = true));
    await soon(() => expect(is_done || ben.was_cut).toBe(true));
    await ben.rest();
    await soon(async () => {
      await ben.place.private_kept.restore();
      const is_written = ben.place.private_kept.drafts[id(ben)] === help;
      expect(is_written || circle.lines.said.length === 1).toBe(true);
    });
    expect(circle.lines.said.length).toBeLessThan(2);
  });

  it('goes again by itself after a reload, where the circle changed meanwhile', async () => {
    vi.spyOn(circle, 'hear').mockImplementationOnce(() => undefined); // it never arrived
    void says(ben, [ana, kay]);
    await soon(async () =>
      expect(await ben.place.belongings.unanswered()).toMatchObject([
        { command: { type: 'say_privately' } },
      ]),
    );
    ben.end();
    await renew_now(ana.place);
    await ben.reload();
    for (const page of [ana, kay, ben]) await expect_reads(page, [help]);
    expect(circle.lines.said[0]?.body.key).toBe(2);
  });

  it('is back in its field after a reload, where it was refused for another reason', async () => {
    vi.spyOn(circle, 'hear').mockImplementationOnce(() => undefined);
    void says(ben, [ana, kay]);
    await soon(async () => expect(await ben.place.belongings.unanswered()).toHaveLength(1));
    vi.spyOn(circle.lines, 'say').mockReturnValue('keepers_only');
    await ben.reload();
    await soon(() => expect(ben.place.private_kept.drafts).toEqual({ [id(ben)]: help }));
  });
});

describe('a second device', () => {
  it('reads what is said from when it came, and is told of what was before', async () => {
    await says(ben, [ana]);
    await expect_reads(ana, [help]);
    const second = await new Page(at).join((await carry_link(ben.place)) ?? '', 'Ben');
    await second.rest();
    expect(await reads(second)).toEqual(['?']);
    expect(second.place.shown.view?.private_said[0]?.boxes).not.toContainEqual(
      expect.objectContaining({ device: second.place.belongings.kept.device }),
    );
    await says(ana, [ben], { line: id(ben), text: 'I am here.' });
    await expect_reads(second, ['?', 'I am here.']);
    await expect_reads(ben, [help, 'I am here.']);
    await says(second, [ana], { text: 'Thank you.' });
    await expect_reads(ben, [help, 'I am here.', 'Thank you.']);
  });

  it('that lost its pair announces another before it writes', async () => {
    const { kept } = ben.place.belongings;
    delete kept.pair;
    delete kept.device;
    expect(await says(ben, [ana])).toEqual({ accepted: true });
    await expect_reads(ana, [help]);
    expect(circle.lines.said[0]?.from_device).toBe(ben.place.belongings.kept.device);
  });
});

it('what one wrote opens where all that is kept of one is gathered', async () => {
  await says(ben, [ana]);
  await says(ana, [ben], { line: id(ben), text: 'I am here.' });
  await expect_reads(ben, [help, 'I am here.']);
  const mine = await open_mine(ben.place);
  expect(mine?.private_said.map((each) => each.text)).toEqual([help]);
});

describe('what stays on the device', () => {
  it('is which ids were looked at, and what is being written, sealed; and it goes with the place', async () => {
    await says(ana, [ben], { line: id(ben), text: 'I am here.' });
    await expect_reads(ben, ['I am here.']);
    const message = circle.lines.said[0]?.message ?? '';
    ben.place.private_kept.look([message], [message]);
    ben.place.private_kept.write(id(ben), 'not yet sent');
    await ben.rest();
    const name = `private/${circle.id}/${id(ben)}`;
    const written = JSON.stringify(await ben.device.read(name));
    expect(written).not.toContain(message);
    expect(written).not.toContain('not yet sent');
    await ben.reload();
    await ben.rest();
    await ben.place.private_kept.restore();
    expect([...ben.place.private_kept.looked]).toEqual([message]);
    expect(ben.place.private_kept.drafts).toEqual({ [id(ben)]: 'not yet sent' });
    await ben.place.vanish();
    expect(await ben.device.read(name)).toBeUndefined();
  });
});
