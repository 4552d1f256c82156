// The order of a whole bench, and of a quick one. A part that fails is named, and the rest goes on.
import { folding, first_load } from './client.ts';
import { come_back, idle } from './connections.ts';
import { overload, practice, rules_alone } from './alone.ts';
import { type Figure, find, summary_of } from './figures.ts';
import { this_machine } from './machine.ts';
import type { Asked } from './measuring.ts';
import { peers } from './peers.ts';
import { promised, promises } from './promises.ts';
import type { Report } from './report.ts';
import { long_circle, starting } from './stored.ts';
import { durable, memory, own_options, raw, type Subject, uwebsockets, ws } from './subjects.ts';
import { figures_of, name_of, type Run, type Shape, tell } from './telling.ts';

export const usual: Shape = { circles: 64, members: 16 };
const other_shapes: Shape[] = [
  { circles: 8, members: 16 },
  { circles: 512, members: 16 },
  { circles: 1024, members: 16 },
  { circles: 1, members: 100 },
];
const quiet_rate = 1500;

export interface Wanted extends Asked {
  quick: boolean;
  /** Parts whose name has this in it; all where it is left out. */
  only?: string | undefined;
  uwebsockets?: string | undefined;
}

type Left = Pick<Report, 'left_out' | 'versions'> & { there: Subject[] };

function those_there(subjects: readonly Subject[]): Left {
  const there: Subject[] = [];
  const left_out: Report['left_out'] = [];
  const versions: Report['versions'] = {};
  for (const subject of subjects) {
    try {
      versions[subject.name] = subject.version();
      there.push(subject);
    } catch (error) {
      left_out.push({ name: subject.name, why: String(error).split('\n')[0] ?? '' });
    }
  }
  return { there, left_out, versions };
}

/** Of what is not ours, who tells as many events as the fixed rate asks for, with some to spare. */
function who_can(subjects: readonly Subject[], figures: readonly Figure[]): Subject[] {
  return subjects.filter((subject) => {
    if ([raw, durable, memory].includes(subject)) return true;
    const carried = find(figures, name_of(usual), subject.name, 'deliveries');
    return carried && summary_of(carried.values).median > 1.2 * quiet_rate * usual.members;
  });
}

class Bench {
  readonly runs: Run[] = [];
  readonly figures: Figure[] = [];
  readonly failed: string[] = [];

  constructor(private readonly wanted: Wanted) {}

  async part(name: string, measure: () => Promise<Figure[]>): Promise<void> {
    if (this.wanted.only !== undefined && !name.includes(this.wanted.only)) return;
    try {
      this.figures.push(...(await measure()));
    } catch (error) {
      this.failed.push(`${name}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }

  async telling(shape: Shape, subjects: readonly Subject[], name?: string): Promise<void> {
    await this.part(name ?? name_of(shape), async () => {
      const repeats = this.wanted.quick ? 1 : 2;
      const named = name === undefined ? {} : { name };
      const runs = await tell({ ...this.wanted, repeats, shape, subjects, ...named });
      this.runs.push(...runs);
      for (const { group, subject, failed } of runs) {
        if (failed) this.failed.push(`${group}: ${subject}: ${failed}`);
      }
      return figures_of(runs, subjects[0]?.name);
    });
  }
}

async function besides(bench: Bench, wanted: Wanted, there: readonly Subject[]): Promise<void> {
  const files = this_machine().open_files_max;
  const some = there.filter((each) => [raw, durable, memory, ws].includes(each));
  await bench.telling(usual, promised, promises);
  await bench.part('idle connections', () => idle(wanted, some, files));
  await bench.part('coming back', () => come_back(wanted));
  await bench.part('starting', () => starting(wanted));
  await bench.part('long circle', () => long_circle(wanted));
  await bench.part('practice', () => practice(wanted));
  await bench.part('rules alone', () => rules_alone(wanted));
  await bench.part(`${name_of(usual)}, overload`, async () => {
    const carried = find(bench.figures, name_of(usual), durable.name, 'deliveries');
    if (!carried) throw new Error(`needs ${name_of(usual)} before it`);
    return overload(wanted, usual, summary_of(carried.values).median / usual.members);
  });
  await bench.part('client: folding', () => folding(wanted));
  await bench.part('client: first load', () => first_load(wanted));
}

export async function everything(wanted: Wanted): Promise<Report> {
  const optional = wanted.uwebsockets ? [uwebsockets(wanted.uwebsockets)] : [];
  const beside = wanted.quick ? [] : peers;
  const all = [raw, durable, memory, ws, ...optional, ...beside];
  const { there, left_out, versions } = those_there(all);
  const bench = new Bench(wanted);
  await bench.telling(usual, there);
  if (!wanted.quick) {
    for (const shape of other_shapes) await bench.telling(shape, there);
    await bench.telling({ ...usual, rate: quiet_rate }, who_can(there, bench.figures));
    await besides(bench, wanted, there);
  }
  return {
    at: new Date().toISOString(),
    quick: wanted.quick,
    machine: this_machine(),
    versions,
    server_options: own_options(),
    left_out,
    thrown_away: bench.runs.reduce((sum, run) => sum + run.thrown_away, 0),
    disturbed: bench.runs.filter((run) => run.disturbed).length,
    failed: bench.failed,
    figures: bench.figures,
    runs: bench.runs,
  };
}
