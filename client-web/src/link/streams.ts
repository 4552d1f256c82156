// How far each stream was heard. Numbers are dense, so a hole means that something was lost.
import type { Resume, Stream, StreamNumber } from '../circle/words';

/** A stream, with the pod's number where it is a pod's. */
type Heard = Pick<StreamNumber, 'stream' | 'number' | 'pod'>;

export class Streams {
  #incarnation: string | undefined;
  /** One of each kind: whoever is in a pod is in no other. */
  readonly #numbers = new Map<Stream, StreamNumber>();

  welcome(incarnation: string, numbers: StreamNumber[]): void {
    this.#incarnation = incarnation;
    this.#numbers.clear();
    for (const each of numbers) this.#numbers.set(each.stream, { ...each });
  }

  /** next: fold it; known: it was told already; hole: something before it is missing. */
  hear({ stream, number, pod }: Heard): 'next' | 'known' | 'hole' {
    const known = this.#numbers.get(stream);
    const last = known?.pod === pod ? known?.number : undefined;
    // A pod's stream begins with the pod, and takes the place of the former pod's.
    const begins = stream === 'pod' && last === undefined && number === 1;
    if (!begins) {
      if (last === undefined || number > last + 1) return 'hole';
      if (number <= last) return 'known';
    }
    this.#numbers.set(stream, { stream, number, ...(pod !== undefined && { pod }) });
    return 'next';
  }

  forget(): void {
    this.#incarnation = undefined;
    this.#numbers.clear();
  }

  get resume(): Resume | undefined {
    if (this.#incarnation === undefined) return undefined;
    return { incarnation: this.#incarnation, numbers: [...this.#numbers.values()] };
  }
}
