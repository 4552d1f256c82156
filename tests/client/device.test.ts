// Holds a device's own key to its word: it is announced once, as this member's and this device's,
// and goes on after a reload, on a device of one's own and in the tab of a shared one.
import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { join } from '../../client-web/src/circle/acts';
import { place_name, type Kept } from '../../client-web/src/circle/belongings';
import { come } from '../../client-web/src/circle/coming';
import type { CircleLink } from '../../client-web/src/circle/links';
import { make_membership } from '../../client-web/src/circle/making';
import { Membership, type Surroundings } from '../../client-web/src/circle/membership';
import type { CommandFrame, Sealed } from '../../client-web/src/circle/words';
import { device_storage, tab_storage } from '../../client-web/src/link/storage';
import { open_box, seal_box, type BoxLabel } from '../../client-web/src/seal/boxes';
import { make_id, make_secret, to_text } from '../../client-web/src/seal/bytes';
import { announcement, make_device_key } from '../../client-web/src/seal/device_key';
import { own_words } from '../../client-web/src/seal/key_ring';
import { web_storage } from './fake_browser';
import { FakeSocket } from './fake_socket';
import { door, kept_place, surroundings, takes_in, view_of, welcome } from './stage';

const circle = make_id();
const link: CircleLink = {
  circle,
  kind: 'invitation',
  token: make_secret(),
  key: make_secret(),
};
let here: Surroundings;

beforeEach(() => {
  FakeSocket.made = [];
  here = {
    ...surroundings(),
    device: device_storage(make_id()),
    tab: tab_storage(web_storage()),
  };
});

const commands = () => FakeSocket.last.sent_of('command');

async function joined(shared_device: boolean): Promise<Membership> {
  const place = await come(circle, here, link);
  if (!place) throw new Error('no place');
  await place.start();
  FakeSocket.last.opens().says(door(circle));
  void join(place, { name: 'Ama', witness: false, shared_device });
  await vi.waitFor(() => expect(commands()).toHaveLength(1));
  return place;
}

/** The place opens again from what was kept, but for what was lost, and the server welcomes it. */
async function reload(place: Membership, lost?: 'device' | 'pair'): Promise<Membership> {
  place.end();
  await place.belongings.keep();
  const { storage } = place.belongings;
  const name = place_name(place.circle, place.me);
  const kept = Object.entries((await storage?.read(name)) as Kept);
  await storage?.write(name, Object.fromEntries(kept.filter(([part]) => part !== lost)));
  const after = await come(place.circle, here);
  if (!after) throw new Error('nothing was kept');
  await after.start();
  const { device } = place.belongings.kept;
  FakeSocket.last.opens().says(welcome(view_of(after.me, undefined, device)));
  return after;
}

/** What was announced, and is accepted. */
async function announced_now(place: Membership): Promise<Sealed> {
  await vi.waitFor(() => expect(commands()).toHaveLength(1));
  const [{ id, command }] = commands() as [CommandFrame];
  if (command.type !== 'announce_key') throw new Error('nothing announced');
  FakeSocket.last.says({ type: 'accepted', id, number: 1 });
  await vi.waitFor(() => expect(place.shown.unanswered_count).toBe(0));
  return command.device_key;
}

/** What was announced opens as this member's and device's, and is the public part of the pair. */
async function expect_own(place: Membership, device_key: Sealed | undefined): Promise<string> {
  const { member, device = '', pair } = place.belongings.kept;
  if (!device_key || !pair) throw new Error('nothing to compare');
  const announced = await place.ring.open(announcement({ member, device }), device_key);
  const raw = await crypto.subtle.exportKey('raw', pair.publicKey);
  expect(announced).toBe(to_text(new Uint8Array(raw)));
  expect(device).toHaveLength(22);
  return announced;
}

async function expect_no_announcement(): Promise<void> {
  await new Promise((settle) => setTimeout(settle, 20));
  expect(commands()).toEqual([]);
}

