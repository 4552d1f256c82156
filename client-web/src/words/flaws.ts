// What can be wrong with a template, in words for people: loaded by who writes one. English comes with
// the protocol, and stands in no catalogue.
import { flaws } from '../../../protocol/generated/flaws';
import { say_if } from './say';

export function flaw_words(code: string): { sentence: string; mend: string } {
  const known = Object.hasOwn(flaws, code) ? (code as keyof typeof flaws) : 'unreadable';
  const { sentence, mend } = flaws[known];
  return {
    sentence: say_if(`flaw.${known}`) ?? sentence,
    mend: say_if(`flaw_mend.${known}`) ?? mend,
  };
}
