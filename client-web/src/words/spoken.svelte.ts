// The language of this page as it is now. say() reads it, so that another one shows at once, in every
// sentence, while what is being written stays.
import { catalogue_of, direction_of, locale_of, type Catalogue } from './languages';

interface Spoken {
  language: string;
  direction: 'ltr' | 'rtl';
  words: Catalogue;
  plurals: Intl.PluralRules;
  numbers: Intl.NumberFormat;
  lists: Intl.ListFormat;
  times: Intl.DateTimeFormat;
  moments: Intl.DateTimeFormat;
  dates: Intl.DateTimeFormat;
}

function spoken_with(language: string, words: Catalogue, wanted: readonly string[]): Spoken {
  const locale = locale_of(language, wanted);
  return {
    language,
    direction: direction_of(language),
    words,
    plurals: new Intl.PluralRules(language),
    numbers: new Intl.NumberFormat(locale),
    lists: new Intl.ListFormat(locale),
    times: new Intl.DateTimeFormat(locale, { timeStyle: 'short' }),
    moments: new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' }),
    dates: new Intl.DateTimeFormat(locale, { dateStyle: 'long' }),
  };
}

let now = $state.raw(spoken_with('en', {}, []));
let last = 0;

export const spoken = (): Spoken => now;

/** From here on this language; where it cannot be fetched, all stays as it is. */
export async function speak(language: string, wanted: readonly string[] = []): Promise<void> {
  const mine = ++last;
  const words = await catalogue_of(language);
  if (mine === last) now = spoken_with(language, words, wanted);
}
