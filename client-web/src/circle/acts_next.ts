// Saying when the circle meets next, with what to expect sealed.
import { own_words } from '../seal/key_ring';
import { sealed_ask } from './acts';
import type { Membership } from './membership';
import type { Answer } from './standing';
import type { Next } from './words';

/** With its words opened. */
export type NamedNext = Omit<Next, 'words'> & { words?: string };

/** Without one: that it is not known. */
export function announce_next(place: Membership, next?: NamedNext): Promise<Answer> {
  if (!next) return place.ask({ type: 'announce_next' });
  const { words, ...bare } = next;
  if (!words) return place.ask({ type: 'announce_next', next: bare });
  return sealed_ask(place, async () => ({
    type: 'announce_next',
    next: { ...bare, words: await place.ring.seal(own_words('next_words'), words) },
  }));
}
