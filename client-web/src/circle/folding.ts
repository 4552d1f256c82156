// What the parts of the fold have in common: values that are replaced, never changed.
import type { GatheringView, MemberId, View } from './words';

export type Fields<T> = Partial<Record<keyof T, unknown>>;

/** Sets fields, and leaves out those without a value, as the wire does. */
export function set<T extends object>(was: T, fields: Fields<T>): T {
  const entries = Object.entries({ ...was, ...fields });
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined)) as T;
}

export function gathered(view: View, changed: (was: GatheringView) => GatheringView): View {
  return view.gathering ? { ...view, gathering: changed(view.gathering) } : view;
}

export const dropped = (list: MemberId[] | undefined, member: MemberId): MemberId[] =>
  (list ?? []).filter((each) => each !== member);

export const with_once = (list: MemberId[], member: MemberId): MemberId[] =>
  list.includes(member) ? list : [...list, member];

export const put_last = (list: MemberId[], member: MemberId): MemberId[] => [
  ...dropped(list, member),
  member,
];

export const is_keeper = (view: View): boolean =>
  view.members.some((each) => each.member === view.me && each.keeper);
