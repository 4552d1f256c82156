// Starts what is measured on its own core, waits until it answers, and ends it again.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, readdirSync } from 'node:fs';
import { connect } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

export const server_core = 0;
export const generator_core = 1;

export interface Running {
  port: number;
  pids: number[];
  /** From starting it until it answered. */
  ready_ms: number;
  stop(): Promise<void>;
}

export interface Start {
  command: string[];
  port: number;
  env?: Record<string, string>;
  /** Where it answers before it is ready: asked until it says 200. */
  ready?: string;
  patience_ms?: number;
}

/** Some listen before they start the processes that answer. */
const settled_ms = 200;

let next_port = 20_000 + (process.pid % 1000) * 10;
/** Below those that the system gives to who connects. */
export const free_port = () => ++next_port;

async function accepts(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}

const is_ready = async ({ port, ready }: Start) =>
  ready === undefined
    ? accepts(port)
    : ((await fetch(`http://127.0.0.1:${port}${ready}`).catch(() => undefined))?.ok ?? false);

/** A process and all that it started. */
function family(pid: number): number[] {
  const children = new Map<number, number[]>();
  for (const name of readdirSync('/proc').filter((each) => /^\d+$/.test(each))) {
    try {
      const after_name = readFileSync(`/proc/${name}/stat`, 'utf8').split(') ').at(-1) ?? '';
      const parent = Number(after_name.split(' ')[1]);
      children.set(parent, [...(children.get(parent) ?? []), Number(name)]);
    } catch {
      continue; // it ended meanwhile
    }
  }
  const all = [pid];
  for (const each of all) all.push(...(children.get(each) ?? []));
  return all;
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  const pids = family(child.pid ?? 0);
  child.kill('SIGTERM');
  const late = setTimeout(() => {
    for (const pid of pids) {
      try {
        process.kill(pid, 'SIGKILL');
      } catch {
        continue; // it ended by itself
      }
    }
  }, 15_000);
  await exited;
  clearTimeout(late);
}

/** Throws with what it said where it does not come up. */
export async function started(start: Start): Promise<Running> {
  const command = ['-c', String(server_core), ...start.command];
  const child = spawn('taskset', command, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...start.env },
  });
  const from = performance.now();
  let text = '';
  const hear = (bytes: Buffer) => (text = (text + bytes.toString()).slice(-4000));
  child.stdout.on('data', hear);
  child.stderr.on('data', hear);
  child.on('error', (error) => (text += error.message));
  const until = Date.now() + (start.patience_ms ?? 30_000);
  while (Date.now() < until && child.exitCode === null && child.pid !== undefined) {
    if (await is_ready(start)) {
      const ready_ms = performance.now() - from;
      await wait(settled_ms);
      return { port: start.port, pids: family(child.pid), ready_ms, stop: () => end(child) };
    }
    await wait(5);
  }
  await end(child);
  throw new Error(`${start.command[0] ?? ''} did not start: ${text.trim()}`);
}
