// What is stored already: starting with many circles, and entering one with a long log.
import { readFileSync } from 'node:fs';
import type { Figure } from './figures.ts';
import { generate, type Told } from './generator.ts';
import { type Asked, each_round, figures } from './measuring.ts';
import { durable, fresh_folder, start_own } from './subjects.ts';

const circles = 100_000;
const shares = 9000;

const memory_mib = (pid: number) =>
  Number(/^RssAnon:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;

async function start_with(data: string) {
  const server = await start_own({ data });
  const { ready_ms } = server;
  const memory = Math.max(...server.pids.map(memory_mib));
  await server.stop();
  return { ready_ms, memory };
}

export async function starting(asked: Asked): Promise<Figure[]> {
  const group = `Starting with ${circles.toLocaleString('en-US')} stored circles`;
  const full = fresh_folder();
  const server = await start_own({ data: full });
  const made = await generate<{ seconds: number }>('store', durable.speaks, server, { circles });
  await server.stop();
  asked.say(`${circles.toLocaleString('en-US')} circles are made`);
  const empty = await each_round(asked.rounds, () => start_with(fresh_folder()));
  const stored = await each_round(asked.rounds, () => start_with(full));
  asked.say(group);
  const measures = [
    ['ready after', 'ms', 'less', (one: { ready_ms: number }) => one.ready_ms],
    ['memory', 'MiB', 'less', (one: { memory: number }) => one.memory],
  ] as const;
  return [
    ...figures(group, 'with none', empty, [[...measures[0]], [...measures[1]]]),
    ...figures(group, 'with all', stored, [[...measures[0]], [...measures[1]]]),
    ...figures(
      group,
      'making them',
      [made],
      [['circles made', 'a second', 'more', (one) => circles / one.seconds]],
    ),
  ];
}

interface Entered {
  seconds: number;
  server_cpu_seconds: number;
  view_bytes: number;
}

async function enter(data: string): Promise<Entered> {
  const server = await start_own({ data });
  try {
    return await generate<Entered>('enter', durable.speaks, server);
  } finally {
    await server.stop();
  }
}

export async function long_circle(asked: Asked): Promise<Figure[]> {
  const data = fresh_folder();
  const server = await start_own({ data });
  const told = await generate<Told>('tell', durable.speaks, server, {
    ...{ circles: 1, members: 16, seconds: 60, most: shares },
  });
  await server.stop();
  const rounds = await each_round(asked.rounds, () => enter(data));
  const group = `Entering a circle of ${told.events_said.toLocaleString('en-US')} shares that is not loaded`;
  asked.say(group);
  return figures(group, 'circlekeeper durable', rounds, [
    ['until the view', 'ms', 'less', (one) => one.seconds * 1000],
    ['CPU', 'ms', 'less', (one) => one.server_cpu_seconds * 1000],
    ['the view', 'KiB', 'less', (one) => one.view_bytes / 1024],
  ]);
}
