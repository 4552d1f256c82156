// A device's own pair of keys, from the first version on, so that keys can be renewed and lines be
// private later. The private part cannot be taken out of the device.
import { to_text } from './bytes';

export interface DeviceKey {
  pair: CryptoKeyPair;
  /** The public part, to be announced sealed. */
  announced: string;
}

export async function make_device_key(): Promise<DeviceKey> {
  const pair = await crypto.subtle.generateKey({ name: 'ECDH', namedCurve: 'P-256' }, false, [
    'deriveKey',
    'deriveBits',
  ]);
  const raw = await crypto.subtle.exportKey('raw', pair.publicKey);
  return { pair, announced: to_text(new Uint8Array(raw)) };
}
