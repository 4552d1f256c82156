// Gatherings that were, for tests of what is remembered.
import type { HeldView } from '../../client-web/src/circle/words';

const hour = 60 * 60 * 1000;
const begin = new Date(2026, 0, 8, 19, 0).getTime();

export const weeks = (count: number): number => begin + count * 7 * 24 * hour;

let number = 0;

/** A gathering so many weeks after the first, later ones with greater numbers. */
export function held_at(week: number, more: Partial<HeldView> = {}): HeldView {
  number += 1;
  return {
    gathering: number,
    opened_at: weeks(week),
    closed_at: weeks(week) + 1.5 * hour,
    ring: 4,
    came: false,
    went: false,
    was_there: true,
    held: [],
    members: [],
    ...more,
  };
}
