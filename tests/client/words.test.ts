// Holds the catalogue to the tree: each key that is used is there, each that is there is used, and
// nothing that can happen to somebody is without words.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { closings } from '../../client-web/src/circle/words';
import en from '../../client-web/src/words/en.json';
import { prompt_groups } from '../../client-web/src/words/prompts';
import { prompt_text, say, say_count } from '../../client-web/src/words/say';
import refusals from '../../protocol/refusals.json';
import { later_beginnings } from '../../scripts/lib/later_words';

const source = (path: string) => new URL(`../../${path}`, import.meta.url);
const folder = fileURLToPath(source('client-web/src'));
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((path) => /\.(svelte|ts)$/.test(path))
  .map((path) => ({ path, text: readFileSync(`${folder}/${path}`, 'utf8') }));
const text = files.map((each) => each.text).join('\n');
const keys = Object.keys(en);

/** What stands in quotes anywhere, and what is put together, as `closed.${…}`. */
const quoted = new Set(
  [...text.matchAll(/['"`]([a-z_]+(?:\.[a-z_0-9]+)*)['"`]/g)].map((m) => m[1]),
);
const beginnings = [...text.matchAll(/`([a-z_]+(?:\.[a-z_]+)*[._])\$\{/g)].map((m) => m[1] ?? '');
const base = (key: string) => key.replace(/\.(one|other)$/, '');

/** What a module brings with it at once, by its path. */
function imported_from(entry: string, found = new Map<string, string>()): Map<string, string> {
  const path = ['', '.ts', '.svelte', '.svelte.ts']
    .map((end) => entry + end)
    .find((each) => files.some((file) => file.path === each));
  if (path === undefined || found.has(path)) return found;
  const own = files.find((file) => file.path === path)?.text ?? '';
  found.set(path, own);
  for (const [, name = ''] of own.matchAll(
    /^\s*(?:import|export) (?!type)[^'"]*?from '(\.[^']+)'/gm,
  )) {
    imported_from(normalize(join(dirname(path), name)), found);
  }
  return found;
}

describe('the catalogue', () => {
  it.each([...text.matchAll(/\bsay\(\s*'([^']+)'/g)].map((m) => [m[1] ?? '']))('has %s', (key) => {
    expect(keys).toContain(key);
  });

  it('has nothing that is never said', () => {
    const unused = keys.filter(
      (key) =>
        !quoted.has(key) &&
        !quoted.has(base(key)) &&
        !beginnings.some((beginning) => key.startsWith(beginning)),
    );
    expect(unused).toEqual([]);
  });

  it('is asked anew when the language changes: nothing said is kept beside the page', () => {
    const kept = files.flatMap(({ path, text: each }) => {
      const outermost = path.endsWith('.svelte')
        ? /^ {2}(?:const|let) [^;]*;/gm
        : /^(?:export )?(?:const|let) [^;]*;/gm;
      return [...each.matchAll(outermost)]
        .map(([statement]) => statement)
        .filter((statement) => /\bsay(_\w+)?\(/.test(statement) && !/\$derived|=>/.test(statement));
    });
    expect(kept).toEqual([]);
  });

  it('is asked before the server’s sentence of a refusal', () => {
    const asking = /parts\/asking\.svelte\.ts$|^companions\//;
    const past = files.filter(
      ({ path, text: each }) => !asking.test(path) && /(?:answer|came)\.sentence/.test(each),
    );
    expect(past.map(({ path }) => path)).toEqual([]);
  });

  it('says what comes later only where it has come', () => {
    const first = imported_from('main.ts');
    expect(first.size).toBeGreaterThan(50);
    const said = [...first].flatMap(([path, text]) =>
      later_beginnings
        .filter((each) => [...`'"\``].some((quote) => text.includes(quote + each)))
        .map((each) => `${path}: ${each}`),
    );
    expect(said).toEqual([]);
  });

  it('has nothing empty, and counts with both words', () => {
    expect(keys.filter((key) => en[key as keyof typeof en].trim() === '')).toEqual([]);
    const counted = keys.filter((key) => key.endsWith('.one'));
    expect(counted.filter((key) => !keys.includes(`${base(key)}.other`))).toEqual([]);
    expect(counted.length).toBeGreaterThan(0);
  });

  it('fills in what it is given', () => {
    expect(say('say.holder', { name: 'Ama' })).toBe('Ama holds the piece.');
    expect(say_count('ring.turns', 1)).toBe('You are next.');
    expect(say_count('ring.turns', 3)).toBe('3 turns until yours.');
  });
});

const standing = readFileSync(source('client-web/src/circle/standing.ts'), 'utf8');
const milestone_keys = [...standing.matchAll(/\{ key: '(\w+)'/g)].map((m) => m[1] ?? '');
const floors = ['round', 'queue', 'stack', 'popcorn', 'keeper', 'centre', 'open', 'silence'];

describe('words for', () => {
  it('every milestone', () => {
    expect(milestone_keys.length).toBeGreaterThan(30);
    expect(milestone_keys.filter((key) => !keys.includes(`say.${key}`))).toEqual([]);
  });

  it('every floor, with a hint', () => {
    const needed = floors.flatMap((floor) => [`floor.${floor}`, `floor.${floor}_hint`]);
    expect(needed.filter((key) => !keys.includes(key))).toEqual([]);
  });

  it('every closing that somebody may stay at', () => {
    const shown = Object.entries(closings).filter(([, { come_back }]) => !come_back);
    const wanting = shown.filter(([closing]) => !keys.includes(`closed.${closing}`));
    expect(wanting.map(([closing]) => closing)).toEqual([]);
  });

  it('every refusal and every closing, as the protocol says them', () => {
    const schema = JSON.parse(readFileSync(source('protocol/closings.json'), 'utf8'));
    expect(Object.keys(schema)).toEqual(Object.keys(closings));
    const sentences = [
      ...Object.values<string>(refusals),
      ...Object.values(closings).map((each) => each.sentence),
    ];
    expect(sentences.filter((sentence) => !/^[A-Z].*\.$/.test(sentence))).toEqual([]);
  });
});

describe('the shipped prompts', () => {
  const shipped = prompt_groups.flatMap((group) => group.keys);

  it('are at least 40, some for each part of a gathering', () => {
    expect(shipped.length).toBeGreaterThanOrEqual(40);
    expect(prompt_groups.filter((group) => group.keys.length < 4)).toEqual([]);
  });

  it('each have a key and words of their own', () => {
    expect(new Set(shipped).size).toBe(shipped.length);
    expect(new Set(shipped.map(prompt_text)).size).toBe(shipped.length);
    expect(shipped.filter((key) => !prompt_text(key))).toEqual([]);
    expect(prompt_groups.filter(({ group }) => !keys.includes(`prompts.${group}`))).toEqual([]);
  });

  it('are found by their key, and nothing else is', () => {
    expect(prompt_text('opening.breath')).toMatch(/^We begin with one breath/);
    expect(prompt_text('no.such')).toBeUndefined();
    expect(prompt_text('label')).toBeUndefined();
  });

  it('are all that the catalogue has', () => {
    const worded = keys.filter((key) => key.startsWith('prompt.') && key !== 'prompt.label');
    expect(worded.map((key) => key.slice('prompt.'.length)).sort()).toEqual([...shipped].sort());
  });
});
