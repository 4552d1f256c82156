// Killed at any moment under the load of the bench and started again, the server serves every
// accepted command, in order, once.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, it } from 'vitest';
import * as acts from '../../client-web/src/circle/acts.ts';
import type { Membership } from '../../client-web/src/circle/membership.ts';
import { in_conversation, joined, made, read } from './members.ts';
import { program, type Served, startServer } from './serve.ts';

const kills = 50;
const circles = 4;
const members = 4;
const args = [
  ...['--commands-per-second', '100000', '--commands-burst', '100000'],
  ...['--connections-per-address', '100000', '--circles-per-hour', '100000'],
];

const generator = join(dirname(program), 'bench/bench_generator');
const shape = { circles: 16, members: 16 };

/** The bench tells events to circles of its own until the server is gone. */
async function loaded(server: Served, first: number): Promise<() => Promise<void>> {
  const options = ['--port', String(server.port), '--seconds', '100', '--most', '9000'];
  const size = [
    ...['--circles', String(shape.circles), '--members', String(shape.members)],
    ...['--first-circle', String(first)],
  ];
  const bench = spawn(generator, ['tell', '--speaks', 'circlekeeper', ...options, ...size], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  bench.stderr.on('data', (bytes: Buffer) => (said += bytes.toString()));
  const ended = once(bench, 'exit');
  let is_over = false;
  void ended.then(() => (is_over = true));
  while ((await connections(server)) < shape.circles * shape.members) {
    if (is_over) throw new Error(`the bench did not get in: ${said}`);
    await wait(20);
  }
  return async () => {
    bench.kill();
    await ended;
  };
}

async function connections({ metrics }: Served): Promise<number> {
  const text = await (await fetch(`${metrics}/metrics`)).text();
  return Number(/^circlekeeper_connections (\d+)/m.exec(text)?.[1]);
}

interface Writer {
  member: Membership;
  /** What this device was told is accepted, in its order. */
  book: string[];
  given: number;
}

async function gathered(url: string): Promise<Writer[][]> {
  return Promise.all(
    Array.from({ length: circles }, async () => {
      const keeper = await made(url);
      await in_conversation(keeper);
      const others = [];
      for (let n = 1; n < members; n += 1)
        others.push(await joined(url, keeper.shown.links.invitation, `Member ${n}`));
      return [keeper, ...others].map((member) => ({ member, book: [], given: 0 }));
    }),
  );
}

async function write(writer: Writer, name: string, is_over: () => boolean): Promise<void> {
  while (!is_over()) {
    const text = `${name} ${++writer.given}`;
    const answer = await acts.share(writer.member, text);
    if (!answer.accepted) throw new Error(answer.code);
    writer.book.push(text);
    await wait(40); // the bench brings the load; a circle keeps ten thousand shares
  }
}

it(`keeps every accepted command through ${kills} kills under load`, async () => {
  let server = await startServer({ keep: true, args });
  const { data, port, url } = server;
  const groups = await gathered(url);
  const writers = groups.flat();
  let over = false;
  const writing = writers.map((writer, n) => write(writer, `writer ${n}`, () => over));
  const accepted = () => writers.reduce((sum, { book }) => sum + book.length, 0);
  for (let kill = 0; kill < kills; kill += 1) {
    const unload = await loaded(server, kill * shape.circles);
    const before = accepted();
    while (accepted() < before + circles * members) await wait(5);
    await wait(Math.random() * 40);
    await server.stop('SIGKILL');
    await unload();
    server = await startServer({ data, port, args });
  }
  over = true;
  await Promise.all(writing);
  for (const group of groups) {
    const [first, ...others] = await Promise.all(group.map(({ member }) => read(member)));
    const told = first ?? [];
    expect(new Set(told).size, 'told twice').toBe(told.length);
    // Who came later was told from then on: the same, less what was before.
    for (const other of others) expect(told.slice(-other.length)).toEqual(other);
    for (const { book } of group) {
      const own = new Set(book);
      expect(told.filter((text) => own.has(text))).toEqual(book);
    }
    expect(told.length).toBe(group.reduce((sum, { book }) => sum + book.length, 0));
  }
  console.log(`${kills} kills, ${accepted()} accepted shares, none lost, none twice`);
  for (const { member } of writers) member.end();
  await server.stop();
  await server.erase();
});
