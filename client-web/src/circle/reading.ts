// Taking a file of unknown origin apart, field by field: what is not of the shape is named with its
// place, and what is not known is left behind.
import { limits } from './words';

export type Wrong =
  | 'too_large'
  | 'too_deep'
  | 'not_json'
  | 'too_many'
  | 'too_long'
  | 'wrong'
  | 'not_a_plan'
  | 'newer_plan'
  | 'out_of_range'
  | 'not_together';

export class Unreadable extends Error {
  constructor(
    readonly why: Wrong,
    /** A JSON pointer to what is at fault. */
    readonly pointer = '',
  ) {
    super(`${why} ${pointer}`);
  }
}

export type Reader<T> = (from: unknown, at: string) => T;
type Fields = Record<string, unknown>;

export const text_of =
  (max: number): Reader<string> =>
  (from, at) => {
    if (typeof from !== 'string') throw new Unreadable('wrong', at);
    if ([...from].length > max) throw new Unreadable('too_long', at);
    return from;
  };
export const formed =
  (form: RegExp): Reader<string> =>
  (from, at) => {
    if (typeof from !== 'string' || !form.test(from)) throw new Unreadable('wrong', at);
    return from;
  };
export const whole =
  (min: number, max: number): Reader<number> =>
  (from, at) => {
    const fits = typeof from === 'number' && Number.isInteger(from) && min <= from && from <= max;
    if (!fits) throw new Unreadable('wrong', at);
    return from;
  };
export const one_of =
  <T extends string>(known: readonly T[]): Reader<T> =>
  (from, at) => {
    const found = known.find((each) => each === from);
    if (found === undefined) throw new Unreadable('wrong', at);
    return found;
  };
export const yes_or_no: Reader<boolean> = (from, at) => {
  if (typeof from !== 'boolean') throw new Unreadable('wrong', at);
  return from;
};
export const list_of =
  <T>(item: Reader<T>, max: number): Reader<T[]> =>
  (from, at) => {
    if (!Array.isArray(from)) throw new Unreadable('wrong', at);
    if (from.length > max) throw new Unreadable('too_many', at);
    return from.map((each, index) => item(each, `${at}/${index}`));
  };

function object(from: unknown, at: string): Fields {
  if (typeof from !== 'object' || from === null || Array.isArray(from)) {
    throw new Unreadable('wrong', at);
  }
  return from as Fields;
}

/** Reads the fields of one object; its own alone, so that no name of the language's gets in. */
export function fields(from: unknown, at: string) {
  const its = object(from, at);
  const own = (name: string): unknown => (Object.hasOwn(its, name) ? its[name] : undefined);
  return {
    needs: <T>(name: string, read: Reader<T>): T => read(own(name), `${at}/${name}`),
    may: <T>(name: string, read: Reader<T>): Record<string, T> =>
      own(name) === undefined ? {} : { [name]: read(own(name), `${at}/${name}`) },
    own: <T>(name: string, read: Reader<T>, otherwise: T): T =>
      own(name) === undefined ? otherwise : read(own(name), `${at}/${name}`),
  };
}

/** What the text of a file says, where that is little enough and does not nest too deeply. */
export function json_of(text: string, bytes_max: number): unknown {
  if (new TextEncoder().encode(text).length > bytes_max) throw new Unreadable('too_large');
  if (is_too_deep(text)) throw new Unreadable('too_deep');
  try {
    return JSON.parse(text);
  } catch {
    throw new Unreadable('not_json');
  }
}

function is_too_deep(text: string): boolean {
  let depth = 0;
  let in_string = false;
  for (let at = 0; at < text.length; at += 1) {
    const letter = text[at];
    if (in_string) {
      if (letter === '\\') at += 1;
      if (letter === '"') in_string = false;
    } else if (letter === '"') in_string = true;
    else if (letter === '{' || letter === '[') depth += 1;
    else if (letter === '}' || letter === ']') depth -= 1;
    if (depth > limits.counts.depth_max) return true;
  }
  return false;
}
