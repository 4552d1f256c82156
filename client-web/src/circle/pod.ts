// What the pod that is mine asks of me just now, derived from the view alone: my role, the answers
// that are open to me, who is waited for, and what comes next.
import type {
  MemberId,
  MemberView,
  PodLine,
  PodView,
  PracticeView,
  RefusalCode,
  Step,
  StepAnswer,
  View,
} from './words';

export interface InPod {
  view: View;
  me: MemberView;
  practice: PracticeView;
  mine: PodView;
  step: Step | undefined;
  role: string | undefined;
  /** Of the pod itself; company is not. */
  among: boolean;
}

/** An answer that is open to me; with its key where it is one of the step's choices. */
export interface Offer {
  answer: StepAnswer;
  choice?: string;
}

export function in_pod(view: View | undefined): InPod | undefined {
  const practice = view?.gathering?.practice;
  const me = view?.members.find((each) => each.member === view.me);
  const mine = practice?.mine;
  if (!view || !practice || !mine || !me) return undefined;
  const step = practice.structure.steps.find((each) => each.step === mine.step);
  const line = practice.pods.find((each) => each.pod === mine.pod);
  const among = line?.people.includes(me.member) ?? false;
  return { view, me, practice, mine, step, role: role_of(mine, me.member), among };
}

export const role_of = (mine: PodView, member: MemberId): string | undefined =>
  mine.roles.find((each) => each.member === member)?.role;

/** Who lost the connection is waited for through the grace. */
const is_waited_for = ({ mine }: InPod, id: MemberId) => !mine.without.includes(id);

/** Those of a role who are waited for; of every role where none is named. */
function with_role(pod: InPod, roles: string[]): MemberId[] {
  return pod.mine.roles
    .filter((each) => roles.length === 0 || roles.includes(each.role))
    .map((each) => each.member)
    .filter((member) => is_waited_for(pod, member));
}

export const is_asked = ({ role }: InPod, { of }: Step): boolean =>
  role !== undefined && (of.length === 0 || of.includes(role));

const is_keeper_here = ({ view }: InPod) => view.members.some((each) => each.keeper && each.here);

/** The choices that are there at this try. */
const choices_now = ({ mine }: InPod, step: Step): Offer[] =>
  step.choices
    .filter((each) => mine.tries >= (each.from_try ?? 1))
    .map(({ choice }) => ({ answer: 'choice', choice }));

const plain = (...answers: StepAnswer[]): Offer[] => answers.map((answer) => ({ answer }));

/** What is asked, apart from how the step ends. */
function asked(pod: InPod, step: Step): Offer[] {
  if (step.asks === 'choice' && may_choose(pod, step)) return choices_now(pod, step);
  if (!is_asked(pod, step)) return [];
  if (step.asks === 'capacity') return plain('open', 'tender', 'resting');
  return step.asks === 'consent' ? plain('yes', 'not_now') : [];
}

/** Where nobody of the role that leads on is waited for, anybody may in its place. */
const leads = (pod: InPod, by: string): boolean =>
  pod.among && (pod.role === by || with_role(pod, [by]).length === 0);

const choice_leads = ({ asks, ends, by, of }: Step): boolean =>
  asks === 'choice' && ends === 'done' && by !== undefined && of.includes(by);

const may_choose = (pod: InPod, step: Step): boolean =>
  is_asked(pod, step) || (choice_leads(step) && step.by !== undefined && leads(pod, step.by));

function says_done(pod: InPod, step: Step): boolean {
  if (step.by !== undefined) return !choice_leads(step) && leads(pod, step.by);
  if (step.speaks !== 'each') return false;
  const { holder } = pod.mine;
  if (holder === pod.me.member) return true;
  return pod.among && holder !== undefined && !is_waited_for(pod, holder);
}

function ending(pod: InPod, step: Step): Offer[] {
  const { mine, me, among } = pod;
  if (step.ends === 'done') return says_done(pod, step) ? plain('done') : [];
  if (step.ends === 'keeper' && me.keeper) return plain('done');
  if (step.ends === 'consent' || (step.ends === 'keeper' && is_keeper_here(pod))) return [];
  const counts = step.asks === 'choice' || step.asks === 'capacity'; // answering is being ready
  if (counts && is_asked(pod, step)) return [];
  return !among || mine.answered.includes(me.member) ? [] : plain('ready');
}

function centre({ mine, me, among }: InPod, { speaks }: Step): Offer[] {
  if (speaks !== 'centre') return [];
  if (mine.holder === me.member) return plain('lay');
  return mine.holder === undefined && among ? plain('take') : [];
}

const rests = ({ view, mine }: InPod): boolean =>
  view.gathering?.still_by !== undefined || view.gathering?.pause !== undefined || !!mine.pause;

/** Every answer that would be taken from me just now. */
export function offers(view: View | undefined): Offer[] {
  const pod = in_pod(view);
  if (!pod?.step || rests(pod)) return [];
  const { step } = pod;
  return [...centre(pod, step), ...asked(pod, step), ...ending(pod, step)];
}

