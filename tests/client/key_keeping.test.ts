// Holds a device to the circle's newest key: found again after any absence, never taken from who
// could not have had the one before, and nothing sealed without it.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { prompt_of, share } from '../../client-web/src/circle/acts';
import { carry_link } from '../../client-web/src/circle/acts_links';
import { announce_key } from '../../client-web/src/circle/announcing';
import { place_name } from '../../client-web/src/circle/belongings';
import { format_link, parse_link } from '../../client-web/src/circle/links';
import { Place } from '../../client-web/src/circle/place.svelte';
import { unreadable } from '../../client-web/src/circle/said.svelte';
import { remove_member, renew_now } from '../../client-web/src/circle/renewing';
import { limits } from '../../client-web/src/circle/words';
import { make_id, make_secret } from '../../client-web/src/seal/bytes';
import { announcement, make_device_key } from '../../client-web/src/seal/device_key';
import { hand_key } from '../../client-web/src/seal/handed_key';
import { seal_before } from '../../client-web/src/seal/key_chain';
import { KeyRing } from '../../client-web/src/seal/key_ring';
import type { FakeCircle } from './fake_circle';
import { gathered, Page, read, says } from './page';

let circle: FakeCircle;
let ana: Page;
let ben: Page;
let cai: Page;
let kay: Page;
const at = () => circle;

beforeEach(async () => {
  ({ circle, ana, ben, cai, kay } = await gathered());
});
afterEach(() => {
  vi.restoreAllMocks();
  Page.end_all();
});

const accepted = { accepted: true };
const links_of = (page: Page) => page.place.shown.links;

async function reads(page: Page, words: string[]): Promise<void> {
  await page.rest();
  await vi.waitFor(async () => expect(await read(page)).toEqual(words), 5000);
}

/** The pair of a device is gone, as where a browser was cleaned up by halves. */
async function loses_pair(page: Page): Promise<void> {
  const name = place_name(page.place.circle, page.place.me);
  await vi.waitFor(async () => expect(await page.device.read(name)).toHaveProperty('pair'), 5000);
  page.end();
  const { pair, ...rest } = (await page.device.read(name)) as { pair: unknown };
  expect(pair).toBeDefined();
  await page.device.write(name, rest);
}

describe('who was away', () => {
  it('over two renewals, the second by a keeper who came between them, reads all', async () => {
    ben.end();
    await remove_member(ana.place, cai.place.me, true);
    await ana.rest();
    const dia = await new Page(at).join(links_of(ana).keeper ?? '', 'Dia');
    await dia.rest();
    await says(dia, 'second key');
    expect(await renew_now(dia.place)).toEqual(accepted);
    await says(dia, 'third key');
    await ben.reload();
    await reads(ben, ['second key', 'third key']);
    expect(ben.place.ring.numbers).toEqual([3, 2, 1]);
    await ben.reload();
    await reads(ben, ['second key', 'third key']);
  });

  it('comes back after who renewed it has left', async () => {
    ben.end();
    await remove_member(kay.place, cai.place.me, true);
    void kay.place.ask({ type: 'leave', take_back: false });
    await ana.rest();
    circle.key_due = false;
    await says(ana, 'after');
    await ben.reload();
    await reads(ben, ['after']);
  });

  it('keeps what was being written, and what was not answered, sealed with the older key', async () => {
    ben.place.write_draft('half a sentence');
    await vi.waitFor(async () => expect(await ben.device.names('draft/')).toHaveLength(1));
    const kept = await ben.place.belongings.draft();
    expect(kept).toBe('half a sentence');
    ben.end();
    await remove_member(ana.place, cai.place.me, true);
    await ben.reload();
    expect(ben.place.shown.draft).toBe('half a sentence'); // before any welcome
    await ben.rest();
    await ben.reload();
    expect(ben.place.shown.draft).toBe('half a sentence');
  });
});

describe('words that met the renewal', () => {
  it('are sealed again and said once, by themselves', async () => {
    const renewed = remove_member(ana.place, cai.place.me, true);
    const said = Promise.all(['one', 'two'].map((text) => share(ben.place, text)));
    await Promise.all([renewed, said]);
    expect(await said).toEqual([accepted, accepted]);
    await kay.rest();
    await vi.waitFor(async () => expect((await read(kay)).sort()).toEqual(['one', 'two']), 5000);
    expect(ben.place.shown.draft).toBe('');
  });

  it('are sealed again after coming back, too, where they were not answered before', async () => {
    const label = { kind: 'share', author: ben.place.me, id: 'kept' } as const;
    const body = await ben.place.ring.seal(label, 'kept and not sent');
    const command = { type: 'add_share', share: 'kept', body } as const;
    await ben.place.belongings.keep_unanswered([{ id: make_id(), command }]);
    ben.end();
    await remove_member(ana.place, cai.place.me, true);
    await ben.reload();
    await vi.waitFor(async () => expect(await read(ana)).toEqual(['kept and not sent']));
    expect(circle.shares[0]?.body.key).toBe(2);
    await ben.rest();
    await ben.reload();
    await reads(ben, ['kept and not sent']);
    expect(ben.place.shown.draft).toBe('');
  });

  it('open where they did not before, once their key is there', async () => {
    const place = new Place(ben.place);
    const shares = () => place.gathering?.shares.map((each) => place.share_text(each));
    await remove_member(ana.place, cai.place.me, true);
    await says(ana, 'after');
    await vi.waitFor(() => expect(shares()).toEqual(['after']));
  });
});

