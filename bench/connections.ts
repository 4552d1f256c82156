// What connections cost that say nothing, and what it costs when all of them come back at once.
import type { Figure } from './figures.ts';
import { generate_alone } from './generator.ts';
import { type Asked, each_round, figures } from './measuring.ts';
import { durable, type Subject } from './subjects.ts';

const members = 16;
/** Those that a process has open besides: its program, its files, its loop. */
const other_files = 160;

interface Idle {
  connections: number;
  memory_kib_per_connection: number;
  idle_cpu: number;
  wakings_per_second: number;
}

const idle_once = (subject: Subject, circles: number) =>
  generate_alone<Idle>('idle', subject, { circles, members, seconds: 5 });

export async function idle(
  asked: Asked,
  subjects: readonly Subject[],
  open_files_max: number,
): Promise<Figure[]> {
  const counts = [625, Math.floor((open_files_max - other_files) / members)];
  const all: Figure[] = [];
  for (const circles of new Set(counts)) {
    for (const subject of subjects) {
      const rounds = await each_round(1, () => idle_once(subject, circles));
      const group = `${(circles * members).toLocaleString('en-US')} idle connections`;
      asked.say(`${group}: ${subject.name}`);
      all.push(
        ...figures(group, subject.name, rounds, [
          ['memory of each', 'KiB', 'less', (one) => one.memory_kib_per_connection],
          ['CPU of all', '% of a core', 'less', (one) => one.idle_cpu * 100],
          ['wakings of all', 'a second', 'less', (one) => one.wakings_per_second],
        ]),
      );
    }
  }
  return all;
}

interface Coming {
  seconds: number;
  server_cpu_ms: number;
}

interface CameBack {
  members: number;
  handshakes: Coming;
  resumed: Coming;
  cpu_ratio: number;
}

const come_back_once = () =>
  generate_alone<CameBack>('come-back', durable, { circles: 63, members });

export async function come_back(asked: Asked): Promise<Figure[]> {
  const rounds = await each_round(asked.rounds, come_back_once);
  asked.say('1,008 members came back at once');
  const group = '1,008 members come back at once';
  return [
    ...figures(group, 'handshakes alone', rounds, [
      ['CPU', 'ms', 'less', (one) => one.handshakes.server_cpu_ms],
      ['until all are there', 'ms', 'less', (one) => one.handshakes.seconds * 1000],
    ]),
    ...figures(group, 'with resume', rounds, [
      ['CPU', 'ms', 'less', (one) => one.resumed.server_cpu_ms],
      ['until all are there', 'ms', 'less', (one) => one.resumed.seconds * 1000],
      ['CPU, handshakes = 1', '', 'less', (one) => one.cpu_ratio],
    ]),
  ];
}
