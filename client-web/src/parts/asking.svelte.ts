// What came of what somebody asked: a refusal is said softly where they asked it, and goes by itself.
import type { Answer, OwnRefusal } from '../circle/standing';
import { say, type Key } from '../words/say';

/** What this device refuses by itself. */
const own: Partial<Record<OwnRefusal, Key>> = {
  key_missing: 'refused.key_missing',
  device_key_swapped: 'refused.device_key_swapped',
  not_sealed: 'refused.not_sealed',
};

export const refused = $state({ sentence: '' });
let number = 0;

/** For where the bar at the bottom is not in sight: the sentence of a refusal; empty where accepted. */
export async function why_refused(answer: Promise<Answer>): Promise<string> {
  const { accepted, ...rest } = await answer;
  return accepted || !('sentence' in rest) ? '' : rest.sentence;
}

export async function asking(answer: Promise<Answer>): Promise<boolean> {
  const mine = ++number;
  refused.sentence = '';
  const came = await answer;
  if (came.accepted) return true;
  if (came.code === 'cancelled') return false;
  const key = own[came.code as OwnRefusal];
  refused.sentence = key ? say(key) : came.sentence;
  setTimeout(() => {
    if (mine === number) refused.sentence = '';
  }, 8000);
  return false;
}