describe('a device that cannot open its box', () => {
  beforeEach(async () => {
    await loses_pair(ben);
    await remove_member(ana.place, cai.place.me, true);
    await says(ana, 'after');
    await ben.reload();
    await ben.rest();
  });

  it('says so, still sees who is here, and seals nothing', async () => {
    expect(ben.place.shown).toMatchObject({ state: 'here', key_missing: true });
    expect(ben.place.shown.view?.members).toHaveLength(3);
    expect(await read(ben)).toEqual(['?']);
    ben.place.write_draft('words');
    expect(await share(ben.place, 'words')).toMatchObject({ accepted: false, code: 'key_missing' });
    expect(ben.place.shown.draft).toBe('words');
    expect(await announce_key(ben.place).catch(() => undefined)).toBeUndefined();
    await expect(prompt_of(ben.place, 'a prompt')).rejects.toThrow();
    expect(circle.shares).toHaveLength(1);
  });

  it('is not said to be one in the moment between the renewal and its box', async () => {
    const missing: boolean[] = [];
    kay.place.on_change((shown) => missing.push(shown.key_missing));
    expect(await renew_now(ana.place)).toEqual(accepted);
    await kay.rest();
    expect(kay.place.ring.current).toBe(3);
    expect(missing).not.toContain(true);
  });

  it('has it all again with a new invitation, and announces its new key', async () => {
    const place = new Place(ben.place);
    const text = () => place.gathering?.shares.map((each) => place.share_text(each));
    await vi.waitFor(() => expect(text()).toEqual([unreadable]));
    await ben.reload(links_of(ana).invitation);
    await reads(ben, ['after']);
    expect(ben.place.shown.key_missing).toBe(false);
    expect(ben.place.belongings.kept.coming_keys).toBeUndefined();
    const { device } = ben.place.belongings.kept;
    const mine = circle.known.get(ben.place.me)?.view.devices.map((each) => each.device);
    expect(mine).toContain(device);
    await ben.reload();
    await reads(ben, ['after']);
    expect(await renew_now(ana.place)).toEqual(accepted);
    await ben.rest();
    expect(ben.place.ring.current).toBe(3);
  });

  it('has it all again where another device of theirs brings their place here once more', async () => {
    // The other device came while this one was away; it has the key.
    await ben.reload(links_of(ana).invitation);
    await ben.rest();
    const link = (await carry_link(ben.place)) ?? '';
    expect(link).toContain('.2');
    await loses_pair(ben);
    await renew_now(ana.place);
    const { key = '', key_number = 1 } = ana.place.belongings.kept;
    const newer = parse_link(link);
    if (newer?.kind !== 'device') throw new Error('no link');
    await ben.reload();
    await ben.rest();
    expect(ben.place.shown.key_missing).toBe(true);
    await ben.reload(format_link({ ...newer, key, key_number }));
    await reads(ben, ['after']);
    expect(ben.place.ring.current).toBe(3);
  });

  it('is not let in by a link with a key that the circle never had', async () => {
    const link = parse_link(links_of(ana).invitation ?? '');
    if (link?.kind !== 'invitation') throw new Error('no invitation');
    for (const key_number of [2, 7]) {
      await ben.reload(format_link({ ...link, key: make_secret(), key_number }));
      await ben.rest();
      expect(ben.place.shown.key_missing).toBe(true);
      expect(ben.place.ring.numbers).toEqual([1]);
    }
  });
});

