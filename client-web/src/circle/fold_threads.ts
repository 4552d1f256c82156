// The part of the fold that is about what goes from gathering to gathering: capacity, the board,
// small steps, meet-ups, and a keeper's notes.
import type { EventOf, Folds } from './fold';
import { dropped, gathered, set, with_once } from './folding';
import type {
  CapacityView,
  EntryAnswerView,
  EntryView,
  FloorView,
  MeetUpView,
  MemberId,
  SmallStepView,
  View,
} from './words';

type ThreadEvent =
  | 'capacity_said'
  | 'capacity_taken_back'
  | 'passed_over'
  | 'entry_put'
  | 'entry_ended'
  | 'entry_hold_asked'
  | 'entry_held'
  | 'entry_answered'
  | 'entry_answer_ended'
  | 'small_step_chosen'
  | 'partner_asked'
  | 'partner_answered'
  | 'small_step_went'
  | 'small_step_ended'
  | 'meet_up_proposed'
  | 'meet_up_answered'
  | 'meet_up_ended'
  | 'record_note_kept'
  | 'record_note_forgotten';

const without_member = <T extends { member: MemberId }>(list: T[], member: MemberId): T[] =>
  list.filter((each) => each.member !== member);

const without_capacity = (view: View, member: MemberId): View =>
  gathered(view, (was) => ({ ...was, capacities: without_member(was.capacities, member) }));

/** A round's lists alone: a hand is raised by oneself. */
function out_of_round(floor: FloorView | undefined, member: MemberId): FloorView | undefined {
  if (floor?.floor !== 'round') return floor;
  const { waiting, ending } = floor;
  return { ...floor, waiting: dropped(waiting, member), ending: dropped(ending, member) };
}

const passed_over = (view: View, { member, on }: EventOf<'passed_over'>): View =>
  gathered(view, (was) => {
    if (!on) return { ...was, passed_over: dropped(was.passed_over, member) };
    const floor = out_of_round(was.floor, member);
    return set(was, { passed_over: with_once(was.passed_over, member), floor });
  });

const with_entry = (view: View, entry: string, changed: (was: EntryView) => EntryView): View => ({
  ...view,
  board: view.board.map((each) => (each.entry === entry ? changed(each) : each)),
});

function entry_put(view: View, { entry, kind, by, body }: EventOf<'entry_put'>): View {
  if (view.board.some((each) => each.entry === entry)) {
    return with_entry(view, entry, (was) => ({ ...was, kind, body, hold_asked: false }));
  }
  const fresh = { entry, kind, by, body, answers: [], hold_asked: false };
  return { ...view, board: [...view.board, fresh] };
}

const with_step = (
  view: View,
  step: string,
  changed: (was: SmallStepView) => SmallStepView,
): View => ({
  ...view,
  small_steps: view.small_steps.map((each) => (each.step === step ? changed(each) : each)),
});

/** Said in other words it comes last: as the server has it. */
function small_step_chosen(view: View, event: EventOf<'small_step_chosen'>): View {
  const { step, by, shared, gathering, body } = event;
  const was = view.small_steps.find((each) => each.step === step);
  const fresh = { step, by, partner_agreed: false, ...was, shared, gathering, body };
  const others = view.small_steps.filter((each) => each.step !== step);
  return { ...view, small_steps: [...others, fresh] };
}

export const thread_folds: Pick<Folds, ThreadEvent> = {
  capacity_said: (view, { member, capacity, seen_by, words }) =>
    gathered(view, (was) => {
      const said = set<CapacityView>({ member, capacity, seen_by }, { words });
      return { ...was, capacities: [...without_member(was.capacities, member), said] };
    }),
  capacity_taken_back: (view, { member }) => without_capacity(view, member),
  passed_over,
  entry_put,
  entry_ended: (view, { entry }) => ({
    ...view,
    board: view.board.filter((each) => each.entry !== entry),
  }),
  entry_hold_asked: (view, { entry }) =>
    with_entry(view, entry, (was) => ({ ...was, hold_asked: true })),
  entry_held: (view, { entry }) =>
    with_entry(view, entry, (was) => ({ ...was, hold_asked: false })),
  entry_answered: (view, { entry, member, answer, words }) =>
    with_entry(view, entry, (was) => {
      const said = set<EntryAnswerView>({ member, answer }, { words });
      return { ...was, answers: [...without_member(was.answers, member), said] };
    }),
  entry_answer_ended: (view, { entry, member }) =>
    with_entry(view, entry, (was) => ({ ...was, answers: without_member(was.answers, member) })),
  small_step_chosen,
  partner_asked: (view, { step, partner }) =>
    with_step(view, step, (was) => ({ ...was, partner, partner_agreed: false })),
  partner_answered: (view, { step, yes }) =>
    with_step(view, step, (was) => set(was, { partner_agreed: yes, ...(!yes && no_partner) })),
  small_step_went: (view, { step, went, words }) =>
    with_step(view, step, (was) => set(was, { went, went_words: words })),
  small_step_ended: (view, { step }) => ({
    ...view,
    small_steps: view.small_steps.filter((each) => each.step !== step),
  }),
  meet_up_proposed: (view, { meet_up, by, other, kind, at, body }) => ({
    ...view,
    meet_ups: [...view.meet_ups, set<MeetUpView>({ meet_up, by, other, kind }, { at, body })],
  }),
  meet_up_answered: (view, { meet_up, yes }) => ({
    ...view,
    meet_ups: view.meet_ups.map((each) => (each.meet_up === meet_up ? { ...each, yes } : each)),
  }),
  meet_up_ended: (view, { meet_up }) => ({
    ...view,
    meet_ups: view.meet_ups.filter((each) => each.meet_up !== meet_up),
  }),
  record_note_kept: (view, { gathering, body }) => ({
    ...view,
    record_notes: [...without_note(view, gathering), { gathering, body }],
  }),
  record_note_forgotten: (view, { gathering }) => ({
    ...view,
    record_notes: without_note(view, gathering),
  }),
};

const no_partner = { partner: undefined };

function without_note({ record_notes }: View, gathering: number) {
  return record_notes.filter((each) => each.gathering !== gathering);
}

/** Who is no longer in the circle: what is theirs on the board and in steps ended before. */
export function without_threads_of(view: View, member: MemberId): View {
  const left = without_capacity(view, member);
  const life = view.life.map((was) => ({ ...was, members: dropped(was.members, member) }));
  return gathered({ ...left, life }, (was) => ({
    ...was,
    passed_over: dropped(was.passed_over, member),
  }));
}
