// Holds leaving fast to its word: nothing that can be read stays on the device, and the circle's
// link, and nothing else, brings somebody back to their own seat.
import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { place_name } from '../../client-web/src/circle/belongings';
import { come } from '../../client-web/src/circle/coming';
import type { CircleLink } from '../../client-web/src/circle/links';
import type { Membership, Surroundings } from '../../client-web/src/circle/membership';
import { device_storage, memory_storage, tab_storage } from '../../client-web/src/link/storage';
import { make_id, make_secret } from '../../client-web/src/seal/bytes';
import { make_device_key } from '../../client-web/src/seal/device_key';
import { open_by_link, seal_by_link } from '../../client-web/src/seal/link_seal';
import { floor, turn } from './circle';
import { web_storage } from './fake_browser';
import { FakeSocket } from './fake_socket';
import { kept_place, living, surroundings } from './stage';

let kept: ReturnType<typeof kept_place>;
let here: Surroundings;
let link: Extract<CircleLink, { kind: 'invitation' | 'once' }>;

beforeEach(async () => {
  FakeSocket.made = [];
  const { pair } = await make_device_key();
  kept = { ...kept_place(), pair, tokens: { invitation: make_secret() } };
  here = { ...surroundings(), device: device_storage(make_id()), tab: tab_storage(web_storage()) };
  const { circle, key = '' } = kept;
  link = { circle, key, kind: 'invitation', token: make_secret() };
});

async function at_home(): Promise<Membership> {
  const place = await living({ floor: floor('round'), turn: turn(kept.member) }, kept, here);
  await place.belongings.keep();
  await place.tab.choose(place.me);
  return place;
}

async function everything(): Promise<string> {
  const all: unknown[] = [];
  for (const storage of [here.device, here.tab]) {
    for (const name of await storage.names('')) all.push([name, await storage.read(name)]);
  }
  return JSON.stringify(all);
}

describe('who left fast', () => {
  it('leaves nothing behind that says which circle, who, or what was written', async () => {
    const place = await at_home();
    place.write_draft('half a sentence');
    place.alone.write({
      id: 'one',
      practice: '1.1',
      title: 'T',
      asked: 'A',
      language: 'en',
      text: 'for me alone',
      at: 0,
    });
    await place.belongings.keep_written('a practice');
    void place.ask({ type: 'raise_hand' });
    await place.vanish();
    expect(FakeSocket.last.closed_with).toBe(1000);
    const left = await everything();
    expect((JSON.parse(left) as unknown[]).length).toBe(1);
    for (const secret of [
      kept.circle,
      kept.member,
      kept.secret,
      kept.key,
      'half',
      'alone',
      'raise',
    ]) {
      expect(left).not.toContain(secret);
    }
  });

  it('is asked for the link at the address, and comes back by it to the same seat', async () => {
    const before = await at_home();
    await before.vanish();
    expect(await come(kept.circle, here)).toBeUndefined();
    const after = await come(kept.circle, here, link);
    expect(after?.belongings.first_frame()).toMatchObject({
      type: 'hello',
      member: kept.member,
      secret: kept.secret,
    });
    expect(after?.belongings.kept.tokens).toEqual(kept.tokens);
    expect(await here.device.names('rested/')).toEqual([]);
    expect((await come(kept.circle, here))?.me).toBe(kept.member);
  });

  it('is not brought back by the link of another circle, or by a link for somebody else', async () => {
    await (await at_home()).vanish();
    const elsewhere: CircleLink = { ...link, circle: make_id(), key: make_secret() };
    expect((await come(elsewhere.circle, here, elsewhere))?.me).not.toBe(kept.member);
    const other = await come(kept.circle, here, { ...link, other: true } as CircleLink);
    expect(other?.me).not.toBe(kept.member);
    expect(await here.device.names('rested/')).toHaveLength(1);
  });

  it('keeps nothing that happens after', async () => {
    const place = await at_home();
    const gone = place.vanish();
    place.write_draft('too late');
    await Promise.all([gone, place.belongings.keep(), place.belongings.keep_draft('too late')]);
    expect(await here.device.names('draft/')).toEqual([]);
    expect(await here.device.names('place/')).toEqual([]);
  });

  it('comes back in the same tab of a shared device, and in no other', async () => {
    const place = await at_home();
    await place.belongings.erase();
    place.belongings.storage = here.tab;
    await place.belongings.keep();
    await place.vanish();
    expect(await here.device.names('')).toEqual([]);
    const elsewhere = { ...here, tab: memory_storage() };
    expect((await come(kept.circle, elsewhere, link))?.me).not.toBe(kept.member);
    const after = await come(kept.circle, here, link);
    expect(after?.me).toBe(kept.member);
    expect(after?.belongings.storage).toBe(here.tab);
  });

  it('leaves nothing at the door either', async () => {
    const place = await come(kept.circle, here, link);
    await place?.start();
    expect(await here.tab.names('door/')).toHaveLength(1);
    await place?.vanish();
    expect(await everything()).toBe('[]');
  });

  it('is gone from here even where nothing can be sealed', async () => {
    const place = await at_home();
    place.belongings.kept.key = 'no key';
    await place.vanish();
    expect(await everything()).toBe('[]');
  });
});

