// Single keys, for who chose to have them: P passes on, H asks for a turn. Never while writing or choosing.
import type { Place } from '../circle/place.svelte';
import { passing_delay } from './liking.svelte';

export function keys(place: Place, event: KeyboardEvent): void {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
  const target = event.target as HTMLElement;
  if (target.closest('input, textarea, select, dialog, [contenteditable]')) return;
  if (event.key === 'p' && place.may.pass_on) void place.pass_on(passing_delay());
  if (event.key === 'h' && place.may.raise_hand) void place.ask({ type: 'raise_hand' });
}
