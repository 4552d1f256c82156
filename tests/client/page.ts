// A page on a device of its own, before a fake circle: it can go at any step, as when a phone's
// battery is empty, and opens again from what the device had kept by then.
import { expect, vi } from 'vitest';
import { join, share } from '../../client-web/src/circle/acts';
import { come } from '../../client-web/src/circle/coming';
import { parse_link } from '../../client-web/src/circle/links';
import { make_membership } from '../../client-web/src/circle/making';
import type { Membership, Surroundings } from '../../client-web/src/circle/membership';
import type { ClientFrame, ServerFrame } from '../../client-web/src/circle/words';
import { memory_storage, type Storage } from '../../client-web/src/link/storage';
import { FakeCircle, type Guest } from './fake_circle';

/** How a step is cut: the page goes and opens again, or the line alone. */
export type Cut = 'page' | 'line';

interface Life {
  over: boolean;
}

export class Page {
  static readonly all: Page[] = [];
  place!: Membership;
  steps = 0;
  cut: { at: number; how: Cut } | undefined;
  was_cut = false;
  #life: Life = { over: false };
  #away: () => void = () => undefined;

  constructor(
    private readonly circle: () => FakeCircle,
    readonly device: Storage = memory_storage(),
    private readonly tab: Storage = memory_storage(),
  ) {
    Page.all.push(this);
  }

  static end_all(): void {
    for (const page of Page.all.splice(0)) page.end();
  }

  end(): void {
    this.#life.over = true;
    this.place.end();
  }

  async make(): Promise<this> {
    const making = { title: 'Circle', agreements: 'We listen.', name: 'Ana' };
    const kept = { meets: 'typed', keeps: 'this_gathering' } as const;
    this.place = await make_membership({ ...making, ...kept }, this.#surroundings(this.#life));
    return this;
  }

  async join(link: string, name: string): Promise<this> {
    await this.open(link);
    await this.place.until(({ state }) => state === 'door' || state === 'here');
    if (this.place.shown.state === 'door') {
      const answer = await join(this.place, { name, witness: false, shared_device: false });
      if (!answer.accepted) throw new Error(answer.code);
    }
    await this.place.until(({ state }) => state === 'here');
    return this;
  }

  async open(address?: string): Promise<void> {
    const link = address === undefined ? undefined : parse_link(address);
    const place = await come(this.circle().id, this.#surroundings(this.#life), link);
    if (!place) throw new Error('no place');
    this.place = place;
    await place.start();
  }

  /** The page goes as it is, and another opens. */
  async reload(address?: string): Promise<void> {
    this.end();
    this.#life = { over: false };
    await this.open(address);
  }

  /** What is under way is over: heard, learned and kept. */
  async rest(): Promise<void> {
    await vi.waitFor(() => {
      if (this.place.shown.state !== 'here') throw new Error(this.place.shown.state);
    }, 3000);
    for (let turns = 0; turns < 4; turns += 1) {
      await this.place.keys.settled;
      await new Promise((settle) => setTimeout(settle, 2));
    }
  }

  /** Whether this step happens: not where the page or its line is cut now. */
  #step(life: Life, kinds: Cut[]): boolean {
    if (life.over) return false;
    if (!this.cut || this.was_cut || !kinds.includes(this.cut.how)) return true;
    this.steps += 1;
    if (this.steps < this.cut.at) return true;
    this.was_cut = true;
    if (this.cut.how === 'line') this.#away();
    else void this.reload();
    return false;
  }

  #surroundings(life: Life): Surroundings {
    return {
      socket: this.#socket(life),
      server: 'ws://localhost',
      device: this.#kept_in(this.device, life),
      tab: this.#kept_in(this.tab, life),
    };
  }

  #kept_in(storage: Storage, life: Life): Storage {
    const written = (act: () => Promise<void>) =>
      this.#step(life, ['page']) ? act() : Promise.resolve();
    return {
      keeps_keys: true,
      read: (name) => storage.read(name),
      names: (prefix) => storage.names(prefix),
      write: (name, value) => written(() => storage.write(name, value)),
      erase: (name) => written(() => storage.erase(name)),
    };
  }

  #socket(life: Life): Surroundings['socket'] {
    const step = () => this.#step(life, ['page', 'line']);
    const { circle } = this;
    const goes = (away: () => void) => (this.#away = away);
    const look = () => setTimeout(() => !life.over && this.place.look(), 1);
    return class {
      readyState = 0;
      onopen: ((event: never) => void) | null = null;
      onmessage: ((event: never) => void) | null = null;
      onclose: ((event: never) => void) | null = null;
      onerror: ((event: never) => void) | null = null;
      readonly #guest: Guest = {
        hears: (frame) => this.#hear(frame),
        closes: (code) => this.#close(code),
      };

      constructor(address: string) {
        circle().id ||= address.split('/')[4] ?? '';
        goes(() => {
          this.#close(1006);
          look();
        });
        queueMicrotask(() => {
          if (this.readyState !== 0) return;
          this.readyState = 1;
          this.onopen?.({} as never);
        });
      }

      send(text: string): void {
        if (this.readyState !== 1 || !step()) return;
        circle().hear(this.#guest, JSON.parse(text) as ClientFrame);
      }

      close(): void {
        this.readyState = 3;
        circle().guests.delete(this.#guest);
      }

      #hear(frame: ServerFrame): void {
        if (this.readyState !== 1 || !step()) return;
        this.onmessage?.({ data: JSON.stringify(frame) } as never);
      }

      #close(code: number): void {
        if (this.readyState === 3) return;
        this.close();
        this.onclose?.({ code } as never);
      }
    };
  }
}

export async function says(page: Page, text: string): Promise<void> {
  expect(await share(page.place, text)).toEqual({ accepted: true });
}

/** All that was shared, as this page reads it. */
export async function read(page: Page): Promise<string[]> {
  const shares = page.place.shown.view?.gathering?.shares ?? [];
  const opened = shares.map(({ share: id, author, body }) => {
    const label = { kind: 'share', author, id } as const;
    return body ? page.place.open(label, body).catch(() => '?') : '';
  });
  return Promise.all(opened);
}

/** Ana and Kay keep, Ben and Cai are members. */
export async function gathered(cai_keeps = false) {
  const circle = new FakeCircle();
  const at = () => circle;
  const ana = await new Page(at).make();
  const { keeper = '', invitation = '' } = ana.place.shown.links;
  const kay = await new Page(at).join(keeper, 'Kay');
  const ben = await new Page(at).join(invitation, 'Ben');
  const cai = await new Page(at).join(cai_keeps ? keeper : invitation, 'Cai');
  for (const page of [ana, kay, ben, cai]) await page.rest();
  return { circle, ana, ben, cai, kay };
}
