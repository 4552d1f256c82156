// Shift pressed and let go three times, with no other key and no click between: nobody does that who
// types capitals.
const within = 4000;

type Key = Pick<KeyboardEvent, 'type' | 'key' | 'repeat'> &
  Partial<Pick<KeyboardEvent, 'isComposing' | 'ctrlKey' | 'altKey' | 'metaKey'>>;

export class Thrice {
  #is_down = false;
  #times: number[] = [];

  /** How often so far, as of this key; at three it begins anew. */
  hear(event: Key, now: number): number {
    const is_held = event.repeat && event.key === 'Shift';
    if (is_held || event.isComposing || event.ctrlKey || event.altKey || event.metaKey) this.stop();
    else if (event.key !== 'Shift') this.stop();
    else if (event.type === 'keydown') this.#down();
    else this.#up(now);
    const count = this.#times.length;
    if (count === 3) this.stop();
    return count;
  }

  stop(): void {
    this.#is_down = false;
    this.#times = [];
  }

  /** A second Shift, while one is down, is no press of its own. */
  #down(): void {
    if (this.#is_down) return this.stop();
    this.#is_down = true;
  }

  #up(now: number): void {
    if (!this.#is_down) return;
    this.#is_down = false;
    this.#times = [...this.#times.filter((time) => now - time < within), now];
  }
}
