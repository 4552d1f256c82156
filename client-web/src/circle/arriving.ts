// What is to be learned at the door, and asked and kept once a place is taken.
import { announce_key, is_announced } from './announcing';
import { wake_up } from './becoming';
import type { Membership } from './membership';
import type { DoorView, View } from './words';

/** Whether who came is somebody new, and not who left this device fast. */
export async function come_to_door(place: Membership, door: DoorView): Promise<boolean> {
  await place.keys.follow(door);
  return !place.may_wake || !(await wake_up(place).catch(() => false));
}

/** Who opens the keepers' link becomes a keeper; their name is sealed again, with the key of now. */
async function become_keeper(place: Membership, view: View): Promise<void> {
  const me = view.members.find((each) => each.member === view.me);
  if (place.belongings.kept.link?.kind !== 'keeper' || !me || me.keeper) return;
  const label = { kind: 'name', author: view.me, id: '-' } as const;
  const name = await place.ring.seal(label, await place.ring.open(label, me.name));
  const agreed = view.agreements_number;
  await place.ask({ type: 'join', name, witness: me.witness, agreed });
}

async function announce_where_needed(place: Membership): Promise<void> {
  const { view } = place.shown;
  if (!view || place.keys.missing || is_announced(view, place.belongings.kept)) return;
  await announce_key(place).catch(() => undefined);
}

export async function settle_in(place: Membership, view: View): Promise<void> {
  await place.keys.settled;
  const { kept } = place.belongings;
  await become_keeper(place, view).catch(() => undefined);
  const is_new = !kept.joined || kept.link !== undefined;
  kept.joined = true;
  delete kept.link;
  delete kept.make;
  if (is_new) await place.keep_tokens({});
  await place.keys.in_turn(() => announce_where_needed(place));
}
