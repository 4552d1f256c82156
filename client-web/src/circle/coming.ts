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

const shown_at_door = ({ kind, token }: DoorLink) => ({ link: { kind, token } });

function with_number({ key, key_number }: { key: string; key_number?: number }) {
  return { key, ...(key_number !== undefined && { key_number }) };
}

/** What a link says of the circle's key, or of how to come by it. */
function opened(link: DoorLink): Partial<Kept> {
  if (link.kind === 'keeper') return { coming_links: [{ token: link.token, secret: link.secret }] };
  return with_number(link);
}

function somebody_new(link: DoorLink): Kept {
  return {
    circle: link.circle,
    member: make_id(),
    secret: make_secret(),
    own_key: make_secret(),
    tokens: link.kind === 'invitation' ? { invitation: link.token } : {},
    joined: false,
    ...opened(link),
    ...shown_at_door(link),
  };
}

/** A place that is here already learns from a link, once it is seen to be true. */
function with_link(kept: Kept, link: DoorLink): Kept {
  const shown = { ...kept, ...shown_at_door(link) };
  if (link.kind === 'keeper') {
    const { token, secret } = link;
    return { ...shown, coming_links: [...(kept.coming_links ?? []), { token, secret }] };
  }
  const invitation = link.kind === 'invitation' ? link.token : undefined;
  const { key, key_number = 1 } = link;
  if (key_number === (kept.key_number ?? 1)) {
    const tokens = { ...kept.tokens, ...(!kept.tokens.invitation && invitation && { invitation }) };
    return { ...shown, tokens };
  }
  const coming_keys = [...(kept.coming_keys ?? []), { key, key_number, invitation }];
  return { ...shown, coming_keys };
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
  if (shown && 'key' in shown && !is_other) {
    const woken = (await wake(tab, circle, shown.key)) ?? (await wake(device, circle, shown.key));
    if (woken !== undefined) await this_tab.keep('chosen', woken);
  }
  const found = is_other ? undefined : await known(circle, surroundings);
  if (found) {
    const kept = shown ? with_link(found.kept, shown) : found.kept;
    return new Membership(kept, found.storage, surroundings);
  }
  if (!shown) return undefined;
  const newcomer = new Membership(somebody_new(shown), undefined, surroundings);
  newcomer.may_wake = !is_other;
  return newcomer;
}
