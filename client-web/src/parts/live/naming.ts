// How a part of this gathering is called: as its keeper did, by the practice that it is for, or by what
// it is; and until about when it is, as one would say it.
import type { Place } from '../../circle/place.svelte';
import { unreadable } from '../../circle/said.svelte';
import type { Activity } from '../../circle/words';
import { say, say_time } from '../../words/say';
import { spoken } from '../../words/spoken.svelte';

export function name_of(place: Place, { title, kind, template }: Activity): string {
  const own = place.said(title, 'activity_title');
  if (own && own !== unreadable) return own;
  const { language } = spoken();
  const practice = template && place.practising.words_of({ template, language, by: '' });
  return practice ? practice.title : say(`activity.${kind}`);
}

const five_minutes = 300_000;

/** To five minutes, and never before now. */
export function say_about(at: number): string {
  const rounded = Math.round(at / five_minutes) * five_minutes;
  return say_time(rounded < Date.now() ? at : rounded);
}

/** In whole minutes, as plans have them. */
export const minutes_of = (length: number): number => Math.round(length / 60_000);
