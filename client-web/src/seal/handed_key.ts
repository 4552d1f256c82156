// A renewed key on its way to one device. The public key that it comes from stands before the box:
// it may have been announced under a key that this device is only now to get.
import { open_box, seal_box, type BoxLabel } from './boxes';
import type { Device, DeviceKey } from './device_key';

/** 65 bytes as base64url. */
const announced_length = 87;

interface Way {
  circle: string;
  /** Of the key that is handed. */
  number: number;
  from: Device;
  to: Device;
}

const label_of = ({ circle, number, from, to }: Way): BoxLabel => ({
  circle,
  kind: 'circle_key',
  id: String(number),
  author: { member: from.member, device: from.device },
  recipient: { member: to.member, device: to.device },
});

interface Handing extends Way {
  from: Device & DeviceKey;
  to: Device & Pick<DeviceKey, 'announced'>;
}

export async function hand_key(handing: Handing, key: string): Promise<string> {
  const { from, to } = handing;
  const label = label_of(handing);
  return from.announced + (await seal_box({ from: from.pair, to: to.announced, label }, key));
}

interface Taking extends Way {
  to: Device & Pick<DeviceKey, 'pair'>;
}

/** The key, and the public key that it comes from: whether that is whose it says is to be looked at. */
export async function take_key(
  taking: Taking,
  box: string,
): Promise<{ key: string; from: string }> {
  const [from, rest] = [box.slice(0, announced_length), box.slice(announced_length)];
  const key = await open_box({ to: taking.to.pair, from, label: label_of(taking) }, rest);
  return { key, from };
}
