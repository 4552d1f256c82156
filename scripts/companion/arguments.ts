// What was asked for on the command line, checked; every mistake is told in one sentence.
import { readdirSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { parse_link, type CircleLink } from '../../client-web/src/circle/links';
import { limits } from '../../client-web/src/circle/words';
import { seed_max } from '../../client-web/src/companions/chance';

export interface Asked {
  count: number;
  server: string;
  link: CircleLink;
  seed: number;
  minutes: number | undefined;
  pace: number;
  repairs: boolean;
  language: string;
}

export class Mistake extends Error {}

/** Where each language has its file. */
export const catalogues = new URL('../../client-web/src/words/', import.meta.url);

const count_max = limits.counts.members_max - 1; // somebody keeps it

function whole(text: string, what: string, min: number, max: number): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= min && value <= max) return value;
  throw new Mistake(`${what} is a whole number from ${min} to ${max}, not '${text}'`);
}

function positive(text: string, what: string): number {
  const value = Number(text);
  if (/^\d*\.?\d+$/.test(text) && value > 0) return value;
  throw new Mistake(`${what} is a number above 0, not '${text}'`);
}

function place_of(address: string): Pick<Asked, 'server' | 'link'> {
  const link = parse_link(address);
  const origin = /^https?:\/\/[^/]+/.exec(address)?.[0];
  if (!link || !origin) {
    throw new Mistake('LINK is the whole invitation, in quotes: it begins with http and has a #');
  }
  if (link.kind !== 'invitation')
    throw new Mistake('companions need the invitation, not this link');
  return { server: origin.replace(/^http/, 'ws'), link };
}

function parsed(words: string[]) {
  try {
    const text = { type: 'string' } as const;
    const repairs = { type: 'boolean', default: false } as const;
    const options = { seed: text, minutes: text, pace: text, language: text, repairs };
    return parseArgs({ args: words, options, allowPositionals: true });
  } catch (error) {
    throw new Mistake(error instanceof Error ? error.message : String(error));
  }
}

function language_of(text = 'en'): string {
  const files = readdirSync(catalogues).filter((file) => file.endsWith('.json'));
  const languages = files.map((file) => file.slice(0, -'.json'.length));
  if (languages.includes(text)) return text;
  throw new Mistake(`--language is ${languages.join(' or ')}, not '${text}'`);
}

export function arguments_of(words: string[], any_seed: () => number): Asked {
  const { values, positionals } = parsed(words);
  const [count, address, ...more] = positionals;
  if (count === undefined || address === undefined || more.length > 0) {
    throw new Mistake('two arguments are needed: how many, and the invitation');
  }
  const { seed, minutes, pace, language, repairs } = values;
  return {
    count: whole(count, 'N', 1, count_max),
    ...place_of(address),
    seed: seed === undefined ? any_seed() : whole(seed, '--seed', 0, seed_max),
    minutes: minutes === undefined ? undefined : positive(minutes, '--minutes'),
    pace: pace === undefined ? 1 : positive(pace, '--pace'),
    repairs,
    language: language_of(language),
  };
}
