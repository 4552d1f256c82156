// The file of a plan: its shape, reading one that anybody could have made, and writing one.
import {
  Unreadable,
  fields,
  formed,
  json_of,
  list_of,
  one_of,
  text_of,
  whole,
  yes_or_no,
} from './reading';
import type { Reader } from './reading';
import { limits, type ActivityKind, type Direction, type FloorKind } from './words';

const { lengths } = limits;
const minute = 60_000;

export interface PlanFloor {
  floor: FloorKind;
  gentle_seconds?: number;
  direction?: Direction;
  second_chance?: true;
  last?: true;
  everybody_once?: true;
}

export type PlanPrompt = { key: string } | { words: string };

export interface PlanActivity {
  kind: ActivityKind;
  minutes: number;
  by_itself?: true;
  title?: string;
  prompt?: PlanPrompt;
  floor?: PlanFloor;
  template?: string;
  pod_size?: number;
}

export interface PlanFile {
  format: 'circlekeeper-plan';
  version: 1;
  title: string;
  /** What it is for, for who looks for a plan. */
  about?: string;
  /** What to expect, for everybody who comes. */
  expect?: string;
  /** How many people its rounds have time for. */
  for_people?: number;
  /** How long the whole is meant to be. */
  minutes?: number;
  activities: PlanActivity[];
}

export const kinds: readonly ActivityKind[] = [
  'opening',
  'agreements',
  'check_in',
  'capacity',
  'round',
  'open_floor',
  'silence',
  'practice',
  'asks_and_offers',
  'reflection',
  'small_steps',
  'closing',
];
export const floors: readonly FloorKind[] = [
  'round',
  'queue',
  'stack',
  'popcorn',
  'keeper',
  'centre',
  'open',
  'silence',
];
export const directions: readonly Direction[] = ['sunwise', 'against', 'drawn'];

/** Bounds in a file's own measures. */
export const bounds = {
  minutes_min: lengths.activity_min / minute,
  minutes_max: lengths.activity_max / minute,
  silence_minutes_max: lengths.silence_max / minute,
  gentle_min: lengths.gentle_min / 1000,
  gentle_max: lengths.gentle_max / 1000,
  pod_min: 2,
  pod_max: 5,
  people_min: 2,
  people_max: limits.counts.members_max,
  whole_max: 1440,
};

const title = text_of(limits.words.title);
const words = text_of(limits.words.words);

const between =
  (min: number, max: number): Reader<number> =>
  (from, at) => {
    const number = whole(Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER)(from, at);
    if (number < min || number > max) throw new Unreadable('out_of_range', at);
    return number;
  };

type Fields = ReturnType<typeof fields>;

/** What says no is the same as what says nothing. */
function yes<Name extends string>({ own }: Fields, name: Name): Partial<Record<Name, true>> {
  return own(name, yes_or_no, false) ? ({ [name]: true } as Record<Name, true>) : {};
}

/** What has no meaning beside the rest is a mistake of whoever wrote it, and better said than dropped. */
function only_where(fits: boolean, its: object, at: string): void {
  const [name] = Object.keys(its);
  if (!fits && name !== undefined) throw new Unreadable('not_together', `${at}/${name}`);
}

const floor: Reader<PlanFloor> = (from, at) => {
  const its = fields(from, at);
  const kind = its.needs('floor', one_of(floors));
  const gentle = its.may('gentle_seconds', between(bounds.gentle_min, bounds.gentle_max));
  const of_round = {
    ...its.may('direction', one_of(directions)),
    ...yes(its, 'second_chance'),
    ...yes(its, 'last'),
  };
  const of_popcorn = yes(its, 'everybody_once');
  only_where(kind !== 'silence' && kind !== 'open', gentle, at);
  only_where(kind === 'round', of_round, at);
  only_where(kind === 'popcorn', of_popcorn, at);
  return { floor: kind, ...gentle, ...of_round, ...of_popcorn };
};

const prompt: Reader<PlanPrompt> = (from, at) => {
  const { may } = fields(from, at);
  const its = { ...may('key', formed(/^[a-z0-9_.]{1,60}$/)), ...may('words', words) };
  if (Object.keys(its).length !== 1) throw new Unreadable('not_together', at);
  return its as PlanPrompt;
};

