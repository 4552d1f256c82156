// The bench: what scripts/bench runs. Tells events, measures the rest, prints a table, writes a file.
import { parseArgs } from 'node:util';
import { compare, told as told_differences } from './compare.ts';
import { find, summary_of } from './figures.ts';
import { this_machine } from './machine.ts';
import { read, type Report, write } from './report.ts';
import { durable, memory, own_options, raw, type Subject, uwebsockets, ws } from './subjects.ts';
import { table_of } from './table.ts';
import { deliveries_ratio, figures_of, name_of, type Run, type Shape, tell } from './telling.ts';

const { values: asked, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    quick: { type: 'boolean', default: false },
    compare: { type: 'boolean', default: false },
    rounds: { type: 'string' },
    seconds: { type: 'string' },
    uwebsockets: { type: 'string' },
    out: { type: 'string', default: 'build/bench/bench.json' },
  },
});

const began = Date.now();
const say = (line: string) =>
  console.error(`[${String(Math.round((Date.now() - began) / 1000)).padStart(4)}s] ${line}`);

const usual: Shape = { circles: 64, members: 16 };

function left_out_of(subjects: readonly Subject[]) {
  const there: Subject[] = [];
  const left_out: Report['left_out'] = [];
  const versions: Report['versions'] = {};
  for (const subject of subjects) {
    try {
      versions[subject.name] = subject.version();
      there.push(subject);
    } catch (error) {
      left_out.push({ name: subject.name, why: String(error) });
    }
  }
  return { there, left_out, versions };
}

async function bench(): Promise<Report> {
  const extra = asked.uwebsockets ? [uwebsockets(asked.uwebsockets)] : [];
  const { there, left_out, versions } = left_out_of([raw, durable, memory, ws, ...extra]);
  const runs: Run[] = [];
  const telling = {
    subjects: there,
    rounds: Number(asked.rounds ?? 3),
    seconds: Number(asked.seconds ?? 2),
    say,
  };
  runs.push(...(await tell({ ...telling, shape: usual })));
  return {
    at: new Date().toISOString(),
    quick: asked.quick,
    machine: this_machine(),
    versions,
    server_options: own_options,
    left_out,
    thrown_away: runs.reduce((sum, run) => sum + run.thrown_away, 0),
    disturbed: runs.filter((run) => run.disturbed).length,
    failed: runs.flatMap(({ failed, subject, group }) =>
      failed ? [`${group}: ${subject}: ${failed}`] : [],
    ),
    figures: figures_of(runs),
    runs,
  };
}

function print(report: Report): void {
  const { machine } = report;
  console.log(
    `${machine.cpu}, ${machine.cores} cores, ${machine.memory_gib} GiB, ${machine.system}, ` +
      `Linux ${machine.kernel}, ${report.at}`,
  );
  console.log(`The server's options: ${report.server_options.join(' ')}\n`);
  console.log(table_of(report.figures));
  console.log(
    `\n${report.thrown_away} disturbed runs were repeated, ${report.disturbed} were kept all the same.`,
  );
  for (const { name, why } of report.left_out) console.log(`Left out: ${name}: ${why}`);
  for (const line of report.failed) console.log(`Failed: ${line}`);
}

function last_line(report: Report): string {
  const figure = find(report.figures, name_of(usual), durable.name, deliveries_ratio);
  const ratio = figure ? summary_of(figure.values).median.toFixed(2) : 'none';
  return `${durable.name} / ${raw.name}: ${ratio}`;
}

if (asked.compare) {
  const [before, after] = positionals;
  if (before === undefined || after === undefined) throw new Error('--compare needs two files');
  console.log(told_differences(compare(read(before).figures, read(after).figures)));
} else {
  const report = await bench();
  write(asked.out, report);
  print(report);
  console.log(last_line(report));
  if (report.failed.length > 0) process.exitCode = 1;
}
