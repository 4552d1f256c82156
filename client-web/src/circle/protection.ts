// What this device does where somebody is protected: whose signs rest here, which words are forgotten
// since they are hidden or taken back, and the last word of a circle that ended.
import { own_words } from '../seal/key_ring';
import type { EventOf } from './fold';
import type { Membership } from './membership';
import type { Ended, ProtectionShown } from './standing';
import type { Event, MemberId, ShareId } from './words';

export class Protection {
  shown: ProtectionShown = { signs_at_rest: [], signed_at: -Infinity, ended: undefined };
  /** Called with each share whose words are not to be read here any more. */
  forget_words: (share: ShareId) => void = () => undefined;

  constructor(
    private readonly place: Membership,
    private readonly changed: () => void,
  ) {}

  restore(text: string): void {
    if (text !== '') this.#set({ signs_at_rest: JSON.parse(text) as MemberId[] });
  }

  put_to_rest(member: MemberId, rests: boolean): void {
    const others = this.shown.signs_at_rest.filter((each) => each !== member);
    this.#set({ signs_at_rest: rests ? [...others, member] : others });
    this.keep();
  }

  keep(): void {
    const { signs_at_rest } = this.shown;
    const text = signs_at_rest.length === 0 ? '' : JSON.stringify(signs_at_rest);
    void this.place.belongings.keep_signs_at_rest(text);
  }

  seen<T extends { from: MemberId }>(signs: readonly T[]): readonly T[] {
    return signs.filter(({ from }) => !this.shown.signs_at_rest.includes(from));
  }

  /** I gave a sign: who is asked to go slower waits after it. */
  signed(): void {
    this.#set({ signed_at: Date.now() + this.place.clock_offset });
  }

  hear(event: Event): void {
    if (event.type === 'share_hidden') this.forget_words(event.share);
    if (event.type === 'shares_emptied') event.shares.forEach((each) => this.forget_words(each));
    if (event.type === 'circle_erased') void this.#ended(event);
  }

  forget(): void {
    this.shown = { ...this.shown, signs_at_rest: [] };
  }

  /** The last word opens at once, while its key is sure to be here. */
  async #ended({ by, words }: EventOf<'circle_erased'>): Promise<void> {
    const ended: Ended = by === undefined ? {} : { by };
    this.#set({ ended });
    if (!words) return;
    const text = await this.place.open(own_words('closing_words'), words).catch(() => '');
    if (text !== '') this.#set({ ended: { ...ended, words: text } });
  }

  #set(changed: Partial<ProtectionShown>): void {
    this.shown = { ...this.shown, ...changed };
    this.changed();
  }
}
