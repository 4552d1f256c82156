// A member's place in one circle, alive: line, seals and fold held together. It knows no component
// and no browser, so that companions and tests run on exactly what people run on.
import type { Ending } from '../link/closings';
import { Line, type SocketMaker } from '../link/line';
import type { Storage } from '../link/storage';
import { make_id } from '../seal/bytes';
import { KeyRing, type Label } from '../seal/key_ring';
import { Alone } from './alone';
import { settle_in } from './arriving';
import { begin_anew, forget_place, take_old_seat } from './becoming';
import { Belongings, type Kept } from './belongings';
import { Draft } from './draft';
import { Earlier } from './earlier';
import { fold, is_known } from './fold';
import { give_back } from './giving_back';
import { KeyKeeping } from './key_keeping';
import { known_links } from './links';
import { milestones } from './milestones';
import { TemplateChecking } from './template_checking';
import { PendingAct } from './pending';
import { PrivateKept } from './private_kept';
import { Protection } from './protection';
import { Repairs } from './repairs';
import { SeenShares } from './seen_shares';
import { Signs } from './signs';
import { first_shown, type Answer, type Milestone, type Shown } from './standing';
import { ThisTab } from './this_tab';
import { Waiting } from './waiting';
import type { Command, Event, MemberId, Sealed, ServerFrame, ToldFrame, View } from './words';

/** What differs between a browser and Node. */
export interface Surroundings {
  socket: SocketMaker;
  /** Where circles live: `wss://circle.example`. */
  server: string;
  device: Storage;
  tab: Storage;
  /** The others are companions: no link is shown to anybody. */
  rehearses?: boolean;
}

const erasing = new Set(['left', 'removed', 'circle_erased']);

