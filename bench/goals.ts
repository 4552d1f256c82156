// The goals, each with its figure: reached, or by how much it falls short.
import { type Figure, find, ratios, said, summary_of } from './figures.ts';
import { durable, memory, ws } from './subjects.ts';
import { one_thread, promises, two_threads } from './promises.ts';
import {
  cpu,
  cpu_ratio,
  deliveries_ratio,
  last_p99_ratio,
  type Shape,
  name_of,
} from './telling.ts';

interface Goal {
  what: string;
  /** Where nothing was measured: none. */
  values(figures: readonly Figure[]): number[] | undefined;
  must: number;
  aim: number;
  /** Whether more is better. */
  more: boolean;
}

const at = (circles: number): Shape => ({ circles, members: 16 });

const of =
  (circles: number, subject: string, measure: string): Goal['values'] =>
  (figures) =>
    find(figures, name_of(at(circles)), subject, measure)?.values;

const beside =
  (own: Goal['values'], other: Goal['values']): Goal['values'] =>
  (figures) => {
    const [mine, theirs] = [own(figures), other(figures)];
    return mine && theirs && ratios(mine, theirs);
  };

const times = (other: string) =>
  beside(of(64, durable.name, 'deliveries'), of(64, other, 'deliveries'));

/** Both threads on one core: what they cost each other, which two cores would not show. */
const two_to_one = beside(
  (figures) => find(figures, promises, two_threads.name, cpu)?.values,
  (figures) => find(figures, promises, one_thread.name, cpu)?.values,
);

const goal =
  (more: boolean) =>
  (what: string, values: Goal['values'], must: number, aim: number): Goal => ({
    what,
    values,
    must,
    aim,
    more,
  });
const more = goal(true);
const less = goal(false);

export const goals: Goal[] = [
  more(
    'durable, 64 circles: deliveries, raw loop = 1',
    of(64, durable.name, deliveries_ratio),
    0.8,
    0.9,
  ),
  more(
    'durable, 512 circles: deliveries, raw loop = 1',
    of(512, durable.name, deliveries_ratio),
    0.9,
    0.95,
  ),
  more(
    'in memory, 64 circles: deliveries, raw loop = 1',
    of(64, memory.name, deliveries_ratio),
    0.88,
    0.95,
  ),
  more('durable: deliveries, ws = 1', times(ws.name), 1.5, 2),
  more('durable: deliveries, ejabberd = 1', times('ejabberd'), 8, 10),
  more('durable: deliveries, uWebSockets = 1', times('uWebSockets'), 0.85, 1),
  less(
    'durable, 64 circles: CPU for a delivery, raw loop = 1',
    of(64, durable.name, cpu_ratio),
    1.25,
    1.1,
  ),
  less(
    'durable, 64 circles: p99 of the last delivery, raw loop = 1',
    of(64, durable.name, last_p99_ratio),
    1.5,
    1.5,
  ),
  less('durable, on two threads: CPU for a delivery, on one = 1', two_to_one, 1.1, 1.1),
  less(
    'an idle connection, KiB',
    (all) => find(all, '10,000 idle connections', durable.name, 'memory of each')?.values,
    8,
    2,
  ),
  less(
    'coming back: CPU, handshakes = 1',
    (all) =>
      find(all, '1,008 members come back at once', 'with resume', 'CPU, handshakes = 1')?.values,
    2,
    2,
  ),
];

export function verdict(goal: Goal, figures: readonly Figure[]): string | undefined {
  const values = goal.values(figures);
  if (!values || values.length === 0) return undefined;
  const { median } = summary_of(values);
  const reaches = (bound: number) => (goal.more ? median >= bound : median <= bound);
  const short = goal.more ? 1 - median / goal.must : median / goal.must - 1;
  const outcome = reaches(goal.aim)
    ? 'as aimed at'
    : reaches(goal.must)
      ? 'reached'
      : `short by ${(short * 100).toFixed(0)} %`;
  return `| ${goal.what} | ${said(median)} | ${said(goal.must)} | ${said(goal.aim)} | ${outcome} |`;
}

export function goals_table(figures: readonly Figure[]): string {
  const lines = goals.flatMap((goal) => verdict(goal, figures) ?? []);
  if (lines.length === 0) return '';
  return [
    '### Goals',
    '',
    '| | measured | must | aim | |',
    '| --- | ---: | ---: | ---: | --- |',
    ...lines,
  ].join('\n');
}
