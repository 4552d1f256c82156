// What there is to choose from, with its words.
import { way_of } from '../../circle/template_edit';
import { values } from '../../circle/template_reading';
import { say, say_any, say_count, say_number } from '../../words/say';
import type { Desk } from './desk.svelte';

interface Option {
  value: string;
  label: string;
}
const options = (known: readonly string[], label: (value: string) => string): Option[] =>
  known.map((value) => ({ value, label: label(value) }));

const other = 'write.other';

export const forms = () => options(values.form, (each) => say_any(`write.form.${each}`, other));
export const leavings = () =>
  options(values.when_one_leaves, (each) => say_any(`write.leaves.${each}`, other));
export const asked = () => options(values.asks, (each) => say_any(`write.asks.${each}`, other));
export const skill_name = (skill: string) => say_any(`skill.${skill}`, other);

/** The numbers, and the one that is there already. */
export function numbers(known: number[], now: number): Option[] {
  const all = [...new Set([...known, now])].sort((a, b) => a - b);
  return all.map((each) => ({ value: `${each}`, label: say_number(each) }));
}

export const from_to = (from: number, to: number): number[] =>
  Array.from({ length: to - from + 1 }, (_, index) => from + index);

export const lengths = [...from_to(1, 20), 25, 30, 35, 40, 45, 50, 60, 75, 90, 120, 150, 180, 240];

const gentle_minutes = [0.25, 0.5, 1, 1.5, 2, 3, 4, 5, 7, 10, 15, 20, 30, 45, 60];

/** In milliseconds; empty is none. */
export function gentle(now: number | undefined): Option[] {
  const all = new Set(gentle_minutes.map((count) => count * 60_000));
  if (now !== undefined) all.add(now);
  const lines = [...all].sort((a, b) => a - b);
  return [
    { value: '', label: say('keeper.gentle_none') },
    ...lines.map((length) => ({
      value: `${length}`,
      label: say_count('keeper.minutes', length / 60_000),
    })),
  ];
}

export function roles(desk: Desk): Option[] {
  return options(
    desk.file.structure.roles.map((each) => each.role),
    (role) => desk.role_name(role),
  );
}

/** Who speaks: `role r1` and `each r1` name whose voice it is. */
export function voices(desk: Desk): Option[] {
  const named = roles(desk);
  return [
    { value: 'nobody', label: say('write.speaks.nobody') },
    ...named.map(({ value, label }) => ({
      value: `role ${value}`,
      label: say('write.speaks.role', { name: label }),
    })),
    { value: 'each', label: say('write.speaks.each') },
    ...named.map(({ value, label }) => ({
      value: `each ${value}`,
      label: say('write.speaks.each_of', { name: label }),
    })),
    { value: 'centre', label: say('write.speaks.centre') },
    { value: 'open', label: say('write.speaks.open') },
  ];
}

/** How a step ends: `done r1` names who says so. */
export function endings(desk: Desk): Option[] {
  return [
    ...roles(desk).map(({ value, label }) => ({
      value: `done ${value}`,
      label: say('write.ends.done', { name: label }),
    })),
    { value: 'done', label: say('write.ends.done_each') },
    { value: 'ready', label: say('write.ends.ready') },
    { value: 'consent', label: say('write.ends.consent') },
    { value: 'time', label: say('write.ends.time') },
    { value: 'keeper', label: say('write.ends.keeper') },
  ];
}

/** Where a way can lead. */
export function ways(desk: Desk): Option[] {
  const steps = desk.file.structure.steps.map(({ step }) => ({
    step,
    name: desk.step_name(step),
  }));
  return [
    { value: 'next', label: say('write.go.next') },
    ...steps.map(({ step, name }) => ({
      value: way_of('step', step),
      label: say('write.go.step', { name }),
    })),
    ...steps.map(({ step, name }) => ({
      value: way_of('rotate', step),
      label: say('write.go.rotate', { name }),
    })),
    { value: 'end', label: say('write.go.end') },
    { value: 'end_with_care', label: say('write.go.end_with_care') },
  ];
}
