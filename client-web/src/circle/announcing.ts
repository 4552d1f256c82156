// What a device announces of itself, so that keys can be renewed and lines be private.
import type { Storage } from '../link/storage';
import { announcement, make_device_key } from '../seal/device_key';
import type { Membership } from './membership';
import type { Device } from './words';

/** Makes this device's own key where it has none, and seals what is to be announced of it. */
export async function own_device(place: Membership, storage: Storage | undefined): Promise<Device> {
  const { kept } = place.belongings;
  const extractable = storage?.keeps_keys === false;
  const { device, pair, announced } = await make_device_key({ extractable });
  const label = announcement({ member: kept.member, device });
  kept.device = device;
  kept.pair = pair;
  return { device, device_key: await place.ring.seal(label, announced) };
}

export async function announce_key(place: Membership): Promise<void> {
  const announced = await own_device(place, place.belongings.storage);
  await place.belongings.keep();
  await place.ask({ type: 'announce_key', ...announced });
}
