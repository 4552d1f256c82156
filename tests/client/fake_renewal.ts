// Whether a renewal fits the circle as it is, as server/rules/keys.cpp asks it.
import type { MemberView, RefusalCode, Renewal } from '../../client-web/src/circle/words';

export interface Renewing {
  key_number: number;
  links: { keeper: string };
  members: MemberView[];
}

const same = (one: string[], other: string[]) =>
  one.length === other.length && [...one].sort().join() === [...other].sort().join();

export function may_renew(
  circle: Renewing,
  renewal: Renewal,
  removed: string | undefined,
): RefusalCode | undefined {
  const { number, before, keeper_box, members, boxes, keeper } = renewal;
  const next = circle.key_number + 1;
  if ([number, before.key, keeper_box.key].some((each) => each !== next)) return 'key_changed';
  const staying = circle.members.filter((each) => each.member !== removed);
  const devices = staying.flatMap((each) => each.devices.map(({ device }) => device));
  const fits =
    same(
      members,
      staying.map((each) => each.member),
    ) &&
    same(
      boxes.map((each) => each.device),
      devices,
    );
  if (!fits) return 'ring_changed';
  const kept = circle.members.some((each) => each.member === removed && each.keeper);
  return (kept || circle.links.keeper === '') && !keeper ? 'missing_field' : undefined;
}