const activity: Reader<PlanActivity> = (from, at) => {
  const its = fields(from, at);
  const { needs, may } = its;
  const kind = needs('kind', one_of(kinds));
  const its_floor = its.own<PlanFloor | undefined>('floor', floor, undefined);
  const minutes_max =
    its_floor?.floor === 'silence' ? bounds.silence_minutes_max : bounds.minutes_max;
  const practised = {
    ...may('template', formed(/^[A-Za-z0-9_-]{1,40}$/)),
    ...may('pod_size', between(bounds.pod_min, bounds.pod_max)),
  };
  only_where(kind === 'practice', practised, at);
  return {
    kind,
    minutes: needs('minutes', between(bounds.minutes_min, minutes_max)),
    ...yes(its, 'by_itself'),
    ...may('title', title),
    ...may('prompt', prompt),
    ...(its_floor && { floor: its_floor }),
    ...practised,
  };
};

const read_activities = list_of(activity, limits.counts.activities_max);

/** Throws Unreadable, with what is wrong and where; nothing of a bad file comes through. */
export function read_plan(text: string): PlanFile {
  const { own, needs, may } = fields(json_of(text, limits.bytes.template_max), '');
  const format: Reader<string> = (from, at) => {
    if (from !== 'circlekeeper-plan') throw new Unreadable('not_a_plan', at);
    return from;
  };
  needs('format', format);
  if (needs('version', whole(1, Number.MAX_SAFE_INTEGER)) !== 1) {
    throw new Unreadable('newer_plan', '/version');
  }
  return {
    format: 'circlekeeper-plan',
    version: 1,
    title: own('title', title, ''),
    ...may('about', words),
    ...may('expect', words),
    ...may('for_people', between(bounds.people_min, bounds.people_max)),
    ...may('minutes', between(bounds.minutes_min, bounds.whole_max)),
    activities: needs('activities', read_activities),
  };
}

/** What a plan names that is not here: it stays in the plan, and whoever has it will see it. */
export interface Unknown {
  code: 'prompt_unknown' | 'template_unknown';
  /** A JSON pointer from the file. */
  pointer: string;
}

export interface Known {
  prompts: ReadonlySet<string>;
  templates: ReadonlySet<string>;
}

export function unknown_in({ activities }: PlanFile, known: Known): Unknown[] {
  return activities.flatMap(({ prompt: asked, template }, index) => {
    const at = `/activities/${index}`;
    const found: Unknown[] = [];
    if (asked && 'key' in asked && !known.prompts.has(asked.key)) {
      found.push({ code: 'prompt_unknown', pointer: `${at}/prompt/key` });
    }
    if (template !== undefined && !known.templates.has(template)) {
      found.push({ code: 'template_unknown', pointer: `${at}/template` });
    }
    return found;
  });
}

const written = (text: string | undefined): string | undefined => text?.trim() || undefined;

/** Only what is there: blank words are none. */
function with_written<T extends object>(from: T): T {
  return Object.fromEntries(Object.entries(from).filter(([, value]) => value !== undefined)) as T;
}

function activity_to_write(its: PlanActivity): PlanActivity {
  const asked = its.prompt && 'words' in its.prompt ? written(its.prompt.words) : undefined;
  const keeps_prompt = its.prompt && ('key' in its.prompt || asked !== undefined);
  return with_written({
    ...its,
    title: written(its.title),
    prompt: keeps_prompt ? its.prompt : undefined,
    floor: its.floor && with_written(its.floor),
  }) as PlanActivity;
}

export function plan_to_write(plan: PlanFile): PlanFile {
  const { format, version, for_people, minutes, activities } = plan;
  return with_written({
    format,
    version,
    title: plan.title.trim(),
    about: written(plan.about),
    expect: written(plan.expect),
    for_people,
    minutes,
    activities: activities.map(activity_to_write),
  }) as PlanFile;
}

/** The text of a file, without what is blank: to be kept, or to be given away. */
export const plan_text = (plan: PlanFile, space?: number): string =>
  JSON.stringify(plan_to_write(plan), undefined, space);

export const new_plan = (): PlanFile => ({
  format: 'circlekeeper-plan',
  version: 1,
  title: '',
  activities: [],
});
