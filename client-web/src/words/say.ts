// Every word on the screen comes from here: one catalogue for each language, its keys typed.
import en from './en.json';
import prompts from './prompts.json';

type Key = keyof typeof en;
/** What a counted sentence is called: `ring.turns` has `.one` and `.other`. */
type Counted = Key extends infer K ? (K extends `${infer Base}.other` ? Base : never) : never;
type Values = Record<string, string | number>;

export type { Key };

const language = 'en';
const catalogue: Record<string, string> = en;
const plurals = new Intl.PluralRules(language);
const numbers = new Intl.NumberFormat(language);
const lists = new Intl.ListFormat(language);
/** Of a moment: as this browser writes it. */
const times = new Intl.DateTimeFormat(undefined, { timeStyle: 'short' });
const moments = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });
const dates = new Intl.DateTimeFormat(language, { dateStyle: 'long' });
const months = new Intl.DateTimeFormat(language, { month: 'short' });
const months_of_years = new Intl.DateTimeFormat(language, { month: 'short', year: 'numeric' });

function filled(text: string, values: Values): string {
  return text.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = values[name];
    return typeof value === 'number' ? numbers.format(value) : (value ?? '');
  });
}

export function say(key: Key, values: Values = {}): string {
  return filled(en[key], values);
}

/** The sentence of this many, as the language counts. */
export function say_count(base: Counted, count: number): string {
  const text = catalogue[`${base}.${plurals.select(count)}`] ?? catalogue[`${base}.other`] ?? '';
  return filled(text, { count });
}

/** A sentence by a key that is put together, such as a closing's; the other key where there is none. */
export function say_any(key: string, otherwise: Key, values: Values = {}): string {
  return filled(catalogue[key] ?? en[otherwise], values);
}

/** One name or many, as the language joins them. */
export function say_names(names: string[]): string {
  return lists.format(names);
}

/** A language by its own name. */
export function language_name(code: string): string {
  const name = new Intl.DisplayNames([code], { type: 'language' }).of(code) ?? code;
  return name.charAt(0).toLocaleUpperCase(code) + name.slice(1);
}

export function say_date(iso: string): string {
  return dates.format(new Date(`${iso}T12:00:00`));
}

export const say_day = (at: number): string => dates.format(at);

export const say_month = (at: number, with_year: boolean): string =>
  (with_year ? months_of_years : months).format(at);

export const say_time = (at: number): string => times.format(at);

export const say_moment = (at: number): string => moments.format(at);

/** The time of day; with its date, where that is another day's. */
export function say_when(at: number): string {
  const is_today = dates.format(at) === dates.format(Date.now());
  return (is_today ? times : moments).format(at);
}

export const prompt_groups = Object.values(prompts).map((group) => Object.entries(group.prompts));

export function prompt_text(key: string): string | undefined {
  return prompt_groups.flat().find(([name]) => name === key)?.[1];
}

/** The starting agreements, one on each line. */
export const starting_agreements = [1, 2, 3, 4, 5, 6]
  .map((n) => say_any(`agreements.${n}`, 'agreements.1'))
  .join('\n');
