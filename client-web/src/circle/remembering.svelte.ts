// What is remembered of a circle, as the screens see it: its life, a keeper's own notes on it, and
// who comes back to it after long.
import { away_from, type Away } from './life';
import type { Membership } from './membership';
import type { Place } from './place.svelte';
import type { Answer } from './standing';
import type { HeldView } from './words';

interface Kept {
  /** Notes that are being written, by gathering. */
  notings?: Record<string, string>;
  /** The last gathering missed that a welcome was said for. */
  welcomed?: number;
}

export class Remembering {
  readonly #membership: Membership;
  readonly #place: Place;
  #read: Promise<Kept> | undefined;
  #welcomed = $state(-1);

  constructor(membership: Membership, place: Place) {
    this.#membership = membership;
    this.#place = place;
  }

  get life(): readonly HeldView[] {
    return this.#place.view?.life ?? [];
  }
  /** Those that I was at, first to last. */
  get mine(): readonly HeldView[] {
    return this.life.filter(({ was_there }) => was_there);
  }
  /** What there was while I was away for months; once, until `welcomed`. */
  async away(): Promise<Away | undefined> {
    const away = away_from(this.life, this.#place.server_now());
    if (!away || away.until <= this.#welcomed) return undefined;
    const { welcomed = -1 } = await this.#kept();
    return away.until > welcomed ? away : undefined;
  }
  async welcomed({ until }: Away): Promise<void> {
    this.#welcomed = until;
    const kept = await this.#kept();
    kept.welcomed = until;
    await this.#keep(kept);
  }

  // A keeper's own notes.
  note_of(gathering: number): string | undefined {
    const { view } = this.#place;
    const note = view?.record_notes.find((each) => each.gathering === gathering);
    return this.#place.said(note?.body, 'record_note', view?.me, String(gathering));
  }
  async keep_note(gathering: number, text: string): Promise<Answer> {
    const { keep_record_note } = await import('./acts_remembering');
    return keep_record_note(this.#membership, gathering, text);
  }
  forget_note(gathering: number): Promise<Answer> {
    return this.#place.ask({ type: 'forget_record_note', gathering });
  }
  /** Notes that are being written, by gathering: kept on this device, also over a reload. */
  async notings(): Promise<Readonly<Record<string, string>>> {
    return { ...(await this.#kept()).notings };
  }
  /** Without a text: it is kept in the circle by now, or let go. */
  async keep_noting(gathering: number, text?: string): Promise<void> {
    const kept = await this.#kept();
    const others = Object.entries(kept.notings ?? {}).filter(([of]) => of !== String(gathering));
    const mine = text === undefined ? [] : [[String(gathering), text]];
    kept.notings = Object.fromEntries([...others, ...mine]);
    await this.#keep(kept);
  }

  /** Read once, so that what is written fast never lands on something older. */
  #kept(): Promise<Kept> {
    return (this.#read ??= this.#membership.belongings
      .remembering()
      .then((text) => (text === '' ? {} : (JSON.parse(text) as Kept))));
  }
  #keep(kept: Kept): Promise<void> {
    const is_empty = Object.keys(kept.notings ?? {}).length === 0 && kept.welcomed === undefined;
    return this.#membership.belongings.keep_remembering(is_empty ? '' : JSON.stringify(kept));
  }
}
