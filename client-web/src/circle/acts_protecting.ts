// Acts that protect somebody, with the words that go with them; and ending the circle with a last word.
import { own_words } from '../seal/key_ring';
import { sealed_ask } from './acts';
import type { Membership } from './membership';
import type { Answer } from './standing';
import type { MemberId, QuietenCommand } from './words';

export type Quietening = Pick<QuietenCommand, 'member' | 'how' | 'length'> & {
  /** Why: nobody has to guess. */
  words: string;
};

export function quieten(place: Membership, { words, ...asked }: Quietening): Promise<Answer> {
  const label = (id: MemberId) => ({ kind: 'quiet_words', author: place.me, id }) as const;
  return sealed_ask(place, async () => ({
    type: 'quieten',
    ...asked,
    words: await place.ring.seal(label(asked.member), words),
  }));
}

export function erase_circle(place: Membership, words?: string): Promise<Answer> {
  if (!words) return place.ask({ type: 'erase_circle' }); // also where the key of now is missing
  return sealed_ask(place, async () => ({
    type: 'erase_circle',
    words: await place.ring.seal(own_words('closing_words'), words),
  }));
}
