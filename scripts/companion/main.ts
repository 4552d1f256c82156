// Brings companions into a circle and lets them go again: what scripts/companions runs.
import { randomInt } from 'node:crypto';
import { once, setMaxListeners } from 'node:events';
import { readFileSync } from 'node:fs';
import { WebSocket } from 'ws';
import { chance_of, seed_max } from '../../client-web/src/companions/chance';
import { join, type Companion, type Way } from '../../client-web/src/companions/companion';
import { name_of, speak_with } from '../../client-web/src/companions/words';
import { arguments_of, catalogues, Mistake, type Asked } from './arguments';

const said_after = 5000;
const counts = new Map<string, number>();
const began = Date.now();

function line(text: string): void {
  const seconds = Math.floor((Date.now() - began) / 1000);
  const clock = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
  console.log(`${clock.padStart(6)}  ${text}`);
}

function tell(name: string, what: string): void {
  counts.set(what, (counts.get(what) ?? 0) + 1);
  line(`${name}: ${what}`);
}

function speak(language: string): void {
  const file = readFileSync(new URL(`${language}.json`, catalogues), 'utf8');
  const words = JSON.parse(file) as Record<string, string>;
  speak_with((key) => words[key] ?? '');
}

function asked_or_exit(): Asked {
  try {
    return arguments_of(process.argv.slice(2), () => randomInt(seed_max));
  } catch (error) {
    if (!(error instanceof Mistake)) throw error;
    console.error(`${error.message} (see scripts/companions --help)`);
    process.exit(2);
  }
}

/** Aborted by Ctrl-C, or when the minutes are over; a second Ctrl-C does not wait. */
function ending_of({ minutes }: Asked): AbortSignal {
  const ending = new AbortController();
  setMaxListeners(0, ending.signal); // every companion waits for it
  const end = () => {
    if (ending.signal.aborted) process.exit(130);
    ending.abort();
  };
  process.on('SIGINT', end);
  process.on('SIGTERM', end);
  if (minutes !== undefined) setTimeout(() => ending.abort(), minutes * 60_000).unref();
  return ending.signal;
}

/** One after the other, so that the ring has the same order each time. */
async function join_all({ count, seed }: Asked, way: Way): Promise<Companion[]> {
  const chance = chance_of(seed);
  const companions: Companion[] = [];
  const waiting = setInterval(() => line('no answer yet from the server; trying on'), said_after);
  try {
    while (companions.length < count && !way.ending.aborted) {
      const name = name_of(companions.length);
      const joined = await Promise.race([join(name, way, chance.branch()), way.ended]);
      if (!joined) break;
      companions.push(joined);
      waiting.refresh();
      line(`${name} joined`);
    }
  } catch (error) {
    process.exitCode = 1;
    console.error(error instanceof Error ? error.message : error);
  }
  clearInterval(waiting);
  return companions;
}

async function main(): Promise<void> {
  const asked = asked_or_exit();
  speak(asked.language);
  const ending = ending_of(asked);
  const { server, link, pace, repairs, seed, count } = asked;
  const ended = once(ending, 'abort').then(() => undefined);
  const speaking = { socket: WebSocket, server, link };
  const way: Way = { ...speaking, pace, repairs, loses: true, ending, ended, tell };
  line(`${count} companions, seed ${seed}, pace ${pace}; Ctrl-C lets them leave`);
  const companions = await join_all(asked, way);
  if (process.exitCode === undefined) await Promise.all(companions.map((each) => each.live()));
  if (companions.length > 0) line('leaving');
  await Promise.all(companions.map((each) => each.leave()));
  for (const [what, times] of [...counts].sort())
    console.log(`${String(times).padStart(6)}  ${what}`);
  process.exit();
}

await main();
