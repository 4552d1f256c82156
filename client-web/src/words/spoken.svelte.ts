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
  /** Of a day that is near, as one would say it, with its time. */
  days: Intl.DateTimeFormat;
  locale: string;
  months: Intl.DateTimeFormat;
  months_of_years: Intl.DateTimeFormat;
}

const day_and_month = { weekday: 'long', day: 'numeric', month: 'long' } as const;
const hour_and_minute = { hour: 'numeric', minute: '2-digit' } as const;

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
    days: new Intl.DateTimeFormat(locale, { ...day_and_month, ...hour_and_minute }),
    locale,
    months: new Intl.DateTimeFormat(locale, { month: 'short' }),
    months_of_years: new Intl.DateTimeFormat(locale, { month: 'short', year: 'numeric' }),
  };
}

let now = $state.raw(spoken_with('en', {}, []));
let asked = { language: 'en', wanted: [] as readonly string[], all: false };
let last = 0;

export const spoken = (): Spoken => now;

/** Where it cannot be fetched, all stays as it is. */
async function ask(next: typeof asked): Promise<void> {
  const mine = ++last;
  const before = asked;
  asked = next;
  try {
    const words = await catalogue_of(next.language, next.all);
    if (mine === last) now = spoken_with(next.language, words, next.wanted);
  } catch (error) {
    if (mine === last) asked = before;
    throw error;
  }
}

/** From here on this language. */
export const speak = (language: string, wanted: readonly string[] = []): Promise<void> =>
  ask({ ...asked, language, wanted });

/** From here on with the words that come later. */
export async function speak_later(): Promise<void> {
  if (!asked.all) await ask({ ...asked, all: true });
}
