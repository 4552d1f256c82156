// Holds the sums of a plan: a turn that is said to fit does fit, and one second more a step further
// would not be said.
import { describe, expect, it } from 'vitest';
import {
  fitted,
  is_fitted,
  moved,
  new_activity,
  with_floor,
  with_kind,
} from '../../../client-web/src/circle/plan_edit';
import { kinds, plan_text, read_plan } from '../../../client-web/src/circle/plan_file';
import {
  begins_after,
  round_minutes,
  short_by,
  turn_seconds,
  whole_minutes,
} from '../../../client-web/src/circle/plan_sums';
import { evening } from './samples';

describe('the whole', () => {
  it('is the sum of its parts, each beginning where the one before ends', () => {
    expect(whole_minutes(evening.activities)).toBe(60);
    expect(begins_after(evening.activities)).toEqual([0, 3, 25, 27, 36]);
    expect(whole_minutes([])).toBe(0);
  });
});

describe('a turn', () => {
  it.each([
    [22, 8, 150],
    [20, 8, 120],
    [10, 8, 60],
    [8, 8, 45],
    [10, 30, 10],
    [60, 6, 540],
    [240, 2, 3600],
  ])('in %i minutes for %i people is about %i seconds', (minutes, people, seconds) => {
    expect(turn_seconds(minutes, people)).toBe(seconds);
  });

  it('that would be shorter than a turn can be is none', () => {
    expect(turn_seconds(5, 30)).toBeUndefined();
    expect(turn_seconds(1, 4)).toBeUndefined();
    expect(turn_seconds(5, 0)).toBeUndefined();
  });

  it('that is said to fit always fits', () => {
    const people = Array.from({ length: 39 }, (_, index) => index + 2);
    const minutes = Array.from({ length: 240 }, (_, index) => index + 1);
    const said = people.flatMap((each) =>
      minutes.map((length) => ({ each, length, seconds: turn_seconds(length, each) })),
    );
    const too_long = said.filter(
      ({ each, length, seconds }) => seconds !== undefined && round_minutes(seconds, each) > length,
    );
    expect(too_long).toEqual([]);
    expect(said.filter(({ seconds }) => seconds !== undefined).length).toBeGreaterThan(5000);
  });

  it('that is too long says by how much', () => {
    const long = { kind: 'round', minutes: 10 } as const;
    expect(short_by({ ...long, floor: { floor: 'round', gentle_seconds: 120 } }, 8)).toBe(8);
    expect(short_by({ ...long, floor: { floor: 'round', gentle_seconds: 60 } }, 8)).toBe(0);
    expect(short_by({ ...long, floor: { floor: 'queue', gentle_seconds: 600 } }, 8)).toBe(0);
    expect(short_by(long, 8)).toBe(0);
  });
});

describe('a part', () => {
  it.each(kinds)('of the kind %s begins as a file can have it', (kind) => {
    const activity = new_activity(kind, 8);
    const plan = { ...evening, activities: [activity] };
    expect(read_plan(plan_text(plan))).toEqual(plan);
    expect(short_by(activity, 8)).toBe(0);
  });

  it.each(['round', 'queue', 'stack', 'popcorn', 'keeper', 'centre', 'open', 'silence'] as const)(
    'takes the floor %s with what goes with it alone',
    (kind) => {
      for (const each of evening.activities) {
        const plan = { ...evening, activities: [with_floor(each, kind)] };
        expect(read_plan(plan_text(plan))).toEqual(plan);
        expect(plan.activities[0]?.floor?.floor).toBe(kind);
      }
    },
  );

  it('without a floor leaves it as it is', () => {
    const [, round] = evening.activities;
    if (!round) throw new Error('no round');
    expect(with_floor(round, undefined)).not.toHaveProperty('floor');
  });

  it('that is no practice any more names no template', () => {
    const practice = evening.activities[4];
    if (!practice) throw new Error('no practice');
    expect(with_kind(practice, 'round')).toEqual({ kind: 'round', minutes: 24 });
    expect(with_kind(practice, 'practice')).toEqual(practice);
  });

  it('has turns that fit, or none where they would be too short', () => {
    const round = new_activity('round', 8);
    expect(is_fitted(round, 8)).toBe(true);
    expect(is_fitted(round, 5)).toBe(false);
    expect(fitted(round, 4).floor?.gentle_seconds).toBe(270);
    expect(fitted(round, 100).floor).not.toHaveProperty('gentle_seconds');
    expect(fitted(new_activity('silence', 8), 8)).toEqual(new_activity('silence', 8));
  });
});

describe('moving', () => {
  it('keeps to the list', () => {
    expect(moved(['a', 'b', 'c'], 0, 1)).toEqual(['b', 'a', 'c']);
    expect(moved(['a', 'b', 'c'], 2, 0)).toEqual(['c', 'a', 'b']);
    expect(moved(['a', 'b', 'c'], 0, -1)).toEqual(['a', 'b', 'c']);
    expect(moved(['a', 'b', 'c'], 2, 9)).toEqual(['a', 'b', 'c']);
    expect(moved(['a', 'b', 'c'], 7, 0)).toEqual(['a', 'b', 'c']);
  });
});
