// What I carry, opened to be taken home: nothing in it is of the others.
import type { Label } from '../seal/key_ring';
import { my_steps, read_entry } from './threads';
import type {
  EntryAnswer,
  EntryKind,
  EntryView,
  MeetUpKind,
  Sealed,
  View,
  Went,
  Capacity,
} from './words';

type Text = string | undefined;
type Open = (label: Label, sealed: Sealed | undefined) => Promise<Text>;

/** undefined stands for what does not open on this device, and for what has no words. */
export interface Carried {
  capacity?: { capacity: Capacity; words: Text };
  entries: { kind: EntryKind; words: Text; bound: Text }[];
  answers: { answer: EntryAnswer; words: Text }[];
  steps: { words: Text; went: Went | undefined; went_words: Text }[];
  meet_ups: { kind: MeetUpKind; at: number | undefined; words: Text }[];
}

async function open_entry({ entry, kind, body }: EntryView, open: Open) {
  const json = await open({ kind: 'entry', author: '-', id: entry }, body);
  const said = read_entry(json ?? '');
  return { kind, words: said?.words, bound: said?.bound };
}

/** Mine, to the entries of others. */
export const my_answers = ({ board, me }: View) =>
  board.flatMap((entry) =>
    entry.answers
      .filter(({ member }) => entry.by !== me && member === me)
      .map((answer) => ({ entry, answer })),
  );

async function open_capacity(view: View, open: Open): Promise<Pick<Carried, 'capacity'>> {
  const said = view.gathering?.capacities.find((each) => each.member === view.me);
  if (!said) return {};
  const { capacity, words } = said;
  const label = { kind: 'capacity_words', author: view.me, id: '-' } as const;
  return { capacity: { capacity, words: await open(label, words) } };
}

export async function open_carried(view: View, open: Open): Promise<Carried> {
  const { me } = view;
  const entries = view.board.filter(({ by }) => by === me).map((each) => open_entry(each, open));
  const answers = my_answers(view).map(async ({ entry, answer: { answer, words } }) => ({
    answer,
    words: await open({ kind: 'entry_words', author: me, id: entry.entry }, words),
  }));
  const steps = my_steps(view).map(async ({ step: id, body, went, went_words }) => ({
    words: await open({ kind: 'small_step', author: '-', id }, body),
    went,
    went_words: await open({ kind: 'went_words', author: '-', id }, went_words),
  }));
  const proposed = view.meet_ups.filter(({ by }) => by === me);
  const meet_ups = proposed.map(async ({ meet_up: id, kind, at, body }) => ({
    kind,
    at,
    words: await open({ kind: 'meet_up', author: '-', id }, body),
  }));
  return {
    ...(await open_capacity(view, open)),
    entries: await Promise.all(entries),
    answers: await Promise.all(answers),
    steps: await Promise.all(steps),
    meet_ups: await Promise.all(meet_ups),
  };
}
