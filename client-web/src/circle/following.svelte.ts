// The plan that a gathering follows, as the screens see it: what is now, what comes, until about when;
// what who leads would change in it; and when the circle meets next.
import type { NamedNext } from './acts_next';
import type { Membership } from './membership';
import type { Place } from './place.svelte';
import { draft_of, followed, inserted, is_changed, length_of, type PlanDraft } from './plan_draft';
import type { PlanActivity, PlanFile } from './plan_file';
import type { Answer } from './standing';
import type { Activity, MemberId, Next, OpenGatheringCommand, PlanView } from './words';

export type Opening = Pick<OpenGatheringCommand, 'quiet'> & { words?: string; plan?: PlanFile };

const two_hours = 7_200_000;
const nothing_planned: PlanView = { version: 0, done: [], ahead: [] };

export class Following {
  readonly #membership: Membership;
  readonly #place: Place;
  #looked_at = $state(Date.now());
  #draft: PlanDraft | undefined = $state.raw();
  /** On top of the plan as it is; as it was where both changed what is ahead. */
  #followed: PlanDraft | undefined = $derived.by(
    () => this.#draft && (followed(this.#draft, this.#planned) ?? this.#draft),
  );

  constructor(membership: Membership, place: Place) {
    this.#membership = membership;
    this.#place = place;
    membership.on_change(({ view }) => {
      if (!view?.gathering) this.#draft = undefined;
      this.look();
    });
  }

  // What is so.
  get plan(): PlanView | undefined {
    return this.#place.gathering?.plan;
  }
  get now(): Activity | undefined {
    return this.plan?.now;
  }
  get ahead(): readonly Activity[] {
    return this.plan?.ahead ?? [];
  }
  get done(): readonly Activity[] {
    return this.plan?.done ?? [];
  }
  get next_activity(): Activity | undefined {
    return this.ahead[0];
  }
  /** Whether what is now waits for who holds the piece to be done. */
  get waits_for(): MemberId | undefined {
    const { gathering, turn } = this.#place;
    return gathering?.announced && this.now?.floor ? turn?.holder : undefined;
  }
  /** Whether there was a round to close with, or a part for it. */
  get has_closing(): boolean {
    const { floor } = this.#place;
    const parts = this.now ? [...this.done, this.now] : this.done;
    return floor?.last === true || parts.some((each) => each.kind === 'closing');
  }
  /** For keepers: who has a seat, is here, and was not offered the piece yet; nobody whom it passes by. */
  get not_offered(): MemberId[] {
    const { gathering, me, view } = this.#place;
    if (!me?.keeper || !gathering?.offered || !view) return [];
    const { offered, passed_over } = gathering;
    return view.members
      .filter((each) => !each.witness && each.here)
      .map((each) => each.member)
      .filter((each) => !offered.includes(each) && !passed_over.includes(each));
  }
  passes_by(member: MemberId): boolean {
    return this.#place.gathering?.passed_over.includes(member) === true;
  }

  // Until when, on this device's clock. Nothing here counts down: it is looked at now and then.
  look(): void {
    this.#looked_at = Date.now();
  }
  /** What rests now is as much later as it rests. */
  get now_ends_at(): number | undefined {
    const until = this.plan?.until;
    if (until === undefined || !this.now) return undefined;
    const { clock_offset } = this.#membership;
    const stopped_at = this.#place.gathering?.clocks_stopped_at;
    const rested = stopped_at === undefined ? 0 : this.#looked_at + clock_offset - stopped_at;
    return until - clock_offset + Math.max(0, rested);
  }
  /** Where these are ahead, and what is now is so much longer. */
  ends_at(ahead: readonly Activity[] = this.ahead, longer = 0): number {
    const until = (this.now_ends_at ?? 0) + longer;
    return Math.max(until, this.#looked_at) + length_of(ahead);
  }
  /** When each of what is ahead begins. */
  begins_at(index: number): number {
    return this.ends_at(this.ahead.slice(0, index));
  }
  get is_over_time(): boolean {
    const ends = this.now_ends_at;
    return ends !== undefined && !this.now?.by_itself && ends < this.#looked_at;
  }

  // Acts.
  async open(opening: Opening): Promise<Answer> {
    const { open_gathering } = await import('./acts_live');
    return open_gathering(this.#membership, opening);
  }
  /** On to what is next, or past some of what is ahead. */
  go_on(skip = 0): Promise<Answer> {
    const version = this.plan?.version ?? 0;
    return this.#place.ask({ type: 'begin_activity', version, skip });
  }
  stay_longer(length: number): Promise<Answer> {
    const { now } = this;
    const { version, ahead } = this.#planned;
    const longer = now && { now_length: now.length + length };
    return this.#place.ask({ type: 'change_plan', version, ahead: [...ahead], ...longer });
  }

  // A change that is not sent yet: it stays until it is, or until it is let go.
  get #planned(): PlanView {
    return this.plan ?? nothing_planned;
  }
  get ahead_in_draft(): readonly Activity[] {
    return this.#followed?.ahead ?? this.ahead;
  }
  get is_changed(): boolean {
    return this.#followed !== undefined && is_changed(this.#followed);
  }
  /** Whether somebody else changed what is ahead since. */
  get differs(): boolean {
    return this.#draft !== undefined && followed(this.#draft, this.#planned) === undefined;
  }
  /** Whether the gathering went on since, and nothing else. */
  get has_gone_on(): boolean {
    const draft = this.#draft;
    return this.is_changed && !this.differs && draft?.version !== this.#planned.version;
  }
  change(changed: (ahead: readonly Activity[]) => readonly Activity[]): void {
    const draft = this.#followed ?? draft_of(this.#planned);
    this.#draft = { ...draft, ahead: changed(draft.ahead) };
  }
  /** Puts it there, sealed. */
  async insert(activity: PlanActivity, at: number): Promise<Answer> {
    const { sealed_activity } = await import('./acts_live');
    const sealed = await sealed_activity(this.#membership, activity);
    if ('accepted' in sealed) return sealed;
    this.change((ahead) => inserted(ahead, at, sealed));
    return { accepted: true };
  }
  let_go(): void {
    this.#draft = undefined;
  }
  /** Mine in place of what the other has. */
  keep_mine(): void {
    const { ahead } = this.#draft ?? {};
    if (ahead) this.#draft = { ...draft_of(this.#planned), ahead };
  }
  async send_change(): Promise<Answer> {
    if (!this.#followed) return { accepted: true };
    const { version, ahead } = this.#followed;
    const answer = await this.#place.ask({ type: 'change_plan', version, ahead: [...ahead] });
    if (answer.accepted) this.#draft = undefined;
    return answer;
  }

  // The next gathering.
  get next(): Next | undefined {
    const { view, door } = this.#place;
    return view ? view.next : door?.next;
  }
  /** Whether that was the gathering that closed, or the time for it is over. */
  get next_has_been(): boolean {
    const { next } = this;
    if (!next) return false;
    const now = this.#place.server_now();
    const closed_at = this.#place.view?.life.at(-1)?.closed_at ?? -Infinity;
    const is_over = next.at + (next.length ?? two_hours) < now;
    return next.at < now && (is_over || closed_at >= next.at);
  }
  get next_words(): string | undefined {
    return this.#place.said(this.next?.words, 'next_words');
  }
  async announce(next?: NamedNext): Promise<Answer> {
    const { announce_next } = await import('./acts_next');
    return announce_next(this.#membership, next);
  }
}
