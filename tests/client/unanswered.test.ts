// Holds what was not answered to its word: nothing is forgotten, nothing goes out too often.
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Command, CommandFrame } from '../../client-web/src/circle/words';
import { Unanswered, type Given } from '../../client-web/src/link/unanswered';

let is_open: boolean;
let sent: string[];
let kept: string[];
let unanswered: Unanswered;

const given = (id: string): Given => ({ id, command: { type: 'raise_hand' } });
const accept = (id: string) => unanswered.hear({ type: 'accepted', id, number: 1 });
const slow_down = (id: string, again_in?: number) =>
  unanswered.hear({
    type: 'refused',
    id,
    code: 'slow_down',
    sentence: 'A little slower, please.',
    ...(again_in !== undefined && { again_in }),
  });

beforeEach(() => {
  vi.useFakeTimers();
  is_open = true;
  sent = [];
  kept = [];
  const send = ({ id }: CommandFrame) => {
    if (is_open) sent.push(id);
    return is_open;
  };
  unanswered = new Unanswered(send, (all) => (kept = all.map(({ id }) => id)));
});

afterEach(() => {
  unanswered.end(() => false);
  vi.useRealTimers();
});

it('lets at most sixteen go without an answer', () => {
  const ids = Array.from({ length: 20 }, (_, index) => `${index}`);
  for (const id of ids) void unanswered.give(given(id));
  expect(sent).toEqual(ids.slice(0, 16));
  expect(kept).toHaveLength(20);
  accept('3');
  expect(sent).toEqual(ids.slice(0, 17));
});

it('keeps each until it is answered, and no longer', async () => {
  const first = unanswered.give(given('1'));
  void unanswered.give(given('2'));
  expect(kept).toEqual(['1', '2']);
  accept('1');
  expect(kept).toEqual(['2']);
  expect(await first).toEqual({ accepted: true });
});

it('tells a refusal with all that it says', async () => {
  const answer = unanswered.give(given('1'));
  const said = { code: 'member_is_away', sentence: 'They are not here now.', about: 'Ben' };
  unanswered.hear({ type: 'refused', id: '1', ...said, field: 'to' });
  expect(await answer).toEqual({ accepted: false, ...said, field: 'to' });
});

it('hears an answer once, and none to what it did not ask', async () => {
  const answer = unanswered.give(given('1'));
  accept('other');
  accept('1');
  unanswered.hear({ type: 'refused', id: '1', code: 'no_floor', sentence: '' });
  expect(await answer).toEqual({ accepted: true });
});

it('goes again when it is time, where it was too quick', async () => {
  const answer = unanswered.give(given('1'));
  slow_down('1', 700);
  expect([kept, sent]).toEqual([['1'], ['1']]);
  vi.advanceTimersByTime(699);
  expect(sent).toEqual(['1']);
  vi.advanceTimersByTime(2);
  expect(sent).toEqual(['1', '1']);
  accept('1');
  expect(await answer).toEqual({ accepted: true });
});

it('rests with all else while it was too quick, for the longest of the waits', () => {
  void unanswered.give(given('1'));
  void unanswered.give(given('2'));
  slow_down('1', 900);
  slow_down('2', 100);
  void unanswered.give(given('3'));
  vi.advanceTimersByTime(890);
  expect(sent).toEqual(['1', '2']);
  vi.advanceTimersByTime(20);
  expect(sent).toEqual(['1', '2', '1', '2', '3']);
});

it('leaves a share to its author, where the wait would hold back all else', async () => {
  const command: Command = { type: 'add_share', share: 's', body: { key: 1, body: 'c2VhbGVk' } };
  const answer = unanswered.give({ id: '1', command });
  slow_down('1', 40_000);
  expect(await answer).toMatchObject({ accepted: false, code: 'slow_down', again_in: 40_000 });
  void unanswered.give(given('2'));
  expect(sent).toEqual(['1', '2']);
});

it('goes again in a moment, where too many were unanswered', () => {
  void unanswered.give(given('1'));
  unanswered.hear({ type: 'refused', id: '1', code: 'too_many_unanswered', sentence: '' });
  vi.advanceTimersByTime(400);
  expect(sent).toEqual(['1', '1']);
});

it('waits where there is nobody to send to, and keeps the order', () => {
  is_open = false;
  void unanswered.give(given('1'));
  void unanswered.give(given('2'));
  is_open = true;
  unanswered.again();
  expect(sent).toEqual(['1', '2']);
});

it('puts what a reload brought back before what is new', () => {
  is_open = false;
  void unanswered.give(given('new'));
  const answers: unknown[] = [];
  unanswered.restore([given('old')], (each, answer) => answers.push([each.id, answer]));
  is_open = true;
  unanswered.again();
  expect(sent).toEqual(['old', 'new']);
  accept('old');
  expect(answers).toEqual([['old', { accepted: true }]]);
});

it('tells all who wait that the line is over, and who was done by its ending', async () => {
  const raised = unanswered.give(given('1'));
  const left = unanswered.give({ id: '2', command: { type: 'leave', take_back: false } });
  unanswered.end((command) => command.type === 'leave');
  expect(await raised).toMatchObject({ accepted: false, code: 'closed' });
  expect(await left).toEqual({ accepted: true });
});

it('leaves on the device what a reload can still send, when the line ends', () => {
  void unanswered.give(given('1'));
  unanswered.end(() => false);
  expect(kept).toEqual(['1']);
});

it('answers what has a pace of its own, so that nothing else waits a minute for it', async () => {
  const words = { line: 'Ben', to: ['Ana'], from_device: 'd', body: { key: 1, body: '' } };
  const command: Command = { type: 'say_privately', message: 'm', ...words, boxes: [] };
  const said = unanswered.give({ id: '1', command });
  slow_down('1', 40_000);
  expect(await said).toMatchObject({ code: 'slow_down', again_in: 40_000 });
  void unanswered.give(given('2'));
  expect(sent).toEqual(['1', '2']);
});
