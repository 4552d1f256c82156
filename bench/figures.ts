// What was measured, in one shape for table, file, goals and comparison.

/** One measure of one subject, once for each round, and what is better. */
export interface Figure {
  group: string;
  subject: string;
  measure: string;
  unit: string;
  better: 'more' | 'less';
  values: number[];
}

export interface Summary {
  median: number;
  least: number;
  most: number;
}

export function summary_of(values: readonly number[]): Summary {
  if (values.length === 0) throw new Error('nothing was measured');
  const sorted = [...values].sort((a, b) => a - b);
  const at = (index: number) => sorted[index] ?? Number.NaN;
  const half = Math.floor(sorted.length / 2);
  const median = sorted.length % 2 === 1 ? at(half) : (at(half - 1) + at(half)) / 2;
  return { median, least: at(0), most: at(sorted.length - 1) };
}

export const id_of = ({ group, subject, measure }: Figure) => `${group} · ${subject} · ${measure}`;

export function find(
  figures: readonly Figure[],
  group: string,
  subject: string,
  measure: string,
): Figure | undefined {
  return figures.find(
    (each) => each.group === group && each.subject === subject && each.measure === measure,
  );
}

/** Each round's value against the same round's of another; rounds that one of them lacks are left out. */
export function ratios(of: readonly number[], to: readonly number[]): number[] {
  return of.flatMap((value, round) => {
    const other = to[round];
    return other === undefined || other === 0 || Number.isNaN(value / other) ? [] : [value / other];
  });
}

/** Short, with as many digits as say something. */
export function said(value: number): string {
  const size = Math.abs(value);
  if (size >= 10_000) return Math.round(value).toLocaleString('en-US');
  if (size >= 100) return value.toFixed(0);
  if (size >= 10) return value.toFixed(1);
  return value.toFixed(2);
}
