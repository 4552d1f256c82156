// Words that are needed inside a circle alone stand in the one catalogue of their language, and come
// with the circle: without this each of them would make the first page heavier for everybody.
import { readFileSync } from 'node:fs';
import type { Plugin } from 'vite';

const catalogue = /\/words\/[\w-]+\.json(\?later)?$/;

/** How the keys of such words begin. */
export const later_beginnings = [
  'activity_hint.',
  'calendar.',
  'card.',
  'companion.',
  'gate.',
  'held.',
  'kept.',
  'life.',
  'live.',
  'next.',
  'note.',
  'own.',
  'plan.',
  'pod.',
  'practice.',
  'record.',
  'rehearsal.',
  'removing.',
  'threads.',
  'time.',
  'write.',
];

/** Cuts each catalogue in two, `xx.json` and `xx.json?later`; nothing is cut where it is not built. */
export function later_words(): Plugin {
  const is_later = (key: string) => later_beginnings.some((each) => key.startsWith(each));
  const part_of = (path: string, later: boolean): string => {
    const words = Object.entries(JSON.parse(readFileSync(path, 'utf8')) as object);
    return JSON.stringify(Object.fromEntries(words.filter(([key]) => is_later(key) === later)));
  };
  let is_built = false;
  return {
    name: 'circlekeeper-later-words',
    enforce: 'pre',
    configResolved({ command }) {
      is_built = command === 'build';
    },
    load(id) {
      const found = catalogue.exec(id);
      const later = found?.[1] !== undefined;
      if (!found || (!is_built && !later)) return undefined;
      const text = is_built ? part_of(id.replace(/\?later$/, ''), later) : '{}';
      return later ? { code: `export default ${text};`, moduleType: 'js' } : text;
    },
  };
}
