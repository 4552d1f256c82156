// Walks through a practice from its structure alone, as somebody with a role would go through it;
// without it a keeper would only learn in a circle what they have written.
import type { Choice, Step, Structure } from './words';

export interface Walk {
  /** The step that one is in; undefined once it is over. */
  at: number | undefined;
  with_care: boolean;
  /** How often each step was come to since the roles changed. */
  tries: readonly number[];
  /** How often the roles went on. */
  changes: number;
  people: number;
}

/** What somebody with a role meets in a step. */
export interface Sight {
  step: Step;
  /** Whether their own prompt is shown, or the one for everybody, is for the words to say. */
  may_speak: boolean;
  is_asked: boolean;
  /** The answers that are offered to them. */
  choices: Choice[];
  /** Whether their answer, and no other's, leads on. */
  leads: boolean;
  says_done: boolean;
}

export type Chosen = { choice: string } | { consents: boolean } | 'on';

function come_to(walk: Walk, structure: Structure, at: number | undefined): Walk {
  if (at === undefined || at < 0 || at >= structure.steps.length) {
    return { ...walk, at: undefined };
  }
  const tries = walk.tries.map((count, step) => (step === at ? count + 1 : count));
  return { ...walk, at, tries };
}

const untried = ({ steps }: Structure): number[] => steps.map(() => 0);

export function begin_walk(structure: Structure, people = structure.people_min): Walk {
  const walk = { at: undefined, with_care: false, tries: untried(structure), changes: 0, people };
  return come_to(walk, structure, 0);
}

/** Everybody has the first role once: as often as there are people, less those who had it at first. */
function may_change({ roles }: Structure, { changes, people }: Walk): boolean {
  const at_once = Math.max(1, Math.min(roles[0]?.max ?? 1, people));
  return (changes + 1) * at_once < people;
}

function go(walk: Walk, structure: Structure, from: number, way: Step['go'], to?: string): Walk {
  const named = structure.steps.findIndex((each) => each.step === to);
  switch (way) {
    case 'next':
      return come_to(walk, structure, from + 1);
    case 'step':
      return come_to(walk, structure, named);
    case 'rotate':
      return may_change(structure, walk)
        ? come_to(
            { ...walk, changes: walk.changes + 1, tries: untried(structure) },
            structure,
            named,
          )
        : come_to(walk, structure, from + 1);
    case 'end':
      return { ...walk, at: undefined };
    case 'end_with_care':
      return { ...walk, at: undefined, with_care: true };
  }
}

/** Whether a choice in this step leads on by itself. */
export function choice_leads(step: Step): boolean {
  const { asks, ends, by, of } = step;
  return asks === 'choice' && ends === 'done' && by !== undefined && of.includes(by);
}

export function walk_on(structure: Structure, walk: Walk, chosen: Chosen): Walk {
  const step = walk.at === undefined ? undefined : structure.steps[walk.at];
  if (!step || walk.at === undefined) return walk;
  if (chosen !== 'on' && 'consents' in chosen && !chosen.consents && step.otherwise) {
    return go(walk, structure, walk.at, step.otherwise, step.otherwise_to);
  }
  const choice =
    chosen !== 'on' && 'choice' in chosen && choice_leads(step)
      ? step.choices.find((each) => each.choice === chosen.choice)
      : undefined;
  const way = choice ?? step;
  return go(walk, structure, walk.at, way.go, way.to);
}

function speaks(step: Step, role: string): boolean {
  switch (step.speaks) {
    case 'nobody':
      return false;
    case 'role':
      return step.voice === role;
    case 'each':
      return step.voice === undefined || step.voice === role;
    case 'centre':
    case 'open':
      return true;
  }
}

export function sight_of(structure: Structure, walk: Walk, role: string): Sight | undefined {
  const step = walk.at === undefined ? undefined : structure.steps[walk.at];
  if (!step || walk.at === undefined) return undefined;
  const tries = walk.tries[walk.at] ?? 1;
  const is_asked = step.asks !== 'nothing' && (step.of.length === 0 || step.of.includes(role));
  const offered = step.choices.filter((each) => (each.from_try ?? 1) <= tries);
  return {
    step,
    may_speak: speaks(step, role),
    is_asked,
    choices: is_asked && step.asks === 'choice' ? offered : [],
    leads: choice_leads(step) && step.by === role,
    says_done: step.ends === 'done' && (step.by ?? role) === role && !choice_leads(step),
  };
}
