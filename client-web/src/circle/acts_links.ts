// The links of a circle: replacing them, and those that bring a device or another person here.
import { make_secret } from '../seal/bytes';
import { seal_for_keepers } from '../seal/keepers_box';
import { address_of, key_of } from './links';
import type { Membership } from './membership';
import type { Answer } from './standing';

export type Replaceable = 'keeper' | 'invitation';

/** Replaces a link; the answer has the new one. */
export async function replace_link(
  place: Membership,
  link: Replaceable,
): Promise<Answer & { address?: string }> {
  const { kept } = place.belongings;
  const token = make_secret();
  const secret = link === 'keeper' ? make_secret() : (kept.keepers_secret ?? '');
  const invitation = link === 'invitation' ? token : kept.tokens.invitation;
  const box = { circle: place.circle, secret, number: place.ring.current };
  const keeper_box = await seal_for_keepers(box, { key: kept.key ?? '', invitation });
  const answer = await place.ask({ type: 'replace_link', link, token, keeper_box });
  if (!answer.accepted) return answer;
  if (link === 'keeper') kept.keepers_secret = secret;
  await place.keep_tokens({ [link]: token });
  return { ...answer, address: place.shown.links[link] ?? '' };
}

/** A link that brings this place to another device of one's own. */
export async function carry_link(place: Membership): Promise<string | undefined> {
  const secret = make_secret();
  const answer = await place.ask({ type: 'welcome_device', secret });
  const key = key_of(place.belongings.kept);
  if (!answer.accepted || !key) return undefined;
  const link = { circle: place.circle, kind: 'device', member: place.me, secret, ...key } as const;
  return address_of(place.surroundings.server, link);
}

/** A link that lets another person join in another tab of this device. */
export function other_address(place: Membership): string | undefined {
  const { kept } = place.belongings;
  const [token, key] = [kept.tokens.invitation, key_of(kept)];
  if (!token || !key) return undefined;
  const link = { circle: place.circle, kind: 'invitation', token, ...key, other: true } as const;
  return address_of(place.surroundings.server, link);
}
