// Words for a few devices alone: sealed with a key of their own, and that key in a box for each. The
// circle's key opens none of it.
import type { DeviceBox, Sealed } from '../circle/words';
import { open_box, seal_box, type BoxLabel } from './boxes';
import { make_secret } from './bytes';
import type { Device, DeviceKey } from './device_key';
import { KeyRing, type Label } from './key_ring';

const label_of = (author: string, message: string): Label => ({
  kind: 'private_words',
  author,
  id: message,
});

interface Saying {
  circle: string;
  /** Of the circle's key at that time: for who was in the circle then. */
  number: number;
  author: string;
  message: string;
}

export async function seal_words(
  { circle, number, author, message }: Saying,
  text: string,
): Promise<{ key: string; body: Sealed }> {
  const key = make_secret();
  const body = await new KeyRing(circle, key, number).seal(label_of(author, message), text);
  return { key, body };
}

interface Way {
  circle: string;
  message: string;
  from: Device;
  to: Device;
}

const box_label = ({ circle, message, from, to }: Way): BoxLabel => ({
  circle,
  kind: 'private_key',
  id: message,
  author: { member: from.member, device: from.device },
  recipient: { member: to.member, device: to.device },
});

interface Handing extends Way {
  from: Device & Pick<DeviceKey, 'pair'>;
  to: Device & Pick<DeviceKey, 'announced'>;
}

export function seal_words_key(handing: Handing, key: string): Promise<string> {
  const { from, to } = handing;
  return seal_box({ from: from.pair, to: to.announced, label: box_label(handing) }, key);
}

interface Opening extends Way {
  from: Device & Pick<DeviceKey, 'announced'>;
  to: Device & Pick<DeviceKey, 'pair'>;
}

/** Throws where they are for other devices, from another, or changed on the way. */
export async function open_words(
  opening: Opening,
  { body, boxes }: { body: Sealed; boxes: readonly DeviceBox[] },
): Promise<string> {
  const { circle, message, from, to } = opening;
  const box = boxes.find((each) => each.device === to.device)?.box;
  if (box === undefined) throw new Error('for another device');
  const label = box_label(opening);
  const key = await open_box({ to: to.pair, from: from.announced, label }, box);
  return new KeyRing(circle, key, body.key).open(label_of(from.member, message), body);
}
