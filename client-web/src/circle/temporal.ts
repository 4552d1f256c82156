// Dates in a time zone: the browser's own Temporal where it has it, or else one that is fetched. It is
// only fetched where a date is reckoned: showing one needs nothing.
import type { Temporal } from 'temporal-polyfill';

export type Dates = typeof Temporal;

/** Throws where it cannot be fetched. */
export async function dates(): Promise<Dates> {
  const native = (globalThis as { Temporal?: Dates }).Temporal;
  return native ?? (await import('temporal-polyfill')).Temporal;
}
