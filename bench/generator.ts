// Asks the generator to do something with a running server, and reads what it measured.
import { execFile } from 'node:child_process';
import { generator_core, type Running } from './processes.ts';
import type { Subject } from './subjects.ts';

interface Latency {
  count: number;
  p50: number;
  p99: number;
  max: number;
}

export interface Told {
  seconds: number;
  events_said: number;
  deliveries: number;
  deliveries_per_second: number;
  server_cpu_us_per_delivery: number;
  generator_busy: number;
  heard_bytes_per_delivery: number;
  until_all_heard_seconds: number;
  other_load_cores: number;
  steal_cores: number;
  latency_us: { first: Latency; middle: Latency; last: Latency };
  faults: Record<'missing' | 'doubled' | 'out_of_order' | 'unsaid', number>;
  refused: Record<string, number>;
}

const program = 'build/release/bench/bench_generator';
const faults_found = 3;
const patience_ms = 180_000;

export type Options = Record<string, string | number | true>;

/** Throws with what was missing, doubled or out of order: that is never a figure. */
export function generate<T>(
  doing: string,
  speaks: string,
  server: Running,
  options: Options = {},
): Promise<T> {
  const named: Options = { speaks, port: server.port, core: generator_core, ...options };
  const words = Object.entries(named).flatMap(([name, value]) =>
    value === true ? [`--${name}`] : [`--${name}`, String(value)],
  );
  const pids = server.pids.flatMap((pid) => ['--pid', String(pid)]);
  return new Promise((resolve, reject) => {
    execFile(
      program,
      [doing, ...words, ...pids],
      { timeout: patience_ms, killSignal: 'SIGKILL' },
      (error, out, said) => {
        if (!error) return resolve(JSON.parse(out) as T);
        if (error.code !== faults_found) return reject(new Error(said.trim() || error.message));
        reject(new Error(`not all was told: ${out.trim()}`));
      },
    );
  });
}

/** The same with a server of its own, which is stopped after it. */
export async function generate_alone<T>(
  doing: string,
  subject: Subject,
  options?: Options,
): Promise<T> {
  const server = await subject.start();
  try {
    return await generate<T>(doing, subject.speaks, server, options);
  } finally {
    await server.stop();
  }
}
