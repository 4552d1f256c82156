// Bytes as the wire writes them, and ids and secrets that nobody can guess.
import { base64urlnopad } from '@scure/base';

export type Bytes = Uint8Array<ArrayBuffer>;

export const to_text = (bytes: Uint8Array): string => base64urlnopad.encode(bytes);
/** Throws where the text is not base64url. */
export const from_text = (text: string): Bytes => new Uint8Array(base64urlnopad.decode(text));

function random_text(length: number): string {
  return to_text(crypto.getRandomValues(new Uint8Array(length)));
}

/** A circle's, member's, share's or command's id. */
export const make_id = (): string => random_text(16);
/** A link's token, a device's member secret, or a circle's key. */
export const make_secret = (): string => random_text(32);
