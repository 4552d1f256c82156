// What a device announces of itself, so that keys can be renewed and lines be private.
import type { Storage } from '../link/storage';
import { announced_of, announcement, make_device_key, type DeviceKey } from '../seal/device_key';
import type { Kept } from './belongings';
import type { Membership } from './membership';
import type { Answer } from './standing';
import type { Device, View } from './words';

async function own_key(kept: Kept, storage: Storage | undefined): Promise<DeviceKey> {
  const { device, pair } = kept;
  if (device && pair) return { device, pair, announced: await announced_of(pair) };
  return make_device_key({ extractable: storage?.keeps_keys === false });
}

/** This device's own key, made where it has none, and sealed as it is to be announced. */
export async function own_device(place: Membership, storage: Storage | undefined): Promise<Device> {
  const { kept } = place.belongings;
  const { device, pair, announced } = await own_key(kept, storage);
  const label = announcement({ member: kept.member, device });
  const device_key = await place.ring.seal(label, announced);
  kept.device = device;
  kept.pair = pair;
  return { device, device_key };
}

export async function announce_key(place: Membership): Promise<Answer> {
  const { belongings } = place;
  const announced = await own_device(place, belongings.storage);
  await belongings.keep();
  const answer = await place.ask({ type: 'announce_key', ...announced });
  if (answer.accepted && belongings.kept.announces_anew) {
    delete belongings.kept.announces_anew;
    await belongings.keep();
  }
  return answer;
}

/** Whether keys can be sealed to this device: the oldest of somebody's many make way. */
export function is_announced({ members, me }: View, kept: Kept): boolean {
  if (!kept.pair || kept.announces_anew) return false;
  const devices = members.find((each) => each.member === me)?.devices ?? [];
  return devices.some((each) => each.device === kept.device);
}
