// Holds the keys of a circle's own template to their word: the server learns nothing from them, and
// nothing of the template changes by it.
import { expect, it } from 'vitest';
import { template_text, read_template } from '../../../client-web/src/circle/template_file';
import { with_opaque_keys } from '../../../client-web/src/circle/template_keys';
import { words_wanting } from '../../../client-web/src/circle/template_words';
import { shipped, shipped_ids } from './samples';

const plain = new Set([
  ...['about', 'form', 'people_min', 'people_max', 'minutes', 'when_one_leaves', 'roles', 'steps'],
  ...['role', 'min', 'max', 'chosen', 'side', 'step', 'speaks', 'voice', 'gentle', 'asks', 'of'],
  ...['told_to', 'ends', 'by', 'choices', 'choice', 'go', 'to', 'from_try', 'otherwise'],
  ...['otherwise_to', 'light', 'tender', 'hurt', 'pods', 'ring', 'either', 'go_on', 'regroup'],
  ...['close', 'impact', 'intent', 'nobody', 'each', 'centre', 'open', 'nothing', 'words'],
  ...['words_alone', 'capacity', 'consent', 'done', 'ready', 'time', 'keeper', 'next', 'rotate'],
  ...['end', 'end_with_care'],
]);

it.each(shipped_ids)('%s says nothing by its keys', (id) => {
  const { structure } = with_opaque_keys(shipped(id));
  const texts = [...JSON.stringify(structure).matchAll(/"([^"]*)"/g)].map(
    (match) => match[1] ?? '',
  );
  expect(texts.filter((text) => !plain.has(text) && !/^[rsc]\d+$/.test(text))).toEqual([]);
});

it.each(shipped_ids)('%s keeps all its words, each where it was', (id) => {
  const before = shipped(id);
  const after = with_opaque_keys(before);
  expect(words_wanting(after)).toEqual([]);
  const texts = (words: unknown) =>
    [...JSON.stringify(words).matchAll(/:"([^"]*)"/g)].map((match) => match[1]).sort();
  expect(texts(after.words)).toEqual(texts(before.words));
  for (const [index, step] of before.structure.steps.entries()) {
    const now = after.structure.steps[index];
    const words = after.words['en']?.steps[now?.step ?? ''];
    expect(words?.title).toBe(before.words['en']?.steps[step.step]?.title);
    for (const [at, { choice }] of step.choices.entries()) {
      const its = words?.choices[now?.choices[at]?.choice ?? ''];
      expect(its).toBe(before.words['en']?.steps[step.step]?.choices[choice]);
    }
  }
});

it('stays the same when it is done again, and can be read', () => {
  const once = with_opaque_keys(shipped('small_repair'));
  expect(with_opaque_keys(once)).toEqual(once);
  expect(read_template(template_text(once))).toEqual(once);
});

it('leads where it led', () => {
  const { structure } = with_opaque_keys(shipped('say_back_until_right'));
  const [, , right, change] = structure.steps;
  expect(right).toMatchObject({ voice: 'r1', by: 'r1', of: ['r1'] });
  expect(right?.choices).toEqual([
    { choice: 'c1', go: 'next' },
    { choice: 'c2', go: 'step', to: 's2' },
    { choice: 'c3', go: 'next', from_try: 3 },
  ]);
  expect(change).toMatchObject({ go: 'rotate', to: 's1' });
});

it('a name of nothing stays one, and of two parts with one key the first is meant', () => {
  const file = shipped('say_back_until_right');
  const [first, second] = file.structure.steps;
  if (!first || !second) throw new Error('no steps');
  second.voice = 'my_sister';
  file.structure.steps.push({ ...first });
  const { structure } = with_opaque_keys(file);
  expect(structure.steps[1]?.voice).toBe('none');
  expect(structure.steps.map(({ step }) => step)).toEqual(['s1', 's2', 's3', 's4', 's5', 's6']);
  expect(structure.steps[3]?.to).toBe('s1');
});
