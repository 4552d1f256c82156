// The links of a circle: replacing them, and those that bring a device or another person here.
import { make_secret } from '../seal/bytes';
import { seal_for_keepers } from '../seal/keepers_box';
import { KeyMissing } from '../seal/key_ring';
import { sealed_ask } from './acts';
import { coming_max } from './belongings';
import { address_of, key_of } from './links';
import type { Membership } from './membership';
import type { Answer } from './standing';

export type Replaceable = 'keeper' | 'invitation';

/** What whoever comes with the keepers' link finds there. */
function keeper_box_of(place: Membership, secret: string, invitation: string | undefined) {
  const { kept } = place.belongings;
  if (place.ring.is_behind || kept.key === undefined) throw new KeyMissing('of the keepers');
  const box = { circle: place.circle, secret, number: place.ring.current };
  return seal_for_keepers(box, { key: kept.key, invitation });
}

function replace_keepers_link(place: Membership): Promise<Answer> {
  const { belongings } = place;
  const { kept } = belongings;
  const link = { token: make_secret(), secret: make_secret() };
  return sealed_ask(place, async () => {
    const keeper_box = await keeper_box_of(place, link.secret, kept.tokens.invitation);
    kept.coming_links = [...(kept.coming_links ?? []), link].slice(-coming_max);
    await belongings.keep(); // a page that goes now finds the new link again
    return { type: 'replace_link', link: 'keeper', token: link.token, keeper_box };
  });
}

async function replace_invitation(place: Membership): Promise<Answer> {
  const { kept } = place.belongings;
  if (kept.keepers_secret === undefined) {
    // Nobody could find the new invitation in a box that this device cannot seal.
    const answer = await replace_keepers_link(place);
    await place.keys.settled;
    if (!answer.accepted) return answer;
  }
  const token = make_secret();
  const answer = await sealed_ask(place, async () => {
    const keeper_box = await keeper_box_of(place, kept.keepers_secret ?? make_secret(), token);
    return { type: 'replace_link', link: 'invitation', token, keeper_box };
  });
  if (answer.accepted) await place.keep_tokens({ invitation: token });
  return answer;
}

/** Replaces a link; the answer has the new one. */
export async function replace_link(
  place: Membership,
  link: Replaceable,
): Promise<Answer & { address?: string }> {
  const replace = link === 'keeper' ? replace_keepers_link : replace_invitation;
  const answer = await replace(place);
  await place.keys.settled;
  return answer.accepted ? { ...answer, address: place.shown.links[link] ?? '' } : answer;
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
