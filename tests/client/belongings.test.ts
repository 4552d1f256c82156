// Holds what a device keeps to its word: sealed, in order, gone when left, and never in the way.
import 'fake-indexeddb/auto';
import { describe, expect, it } from 'vitest';
import {
  Belongings,
  place_name,
  read_place,
  type Kept,
} from '../../client-web/src/circle/belongings';
import {
  device_storage,
  memory_storage,
  tab_storage,
  type Storage,
} from '../../client-web/src/link/storage';
import { make_id, make_secret } from '../../client-web/src/seal/bytes';
import { make_device_key, type DeviceKey } from '../../client-web/src/seal/device_key';
import { web_storage } from './fake_browser';

const given = [{ id: make_id(), command: { type: 'raise_hand' } as const }];

function kept_place(): Kept {
  const [circle, member] = [make_id(), make_id()];
  const [secret, key, own_key] = [make_secret(), make_secret(), make_secret()];
  return { circle, member, secret, key, own_key, tokens: {}, joined: true };
}

function belongings_in(storage: Storage | undefined, kept = kept_place()): Belongings {
  return new Belongings(kept, storage);
}

const kinds: [string, () => Storage][] = [
  ['memory', memory_storage],
  ['a tab', () => tab_storage(web_storage())],
  ['a device', () => device_storage(make_id())],
];

describe.each(kinds)('belongings in %s', (_, make) => {
  it('come back after a reload', async () => {
    const [storage, kept] = [make(), kept_place()];
    const before = belongings_in(storage, kept);
    await before.keep();
    await before.keep_draft('half a sentence');
    await before.keep_unanswered(given);
    const after = belongings_in(storage, kept);
    expect(await after.draft()).toBe('half a sentence');
    expect(await after.unanswered()).toEqual(given);
    expect(await storage.read(place_name(kept.circle, kept.member))).toEqual(kept);
    expect(await storage.names(place_name(kept.circle))).toHaveLength(1);
  });

  it('are all gone once erased, and leave those of others alone', async () => {
    const storage = make();
    const [mine, others] = [belongings_in(storage), belongings_in(storage)];
    for (const each of [mine, others]) {
      await each.keep();
      await each.keep_draft('words');
      await each.keep_unanswered(given);
    }
    await mine.erase();
    const names = await storage.names('');
    expect(names).toHaveLength(3);
    expect(names.every((name) => name.includes(others.kept.circle))).toBe(true);
  });

  it('hold no word that could be read', async () => {
    const storage = make();
    const mine = belongings_in(storage);
    await mine.keep_draft('half a sentence');
    await mine.keep_unanswered(given);
    for (const name of await storage.names('')) {
      expect(JSON.stringify(await storage.read(name))).not.toMatch(/half|raise/);
    }
  });

  it('hold nothing where there is nothing to hold', async () => {
    const storage = make();
    const mine = belongings_in(storage);
    await mine.keep_draft('words');
    await mine.keep_draft('');
    await mine.keep_unanswered(given);
    await mine.keep_unanswered([]);
    expect(await storage.names('')).toEqual([]);
    expect(await mine.draft()).toBe('');
    expect(await mine.unanswered()).toEqual([]);
  });
});

it('keep the key pair of a device where it cannot be taken out', async () => {
  const { device, pair } = await make_device_key();
  const [storage, kept] = [device_storage(make_id()), { ...kept_place(), device, pair }];
  await belongings_in(storage, kept).keep();
  const back = await read_place(storage, place_name(kept.circle, kept.member));
  expect(back).toMatchObject({ device, key: kept.key });
  expect(back?.pair?.privateKey.extractable).toBe(false);
});

describe('in a tab', () => {
  const tab_with = async (made: DeviceKey) => {
    const { device, pair } = made;
    const [storage, kept] = [tab_storage(web_storage()), { ...kept_place(), device, pair }];
    await belongings_in(storage, kept).keep();
    return { storage, kept, name: place_name(kept.circle, kept.member) };
  };

  it('hold a key pair as text, which can be read and written again and again', async () => {
    const { storage, kept, name } = await tab_with(await make_device_key({ extractable: true }));
    const first = await storage.read(name);
    for (let reloads = 0; reloads < 2; reloads += 1) {
      const back = await read_place(storage, name);
      if (!back) throw new Error('nothing kept');
      expect(back).toMatchObject({ ...kept, pair: expect.anything() });
      await belongings_in(storage, back).keep();
      expect(await storage.read(name)).toEqual(first);
    }
  });

  it('leave out a pair that cannot be taken out, and its device with it', async () => {
    const { storage, kept, name } = await tab_with(await make_device_key());
    const back = await read_place(storage, name);
    expect(back).toMatchObject({ member: kept.member, secret: kept.secret, key: kept.key });
    for (const left_out of ['device', 'pair']) expect(back).not.toHaveProperty(left_out);
    expect(kept.pair).toBeDefined();
  });

  it('are there without a pair where it cannot be read', async () => {
    const { storage, name } = await tab_with(await make_device_key({ extractable: true }));
    const kept = (await storage.read(name)) as object;
    await storage.write(name, { ...kept, pair: { public_key: {}, private_key: {} } });
    const back = await read_place(storage, name);
    expect(back?.joined).toBe(true);
    expect(back).not.toHaveProperty('pair');
  });
});

it('keep the last of many, however slow the storage', async () => {
  const slow = memory_storage();
  const { write } = slow;
  const delays = [1, 10, 30]; // the first takes longest
  slow.write = async (name, value) => {
    await new Promise((settle) => setTimeout(settle, delays.pop()));
    await write(name, value);
  };
  const mine = belongings_in(slow);
  await Promise.all(['one', 'one two', 'one two three'].map((text) => mine.keep_draft(text)));
  expect(await mine.draft()).toBe('one two three');
});

it('are not in the way where a storage is full or forbidden', async () => {
  const forbid = () => Promise.reject(new Error('QuotaExceededError'));
  const forbidden: Storage = {
    keeps_keys: true,
    read: forbid,
    write: forbid,
    erase: forbid,
    names: forbid,
  };
  const mine = belongings_in(forbidden);
  await mine.keep();
  await mine.keep_draft('words');
  await mine.erase();
  expect(await mine.draft()).toBe('');
  expect(await mine.unanswered()).toEqual([]);
});

it('go on being kept after the storage failed once', async () => {
  const storage = memory_storage();
  const { write } = storage;
  let fails = true;
  storage.write = (...all) => (fails ? Promise.reject(new Error('full')) : write(...all));
  const mine = belongings_in(storage);
  await mine.keep_draft('one');
  fails = false;
  await mine.keep_draft('two');
  expect(await mine.draft()).toBe('two');
});

it('are kept nowhere at the door', async () => {
  const mine = belongings_in(undefined);
  await mine.keep();
  await mine.keep_draft('words');
  expect(await mine.draft()).toBe('');
});

it('of another member do not open as mine', async () => {
  const storage = memory_storage();
  const mine = belongings_in(storage);
  const theirs = belongings_in(storage, { ...mine.kept, member: make_id() });
  await theirs.keep_draft('theirs');
  const [name] = await storage.names('draft/');
  await storage.write(
    `draft/${mine.kept.circle}/${mine.kept.member}`,
    await storage.read(name ?? ''),
  );
  expect(await mine.draft()).toBe('');
});

it('go on under the old seat, once it was given back', async () => {
  const storage = memory_storage();
  const mine = belongings_in(storage);
  await mine.keep();
  await mine.become('old-seat');
  const name = place_name(mine.kept.circle, 'old-seat');
  expect(await storage.names('')).toEqual([name]);
});
