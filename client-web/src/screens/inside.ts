// What stands inside a circle comes beside the door, so that the first page stands sooner. Once it is
// here, it is here at once.
import type { Component } from 'svelte';
import type { Place } from '../circle/place.svelte';
import { with_words } from '../words/later';

type Inside = Component<{ place: Place }>;

let inside: Inside | undefined;

export const inside_now = (): Inside | undefined => inside;

/** Throws where it cannot be loaded. */
export async function load_inside(): Promise<Inside> {
  inside ??= (await with_words(import('./Gathered.svelte'))).default;
  return inside;
}
