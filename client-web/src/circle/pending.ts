// An act that can be taken back for a few seconds, or without end: it is sent when they are over, or
// when it is asked for again.
import type { Answer, Pending } from './standing';
import type { Command } from './words';

export class PendingAct {
  now: Pending | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #answer: ((answer: Answer | Promise<Answer>) => void) | undefined;

  constructor(
    private readonly ask: (command: Command) => Promise<Answer>,
    private readonly changed: () => void,
  ) {}

  ask_after(command: Command, delay: number): Promise<Answer> {
    this.send();
    return new Promise((answer) => {
      this.now = { command, until: Date.now() + delay };
      this.#answer = answer;
      if (delay !== Infinity) this.#timer = setTimeout(() => this.send(), delay);
      this.changed();
    });
  }

  send(): void {
    if (this.now) this.#settle(this.ask(this.now.command));
  }

  cancel(): void {
    if (this.now) this.#settle({ accepted: false, code: 'cancelled', sentence: '' });
  }

  #settle(answer: Answer | Promise<Answer>): void {
    clearTimeout(this.#timer);
    this.now = undefined;
    this.#answer?.(answer);
    this.changed();
  }
}
