// Gives a test a real server of its own: release build, free port, data that is gone after.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

export const program =
  process.env['CIRCLEKEEPER_BINARY'] ?? join(root, 'build/release/circlekeeper');

export interface ServeOptions {
  /** Further options for the server, as on its command line. */
  args?: string[];
  /** The folder of another server, to test a restart; a fresh one if absent. */
  data?: string;
  /** Whether a fresh folder outlives the server; whoever asks for it erases it. */
  keep?: boolean;
  port?: number;
  env?: Record<string, string>;
  /** What starts the server, with its program and arguments after it. */
  by?: string[];
}

export interface Served {
  url: string;
  port: number;
  data: string;
  /** Where its metrics are. */
  metrics: string;
  /** What the server has logged so far. */
  log(): string;
  pid: number;
  /** SIGTERM, or the named signal. Gives the exit code, or null where a signal ended it. */
  stop(signal?: NodeJS.Signals): Promise<number | null>;
  erase(): Promise<void>;
}

async function free_port(): Promise<number> {
  const listener = createServer();
  listener.listen(0, '127.0.0.1');
  await once(listener, 'listening');
  const address = listener.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  listener.close();
  await once(listener, 'close');
  return address.port;
}

async function until_it_answers(
  url: string,
  child: ChildProcess,
  log: () => string,
): Promise<void> {
  const until = Date.now() + 15_000;
  while (Date.now() < until && child.exitCode === null && child.signalCode === null) {
    const answer = await fetch(`${url}/readyz`).catch(() => undefined);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`the server did not start:\n${log()}`);
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
  const exited = once(child, 'exit');
  child.kill(signal);
  const late = setTimeout(() => child.kill('SIGKILL'), 10_000);
  await exited;
  clearTimeout(late);
  return child.exitCode;
}

/** Starts the release server; whoever starts it stops it. */
export async function startServer(options: ServeOptions = {}): Promise<Served> {
  if (!existsSync(program)) throw new Error('no server was built: run scripts/test process');
  const port = options.port ?? (await free_port());
  const metrics = `127.0.0.1:${await free_port()}`;
  const data = options.data ?? (await mkdtemp(join(tmpdir(), 'circlekeeper-')));
  const [first = program, ...rest] = [...(options.by ?? []), program];
  const child = spawn(
    first,
    [
      ...rest,
      '--listen',
      `127.0.0.1:${port}`,
      '--data',
      data,
      '--metrics',
      metrics,
      '--client',
      join(root, 'client-web/dist'),
      ...(options.args ?? []),
    ],
    { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...options.env } },
  );
  let text = '';
  child.stdout.on('data', (bytes: Buffer) => (text += bytes.toString()));
  child.stderr.on('data', (bytes: Buffer) => (text += bytes.toString()));
  const url = `http://localhost:${port}`;
  const erase = () => rm(data, { recursive: true, force: true });
  const stop = async (signal: NodeJS.Signals = 'SIGTERM') => {
    const code = await end(child, signal);
    if (options.data === undefined && !options.keep) await erase();
    return code;
  };
  try {
    await until_it_answers(url, child, () => text);
  } catch (error) {
    await stop('SIGKILL');
    throw error;
  }
  return {
    url,
    port,
    data,
    metrics: `http://${metrics}`,
    log: () => text,
    pid: child.pid ?? 0,
    stop,
    erase,
  };
}
