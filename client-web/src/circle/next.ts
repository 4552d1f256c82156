// When a circle meets next, reckoned in the zone that it was named in: half past seven stays half past
// seven, whatever the clocks of that zone do in between.
import type { Temporal } from 'temporal-polyfill';
import type { Dates } from './temporal';
import { limits, type Next, type Rhythm } from './words';

export type Rhythmic = Pick<Next, 'at' | 'rhythm' | 'zone'>;

/** As the fields of a date and of a time have it: 2026-12-03, 19:30. */
export interface Local {
  date: string;
  time: string;
}

type Day = Temporal.PlainDateTime;

const local = (of: Dates, at: number, zone: string): Day =>
  of.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).toPlainDateTime();

/** An hour that the clocks leave out is the one after it; of one that comes twice it is the first. */
const instant = (day: Day, zone: string): number => day.toZonedDateTime(zone).epochMilliseconds;

export function local_of(of: Dates, at: number, zone: string): Local {
  const day = local(of, at, zone);
  return {
    date: day.toPlainDate().toString(),
    time: day.toPlainTime().toString({ smallestUnit: 'minute' }),
  };
}

/** undefined where it is no date, or no time. */
export function at_of(of: Dates, { date, time }: Local, zone: string): number | undefined {
  try {
    return instant(of.PlainDateTime.from(`${date}T${time}`), zone);
  } catch {
    return undefined;
  }
}

const a_day = 86_400_000;

/** Whether the server would take it: a day in the past at most, and 400 days ahead. */
export function can_be_named(at: number, now: number): boolean {
  return at >= now - a_day && at <= now + limits.lengths.next_ahead_max;
}

/** Whether it is the last of its weekday in its month. */
const is_last = (day: Day): boolean => day.day + 7 > day.daysInMonth;

/** Which of its weekday a date such as 2026-12-10 is in its month: 1 to 4, or the last. */
export function week_of(date: string): 1 | 2 | 3 | 4 | 'last' {
  const [year = 0, month = 0, day = 0] = date.split('-').map(Number);
  const days_in_month = new Date(Date.UTC(year, month, 0)).getUTCDate();
  return day + 7 > days_in_month ? 'last' : (Math.ceil(day / 7) as 1 | 2 | 3 | 4);
}

/** People keep a weekday free, not a number: the second Thursday, or the last. */
function same_weekday(from: Day, months: number): Day {
  const first = from.with({ day: 1 }).add({ months });
  const to_weekday = (from.dayOfWeek - first.dayOfWeek + 7) % 7;
  const earliest = first.add({ days: to_weekday });
  if (!is_last(from)) return earliest.add({ weeks: Math.ceil(from.day / 7) - 1 });
  const weeks = Math.floor((first.daysInMonth - earliest.day) / 7);
  return earliest.add({ weeks });
}

const later: Record<Exclude<Rhythm, 'once'>, (from: Day, times: number) => Day> = {
  weekly: (from, times) => from.add({ weeks: times }),
  second_week: (from, times) => from.add({ weeks: 2 * times }),
  monthly: same_weekday,
};

/** More often than a circle could meet in the time that a date can be ahead. */
const steps_max = 5000;

/** As many as are asked for, of the dates by its rhythm that are later than `after`; all reckoned from
 * the same one, so that none drifts. */
export function several(of: Dates, next: Rhythmic, count: number, after: number): number[] {
  const { at, rhythm, zone } = next;
  if (rhythm === 'once') return at > after ? [at] : [];
  const from = local(of, at, zone);
  const found = at > after ? [at] : [];
  for (let times = 1; found.length < count && times < steps_max; times += 1) {
    const then = instant(later[rhythm](from, times), zone);
    if (then > after) found.push(then);
  }
  return found.slice(0, count);
}

/** The one after it, and after now; undefined where it has no rhythm, or its zone is not known here. */
export function following(of: Dates, next: Rhythmic, now: number): number | undefined {
  if (next.rhythm === 'once') return undefined;
  try {
    return several(of, next, 1, Math.max(next.at, now))[0];
  } catch {
    return undefined;
  }
}
