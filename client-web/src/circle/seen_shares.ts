// Which shares were seen here: old words told again would be shown as new.
import type { Event, ShareId, View } from './words';

export class SeenShares {
  readonly #seen = new Set<ShareId>();

  know({ gathering }: View): void {
    const in_pod = gathering?.practice?.mine?.shares ?? [];
    for (const { share } of [...(gathering?.shares ?? []), ...in_pod]) this.#seen.add(share);
  }

  is_old(event: Event): boolean {
    if (event.type !== 'share_added') return false;
    if (this.#seen.has(event.share)) return true;
    this.#seen.add(event.share);
    return false;
  }
}
