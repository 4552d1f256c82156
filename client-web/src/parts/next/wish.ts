// The next gathering while a keeper writes it down: fields of a form, in one time zone.
import type { NamedNext } from '../../circle/acts_next';
import { at_of, can_be_named, local_of } from '../../circle/next';
import type { Dates } from '../../circle/temporal';
import { limits, type Next, type Rhythm } from '../../circle/words';
import { say } from '../../words/say';

export interface Wish {
  zone: string;
  date: string;
  time: string;
  rhythm: Rhythm;
  length: number;
  words: string;
}

export const zone_here = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;

export const empty_wish = (): Wish => ({
  zone: zone_here(),
  date: '',
  time: '19:00',
  rhythm: 'weekly',
  length: 5_400_000,
  words: '',
});

/** As it was named, at this time. */
export function wish_of(of: Dates, next: Next, at: number, words: string | undefined): Wish {
  const { rhythm, zone, length = 0 } = next;
  return { ...local_of(of, at, zone), zone, rhythm, length, words: words ?? '' };
}

/** What is to be sent; or what is wrong with it. */
export function named(of: Dates, wish: Wish, now: number): NamedNext | string {
  const { zone, rhythm, length, words } = wish;
  if (!wish.date || !wish.time) return say('next.need_date');
  const at = at_of(of, wish, zone);
  if (at === undefined) return say('next.need_date');
  if (!can_be_named(at, now)) return say('next.too_far');
  const lasting = Math.min(length, limits.lengths.activity_max);
  const text = words.trim();
  return { at, rhythm, zone, ...(lasting && { length: lasting }), ...(text && { words: text }) };
}
