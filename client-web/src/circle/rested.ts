// A place that was left fast: it rests under a name that says nothing, and its circle's link alone
// opens it again.
import type { Storage } from '../link/storage';
import { make_id } from '../seal/bytes';
import { open_by_link, seal_by_link, type SealedByLink } from '../seal/link_seal';
import { place_name, type Kept } from './belongings';

const prefix = 'rested/';

/** Gives back what writes it: what can be read is erased before. */
export async function rest(kept: Kept): Promise<(storage: Storage) => Promise<void>> {
  const plain = { ...kept };
  delete plain.pair; // it cannot be taken out; another is made on coming back
  const sealed = await seal_by_link(kept.key ?? '', kept.circle, JSON.stringify(plain));
  return (storage) => storage.write(prefix + make_id(), sealed);
}

/** Puts every place that this link opens back to where it was, and gives the member of one. */
export async function wake(
  storage: Storage,
  circle: string,
  link_key: string,
): Promise<string | undefined> {
  let member: string | undefined;
  for (const name of await storage.names(prefix)) {
    const sealed = (await storage.read(name)) as SealedByLink;
    const text = await open_by_link(link_key, circle, sealed).catch(() => undefined);
    if (text === undefined) continue;
    const kept = JSON.parse(text) as Kept;
    ({ member } = kept);
    await storage.write(place_name(circle, member), kept);
    await storage.erase(name);
  }
  return member;
}
