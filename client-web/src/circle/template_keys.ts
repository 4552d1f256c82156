// Keys without a meaning: what the server runs of a template of the circle's own says nothing of
// what it is about. Words keep to the same keys.
import type { StepWords, TemplateFile, TemplateWords } from './template_file';
import type { Choice, Step } from './words';

type Renamed = ReadonlyMap<string, string>;

interface Keys {
  roles: Renamed;
  steps: Renamed;
  /** By the old key of the step, since each step has answers of its own. */
  choices: ReadonlyMap<string, Renamed>;
}

/** Where a key is there twice, what names it means the first, as for the server. */
function renamed(keys: string[], letter: string, from = 0): Renamed {
  const fresh = keys.map((key, index) => [key, `${letter}${from + index + 1}`] as const);
  return new Map([...fresh].reverse());
}

function keys_of({ structure }: TemplateFile): Keys {
  let count = 0;
  const choices = structure.steps.map((step) => {
    const its = renamed(
      step.choices.map((each) => each.choice),
      'c',
      count,
    );
    count += step.choices.length;
    return [step.step, its] as const;
  });
  return {
    roles: renamed(
      structure.roles.map((each) => each.role),
      'r',
    ),
    steps: renamed(
      structure.steps.map((each) => each.step),
      's',
    ),
    choices: new Map([...choices].reverse()),
  };
}

/** What names nothing stays a name of nothing, and says no more than that. */
const name_of = (keys: Renamed, key: string): string => keys.get(key) ?? 'none';

function optional<Name extends string>(name: Name, keys: Renamed, key: string | undefined) {
  return key === undefined ? {} : ({ [name]: name_of(keys, key) } as Record<Name, string>);
}

function choice_of(choice: Choice, key: string, keys: Keys): Choice {
  return { ...choice, choice: key, ...optional('to', keys.steps, choice.to) };
}

function step_of(step: Step, index: number, first_choice: number, keys: Keys): Step {
  return {
    ...step,
    step: `s${index + 1}`,
    of: step.of.map((each) => name_of(keys.roles, each)),
    choices: step.choices.map((each, at) => choice_of(each, `c${first_choice + at + 1}`, keys)),
    ...optional('voice', keys.roles, step.voice),
    ...optional('told_to', keys.roles, step.told_to),
    ...optional('by', keys.roles, step.by),
    ...optional('to', keys.steps, step.to),
    ...optional('otherwise_to', keys.steps, step.otherwise_to),
  };
}

/** Only what has a key goes on. */
function entries<T>(from: Record<string, T>, keys: Renamed): [string, T][] {
  return Object.entries(from).flatMap(([key, value]) => {
    const fresh = keys.get(key);
    return fresh === undefined ? [] : [[fresh, value] as [string, T]];
  });
}

function words_of(words: TemplateWords, keys: Keys): TemplateWords {
  const prompts = new Map([...keys.roles, ['everybody', 'everybody']]);
  const of_step = (step: string, its: StepWords): StepWords => ({
    ...its,
    prompts: Object.fromEntries(entries(its.prompts, prompts)),
    choices: Object.fromEntries(entries(its.choices, keys.choices.get(step) ?? new Map())),
  });
  const steps = Object.entries(words.steps).map(([key, its]) => [key, of_step(key, its)] as const);
  return {
    ...words,
    roles: Object.fromEntries(entries(words.roles, keys.roles)),
    steps: Object.fromEntries(entries(Object.fromEntries(steps), keys.steps)),
  };
}

/** The same template, its roles r1, r2 …, its steps s1 …, its answers c1 …, in their order. */
export function with_opaque_keys(file: TemplateFile): TemplateFile {
  const keys = keys_of(file);
  let count = 0;
  const { structure } = file;
  const steps = structure.steps.map((step, index) => {
    const renumbered = step_of(step, index, count, keys);
    count += step.choices.length;
    return renumbered;
  });
  const roles = structure.roles.map((role, index) => ({ ...role, role: `r${index + 1}` }));
  const words = Object.entries(file.words).map(([language, its]) => [
    language,
    words_of(its, keys),
  ]);
  return {
    ...file,
    structure: { ...structure, roles, steps },
    words: Object.fromEntries(words),
  };
}
