// What this device knows of repairs: who asks me, whom I asked, and what a keeper put away. Who asked
// hears one sentence when the gathering closes, the same for every reason.
import type { AnswerRepairFrame, AskRepairFrame, Gate, MemberId, Pair, View } from './words';

interface Asked {
  with: MemberId;
  gathering: number;
  /** The two were in a pod of a practice about a hurt. */
  met: boolean;
  /** The server started again, and knows of it no more. */
  forgotten: boolean;
}

/** Sealed on the device. */
interface Store {
  asked?: Asked;
  not_this_time: boolean;
  put_away: string[];
}

export interface RepairsShown {
  asked_by: readonly MemberId[];
  asked: Asked | undefined;
  not_this_time: boolean;
  put_away: readonly string[];
  /** With whom I said that I would go on. */
  faced: readonly MemberId[];
}

type RepairFrame = AskRepairFrame | AnswerRepairFrame;

/** Nobody asked for any. */
export const no_repairs: RepairsShown = {
  asked_by: [],
  asked: undefined,
  not_this_time: false,
  put_away: [],
  faced: [],
};

const key_of = (view: View, { one, other }: Pair) =>
  `${view.gathering?.number ?? 0}.${one}.${other}`;

function are_in_a_repair({ gathering }: View, one: MemberId, other: MemberId): boolean {
  const { practice } = gathering ?? {};
  if (practice?.structure.about !== 'hurt') return false;
  return practice.pods.some(({ people }) => people.includes(one) && people.includes(other));
}

/** For keepers: who passed the gate and was not seen to yet. */
export function waiting_pairs(view: View | undefined, { put_away }: RepairsShown): Pair[] {
  const is_member = (id: MemberId) => view?.members.some((each) => each.member === id);
  return (view?.gathering?.passed ?? []).filter((pair) => {
    const is_seen_to = view && put_away.includes(key_of(view, pair));
    return !is_seen_to && is_member(pair.one) && is_member(pair.other);
  });
}

export class Repairs {
  shown: RepairsShown = no_repairs;
  #waiting: RepairFrame[] = [];

  constructor(
    /** False where it could not leave. */
    private readonly send: (frame: RepairFrame) => boolean,
    private readonly store: (text: string) => void,
  ) {}

  restore(text: string): void {
    if (text !== '') this.shown = { ...no_repairs, ...(JSON.parse(text) as Store) };
  }

  /** One frame leaves, whatever the answers came to. */
  ask(view: View, who: MemberId, gate: Gate): void {
    const gathering = view.gathering?.number ?? 0;
    this.#give({ type: 'ask_repair', with: who, gate });
    if (gate === 'not_now') return;
    this.#set({ asked: { with: who, gathering, met: false, forgotten: false } });
  }

  answer(by: MemberId, gate: Gate): void {
    const { asked_by, faced } = this.shown;
    this.#give({ type: 'answer_repair', by, gate });
    this.#set({
      asked_by: asked_by.filter((each) => each !== by),
      faced: gate === 'goes_on' ? [...faced, by] : faced,
    });
  }

  /** Whether it is news. */
  hear(by: MemberId): boolean {
    const { asked_by } = this.shown;
    if (asked_by.includes(by)) return false;
    this.#set({ asked_by: [...asked_by, by] });
    return true;
  }

  /** The line holds: what could not leave does. */
  here(): void {
    for (const frame of this.#waiting.splice(0)) this.#give(frame);
  }

  server_forgot(): void {
    const { asked } = this.shown;
    this.#set({ asked_by: [], asked: asked && { ...asked, forgotten: !asked.met } });
  }

  look(view: View): void {
    const { asked, put_away } = this.shown;
    const { gathering } = view;
    if (!gathering) {
      this.#waiting = [];
      this.#set({ asked_by: [], faced: [], put_away: [] });
    }
    if (asked && asked.gathering !== gathering?.number) {
      this.#set({ asked: undefined, not_this_time: !asked.met });
    } else if (asked && !asked.met && are_in_a_repair(view, view.me, asked.with)) {
      this.#set({ asked: { ...asked, met: true, forgotten: false } });
    }
    const met = waiting_pairs(view, this.shown).filter(({ one, other }) =>
      are_in_a_repair(view, one, other),
    );
    if (met.length > 0)
      this.#set({ put_away: [...put_away, ...met.map((pair) => key_of(view, pair))] });
  }

  put_away(view: View, pair: Pair): void {
    this.#set({ put_away: [...this.shown.put_away, key_of(view, pair)] });
  }

  /** The sentence was read, or it is not asked again. */
  let_go(): void {
    this.#set({ asked: undefined, not_this_time: false });
  }

  forget(): void {
    this.#waiting = [];
    this.shown = no_repairs;
  }

  keep(): void {
    const { asked, not_this_time, put_away } = this.shown;
    const store: Store = { not_this_time, put_away: [...put_away], ...(asked && { asked }) };
    const is_empty = !asked && !not_this_time && put_away.length === 0;
    this.store(is_empty ? '' : JSON.stringify(store));
  }

  #give(frame: RepairFrame): void {
    if (!this.send(frame)) this.#waiting.push(frame);
  }

  #set(changed: Partial<RepairsShown>): void {
    const next = { ...this.shown, ...changed };
    if (JSON.stringify(next) === JSON.stringify(this.shown)) return;
    this.shown = next;
    this.keep();
  }
}
