// Holds the life of a circle to what it remembers: rests are no lack, who comes back is told what there
// was, and the picture says nothing of others but how large a ring was.
import { describe, expect, it } from 'vitest';
import {
  away_from,
  held_once,
  moments_of,
  picture_of,
  radius_of,
  width_of,
  type Moment,
} from '../../client-web/src/circle/life';
import type { HeldView } from '../../client-web/src/circle/words';
import { held_at, weeks } from './lived';

const kinds = (moments: Moment[]) => moments.map(({ kind }) => kind);

describe('what came after what', () => {
  it('is each gathering, and a rest where the circle did not meet for long', () => {
    const life = [held_at(0), held_at(2), held_at(4), held_at(20), held_at(22)];
    expect(kinds(moments_of(life))).toEqual(['met', 'met', 'met', 'rest', 'met', 'met']);
    expect(moments_of([])).toEqual([]);
  });

  it('knows no rest where so long is usual for a circle', () => {
    const life = [0, 13, 26, 39, 60].map((week) => held_at(week));
    expect(kinds(moments_of(life))).toEqual(['met', 'met', 'met', 'met', 'met']);
    const rested = [...life, held_at(110)];
    expect(kinds(moments_of(rested)).filter((kind) => kind === 'rest')).toHaveLength(1);
  });

  it('says what there was once, in the order in which it came', () => {
    const held = [{ kind: 'round' }, { kind: 'silence' }, { kind: 'round' }] as const;
    const practised = [
      { kind: 'practice', template: 'one' },
      { kind: 'practice', template: 'two' },
      { kind: 'practice', template: 'one' },
    ] as const;
    expect(held_once(held)).toEqual([{ kind: 'round' }, { kind: 'silence' }]);
    expect(held_once(practised).map((each) => each.template)).toEqual(['one', 'two']);
  });
});

describe('who comes back', () => {
  const was_there = (week: number) => held_at(week, { was_there: true });
  const without = (week: number, held: HeldView['held'] = [{ kind: 'round' }]) =>
    held_at(week, { was_there: false, held });

  it('after months is told what there was meanwhile, without what there always is', () => {
    const life = [
      was_there(0),
      without(4, [{ kind: 'opening' }, { kind: 'round' }, { kind: 'closing' }]),
      without(8, [{ kind: 'silence' }, { kind: 'round' }]),
    ];
    const away = away_from(life, weeks(10));
    expect(away?.until).toBe(life[2]?.gathering);
    expect(away?.held.map(({ kind }) => kind)).toEqual(['silence', 'round']);
  });

  it('is told nothing after weeks, without a gathering missed, or where they were never there', () => {
    expect(away_from([was_there(0), without(1)], weeks(5))).toBeUndefined();
    expect(away_from([was_there(0)], weeks(40))).toBeUndefined();
    expect(away_from([without(0), without(30)], weeks(40))).toBeUndefined();
    expect(away_from([], weeks(40))).toBeUndefined();
  });

  it('is not told how often the circle met: of much, only what came last', () => {
    const held = Array.from({ length: 30 }, (_, n) => ({ kind: 'practice', template: `t${n}` }));
    const life = [was_there(0), without(4, held as HeldView['held'])];
    const away = away_from(life, weeks(20));
    expect(away?.held.map(({ template }) => template)).toEqual([
      't24',
      't25',
      't26',
      't27',
      't28',
      't29',
    ]);
    expect(Object.keys(away ?? {}).sort()).toEqual(['held', 'until']);
  });
});

describe('the picture', () => {
  const life = Array.from({ length: 25 }, (_, n) =>
    held_at(n * 2, {
      ring: 1 + ((n * 7) % 20),
      was_there: n % 3 === 0,
      came: n === 4,
      went: n === 6,
    }),
  );

  it.each([280, 340, 600, 720, 1200])(
    'holds everything within %d, and nothing over another',
    (width) => {
      const { rings, rests, height } = picture_of(moments_of(life), 8, width);
      expect(rings).toHaveLength(life.length + 1);
      for (const { x, y, r } of rings) {
        expect(x - r).toBeGreaterThanOrEqual(0);
        expect(x + r).toBeLessThanOrEqual(width);
        expect(y - r).toBeGreaterThanOrEqual(0);
        expect(y + r).toBeLessThanOrEqual(height);
      }
      const spots = [...rings, ...rests.map((each) => ({ ...each, r: 20 }))];
      for (const one of spots) {
        for (const other of spots.filter((each) => each !== one)) {
          const apart = Math.hypot(one.x - other.x, one.y - other.y);
          expect(apart).toBeGreaterThan(one.r + other.r);
        }
      }
    },
  );

  it('turns at the end of a row, so that the line goes from each ring to the next', () => {
    const { line, rings } = picture_of(moments_of(life), 8, 310);
    expect(rings.slice(0, 6).map(({ x }) => x)).toEqual([48, 155, 262, 262, 155, 48]);
    expect(line).toMatch(/^M48 56L262 56C318 56 318 168 262 168L48 168C-8 168 -8 280 48 280L/);
  });

  it('shows how many were there as size alone, and of me my seat', () => {
    const { rings } = picture_of(moments_of(life), 8, 340);
    expect(radius_of(3)).toBeLessThan(radius_of(4));
    expect(radius_of(12)).toBeLessThan(radius_of(18));
    expect(radius_of(0)).toBe(radius_of(1));
    const met = rings.slice(0, -1);
    expect(met.map(({ seat }) => seat !== undefined)).toEqual(life.map((each) => each.was_there));
    expect(met.filter(({ came }) => came)).toEqual([met[4]]);
    expect(met.filter(({ went }) => went)).toEqual([met[6]]);
    expect(rings.at(-1)).toMatchObject({ now: true, r: radius_of(8) });
  });

  it('names a month where it begins, and its year where that does', () => {
    const days = [
      new Date(2026, 10, 5),
      new Date(2026, 10, 19),
      new Date(2026, 11, 3),
      new Date(2027, 0, 7),
    ];
    const met = days.map((day, n) =>
      held_at(n, { opened_at: day.getTime(), closed_at: day.getTime() }),
    );
    const { rings } = picture_of(moments_of(met), 3, 340);
    expect(rings.map(({ month_at }) => month_at !== undefined)).toEqual([
      true,
      false,
      true,
      true,
      false,
    ]);
    expect(rings.map(({ year }) => year)).toEqual([true, false, false, true, false]);
  });

  it('of a circle that never met is the circle of today', () => {
    expect(picture_of([], 4, 340).rings).toMatchObject([{ now: true }]);
  });

  it('has words for its sizes', () => {
    expect([1, 4, 5, 9, 10, 100].map(width_of)).toEqual([
      'small',
      'small',
      'middle',
      'middle',
      'wide',
      'wide',
    ]);
  });
});
