// Renews the circle's key for what comes: made here, and sealed to exactly the devices of exactly
// those who are in the circle afterwards.
import { make_secret } from '../seal/bytes';
import { seal_before } from '../seal/key_chain';
import { seal_for_keepers } from '../seal/keepers_box';
import { KeyRing } from '../seal/key_ring';
import type { Membership } from './membership';
import type { Answer } from './standing';
import type { MemberId, Renewal } from './words';

async function renewal_of(place: Membership, removed?: MemberId): Promise<Renewal> {
  const { kept } = place.belongings;
  const [key, invitation, number] = [make_secret(), make_secret(), place.ring.current + 1];
  const box = { circle: place.circle, secret: kept.keepers_secret ?? make_secret(), number };
  const members = place.shown.view?.members.filter((each) => each.member !== removed) ?? [];
  return {
    number,
    members: members.map((each) => each.member),
    invitation,
    before: await seal_before(new KeyRing(place.circle, key, number), kept.key ?? '', number - 1),
    keeper_box: await seal_for_keepers(box, { key, invitation }),
    from_device: kept.device ?? '',
    boxes: [],
  };
}

export async function remove_member(
  place: Membership,
  member: MemberId,
  keep_shares: boolean,
): Promise<Answer> {
  const renewal = await renewal_of(place, member);
  return place.ask({ type: 'remove_member', member, keep_shares, renewal });
}
