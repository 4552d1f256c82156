// What a device keeps of one place: who I am here, what I am writing, what was not answered yet, and
// what is mine alone. All but the first is sealed, and all of it goes when the place is left.
import type { Given } from '../link/unanswered';
import type { Storage } from '../link/storage';
import { read_pair, write_pair, type WrittenPair } from '../seal/device_key';
import { make_secret } from '../seal/bytes';
import { KeyRing, type Label } from '../seal/key_ring';
import { rest } from './rested';
import type { HelloFrame, LinkShown, MakeFrame, Sealed } from './words';

/** Who somebody is in a circle, on this device. */
export interface Kept {
  circle: string;
  member: string;
  secret: string;
  /** The newest of the circle's keys that this device has; who comes by the keepers' link has none
   * before the door gave it. */
  key?: string;
  /** Which of the circle's keys that is: the first where nothing is said. */
  key_number?: number;
  /** The key for what stays on this device: it never changes, as the circle's does. */
  own_key: string;
  /** What the keepers' link carries besides its token, where this device knows it. */
  keepers_secret?: string;
  /** What may have come to be, newest last: from a link, or kept before this device asks for it. */
  coming_keys?: ComingKey[];
  coming_links?: KeepersLink[];
  /** Until the place is taken: what opens the door. */
  link?: LinkShown;
  tokens: { keeper?: string; invitation?: string };
  joined: boolean;
  /** This device and its pair of keys, made together. */
  device?: string;
  pair?: CryptoKeyPair;
  /** Whether it was announced as another member's: an old seat was given back since. */
  announces_anew?: boolean;
  /** Until the circle is made. */
  make?: MakeFrame;
}

/** Of what may have come to be, as much is kept as could be under way at once. */
export const coming_max = 5;

export interface ComingKey {
  key: string;
  key_number: number;
  /** The token of the invitation that comes with it. */
  invitation?: string | undefined;
}

export interface KeepersLink {
  token: string;
  secret: string;
}

const parts = [
  'place',
  'draft',
  'unanswered',
  'alone',
  'written',
  'repair',
  'private',
  'signs',
  'plan',
  'remembering',
  'threads',
] as const;
type Part = (typeof parts)[number];

export const place_name = (circle: string, member = ''): string => `place/${circle}/${member}`;

/** In a tab a pair is kept as text. */
type Written = Omit<Kept, 'pair'> & { pair?: WrittenPair };

async function written(kept: Kept, storage: Storage): Promise<Kept | Written> {
  if (storage.keeps_keys) return kept;
  const { device, pair, ...bare } = kept;
  if (!device || !pair?.privateKey.extractable) return bare; // another is announced after a reload
  return { ...bare, device, pair: await write_pair(pair) };
}

/** Another tab may have kept a newer key of the circle: it is not written over. */
function with_newest_key(kept: Kept, there: Kept | undefined): Kept {
  const [mine, theirs] = [kept.key_number ?? 1, there?.key_number ?? 1];
  if (there?.key === undefined || (kept.key !== undefined && mine >= theirs)) return kept;
  return { ...kept, key: there.key, key_number: theirs };
}

/** A place as it was kept under this name. */
export async function read_place(storage: Storage, name: string): Promise<Kept | undefined> {
  const read_kept = (await storage.read(name)) as Kept | Written | undefined;
  if (!read_kept) return undefined;
  // Before it had a key of its own, a device sealed with the circle's.
  const kept = { ...read_kept, own_key: read_kept.own_key ?? read_kept.key ?? make_secret() };
  if (storage.keeps_keys) return kept as Kept;
  const { pair, ...bare } = kept as Written;
  const read = pair && (await read_pair(pair).catch(() => undefined));
  return { ...bare, ...(read && { pair: read }) };
}

export class Belongings {
  #last: Promise<unknown> = Promise.resolve();
  /** What is to be written next; only the newest of each part is. */
  readonly #newest = new Map<Part, string>();

  constructor(
    public kept: Kept,
    /** undefined while nothing may be kept: at the door. */
    public storage: Storage | undefined,
  ) {}

