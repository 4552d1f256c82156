// Parts by themselves: the rules without a server, a practice in fifty pods, and more than can be
// carried.
import { execFileSync } from 'node:child_process';
import type { Figure } from './figures.ts';
import { generate_alone, type Told } from './generator.ts';
import { type Asked, each_round, figures } from './measuring.ts';
import { server_core } from './processes.ts';
import { durable } from './subjects.ts';
import { name_of, type Shape } from './telling.ts';

const rules_program = 'build/release/bench/bench_rules';

type Rules = Record<
  | 'share_us'
  | 'share_after_9000_us'
  | 'turn_us'
  | 'read_command_us'
  | 'write_event_us'
  | 'keep_event_us',
  number
>;

export async function rules_alone(asked: Asked): Promise<Figure[]> {
  const run = () =>
    JSON.parse(
      execFileSync('taskset', ['-c', String(server_core), rules_program], { encoding: 'utf8' }),
    ) as Rules;
  const rounds = await each_round(asked.rounds, async () => run());
  asked.say('the rules alone');
  const group = 'The rules alone';
  const of = (subject: string, name: keyof Rules) =>
    figures(group, subject, rounds, [
      ['each', 'µs', 'less', (one) => one[name]],
      ['rate', 'a second', 'more', (one) => 1e6 / one[name]],
    ]);
  return [
    ...of('deciding a share', 'share_us'),
    ...of('deciding a share after 9,000', 'share_after_9000_us'),
    ...of('deciding a turn', 'turn_us'),
    ...of('reading a command', 'read_command_us'),
    ...of('writing an event', 'write_event_us'),
    ...of('keeping an event for who comes back', 'keep_event_us'),
  ];
}

interface Practised {
  answers: number;
  seconds: number;
  answers_per_second: number;
  server_cpu_us_per_answer: number;
}

const practise_once = () => generate_alone<Practised>('practise', durable, { members: 100 });

export async function practice(asked: Asked): Promise<Figure[]> {
  const rounds = await each_round(asked.rounds, practise_once);
  asked.say('a practice in 50 pods');
  return figures('A practice of 60 steps in 50 pods of 2', durable.name, rounds, [
    ['answers', 'a second', 'more', (one) => one.answers_per_second],
    ['CPU for an answer', 'µs', 'less', (one) => one.server_cpu_us_per_answer],
    ['all steps', 's', 'less', (one) => one.seconds],
  ]);
}

interface Overloaded {
  during: Told;
  after: Told;
}

/** Twice as many events a second as the closed loop carried. */
export async function overload(asked: Asked, shape: Shape, highest: number): Promise<Figure[]> {
  const rate = Math.round(highest * 2);
  const options = { ...shape, rate, seconds: asked.seconds };
  const rounds = await each_round(asked.rounds, () =>
    generate_alone<Overloaded>('overload', durable, options),
  );
  const group = `${name_of(shape)}, at twice the highest rate`;
  asked.say(group);
  const refused = ({ during }: Overloaded) =>
    Object.values(during.refused).reduce((sum, count) => sum + count, 0);
  return figures(group, durable.name, rounds, [
    ['asked', 'events a second', 'more', () => rate],
    ['deliveries', 'a second', 'more', (one) => one.during.deliveries_per_second],
    ['refused', '%', 'less', (one) => (100 * refused(one)) / one.during.events_said],
    ['p99 of what was told', 'ms', 'less', (one) => one.during.latency_us.last.p99 / 1000],
    ['all told after', 's', 'less', (one) => one.during.until_all_heard_seconds],
    ['p50 afterwards', 'ms', 'less', (one) => one.after.latency_us.last.p50 / 1000],
  ]);
}
