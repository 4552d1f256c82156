// Words as they open on this device, reactive: asked for once, and again where a key came since.
import { SvelteMap } from 'svelte/reactivity';
import type { Label } from '../seal/key_ring';
import type { Sealed } from './words';

/** What stands in place of words that do not open on this device. */
export const unreadable = '\u2205';

export class Said {
  readonly #said = new SvelteMap<string, string>();
  // Not drawn from, so it need not be reactive.
  // eslint-disable-next-line svelte/prefer-svelte-reactivity
  readonly #asked = new Set<string>();

  constructor(private readonly open: (label: Label, sealed: Sealed) => Promise<string>) {}

  /** undefined while it opens; `unreadable` where it does not. */
  of(label: Label, sealed: Sealed): string | undefined {
    const key = [label.kind, label.author, label.id, sealed.key, sealed.body].join('|');
    const known = this.#said.get(key);
    if (known === undefined && !this.#asked.has(key)) {
      this.#asked.add(key);
      this.open(label, sealed).then(
        (text) => this.#said.set(key, text),
        () => this.#said.set(key, unreadable),
      );
    }
    return known;
  }

  /** What did not open may open now. */
  try_again(): void {
    for (const [key, text] of [...this.#said]) {
      if (text !== unreadable) continue;
      this.#asked.delete(key);
      this.#said.delete(key);
    }
  }
}
