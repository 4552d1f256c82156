// Holds the question to its word: one at a time, the newest next, and never without an answer.
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { TemplateChecking } from '../../../client-web/src/circle/template_checking';
import type { CheckTemplateFrame, Structure } from '../../../client-web/src/circle/words';
import { shipped } from './samples';

const { structure } = shipped('being_with');
const other: Structure = { ...structure, minutes: 9 };
const flaws = [{ code: 'minutes_off', pointer: '/minutes' }];
const refused = (code: string, field?: string) =>
  ({ type: 'refused', code, sentence: 'No.', ...(field !== undefined && { field }) }) as const;

let sent: CheckTemplateFrame[];
let checking: TemplateChecking;

beforeEach(() => {
  vi.useFakeTimers();
  sent = [];
  checking = new TemplateChecking((frame) => sent.push(frame) > 0);
  return () => vi.useRealTimers();
});

describe('a question', () => {
  it('is answered', async () => {
    const asked = checking.ask(structure);
    expect(sent).toEqual([{ type: 'check_template', structure }]);
    checking.hear(flaws);
    expect(await asked).toEqual({ flaws });
  });

  it('waits for the one before, and only the newest does', async () => {
    const first = checking.ask(structure);
    const second = checking.ask(structure);
    const third = checking.ask(other);
    expect(await second).toBeUndefined();
    expect(sent).toHaveLength(1);
    checking.hear(flaws);
    expect(await first).toEqual({ flaws });
    expect(sent[1]?.structure).toBe(other);
    checking.hear([]);
    expect(await third).toEqual({ flaws: [] });
  });

  it('says where it could not be read', async () => {
    const asked = checking.ask(structure);
    checking.refused(refused('out_of_range', 'structure.steps.0.gentle'));
    expect(await asked).toEqual({ unread: '/steps/0/gentle' });
  });

  it('is asked again where it came too fast', async () => {
    const asked = checking.ask(structure);
    checking.refused(refused('slow_down'));
    expect(sent).toHaveLength(1);
    vi.advanceTimersByTime(1000);
    expect(sent).toHaveLength(2);
    checking.hear(flaws);
    expect(await asked).toEqual({ flaws });
  });

  it('ends without an answer where the line is gone', async () => {
    const lost = checking.ask(structure);
    vi.advanceTimersByTime(7000);
    expect(await lost).toBeUndefined();
    const away = new TemplateChecking(() => false);
    expect(await away.ask(structure)).toBeUndefined();
    const last = checking.ask(structure);
    checking.end();
    expect(await last).toBeUndefined();
    checking.hear(flaws); // to nobody
    checking.refused(refused('slow_down'));
    expect(sent).toHaveLength(2);
  });
});
