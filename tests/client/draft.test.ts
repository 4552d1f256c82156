// Holds the draft to its word: kept on the device, never told, and 'is writing' only while one writes.
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Draft } from '../../client-web/src/circle/draft';

let kept: string[];
let said: boolean[];
let may_say: boolean;
let draft: Draft;

beforeEach(() => {
  vi.useFakeTimers();
  kept = [];
  said = [];
  may_say = true;
  draft = new Draft({
    keep: (text) => kept.push(text),
    say: (on) => said.push(on),
    may_say: () => may_say,
  });
});

afterEach(() => {
  draft.end();
  vi.useRealTimers();
});

it('is kept at each change, since a page can go at any moment', () => {
  draft.write('I');
  draft.write('I am');
  draft.write('I am');
  expect(kept).toEqual(['I', 'I am']);
});

it('tells the others that somebody writes, at most every four seconds', () => {
  for (let count = 0; count < 9; count += 1) {
    draft.write('x'.repeat(count + 1));
    vi.advanceTimersByTime(1000);
  }
  expect(said).toEqual([true, true, true]);
});

it('tells the others when one no longer writes', () => {
  draft.write('I');
  vi.advanceTimersByTime(4999);
  expect(said).toEqual([true]);
  vi.advanceTimersByTime(1);
  expect(said).toEqual([true, false]);
});

it('says nothing while somebody else holds the piece', () => {
  may_say = false;
  draft.write('for later');
  vi.advanceTimersByTime(10_000);
  expect([said, kept]).toEqual([[], ['for later']]);
});

it('is gone at once when erased, and one no longer writes', () => {
  draft.write('I am');
  draft.erase();
  expect([draft.text, kept, said]).toEqual(['', ['I am', ''], [true, false]]);
  vi.advanceTimersByTime(10_000);
  expect([kept, said]).toEqual([
    ['I am', ''],
    [true, false],
  ]);
});

it('does nothing where nothing changed', () => {
  draft.write('');
  vi.advanceTimersByTime(10_000);
  expect([kept, said]).toEqual([[], []]);
});
