// What is measured: our own server in its two stores, the raw loop that is the limit, and what
// people use instead, each with its best setting for the same job.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Options } from './generator.ts';
import { free_port, type Running, started } from './processes.ts';

export interface Subject {
  name: string;
  speaks: string;
  /** What the generator does otherwise with it. */
  asks?: Options;
  version(): string;
  /** Throws where it cannot run here. */
  start(): Promise<Running>;
}

/** On a disk, since what is durable is measured. */
const scratch = 'build/bench';
const own_program = 'build/release/circlekeeper';
const raw_program = 'build/release/bench/bench_raw';

/** Rates and addresses are one machine's here, so they are raised; nothing else is changed. */
export const own_options = (threads = 1) => [
  ...['--threads', String(threads)],
  ...['--log-level', 'warn'],
  ...['--connections-per-address', '1000000'],
  ...['--circles-per-hour', '1000000'],
  ...['--commands-per-second', '1000000'],
  ...['--commands-burst', '1000000'],
];

const folders: string[] = [];

/** A folder that is erased when the bench ends. */
export function fresh_folder(): string {
  mkdirSync(scratch, { recursive: true });
  const folder = mkdtempSync(`${scratch}/data-`);
  folders.push(folder);
  return folder;
}

process.on('exit', () => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

export function first_line(program: string, ...args: string[]): string {
  const text = execFileSync(program, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  return text.trim().split('\n')[0] ?? '';
}

export interface OwnStart {
  data?: string;
  memory?: boolean;
  threads?: number;
  options?: string[];
}

export function start_own(own: OwnStart = {}): Promise<Running> {
  const { data, memory = false, threads, options = [] } = own;
  const port = free_port();
  const where = ['--listen', `127.0.0.1:${port}`, '--data', data ?? fresh_folder()];
  const store = memory ? ['--store', 'memory'] : [];
  return started({
    command: [own_program, ...where, ...store, ...own_options(threads), ...options],
    port,
    ...(options.includes('--certificate') ? {} : { ready: '/readyz' }), // nobody believes it
    patience_ms: 120_000,
  });
}

const revision = () => {
  try {
    return first_line('git', 'describe', '--always', '--dirty');
  } catch {
    return 'no revision';
  }
};

export const durable: Subject = {
  name: 'circlekeeper durable',
  speaks: 'circlekeeper',
  version: revision,
  start: () => start_own(),
};

export const memory: Subject = {
  name: 'circlekeeper memory',
  speaks: 'circlekeeper',
  version: revision,
  start: () => start_own({ memory: true }),
};

export const raw: Subject = {
  name: 'raw loop',
  speaks: 'plain',
  version: revision,
  start() {
    const port = free_port();
    return started({ command: [raw_program, String(port)], port });
  },
};

const packages = createRequire(import.meta.url);

export function on_node(name: string, speaks: string, module: string): Subject {
  return {
    name,
    speaks,
    version: () =>
      `${(packages(`${name}/package.json`) as { version: string }).version}, Node ${process.version}`,
    start() {
      const port = free_port();
      return started({
        command: [process.execPath, `bench/peers/${module}`, String(port)],
        port,
        env: { NODE_ENV: 'production' },
      });
    },
  };
}

export const ws = on_node('ws', 'plain', 'ws.mjs');

/** A build of uWebSockets that takes a port and relays in the circle of a path; optional. */
export function uwebsockets(program: string): Subject {
  return {
    name: 'uWebSockets',
    speaks: 'plain',
    version: () => program.split('/').at(-1) ?? program,
    start() {
      if (!existsSync(program)) throw new Error(`no program at ${program}`);
      const port = free_port();
      return started({ command: [program, String(port)], port });
    },
  };
}
