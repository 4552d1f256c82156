// The practice that is open, as the screens see it: its words, the pod that is mine, and what it asks.
// Without it each part would have to find its way from keys to words.
import { SvelteMap } from 'svelte/reactivity';
import { open_practice } from './acts';
import { practice_key, type Note } from './alone';
import type { MayInPod } from './may_practice';
import type { Membership } from './membership';
import {
  following,
  has_place,
  in_pod,
  is_asked,
  is_between,
  offers,
  open_roles,
  role_of,
  step_number,
  waited_for,
  type Following,
  type InPod,
  type Offer,
} from './pod';
import type { RepairsShown } from './repairs';
import { template, words_from, words_in, type Template, type TemplateWords } from './templates';
import type { Answer } from './standing';
import type {
  Called,
  CommandName,
  Kind,
  MemberId,
  PodLine,
  Sealed,
  ShareView,
  View,
} from './words';

/** What somebody reads of the place that this is a part of. */
export interface Seen {
  readonly view: View | undefined;
  readonly may: Record<CommandName, boolean>;
  readonly may_in_pod: MayInPod;
  readonly notes: readonly Note[];
  readonly repairs: RepairsShown;
  said(sealed: Sealed, kind: Kind, author: MemberId, id: string): string | undefined;
}

/** Where words come from: a shipped template, or sealed with the practice. */
export interface Worded {
  template: string;
  language: string;
  words?: Sealed;
  by: MemberId;
}

