// A device's own pair of keys, from the first version on, so that keys can be renewed and lines be
// private. The private part cannot be taken out of a device of one's own.
import { make_id, to_text } from './bytes';
import type { Label } from './key_ring';

/** One of the devices that a member has. */
export interface Device {
  member: string;
  device: string;
}

export interface DeviceKey {
  /** The device's id, made with its pair. */
  device: string;
  pair: CryptoKeyPair;
  /** The public part, to be announced sealed. */
  announced: string;
}

/** A pair as a tab's storage can hold it. */
export interface WrittenPair {
  public_key: JsonWebKey;
  private_key: JsonWebKey;
}

export const curve = { name: 'ECDH', namedCurve: 'P-256' };
const usages: KeyUsage[] = ['deriveKey', 'deriveBits'];

/** Extractable only for a tab's storage: it holds the circle's key and the member's secret as text
 * already, so nothing is weaker for it. */
export async function make_device_key({ extractable = false } = {}): Promise<DeviceKey> {
  const pair = await crypto.subtle.generateKey(curve, extractable, usages);
  return { device: make_id(), pair, announced: await announced_of(pair) };
}

export async function announced_of({ publicKey }: CryptoKeyPair): Promise<string> {
  return to_text(new Uint8Array(await crypto.subtle.exportKey('raw', publicKey)));
}

/** What an announced key is bound to, so that it cannot be shown as another member's or device's. */
export const announcement = ({ member, device }: Device): Label => ({
  kind: 'device_key',
  author: member,
  id: device,
});

/** Throws where the private part cannot be taken out. */
export async function write_pair({ publicKey, privateKey }: CryptoKeyPair): Promise<WrittenPair> {
  return {
    public_key: await crypto.subtle.exportKey('jwk', publicKey),
    private_key: await crypto.subtle.exportKey('jwk', privateKey),
  };
}

/** Extractable again, since the tab writes its place anew whenever something of it changes. */
export async function read_pair({ public_key, private_key }: WrittenPair): Promise<CryptoKeyPair> {
  return {
    publicKey: await crypto.subtle.importKey('jwk', public_key, curve, true, []),
    privateKey: await crypto.subtle.importKey('jwk', private_key, curve, true, usages),
  };
}
