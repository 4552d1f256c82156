// Every word on the screen comes from here: one catalogue for each language, its keys typed.
import type en from './en.json';
import { language_name } from './languages';
import { prompt_groups } from './prompts';
import { spoken } from './spoken.svelte';

type Key = keyof typeof en;
/** What a counted sentence is called: `ring.turns` has `.one` and `.other`. */
type Counted = Key extends infer K ? (K extends `${infer Base}.other` ? Base : never) : never;
type Values = Record<string, string | number>;

export { language_name, type Key };

const from_right = /\p{Script=Arabic}|\p{Script=Hebrew}|\p{Script=Syriac}|\p{Script=Thaana}/u;

/** A name of the other direction does not turn the sentence around it. */
function apart(value: string): string {
  const is_mixed = spoken().direction === 'rtl' || from_right.test(value);
  return is_mixed ? `\u2068${value}\u2069` : value;
}

function filled(text: string, values: Values): string {
  return text.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = values[name];
    return typeof value === 'number' ? spoken().numbers.format(value) : apart(value ?? '');
  });
}

/** undefined where this language has no such sentence. */
export function say_if(key: string, values: Values = {}): string | undefined {
  const { words } = spoken();
  return Object.hasOwn(words, key) ? filled(words[key] ?? '', values) : undefined;
}

export function say(key: Key, values: Values = {}): string {
  return say_if(key, values) ?? '';
}

/** The sentence of this many, as the language counts. */
export function say_count(base: Counted, count: number): string {
  const form = spoken().plurals.select(count);
  return say_if(`${base}.${form}`, { count }) ?? say(`${base}.other`, { count });
}

/** A sentence by a key that is put together, such as a closing's; the other key where there is none. */
export function say_any(key: string, otherwise: Key, values: Values = {}): string {
  return say_if(key, values) ?? say(otherwise, values);
}

/** One name or many, as the language joins them. */
export function say_names(names: string[]): string {
  return spoken().lists.format(names.map(apart));
}

export const say_number = (count: number): string => spoken().numbers.format(count);

export function say_date(iso: string): string {
  return spoken().dates.format(new Date(`${iso}T12:00:00`));
}

export const say_day = (at: number): string => spoken().dates.format(at);

export const say_month = (at: number, with_year: boolean): string =>
  spoken()[with_year ? 'months_of_years' : 'months'].format(at);

export const say_time = (at: number): string => spoken().times.format(at);

/** Of a date such as 2026-12-10. */
export const say_weekday = (iso: string): string =>
  new Intl.DateTimeFormat(spoken().locale, { weekday: 'long' }).format(new Date(`${iso}T12:00:00`));

/** A day that is near, with its time. */
export const say_near = (at: number): string => spoken().days.format(at);

/** The time in another zone; undefined where it is the same as here, or the zone is not known. */
export function say_time_in(at: number, timeZone: string): string | undefined {
  try {
    const { locale, times } = spoken();
    const there = new Intl.DateTimeFormat(locale, { timeStyle: 'short', timeZone }).format(at);
    return there === times.format(at) ? undefined : there;
  } catch {
    return undefined;
  }
}

export const say_moment = (at: number): string => spoken().moments.format(at);

/** The time of day; with its date, where that is another day's. */
export function say_when(at: number): string {
  const { dates, times, moments } = spoken();
  const is_today = dates.format(at) === dates.format(Date.now());
  return (is_today ? times : moments).format(at);
}

const prompts = new Set(prompt_groups.flatMap(({ keys }) => keys));

/** undefined where it is none of ours: a keeper's newer page may have more. */
export function prompt_text(key: string): string | undefined {
  return prompts.has(key) ? say_if(`prompt.${key}`) : undefined;
}

/** The starting agreements, one on each line. */
export function starting_agreements(): string {
  return [1, 2, 3, 4, 5, 6].map((n) => say_any(`agreements.${n}`, 'agreements.1')).join('\n');
}
