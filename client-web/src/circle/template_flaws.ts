// What can be wrong with a template, in words for people: loaded by who writes one.
import { flaws } from '../../../protocol/generated/flaws';

export type FlawCode = keyof typeof flaws;

export function flaw_words(code: string): { sentence: string; mend: string } {
  return Object.hasOwn(flaws, code) ? flaws[code as FlawCode] : flaws.unreadable;
}
