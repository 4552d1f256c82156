// Holds the four seconds to their word: an act can be taken back until then, and is sent once.
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { PendingAct } from '../../client-web/src/circle/pending';
import type { Answer } from '../../client-web/src/circle/standing';
import type { Command } from '../../client-web/src/circle/words';

const pass_on: Command = { type: 'pass_on', turn: 3 };
let asked: Command[];
let changes: number;
let pending: PendingAct;

beforeEach(() => {
  vi.useFakeTimers();
  asked = [];
  changes = 0;
  pending = new PendingAct(
    async (command): Promise<Answer> => {
      asked.push(command);
      return { accepted: true };
    },
    () => (changes += 1),
  );
});
afterEach(() => vi.useRealTimers());

it('is sent when its time is over, and not before', async () => {
  const answer = pending.ask_after(pass_on, 4000);
  expect(pending.now).toEqual({ command: pass_on, until: Date.now() + 4000 });
  vi.advanceTimersByTime(3999);
  expect(asked).toEqual([]);
  vi.advanceTimersByTime(1);
  expect([asked, pending.now]).toEqual([[pass_on], undefined]);
  expect(await answer).toEqual({ accepted: true });
});

it('waits without end for who is asked first, and is sent at their second yes', () => {
  void pending.ask_after(pass_on, Infinity);
  vi.advanceTimersByTime(24 * 60 * 60 * 1000);
  expect(asked).toEqual([]);
  pending.send();
  expect(asked).toEqual([pass_on]);
});

it('is never sent once taken back', async () => {
  const answer = pending.ask_after(pass_on, 4000);
  pending.cancel();
  vi.advanceTimersByTime(10_000);
  expect([asked, pending.now]).toEqual([[], undefined]);
  expect(await answer).toMatchObject({ accepted: false, code: 'cancelled' });
});

it('has all its own time, after another was taken back', () => {
  void pending.ask_after(pass_on, 4000);
  pending.cancel();
  vi.advanceTimersByTime(2000);
  void pending.ask_after(pass_on, 4000);
  vi.advanceTimersByTime(3999);
  expect(asked).toEqual([]);
  vi.advanceTimersByTime(1);
  expect(asked).toEqual([pass_on]);
});

it('is sent at once when asked for again, and only once', () => {
  void pending.ask_after(pass_on, 4000);
  pending.send();
  pending.send();
  vi.advanceTimersByTime(10_000);
  expect(asked).toEqual([pass_on]);
});

it('is sent before another takes its place', () => {
  void pending.ask_after(pass_on, 4000);
  void pending.ask_after({ type: 'pass_on', turn: 4 }, 4000);
  expect(asked).toEqual([pass_on]);
  vi.advanceTimersByTime(4000);
  expect(asked).toEqual([pass_on, { type: 'pass_on', turn: 4 }]);
});

it('says each time that something changed', () => {
  void pending.ask_after(pass_on, 4000);
  pending.cancel();
  pending.cancel();
  expect(changes).toBe(2);
});
