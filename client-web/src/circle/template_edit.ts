// What changes together in a template that is being written: a part comes and goes with its words,
// and what is asked brings along how it ends.
import type { TemplateFile } from './template_file';
import { blank_words, most } from './template_reading';
import type { Asks, Choice, Ends, Go, Speaks, Step } from './words';

/** Of one who writes their first: two roles, one who speaks and one who listens. */
export function new_template(year: number): TemplateFile {
  const structure: TemplateFile['structure'] = {
    about: 'light',
    form: 'pods',
    people_min: 2,
    people_max: 2,
    minutes: 3,
    when_one_leaves: 'close',
    roles: [
      { role: 'r1', min: 1, max: 1, chosen: false },
      { role: 'r2', min: 1, max: 1, chosen: false },
    ],
    steps: [
      {
        step: 's1',
        speaks: 'role',
        voice: 'r1',
        gentle: 120_000,
        asks: 'nothing',
        of: [],
        ends: 'done',
        by: 'r1',
        choices: [],
        go: 'end',
      },
    ],
  };
  return {
    id: own_id,
    version: 1,
    skills: [],
    source: { author: '', title: '', year },
    structure,
    languages: ['en'],
    words: { en: blank_words(structure) },
  };
}

/** What every template of a circle's own is called in its file: a neutral name. */
export const own_id = 'our_practice';

function free_key(letter: string, taken: string[]): string {
  for (let number = 1; ; number += 1) {
    if (!taken.includes(`${letter}${number}`)) return `${letter}${number}`;
  }
}

function without<T>(from: Record<string, T>, key: string): Record<string, T> {
  return Object.fromEntries(Object.entries(from).filter(([name]) => name !== key));
}

const each_words = (file: TemplateFile) => Object.values(file.words);

export function add_role(file: TemplateFile): void {
  const { roles, steps } = file.structure;
  if (roles.length >= most.roles) return;
  const role = free_key(
    'r',
    roles.map((each) => each.role),
  );
  for (const words of each_words(file)) {
    words.roles[role] = { name: '', help: [] };
    for (const { step } of steps) {
      const its = words.steps[step];
      if (its) its.prompts[role] = '';
    }
  }
  roles.push({ role, min: 0, max: 1, chosen: false });
}

export function remove_role(file: TemplateFile, role: string): void {
  const { structure } = file;
  structure.roles = structure.roles.filter((each) => each.role !== role);
  for (const step of structure.steps) {
    step.of = step.of.filter((each) => each !== role);
    if (step.voice === role) delete step.voice;
    if (step.by === role) delete step.by;
    if (step.told_to === role) delete step.told_to;
  }
  for (const words of each_words(file)) {
    words.roles = without(words.roles, role);
    for (const its of Object.values(words.steps)) its.prompts = without(its.prompts, role);
  }
}

/** After the step at this place; the way that went to the end from there goes on through it. */
export function add_step(file: TemplateFile, after = file.structure.steps.length - 1): string {
  const { steps, roles } = file.structure;
  const key = free_key(
    's',
    steps.map((each) => each.step),
  );
  if (steps.length >= most.steps) return '';
  const before = steps[after];
  const fresh: Step = {
    step: key,
    speaks: 'nobody',
    asks: 'nothing',
    of: [],
    ends: 'ready',
    choices: [],
    go: before?.go === 'end' || !before ? 'end' : 'next',
  };
  if (before?.go === 'end') before.go = 'next';
  const prompts = Object.fromEntries([['everybody', ''], ...roles.map(({ role }) => [role, ''])]);
  for (const words of each_words(file)) {
    words.steps[key] = { title: '', prompts: { ...prompts }, choices: {} };
  }
  steps.splice(after + 1, 0, fresh);
  return key;
}

export function remove_step(file: TemplateFile, key: string): void {
  const { structure } = file;
  const last = structure.steps.at(-1)?.step === key;
  structure.steps = structure.steps.filter((each) => each.step !== key);
  for (const words of each_words(file)) words.steps = without(words.steps, key);
  const end = structure.steps.at(-1);
  if (last && end?.go === 'next') end.go = 'end';
}

/** By one place up or down; the last place keeps its way to the end. */
export function move_step(file: TemplateFile, from: number, by: -1 | 1): void {
  const { steps } = file.structure;
  const [one, other] = [steps[from], steps[from + by]];
  if (!one || !other) return;
  const [upper, lower] = by === 1 ? [one, other] : [other, one];
  const crosses_the_end = Math.max(from, from + by) === steps.length - 1;
  if (crosses_the_end && lower.go === 'end' && upper.go === 'next') {
    lower.go = 'next';
    upper.go = 'end';
  }
  steps[from] = other;
  steps[from + by] = one;
}

export function add_choice(file: TemplateFile, step: Step): void {
  if (step.choices.length >= most.choices) return;
  const taken = file.structure.steps.flatMap((each) => each.choices.map(({ choice }) => choice));
  const choice = free_key('c', taken);
  const go: Choice = { choice, go: step.go, ...(step.to !== undefined && { to: step.to }) };
  step.choices.push(go);
  for (const words of each_words(file)) {
    const its = words.steps[step.step];
    if (its) its.choices[choice] = '';
  }
}

export function remove_choice(file: TemplateFile, step: Step, choice: string): void {
  step.choices = step.choices.filter((each) => each.choice !== choice);
  for (const words of each_words(file)) {
    const its = words.steps[step.step];
    if (its) its.choices = without(its.choices, choice);
  }
}

function drop_choices(file: TemplateFile, step: Step): void {
  for (const { choice } of [...step.choices]) remove_choice(file, step, choice);
  delete step.told_to;
}

/** Asking for consent ends by it, with a kind way out; asking for a choice needs two. */
export function ask_for(file: TemplateFile, step: Step, asks: Asks): void {
  step.asks = asks;
  if (asks !== 'choice') drop_choices(file, step);
  if (asks === 'consent') {
    step.otherwise = 'end_with_care';
    speak(step, 'nobody');
    end_by(step, 'consent');
    return;
  }
  delete step.otherwise;
  delete step.otherwise_to;
  if (step.ends === 'consent') end_by(step, 'ready');
  if (asks === 'choice') while (step.choices.length < 2) add_choice(file, step);
}

export function speak(step: Step, speaks: Speaks, voice?: string): void {
  step.speaks = speaks;
  delete step.voice;
  if (voice !== undefined) step.voice = voice;
}

export function end_by(step: Step, ends: Ends, by?: string): void {
  step.ends = ends;
  delete step.by;
  if (by !== undefined) step.by = by;
}

/** A way as one word: `next`, `step s2`. */
export function way_of(go: Go, to?: string): string {
  return to === undefined ? go : `${go} ${to}`;
}

export function lead(from: { go: Go; to?: string }, way: string): void {
  const [go, to] = way.split(' ');
  from.go = go as Go;
  delete from.to;
  if (to !== undefined) from.to = to;
}

export function lead_otherwise(step: Step, way: string): void {
  const [go, to] = way.split(' ');
  step.otherwise = go as Go;
  delete step.otherwise_to;
  if (to !== undefined) step.otherwise_to = to;
}

export function add_language(file: TemplateFile, language: string): void {
  if (file.languages.includes(language) || file.languages.length >= most.languages) return;
  file.words[language] = blank_words(file.structure);
  file.languages.push(language);
}

export function remove_language(file: TemplateFile, language: string): void {
  if (file.languages.length < 2) return;
  file.languages = file.languages.filter((each) => each !== language);
  file.words = without(file.words, language);
}
