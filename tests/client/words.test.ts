// Holds the catalogue to the tree: each key that is used is there, each that is there is used, and
// nothing that can happen to somebody is without words.
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { closings } from '../../client-web/src/circle/words';
import en from '../../client-web/src/words/en.json';
import { prompt_groups, prompt_text, say, say_count } from '../../client-web/src/words/say';
import refusals from '../../protocol/refusals.json';
import { later_beginnings } from '../../scripts/lib/later_words';

const source = (path: string) => new URL(`../../${path}`, import.meta.url);
const folder = fileURLToPath(source('client-web/src'));
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) =>
  /\.(svelte|ts)$/.test(path),
);
const read = (path: string) => readFileSync(`${folder}/${path}`, 'utf8');
const text = files.map(read).join('\n');
const keys = Object.keys(en);

/** What stands in quotes anywhere, and what is put together, as `closed.${…}`. */
const quoted = new Set(
  [...text.matchAll(/['"`]([a-z_]+(?:\.[a-z_0-9]+)*)['"`]/g)].map((m) => m[1]),
);
const beginnings = [...text.matchAll(/`([a-z_]+(?:\.[a-z_]+)*[._])\$\{/g)].map((m) => m[1] ?? '');
const base = (key: string) => key.replace(/\.(one|other)$/, '');

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

  it('says what comes later only where it has come', () => {
    const later = /^(companions\/|parts\/(rehearsal|card)\/|screens\/Rehearse\.svelte)/;
    const first = files
      .filter((path) => !later.test(path))
      .map(read)
      .join('\n');
    const said = later_beginnings.filter((each) =>
      [...`'"\``].some((quote) => first.includes(quote + each)),
    );
    expect(said).toEqual([]);
    expect(files.filter((path) => read(path).includes("/words/later'")).sort()).toEqual([
      'parts/card/CardSheet.svelte',
      'screens/Rehearse.svelte',
    ]);
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
  const shipped = prompt_groups.flat();

  it('are at least 40, some for each part of a gathering', () => {
    expect(shipped.length).toBeGreaterThanOrEqual(40);
    expect(prompt_groups.filter((group) => group.length < 4)).toEqual([]);
  });

  it('each have a key and words of their own', () => {
    expect(new Set(shipped.map(([key]) => key)).size).toBe(shipped.length);
    expect(new Set(shipped.map(([, words]) => words)).size).toBe(shipped.length);
  });

  it('are found by their key', () => {
    for (const [key, words] of shipped) expect(prompt_text(key)).toBe(words);
    expect(prompt_text('no.such')).toBeUndefined();
  });
});
