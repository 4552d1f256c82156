// Holds a keeper's change of the plan to its word: whatever another does meanwhile, nothing of either is
// lost in silence.
import { describe, expect, it } from 'vitest';
import {
  are_same,
  draft_of,
  followed,
  inserted,
  is_changed,
  length_of,
  moved,
  removed,
} from '../../client-web/src/circle/plan_draft';
import type { Activity, ActivityKind } from '../../client-web/src/circle/words';

const part = (kind: ActivityKind, minutes = 10): Activity => ({
  kind,
  length: minutes * 60_000,
  by_itself: false,
});
const [arriving, round, silence, closing] = [
  part('check_in'),
  part('round', 20),
  part('silence', 2),
  part('closing', 5),
];
const plan = { version: 3, ahead: [arriving, round, closing] };
const kinds = (ahead: readonly Activity[] | undefined) => ahead?.map(({ kind }) => kind);

describe('a change', () => {
  it('is of order, of what is there, and of how long it all is', () => {
    expect(kinds(moved(plan.ahead, 2, 0))).toEqual(['closing', 'check_in', 'round']);
    expect(kinds(removed(plan.ahead, 1))).toEqual(['check_in', 'closing']);
    expect(kinds(inserted(plan.ahead, 1, silence))).toEqual([
      'check_in',
      'silence',
      'round',
      'closing',
    ]);
    expect(length_of(plan.ahead)).toBe(35 * 60_000);
    expect(kinds(plan.ahead)).toEqual(['check_in', 'round', 'closing']);
  });

  it('is none where it ends as it began', () => {
    const draft = draft_of(plan);
    expect(is_changed(draft)).toBe(false);
    const back = moved(moved(draft.ahead, 0, 1), 1, 0);
    expect(is_changed({ ...draft, ahead: back })).toBe(false);
    expect(is_changed({ ...draft, ahead: removed(draft.ahead, 0) })).toBe(true);
  });

  it('is the same in whichever order its fields were written', () => {
    const written = { by_itself: false, length: 600_000, kind: 'check_in' } as const;
    expect(are_same([arriving], [written])).toBe(true);
    expect(are_same([arriving], [{ ...arriving, title: { key: 1, body: 'a' } }])).toBe(false);
  });
});

describe('where somebody else acts meanwhile', () => {
  const draft = { ...draft_of(plan), ahead: inserted(plan.ahead, 2, silence) };

  it('it stays as it is while nothing happened', () => {
    expect(followed(draft, plan)).toBe(draft);
  });

  it('it stays where what is now is only longer', () => {
    expect(followed(draft, { ...plan, version: 4 })).toEqual({ ...draft, version: 4 });
  });

  it('what began meanwhile is not ahead any more, and the rest of it stays', () => {
    const on = followed(draft, { version: 4, ahead: [round, closing] });
    expect(on?.version).toBe(4);
    expect(kinds(on?.ahead)).toEqual(['round', 'silence', 'closing']);
    const further = followed(draft, { version: 5, ahead: [closing] });
    expect(kinds(further?.ahead)).toEqual(['silence', 'closing']);
  });

  it('what I took out and began meanwhile takes nothing else with it', () => {
    const without = { ...draft_of(plan), ahead: [closing, round] };
    const on = followed(without, { version: 4, ahead: [round, closing] });
    expect(kinds(on?.ahead)).toEqual(['closing', 'round']);
  });

  it('it is for me to say where both changed what is ahead', () => {
    expect(followed(draft, { version: 4, ahead: [closing, arriving, round] })).toBeUndefined();
    expect(followed(draft, { version: 4, ahead: [...plan.ahead, silence] })).toBeUndefined();
  });
});
