// A text sealed from one device to one other: HPKE in Auth mode (RFC 9180), so that it opens for
// that device only, and comes from nobody but the one that announced its key.
import { from_text, to_text } from './bytes';
import { curve, type Device } from './device_key';

/** What a box is bound to: it opens nowhere else. */
export interface BoxLabel {
  circle: string;
  kind: 'circle_key' | 'private_key';
  /** The key's number, or the id of the message that the key is for. */
  id: string;
  author: Device;
  recipient: Device;
}

interface Sealing {
  /** The whole pair: a private part that cannot be taken out does not say its public one. */
  from: CryptoKeyPair;
  /** The public key that the recipient's device announced. */
  to: string;
  label: BoxLabel;
}

interface Opening {
  to: CryptoKeyPair;
  /** The public key that the author's device announced. */
  from: string;
  label: BoxLabel;
}

/** An announced key that is no point of the curve: nothing can be sealed to it, or come from it. */
export class NotAPublicKey extends Error {}

/** A box for another device, place or purpose, from another device, or changed on the way. */
export class DoesNotOpen extends Error {}

const point_length = 65;

/** Loaded with the first box, so that nobody waits for it before. */
async function suite() {
  const { Aes256Gcm, CipherSuite, DhkemP256HkdfSha256, HkdfSha256 } = await import('@hpke/core');
  const [kem, kdf, aead] = [new DhkemP256HkdfSha256(), new HkdfSha256(), new Aes256Gcm()];
  return new CipherSuite({ kem, kdf, aead });
}

function bound({ circle, kind, id, author, recipient }: BoxLabel): Uint8Array<ArrayBuffer> {
  const devices = [author.member, author.device, recipient.member, recipient.device];
  const parts = [circle, kind, id, ...devices];
  if (parts.some((part) => part.includes('|'))) throw new Error('two labels would read the same');
  return new TextEncoder().encode(['circlekeeper.v1', ...parts].join('|'));
}

async function public_key(announced: string): Promise<CryptoKey> {
  try {
    const point = from_text(announced);
    // OpenSSL reads other spellings of a point too: two keys that look different would be one.
    if (point.length !== point_length || point[0] !== 4) throw new Error('not 65 bytes from 04');
    return await crypto.subtle.importKey('raw', point, curve, true, []);
  } catch (cause) {
    throw new NotAPublicKey('no public key of a device', { cause });
  }
}

export async function seal_box({ from, to, label }: Sealing, text: string): Promise<string> {
  const info = bound(label);
  const recipientPublicKey = await public_key(to);
  const sender = { recipientPublicKey, senderKey: from, info };
  const { enc, ct } = await (await suite()).seal(sender, new TextEncoder().encode(text));
  const box = new Uint8Array(point_length + ct.byteLength);
  box.set(new Uint8Array(enc));
  box.set(new Uint8Array(ct), point_length);
  return to_text(box);
}

export async function open_box({ to, from, label }: Opening, box: string): Promise<string> {
  const info = bound(label);
  const senderPublicKey = await public_key(from);
  const opening = await suite(); // failing to load says nothing about the box
  try {
    const bytes = from_text(box);
    const enc = bytes.slice(0, point_length);
    const recipient = { recipientKey: to, senderPublicKey, enc, info };
    const plain = await opening.open(recipient, bytes.slice(point_length));
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(plain);
  } catch (cause) {
    throw new DoesNotOpen('a box that does not open here', { cause });
  }
}
