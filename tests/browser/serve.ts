// Gives a browser test a real server of its own: release build, free port, data that is gone after.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

export interface ServeOptions {
  /** Further options for the server, as on its command line. */
  args?: string[];
  /** Kept between two servers to test a restart; a fresh one, erased at the end, if absent. */
  data?: string;
  port?: number;
}

export interface Served {
  url: string;
  port: number;
  data: string;
  /** What the server has logged so far. */
  log(): string;
  /** SIGTERM, or the named signal; the data stays only where it was given. */
  stop(signal?: NodeJS.Signals): Promise<void>;
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

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill(signal);
  const late = setTimeout(() => child.kill('SIGKILL'), 10_000);
  await exited;
  clearTimeout(late);
}

/** Starts the release server; whoever starts it stops it. */
export async function startServer(options: ServeOptions = {}): Promise<Served> {
  const program = process.env['CIRCLEKEEPER_BINARY'] ?? join(root, 'build/release/circlekeeper');
  if (!existsSync(program)) throw new Error('no server was built: run scripts/test browser');
  const port = options.port ?? (await free_port());
  const data = options.data ?? (await mkdtemp(join(tmpdir(), 'circlekeeper-')));
  const child = spawn(
    program,
    [
      '--listen',
      `127.0.0.1:${port}`,
      '--data',
      data,
      '--client',
      join(root, 'client-web/dist'),
      ...(options.args ?? []),
    ],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let text = '';
  child.stdout.on('data', (bytes: Buffer) => (text += bytes.toString()));
  child.stderr.on('data', (bytes: Buffer) => (text += bytes.toString()));
  const url = `http://localhost:${port}`;
  const stop = async (signal: NodeJS.Signals = 'SIGTERM') => {
    await end(child, signal);
    if (options.data === undefined) await rm(data, { recursive: true, force: true });
  };
  try {
    await until_it_answers(url, child, () => text);
  } catch (error) {
    await stop('SIGKILL');
    throw error;
  }
  return { url, port, data, log: () => text, stop };
}
