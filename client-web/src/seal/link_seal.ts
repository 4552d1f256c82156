// Seals what only the link opens again: under a key that comes of the link's own key and a salt, and
// is not the one that seals words.
import { from_text, to_text, type Bytes } from './bytes';

export interface SealedByLink {
  salt: string;
  body: string;
}

const salt_length = 16;
const nonce_length = 12;
const encode = (text: string): Bytes => new TextEncoder().encode(text);

async function key_of(link_key: string, salt: Bytes): Promise<CryptoKey> {
  const material = await crypto.subtle.importKey('raw', from_text(link_key), 'HKDF', false, [
    'deriveKey',
  ]);
  const derivation = {
    name: 'HKDF',
    hash: 'SHA-256',
    salt,
    info: encode('circlekeeper.v1|rested'),
  };
  const algorithm = { name: 'AES-GCM', length: 256 };
  return crypto.subtle.deriveKey(derivation, material, algorithm, false, ['encrypt', 'decrypt']);
}

const sealing = (nonce: Bytes, circle: string): AesGcmParams => ({
  name: 'AES-GCM',
  iv: nonce,
  additionalData: encode(circle),
});

export async function seal_by_link(
  link_key: string,
  circle: string,
  text: string,
): Promise<SealedByLink> {
  const salt = crypto.getRandomValues(new Uint8Array(salt_length));
  const nonce = crypto.getRandomValues(new Uint8Array(nonce_length));
  const key = await key_of(link_key, salt);
  const sealed = await crypto.subtle.encrypt(sealing(nonce, circle), key, encode(text));
  const body = new Uint8Array(nonce_length + sealed.byteLength);
  body.set(nonce);
  body.set(new Uint8Array(sealed), nonce_length);
  return { salt: to_text(salt), body: to_text(body) };
}

/** Throws where it is another link, or another circle. */
export async function open_by_link(
  link_key: string,
  circle: string,
  { salt, body }: SealedByLink,
): Promise<string> {
  const key = await key_of(link_key, from_text(salt));
  const bytes = from_text(body);
  const algorithm = sealing(bytes.slice(0, nonce_length), circle);
  const plain = await crypto.subtle.decrypt(algorithm, key, bytes.slice(nonce_length));
  return new TextDecoder().decode(plain);
}
