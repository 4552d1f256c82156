// Words that are needed inside a circle alone stand in the one catalogue of their language, and come
// with the circle: without this each of them would make the first page heavier for everybody.
import { readFileSync } from 'node:fs';
import type { Plugin } from 'vite';

const catalogue = /\/words\/[\w-]+\.json(\?later)?$/;

/** How the keys of such words begin. */
export const later_beginnings = [
  'activity.',
  'activity_hint.',
  'calendar.',
  'card.',
  'closing.',
  'companion.',
  'gate.',
  'kept.',
  'life.',
  'live.',
  'next.',
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

/** Cuts each catalogue in two: `xx.json`, and `xx.json?later`. */
export function later_words(): Plugin {
  const is_later = (key: string) => later_beginnings.some((each) => key.startsWith(each));
  return {
    name: 'circlekeeper-later-words',
    apply: 'build',
    enforce: 'pre',
    load(id) {
      const found = catalogue.exec(id);
      if (!found) return undefined;
      const later = found[1] !== undefined;
      const path = id.replace(/\?later$/, '');
      const words = Object.entries(JSON.parse(readFileSync(path, 'utf8')) as object);
      const text = JSON.stringify(
        Object.fromEntries(words.filter(([key]) => is_later(key) === later)),
      );
      return later ? { code: `export default ${text};`, moduleType: 'js' } : text;
    },
  };
}
