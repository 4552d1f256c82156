// What a companion does in a pod: choosing a role, answering what is asked, a line where it is their
// turn to speak; letting in who knocks.
import { in_pod, is_between, offers, open_roles, type InPod, type Offer } from '../circle/pod';
import type { Command } from '../circle/words';
import type { Chance } from './chance';
import type { Act, Seen } from './decide';
import { pod_shares } from './words';

const ask = (command: Command): Act => ({ type: 'ask', command });

function one_of<T>(chance: Chance, [first, ...others]: T[]): T | undefined {
  return first === undefined ? undefined : chance.one_of([first, ...others]);
}

const count = ({ mine }: InPod, role: string) =>
  mine.roles.filter((each) => each.role === role).length;

/** About a hurt, its two sides are for the two whom it is between, and all else for others. */
function fits({ practice, mine }: InPod, role: string, { repairs }: Seen): boolean {
  const { about, roles } = practice.structure;
  if (about !== 'hurt') return true;
  const people = practice.pods.find((each) => each.pod === mine.pod)?.people ?? [];
  const is_mine = people.length === 2 || people.some((each) => repairs?.faced.includes(each));
  const side = roles.find((each) => each.role === role)?.side;
  return is_mine === (side !== undefined);
}

/** Those that are needed first, so that the practice can begin. */
function choose_role(pod: InPod, seen: Seen): Act | undefined {
  const { may, chance } = seen;
  if (!may.take_role) return undefined;
  const { roles } = pod.practice.structure;
  const least = (role: string) => roles.find((each) => each.role === role)?.min ?? 0;
  const open = open_roles(pod, is_between(pod)).filter(
    (role) => role !== pod.role && fits(pod, role, seen),
  );
  const needed = open.filter((role) => count(pod, role) < least(role));
  const is_free = pod.role === undefined || count(pod, pod.role) > least(pod.role);
  if (!is_free || !chance.happens(0.5)) return undefined;
  if (pod.role !== undefined && needed.length === 0) return undefined;
  const role = one_of(chance, needed.length > 0 ? needed : open);
  return role === undefined ? undefined : ask({ type: 'take_role', pod: pod.mine.pod, role });
}

function rest(pod: InPod, { may_in_pod, chance }: Seen): Act | undefined {
  if (!may_in_pod.end_pause || !chance.happens(0.3)) return undefined;
  return ask({ type: 'end_pause', pod: pod.mine.pod });
}

function let_in(pod: InPod, { may, chance }: Seen): Act | undefined {
  if (!may.answer_knock || !chance.happens(0.4)) return undefined;
  return ask({ type: 'answer_knock', pod: pod.mine.pod, let_in: true });
}

/** Once before going on; in a conversation now and then. */
function speak({ mine, me, step }: InPod, { may_in_pod, chance }: Seen): Act | undefined {
  if (!may_in_pod.add_share || mine.shares.at(-1)?.author === me.member) return undefined;
  const wish = step?.speaks === 'open' ? 0.1 : 0.85;
  return chance.happens(wish) ? { type: 'share', words: chance.one_of(pod_shares()) } : undefined;
}

function is_answered({ mine, me, step }: InPod): boolean {
  return step?.asks !== 'nothing' && mine.answered.includes(me.member);
}

/** Yes where consent is asked; else any of what is offered. */
function chosen(open: Offer[], chance: Chance): Offer | undefined {
  return open.find(({ answer }) => answer === 'yes') ?? one_of(chance, open);
}

function answer(pod: InPod, { view, chance }: Seen): Act | undefined {
  if (is_answered(pod) || !chance.happens(0.4)) return undefined;
  const offer = chosen(offers(view), chance);
  const { pod: number, visit } = pod.mine;
  return offer && ask({ type: 'answer_step', pod: number, visit, ...offer });
}

export function practise(seen: Seen): Act | undefined {
  const pod = in_pod(seen.view);
  if (!pod) return undefined;
  for (const choose of [rest, let_in, choose_role, speak, answer]) {
    const act = choose(pod, seen);
    if (act) return act;
  }
  return undefined;
}
