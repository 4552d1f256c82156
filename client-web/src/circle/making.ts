// Makes a circle from a keeper's choices; the maker is in it at once, as its first keeper.
import { make_id, make_secret } from '../seal/bytes';
import { announcement, make_device_key, type DeviceKey } from '../seal/device_key';
import { seal_for_keepers } from '../seal/keepers_box';
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
  knock?: boolean;
  seats?: number;
  name: string;
  pronouns?: string;
  shared_device?: boolean;
  operator_token?: string;
}

type Fresh = Kept & {
  key: string;
  keepers_secret: string;
  tokens: { keeper: string; invitation: string };
};

function keeper_box_of({ circle, key, keepers_secret, tokens }: Fresh) {
  const box = { circle, secret: keepers_secret, number: 1 };
  return seal_for_keepers(box, { key, invitation: tokens.invitation });
}

async function frame_of(making: Making, kept: Fresh, made: DeviceKey): Promise<MakeFrame> {
  const ring = new KeyRing(kept.circle, kept.key);
  const own = (kind: Label['kind'], text: string) => ring.seal(own_words(kind), text);
  const mine = (kind: Label['kind'], text: string) =>
    ring.seal({ kind, author: kept.member, id: '-' }, text);
  const { meets, keeps, grace, knock, seats, operator_token, safety, places, pronouns } = making;
  const announced_as = announcement({ member: kept.member, device: made.device });
  return {
    type: 'make',
    member: kept.member,
    secret: kept.secret,
    keeper_token: kept.tokens.keeper,
    invitation_token: kept.tokens.invitation,
    ...(operator_token && { operator_token }),
    title: await own('title', making.title),
    agreements: await own('agreements', making.agreements),
    ...(safety && { safety: await own('safety', safety) }),
    ...(places && { places: await own('places', places) }),
    meets,
    keeps,
    ...(grace !== undefined && { grace }),
    ...(knock !== undefined && { knock }),
    ...(seats !== undefined && { seats }),
    name: await mine('name', making.name),
    ...(pronouns && { pronouns: await mine('pronouns', pronouns) }),
    keeper_box: await keeper_box_of(kept),
    device: made.device,
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
  const fresh = {
    circle: make_id(),
    member: make_id(),
    secret: make_secret(),
    key: make_secret(),
    own_key: make_secret(),
    keepers_secret: make_secret(),
    tokens: { keeper: make_secret(), invitation: make_secret() },
    joined: false,
    device: made.device,
    pair: made.pair,
  };
  const kept = { ...fresh, make: await frame_of(making, fresh, made) };
  const membership = new Membership(kept, storage, surroundings);
  await membership.belongings.keep();
  await membership.tab.choose(kept.member);
  await membership.start();
  await membership.until(({ state }) => state === 'here');
  return membership;
}
