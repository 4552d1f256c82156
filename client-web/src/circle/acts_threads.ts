// What people carry, sealed before it leaves: capacity, asks and offers, small steps, and two who
// mean to meet.
import { sealed_ask } from './acts';
import type { Membership } from './membership';
import type { Answer } from './standing';
import type { EntryWords } from './threads';
import type {
  Capacity,
  EntryAnswer,
  EntryId,
  EntryKind,
  Kind,
  MeetUpId,
  MeetUpKind,
  MemberId,
  Sealed,
  SeenBy,
  SmallStepId,
  Went,
} from './words';

async function if_any<Field extends string>(
  place: Membership,
  field: Field,
  label: { kind: Kind; author: string; id: string },
  text: string | undefined,
): Promise<Partial<Record<Field, Sealed>>> {
  if (!text) return {};
  return { [field]: await place.ring.seal(label, text) } as Partial<Record<Field, Sealed>>;
}

export interface SayingCapacity {
  capacity: Capacity;
  seen_by: SeenBy;
  words?: string;
}

export function say_capacity(place: Membership, asked: SayingCapacity): Promise<Answer> {
  const { words, ...plain } = asked;
  const label = { kind: 'capacity_words', author: place.me, id: '-' } as const;
  return sealed_ask(place, async () => ({
    type: 'say_capacity',
    ...plain,
    ...(await if_any(place, 'words', label, words)),
  }));
}

/** Nothing of it leaves this device, but that who rests is passed over. */
export async function keep_capacity_here(place: Membership, rests: boolean): Promise<Answer> {
  const { view } = place.shown;
  const said = view?.gathering?.capacities.some((each) => each.member === place.me) ?? false;
  const was_passed_over = view?.gathering?.passed_over.includes(place.me) ?? false;
  if (said) {
    const answer = await place.ask({ type: 'take_back_capacity' });
    if (!answer.accepted && answer.code !== 'nothing_said') return answer;
  }
  const is_passed_over = was_passed_over && !said; // taking it back ended that too
  if (rests === is_passed_over) return { accepted: true };
  return place.ask({ type: 'pass_over_me', on: rests });
}

export interface Putting extends EntryWords {
  entry: EntryId;
  kind: EntryKind;
}

export function put_on_board(place: Membership, asked: Putting): Promise<Answer> {
  const { entry, kind, words, bound } = asked;
  const text = JSON.stringify({ words, ...(bound && { bound }) });
  return sealed_ask(place, async () => ({
    type: 'put_on_board',
    entry,
    kind,
    body: await place.ring.seal({ kind: 'entry', author: '-', id: entry }, text),
  }));
}

export interface Answering {
  entry: EntryId;
  answer: EntryAnswer;
  words?: string;
}

export function answer_entry(place: Membership, { words, ...asked }: Answering): Promise<Answer> {
  const label = { kind: 'entry_words', author: place.me, id: asked.entry } as const;
  return sealed_ask(place, async () => ({
    type: 'answer_entry',
    ...asked,
    ...(await if_any(place, 'words', label, words)),
  }));
}

export interface Choosing {
  step: SmallStepId;
  words: string;
  shared: boolean;
  partner?: MemberId;
}

export function choose_small_step(place: Membership, asked: Choosing): Promise<Answer> {
  const { words, ...plain } = asked;
  const label = { kind: 'small_step', author: '-', id: asked.step } as const;
  return sealed_ask(place, async () => ({
    type: 'choose_small_step',
    ...plain,
    body: await place.ring.seal(label, words),
  }));
}

export interface LookingBack {
  step: SmallStepId;
  went: Went;
  /** To who knows of the step, or for oneself alone. */
  told: boolean;
  words?: string;
}

export function say_how_it_went(place: Membership, asked: LookingBack): Promise<Answer> {
  const { words, ...plain } = asked;
  const label = { kind: 'went_words', author: '-', id: asked.step } as const;
  return sealed_ask(place, async () => ({
    type: 'say_how_it_went',
    ...plain,
    ...(await if_any(place, 'words', label, words)),
  }));
}

export interface Proposing {
  meet_up: MeetUpId;
  other: MemberId;
  kind: MeetUpKind;
  at?: number;
  words?: string;
}

export function propose_meet_up(place: Membership, asked: Proposing): Promise<Answer> {
  const { words, ...plain } = asked;
  const label = { kind: 'meet_up', author: '-', id: asked.meet_up } as const;
  return sealed_ask(place, async () => ({
    type: 'propose_meet_up',
    ...plain,
    ...(await if_any(place, 'body', label, words)),
  }));
}
