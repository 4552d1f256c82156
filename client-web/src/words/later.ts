// Words that are needed inside a circle alone: the build cuts them out of each catalogue
// (scripts/lib/later_words.ts), and who says one waits for them here first.
import { speak_later } from './spoken.svelte';

/** What was fetched, once its words are here too. */
export async function with_words<T>(fetched: Promise<T>): Promise<T> {
  const [it] = await Promise.all([fetched, speak_later()]);
  return it;
}
