// Which language a page speaks, how it counts and writes in it, and a language made to be looked at.
import { afterEach, describe, expect, it } from 'vitest';
import { sentence_of } from '../../client-web/src/parts/asking.svelte';
import { flaw_words } from '../../client-web/src/words/flaws';
import {
  catalogue_of,
  direction_of,
  language_for,
  language_name,
  languages,
  locale_of,
} from '../../client-web/src/words/languages';
import {
  prompt_text,
  say,
  say_count,
  say_date,
  say_names,
  say_number,
} from '../../client-web/src/words/say';
import { speak, spoken } from '../../client-web/src/words/spoken.svelte';
import flaws from '../../protocol/flaws.json';

afterEach(() => speak('en'));

describe('which language', () => {
  it('is the first that the browser wants and that there is', () => {
    expect(language_for(undefined, ['es-MX', 'en'])).toBe('es');
    expect(language_for(undefined, ['tlh', 'es', 'en'])).toBe('es');
    expect(language_for(undefined, ['ES-es'])).toBe('es');
    expect(language_for(undefined, ['en-GB', 'es'])).toBe('en');
  });

  it('is English where none is understood', () => {
    expect(language_for(undefined, [])).toBe('en');
    expect(language_for(undefined, ['tlh'])).toBe('en');
  });

  it('is the one chosen by hand before all others, while there is one', () => {
    expect(language_for('es', ['en'])).toBe('es');
    expect(language_for('tlh', ['es'])).toBe('es');
  });

  it('is never one that nobody speaks, unless it is chosen', () => {
    expect(languages.filter((each) => /-X[AB]$/.test(each))).toEqual([]);
    expect(language_for(undefined, ['ar-EG', 'ar'])).toBe('en');
    expect(language_for('ar-XB', ['en'])).toBe('ar-XB');
  });

  it('is called by its own name', () => {
    expect(['en', 'es', 'de'].map(language_name)).toEqual(['English', 'Español', 'Deutsch']);
  });
});

describe('how it is written', () => {
  it('is from right to left where its script is', () => {
    expect(['ar', 'he', 'fa', 'ur', 'ps', 'ar-XB', 'az-Arab', 'ku-Arab'].map(direction_of)).toEqual(
      Array(8).fill('rtl'),
    );
    expect(['en', 'es', 'az', 'zh', 'en-XA'].map(direction_of)).toEqual(Array(5).fill('ltr'));
  });

  it('is as the browser wants the language, and no other', () => {
    expect(locale_of('en', ['es-MX', 'en-GB'])).toBe('en-GB');
    expect(locale_of('es', ['en-GB'])).toBe('es');
  });

  it('has the dates, numbers and lists of its language', async () => {
    await speak('es', ['es-ES']);
    expect(say_date('2026-11-28')).toBe('28 de noviembre de 2026');
    expect(say_names(['Ana', 'Inés'])).toBe('Ana e Inés');
    expect(say_number(12_345)).toBe('12.345');
    await speak('en', ['en-GB']);
    expect(say_date('2026-11-28')).toBe('28 November 2026');
    expect(say_number(12_345)).toBe('12,345');
  });

  it('keeps a name of the other direction apart', async () => {
    expect(say('say.holder', { name: 'Ana' })).toBe('Ana holds the piece.');
    expect(say('say.holder', { name: 'ליאור' })).toBe('\u2068ליאור\u2069 holds the piece.');
    await speak('ar-XB');
    expect(say('say.holder', { name: 'Ana' })).toContain('\u2068Ana\u2069');
  });
});

describe('speaking', () => {
  it('says every sentence in the language that was chosen last', async () => {
    const slow = speak('es');
    const quick = speak('en');
    await Promise.all([slow, quick]);
    expect(say('close')).toBe('Close');
    await speak('es');
    expect(say('close')).toBe((await catalogue_of('es'))['close']);
    expect(prompt_text('closing.take')).toBe((await catalogue_of('es'))['prompt.closing.take']);
  });

  it('stays as it is where a language cannot be had', async () => {
    await speak('es');
    await expect(speak('tlh')).rejects.toThrow('no words in tlh');
    expect(spoken().language).toBe('es');
  });

  it('uses the form for many where there is none of its own', async () => {
    await speak('ar-XB');
    expect(spoken().plurals.select(2)).toBe('two');
    expect(say_count('ring.turns', 2)).toContain(spoken().numbers.format(2));
  });

  it('says a refusal in its own words, and an unknown one in those of the server', async () => {
    const refused = {
      accepted: false,
      code: 'link_needed',
      sentence: 'This needs a link.',
    } as const;
    const unknown = { ...refused, code: 'never_heard_of', sentence: 'Something new.' };
    const silent = { ...refused, sentence: '' };
    expect(sentence_of(refused)).toBe('This needs a link.');
    await speak('es');
    expect(sentence_of(refused)).toBe((await catalogue_of('es'))['refusal.link_needed']);
    expect(sentence_of(unknown as typeof refused)).toBe('Something new.');
    expect(sentence_of(silent as typeof refused)).toBe('');
  });

  it('says what is not right in a template, as the protocol does in English', async () => {
    expect(flaw_words('no_steps')).toEqual(flaws.no_steps);
    expect(flaw_words('never_heard_of')).toEqual(flaws.unreadable);
    await speak('es');
    const words = await catalogue_of('es');
    expect(flaw_words('no_steps')).toEqual({
      sentence: words['flaw.no_steps'],
      mend: words['flaw_mend.no_steps'],
    });
  });
});

describe.each(['en-XA', 'ar-XB'])('the language %s, that nobody speaks', (language) => {
  it('has all the words of English, longer, and the same gaps', async () => {
    const [english, strange] = await Promise.all([catalogue_of('en'), catalogue_of(language)]);
    expect(Object.keys(strange)).toEqual(Object.keys(english));
    const gap = /\{\w+\}/g;
    for (const [key, text] of Object.entries(english)) {
      expect(strange[key]?.match(gap)).toEqual(text.match(gap));
      expect(strange[key]?.replace(gap, '')).not.toMatch(/[aeinorsu]/);
    }
    const [before = 0, after = 0] = [english, strange].map(
      (words) =>
        Object.values(words)
          .join('')
          .replace(/[\u202a-\u202e]/g, '').length,
    );
    expect(after).toBeGreaterThan(before * 1.35);
    expect(after).toBeLessThan(before * 1.6);
  });
});
