// Events told to whole circles, round after round, all servers in each: what one is measured
// against is measured beside it, at the same time of the same machine.
import { ratios, type Figure } from './figures.ts';
import { generate_alone, type Told } from './generator.ts';
import type { Subject } from './subjects.ts';

export interface Shape {
  circles: number;
  members: number;
  /** Events a second in all; without it a circle says the next when all heard the last. */
  rate?: number;
}

export interface Run {
  group: string;
  subject: string;
  round: number;
  /** How many were thrown away because something else was busy. */
  thrown_away: number;
  disturbed: boolean;
  told?: Told;
  failed?: string;
}

/** Something else took so much of a core: the run is repeated. */
const other_load_max = 0.08;
const steal_max = 0.03;

export const name_of = ({ circles, members, rate }: Shape) =>
  `${circles.toLocaleString('en-US')} ${circles === 1 ? 'circle' : 'circles'} of ${members}` +
  (rate ? `, ${rate.toLocaleString('en-US')} events a second` : '');

const is_disturbed = (told: Told) =>
  told.other_load_cores > other_load_max || told.steal_cores > steal_max;

const once = (subject: Subject, shape: Shape, seconds: number) =>
  generate_alone<Told>('tell', subject, { seconds, ...shape, ...subject.asks });

export interface Telling {
  /** What it is called, where the shape does not say it. */
  name?: string;
  shape: Shape;
  subjects: readonly Subject[];
  rounds: number;
  seconds: number;
  /** How often a run is repeated beside which something else was busy. */
  repeats: number;
  say(line: string): void;
}

async function run(telling: Telling, subject: Subject, round: number): Promise<Run> {
  const { shape, seconds } = telling;
  const result: Run = {
    group: telling.name ?? name_of(shape),
    subject: subject.name,
    round,
    thrown_away: 0,
    disturbed: false,
  };
  try {
    result.told = await once(subject, shape, seconds);
    while (is_disturbed(result.told) && result.thrown_away < telling.repeats) {
      result.thrown_away += 1;
      result.told = await once(subject, shape, seconds);
    }
    result.disturbed = is_disturbed(result.told);
  } catch (error) {
    result.failed = error instanceof Error ? error.message : String(error);
  }
  return result;
}

/** Each round begins with another server, so that none is always measured after the same one. */
export async function tell(telling: Telling): Promise<Run[]> {
  const { subjects, rounds, say } = telling;
  const runs: Run[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const from = round % subjects.length;
    for (const subject of [...subjects.slice(from), ...subjects.slice(0, from)]) {
      const done = await run(telling, subject, round);
      runs.push(done);
      const what = done.told
        ? `${Math.round(done.told.deliveries_per_second).toLocaleString('en-US')} deliveries a second`
        : `failed: ${done.failed ?? ''}`;
      const note = done.disturbed ? ' (something else was busy)' : '';
      say(`${done.group}, round ${round + 1}: ${subject.name}: ${what}${note}`);
    }
  }
  return runs;
}

interface Measure {
  measure: string;
  unit: string;
  better: Figure['better'];
  of(told: Told): number;
  /** Under this name it is also given as a ratio to what it is measured against. */
  ratio?: string;
}

export const deliveries_ratio = 'deliveries, raw loop = 1';
export const cpu = 'CPU for a delivery';
export const cpu_ratio = 'CPU, raw loop = 1';
export const last_p99_ratio = 'p99, raw loop = 1';

const measures: Measure[] = [
  {
    measure: 'deliveries',
    unit: 'a second',
    better: 'more',
    of: (told) => told.deliveries_per_second,
    ratio: 'deliveries',
  },
  {
    measure: cpu,
    unit: 'µs',
    better: 'less',
    of: (told) => told.server_cpu_us_per_delivery,
    ratio: 'CPU',
  },
  { measure: 'p50', unit: 'ms', better: 'less', of: (told) => told.latency_us.last.p50 / 1000 },
  {
    measure: 'p99',
    unit: 'ms',
    better: 'less',
    of: (told) => told.latency_us.last.p99 / 1000,
    ratio: 'p99',
  },
  {
    measure: 'first p50',
    unit: 'ms',
    better: 'less',
    of: (told) => told.latency_us.first.p50 / 1000,
  },
];

/** The value of each round; a run that failed is none. */
function by_round(runs: readonly Run[], of: (told: Told) => number): number[] {
  const values: number[] = [];
  for (const { told, round } of runs) if (told) values[round] = of(told);
  return values;
}

export function figures_of(runs: readonly Run[], limit = 'raw loop'): Figure[] {
  const groups = [...new Set(runs.map(({ group }) => group))];
  return groups.flatMap((group) => {
    const inside = runs.filter((each) => each.group === group);
    const subjects = [...new Set(inside.map(({ subject }) => subject))];
    return subjects.flatMap((subject) => {
      const own = inside.filter((each) => each.subject === subject);
      const raw = inside.filter((each) => each.subject === limit);
      return measures.flatMap(({ measure, unit, better, of, ratio }) => {
        const values = by_round(own, of);
        const to_raw = ratios(values, by_round(raw, of));
        const figure = { group, subject, better };
        return [
          { ...figure, measure, unit, values: values.filter((value) => value !== undefined) },
          ...(ratio
            ? [{ ...figure, measure: `${ratio}, ${limit} = 1`, unit: '', values: to_raw }]
            : []),
        ].filter((each) => each.values.length > 0);
      });
    });
  });
}
