// What came of what somebody asked: a refusal is said softly where they asked it, and goes by itself.
import type { Answer } from '../circle/standing';

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
  const { accepted, ...rest } = await answer;
  if (accepted) return true;
  if ('code' in rest && rest.code === 'cancelled') return false;
  refused.sentence = 'sentence' in rest ? rest.sentence : '';
  setTimeout(() => {
    if (mine === number) refused.sentence = '';
  }, 8000);
  return false;
}
