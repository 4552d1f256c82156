// Words that few pages need stand in the one catalogue, and come with those pages: without this each
// of them would make the first page heavier for everybody.
import { readFileSync } from 'node:fs';
import type { Plugin } from 'vite';

const catalogue = /\/words\/en\.json$/;
const added_later = /\/words\/later\.ts$/;

/** How the keys of such words begin. */
export const later_beginnings = ['companion.', 'rehearsal.', 'card.'];

/** Takes keys that begin so out of `en.json`; `later.ts` puts them back, once it is fetched. */
export function later_words(): Plugin {
  const chosen = (path: string, later: boolean): string => {
    const words = Object.entries(JSON.parse(readFileSync(path, 'utf8')) as object);
    const is_later = (key: string) => later_beginnings.some((each) => key.startsWith(each));
    return JSON.stringify(Object.fromEntries(words.filter(([key]) => is_later(key) === later)));
  };
  return {
    name: 'circlekeeper-later-words',
    apply: 'build',
    enforce: 'pre',
    load(id) {
      if (catalogue.test(id)) return chosen(id, false);
      if (!added_later.test(id)) return undefined;
      const words = chosen(id.replace(added_later, '/words/en.json'), true);
      return `import en from './en.json';\nObject.assign(en, ${words});`;
    },
  };
}
