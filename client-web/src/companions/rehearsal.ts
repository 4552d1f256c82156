// A circle to try things out in: made like every other, with companions in place of people. Its
// invitation never leaves this file, so nobody else comes in, and no companion goes anywhere else.
import type { CircleLink } from '../circle/links';
import { make_membership } from '../circle/making';
import type { Membership, Surroundings } from '../circle/membership';
import { on_this_device, stay, surroundings } from '../circle/opening';
import { Place } from '../circle/place.svelte';
import type { Closing } from '../circle/words';
import { memory_storage } from '../link/storage';
import { say, say_if } from '../words/say';
import { chance_of, seed_max } from './chance';
import { join, type Companion, type Way } from './companion';
import { forget, hold, note } from './left';
import { name_of, speak_with } from './words';

export const companions_min = 3;
export const companions_max = 8;

export interface Rehearsing {
  name: string;
  count: number;
  operator_token?: string;
}

const erase_within = 3000;
const gone = new Set<Closing | undefined>(['circle_erased', 'unknown_circle']);

/** Nothing of a rehearsal is kept on the device: closing the page ends it. */
const in_memory = (from: Surroundings): Surroundings => ({
  ...from,
  device: memory_storage(),
  tab: memory_storage(),
  rehearses: true,
});

function invitation_of({ circle, belongings }: Membership): CircleLink | undefined {
  const { tokens, key } = belongings.kept;
  if (!tokens.invitation || !key) return undefined;
  return { circle, kind: 'invitation', token: tokens.invitation, key };
}

export class Rehearsal {
  readonly place: Place;
  /** Settles with whether every companion came. */
  readonly all_here: Promise<boolean>;
  readonly #keeper: Membership;
  readonly #ending = new AbortController();
  readonly #ended: Promise<undefined>;
  readonly #companions: Companion[] = [];
  #over: Promise<boolean> | undefined;

  constructor(keeper: Membership, from: Surroundings, count: number) {
    const { signal } = this.#ending;
    this.#keeper = keeper;
    this.place = new Place(keeper);
    this.#ended = new Promise((end) => signal.addEventListener('abort', () => end(undefined)));
    hold(keeper.circle, this.#ended);
    window.addEventListener('pagehide', this.#let_go);
    this.all_here = this.#come(from, count).catch(() => false);
  }

  /** Settles with whether all of it is erased. */
  end(): Promise<boolean> {
    this.#over ??= this.#end();
    return this.#over;
  }

  /** Leaving at once: this device forgets first, whatever the network does. */
  async vanish(): Promise<void> {
    await forget(on_this_device(), this.#keeper.circle);
    await this.end();
  }

  /** The page goes: there is time for one word to the server, and none for its answer. */
  readonly #let_go = () => void this.#keeper.ask({ type: 'erase_circle' });

  async #end(): Promise<boolean> {
    window.removeEventListener('pagehide', this.#let_go);
    const asked = this.#keeper.ask({ type: 'erase_circle' });
    const late = new Promise<undefined>((settle) => setTimeout(settle, erase_within));
    const answer = await Promise.race([asked, late]);
    const erased = answer?.accepted === true || gone.has(this.#keeper.shown.closing);
    this.#ending.abort();
    for (const each of this.#companions) each.end();
    this.#keeper.end();
    if (erased) await forget(on_this_device(), this.#keeper.circle);
    return erased;
  }

  /** One after the other, as people come in. */
  async #come({ socket, server }: Surroundings, count: number): Promise<boolean> {
    const link = invitation_of(this.#keeper);
    if (!link) return false;
    const run = { ending: this.#ending.signal, ended: this.#ended, tell: () => undefined };
    const way: Way = { socket, server, link, pace: 1, repairs: true, loses: false, ...run };
    const chance = chance_of(Math.floor(Math.random() * seed_max));
    for (let index = 0; index < count && !way.ending.aborted; index += 1) {
      const one = { ...way, confides: index === 1 };
      const companion = await join(name_of(index), one, chance.branch());
      this.#companions.push(companion);
      if (way.ending.aborted) companion.end();
      else void companion.live();
    }
    return true;
  }
}

/** Settles when it is made; where the server would not, `place.state` is closed. */
export async function begin_rehearsal(
  { name, count, operator_token }: Rehearsing,
  from = surroundings(),
): Promise<Rehearsal> {
  speak_with((key) => say_if(key) ?? '');
  const choices = { meets: 'typed', keeps: 'this_gathering', shared_device: true } as const;
  const words = { title: say('rehearsal.title'), agreements: say('rehearsal.agreement'), name };
  const making = { ...words, ...choices, ...(operator_token && { operator_token }) };
  const keeper = await make_membership(making, in_memory(from));
  const { circle, member, secret } = keeper.belongings.kept;
  if (keeper.shown.state === 'here') await note(on_this_device(), circle, { member, secret });
  stay(keeper);
  return new Rehearsal(keeper, from, keeper.shown.state === 'here' ? count : 0);
}
