// Somebody at the door. Who asked to come in and waits for a keeper knocks again by themselves
// whenever the line, the server or the page went: they have nothing to do but to wait.
import type { Given } from '../link/unanswered';
import { come_to_door } from './arriving';
import { begin_anew } from './becoming';
import { key_of } from './links';
import type { Membership } from './membership';
import { not_waiting, type Answer, type Shown, type WaitingShown } from './standing';
import type { Command, DoorView, JoinCommand, MemberId } from './words';

interface Knock {
  member: MemberId;
  join: JoinCommand;
}

export class Waiting {
  shown: WaitingShown = not_waiting;
  #door: DoorView | undefined;
  #heard: DoorView | undefined;
  #join: JoinCommand | undefined;
  #is_on_its_way = false;

  constructor(
    private readonly place: Membership,
    private readonly show: (changed: Partial<Shown>) => void,
  ) {}

  /** What was asked, sealed, while they wait. */
  get join(): JoinCommand | undefined {
    return this.#join;
  }

  /** After a reload they wait on. It is kept in the tab alone, sealed as it was sent: who opens the
   * page another day does not knock before they press. */
  async restore(unanswered: Given[]): Promise<void> {
    for (const { command } of unanswered) if (command.type === 'join') return this.asks(command);
    const kept = await this.place.tab.recall<Knock>('knock');
    if (kept?.member !== this.place.me) return;
    this.#join = kept.join;
    this.#become({ knocks: true, lost: false });
  }

  /** Who comes by the keepers' link gets the circle's key here, before anything of it is shown. */
  come(door: DoorView): void {
    this.#door = door;
    const show = () => {
      if (door !== this.#door) return;
      this.show({ state: 'door', door });
      this.#hear(door);
    };
    if (this.place.keys.has_all(door)) show();
    void come_to_door(this.place, door).then((is_somebody_new) => is_somebody_new && show());
  }

  asks(command: Command): void {
    if (command.type !== 'join') return;
    this.#join = command;
    this.#is_on_its_way = true;
    this.#become({ knocks: this.shown.knocks, lost: false });
  }

  /** What the door says: that they wait there, or that nobody knows of it any more. */
  #hear(door: DoorView): void {
    if (!this.#join || door === this.#heard) return;
    this.#heard = door;
    this.#become({ knocks: this.shown.knocks || door.waits, lost: false });
    if (!door.waits && !this.#is_on_its_way) void this.place.ask(this.#join);
  }

  answered(command: Command, answer: Answer): void {
    if (command.type !== 'join' || !this.#join) return;
    this.#is_on_its_way = false;
    if (answer.accepted) {
      const knock: Knock = { member: this.place.me, join: this.#join };
      void this.place.tab.keep('knock', knock);
      this.#become({ knocks: true, lost: this.shown.lost });
    } else if (answer.code !== 'closed' && answer.code !== 'cancelled') {
      this.#stop();
      this.#become({ ...not_waiting, refused: answer });
    }
  }

  lost(): void {
    if (this.shown.knocks) this.#become({ ...this.shown, lost: true });
  }

  /** They are in, or the place is closed; says whether they waited. */
  over(): boolean {
    this.#door = undefined;
    return this.#stop();
  }

  /** Nothing is left here of who knocked: who comes to the same door next is somebody new. */
  async go_back(): Promise<void> {
    this.#stop();
    this.place.take_back('join');
    const { circle, link, ...kept } = this.place.belongings.kept;
    const key = key_of({ circle, ...kept });
    if (key && link && link.kind !== 'keeper') {
      const { kind, token } = link;
      await this.place.tab.keep('door', { circle, kind, token, other: true, ...key });
    }
    await begin_anew(this.place);
  }

  #stop(): boolean {
    const waited = this.shown.knocks;
    if (this.#join) void this.place.tab.forget('knock');
    this.#join = undefined;
    this.#is_on_its_way = false;
    this.shown = not_waiting;
    return waited;
  }

  #become(shown: WaitingShown): void {
    this.shown = shown;
    this.show({});
  }
}
