// Holds every catalogue to English, whichever languages there are: nothing is left unsaid, or said with
// another gap in it, and what English takes from the protocol is said in each of the others.
import { describe, expect, it } from 'vitest';
import { language_name, languages, catalogue_of } from '../../client-web/src/words/languages';
import { say_count } from '../../client-web/src/words/say';
import { speak } from '../../client-web/src/words/spoken.svelte';
import flaws from '../../protocol/flaws.json';
import refusals from '../../protocol/refusals.json';

const english = await catalogue_of('en');
const others = languages.filter((each) => each !== 'en');

const form = /\.(zero|one|two|few|many|other)$/;
const counted = new Set(
  Object.keys(english)
    .filter((key) => key.endsWith('.one'))
    .map((key) => key.replace(form, '')),
);
const base = (key: string) => key.replace(form, '');
const is_counted = (key: string) => form.test(key) && counted.has(base(key));

/** What English has beside its own catalogue. */
const of_protocol: Record<string, string> = {
  ...Object.fromEntries(Object.entries(refusals).map(([code, text]) => [`refusal.${code}`, text])),
  ...Object.fromEntries(
    Object.entries(flaws).flatMap(([code, { sentence, mend }]) => [
      [`flaw.${code}`, sentence],
      [`flaw_mend.${code}`, mend],
    ]),
  ),
};

/** The forms that numbers of people and of minutes come in. */
function forms_of(language: string): Set<string> {
  const plurals = new Intl.PluralRules(language);
  return new Set([...Array(1000).keys(), 0.5, 1.5].map((count) => plurals.select(count)));
}

const gaps = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(([gap]) => gap).sort();

describe('English', () => {
  it('takes refusals and flaws from the protocol, and does not say them twice', () => {
    const twice = Object.keys(english).filter((key) => /^(refusal|flaw|flaw_mend)\./.test(key));
    expect(twice).toEqual([]);
    expect(counted.size).toBeGreaterThan(5);
  });
});

describe.each(languages)('the catalogue %s', (language) => {
  it('is called by its own name', () => {
    expect(language_name(language)).toMatch(/^\p{L}[\p{L}\p{M} ()]+$/u);
    expect(language_name(language)).not.toBe(language);
  });

  it('has nothing empty, and each gap is one that is filled', async () => {
    const words = await catalogue_of(language);
    const odd = Object.entries(words).filter(
      ([, text]) =>
        text.trim() !== text || text === '' || /[{}]/.test(text.replace(/\{\w+\}/g, '')),
    );
    expect(odd).toEqual([]);
  });

  it('counts in every form that the language has', async () => {
    const words = await catalogue_of(language);
    const needed = [...counted].flatMap((key) =>
      [...forms_of(language), 'other'].map((each) => `${key}.${each}`),
    );
    expect(needed.filter((key) => !Object.hasOwn(words, key))).toEqual([]);
    await speak(language);
    for (const key of counted) {
      const said = [0, 1, 2, 3, 5, 11, 21, 100, 1_000_000].map((count) =>
        say_count(key as 'ring.turns', count),
      );
      expect(said.filter((each) => each === '' || each.includes('{'))).toEqual([]);
    }
    await speak('en');
  });
});

describe.each(others)('the catalogue %s, beside English', (language) => {
  const needed = { ...english, ...of_protocol };
  const plain = Object.keys(needed).filter((key) => !is_counted(key));

  it('says all of it', async () => {
    const words = await catalogue_of(language);
    expect(plain.filter((key) => !Object.hasOwn(words, key))).toEqual([]);
  });

  it('says nothing that is asked for nowhere', async () => {
    const { pluralCategories } = new Intl.PluralRules(language).resolvedOptions();
    const known = (key: string) =>
      is_counted(key)
        ? pluralCategories.some((each) => key.endsWith(`.${each}`))
        : Object.hasOwn(needed, key);
    expect(Object.keys(await catalogue_of(language)).filter((key) => !known(key))).toEqual([]);
  });

  it('leaves the same gaps', async () => {
    const words = await catalogue_of(language);
    const odd = plain.filter((key) => `${gaps(words[key] ?? '')}` !== `${gaps(needed[key] ?? '')}`);
    expect(odd).toEqual([]);
    // "One device" may name no number, and may.
    const many = Object.keys(words).filter((key) => is_counted(key) && key.endsWith('.other'));
    expect(
      many.filter((key) => `${gaps(words[key] ?? '')}` !== `${gaps(english[key] ?? '')}`),
    ).toEqual([]);
  });

  it('is not English', async () => {
    const words = await catalogue_of(language);
    const same = plain.filter(
      (key) => words[key] === needed[key] && /\w+ \w+/.test(needed[key] ?? ''),
    );
    expect(same.filter((key) => !is_name(needed[key] ?? ''))).toEqual([]);
  });
});

/** Gaps and signs alone are the same everywhere. */
function is_name(text: string): boolean {
  return !/[a-z]{2}/.test(text.replace(/\{\w+\}/g, ''));
}
