// What every measure is given, and the making of figures from what it gives.
import type { Figure } from './figures.ts';

export interface Asked {
  rounds: number;
  seconds: number;
  say(line: string): void;
}

/** One after the other, since each has the machine to itself. */
export async function each_round<T>(rounds: number, measure: () => Promise<T>): Promise<T[]> {
  const all: T[] = [];
  for (let round = 0; round < rounds; round += 1) all.push(await measure());
  return all;
}

type Measured<T> = [
  measure: string,
  unit: string,
  better: Figure['better'],
  of: (one: T) => number,
];

export function figures<T>(
  group: string,
  subject: string,
  rounds: readonly T[],
  measures: readonly Measured<T>[],
): Figure[] {
  return measures.map(([measure, unit, better, of]) => ({
    group,
    subject,
    measure,
    unit,
    better,
    values: rounds.map(of),
  }));
}
