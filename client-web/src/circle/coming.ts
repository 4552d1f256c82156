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

function somebody_new(link: Extract<CircleLink, { token: string }>): Kept {
  const { circle, key, kind, token } = link;
  const link_shown = { kind, token };
  return {
    circle,
    key,
    member: make_id(),
    secret: make_secret(),
    tokens: { [kind]: token },
    joined: false,
    link: link_shown,
  };
}

function carried(link: Extract<CircleLink, { kind: 'device' }>): Kept {
  const { circle, key, member, secret } = link;
  return { circle, key, member, secret, tokens: {}, joined: true };
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
  if (shown && !shown.other) {
    const woken = (await wake(tab, circle, shown.key)) ?? (await wake(device, circle, shown.key));
    if (woken !== undefined) await this_tab.keep('chosen', woken);
  }
  const found = shown?.other ? undefined : await known(circle, surroundings);
  if (found) {
    const kept = shown
      ? { ...found.kept, link: { kind: shown.kind, token: shown.token } }
      : found.kept;
    return new Membership(kept, found.storage, surroundings);
  }
  return shown && new Membership(somebody_new(shown), undefined, surroundings);
}
