// The circle's key for whoever opens the keepers' link, however often it was renewed since: sealed
// under a secret of that link alone, which no server is told, as it is told the link's token.
import type { Sealed } from '../circle/words';
import { KeyRing, own_words } from './key_ring';

export interface KeepersBox {
  circle: string;
  /** The secret in the keepers' link. */
  secret: string;
  /** Which of the circle's keys is in the box. */
  number: number;
}

export interface InKeepersBox {
  key: string;
  /** The invitation's token; left out where who made the box did not know it. */
  invitation?: string | undefined;
}

const label = own_words('keeper_box');
const ring_of = ({ circle, secret, number }: KeepersBox) => new KeyRing(circle, secret, number);

export function seal_for_keepers(box: KeepersBox, inside: InKeepersBox): Promise<Sealed> {
  const { key, invitation } = inside;
  return ring_of(box).seal(label, invitation === undefined ? key : `${key}.${invitation}`);
}

/** Throws where it is another circle's, another link's, or another key than the number says. */
export async function open_for_keepers(box: KeepersBox, sealed: Sealed): Promise<InKeepersBox> {
  const [key = '', invitation] = (await ring_of(box).open(label, sealed)).split('.');
  return { key, ...(invitation !== undefined && { invitation }) };
}
