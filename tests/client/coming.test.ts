// Holds coming to its word: the same device is the same member without asking, a link can say
// otherwise, and a shared device keeps nothing outside the tab.
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { join } from '../../client-web/src/circle/acts';
import { other_address } from '../../client-web/src/circle/acts_links';
import { place_name } from '../../client-web/src/circle/belongings';
import { come } from '../../client-web/src/circle/coming';
import { format_link, parse_link, type CircleLink } from '../../client-web/src/circle/links';
import type { Membership, Surroundings } from '../../client-web/src/circle/membership';
import { memory_storage } from '../../client-web/src/link/storage';
import { make_id, make_secret } from '../../client-web/src/seal/bytes';
import { FakeSocket } from './fake_socket';
import { door, surroundings, takes_in } from './stage';

const circle = make_id();
const invitation: CircleLink = {
  circle,
  kind: 'invitation',
  token: make_secret(),
  key: make_secret(),
};
let here: Surroundings;

/** Another tab of the same device. */
const another_tab = (): Surroundings => ({ ...here, tab: memory_storage() });

async function come_by(link?: CircleLink, where = here): Promise<Membership> {
  const place = await come(circle, where, link);
  if (!place) throw new Error('no place');
  return place;
}

async function joined(shared_device: boolean, where = here, link = invitation) {
  const place = await come_by(link, where);
  await place.start();
  FakeSocket.last.opens().says(door(circle));
  void join(place, { name: 'Ama', witness: false, shared_device });
  await vi.waitFor(() => expect(FakeSocket.last.sent_of('command')).toHaveLength(1));
  await takes_in(place);
  return place;
}

const hello_of = async (place: Membership) => {
  await place.start();
  return FakeSocket.last.opens().sent_of('hello')[0];
};

beforeEach(() => {
  FakeSocket.made = [];
  here = surroundings();
});

describe('somebody new', () => {
  it('comes to the door with the link, and nothing is kept of them on the device', async () => {
    const place = await come_by(invitation);
    const link = { kind: 'invitation', token: invitation.token };
    expect(await hello_of(place)).toMatchObject({ member: place.me, link });
    FakeSocket.last.says(door(circle));
    expect(place.shown.state).toBe('door');
    expect(await here.device.names('')).toEqual([]);
  });

  it('finds the door again after a reload, though the address no longer says it', async () => {
    await come_by(invitation);
    expect((await come_by()).belongings.kept.link?.token).toBe(invitation.token);
  });

  it('has no place without a link', async () => {
    expect(await come(circle, here)).toBeUndefined();
  });
});

describe('the same device', () => {
  it('is the same member, without a link and without asking', async () => {
    const before = await joined(false);
    before.end();
    const after = await come_by();
    const { member, secret } = before.belongings.kept;
    expect(await hello_of(after)).toEqual({ type: 'hello', member, secret });
    expect(after.belongings.kept.pair?.privateKey.extractable).toBe(false);
  });

  it('is the same member in another tab, and by the invitation', async () => {
    const before = await joined(false);
    const after = await come_by(invitation, another_tab());
    expect(after.me).toBe(before.me);
    expect(after.belongings.kept.link?.kind).toBe('invitation');
  });

  it('can be somebody else in another tab, and each tab stays who it was', async () => {
    const first = await joined(false);
    const other = parse_link(other_address(first) ?? '');
    expect(other).toEqual({ ...invitation, other: true });
    const tab = another_tab();
    const second = await joined(false, tab, other as typeof invitation);
    expect(second.me).not.toBe(first.me);
    expect((await come_by(undefined, tab)).me).toBe(second.me);
    expect((await come_by()).me).toBe(first.me);
  });

  it('is another member in another circle', async () => {
    const first = await joined(false);
    const elsewhere = { ...invitation, circle: make_id() };
    const place = await come(elsewhere.circle, here, elsewhere);
    expect(place?.me).not.toBe(first.me);
  });
});

describe('a shared device', () => {
  it('keeps everything in the tab, and nothing outlives it', async () => {
    const place = await joined(true);
    expect(place.shown.in_this_tab_only).toBe(true);
    place.write_draft('words');
    place.end();
    await vi.waitFor(async () => expect(await here.tab.names('draft/')).toHaveLength(1));
    expect(await here.device.names('')).toEqual([]);
    expect((await come_by()).me).toBe(place.me);
    expect(await come(circle, another_tab())).toBeUndefined();
  });
});

describe('a link from another device of mine', () => {
  const member = make_id();
  const secret = make_secret();
  const carried: CircleLink = { circle, kind: 'device', member, secret, key: invitation.key };

  it('brings the member here, for good', async () => {
    const place = await come_by(parse_link(format_link(carried)));
    expect(await hello_of(place)).toEqual({ type: 'hello', member, secret });
    expect(await here.device.names(place_name(circle))).toHaveLength(1);
    expect((await come_by()).me).toBe(member);
  });

  it('takes the place of who this tab was', async () => {
    await joined(false);
    expect((await come_by(carried)).me).toBe(member);
    expect((await come_by()).me).toBe(member);
  });
});

describe('who was given an old seat back', () => {
  it.each([
    ['their own', false],
    ['a shared', true],
  ])('has that seat after a reload too, on %s device', async (_, shared) => {
    const first = await joined(shared);
    const second = shared ? first : await other_person();
    const tab = second.surroundings;
    const given = { type: 'seat_given', newcomer: second.me, seat_of: 'old-seat' } as const;
    FakeSocket.last.says({ type: 'told', stream: 'circle', number: 1, at: 0, event: given });
    await vi.waitFor(() => expect(second.me).toBe('old-seat'));
    await vi.waitFor(async () => expect((await come(circle, tab))?.me).toBe('old-seat'));
  });

  const other_person = () => joined(false, another_tab(), { ...invitation, other: true });
});
