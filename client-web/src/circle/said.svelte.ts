// Words as they open on this device, reactive: asked for once, and again where a key came since.
import { SvelteMap } from 'svelte/reactivity';
import type { Label } from '../seal/key_ring';
import type { Sealed, ShareId } from './words';

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
        (text) => this.#keep(key, text),
        () => this.#keep(key, unreadable),
      );
    }
    return known;
  }

  /** Its words are not for here any more, also where they open just now. */
  forget(share: ShareId): void {
    const is_of_it = (key: string) => key.startsWith('share|') && key.split('|')[2] === share;
    for (const key of [...this.#asked].filter(is_of_it)) {
      this.#asked.delete(key);
      this.#said.delete(key);
    }
  }

  #keep(key: string, text: string): void {
    if (this.#asked.has(key)) this.#said.set(key, text);
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
