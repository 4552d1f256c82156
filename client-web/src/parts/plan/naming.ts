// How a part of a gathering is called: as its keeper did, or by what it is.
import type { PlanActivity } from '../../circle/plan_file';
import { say, say_count } from '../../words/say';

export const activity_name = ({ kind, title }: Pick<PlanActivity, 'kind' | 'title'>): string =>
  title?.trim() || say(`activity.${kind}`);

/** A length of up to some hours, as one says it. */
export function say_minutes(minutes: number): string {
  const hours = Math.floor(minutes / 60);
  if (hours === 0) return say_count('keeper.minutes', minutes);
  const rest = minutes % 60;
  const said = say_count('plan.hours', hours);
  return rest === 0
    ? said
    : say('plan.hours_and', { hours: said, minutes: say_count('keeper.minutes', rest) });
}

/** A turn's length: whole minutes, or halves and less in seconds. */
export function say_seconds(seconds: number): string {
  const rest = seconds % 60;
  const whole = Math.floor(seconds / 60);
  if (whole === 0) return say_count('plan.seconds', rest);
  const said = say_count('keeper.minutes', whole);
  return rest === 0
    ? said
    : say('plan.hours_and', { hours: said, minutes: say_count('plan.seconds', rest) });
}
