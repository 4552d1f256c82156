// An invitation for one person: its link is known to the device that made it, and to nobody else.
import { make_id, make_secret } from '../seal/bytes';
import { sealed_ask } from './acts';
import { address_of, key_of } from './links';
import type { Membership } from './membership';
import type { Answer } from './standing';
import type { InvitationId } from './words';

export type Invited = Answer & { invitation?: InvitationId; address?: string };

export async function add_invitation(place: Membership, whom: string): Promise<Invited> {
  const [invitation, token] = [make_id(), make_secret()];
  const label = { kind: 'invitation_for', author: place.me, id: invitation } as const;
  const answer = await sealed_ask(place, async () => ({
    type: 'add_invitation',
    invitation,
    token,
    ...(whom && { words: await place.ring.seal(label, whom) }),
  }));
  const { kept } = place.belongings;
  const key = key_of(kept);
  if (!answer.accepted || !key) return answer;
  const link = { circle: place.circle, kind: 'once', token, ...key } as const;
  return { ...answer, invitation, address: address_of(place.surroundings.server, link) };
}
