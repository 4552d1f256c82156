// Somebody turns out to be another than they came as: with their old seat, somebody new, or the
// member who left this device fast.
import { make_id, make_secret } from '../seal/bytes';
import { place_name, read_place, type Kept } from './belongings';
import type { Membership } from './membership';
import { wake } from './rested';

export async function take_old_seat(place: Membership, member: string): Promise<void> {
  await place.belongings.become(member);
  place.alone.keep();
  place.repairs.keep();
  place.protection.keep();
  await place.tab.choose(member);
  place.come_afresh();
}

/** The place is over: nothing of it stays here. */
export function forget_place(place: Membership): void {
  place.pending.cancel();
  place.draft.erase();
  place.alone.forget();
  place.repairs.forget();
  place.protection.forget();
  void place.belongings.erase();
  place.belongings.storage = undefined; // what was still under way is not kept after it
}

/** The place is gone, and the link still opens: the next to come in is somebody new. */
export async function begin_anew(place: Membership): Promise<void> {
  const { belongings } = place;
  await belongings.erase();
  const fresh = { ...belongings.kept, member: make_id(), secret: make_secret(), joined: false };
  delete fresh.device;
  delete fresh.pair;
  delete fresh.announces_anew;
  belongings.kept = fresh;
  belongings.storage = undefined;
  place.come_afresh();
}

/** Their own place, with what was learned at the door. */
function woken(rested: Kept, { key, key_number, link, tokens, keepers_secret }: Kept): Kept {
  return {
    ...rested,
    tokens: { ...rested.tokens, ...tokens },
    ...(key !== undefined && { key }),
    ...(key_number !== undefined && { key_number }),
    ...(link && { link }),
    ...(keepers_secret !== undefined && { keepers_secret }),
  };
}

/** A place that was left fast rests under the key that the circle had then, which a newer link does
 * not say: it is known at the door. */
export async function wake_up(place: Membership): Promise<boolean> {
  const { belongings, circle, surroundings } = place;
  for (const storage of [surroundings.tab, surroundings.device]) {
    for (const key of await place.keys.texts()) {
      const member = await wake(storage, circle, key);
      const rested = member && (await read_place(storage, place_name(circle, member)));
      if (!rested) continue;
      belongings.kept = woken(rested, belongings.kept);
      belongings.storage = storage;
      await belongings.keep();
      await place.tab.choose(rested.member);
      place.come_afresh();
      return true;
    }
  }
  return false;
}
