// What somebody writes for themselves alone in a practice, and how to come back from its pod. It
// stays on the device, sealed; no command ever holds it.
import type { MemberId, Sealed, View } from './words';

/** Words to oneself: to which practice and step, and what was asked there. */
export interface Note {
  id: string;
  practice: string;
  title: string;
  asked: string;
  language: string;
  text: string;
  at: number;
  /** Whether it was chosen to be kept. */
  kept: boolean;
}

/** The pod that one was in last: what the way back into the ring needs once it is over. */
export interface Been {
  practice: string;
  template: string;
  language: string;
  by: MemberId;
  words?: Sealed;
  pod: number;
  people: MemberId[];
  over: boolean;
  with_care: boolean;
}

interface Store {
  notes: Note[];
  been?: Been;
}

/** The same for as long as a practice lasts, and never again. */
export function practice_key(view: View): string {
  const { gathering } = view;
  return gathering?.practice ? `${gathering.number}.${gathering.practice.practice}` : '';
}

function been_in(view: View): Been | undefined {
  const practice = view.gathering?.practice;
  const line = practice?.pods.find((each) => each.pod === practice.mine?.pod);
  if (!practice || !line?.people.includes(view.me)) return undefined;
  const { template, language, by, words } = practice;
  return {
    practice: practice_key(view),
    template,
    language,
    by,
    ...(words && { words }),
    pod: line.pod,
    people: line.people.filter((each) => each !== view.me),
    over: false,
    with_care: practice.ended_with_care ?? false,
  };
}

export class Alone {
  notes: readonly Note[] = [];
  been: Been | undefined;

  constructor(private readonly store: (text: string) => void) {}

  restore(text: string): void {
    if (text === '') return;
    const { notes, been } = JSON.parse(text) as Store;
    this.notes = notes;
    this.been = been;
  }

  write(note: Omit<Note, 'kept'>): void {
    const others = this.notes.filter(({ id }) => id !== note.id);
    this.notes = note.text === '' ? others : [...others, { ...note, kept: false }];
    this.keep();
  }

  /** It stays to be read again; without this it is asked for once the pod is over. */
  keep_note(id: string): void {
    this.notes = this.notes.map((each) => (each.id === id ? { ...each, kept: true } : each));
    this.keep();
  }

  burn(id: string): void {
    this.notes = this.notes.filter((each) => each.id !== id);
    this.keep();
  }

  /** Back in the ring. */
  dismiss(): void {
    this.been = undefined;
    this.keep();
  }

  /** Whether the pod that I was in is mine no longer. */
  follow(view: View): boolean {
    const { been } = this;
    const now = been_in(view);
    const with_care = view.gathering?.practice?.ended_with_care ?? been?.with_care ?? false;
    const next = now ?? (been && !been.over ? { ...been, over: true, with_care } : been);
    if (JSON.stringify(next) === JSON.stringify(been)) return false;
    this.been = next;
    this.keep();
    return been !== undefined && !been.over && (next?.over || next?.pod !== been.pod);
  }

  forget(): void {
    this.notes = [];
    this.been = undefined;
  }

  keep(): void {
    const { notes, been } = this;
    const is_empty = notes.length === 0 && !been;
    const store: Store = { notes: [...notes], ...(been && { been }) };
    this.store(is_empty ? '' : JSON.stringify(store));
  }
}
