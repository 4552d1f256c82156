// Commands that were given and not yet answered. They outlive a lost line and a reload, and go
// again with the same ids, so that nothing is done twice and nothing is forgotten.
import type { Answer } from '../circle/standing';
import type { AcceptedFrame, Command, CommandFrame, RefusedFrame } from '../circle/words';
import { limits } from '../circle/words';

export interface Given {
  id: string;
  command: Command;
}

interface Waiting extends Given {
  sent: boolean;
  answer: (answer: Answer) => void;
}

const short_wait = 300;
/** What has a measure of its own, a minute long, is theirs to send again: waiting for it here would
 * hold back all else, passing too. */
const has_own_pace = new Set<Command['type']>(['add_share', 'say_privately']);
const longest_wait = 5000;

export class Unanswered {
  #waiting: Waiting[] = [];
  #rest_until = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** send gives false while there is nobody to send to; keep hears of every change. */
  constructor(
    private readonly send: (frame: CommandFrame) => boolean,
    private readonly keep: (given: Given[]) => void,
  ) {}

  give(given: Given): Promise<Answer> {
    return new Promise((answer) => {
      this.#waiting.push({ ...given, sent: false, answer });
      this.#keep();
      this.flush();
    });
  }

  /** After a reload: what was kept goes first. */
  restore(given: Given[], answered: (given: Given, answer: Answer) => void): void {
    const restored = given.map((each) => ({
      ...each,
      sent: false,
      answer: (answer: Answer) => answered(each, answer),
    }));
    this.#waiting = [...restored, ...this.#waiting];
  }

  /** The line is new: what was sent on the old one may never have arrived. */
  again(): void {
    for (const each of this.#waiting) each.sent = false;
    this.flush();
  }

  /** What was asked is no longer wished for. */
  forget(type: Command['type']): void {
    const forgotten = this.#waiting.filter((each) => each.command.type === type);
    this.#waiting = this.#waiting.filter((each) => !forgotten.includes(each));
    this.#keep();
    for (const each of forgotten) each.answer({ accepted: false, code: 'cancelled', sentence: '' });
  }

  flush(): void {
    if (Date.now() < this.#rest_until) return;
    const free = limits.counts.unanswered_max - this.#waiting.filter((each) => each.sent).length;
    const next = this.#waiting.filter((each) => !each.sent).slice(0, Math.max(0, free));
    for (const each of next) {
      each.sent = this.send({ type: 'command', id: each.id, command: each.command });
      if (!each.sent) return;
    }
  }

  hear(frame: AcceptedFrame | RefusedFrame): void {
    const waiting = this.#waiting.find((each) => each.id === frame.id);
    if (!waiting) return;
    if (frame.type === 'refused' && this.#may_go_again(frame, waiting.command)) {
      waiting.sent = false;
      return this.#rest(frame.again_in ?? short_wait);
    }
    this.#settle(waiting, frame.type === 'accepted' ? { accepted: true } : refusal(frame));
    this.flush();
  }

  /** There is no line any more. Some commands end it by being done; the rest stays kept. */
  end(is_done: (command: Command) => boolean): void {
    clearTimeout(this.#timer);
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const each of waiting) {
      const closed: Answer = { accepted: false, code: 'closed', sentence: '' };
      each.answer(is_done(each.command) ? { accepted: true } : closed);
    }
  }

  #may_go_again({ code, again_in = 0 }: RefusedFrame, { type }: Command): boolean {
    if (has_own_pace.has(type) && again_in > longest_wait) return false;
    return code === 'slow_down' || code === 'too_many_unanswered';
  }

  #rest(length: number): void {
    this.#rest_until = Math.max(this.#rest_until, Date.now() + length);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.flush(), this.#rest_until - Date.now() + 1);
  }

  #settle(waiting: Waiting, answer: Answer): void {
    this.#waiting = this.#waiting.filter((each) => each !== waiting);
    this.#keep();
    waiting.answer(answer);
  }

  #keep(): void {
    this.keep(this.#waiting.map(({ id, command }) => ({ id, command })));
  }
}

function refusal(frame: RefusedFrame): Answer {
  const { code, sentence, field, about, again_in } = frame;
  return {
    accepted: false,
    code: code as Extract<Answer, { accepted: false }>['code'],
    sentence,
    ...(field === undefined ? {} : { field }),
    ...(about === undefined ? {} : { about }),
    ...(again_in === undefined ? {} : { again_in }),
  };
}
