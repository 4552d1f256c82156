// Holds the writing of a template to its word: parts come and go with their words, and no way is
// left that leads to nothing.
import { beforeEach, describe, expect, it } from 'vitest';
import * as edit from '../../../client-web/src/circle/template_edit';
import type { TemplateFile } from '../../../client-web/src/circle/template_file';
import { answering_roles, words_wanting } from '../../../client-web/src/circle/template_words';
import { shipped } from './samples';

let file: TemplateFile;
const step = (index: number) => {
  const found = file.structure.steps[index];
  if (!found) throw new Error('no such step');
  return found;
};
const order = () => file.structure.steps.map((each) => each.step);
const ways = () => file.structure.steps.map((each) => each.go);

beforeEach(() => {
  file = edit.new_template(2026);
});

describe('steps', () => {
  it('come with words in every language, and the end stays the end', () => {
    edit.add_language(file, 'es');
    expect(edit.add_step(file)).toBe('s2');
    expect(edit.add_step(file, 0)).toBe('s3');
    expect(order()).toEqual(['s1', 's3', 's2']);
    expect(ways()).toEqual(['next', 'next', 'end']);
    expect(Object.keys(file.words['es']?.steps['s3']?.prompts ?? {})).toEqual([
      'everybody',
      'r1',
      'r2',
    ]);
  });

  it('move, and go with their words', () => {
    edit.add_step(file);
    edit.move_step(file, 1, -1);
    expect([order(), ways()]).toEqual([
      ['s2', 's1'],
      ['next', 'end'],
    ]);
    edit.move_step(file, 0, -1);
    expect(order()).toEqual(['s2', 's1']);
    edit.remove_step(file, 's1');
    expect([order(), ways()]).toEqual([['s2'], ['end']]);
    expect(Object.keys(file.words['en']?.steps ?? {})).toEqual(['s2']);
  });

  it('are sixty at most', () => {
    for (let i = 0; i < 80; i += 1) edit.add_step(file);
    expect(file.structure.steps).toHaveLength(60);
  });
});

it('a role goes from all that named it', () => {
  edit.add_role(file);
  Object.assign(step(0), { of: ['r1', 'r3'], told_to: 'r1' });
  edit.remove_role(file, 'r1');
  expect(step(0)).toMatchObject({ of: ['r3'] });
  expect(step(0)).not.toHaveProperty('voice');
  expect(step(0)).not.toHaveProperty('by');
  expect(step(0)).not.toHaveProperty('told_to');
  expect(Object.keys(file.words['en']?.steps['s1']?.prompts ?? {})).toEqual([
    'everybody',
    'r2',
    'r3',
  ]);
  edit.add_role(file);
  expect(file.structure.roles.map(({ role }) => role)).toEqual(['r2', 'r3', 'r1']);
});

it('what is asked brings along how it ends', () => {
  edit.ask_for(file, step(0), 'consent');
  expect(step(0)).toMatchObject({
    speaks: 'nobody',
    ends: 'consent',
    otherwise: 'end_with_care',
  });
  edit.ask_for(file, step(0), 'choice');
  expect(step(0)).toMatchObject({ ends: 'ready' });
  expect(step(0)).not.toHaveProperty('otherwise');
  expect(step(0).choices.map(({ choice }) => choice)).toEqual(['c1', 'c2']);
  expect(file.words['en']?.steps['s1']?.choices).toEqual({ c1: '', c2: '' });
  edit.ask_for(file, step(0), 'nothing');
  expect(step(0).choices).toEqual([]);
  expect(file.words['en']?.steps['s1']?.choices).toEqual({});
});

it('ways are one word each', () => {
  edit.lead(step(0), 'step s1');
  expect(step(0)).toMatchObject({ go: 'step', to: 's1' });
  expect(edit.way_of('step', 's1')).toBe('step s1');
  edit.lead(step(0), 'end');
  expect(step(0)).not.toHaveProperty('to');
  edit.lead_otherwise(step(0), 'step s1');
  expect(step(0)).toMatchObject({ otherwise: 'step', otherwise_to: 's1' });
});

it('one language always stays', () => {
  edit.add_language(file, 'es');
  edit.remove_language(file, 'en');
  edit.remove_language(file, 'es');
  expect(Object.keys(file.words)).toEqual(['es']);
});

describe('words that are wanting', () => {
  it('are named at their place, in each language', () => {
    const pointers = words_wanting(file).map(({ pointer }) => pointer);
    expect(pointers).toContain('/words/en/cautions');
    expect(pointers).toContain('/words/en/roles/r1/name');
    expect(pointers).toContain('/words/en/steps/s1/prompts/r2');
    expect(pointers).toContain('/source/author');
    edit.add_language(file, 'es');
    expect(words_wanting(file)).toHaveLength(2 * (pointers.length - 3) + 3);
  });

  it('are none where there is a prompt for everybody', () => {
    const words = file.words['en']?.steps['s1'];
    if (words) words.prompts['everybody'] = 'Breathe.';
    expect(words_wanting(file).filter(({ code }) => code === 'prompt_missing')).toEqual([]);
  });
});

it('two who answer each other are found, whichever way leads there', () => {
  expect(answering_roles(file.structure)).toEqual([]);
  expect(answering_roles(shipped('say_back_until_right').structure)).toEqual(['listener|speaker']);
  edit.add_step(file);
  edit.speak(step(1), 'role', 'r2');
  expect(answering_roles(file.structure)).toEqual(['r1|r2']);
});
