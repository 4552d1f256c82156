// What the filling shape says of a gentle time, for who does not see it: in words, never in numbers.
import { say } from '../words/say';

/** `full` goes from 0 to 1. */
export function gentle_words(full: number): string {
  if (full >= 1) return say('time.over');
  if (full >= 0.75) return say('time.little');
  return full >= 0.4 ? say('time.half') : say('time.much');
}
