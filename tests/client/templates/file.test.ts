// Holds the reading of files to its word: what we ship comes through whole, and what somebody made
// in bad faith does not come through at all.
import { describe, expect, it } from 'vitest';
import { read_template, template_text } from '../../../client-web/src/circle/template_file';
import { Unreadable } from '../../../client-web/src/circle/reading';
import { shipped, shipped_ids, shipped_json, shipped_text } from './samples';

function why(text: string): string {
  try {
    read_template(text);
  } catch (error) {
    if (error instanceof Unreadable) return `${error.why} ${error.pointer}`.trim();
    throw error;
  }
  return 'read';
}

describe('what we ship', () => {
  it.each(shipped_ids)('%s is read and written as it was', (id) => {
    const json = shipped_json(id);
    delete json.$schema;
    expect(JSON.parse(template_text(shipped(id)))).toEqual(json);
  });
});

// eslint-disable-next-line @typescript-eslint/no-explicit-any
type Spoil = (json: any) => void;

describe('a bad file', () => {
  it.each([
    ['nothing', '', 'not_json'],
    ['a page', '<html>', 'not_json'],
    ['a number', '3', 'wrong'],
    ['a list', '[]', 'wrong'],
    ['too large', ' '.repeat(131_073), 'too_large'],
    ['too deep', `{"a":${'['.repeat(8)}${']'.repeat(8)}}`, 'too_deep'],
    ['very deep', '['.repeat(100_000), 'too_deep'],
  ])('%s', (_, text, found) => expect(why(text)).toBe(found));

  it.each<[string, Spoil, string]>([
    ['no structure', (json) => delete json.structure, 'wrong /structure'],
    ['another about', (json) => (json.structure.about = 'war'), 'wrong /structure/about'],
    ['half a person', (json) => (json.structure.people_min = 1.5), 'wrong /structure/people_min'],
    [
      'very many steps',
      (json) => (json.structure.steps = Array(61).fill(json.structure.steps[0])),
      'too_many /structure/steps',
    ],
    [
      'a step that is text',
      (json) => (json.structure.steps[1] = 'say_back'),
      'wrong /structure/steps/1',
    ],
    [
      'a key with a mark-up',
      (json) => (json.structure.roles[0].role = '<b>'),
      'wrong /structure/roles/0/role',
    ],
    ['words that are a list', (json) => (json.words.en = []), 'wrong /words/en'],
    [
      'a prompt that is a number',
      (json) => (json.words.en.steps.tell.prompts.listener = 1),
      'wrong /words/en/steps/tell/prompts/listener',
    ],
    [
      'a long prompt',
      (json) => (json.words.en.steps.tell.prompts.listener = 'a'.repeat(1001)),
      'too_long /words/en/steps/tell/prompts/listener',
    ],
    ['an unknown skill', (json) => (json.skills = ['magic']), 'wrong /skills/0'],
    ['a language of its own', (json) => (json.languages = ['English']), 'wrong /languages/0'],
    ['no language', (json) => (json.languages = []), 'wrong /languages'],
  ])('%s', (_, spoil, found) => {
    const json = shipped_json('say_back_until_right');
    spoil(json);
    expect(why(JSON.stringify(json))).toBe(found);
  });
});

it('names of the language itself are keys like any other', () => {
  const text = shipped_text('say_back_until_right')
    .replaceAll('"speaker"', '"__proto__"')
    .replaceAll('"tell"', '"constructor"');
  const file = read_template(text);
  expect(Object.keys(file.words['en']?.roles ?? {})).toContain('__proto__');
  expect(file.words['en']?.steps['constructor']?.title).toBe('Telling');
  expect(({} as Record<string, unknown>)['name']).toBeUndefined();
});

it('what is not known is left behind, and what is missing is blank', () => {
  const json = shipped_json('say_back_until_right');
  json.script = 'x';
  json.structure.steps[0].script = 'x';
  json.words.en.roles.nobody = { name: 'x', help: [] };
  delete json.words.es;
  const file = read_template(JSON.stringify(json));
  expect(JSON.stringify(file)).not.toContain('"x"');
  expect(file.words['es']?.steps['tell']?.prompts['listener']).toBe('');
});
