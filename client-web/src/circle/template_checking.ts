// Asks the server whether a structure can be run: one question at a time, and the newest next. The
// answers have no number of their own, so there is never more than one to wait for.
import type { CheckTemplateFrame, Flaw, RefusedFrame, Structure } from './words';

export type Checked = { flaws: readonly Flaw[] } | { unread: string };
type Settle = (checked: Checked | undefined) => void;

const slow_wait = 600;
const answer_timeout = 6000;

export class TemplateChecking {
  #asked: { structure: Structure; settle: Settle } | undefined;
  #next: { structure: Structure; settle: Settle } | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly send: (frame: CheckTemplateFrame) => boolean) {}

  /** undefined where there was no answer, or a newer question came instead. */
  ask(structure: Structure): Promise<Checked | undefined> {
    return new Promise((settle) => {
      this.#next?.settle(undefined);
      this.#next = { structure, settle };
      if (!this.#asked) this.#go_on();
    });
  }

  hear(flaws: readonly Flaw[]): void {
    this.#settle({ flaws });
  }

  /** A refusal without an id could be of a sign too; then the question is merely asked again. */
  refused({ code, field }: RefusedFrame): void {
    if (!this.#asked) return;
    if (code === 'slow_down') {
      this.#next ??= this.#asked;
      this.#asked = undefined;
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.#go_on(), slow_wait);
    } else if (field?.startsWith('structure')) {
      this.#settle({ unread: `/${field.split('.').slice(1).join('/')}` });
    } else this.#settle(undefined);
  }

  end(): void {
    this.#next?.settle(undefined);
    this.#next = undefined;
    this.#settle(undefined);
  }

  #settle(checked: Checked | undefined): void {
    const asked = this.#asked;
    this.#asked = undefined;
    clearTimeout(this.#timer);
    asked?.settle(checked);
    this.#go_on();
  }

  #go_on(): void {
    if (!this.#next) return;
    this.#asked = this.#next;
    this.#next = undefined;
    const sent = this.send({ type: 'check_template', structure: this.#asked.structure });
    if (!sent) return this.#settle(undefined);
    this.#timer = setTimeout(() => this.#settle(undefined), answer_timeout);
  }
}
