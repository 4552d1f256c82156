// Holds the file of a plan to its form: what is right comes through whole, what is not is named by its
// code and its place, and what is only unknown here stays.
import { describe, expect, it } from 'vitest';
import {
  bounds,
  plan_text,
  plan_to_write,
  read_plan,
  unknown_in,
} from '../../../client-web/src/circle/plan_file';
import { Unreadable } from '../../../client-web/src/circle/reading';
import { evening, evening_with } from './samples';

function mistake(text: string): string {
  try {
    read_plan(text);
  } catch (error) {
    if (error instanceof Unreadable) return `${error.why} ${error.pointer}`.trim();
    throw error;
  }
  return 'none';
}
// eslint-disable-next-line @typescript-eslint/no-explicit-any
const spoilt = (change: (plan: any) => unknown): string => mistake(evening_with(change));

describe('reading', () => {
  it('gives back what was written', () => {
    expect(read_plan(plan_text(evening))).toEqual(evening);
    expect(read_plan(plan_text(evening, 2))).toEqual(evening);
  });

  it('takes no for nothing, and leaves behind what it does not know', () => {
    const text = evening_with((plan) => {
      Object.assign(plan, { colour: 'blue', __proto__: { title: 'x' } });
      Object.assign(plan.activities[0] ?? {}, { by_itself: false, mood: 'warm' });
      Object.assign(plan.activities[1]?.floor ?? {}, { everybody_once: false });
    });
    expect(read_plan(text)).toEqual(evening);
  });

  it('needs no title, and no words', () => {
    const bare = { format: 'circlekeeper-plan', version: 1, activities: [] };
    expect(read_plan(JSON.stringify(bare))).toEqual({ ...bare, title: '' });
  });

  it.each([
    ['too large', ' '.repeat(140_000), 'too_large'],
    ['too deep', `{"a":${'['.repeat(9)}${']'.repeat(9)}}`, 'too_deep'],
    ['no JSON', 'plan', 'not_json'],
    ['a list', '[]', 'wrong'],
    ['something else', '{"id":"being_with"}', 'not_a_plan /format'],
  ])('refuses what is %s', (_, text, code) => {
    expect(mistake(text)).toBe(code);
  });

  it.each([
    ['a newer form', { version: 2 }, 'newer_plan /version'],
    ['no version', { version: undefined }, 'wrong /version'],
    ['a long title', { title: 'x'.repeat(121) }, 'too_long /title'],
    ['long words', { about: 'x'.repeat(1001) }, 'too_long /about'],
    ['nobody', { for_people: 1 }, 'out_of_range /for_people'],
    ['no parts', { activities: undefined }, 'wrong /activities'],
  ])('refuses %s', (_, otherwise, code) => {
    expect(mistake(JSON.stringify({ ...evening, ...otherwise }))).toBe(code);
  });

  it.each([
    ['kind', 'dance', 'wrong /activities/1/kind'],
    ['minutes', 0, 'out_of_range /activities/1/minutes'],
    ['minutes', 241, 'out_of_range /activities/1/minutes'],
    ['minutes', 2.5, 'wrong /activities/1/minutes'],
    ['minutes', '5', 'wrong /activities/1/minutes'],
    ['by_itself', 1, 'wrong /activities/1/by_itself'],
    ['title', 'x'.repeat(121), 'too_long /activities/1/title'],
    ['prompt', { key: 'Loud!' }, 'wrong /activities/1/prompt/key'],
    ['prompt', { words: 'x'.repeat(1001) }, 'too_long /activities/1/prompt/words'],
    ['prompt', { key: 'a', words: 'b' }, 'not_together /activities/1/prompt'],
    ['prompt', {}, 'not_together /activities/1/prompt'],
    ['floor', { floor: 'dance' }, 'wrong /activities/1/floor/floor'],
    ['floor', { floor: 'round', direction: 'up' }, 'wrong /activities/1/floor/direction'],
    [
      'floor',
      { floor: 'round', gentle_seconds: 9 },
      'out_of_range /activities/1/floor/gentle_seconds',
    ],
    [
      'floor',
      { floor: 'open', gentle_seconds: 60 },
      'not_together /activities/1/floor/gentle_seconds',
    ],
    ['floor', { floor: 'queue', last: true }, 'not_together /activities/1/floor/last'],
    [
      'floor',
      { floor: 'round', everybody_once: true },
      'not_together /activities/1/floor/everybody_once',
    ],
    ['floor', { floor: 'silence' }, 'out_of_range /activities/1/minutes'],
    ['template', 'being_with', 'not_together /activities/1/template'],
    ['pod_size', 2, 'not_together /activities/1/pod_size'],
  ])('names what is wrong with a part’s %s', (name, value, code) => {
    expect(spoilt((plan) => (plan.activities[1][name] = value))).toBe(code);
  });

  it('names what is wrong with a practice', () => {
    const practice = (name: string, value: unknown) =>
      spoilt((plan) => (plan.activities[4][name] = value));
    expect(practice('template', 'a b')).toBe('wrong /activities/4/template');
    expect(practice('pod_size', 6)).toBe('out_of_range /activities/4/pod_size');
  });

  it('takes as many parts as a plan can have, and no more', () => {
    const silence = { kind: 'silence', minutes: bounds.silence_minutes_max };
    const of = (count: number) =>
      spoilt((plan) => (plan.activities = Array.from({ length: count }, () => silence)));
    expect(of(24)).toBe('none');
    expect(of(25)).toBe('too_many /activities');
  });
});

describe('what is unknown here', () => {
  const known = { prompts: new Set(['checkin.carry']), templates: new Set(['being_with']) };

  it('is said with its place, and nothing else is', () => {
    expect(unknown_in(evening, known)).toEqual([]);
    expect(unknown_in(evening, { prompts: new Set(), templates: new Set() })).toEqual([
      { code: 'prompt_unknown', pointer: '/activities/1/prompt/key' },
      { code: 'template_unknown', pointer: '/activities/4/template' },
    ]);
  });

  it('stays in the plan', () => {
    const plan = read_plan(
      evening_with((its) => {
        const practice = its.activities[4];
        if (practice) practice.template = 'of_another_circle';
      }),
    );
    expect(plan.activities[4]?.template).toBe('of_another_circle');
  });
});

describe('writing', () => {
  it('leaves out what is blank, in its parts too', () => {
    const blank = plan_to_write({
      format: 'circlekeeper-plan',
      version: 1,
      title: '  Tea ',
      about: ' ',
      expect: '',
      activities: [{ kind: 'round', minutes: 5, title: ' ', prompt: { words: '' } }],
    });
    expect(blank).toEqual({
      format: 'circlekeeper-plan',
      version: 1,
      title: 'Tea',
      activities: [{ kind: 'round', minutes: 5 }],
    });
  });
});