it('is found by its own name again, once the link brought it back', async () => {
  await (await at_home()).vanish();
  await come(kept.circle, here, link);
  expect(await here.device.names('')).toEqual([place_name(kept.circle, kept.member)]);
});

it('what is sealed by a link opens by that link and for that circle alone', async () => {
  const [key, circle] = [make_secret(), make_id()];
  const sealed = await seal_by_link(key, circle, 'words');
  expect(await open_by_link(key, circle, sealed)).toBe('words');
  await expect(open_by_link(make_secret(), circle, sealed)).rejects.toThrow();
  await expect(open_by_link(key, make_id(), sealed)).rejects.toThrow();
  expect((await seal_by_link(key, circle, 'words')).salt).not.toBe(sealed.salt);
});

describe('who stepped away', () => {
  it('closes the line, does not come again by itself, and keeps everything', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] });
    const place = await at_home();
    const { view } = place.shown;
    place.write_draft('half a sentence');
    place.step_away();
    expect(FakeSocket.last.closed_with).toBe(1000);
    expect(place.shown).toMatchObject({ state: 'stepped_away', view, draft: 'half a sentence' });
    place.look();
    vi.advanceTimersByTime(600_000);
    vi.useRealTimers();
    expect(FakeSocket.made).toHaveLength(1);
    place.return_here();
    expect(place.shown.state).toBe('connecting_again');
    expect(FakeSocket.last.opens().sent_of('hello')[0]?.resume).toBeDefined();
    FakeSocket.last.says({ type: 'resumed', now: 0 });
    expect(place.shown).toMatchObject({ state: 'here', draft: 'half a sentence' });
    place.end();
  });

  it('is still away after a reload, until they come back', async () => {
    const before = await at_home();
    before.step_away();
    await vi.waitFor(async () => expect(await here.tab.names('away/')).toHaveLength(1));
    const after = await come(kept.circle, here);
    await after?.start();
    expect(after?.shown.state).toBe('stepped_away');
    expect(FakeSocket.made).toHaveLength(1);
    after?.return_here();
    expect(after?.shown.state).toBe('connecting');
    expect(FakeSocket.made).toHaveLength(2);
    await vi.waitFor(async () => expect(await here.tab.names('away/')).toEqual([]));
    after?.end();
  });

  it('passes on at once what they were about to pass on', async () => {
    const place = await at_home();
    void place.pending.ask_after({ type: 'pass_on', turn: 1 }, 4000);
    place.step_away();
    expect(FakeSocket.last.sent_of('command').map(({ command }) => command.type)).toContain(
      'pass_on',
    );
    place.end();
  });
});
