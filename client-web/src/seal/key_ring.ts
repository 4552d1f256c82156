// Seals words in the browser, and opens them: the server keeps and relays what nobody there can
// read. A body is bound to its circle, kind, author, key and id, so that it opens nowhere else.
import type { Kind, Sealed } from '../circle/words';
import { limits } from '../circle/words';
import { from_text, to_text, type Bytes } from './bytes';

export interface Label {
  kind: Kind;
  /** `-` for the circle's own words. */
  author: string;
  /** `-` but for what has an id of its own. */
  id: string;
}

export const own_words = (kind: Kind): Label => ({ kind, author: '-', id: '-' });

const key_length = 32;
const key_text_length = 43; // as base64url

const words_max: Record<Kind, number> = {
  title: limits.words.title,
  agreements: limits.words.agreements,
  safety: limits.words.words,
  places: limits.words.agreements,
  name: limits.words.name,
  pronouns: limits.words.name,
  share: limits.words.share,
  prompt: limits.words.words,
  opening_words: limits.words.words,
  closing_words: limits.words.words,
  device_key: limits.words.device_key,
  template: limits.words.template_words,
  template_body: limits.words.template_body,
  template_title: limits.words.title,
  circle_key: key_text_length,
  keeper_box: limits.words.keeper_box,
  door_words: limits.words.door_words,
  invitation_for: limits.words.name,
  private_words: limits.words.private_words,
  quiet_words: limits.words.quiet_words,
  plan_title: limits.words.title,
  plan_body: limits.words.plan_body,
  activity_title: limits.words.title,
  next_words: limits.words.words,
  capacity_words: limits.words.capacity_words,
  entry: limits.words.entry,
  entry_words: limits.words.entry_words,
  small_step: limits.words.small_step,
  went_words: limits.words.went_words,
  meet_up: limits.words.meet_up,
  record_note: limits.words.record_note,
  draft: Number.MAX_SAFE_INTEGER, // stays on the device
};

/** Words that are longer than the protocol has room for. */
export class TooLong extends Error {
  constructor(
    readonly kind: Kind,
    readonly words_max: number,
  ) {
    super(`${kind}: ${words_max} characters at most`);
  }
}

/** In code points; what is kept whole has room for as many bytes as they could have at most. */
function length_of(kind: Kind, text: string, bytes: Uint8Array): number {
  if (kind === 'template_body' || kind === 'plan_body') return Math.ceil(bytes.length / 4);
  return text.length > words_max[kind] ? [...text].length : text.length;
}

/** The circle has a newer key than this device: what it sealed could be read by who is gone. */
export class KeyMissing extends Error {}

const nonce_length = 12;

export class KeyRing {
  readonly #circle: string;
  readonly #keys = new Map<number, Promise<CryptoKey>>();
  readonly #known_shares = new Map<string, string>();
  #needed = 0;

  /** Without a key it seals and opens nothing until one is added. */
  constructor(circle: string, key?: string, number = 1) {
    this.#circle = circle;
    if (key !== undefined) this.add(key, number);
  }

  /** The number of the key that seals; 0 where there is none yet. */
  get current(): number {
    return Math.max(0, ...this.#keys.keys());
  }

  /** Those of all its keys, newest first. */
  get numbers(): number[] {
    return [...this.#keys.keys()].sort((one, other) => other - one);
  }

  /** Nothing is sealed with an older key than this one any more. */
  need(number: number): void {
    this.#needed = Math.max(this.#needed, number);
  }

  /** Whether the circle has a newer key than all that are here. */
  get is_behind(): boolean {
    return this.current < this.#needed;
  }

  /** Throws where it is no key, or no number of one. */
  add(key: string, number: number): void {
    const bytes = from_text(key);
    // A shorter one would pass for a key of a weaker kind.
    if (bytes.length !== key_length || !(number >= 1)) throw new Error(`no key for ${number}`);
    const algorithm = { name: 'AES-GCM', length: 256 };
    const usages: KeyUsage[] = ['encrypt', 'decrypt'];
    const imported = crypto.subtle.importKey('raw', bytes, algorithm, false, usages);
    imported.catch(() => undefined); // told to whoever seals or opens with it
    this.#keys.set(number, imported);
  }

  async seal(label: Label, text: string): Promise<Sealed> {
    if (this.is_behind) throw new KeyMissing('the key of now is not here');
    const max = words_max[label.kind];
    const bytes = new TextEncoder().encode(text);
    if (length_of(label.kind, text, bytes) > max) throw new TooLong(label.kind, max);
    const number = this.current;
    const nonce = crypto.getRandomValues(new Uint8Array(nonce_length));
    const sealed = await crypto.subtle.encrypt(
      this.#algorithm(label, number, nonce),
      await this.#key(number),
      bytes,
    );
    const body = new Uint8Array(nonce_length + sealed.byteLength);
    body.set(nonce);
    body.set(new Uint8Array(sealed), nonce_length);
    return { key: number, body: to_text(body) };
  }

  /** Throws where the words were sealed for another place, or changed on the way. */
  async open(label: Label, sealed: Sealed): Promise<string> {
    if (label.kind === 'share') await this.#know(label.id, sealed.body);
    const body = from_text(sealed.body);
    const nonce = body.slice(0, nonce_length);
    const plain = await crypto.subtle.decrypt(
      this.#algorithm(label, sealed.key, nonce),
      await this.#key(sealed.key),
      body.slice(nonce_length),
    );
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(plain);
  }

  /** A second body under a known id would be old words shown again as new. Its digest is enough to
   * know it by: of words that are hidden or taken back later, nothing stays that could be opened. */
  async #know(share: string, body: string): Promise<void> {
    const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(body));
    const mark = to_text(new Uint8Array(digest));
    const known = this.#known_shares.get(share) ?? mark;
    if (known !== mark) throw new Error('a second body under a known id');
    this.#known_shares.set(share, mark);
  }

  #key(number: number): Promise<CryptoKey> {
    const key = this.#keys.get(number);
    return key ?? Promise.reject(new Error(`no key ${number}`));
  }

  #algorithm(label: Label, key: number, nonce: Bytes): AesGcmParams {
    const bound = ['circlekeeper.v1', this.#circle, label.kind, label.author, key, label.id];
    return {
      name: 'AES-GCM',
      iv: nonce,
      additionalData: new TextEncoder().encode(bound.join('|')),
    };
  }
}