export class Membership {
  readonly circle: string;
  readonly ring: KeyRing;
  readonly belongings: Belongings;
  readonly keys: KeyKeeping;
  readonly surroundings: Surroundings;
  readonly tab: ThisTab;
  readonly pending: PendingAct;
  readonly draft: Draft;
  readonly alone: Alone;
  readonly repairs: Repairs;
  readonly private_kept = new PrivateKept(this, () => this.#show({}));
  readonly protection = new Protection(this, () => this.#show({}));
  /** Whether who comes to the door may be somebody who left this device fast. */
  may_wake = false;
  shown: Shown = first_shown;
  /** The server's clock less this device's. */
  clock_offset = 0;
  /** Whether the last gathering closed while this place was open, and with which words. */
  has_closed = false;
  closing_words: Sealed | undefined;
  /** Names of all who were seen here, also of who left. */
  readonly names = new Map<MemberId, { name: Sealed }>();
  readonly lost_at = new Map<MemberId, number>();
  readonly waiting = new Waiting(this, (changed) => this.#show(changed));
  readonly #seen_shares = new SeenShares();
  readonly #earlier = new Earlier();
  readonly checking = new TemplateChecking((frame) => this.#line.send(frame));
  readonly #line: Line;
  readonly #signs = new Signs(() => this.#show({}));
  readonly #changes = new Set<(shown: Shown) => void>();
  readonly #milestones = new Set<(milestone: Milestone) => void>();

  constructor(kept: Kept, storage: Storage | undefined, surroundings: Surroundings) {
    this.circle = kept.circle;
    this.surroundings = surroundings;
    this.tab = new ThisTab(surroundings.tab, kept.circle);
    this.ring = new KeyRing(kept.circle, kept.key, kept.key_number);
    this.belongings = new Belongings(kept, storage);
    this.keys = new KeyKeeping(this, (shown) => this.#show(shown));
    this.pending = new PendingAct(
      (command) => this.ask(command),
      () => this.#show({}),
    );
    this.draft = new Draft({
      keep: (text) => void this.belongings.keep_draft(text),
      say: (on) => this.#line.send({ type: 'writing', on }),
      may_say: () => this.shown.view?.gathering?.turn?.holder === this.me,
    });
    this.alone = new Alone((text) => {
      void this.belongings.keep_alone(text);
      this.#show({});
    });
    this.repairs = new Repairs(
      (frame) => this.shown.state === 'here' && this.#line.send(frame),
      (text) => {
        void this.belongings.keep_repair(text);
        this.#show({});
      },
    );
    this.#line = new Line({
      socket: surroundings.socket,
      address: `${surroundings.server}/circles/${kept.circle}/live`,
      first_frame: () => this.belongings.first_frame(),
      heard: (frame) => this.#heard(frame),
      lost: (ending) => this.#lost(ending),
      clock: (now) => (this.clock_offset = now - Date.now()),
      // Shown as waiting once it is kept, and so outlives a reload.
      keep: (given) =>
        void this.belongings
          .keep_unanswered(given)
          .then(() => this.#show({ unanswered_count: given.length })),
    });
  }

  get me(): MemberId {
    return this.belongings.kept.member;
  }

  /** Takes up what the device kept, and connects. */
  async start(): Promise<void> {
    const [text, given] = [await this.belongings.draft(), await this.belongings.unanswered()];
    this.draft.text = text;
    this.alone.restore(await this.belongings.alone());
    this.repairs.restore(await this.belongings.repair());
    this.protection.restore(await this.belongings.signs_at_rest());
    this.#line.unanswered.restore(given, (each, answer) => give_back(this, each.command, answer));
    await this.waiting.restore(given);
    this.#show({ unanswered_count: given.length });
    if (await this.tab.recall('away')) return this.step_away();
    this.#line.connect();
  }

  /** Settles when it is so, or when the place is closed. */
  until(is_so: (shown: Shown) => boolean): Promise<Shown> {
    return new Promise((settle) => {
      const look = (shown: Shown) => {
        if (!is_so(shown) && shown.state !== 'closed') return;
        this.#changes.delete(look);
        settle(shown);
      };
      this.#changes.add(look);
      look(this.shown);
    });
  }

  async ask(command: Command): Promise<Answer> {
    if (this.shown.state === 'closed') return { accepted: false, code: 'closed', sentence: '' };
    if (!this.shown.view) this.waiting.asks(command);
    const answer = await this.#line.give({ id: make_id(), command });
    return give_back(this, command, answer);
  }

  gesture(kind: 'with_you' | 'thank_you' | 'take_your_time'): void {
    this.#line.send({ type: 'gesture', kind });
    this.protection.signed();
  }

  write_draft(text: string): void {
    this.draft.write(text);
    this.#show({});
  }

  async open(label: Label, sealed: Sealed): Promise<string> {
    await this.keys.settled; // its key may be on the way
    return this.ring.open(label, sealed);
  }

  on_change(listener: (shown: Shown) => void): () => void {
    this.#changes.add(listener);
    return () => this.#changes.delete(listener);
  }

  on_milestone(listener: (milestone: Milestone) => void): () => void {
    this.#milestones.add(listener);
    return () => this.#milestones.delete(listener);
  }

  look(): void {
    this.#line.look();
  }

  /** Asks for a page of what was shared in earlier gatherings; `shown.earlier` has it. */
  look_back(): void {
    this.#line.send(this.#earlier.question());
  }

  /** Cuts the line and comes again, as a tunnel would. */
  lose_connection(away: number): void {
    this.#line.lose(away);
  }

  /** Closes the line without a word: the seat rests, also over a reload, until `return_here`. */
  step_away(): void {
    this.pending.send();
    this.draft.rest();
    this.#signs.clear();
    this.#line.rest();
    void this.tab.keep('away', true);
    this.#show({ state: 'stepped_away' });
  }

  return_here(): void {
    void this.tab.forget('away');
    this.#show({ state: this.shown.view ? 'connecting_again' : 'connecting' });
    this.#line.connect();
  }

  /** Leaves at once: what could be read of this place is gone from here, and its link brings it back. */
  async vanish(): Promise<void> {
    const resting = this.belongings.rest();
    this.pending.cancel();
    this.end();
    await resting;
    await this.tab.forget_all();
  }

  /** Says hello afresh, as who somebody is here by now. */
  come_afresh(): void {
    this.#line.restart(true);
  }

  /** What was asked and not answered is no longer wished for. */
  take_back(type: Command['type']): void {
    this.#line.unanswered.forget(type);
  }

  end(): void {
    this.draft.end();
    this.keys.end();
    this.checking.end();
    this.#signs.clear();
    this.#line.end();
  }

  async keep_tokens(tokens: Kept['tokens']): Promise<void> {
    const { kept } = this.belongings;
    kept.tokens = { ...kept.tokens, ...tokens };
    await this.belongings.keep();
    this.#show({});
  }

  #heard(frame: ServerFrame): void {
    if (frame.type === 'told') return this.#told(frame);
    if (frame.type === 'gesture_seen') return this.#signs.gesture(frame.from, frame.kind);
    if (frame.type === 'writing_seen') return this.#signs.written(frame.from, frame.on);
    if (frame.type === 'repair_asked') return this.#asked_by(frame.by);
    if (frame.type === 'resumed') return this.#here();
    if (frame.type === 'looked_back') {
      this.#earlier.hear(frame.earlier);
      return this.#show({});
    }
    if (frame.type === 'template_checked') return this.checking.hear(frame.flaws);
    if (frame.type === 'refused') return this.checking.refused(frame);
    if (frame.type !== 'welcome') return;
    if (frame.view) return this.#arrive(frame.view);
    if (this.belongings.kept.joined) return void begin_anew(this);
    if (frame.door) this.waiting.come(frame.door);
  }

  #arrive(view: View): void {
    const was_let_in = this.waiting.over();
    this.#know_names(view);
    this.#earlier.forget();
    if (this.shown.state === 'connecting_again') this.repairs.server_forgot();
    this.#seen_shares.know(view);
    void this.keys.follow(view);
    this.#show_view(view);
    if (!view.gathering) this.#gathering_is_over();
    this.#here();
    if (was_let_in) this.#say([{ key: 'let_in' }]);
    void settle_in(this, view);
  }

  #here(): void {
    const came_again = this.shown.state === 'connecting_again';
    this.#show({ state: 'here' });
    this.repairs.here();
    if (came_again) this.#say([{ key: 'here_again' }]);
  }

  #asked_by(by: MemberId): void {
    if (this.repairs.hear(by)) this.#say([{ key: 'repair_asked', by }]);
  }

