// Opens places in a browser: its WebSocket, its storage, and the moments at which a page wakes up.
import { device_storage, tab_storage, type Storage } from '../link/storage';
import { come } from './coming';
import type { CircleLink } from './links';
import { make_membership, type Making } from './making';
import type { Membership, Surroundings } from './membership';
import { Place } from './place.svelte';

export function surroundings(): Surroundings {
  return {
    socket: WebSocket,
    server: location.origin.replace(/^http/, 'ws'),
    device: device_storage(),
    tab: tab_storage(sessionStorage),
  };
}

/** Where a device keeps what says nothing of anybody. */
export const on_this_device = (): Storage => tab_storage(localStorage);

export const left_prefix = 'rehearsal/';

/** A rehearsal that a page left behind is erased by the next one; says whether one was. */
export async function erase_left_rehearsals(): Promise<boolean> {
  try {
    const storage = on_this_device();
    if ((await storage.names(left_prefix)).length === 0) return false;
    const { erase_left } = await import('../companions/left');
    return await erase_left(surroundings(), storage);
  } catch {
    return false; // a browser that keeps nothing has nothing left
  }
}

/** A page that wakes up, or whose network changed, asks at once whether its line is alive. */
export function stay(membership: Membership): void {
  const look = () => {
    if (document.visibilityState === 'visible') membership.look();
  };
  document.addEventListener('visibilitychange', look);
  window.addEventListener('online', look);
  window.addEventListener('offline', look);
  window.addEventListener('focus', look);
}

/** The place that this device has in the circle, or the door; undefined where a link is needed. */
export async function open_place(circle: string, link?: CircleLink): Promise<Place | undefined> {
  const membership = await come(circle, surroundings(), link);
  if (!membership) return undefined;
  stay(membership);
  const place = new Place(membership);
  await membership.start();
  return place;
}

export interface Made {
  place: Place;
  /** Whole addresses, to copy or show as a code. */
  keeper_link: string;
  invitation_link: string;
}

/** Settles when the circle is made; where the server would not, `place.state` is closed. */
export async function make_circle(making: Making): Promise<Made> {
  const membership = await make_membership(making, surroundings());
  stay(membership);
  const { keeper = '', invitation = '' } = membership.shown.links;
  return {
    place: new Place(membership),
    keeper_link: keeper,
    invitation_link: invitation,
  };
}
