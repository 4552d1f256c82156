// Somebody at the door who asked to come in. Until a keeper answers, this knocks again for them
// whenever the line, the server or the page went: they have nothing to do but to wait.
import type { Storage } from '../link/storage';
import type { Answer } from './standing';
import type { Command, DoorView, JoinCommand, MemberId } from './words';

export interface WaitingShown {
  /** Whether they wait for a keeper's answer. */
  knocks: boolean;
  /** Whether the connection went meanwhile. */
  lost: boolean;
  /** Why they stand before the door again. */
  refused?: Extract<Answer, { accepted: false }>;
}

export const not_waiting: WaitingShown = { knocks: false, lost: false };

interface Surrounded {
  circle: string;
  tab: Storage;
  ask: (join: JoinCommand) => void;
}

export class Waiting {
  shown: WaitingShown = not_waiting;
  #join: JoinCommand | undefined;
  #is_on_its_way = false;
  readonly #surrounded: Surrounded;

  constructor(surrounded: Surrounded) {
    this.#surrounded = surrounded;
  }

  /** What was asked, sealed, while they wait. */
  get join(): JoinCommand | undefined {
    return this.#join;
  }

  /** After a reload they wait on. It is kept in the tab alone, sealed as it was sent: who opens the
   * page another day does not knock before they press. */
  async restore(member: MemberId, unanswered: Command[]): Promise<void> {
    const join = unanswered.find((each) => each.type === 'join');
    if (join) return this.asks(join);
    const kept = await this.#surrounded.tab.read(this.#name).catch(() => undefined);
    const known = kept as { member: MemberId; join: JoinCommand } | undefined;
    if (known?.member !== member) return;
    this.#join = known.join;
    this.shown = { knocks: true, lost: false };
  }

  asks(join: JoinCommand): void {
    this.#join = join;
    this.#is_on_its_way = true;
    this.shown = { knocks: this.shown.knocks, lost: false };
  }

  /** What the door says: that they wait there, or that nobody knows of it any more. */
  hear(door: DoorView): void {
    if (!this.#join) return;
    this.shown = { knocks: this.shown.knocks || door.waits, lost: false };
    if (!door.waits && !this.#is_on_its_way) this.#surrounded.ask(this.#join);
  }

  answered(command: Command, answer: Answer, member: MemberId): void {
    if (command.type !== 'join' || !this.#join) return;
    this.#is_on_its_way = false;
    if (answer.accepted) {
      this.shown = { knocks: true, lost: this.shown.lost };
      const kept = { member, join: this.#join };
      void this.#surrounded.tab.write(this.#name, kept).catch(() => undefined);
    } else if (answer.code !== 'closed' && answer.code !== 'cancelled') {
      this.over();
      this.shown = { ...not_waiting, refused: answer };
    }
  }

  lost(): void {
    if (this.shown.knocks) this.shown = { ...this.shown, lost: true };
  }

  /** They are in, or wait no more; says whether they waited. */
  over(): boolean {
    const waited = this.shown.knocks;
    this.#join = undefined;
    this.#is_on_its_way = false;
    this.shown = not_waiting;
    void this.#surrounded.tab.erase(this.#name).catch(() => undefined);
    return waited;
  }

  get #name(): string {
    return `knock/${this.#surrounded.circle}`;
  }
}
