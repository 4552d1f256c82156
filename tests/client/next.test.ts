// Holds the next date to the clock on the wall of the zone that it was named in: over changes of the
// clocks, ends of months, and whichever week of the month it is.
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import {
  at_of,
  can_be_named,
  following,
  local_of,
  several,
  week_of,
  type Rhythmic,
} from '../../client-web/src/circle/next';
import { dates } from '../../client-web/src/circle/temporal';
import type { Rhythm } from '../../client-web/src/circle/words';

const of = Temporal;
const at = (text: string, zone: string) => {
  const [date = '', time = ''] = text.split(' ');
  return at_of(of, { date, time }, zone) ?? NaN;
};
const named = (text: string, rhythm: Rhythm, zone = 'Europe/Madrid'): Rhythmic => ({
  at: at(text, zone),
  rhythm,
  zone,
});
const said = (moment: number | undefined, zone = 'Europe/Madrid') => {
  if (moment === undefined) return undefined;
  const { date, time } = local_of(of, moment, zone);
  return `${date} ${time}`;
};
const after = (next: Rhythmic, now = next.at) => said(following(of, next, now), next.zone);
const utc = (moment: number | undefined) => new Date(moment ?? NaN).toISOString();

describe('the following date', () => {
  it('is at the same time on the wall when the clocks go back, and forward', () => {
    const autumn = named('2026-10-22 19:30', 'weekly');
    expect(after(autumn)).toBe('2026-10-29 19:30');
    expect(utc(autumn.at)).toBe('2026-10-22T17:30:00.000Z');
    expect(utc(following(of, autumn, autumn.at))).toBe('2026-10-29T18:30:00.000Z');
    const spring = named('2027-03-25 19:30', 'weekly');
    expect(utc(following(of, spring, spring.at))).toBe('2027-04-01T17:30:00.000Z');
    const south = named('2026-10-01 19:30', 'weekly', 'Australia/Sydney');
    expect(after(south)).toBe('2026-10-08 19:30');
    expect(following(of, south, south.at)).toBe(south.at + (7 * 24 - 1) * 3_600_000);
  });

  it('is an hour later only on the day whose hour the clocks leave out', () => {
    const night = named('2027-03-21 02:30', 'weekly');
    expect(several(of, night, 3, night.at).map((each) => said(each))).toEqual([
      '2027-03-28 03:30',
      '2027-04-04 02:30',
      '2027-04-11 02:30',
    ]);
  });

  it('is two weeks later where it is every second week', () => {
    expect(after(named('2026-12-24 18:00', 'second_week'))).toBe('2027-01-07 18:00');
  });

  it.each([
    ['the first Saturday', '2026-10-03 10:00', '2026-11-07 10:00', 1],
    ['the second Thursday', '2026-11-12 19:30', '2026-12-10 19:30', 2],
    ['the fourth, where a fifth comes', '2026-10-22 19:30', '2026-11-26 19:30', 4],
    ['the last, from a fifth on the 31st', '2026-10-31 10:00', '2026-11-28 10:00', 'last'],
    ['the last, to a fifth', '2026-11-30 10:00', '2026-12-28 10:00', 'last'],
    ['the last, over a short month', '2027-01-31 10:00', '2027-02-28 10:00', 'last'],
    ['the third, over a year', '2026-12-18 08:00', '2027-01-15 08:00', 3],
  ] as const)('is in a month, %s', (_, from, to, week) => {
    const next = named(from, 'monthly');
    expect(week_of(from.slice(0, 10))).toBe(week);
    expect(after(next)).toBe(to);
  });

  it('does not drift: all are reckoned from the same one', () => {
    const last = named('2026-10-31 10:00', 'monthly');
    expect(several(of, last, 5, last.at).map((each) => said(each))).toEqual([
      '2026-11-28 10:00',
      '2026-12-26 10:00',
      '2027-01-30 10:00',
      '2027-02-27 10:00',
      '2027-03-27 10:00',
    ]);
  });

  it('is after now, however long nobody looked', () => {
    const next = named('2026-01-08 19:30', 'weekly');
    expect(after(next, at('2026-11-28 12:00', 'Europe/Madrid'))).toBe('2026-12-03 19:30');
    expect(after({ ...next, rhythm: 'monthly' }, at('2026-11-28 12:00', 'Europe/Madrid'))).toBe(
      '2026-12-10 19:30',
    );
  });

  it('is not known without a rhythm, or where the zone is none', () => {
    expect(after(named('2026-12-03 19:30', 'once'))).toBeUndefined();
    expect(following(of, { at: 0, rhythm: 'weekly', zone: 'Nowhere/Land' }, 0)).toBeUndefined();
  });
});

describe('several', () => {
  it('begin with the one that is named, where it is ahead still', () => {
    const next = named('2026-12-03 19:30', 'weekly');
    expect(several(of, next, 2, next.at - 1).map((each) => said(each))).toEqual([
      '2026-12-03 19:30',
      '2026-12-10 19:30',
    ]);
    expect(several(of, { ...next, rhythm: 'once' }, 6, next.at - 1)).toEqual([next.at]);
  });
});

describe('the fields', () => {
  it('are read and written in a zone', () => {
    const zone = 'America/Bogota';
    expect(utc(at('2026-12-03 19:30', zone))).toBe('2026-12-04T00:30:00.000Z');
    expect(said(at('2026-12-03 19:30', zone), zone)).toBe('2026-12-03 19:30');
    expect(said(at('2026-12-03 19:30', zone), 'Europe/Madrid')).toBe('2026-12-04 01:30');
    expect(at_of(of, { date: '', time: '19:30' }, zone)).toBeUndefined();
    expect(at_of(of, { date: '2026-02-30', time: '10:00' }, zone)).toBeUndefined();
  });

  it('can be named from a day ago to 400 days ahead', () => {
    const day = 86_400_000;
    expect([-2, -1, 0, 400, 401].map((days) => can_be_named(days * day, 0))).toEqual([
      false,
      true,
      true,
      true,
      false,
    ]);
  });
});

it('dates are those of the browser where it has them', async () => {
  const native = { own: true };
  Object.assign(globalThis, { Temporal: native });
  expect(await dates()).toBe(native);
  Reflect.deleteProperty(globalThis, 'Temporal');
  expect((await dates()).Instant.fromEpochMilliseconds(0).epochMilliseconds).toBe(0);
});