describe.each([
  ['a device of their own', false],
  ['a shared device', true],
])('who joins on %s', (_, shared) => {
  it('announces its key, and after a reload boxes still open and go out', async () => {
    const before = await joined(shared);
    const command = commands()[0]?.command;
    if (command?.type !== 'join') throw new Error('no joining');
    const announced = await expect_own(before, command.device_key);
    await takes_in(before);

    const after = await reload(before);
    await expect_no_announcement();
    const { member, device = '', pair } = after.belongings.kept;
    expect([member, device]).toEqual([before.me, before.belongings.kept.device]);
    expect(pair?.privateKey.extractable).toBe(shared);

    const other = await make_device_key();
    const [mine, theirs] = [
      { member, device },
      { member: 'Ana', device: other.device },
    ];
    const to_me: BoxLabel = {
      circle,
      kind: 'circle_key',
      id: '2',
      author: theirs,
      recipient: mine,
    };
    const box = await seal_box({ from: other.pair, to: announced, label: to_me }, 'words');
    if (!pair) throw new Error('no pair');
    expect(await open_box({ to: pair, from: other.announced, label: to_me }, box)).toBe('words');
    const from_me = { ...to_me, author: mine, recipient: theirs };
    const back = await seal_box({ from: pair, to: other.announced, label: from_me }, 'back');
    expect(await open_box({ to: other.pair, from: announced, label: from_me }, back)).toBe('back');
  });

  it.each(['device', 'pair'] as const)('gets a new pair where %s was not kept', async (lost) => {
    const place = await joined(shared);
    await takes_in(place);
    const { device } = place.belongings.kept;
    const after = await reload(place, lost);
    await expect_own(after, await announced_now(after));
    expect(after.belongings.kept.device).not.toBe(device);
    const again = await reload(after);
    await expect_no_announcement();
    expect(again.belongings.kept.device).toBe(after.belongings.kept.device);
  });
});

it.each([
  ['own', false],
  ['shared', true],
])('is announced with the making of a circle, on %s device', async (_, shared_device) => {
  const making = { title: 'a', agreements: 'b', meets: 'typed', keeps: 'this_gathering' } as const;
  const made = make_membership({ ...making, name: 'Ana', shared_device }, here);
  await vi.waitFor(() => expect(FakeSocket.made).toHaveLength(1));
  const [frame] = FakeSocket.last.opens().sent_of('make');
  FakeSocket.last.says(welcome(view_of(frame?.member ?? '', undefined, frame?.device)));
  const place = await made;
  await expect_own(place, frame?.device_key);
  await vi.waitFor(() => expect(place.belongings.kept.joined).toBe(true));
  const after = await reload(place);
  await expect_no_announcement();
  expect(after.belongings.kept.pair?.privateKey.extractable).toBe(shared_device);
});

it('is another on another device of mine', async () => {
  const carried = { circle, kind: 'device', member: make_id(), secret: make_secret() } as const;
  const place = await come(circle, here, { ...carried, key: link.key });
  await place?.start();
  FakeSocket.last.opens().says(welcome(view_of(carried.member)));
  if (!place) throw new Error('no place');
  await expect_own(place, await announced_now(place));
});

it('is announced anew for an old seat, since it was announced as the newcomer', async () => {
  const place = await joined(false);
  await takes_in(place);
  const { device } = place.belongings.kept;
  const event = { type: 'seat_given', newcomer: place.me, seat_of: 'old-seat' } as const;
  FakeSocket.last.says({ type: 'told', stream: 'circle', number: 1, at: 0, event });
  await vi.waitFor(() => expect(FakeSocket.made).toHaveLength(2));
  FakeSocket.last.opens().says(welcome(view_of('old-seat', undefined, device)));
  await expect_own(place, await announced_now(place));
  expect(place.belongings.kept.device).toBe(device); // else what it announced before would stay
  await reload(place);
  await expect_no_announcement();
});

describe("the number of the circle's key", () => {
  const sealed_by = (kept: Kept) =>
    new Membership(kept, here.device, here).ring.seal(own_words('title'), 'words');

  it('is the first where nothing was kept of it, and is kept beside the key', async () => {
    const kept = kept_place();
    expect((await sealed_by(kept)).key).toBe(1);
    const renewed = { ...kept, key: make_secret(), key_number: 3 };
    await here.tab.write(place_name(kept.circle, kept.member), renewed);
    await here.tab.write(`chosen/${kept.circle}`, kept.member);
    const place = await come(kept.circle, here);
    expect(place?.ring.numbers).toEqual([3]);
    expect((await sealed_by(renewed)).key).toBe(3);
  });
});
