// What scripts/bench runs: measures, prints a table and writes a file, or compares two of them.
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { parseArgs } from 'node:util';
import { compare, told as told_differences } from './compare.ts';
import { everything, usual } from './everything.ts';
import { find, summary_of } from './figures.ts';
import { goals_table } from './goals.ts';
import { draw } from './plot.ts';
import { read, type Report, write } from './report.ts';
import { durable, raw } from './subjects.ts';
import { table_of } from './table.ts';
import { deliveries_ratio, name_of } from './telling.ts';

const { values: asked, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    quick: { type: 'boolean', default: false },
    compare: { type: 'boolean', default: false },
    rounds: { type: 'string', default: '3' },
    seconds: { type: 'string', default: '2' },
    only: { type: 'string' },
    uwebsockets: { type: 'string' },
    out: { type: 'string', default: 'build/bench/bench.json' },
    plot: { type: 'string', default: 'build/bench/bench.svg' },
  },
});

const began = Date.now();
const say = (line: string) =>
  console.error(`[${String(Math.round((Date.now() - began) / 1000)).padStart(4)}s] ${line}`);

function count(name: 'rounds' | 'seconds'): number {
  const value = Number(asked[name]);
  if (!(value > 0)) throw new Error(`--${name} needs a number above zero, not '${asked[name]}'`);
  return value;
}

function print(report: Report): void {
  const { machine, versions } = report;
  const versions_told = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
  console.log(
    `${report.at}: ${machine.cpu}, ${machine.cores} cores, ${machine.memory_gib} GiB, ` +
      `${machine.system}, Linux ${machine.kernel}, ${machine.compiler}`,
  );
  console.log(`Versions: ${versions_told.join('; ')}`);
  console.log(`The server's options: ${report.server_options.join(' ')}\n`);
  const tables = [table_of(report.figures), goals_table(report.figures)];
  console.log(`${tables.filter(Boolean).join('\n\n')}\n`);
  console.log(
    `${report.thrown_away} disturbed runs were thrown away and repeated; ` +
      `${report.disturbed} were disturbed to the end and are counted all the same.`,
  );
  for (const { name, why } of report.left_out) console.log(`Left out: ${name}: ${why}`);
  for (const line of report.failed) console.log(`Failed: ${line}`);
}

function last_line({ figures }: Report): string {
  const figure = find(figures, name_of(usual), durable.name, deliveries_ratio);
  const ratio = figure ? summary_of(figure.values).median.toFixed(2) : 'not measured';
  return `${durable.name} / ${raw.name}: ${ratio}`;
}

if (asked.compare) {
  const [before, after, more] = positionals;
  if (before === undefined || after === undefined || more !== undefined) {
    throw new Error('--compare needs two files');
  }
  console.log(told_differences(compare(read(before).figures, read(after).figures)));
} else {
  const { quick, only, out, plot } = asked;
  const report = await everything({
    ...{ quick, only, uwebsockets: asked.uwebsockets, say },
    ...{ rounds: count('rounds'), seconds: count('seconds') },
  });
  write(out, report);
  mkdirSync(dirname(plot), { recursive: true });
  draw(plot, report.figures, name_of(usual));
  print(report);
  console.log(last_line(report));
  if (report.failed.length > 0) process.exitCode = 1;
}
