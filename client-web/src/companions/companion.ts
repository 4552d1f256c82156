// One companion's life in a circle, on the line, seals and fold that people have; without it a
// rehearsal would be empty seats.
import * as acts from '../circle/acts';
import { come } from '../circle/coming';
import type { CircleLink } from '../circle/links';
import { verdicts } from '../circle/may';
import type { Membership, Surroundings } from '../circle/membership';
import { answer_to, say_privately } from '../circle/private_line';
import type { Answer } from '../circle/standing';
import { closings, type Closing, type View } from '../circle/words';
import { memory_storage } from '../link/storage';
import type { Chance } from './chance';
import { decide, type Act } from './decide';
import { mark } from './words';

/** `ws://localhost:8080`, and what speaks with it. */
export interface Way extends Pick<Surroundings, 'server' | 'socket'> {
  link: CircleLink;
  pace: number;
  /** Whether they say yes to who asks them for a repair. */
  repairs: boolean;
  /** Whether they lose their connection now and then, as people do. */
  loses: boolean;
  /** Whether they say a first word to the keepers alone. */
  confides?: boolean;
  ending: AbortSignal;
  /** Settles when the run ends. */
  ended: Promise<undefined>;
  tell: (name: string, what: string) => void;
}

const leave_within = 3000;

const late = () => new Promise<undefined>((settle) => setTimeout(settle, leave_within));

/** Cut short where the run ends. */
function wait(length: number, ending: AbortSignal): Promise<void> {
  return new Promise((settle) => {
    if (ending.aborted) return settle();
    const done = () => {
      clearTimeout(timer);
      ending.removeEventListener('abort', done);
      settle();
    };
    const timer = setTimeout(done, length);
    ending.addEventListener('abort', done);
  });
}

const sentence_of = (closing: Closing | undefined): string =>
  closing ? closings[closing].sentence : 'The connection was closed.';

export class Companion {
  #state = 'here';

  constructor(
    readonly name: string,
    private readonly place: Membership,
    private readonly way: Way,
    private readonly chance: Chance,
  ) {}

  /** Until the place is closed, or the run ends. */
  async live(): Promise<void> {
    const { place } = this;
    place.on_change(({ state }) => this.#follow(state));
    while (!this.way.ending.aborted && place.shown.state !== 'closed') {
      // Each moment draws from a stream of its own: what is seen now never shifts what comes later.
      const chance = this.chance.branch();
      await this.#think(chance.whole(1500, 5000));
      const { view, state } = place.shown;
      if (view && state === 'here') await this.#do(decide(view, chance, this.#moment()));
    }
    if (place.shown.state !== 'closed') return;
    this.way.tell(this.name, `has no place any more: ${sentence_of(place.shown.closing)}`);
  }

  /** For good, so that no empty seat is waited for. */
  async leave(): Promise<void> {
    const { place } = this;
    const left = place.ask({ type: 'leave', take_back: false });
    await Promise.race([left, late()]);
    place.end();
  }

  /** At once, where the circle itself ends. */
  end(): void {
    this.place.end();
  }

  #follow(state: string): void {
    if (state === this.#state) return;
    this.#state = state;
    if (state === 'here') this.way.tell(this.name, 'is back');
    if (state === 'connecting_again') this.way.tell(this.name, 'lost the connection');
  }

  #moment() {
    const { place } = this;
    const { repairs: says_yes, confides = false } = this.way;
    const repairs = says_yes ? place.shown.repairs : undefined;
    return { now: Date.now() + place.clock_offset, lost_at: place.lost_at, repairs, confides };
  }

  #think(length: number): Promise<void> {
    return wait(length / this.way.pace, this.way.ending);
  }

  async #do(act: Act): Promise<void> {
    if (this.way.ending.aborted) return;
    switch (act.type) {
      case 'rest':
        return;
      case 'ask':
        return this.#told(act.command.type, await this.#answer(this.place.ask(act.command)));
      case 'share':
        return this.#share(act.words);
      case 'say_privately':
        return this.#say_privately(act.words);
      case 'gesture':
        this.place.gesture(act.kind);
        return this.#told(act.kind);
      case 'answer_repair':
        this.place.repairs.answer(act.by, 'goes_on');
        return this.#told(act.type);
      case 'lose_connection':
        if (this.way.loses) this.place.lose_connection(act.away / this.way.pace);
    }
  }

  /** To who read what it answers; a first word goes to all who keep the circle. */
  async #say_privately(text: string): Promise<void> {
    const { place } = this;
    const { view } = place.shown;
    if (!view) return;
    const keepers = view.members.filter((each) => each.keeper).map((each) => each.member);
    const to = answer_to(view, view.me) ?? keepers;
    const saying = { line: view.me, to, draft: view.me, text };
    this.#told('say_privately', await this.#answer(say_privately(place, saying)));
  }

  /** Word by word, as people write; what may no longer be said is let go. */
  async #share(words: string): Promise<void> {
    const { place } = this;
    let written = '';
    for (const word of words.split(' ')) {
      written += written === '' ? word : ` ${word}`;
      place.write_draft(written);
      await this.#think(200 + word.length * 50);
      if (!this.#may_share()) return place.write_draft('');
    }
    this.#told('share', await this.#answer(acts.share(place, words)));
  }

  #may_share(): boolean {
    const { view, state } = this.place.shown;
    const moment = this.#moment();
    if (this.way.ending.aborted || state !== 'here') return false;
    const { may, may_in_pod } = verdicts(view, moment.now, moment.lost_at);
    return view?.gathering?.practice?.mine ? may_in_pod.add_share : may.add_share;
  }

  /** An ending does not wait for a line that is away. */
  #answer(answer: Promise<Answer>): Promise<Answer | undefined> {
    return Promise.race([answer, this.way.ended]);
  }

  #told(act: string, answer: Answer | undefined = { accepted: true }): void {
    const done = act.replaceAll('_', ' ');
    if (answer.accepted) return this.way.tell(this.name, done);
    this.way.tell(this.name, `${done}: refused, ${answer.code.replaceAll('_', ' ')}`);
  }
}

async function at_the_door(way: Way): Promise<Membership> {
  const surroundings = {
    socket: way.socket,
    server: way.server,
    device: memory_storage(),
    tab: memory_storage(),
  };
  const place = await come(way.link.circle, surroundings, way.link);
  if (!place) throw new Error('This link opens no circle.');
  await place.start();
  const { state, closing } = await place.until((shown) => shown.state === 'door');
  if (state === 'closed') throw new Error(sentence_of(closing));
  return place;
}

const here = (view: View | undefined) => view?.members.some((each) => each.member === view.me);

/** Joins from the invitation, and waits where one knocks; throws a sentence where there is no place. */
export async function join(name: string, way: Way, chance: Chance): Promise<Companion> {
  const place = await at_the_door(way);
  const joining = { name, pronouns: mark(), witness: false, shared_device: true };
  const answer = await acts.join(place, joining);
  if (!answer.accepted) {
    place.end();
    throw new Error(answer.sentence);
  }
  const { state, closing } = await place.until(({ view }) => here(view) === true);
  if (state === 'closed') throw new Error(sentence_of(closing)); // not today
  return new Companion(name, place, way, chance);
}
