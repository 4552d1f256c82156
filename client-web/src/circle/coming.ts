// Finds out who somebody is in a circle on this device: the member that this tab or device knows,
// the one that a link carries here, or somebody new at the door.
import { make_id, make_secret } from '../seal/bytes';
import type { Storage } from '../link/storage';
import { place_name, read_place, type Kept } from './belongings';
import type { CircleLink } from './links';
import { Membership, type Surroundings } from './membership';
import { wake } from './rested';
import { ThisTab } from './this_tab';

interface Found {
  kept: Kept;
  storage: Storage;
}

async function read(storage: Storage, circle: string, member: string): Promise<Found | undefined> {
  const kept = await read_place(storage, place_name(circle, member));
  return kept && { kept, storage };
}

async function first_of(storage: Storage, circle: string): Promise<Found | undefined> {
  const [name] = await storage.names(place_name(circle));
  const kept = name === undefined ? undefined : await read_place(storage, name);
  return kept && { kept, storage };
}

async function known(circle: string, { tab, device }: Surroundings): Promise<Found | undefined> {
  const chosen = await new ThisTab(tab, circle).recall<string>('chosen');
  if (chosen !== undefined) {
    const found = (await read(tab, circle, chosen)) ?? (await read(device, circle, chosen));
    if (found) return found;
  }
  return first_of(device, circle);
}

type DoorLink = Exclude<CircleLink, { kind: 'device' }>;

/** What a link says of the circle's key, or of how to come by it. */
function opens(link: DoorLink): Pick<Kept, 'key' | 'key_number' | 'keepers_secret' | 'link'> {
  const { kind, token } = link;
  const shown = { link: { kind, token } };
  if (kind === 'keeper') return { ...shown, keepers_secret: link.secret };
  return { ...shown, ...with_number(link) };
}

function with_number({ key, key_number }: { key: string; key_number?: number }) {
  return { key, ...(key_number !== undefined && { key_number }) };
}

function somebody_new(link: DoorLink): Kept {
  return {
    circle: link.circle,
    member: make_id(),
    secret: make_secret(),
    own_key: make_secret(),
    tokens: link.kind === 'once' ? {} : { [link.kind]: link.token },
    joined: false,
    ...opens(link),
  };
}

/** A newer key than the one that the device has comes with a newer link. */
function with_link(kept: Kept, link: DoorLink): Kept {
  const { key, key_number = 1, ...opened } = opens(link);
  const is_newer =
    key !== undefined && (kept.key === undefined || key_number > (kept.key_number ?? 1));
  return { ...kept, ...opened, ...(is_newer && { key, key_number }) };
}

function carried(link: Extract<CircleLink, { kind: 'device' }>): Kept {
  const { circle, member, secret } = link;
  const place = { circle, member, secret, own_key: make_secret(), tokens: {}, joined: true };
  return { ...place, ...with_number(link) };
}

/** undefined where this device has no place in the circle, and no link is there to come by. */
export async function come(
  circle: string,
  surroundings: Surroundings,
  link?: CircleLink,
): Promise<Membership | undefined> {
  const { tab, device } = surroundings;
  const this_tab = new ThisTab(tab, circle);
  if (link) await this_tab.keep('door', link);
  const shown = link ?? (await this_tab.recall<CircleLink>('door'));
  if (shown?.kind === 'device') {
    const membership = new Membership(carried(shown), device, surroundings);
    await membership.belongings.keep();
    await this_tab.choose(shown.member);
    return membership;
  }
  const is_other = shown !== undefined && 'other' in shown && shown.other;
  if (shown && !is_other) {
    const opening = shown.kind === 'keeper' ? shown.secret : shown.key;
    const woken = (await wake(tab, circle, opening)) ?? (await wake(device, circle, opening));
    if (woken !== undefined) await this_tab.keep('chosen', woken);
  }
  const found = is_other ? undefined : await known(circle, surroundings);
  if (found) {
    const kept = shown ? with_link(found.kept, shown) : found.kept;
    return new Membership(kept, found.storage, surroundings);
  }
  return shown && new Membership(somebody_new(shown), undefined, surroundings);
}