  /** What is mine alone opens whichever key the circle has by then. */
  get #ring(): KeyRing {
    return new KeyRing(this.kept.circle, this.kept.own_key);
  }

  /** What somebody says first on a new line. */
  first_frame(): HelloFrame | MakeFrame {
    const { member, secret, link, make, joined } = this.kept;
    if (make && !joined) return make;
    return { type: 'hello', member, secret, ...(link && { link }) };
  }

  keep(): Promise<void> {
    const { storage } = this;
    if (!storage) return Promise.resolve();
    const kept = { ...this.kept };
    const name = this.#name('place');
    return this.#next(async () => {
      const newest = with_newest_key(kept, (await storage.read(name)) as Kept | undefined);
      await storage.write(name, await written(newest, storage));
    });
  }

  draft(): Promise<string> {
    return this.#read('draft').catch(() => '');
  }

  keep_draft(text: string): Promise<void> {
    return this.#write('draft', text);
  }

  /** A template that is being written. */
  written(): Promise<string> {
    return this.#read('written').catch(() => '');
  }

  keep_written(text: string): Promise<void> {
    return this.#write('written', text);
  }

  /** A plan that is being written. */
  written_plan(): Promise<string> {
    return this.#read('plan').catch(() => '');
  }

  keep_written_plan(text: string): Promise<void> {
    return this.#write('plan', text);
  }

  async unanswered(): Promise<Given[]> {
    const text = await this.#read('unanswered').catch(() => '');
    return text === '' ? [] : (JSON.parse(text) as Given[]);
  }

  keep_unanswered(given: Given[]): Promise<void> {
    return this.#write('unanswered', given.length === 0 ? '' : JSON.stringify(given));
  }

  /** What is written for oneself alone. */
  alone(): Promise<string> {
    return this.#read('alone').catch(() => '');
  }

  keep_alone(text: string): Promise<void> {
    return this.#write('alone', text);
  }

  /** Of repairs: whom I asked, and what I put away. */
  repair(): Promise<string> {
    return this.#read('repair').catch(() => '');
  }

  keep_repair(text: string): Promise<void> {
    return this.#write('repair', text);
  }

  /** Of private lines: what I looked at, and what I was writing. */
  private_kept(): Promise<string> {
    return this.#read('private').catch(() => '');
  }

  keep_private(text: string): Promise<void> {
    return this.#write('private', text);
  }

  /** Of whom signs are not shown here. */
  signs_at_rest(): Promise<string> {
    return this.#read('signs').catch(() => '');
  }

  keep_signs_at_rest(text: string): Promise<void> {
    return this.#write('signs', text);
  }

  /** Of what is remembered: a note that is being written, and for what one was welcomed back. */
  remembering(): Promise<string> {
    return this.#read('remembering').catch(() => '');
  }

  keep_remembering(text: string): Promise<void> {
    return this.#write('remembering', text);
  }

  /** Of what people carry: what is for this device alone, and what is being written. */
  threads(): Promise<string> {
    return this.#read('threads').catch(() => '');
  }

  keep_threads(text: string): Promise<void> {
    return this.#write('threads', text);
  }

  /** The same device under another member: an old seat was given back. */
  async become(member: string): Promise<void> {
    await this.erase();
    this.kept = { ...this.kept, member, announces_anew: true };
    await this.keep();
  }

  /** Nothing that can be read stays here, and nothing is kept after; the link brings the place back. */
  async rest(): Promise<void> {
    const { storage, kept } = this;
    this.storage = undefined;
    if (!storage) return;
    const write = await rest(kept).catch(() => undefined);
    await this.erase(storage);
    if (write) await this.#next(() => write(storage));
  }

  async erase(storage = this.storage): Promise<void> {
    if (!storage) return;
    for (const part of parts) {
      const name = this.#name(part);
      await this.#next(() => storage.erase(name));
    }
  }

  #name(part: Part): string {
    return `${part}/${this.kept.circle}/${this.kept.member}`;
  }

  #label(part: Part): Label {
    return { kind: 'draft', author: this.kept.member, id: part };
  }

  async #read(part: Part): Promise<string> {
    const sealed = (await this.storage?.read(this.#name(part))) as Sealed | undefined;
    return sealed ? this.#ring.open(this.#label(part), sealed) : '';
  }

  #write(part: Part, text: string): Promise<void> {
    const { storage } = this;
    if (!storage) return Promise.resolve();
    const is_waiting = this.#newest.has(part);
    this.#newest.set(part, text);
    if (is_waiting) return this.#last.then(() => undefined);
    const name = this.#name(part);
    const label = this.#label(part);
    return this.#next(async () => {
      const newest = this.#newest.get(part) ?? '';
      this.#newest.delete(part);
      if (newest === '') return storage.erase(name);
      await storage.write(name, await this.#ring.seal(label, newest));
    });
  }

  /** One after the other, so that an older text never lands on a newer one. */
  #next(act: () => Promise<void>): Promise<void> {
    const done = this.#last.then(act);
    this.#last = done.catch(() => undefined);
    return done.catch(() => undefined); // a full or forbidden storage must not stop a circle
  }
}