describe('a key that is not from the circle', () => {
  /** A second key by somebody with a device of their own, told as the server would tell it. */
  async function handed(older_key: string, claims: { by: string; from_device?: string }) {
    const key = make_secret();
    const ring = new KeyRing(circle.id, key, 2);
    const { device, pair, announced } = await make_device_key();
    const { from_device = device, by } = claims;
    const number = 2;
    const { member, device: mine = '' } = ben.place.belongings.kept;
    const [known] = circle.known.get(member)?.view.devices ?? [];
    if (known?.device !== mine) throw new Error('not announced');
    const own = await ben.place.ring.open(announcement({ member, device: mine }), known.device_key);
    const from = { member: by, device: from_device, pair, announced };
    const to = { member, device: mine, announced: own };
    const box = await hand_key({ circle: circle.id, number, from, to }, key);
    const before = await seal_before(ring, older_key, 1);
    circle.keys.push(before);
    circle.tell({ type: 'key_renewed', number, by, before });
    const boxes = [{ device: mine, box }];
    circle.tell_member(member, { type: 'key_handed', number, by, from_device, boxes });
    await ben.rest();
    return ben.place.ring.numbers;
  }

  const real_key = () => ana.place.belongings.kept.key ?? '';
  const device_of = (page: Page) => page.place.belongings.kept.device ?? '';

  it('is not taken from who never had the one before', async () => {
    expect(await handed(make_secret(), { by: ana.place.me })).toEqual([1]);
    expect(ben.place.shown.key_missing).toBe(true);
  });

  it("is not taken from who has the one before, and says to be another's device", async () => {
    const claims = { by: ana.place.me, from_device: device_of(ana) };
    expect(await handed(real_key(), claims)).toEqual([1]);
  });

  it('would be taken from a device that is gone since', async () => {
    expect(await handed(real_key(), { by: ana.place.me })).toEqual([2, 1]);
  });

  it('of a device that was swapped is not sealed to, and it is said whose it is', async () => {
    const swapped = await make_device_key();
    const label = announcement({ member: ben.place.me, device: swapped.device });
    const moved = { ...label, author: cai.place.me };
    const device_key = await cai.place.ring.seal(moved, swapped.announced);
    circle.announce(ben.place.me, swapped.device, device_key);
    const answer = await remove_member(ana.place, cai.place.me, true);
    expect(answer).toMatchObject({ code: 'device_key_swapped', about: ben.place.me });
    expect(circle.known.has(cai.place.me)).toBe(true);
    // Only without that member it goes on.
    expect(await remove_member(ana.place, ben.place.me, true)).toEqual(accepted);
    expect(await remove_member(ana.place, cai.place.me, true)).toEqual(accepted);
    expect(circle.key_number).toBe(3);
  });
});

it('a device whose announcement met a renewal announces itself once more', async () => {
  await loses_pair(ben);
  const hear = circle.hear.bind(circle);
  let refused = 0;
  vi.spyOn(circle, 'hear').mockImplementation((guest, frame) => {
    const announces = frame.type === 'command' && frame.command.type === 'announce_key';
    if (!announces || refused > 0) return hear(guest, frame);
    refused += 1;
    guest.hears({ type: 'refused', id: frame.id, code: 'key_changed', sentence: 'No.' });
  });
  await ben.reload();
  await vi.waitFor(() => expect(circle.known.get(ben.place.me)?.view.devices).toHaveLength(2));
  expect(refused).toBe(1);
});

describe('a renewal', () => {
  it('that two ask for at once is done one after the other', async () => {
    const dia = await new Page(at).join(links_of(ana).invitation ?? '', 'Dia');
    await dia.rest();
    const both = [
      remove_member(ana.place, cai.place.me, true),
      remove_member(kay.place, dia.place.me, true),
    ];
    expect(await Promise.all(both)).toEqual([accepted, accepted]);
    expect(circle.key_number).toBe(3);
    await says(ben, 'after');
    for (const page of [ana, kay, ben]) await reads(page, ['after']);
  });

  it('is asked again with a device that came just then', async () => {
    const { device, announced } = await make_device_key();
    const label = announcement({ member: kay.place.me, device });
    const device_key = await kay.place.ring.seal(label, announced);
    vi.spyOn(circle, 'renewal_refused').mockImplementationOnce(() => {
      circle.announce(kay.place.me, device, device_key);
      return 'ring_changed';
    });
    expect(await remove_member(ana.place, cai.place.me, true)).toEqual(accepted);
    const handed = circle.known.get(kay.place.me)?.handed?.boxes ?? [];
    expect(handed.map((each) => each.device)).toContain(device);
    await says(ana, 'after');
    await reads(kay, ['after']);
  });

  it('is given up where the circle never comes to rest', async () => {
    let asked = 0;
    vi.spyOn(circle, 'renewal_refused').mockImplementation(() => {
      asked += 1;
      return 'ring_changed';
    });
    const answer = await remove_member(ana.place, cai.place.me, true);
    expect(answer).toMatchObject({ accepted: false, code: 'ring_changed' });
    expect(asked).toBe(5);
    expect(ana.place.belongings.kept.coming_keys?.length).toBeLessThanOrEqual(5);
  });
});

describe('when a keeper left', () => {
  it("another keeper's device renews the key by itself, once, with a new keepers' link", async () => {
    vi.spyOn(Math, 'random').mockReturnValue(0);
    const before = links_of(ana);
    kay.place.end();
    const second = await new Page(at).join(before.keeper ?? '', 'Eve');
    await second.rest();
    void second.place.ask({ type: 'leave', take_back: false });
    await vi.waitFor(() => expect(circle.key_number).toBe(2), 4000);
    expect(circle.key_due).toBe(false);
    await ana.rest();
    await reads(ben, []);
    expect(links_of(ana).keeper).not.toBe(before.keeper);
    expect(circle.links.keeper).not.toBe('');
    await new Promise((settle) => setTimeout(settle, 1500));
    expect(circle.key_number).toBe(2);
  }, 10_000);
});

it('the command with the most devices that there may be fits into a message', () => {
  const box = JSON.stringify({ device: 'd'.repeat(22), box: 'b'.repeat(254) });
  const member = JSON.stringify('m'.repeat(22));
  const { counts, bytes } = limits;
  const most = counts.device_keys_max * (box.length + 1) + counts.members_max * (member.length + 1);
  expect(most + 2000).toBeLessThan(bytes.message_max);
});
