// The sums of a plan: how long it is, what fits into the time there is, and how long a turn can be
// for so many people.
import { bounds, type PlanActivity } from './plan_file';

type Lasting = Pick<PlanActivity, 'minutes'>;

export const whole_minutes = (activities: readonly Lasting[]): number =>
  activities.reduce((sum, { minutes }) => sum + minutes, 0);

/** After how many minutes each begins. */
export function begins_after(activities: readonly Lasting[]): number[] {
  let sum = 0;
  return activities.map(({ minutes }) => {
    const begins = sum;
    sum += minutes;
    return begins;
  });
}

/** Where a piece goes from one to the next in its order, everybody has about as long. */
export const is_shared_out = ({ floor }: PlanActivity): boolean => floor?.floor === 'round';

/** The piece takes a breath on its way from one to the next: that is not part of a turn. */
const breath_seconds = 10;

/** How long each could speak, in steps that can be said; undefined where it is too short for a turn. */
export function turn_seconds(minutes: number, people: number): number | undefined {
  if (people < 1) return undefined;
  const each = (minutes * 60) / people - breath_seconds;
  const step = each >= 300 ? 60 : each >= 60 ? 30 : each >= 30 ? 15 : 5;
  const seconds = Math.floor(each / step) * step;
  if (seconds < bounds.gentle_min) return undefined;
  return Math.min(seconds, bounds.gentle_max);
}

/** The minutes that a round of such turns takes. */
export const round_minutes = (seconds: number, people: number): number =>
  Math.ceil((people * (seconds + breath_seconds)) / 60);

/** The minutes that are missing in a round for so many people; none where it fits. */
export function short_by({ minutes, floor }: PlanActivity, people: number): number {
  if (floor?.floor !== 'round' || floor.gentle_seconds === undefined) return 0;
  return Math.max(0, round_minutes(floor.gentle_seconds, people) - minutes);
}
