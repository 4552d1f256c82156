// Who comes next, as far as the floor knows it.
import { is_aside } from './may_help';
import { is_quiet } from './may_protecting';
import type { MemberId, View } from './words';

export function upcoming(view: View | undefined): MemberId[] {
  const floor = view?.gathering?.floor;
  if (!view || !floor) return [];
  const here = new Set(view.members.filter((each) => each.here).map((each) => each.member));
  const line = [...floor.waiting, ...floor.ending];
  return line.filter((each) => here.has(each) && !is_aside(view, each));
}

/** 0: I hold the piece; 1: I am next; undefined: I am not in line. */
export function turns_until(view: View | undefined): number | undefined {
  if (!view) return undefined;
  if (view.gathering?.turn?.holder === view.me) return 0;
  if (is_quiet(view)) return undefined; // passed over for now
  const place = upcoming(view).indexOf(view.me);
  return place < 0 ? undefined : place + 1;
}

/** Whether the piece would be offered once more to who passes now. */
export function may_come_back(view: View | undefined): boolean {
  const floor = view?.gathering?.floor;
  if (!view || !floor) return false;
  return !floor.second_chance_given && !floor.returned.includes(view.me);
}