export class Practising {
  readonly #membership: Membership;
  readonly #seen: Seen;
  readonly #templates = new SvelteMap<string, Template>();
  // Not drawn from, so it need not be reactive.
  // eslint-disable-next-line svelte/prefer-svelte-reactivity
  readonly #asked = new Set<string>();
  #pod: InPod | undefined = $derived.by(() => in_pod(this.#seen.view));
  #words: TemplateWords | undefined = $derived.by(
    () => this.practice && this.words_of(this.practice),
  );
  #offers: Offer[] = $derived.by(() => offers(this.#seen.view));
  #waited_for: MemberId[] = $derived.by(() => waited_for(this.#seen.view));
  #following: Following = $derived.by(() => following(this.#seen.view));

  constructor(membership: Membership, seen: Seen) {
    this.#membership = membership;
    this.#seen = seen;
  }

  // What is so.
  get practice() {
    return this.#seen.view?.gathering?.practice;
  }
  get mine() {
    return this.practice?.mine;
  }
  get line(): PodLine | undefined {
    return this.practice?.pods.find((each) => each.pod === this.mine?.pod);
  }
  get step() {
    return this.#pod?.step;
  }
  get step_number() {
    return this.practice ? step_number(this.practice) : 0;
  }
  /** My own role; undefined for company. */
  get role() {
    return this.#pod?.role;
  }
  /** Whether I am one of the two whom a hurt is between, as far as this device can know. */
  get is_between(): boolean | undefined {
    const { asked, faced } = this.#seen.repairs;
    return this.#pod && is_between(this.#pod, asked ? [...faced, asked.with] : faced);
  }
  open_roles(between = this.is_between): string[] {
    return this.#pod ? open_roles(this.#pod, between) : [];
  }
  get chooses_role() {
    const { practice, mine } = this;
    return mine?.step === undefined && practice?.structure.roles.some((each) => each.chosen);
  }
  /** Two parts are for the two whom a hurt is between, and others are there for them. */
  get parts_differ() {
    const people = this.line?.people.length ?? 0;
    return this.practice?.structure.about === 'hurt' && people > 2;
  }
  get shares(): ShareView[] {
    return this.mine?.shares ?? [];
  }
  get offers() {
    return this.#offers;
  }
  get waited_for() {
    return this.#waited_for;
  }
  get following() {
    return this.#following;
  }
  get may() {
    return this.#seen.may_in_pod;
  }
  has_place(line: PodLine): boolean {
    const { view } = this.#seen;
    return view !== undefined && has_place(view, line);
  }
  role_of(member: MemberId) {
    return this.mine && role_of(this.mine, member);
  }
  /** Who takes part, as far as a keeper can know it. */
  takes_part(member: MemberId): boolean {
    const chosen = this.practice?.parts.find((each) => each.member === member);
    const seat = this.#seen.view?.members.find((each) => each.member === member);
    const is_invited = this.practice?.structure.about !== 'hurt';
    return (
      chosen?.takes_part ?? (is_invited && seat !== undefined && !seat.witness && !seat.keeper)
    );
  }

  // Words.
  get language() {
    return this.practice?.language ?? 'en';
  }
  get words() {
    return this.#words;
  }
  /** undefined while they come. */
  words_of(worded: Worded): TemplateWords | undefined {
    const { template: id, language, words, by } = worded;
    if (words) return words_from(this.#seen.said(words, 'template', by, id) ?? '');
    const known = this.#templates.get(id);
    if (known) return words_in(known, language);
    if (!this.#asked.has(id)) {
      this.#asked.add(id);
      template(id)?.then(
        (loaded) => this.#templates.set(id, loaded),
        () => this.#asked.delete(id),
      );
    }
    return undefined;
  }
  step_title(step: string | undefined): string {
    return (step && this.words?.steps[step]?.title) ?? '';
  }
  role_name(role: string | undefined): string {
    return (role && this.words?.roles[role]?.name) ?? '';
  }
  choice_words(choice: string): string {
    const step = this.mine?.step ?? '';
    return this.words?.steps[step]?.choices?.[choice] ?? '';
  }
  /** What the step asks of me, or of everybody. */
  get prompt(): string {
    const prompts = this.words?.steps[this.mine?.step ?? '']?.prompts;
    return prompts?.[this.role ?? ''] ?? prompts?.['everybody'] ?? '';
  }
  get help(): string[] {
    return this.words?.roles[this.role ?? '']?.help ?? [];
  }

  // What I write for myself alone.
  get writes_alone(): boolean {
    const { step } = this;
    return step?.asks === 'words_alone' && this.#pod !== undefined && is_asked(this.#pod, step);
  }
  get #note_id() {
    const { view } = this.#seen;
    return view ? `${practice_key(view)}.${this.mine?.step ?? ''}` : '';
  }
  get alone(): string {
    return this.#seen.notes.find((each) => each.id === this.#note_id)?.text ?? '';
  }
  set alone(text: string) {
    const { view } = this.#seen;
    if (!view || !this.writes_alone) return;
    this.#membership.alone.write({
      id: this.#note_id,
      practice: practice_key(view),
      title: this.words?.title ?? '',
      asked: this.prompt,
      language: this.language,
      text,
      at: Date.now(),
    });
  }
  keep(note: Note) {
    this.#membership.alone.keep_note(note.id);
  }
  burn(note: Note) {
    this.#membership.alone.burn(note.id);
  }
  /** Back in the ring. */
  dismiss() {
    this.#membership.alone.dismiss();
  }

  // Acts.
  open(chosen: Pick<Template, 'id' | 'structure'>, language: string, words?: TemplateWords) {
    return open_practice(this.#membership, chosen, language, words);
  }
  take_role(role: string): Promise<Answer> {
    return this.#membership.ask({ type: 'take_role', pod: this.#number, role });
  }
  answer({ answer, choice }: Offer): Promise<Answer> {
    const visit = this.mine?.visit ?? 0;
    const chosen = choice === undefined ? {} : { choice };
    return this.#membership.ask({
      type: 'answer_step',
      pod: this.#number,
      visit,
      answer,
      ...chosen,
    });
  }
  /** A keeper may end the step of any pod, where it is for a keeper to end. */
  may_move(line: PodLine): boolean {
    const { view, may } = this.#seen;
    const step = this.practice?.structure.steps.find((each) => each.step === line.step);
    return view !== undefined && may.call_pods && step?.ends === 'keeper';
  }
  move({ pod, visit = 0 }: PodLine): Promise<Answer> {
    return this.#membership.ask({ type: 'answer_step', pod, visit, answer: 'done' });
  }
  ask_pause(): Promise<Answer> {
    return this.#membership.ask({ type: 'ask_pause', pod: this.#number });
  }
  end_pause(): Promise<Answer> {
    return this.#membership.ask({ type: 'end_pause', pod: this.#number });
  }
  ask_help(): Promise<Answer> {
    return this.#membership.ask({ type: 'ask_help', pod: this.#number });
  }
  answer_knock(let_in: boolean): Promise<Answer> {
    return this.#membership.ask({ type: 'answer_knock', pod: this.#number, let_in });
  }
  call(called: Called): Promise<Answer> {
    return this.#membership.ask({ type: 'call_pods', called });
  }
  get #number() {
    return this.mine?.pod ?? 0;
  }
}
