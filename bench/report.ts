// The file of a bench: machine, versions, every run, and the figures made of them.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Figure } from './figures.ts';
import type { Machine } from './machine.ts';
import type { Run } from './telling.ts';

export interface Report {
  at: string;
  quick: boolean;
  machine: Machine;
  versions: Record<string, string>;
  server_options: string[];
  left_out: { name: string; why: string }[];
  thrown_away: number;
  disturbed: number;
  failed: string[];
  figures: Figure[];
  runs: Run[];
}

export function write(file: string, report: Report): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify(report, null, 1)}\n`);
}

export function read(file: string): Report {
  const report = JSON.parse(readFileSync(file, 'utf8')) as Report;
  if (!Array.isArray(report.figures)) throw new Error(`${file} is no file of the bench`);
  return report;
}