/** Who may put words into the pod. */
export function may_write(pod: InPod): boolean {
  const { step, mine, me, role } = pod;
  if (!step) return false;
  if (step.asks === 'words' && is_asked(pod, step)) return true;
  if (step.speaks === 'role') return role !== undefined && role === step.voice;
  if (step.speaks === 'open') return true;
  return step.speaks !== 'nobody' && mine.holder === me.member;
}

/** Why a role cannot be chosen now; undefined where it can. */
export function why_no_role(pod: InPod): RefusalCode | undefined {
  const { practice, mine } = pod;
  if (!pod.among) return 'not_in_pod';
  if (mine.step !== undefined) return 'step_is_over';
  if (practice.structure.roles.every((each) => !each.chosen)) return 'unknown_role';
  return open_roles(pod, is_between(pod)).length > 0 ? undefined : 'role_is_full';
}

/**
 * Whether I am one of the two whom a hurt is between, so that its two sides are theirs; undefined
 * where that cannot be seen. `facing` are those with whom I said, alone, that I would go on.
 */
export function is_between(
  { view, practice, mine, me, ...pod }: InPod,
  facing: readonly MemberId[] = [],
): boolean | undefined {
  const { about, roles } = practice.structure;
  if (about !== 'hurt') return undefined;
  const people = people_of({ practice, mine });
  if (people.length === 2) return pod.among;
  const is_in = (id: MemberId) => people.includes(id);
  const passed = view.gathering?.passed?.filter(({ one, other }) => is_in(one) && is_in(other));
  const [pair, ...more] = passed ?? [];
  if (pair && more.length === 0) return pair.one === me.member || pair.other === me.member;
  const has_side = (role: string) => roles.find((each) => each.role === role)?.side !== undefined;
  const others = mine.roles.filter((each) => each.member !== me.member);
  const beside = others.filter((each) => !has_side(each.role)).length;
  if (others.length - beside === 2) return false;
  if (beside === people.length - 2 || facing.some(is_in)) return true;
  return undefined;
}

/** The roles that somebody could still choose, my own among them. */
export function open_roles(pod: InPod, between?: boolean): string[] {
  const { practice, mine, me } = pod;
  const others = mine.roles.filter((each) => each.member !== me.member);
  return practice.structure.roles
    .filter(({ side }) => between === undefined || (side !== undefined) === between)
    .filter(({ chosen, role, max }) => {
      return chosen && others.filter((each) => each.role === role).length < max;
    })
    .map(({ role }) => role);
}

/** Whom the step is with: who has the turn, or who has not answered yet. */
export function waited_for(view: View | undefined): MemberId[] {
  const pod = in_pod(view);
  if (!pod) return [];
  const { step, mine } = pod;
  const people = people_of(pod).filter((each) => is_waited_for(pod, each));
  if (!step) return people.filter((each) => !role_of(mine, each));
  if (mine.holder !== undefined) return [mine.holder];
  if (step.ends === 'done') return step.by === undefined ? [] : with_role(pod, [step.by]);
  if (step.ends === 'keeper' && is_keeper_here(pod)) return [];
  const asked = step.ends === 'consent' ? with_role(pod, step.of) : people;
  return asked.filter((each) => !mine.answered.includes(each));
}

const people_of = ({ practice, mine }: Pick<InPod, 'practice' | 'mine'>): MemberId[] =>
  practice.pods.find((each) => each.pod === mine.pod)?.people ?? [];

/** What follows the step: a step by its key, or a word for it. */
export type Following =
  { follows: 'step'; step: string } | { follows: 'rotate' | 'end' | 'depends' | 'unknown' };

export function following(view: View | undefined): Following {
  const pod = in_pod(view);
  if (!pod?.step) return { follows: 'unknown' };
  const { step } = pod;
  const { steps } = pod.practice.structure;
  const ways = new Set(step.choices.map(({ go, to }) => `${go} ${to ?? ''}`));
  if (choice_leads(step) && ways.size > 1) return { follows: 'depends' };
  const { go, to } = choice_leads(step) ? (step.choices[0] ?? step) : step;
  if (go === 'rotate') return { follows: 'rotate' };
  const next =
    go === 'step' ? to : go === 'next' ? steps[steps.indexOf(step) + 1]?.step : undefined;
  return next === undefined ? { follows: 'end' } : { follows: 'step', step: next };
}

/** Which of the steps it is, counted from 1 in the template's order; 0 before the first. */
export function step_number(practice: PracticeView): number {
  return practice.structure.steps.findIndex((each) => each.step === practice.mine?.step) + 1;
}

/** Whether a pod has a place for me, as far as can be seen from outside. */
export function has_place(view: View, line: PodLine): boolean {
  const structure = view.gathering?.practice?.structure;
  const me = view.members.find((each) => each.member === view.me);
  if (!structure || !me) return false;
  if (me.keeper) return true;
  const { about, form, people_max, roles } = structure;
  const most = Math.min(
    form === 'ring' ? people_max : Math.min(people_max, 4),
    roles.reduce((sum, each) => sum + each.max, 0),
  );
  return about !== 'hurt' && line.people.length < most;
}
