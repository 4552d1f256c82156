// What became better or worse from one file to another, beyond the noise of the rounds.
import { type Figure, id_of, said, summary_of } from './figures.ts';

export interface Difference {
  id: string;
  verdict: 'better' | 'worse' | 'same';
  /** The second median against the first. */
  ratio: number;
  line: string;
}

/** Below this share a difference is not one, however alike the rounds were. */
const least_difference = 0.03;

function difference(before: Figure, after: Figure): Difference {
  const a = summary_of(before.values);
  const b = summary_of(after.values);
  const ratio = a.median === 0 ? (b.median === 0 ? 1 : Infinity) : b.median / a.median;
  const apart = b.least > a.most || b.most < a.least;
  const is_more = b.median > a.median;
  const counts = apart && Math.abs(ratio - 1) >= least_difference;
  const verdict = !counts ? 'same' : is_more === (before.better === 'more') ? 'better' : 'worse';
  const range = ({ median, least, most }: typeof a) =>
    `${said(median)} (${said(least)} to ${said(most)})`;
  const unit = before.unit && ` ${before.unit}`;
  const change = `${ratio >= 1 ? '+' : ''}${((ratio - 1) * 100).toFixed(0)} %`;
  const line = `${verdict}: ${id_of(before)}: ${range(a)} -> ${range(b)}${unit}, ${change}`;
  return { id: id_of(before), verdict, ratio, line };
}

/** Figures that only one of the two has are not compared. */
export function compare(before: readonly Figure[], after: readonly Figure[]): Difference[] {
  const later = new Map(after.map((figure) => [id_of(figure), figure]));
  return before.flatMap((figure) => {
    const other = later.get(id_of(figure));
    return other && figure.values.length > 0 && other.values.length > 0
      ? [difference(figure, other)]
      : [];
  });
}

export function told(differences: readonly Difference[]): string {
  const of = (verdict: Difference['verdict']) =>
    differences.filter((each) => each.verdict === verdict);
  const lines = [...of('worse'), ...of('better')].map(({ line }) => line);
  const counts = `${of('better').length} better, ${of('worse').length} worse, ${of('same').length} the same within the noise`;
  return [...lines, counts].join('\n');
}
