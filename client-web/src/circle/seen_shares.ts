// Which shares were told here already: old words told again would be shown as new.
import type { Event, ShareId, View } from './words';

export class SeenShares {
  readonly #seen = new Set<ShareId>();

  know({ gathering }: View): void {
    const { shares = [], practice } = gathering ?? {};
    for (const { share } of [...shares, ...(practice?.mine?.shares ?? [])]) this.#seen.add(share);
  }

  /** Of what is told; what is new is known from then on. */
  is_old(event: Event): boolean {
    if (event.type !== 'share_added') return false;
    if (this.#seen.has(event.share)) return true;
    this.#seen.add(event.share);
    return false;
  }
}
