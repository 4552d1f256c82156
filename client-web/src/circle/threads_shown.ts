// What people carry, as the pages list it: in the ring's order, so that nothing looks like a queue, a
// ranking or an account. It comes with those pages.
import type {
  CapacityView,
  EntryKind,
  EntryView,
  MeetUpView,
  MemberId,
  SmallStepView,
  View,
} from './words';

/** Who said what, as far as it is told here. */
export const weather = ({ members, gathering }: View): CapacityView[] =>
  members.flatMap(({ member }) => gathering?.capacities.filter((c) => c.member === member) ?? []);

/** A third of who has a seat, and more than one. */
export function many_rest({ members, gathering }: View): boolean {
  const seated = members.filter((each) => !each.witness);
  const resting = seated.filter(
    ({ member }) =>
      gathering?.passed_over.includes(member) ||
      gathering?.capacities.some((each) => each.member === member && each.capacity === 'resting'),
  );
  return resting.length > 1 && resting.length * 3 >= seated.length;
}

const in_ring_order = <T extends { by: MemberId }>({ members }: View, list: readonly T[]): T[] =>
  members.flatMap(({ member }) => list.filter((each) => each.by === member));

/** Mine apart from those of the others. */
export function on_board(view: View, kind: EntryKind): { mine: EntryView[]; others: EntryView[] } {
  const all = in_ring_order(
    view,
    view.board.filter((each) => each.kind === kind),
  );
  return {
    mine: all.filter((each) => each.by === view.me),
    others: all.filter((each) => each.by !== view.me),
  };
}

export const my_answer = (view: View, { answers }: EntryView) =>
  answers.find((each) => each.member === view.me);

/** Those in which I am somebody's partner, or am asked to be. */
export const steps_beside = (view: View, agreed: boolean): SmallStepView[] =>
  in_ring_order(
    view,
    view.small_steps.filter((each) => each.partner === view.me && each.partner_agreed === agreed),
  );
export const shared_steps = (view: View): SmallStepView[] =>
  in_ring_order(
    view,
    view.small_steps.filter((each) => each.by !== view.me && each.shared),
  );
/** Whether anybody but me knows of it. */
export const is_known_to_others = ({ shared, partner }: SmallStepView): boolean =>
  shared || partner !== undefined;

/** Who is asked sees it until they answered; who asked also sees a no, until it is put away. */
export const my_meet_ups = ({ meet_ups, me }: View): MeetUpView[] =>
  meet_ups.filter((each) => each.by === me || each.yes !== false);
export const other_of = ({ by, other }: MeetUpView, me: MemberId): MemberId =>
  by === me ? other : by;
