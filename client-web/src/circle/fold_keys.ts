// The part of the fold that is about keys: those of devices, and the circle's own when it is renewed.
import type { Folds } from './fold';
import { is_keeper } from './folding';
import { limits, type Device, type MemberView } from './words';

type KeyEvent = 'key_announced' | 'keeper_box_kept' | 'key_due' | 'key_renewed' | 'key_handed';

/** The oldest make way. */
const bounded = (devices: Device[]): Device[] => devices.slice(-limits.counts.devices_max);

/**
 * A keeper's old devices are void: they were lost. What the newcomer's device announced is sealed as
 * theirs; it announces itself anew.
 */
export const given_devices = (before: MemberView | undefined): Device[] =>
  before && !before.keeper ? before.devices : [];

export const key_folds: Pick<Folds, KeyEvent> = {
  key_announced: (view, { member, device, device_key }) => ({
    ...view,
    members: view.members.map((each) => {
      if (each.member !== member) return each;
      const others = each.devices.filter((known) => known.device !== device);
      return { ...each, devices: bounded([...others, { device, device_key }]) };
    }),
  }),
  keeper_box_kept: (view, { keeper_box }) => ({ ...view, keeper_box }),
  key_due: (view) => ({ ...view, key_due: true }),
  key_renewed: (view, { number, before }) => ({
    ...view,
    key_number: number,
    keys: [...view.keys, before],
    ...(is_keeper(view) && { key_due: false, at_door: [], invitations: [] }),
  }),
  key_handed: (view, { number, by, from_device, boxes }) => ({
    ...view,
    handed: { number, by, from_device, boxes },
  }),
};
