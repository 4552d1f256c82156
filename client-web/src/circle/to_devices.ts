// What is sealed to the devices that members announced: to the key that a member's own device
// announced, or to nobody.
import { NotAPublicKey } from '../seal/boxes';
import { announcement } from '../seal/device_key';
import type { Membership } from './membership';
import type { Answer } from './standing';
import type { Device, DeviceBox, MemberId, MemberView } from './words';

/** How often it is sealed anew where the circle changes meanwhile. */
export const tries_max = 5;
export const met_a_change = (code: string) => code === 'key_changed' || code === 'ring_changed';

/** What is announced of a device does not open as its member's: nothing is sealed to it. */
export class SwappedKey extends Error {
  constructor(readonly member: MemberId) {
    super('a device is not what it says it is');
  }
}

export const swapped = ({ member }: SwappedKey): Answer => ({
  accepted: false,
  code: 'device_key_swapped',
  sentence: '',
  about: member,
});

type Recipient = Device & { member: MemberId };

export const recipients_of = (members: readonly MemberView[]): Recipient[] =>
  members.flatMap(({ member, devices }) => devices.map((each) => ({ member, ...each })));

type Announced = Pick<Recipient, 'member' | 'device'> & { announced: string };

export async function box_for(
  place: Membership,
  { member, device, device_key }: Recipient,
  seal: (to: Announced) => Promise<string>,
): Promise<DeviceBox> {
  const opened = place.ring.open(announcement({ member, device }), device_key);
  const announced = await opened.catch(() => undefined);
  if (announced === undefined) throw new SwappedKey(member);
  const box = await seal({ member, device, announced }).catch((error: unknown) => {
    throw error instanceof NotAPublicKey ? new SwappedKey(member) : error;
  });
  return { device, box };
}
