// Quiet signs of the others: gestures are seen for a moment, and 'is writing' ends by itself.
import type { Gesture } from './standing';
import type { GestureKind, MemberId } from './words';

const gesture_for = 6000;
const writing_for = 10_000;

export class Signs {
  gestures: readonly Gesture[] = [];
  writing: readonly MemberId[] = [];
  #number = 0;
  readonly #timers = new Map<string, ReturnType<typeof setTimeout>>();

  constructor(private readonly changed: () => void) {}

  gesture(from: MemberId, kind: GestureKind): void {
    const number = ++this.#number;
    this.gestures = [...this.gestures, { number, from, kind }];
    this.#later(`gesture ${number}`, gesture_for, () => {
      this.gestures = this.gestures.filter((each) => each.number !== number);
    });
    this.changed();
  }

  written(from: MemberId, on: boolean): void {
    const others = this.writing.filter((each) => each !== from);
    this.writing = on ? [...others, from] : others;
    if (on) this.#later(`writing ${from}`, writing_for, () => this.written(from, false));
    this.changed();
  }

  nobody_writes(): void {
    if (this.writing.length === 0) return;
    this.writing = [];
    this.changed();
  }

  clear(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#timers.clear();
    this.gestures = [];
    this.writing = [];
  }

  #later(name: string, wait: number, act: () => void): void {
    clearTimeout(this.#timers.get(name));
    const timer = setTimeout(() => {
      this.#timers.delete(name);
      act();
      this.changed();
    }, wait);
    this.#timers.set(name, timer);
  }
}
