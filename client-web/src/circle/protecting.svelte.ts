// How people are protected in one circle, as the screens see it: what is hidden, what was asked of
// somebody for a while, whose signs rest here, what is kept of me, and a circle's end.
import { erase_circle, quieten, type Quietening } from './acts_protecting';
import { asked_of, is_quiet } from './may_protecting';
import type { Membership } from './membership';
import type { Place } from './place.svelte';
import type { Answer, ProtectionShown } from './standing';
import { limits, type MemberId, type MemberView, type QuietedView, type ShareView } from './words';

export class Protecting {
  readonly #membership: Membership;
  readonly #place: Place;
  #looked_at = $state(0);

  constructor(membership: Membership, place: Place) {
    this.#membership = membership;
    this.#place = place;
  }

  // A share.
  /** Whether I may hide it, or show it again. What a pod said goes with the pod. */
  may_hide(share: ShareView): boolean {
    const { may, view, practising } = this.#place;
    if (!may.hide_share || !share.body || practising.shares.includes(share)) return false;
    return share.hidden === true || share.author !== view?.me;
  }
  /** Whether its words would be here, were they not taken back. */
  reads({ hidden, author }: ShareView): boolean {
    const { view, me } = this.#place;
    return !hidden || author === view?.me || me?.keeper === true;
  }
  hide({ share, hidden }: ShareView): Promise<Answer> {
    return this.#place.ask({ type: 'hide_share', share, hidden: !hidden });
  }

  // What was asked of somebody for a while.
  asked_of(member: MemberId | undefined): QuietedView | undefined {
    return member === undefined ? undefined : asked_of(this.#place.view, member);
  }
  get asked_of_me() {
    return this.asked_of(this.#place.view?.me);
  }
  get is_quiet() {
    return is_quiet(this.#place.view);
  }
  why({ words, by, member }: QuietedView) {
    return this.#place.said(words, 'quiet_words', by, member);
  }
  /** On this device's clock. */
  ends_at({ until }: QuietedView): number {
    return until - this.#membership.clock_offset;
  }
  may_quieten({ member, keeper }: MemberView): boolean {
    const { may, view } = this.#place;
    return may.quieten && !keeper && member !== view?.me;
  }
  quieten(asked: Quietening): Promise<Answer> {
    return quieten(this.#membership, asked);
  }
  end_quiet(member: MemberId): Promise<Answer> {
    return this.#place.ask({ type: 'end_quiet', member });
  }

  /** For who goes slower: how long until the next share or sign, in milliseconds; 0 where now. */
  get waits(): number {
    if (this.asked_of_me?.how !== 'slowed') return 0;
    const { gathering, view, practising } = this.#place;
    const mine = [...(gathering?.shares ?? []), ...practising.shares]
      .filter(({ author }) => author === view?.me)
      .map(({ at }) => at);
    const last = Math.max(this.#shown.signed_at, ...mine);
    const now = Math.max(this.#looked_at, this.#place.server_now());
    return Math.max(0, last + limits.lengths.slowed_between - now);
  }
  look(): void {
    this.#looked_at = this.#place.server_now();
  }

  // Signs.
  get signs_at_rest() {
    return this.#shown.signs_at_rest;
  }
  put_to_rest(member: MemberId, rests: boolean): void {
    this.#membership.protection.put_to_rest(member, rests);
  }

  // What is kept of me: what gathers it comes when it is needed.
  async look_all_back() {
    const { look_all_back } = await import('./kept_of_me');
    return look_all_back(this.#membership);
  }
  async take_all_back(): Promise<Answer> {
    const { take_all_back } = await import('./kept_of_me');
    return take_all_back(this.#membership);
  }
  async open_mine() {
    const { open_mine } = await import('./kept_of_me');
    return open_mine(this.#membership);
  }

  // The end of the circle.
  get ended() {
    return this.#shown.ended;
  }
  erase_circle(words?: string): Promise<Answer> {
    return erase_circle(this.#membership, words);
  }

  get #shown(): ProtectionShown {
    return this.#place.protection_shown;
  }
}
