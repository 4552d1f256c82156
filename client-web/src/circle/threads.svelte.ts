// What people carry in one circle, as the screens see it: what they have to give today, asks and
// offers, small steps, and two who mean to meet. Its acts come when they are needed.
import { make_id } from '../seal/bytes';
import { not_sealed } from './acts';
import type * as Acts from './acts_threads';
import type { Membership } from './membership';
import type { Place } from './place.svelte';
import { unreadable } from './said.svelte';
import type { Answer } from './standing';
import { brought_up, is_passed_over, my_capacity, read_entry, shown_to_all } from './threads';
import type { BroughtUp, EntryWords, MyCapacity, Seen } from './threads';
import { nothing_kept, ThreadsKept, type ThreadsStore, type Writing } from './threads_kept';
import type {
  Capacity,
  CapacityView,
  EntryAnswerView,
  EntryView,
  MeetUpView,
  MemberId,
  SmallStepView,
} from './words';

const nothing: BroughtUp = { look_back: [], partner: [], meet_ups: [], holds: [], answered: [] };

export class Threads {
  readonly #membership: Membership;
  readonly #place: Place;
  readonly #device: ThreadsKept;
  #kept: ThreadsStore = $state.raw(nothing_kept);
  #brought_up: BroughtUp = $derived.by(() => this.#bring_up());

  constructor(membership: Membership, place: Place) {
    this.#membership = membership;
    this.#place = place;
    this.#device = new ThreadsKept({
      read: () => membership.belongings.threads(),
      keep: (text) => void membership.belongings.keep_threads(text),
      changed: (store) => (this.#kept = store),
    });
    void this.#device.restore();
    let { me } = membership;
    membership.on_change(({ state, view }) => {
      if (state === 'closed') return this.#device.forget();
      if (view) this.#device.follow(view);
      if (me === membership.me) return;
      ({ me } = membership); // what was kept was kept under another name
      this.#device.keep();
    });
  }

  // Capacity.
  get mine(): MyCapacity | undefined {
    return this.#place.view && my_capacity(this.#place.view, this.#kept);
  }
  get my_words(): string {
    const { mine } = this;
    if (mine?.seen_by === 'nobody') return this.#kept.capacity?.words ?? '';
    const said = this.#place.gathering?.capacities.find((each) => each.member === this.#me);
    return (said && this.words_of(said)) ?? '';
  }
  /** Nothing is asked of who rests. */
  get rests(): boolean {
    return this.mine?.capacity === 'resting' || this.passes_by(this.#me);
  }
  /** Whether the floor passes by them; why is theirs to say. */
  passes_by(member: MemberId | undefined): boolean {
    return is_passed_over(this.#place.view, member);
  }
  /** What stands at a seat. */
  shown_by(member: MemberId): Capacity | undefined {
    return this.#place.view && shown_to_all(this.#place.view, member)?.capacity;
  }
  words_of({ words, member }: CapacityView) {
    return this.#place.said(words, 'capacity_words', member);
  }
  async say_capacity(capacity: Capacity, seen_by: Seen, words: string): Promise<Answer> {
    const number = this.#place.gathering?.number ?? 0;
    const answer = await this.#act((acts) =>
      seen_by === 'nobody'
        ? acts.keep_capacity_here(this.#membership, capacity === 'resting')
        : acts.say_capacity(this.#membership, { capacity, seen_by, words }),
    );
    if (!answer.accepted) return answer;
    this.#device.say(seen_by === 'nobody' ? { gathering: number, capacity, words } : undefined);
    this.erase('capacity');
    return answer;
  }
  /** Also where only the piece passes by: said on another device. */
  async take_capacity_back(): Promise<Answer> {
    const answer = await this.#act((acts) => acts.keep_capacity_here(this.#membership, false));
    if (answer.accepted) this.#device.say(undefined);
    return answer;
  }

  // Words, unsealed.
  /** undefined while they open; `unreadable` where they do not. */
  entry_words({ entry, body }: EntryView): EntryWords | typeof unreadable | undefined {
    const json = this.#place.said(body, 'entry', '-', entry);
    if (json === undefined) return undefined;
    return read_entry(json) ?? unreadable;
  }
  answer_words({ entry }: EntryView, { member, words }: EntryAnswerView) {
    return this.#place.said(words, 'entry_words', member, entry);
  }
  step_words({ step, body }: SmallStepView) {
    return this.#place.said(body, 'small_step', '-', step);
  }
  went_words({ step, went_words }: SmallStepView) {
    return this.#place.said(went_words, 'went_words', '-', step);
  }
  meet_up_words({ meet_up, body }: MeetUpView) {
    return this.#place.said(body, 'meet_up', '-', meet_up);
  }

  // Acts whose words are sealed; the others go through place.ask().
  put_on_board(asked: Acts.Putting) {
    return this.#act((acts) => acts.put_on_board(this.#membership, asked));
  }
  answer_entry(asked: Acts.Answering) {
    return this.#act((acts) => acts.answer_entry(this.#membership, asked));
  }
  choose_small_step(asked: Acts.Choosing) {
    return this.#act((acts) => acts.choose_small_step(this.#membership, asked));
  }
  say_how_it_went(asked: Acts.LookingBack) {
    return this.#act((acts) => acts.say_how_it_went(this.#membership, asked));
  }
  propose_meet_up(asked: Acts.Proposing) {
    return this.#act((acts) => acts.propose_meet_up(this.#membership, asked));
  }

  // What is brought up by itself, once, and can be left alone: nothing for who rests.
  get brought_up(): BroughtUp {
    return this.#brought_up;
  }
  get brings_up(): boolean {
    return Object.values(this.#brought_up).some((list) => list.length > 0);
  }
  put_away({ step }: SmallStepView) {
    this.#device.put_away(step, this.#place.gathering?.number ?? 0);
  }
  look_at(entry: EntryView) {
    this.#device.look(entry);
  }

  // What is being written, sealed on this device until it is sent.
  draft(name: string): Writing | undefined {
    return this.#kept.drafts[name];
  }
  /** Of a new thing where no id is said. */
  write(name: string, fields: Record<string, string>, id?: string) {
    const was = this.draft(name);
    this.#device.write(name, {
      id: id ?? was?.id ?? make_id(),
      fields: { ...was?.fields, ...fields },
    });
  }
  erase(name: string) {
    this.#device.erase(name);
  }
  /** What was written stays until it is there. */
  async send(name: string, act: (id: string) => Promise<Answer>): Promise<Answer> {
    const draft = this.draft(name) ?? { id: make_id(), fields: {} };
    this.#device.write(name, { ...draft, sent: true });
    const answer = await act(draft.id);
    if (answer.accepted) this.erase(name);
    else this.#device.write(name, { ...draft, sent: false });
    return answer;
  }

  get #me() {
    return this.#place.view?.me;
  }
  #bring_up(): BroughtUp {
    const { view } = this.#place;
    return view && !this.rests ? brought_up(view, this.#kept) : nothing;
  }
  async #act(act: (acts: typeof Acts) => Promise<Answer>): Promise<Answer> {
    const acts = await import('./acts_threads').catch(() => undefined);
    return acts ? act(acts) : not_sealed;
  }
}
