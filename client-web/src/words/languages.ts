/// <reference types="vite/client" />
// Which languages there are: one file beside this one for each, and nothing else names them.
export type Catalogue = Record<string, string>;

const files = import.meta.glob<Catalogue>('./*.json', { import: 'default' });
const later = import.meta.glob<Catalogue>('./*.json', { query: '?later', import: 'default' });

/** By their codes, in the order of their own names. */
export const languages: string[] = Object.keys(files)
  .map((path) => path.slice('./'.length, -'.json'.length))
  .sort((one, other) => language_name(one).localeCompare(language_name(other)));

/** For tests and pictures: English made long and strange, so that what is not said by a key shows. */
const pseudo = ['en-XA', 'ar-XB'];

/** What is said where nothing else is understood. */
const first = 'en';

/** A language by its own name. */
export function language_name(code: string): string {
  const name = new Intl.DisplayNames([code], { type: 'language' }).of(code) ?? code;
  return name.charAt(0).toLocaleUpperCase(code) + name.slice(1);
}

/** The words of the first page, or all. */
export async function catalogue_of(language: string, all = true): Promise<Catalogue> {
  const path = `./${language}.json`;
  const parts = [files[path], all ? later[path] : undefined];
  if (files[path]) {
    const words = await Promise.all(parts.map((load) => load?.()));
    return Object.assign({}, ...words) as Catalogue;
  }
  if (!pseudo.includes(language)) throw new Error(`no words in ${language}`);
  const [english, { strange }] = await Promise.all([catalogue_of(first, all), import('./pseudo')]);
  return strange(english, direction_of(language));
}

/** es-419-x -> es-419-x, es-419, es: ever less of where it is spoken. */
function wider(code: string): string[] {
  const parts = code.split('-');
  return parts.map((_, index) => parts.slice(0, parts.length - index).join('-'));
}

const bare = (code: string) => code.split('-')[0]?.toLowerCase();

function known_as(wanted: string): string | undefined {
  const found = wider(wanted).flatMap((code) =>
    languages.filter((each) => each.toLowerCase() === code.toLowerCase()),
  );
  return found[0] ?? languages.find((each) => bare(each) === bare(wanted));
}

/** The one chosen by hand, or the first that the browser wants and that there is. */
export function language_for(chosen: string | undefined, wanted: readonly string[]): string {
  if (chosen !== undefined && [...languages, ...pseudo].includes(chosen)) return chosen;
  return wanted.map(known_as).find((each) => each !== undefined) ?? first;
}

/** How dates and numbers are written: as the browser wants this language, where it says so. */
export function locale_of(language: string, wanted: readonly string[]): string {
  return wanted.find((each) => bare(each) === bare(language)) ?? language;
}

const from_right_to_left = /^(Arab|Hebr|Thaa|Syrc|Nkoo|Adlm|Rohg|Mand|Samr|Mend)$/;

export function direction_of(language: string): 'ltr' | 'rtl' {
  const { script = '' } = new Intl.Locale(language).maximize();
  return from_right_to_left.test(script) ? 'rtl' : 'ltr';
}
