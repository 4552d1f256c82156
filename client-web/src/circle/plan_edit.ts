// What changes together in a plan that is being written: a new part comes with what mostly suits it,
// and another floor leaves behind what it has no use for.
import type { PlanActivity, PlanFloor } from './plan_file';
import { bounds } from './plan_file';
import { is_shared_out, turn_seconds } from './plan_sums';
import type { ActivityKind, FloorKind } from './words';

const round = { floor: 'round', direction: 'sunwise' } as const;

const beginnings: Record<ActivityKind, Omit<PlanActivity, 'kind'>> = {
  opening: { minutes: 3, floor: { floor: 'keeper' } },
  agreements: { minutes: 5, floor: { floor: 'keeper' } },
  check_in: { minutes: 10, floor: { ...round, second_chance: true } },
  capacity: { minutes: 3 },
  round: { minutes: 20, floor: { ...round, second_chance: true } },
  open_floor: { minutes: 10, floor: { floor: 'centre' } },
  silence: { minutes: 2, floor: { floor: 'silence' }, by_itself: true },
  practice: { minutes: 25 },
  asks_and_offers: { minutes: 12, floor: { floor: 'centre' } },
  reflection: { minutes: 8, floor: { floor: 'stack' } },
  small_steps: { minutes: 5 },
  closing: { minutes: 8, floor: { ...round, last: true } },
};

/** All but these. */
export function without<T extends object, Name extends keyof T>(
  from: T,
  ...names: Name[]
): Omit<T, Name> {
  const left = Object.entries(from).filter(([name]) => !names.includes(name as Name));
  return Object.fromEntries(left) as Omit<T, Name>;
}

/** The gentle time that fits into a round, or none. */
export function fitted(activity: PlanActivity, people: number): PlanActivity {
  const { floor } = activity;
  if (!floor || !is_shared_out(activity)) return activity;
  const bare = without(floor, 'gentle_seconds');
  const gentle_seconds = turn_seconds(activity.minutes, people);
  return { ...activity, floor: gentle_seconds === undefined ? bare : { ...bare, gentle_seconds } };
}

export const new_activity = (kind: ActivityKind, people: number): PlanActivity =>
  fitted({ kind, ...structuredClone(beginnings[kind]) }, people);

/** Whether everybody's time in it is just what fits. */
export const is_fitted = (activity: PlanActivity, people: number): boolean =>
  is_shared_out(activity) &&
  activity.floor?.gentle_seconds !== undefined &&
  activity.floor.gentle_seconds === turn_seconds(activity.minutes, people);

/** Another kind of part; only a practice names a template. */
export function with_kind(activity: PlanActivity, kind: ActivityKind): PlanActivity {
  const kept = kind === 'practice' ? activity : without(activity, 'template', 'pod_size');
  return { ...kept, kind };
}

/** undefined: the floor stays as it is. */
export function with_floor(activity: PlanActivity, kind: FloorKind | undefined): PlanActivity {
  const { floor: was, ...bare } = activity;
  if (kind === undefined) return bare;
  const gentle = was?.gentle_seconds;
  const has_gentle = gentle !== undefined && kind !== 'silence' && kind !== 'open';
  const floor: PlanFloor = {
    ...(kind === 'round' ? round : { floor: kind }),
    ...(has_gentle && { gentle_seconds: gentle }),
    ...(kind === 'popcorn' && { everybody_once: true as const }),
  };
  const minutes =
    kind === 'silence' ? Math.min(bare.minutes, bounds.silence_minutes_max) : bare.minutes;
  return { ...bare, minutes, floor };
}

/** With another in it, at this place. */
export const put_in = <T>(list: readonly T[], index: number, item: T): T[] => [
  ...list.slice(0, index),
  item,
  ...list.slice(index),
];

/** From one place to another, which may be beyond the ends. */
export function moved<T>(list: readonly T[], from: number, to: number): T[] {
  const item = list[from];
  if (item === undefined) return [...list];
  const others = list.filter((_, index) => index !== from);
  return put_in(others, Math.max(0, Math.min(to, others.length)), item);
}
