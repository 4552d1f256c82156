// Of what people carry, what stays on this device, sealed: what somebody has to give where nobody is
// to see it, what is being written, what was put away for today, and which answers were looked at.
import type { Capacity, EntryAnswerView, EntryView, SmallStepId, View } from './words';

/** Said to nobody: it is gone with the gathering. */
export interface OwnCapacity {
  gathering: number;
  capacity: Capacity;
  words: string;
}

/** Something that is being written, by the names of its fields. */
export interface Writing {
  /** What it is called once it is sent: sent twice, it is there once. */
  id: string;
  fields: Readonly<Record<string, string>>;
  sent?: boolean;
}

export interface ThreadsStore {
  capacity?: OwnCapacity | undefined;
  drafts: Readonly<Record<string, Writing>>;
  /** In which gathering a card about this step was put away. */
  put_away: Readonly<Record<SmallStepId, number>>;
  looked: readonly string[];
}

interface Ports {
  read: () => Promise<string>;
  keep: (text: string) => void;
  changed: (store: ThreadsStore) => void;
}

export const nothing_kept: ThreadsStore = { drafts: {}, put_away: {}, looked: [] };

/** Said otherwise, it is another answer. */
export const answer_name = ({ entry }: EntryView, { member, answer }: EntryAnswerView): string =>
  [entry, member, answer].join('.');

/** Drafts of something that is there are called after it: `step.` and its id. */
function is_about(view: View, name: string): boolean {
  const id = name.split('.')[1];
  if (id === undefined) return true;
  const { board, small_steps, members } = view;
  return (
    board.some((each) => each.entry === id) ||
    small_steps.some((each) => each.step === id) ||
    members.some((each) => each.member === id)
  );
}

/** It was sent before the page went, and came to be. */
function has_come(view: View, name: string, { id, sent }: Writing): boolean {
  if (!sent) return false;
  if (name.startsWith('meet.')) return view.meet_ups.some((each) => each.meet_up === id);
  if (name.includes('.')) return false;
  return (
    view.board.some((each) => each.entry === id) ||
    view.small_steps.some((each) => each.step === id)
  );
}

const only = <T>(all: Readonly<Record<string, T>>, is: (name: string, value: T) => boolean) =>
  Object.fromEntries(Object.entries(all).filter(([name, value]) => is(name, value)));

/** Without what is of no use any more. */
export function still_of_use(store: ThreadsStore, view: View): ThreadsStore {
  const { capacity } = store;
  const gathering = view.gathering?.number;
  const answers = view.board.flatMap((entry) =>
    entry.answers.map((answer) => answer_name(entry, answer)),
  );
  return {
    ...(capacity && capacity.gathering === gathering && { capacity }),
    drafts: only(
      store.drafts,
      (name, draft) =>
        is_about(view, name) &&
        !has_come(view, name, draft) &&
        (name !== 'capacity' || gathering !== undefined),
    ),
    put_away: only(store.put_away, (step) => view.small_steps.some((each) => each.step === step)),
    looked: store.looked.filter((each) => answers.includes(each)),
  };
}

export class ThreadsKept {
  store: ThreadsStore = nothing_kept;
  #view: View | undefined;
  #is_restored = false;

  constructor(private readonly ports: Ports) {}

  /** What was written meanwhile stays. */
  async restore(): Promise<void> {
    const text = await this.ports.read();
    this.#is_restored = true;
    const kept = text === '' ? nothing_kept : (JSON.parse(text) as ThreadsStore);
    const now = this.store;
    this.#set({
      capacity: now.capacity ?? kept.capacity,
      drafts: { ...kept.drafts, ...now.drafts },
      put_away: { ...kept.put_away, ...now.put_away },
      looked: [...kept.looked, ...now.looked],
    });
    if (this.#text() !== text) this.keep();
  }

  follow(view: View): void {
    if (view === this.#view) return;
    this.#view = view;
    this.#set(this.store);
  }

  say(capacity: OwnCapacity | undefined): void {
    this.#set({ ...this.store, capacity });
  }

  write(name: string, draft: Writing): void {
    this.#set({ ...this.store, drafts: { ...this.store.drafts, [name]: draft } });
  }

  erase(name: string): void {
    this.#set({ ...this.store, drafts: only(this.store.drafts, (each) => each !== name) });
  }

  put_away(step: SmallStepId, gathering: number): void {
    this.#set({ ...this.store, put_away: { ...this.store.put_away, [step]: gathering } });
  }

  look(entry: EntryView): void {
    const answers = entry.answers.map((each) => answer_name(entry, each));
    const fresh = answers.filter((each) => !this.store.looked.includes(each));
    if (fresh.length > 0) this.#set({ ...this.store, looked: [...this.store.looked, ...fresh] });
  }

  /** Of somebody who left nothing stays here. */
  forget(): void {
    this.store = nothing_kept;
    this.ports.changed(this.store);
  }

  keep(): void {
    this.ports.keep(this.#text());
  }

  /** Empty where nothing is to be kept. */
  #text(): string {
    const { capacity, drafts, put_away, looked } = this.store;
    const lists = [drafts, put_away, looked].map((each) => Object.keys(each).length);
    const is_empty = !capacity && lists.every((length) => length === 0);
    return is_empty ? '' : JSON.stringify(this.store);
  }

  #set(next: ThreadsStore): void {
    const cleared = this.#view ? still_of_use(next, this.#view) : next;
    const is_same = JSON.stringify(cleared) === JSON.stringify(this.store);
    this.store = cleared;
    if (is_same) return;
    if (this.#is_restored) this.keep();
    this.ports.changed(cleared);
  }
}
