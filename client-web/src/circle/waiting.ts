// Somebody at the door who asked to come in. Until a keeper answers, this knocks again for them
// whenever the line, the server or the page went: they have nothing to do but to wait.
import type { Given } from '../link/unanswered';
import type { Kept } from './belongings';
import { key_of, type CircleLink } from './links';
import type { Answer } from './standing';
import type { ThisTab } from './this_tab';
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

interface Knock {
  member: MemberId;
  join: JoinCommand;
}

interface Acts {
  ask: (join: JoinCommand) => void;
  changed: () => void;
}

/** To be somebody new at the same door. */
export function door_link(kept: Kept): CircleLink | undefined {
  const { circle, link } = kept;
  const key = key_of(kept);
  if (!key || !link || link.kind === 'keeper') return undefined;
  return { circle, kind: link.kind, token: link.token, other: true, ...key };
}

export class Waiting {
  shown: WaitingShown = not_waiting;
  #join: JoinCommand | undefined;
  #is_on_its_way = false;

  constructor(
    private readonly tab: ThisTab,
    private readonly acts: Acts,
  ) {}

  /** What was asked, sealed, while they wait. */
  get join(): JoinCommand | undefined {
    return this.#join;
  }

  /** After a reload they wait on. It is kept in the tab alone, sealed as it was sent: who opens the
   * page another day does not knock before they press. */
  async restore(member: MemberId, unanswered: Given[]): Promise<void> {
    for (const { command } of unanswered) if (command.type === 'join') return this.asks(command);
    const kept = await this.tab.recall<Knock>('knock');
    if (kept?.member !== member) return;
    this.#join = kept.join;
    this.#show({ knocks: true, lost: false });
  }

  asks(join: JoinCommand): void {
    this.#join = join;
    this.#is_on_its_way = true;
    this.#show({ knocks: this.shown.knocks, lost: false });
  }

  /** What the door says: that they wait there, or that nobody knows of it any more. */
  hear(door: DoorView): void {
    if (!this.#join) return;
    this.#show({ knocks: this.shown.knocks || door.waits, lost: false });
    if (!door.waits && !this.#is_on_its_way) this.acts.ask(this.#join);
  }

  answered(command: Command, answer: Answer, member: MemberId): void {
    if (command.type !== 'join' || !this.#join) return;
    this.#is_on_its_way = false;
    if (answer.accepted) {
      void this.tab.keep('knock', { member, join: this.#join } satisfies Knock);
      this.#show({ knocks: true, lost: this.shown.lost });
    } else if (answer.code !== 'closed' && answer.code !== 'cancelled') {
      this.over();
      this.#show({ ...not_waiting, refused: answer });
    }
  }

  lost(): void {
    if (this.shown.knocks) this.#show({ ...this.shown, lost: true });
  }

  /** They are in, or wait no more; says whether they waited. */
  over(): boolean {
    const waited = this.shown.knocks;
    if (this.#join) void this.tab.forget('knock');
    this.#join = undefined;
    this.#is_on_its_way = false;
    this.shown = not_waiting;
    return waited;
  }

  #show(shown: WaitingShown): void {
    this.shown = shown;
    this.acts.changed();
  }
}
