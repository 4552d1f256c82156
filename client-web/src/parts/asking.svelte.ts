// What came of what somebody asked: a refusal is said softly where they asked it, and stays until it was
// read, something else is asked, or a sheet opens.
import type { Answer, OwnRefusal } from '../circle/standing';
import { say, say_if, type Key } from '../words/say';

/** What this device refuses by itself. */
const own: Partial<Record<OwnRefusal, Key>> = {
  key_missing: 'refused.key_missing',
  device_key_swapped: 'refused.device_key_swapped',
  not_sealed: 'refused.not_sealed',
  nobody_reads: 'refused.nobody_reads',
};

export const refused = $state({ sentence: '' });

/** Of a refusal, empty where accepted: as the server says it where this language has no words for it. */
export function sentence_of(answer: Answer): string {
  if (answer.accepted) return '';
  const key = own[answer.code as OwnRefusal];
  if (key) return say(key);
  return (answer.sentence && say_if(`refusal.${answer.code}`)) || answer.sentence;
}

/** For where the bar at the bottom is not in sight. */
export async function why_refused(answer: Promise<Answer>): Promise<string> {
  return sentence_of(await answer);
}

export async function asking(answer: Promise<Answer>): Promise<boolean> {
  refused.sentence = '';
  const came = await answer;
  if (came.accepted) return true;
  if (came.code === 'cancelled') return false;
  refused.sentence = sentence_of(came);
  return false;
}