  #told(frame: ToldFrame): void {
    const { view: before } = this.shown;
    if (!before) return;
    if (!is_known(frame.event)) return this.#show({ needs_newer_page: true });
    if (this.#seen_shares.is_old(frame.event)) return;
    const after = fold(before, frame);
    this.#follow(frame, after);
    this.#show_view(after);
    this.protection.hear(frame.event);
    if (this.shown.state === 'here') this.#say(milestones(frame.event, before, after));
  }

  #follow({ event, at }: ToldFrame, after: View): void {
    if (event.type === 'member_joined' || event.type === 'member_renamed') this.#know_names(after);
    if (event.type === 'connection_lost') this.lost_at.set(event.member, at);
    if (event.type === 'gathering_opened') {
      this.has_closed = false;
      this.closing_words = undefined;
    }
    if (event.type === 'gathering_closed') {
      this.has_closed = true;
      this.closing_words = event.words;
      this.#earlier.forget();
      this.#gathering_is_over();
    }
    if (event.type === 'server_restarted') this.repairs.server_forgot();
    if (event.type === 'shares_emptied') this.#earlier.empty(event.shares);
    if (event.type === 'share_hidden') this.#earlier.hide(event.share, after);
    if (event.type === 'seat_given' || event.type === 'gathering_emptied') this.#earlier.forget();
    if (event.type === 'turn_ended') this.#turn_is_over(event);
    if (event.type === 'link_replaced') void this.keep_tokens({ [event.link]: undefined });
    this.keys.hear(event.type, after);
    if (event.type === 'seat_given' && event.newcomer === this.me) {
      void take_old_seat(this, event.seat_of);
    }
  }

  #turn_is_over(event: Extract<Event, { type: 'turn_ended' }>): void {
    const command = this.pending.now?.command;
    if (command && 'turn' in command && command.turn === event.turn) this.pending.cancel();
    this.#signs.nobody_writes();
  }

  #gathering_is_over(): void {
    this.pending.cancel();
    this.draft.erase();
  }

  #lost(ending: Ending): void {
    this.#signs.clear();
    if (ending.come_back) {
      this.waiting.lost();
      if (this.shown.state !== 'here') return;
      this.#show({ state: 'connecting_again' });
      return this.#say([{ key: 'connecting_again' }]);
    }
    this.#close(ending);
  }

  #close({ closing }: Ending): void {
    this.waiting.over();
    if (closing && erasing.has(closing)) forget_place(this);
    this.#show({ state: 'closed', view: undefined, ...(closing && { closing }) });
    this.#line.end((command) =>
      closing === 'left'
        ? command.type === 'leave'
        : closing === 'circle_erased' && command.type === 'erase_circle',
    );
  }

  /** What was written for a pod is not for the ring. */
  #show_view(view: View): void {
    this.#show({ view });
    if (this.alone.follow(view)) this.draft.erase();
    this.repairs.look(view);
  }

  #know_names(view: View): void {
    for (const { member, name } of view.members) this.names.set(member, { name });
  }

  #say(told: Milestone[]): void {
    for (const each of told) for (const listener of this.#milestones) listener(each);
  }

  #show(changed: Partial<Shown>): void {
    const { storage } = this.belongings;
    this.shown = {
      ...this.shown,
      ...changed,
      pending: this.pending.now,
      writing: this.#signs.writing,
      gestures: this.protection.seen(this.#signs.gestures),
      protection: this.protection.shown,
      draft: this.draft.text,
      notes: this.alone.notes,
      been: this.alone.been,
      repairs: this.repairs.shown,
      waiting: this.waiting.shown,
      earlier: this.#earlier.shares,
      earlier_has_more: this.#earlier.more,
      in_this_tab_only: storage !== undefined && storage === this.surroundings.tab,
      key_missing: this.keys.missing,
      key_count: this.ring.numbers.length,
      links: known_links(this.surroundings, this.belongings.kept),
    };
    for (const listener of this.#changes) listener(this.shown);
  }
}
