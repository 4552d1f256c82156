// How far each stream was heard. Numbers are dense, so a hole means that something was lost.
import type { Resume, Stream, StreamNumber } from '../circle/words';

export class Streams {
  #incarnation: string | undefined;
  readonly #numbers = new Map<Stream, number>();

  welcome(incarnation: string, numbers: StreamNumber[]): void {
    this.#incarnation = incarnation;
    this.#numbers.clear();
    for (const each of numbers) this.#numbers.set(each.stream, each.number);
  }

  /** next: fold it; known: it was told already; hole: something before it is missing. */
  hear(stream: Stream, number: number): 'next' | 'known' | 'hole' {
    const last = this.#numbers.get(stream);
    if (last === undefined || number > last + 1) return 'hole';
    if (number <= last) return 'known';
    this.#numbers.set(stream, number);
    return 'next';
  }

  forget(): void {
    this.#incarnation = undefined;
    this.#numbers.clear();
  }

  get resume(): Resume | undefined {
    if (this.#incarnation === undefined) return undefined;
    const numbers = [...this.#numbers].map(([stream, number]) => ({ stream, number }));
    return { incarnation: this.#incarnation, numbers };
  }
}
