// Makes a circle from a keeper's choices; the maker is in it at once, as its first keeper.
import { make_id, make_secret } from '../seal/bytes';
import { announcement, make_device_key, type DeviceKey } from '../seal/device_key';
import { KeyRing, own_words, type Label } from '../seal/key_ring';
import type { Kept } from './belongings';
import { Membership, type Surroundings } from './membership';
import type { Keeps, MakeFrame, Meets } from './words';

export interface Making {
  title: string;
  agreements: string;
  safety?: string;
  places?: string;
  meets: Meets;
  keeps: Keeps;
  grace?: number;
  name: string;
  pronouns?: string;
  shared_device?: boolean;
  operator_token?: string;
}

async function frame_of(making: Making, kept: Kept, made: DeviceKey): Promise<MakeFrame> {
  const ring = new KeyRing(kept.circle, kept.key);
  const own = (kind: Label['kind'], text: string) => ring.seal(own_words(kind), text);
  const mine = (kind: Label['kind'], text: string) =>
    ring.seal({ kind, author: kept.member, id: '-' }, text);
  const { meets, keeps, grace, operator_token, safety, places, pronouns } = making;
  const announced_as = announcement({ member: kept.member, device: made.device });
  return {
    type: 'make',
    member: kept.member,
    secret: kept.secret,
    keeper_token: kept.tokens.keeper ?? '',
    invitation_token: kept.tokens.invitation ?? '',
    ...(operator_token && { operator_token }),
    title: await own('title', making.title),
    agreements: await own('agreements', making.agreements),
    ...(safety && { safety: await own('safety', safety) }),
    ...(places && { places: await own('places', places) }),
    meets,
    keeps,
    ...(grace !== undefined && { grace }),
    name: await mine('name', making.name),
    ...(pronouns && { pronouns: await mine('pronouns', pronouns) }),
    device_key: await ring.seal(announced_as, made.announced),
  };
}

/** Settles when the circle is made, or when the server would not make it: see the state. */
export async function make_membership(
  making: Making,
  surroundings: Surroundings,
): Promise<Membership> {
  const storage = making.shared_device ? surroundings.tab : surroundings.device;
  const made = await make_device_key({ extractable: !storage.keeps_keys });
  const kept: Kept = {
    circle: make_id(),
    member: make_id(),
    secret: make_secret(),
    key: make_secret(),
    tokens: { keeper: make_secret(), invitation: make_secret() },
    joined: false,
    device: made.device,
    pair: made.pair,
  };
  kept.make = await frame_of(making, kept, made);
  const membership = new Membership(kept, storage, surroundings);
  await membership.belongings.keep();
  await membership.tab.choose(kept.member);
  await membership.start();
  await membership.until(({ state }) => state === 'here');
  return membership;
}
