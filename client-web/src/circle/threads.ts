// What people carry, as far as the circle's own page needs it: what I have to give today, and what is
// mine to answer. Pure.
import { answer_name, type ThreadsStore } from './threads_kept';
import type {
  Capacity,
  CapacityView,
  EntryView,
  MeetUpView,
  MemberId,
  SeenBy,
  SmallStepView,
  View,
} from './words';

/** Who may see it: `nobody` is for this device alone. */
export type Seen = SeenBy | 'nobody';

export interface MyCapacity {
  capacity: Capacity;
  seen_by: Seen;
}

export function my_capacity(view: View, kept: ThreadsStore): MyCapacity | undefined {
  const said = view.gathering?.capacities.find((each) => each.member === view.me);
  if (said) return said;
  const { capacity } = kept;
  if (!capacity || capacity.gathering !== view.gathering?.number) return undefined;
  return { capacity: capacity.capacity, seen_by: 'nobody' };
}

export const is_passed_over = (view: View | undefined, member: MemberId | undefined): boolean =>
  member !== undefined && view?.gathering?.passed_over.includes(member) === true;

/** What stands at a seat: only what its person shows to all. */
export const shown_to_all = (view: View, member: MemberId): CapacityView | undefined =>
  view.gathering?.capacities.find((each) => each.member === member && each.seen_by === 'circle');

export interface EntryWords {
  words: string;
  bound?: string;
}

export function read_entry(json: string): EntryWords | undefined {
  try {
    const { words, bound } = JSON.parse(json) as Partial<Record<string, unknown>>;
    if (typeof words !== 'string') return undefined;
    return { words, ...(typeof bound === 'string' && bound !== '' && { bound }) };
  } catch {
    return undefined;
  }
}

export const my_steps = ({ small_steps, me }: View): SmallStepView[] =>
  small_steps.filter((each) => each.by === me);
/** Not looked back on, and chosen in an earlier gathering than this one. */
function to_look_back(view: View, { put_away }: ThreadsStore): SmallStepView[] {
  const { gathering } = view;
  if (!gathering) return [];
  return my_steps(view).filter(
    (each) =>
      each.went === undefined &&
      each.gathering < gathering.number &&
      put_away[each.step] !== gathering.number,
  );
}

const meet_ups_asked = ({ meet_ups, me }: View): MeetUpView[] =>
  meet_ups.filter((each) => each.other === me && each.yes === undefined);

/** What is mine to answer or to read, each to be left alone as well. */
export interface BroughtUp {
  look_back: SmallStepView[];
  partner: SmallStepView[];
  meet_ups: MeetUpView[];
  holds: EntryView[];
  answered: EntryView[];
}

export function brought_up(view: View, kept: ThreadsStore): BroughtUp {
  const mine = view.board.filter((each) => each.by === view.me);
  return {
    look_back: to_look_back(view, kept),
    partner: view.small_steps.filter((each) => each.partner === view.me && !each.partner_agreed),
    meet_ups: meet_ups_asked(view),
    holds: mine.filter((each) => each.hold_asked),
    answered: mine.filter((entry) =>
      entry.answers.some((each) => !kept.looked.includes(answer_name(entry, each))),
    ),
  };
}
