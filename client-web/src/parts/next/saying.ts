// A rhythm as one says it; of a month, on which of its weekdays.
import { week_of } from '../../circle/next';
import type { Rhythm } from '../../circle/words';
import { say, say_weekday } from '../../words/say';

/** `date`: such as 2026-12-10, where it is known. */
export function say_rhythm(rhythm: Rhythm, date = ''): string {
  if (rhythm !== 'monthly' || !date) return say(`next.${rhythm}`);
  return say(`next.monthly_${week_of(date)}`, { weekday: say_weekday(date) });
}

/** The day of a moment here, as the field of a date has it. */
export function date_here(at: number): string {
  const day = new Date(at);
  const [month, of_month] = [day.getMonth() + 1, day.getDate()].map((part) =>
    String(part).padStart(2, '0'),
  );
  return `${day.getFullYear()}-${month}-${of_month}`;
}
