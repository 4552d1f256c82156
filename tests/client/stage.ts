// A place on a fake line, and the few frames that bring somebody in; without it each test of a
// place would begin with a page of wire.
import { expect, vi } from 'vitest';
import type { Kept } from '../../client-web/src/circle/belongings';
import { Membership, type Surroundings } from '../../client-web/src/circle/membership';
import type {
  DoorView,
  Event,
  GatheringView,
  ServerFrame,
  View,
} from '../../client-web/src/circle/words';
import { memory_storage } from '../../client-web/src/link/storage';
import { make_id, make_secret } from '../../client-web/src/seal/bytes';
import { circle, member, sealed } from './circle';
import { FakeSocket } from './fake_socket';

export function surroundings(): Surroundings {
  return {
    socket: FakeSocket,
    server: 'ws://localhost',
    device: memory_storage(),
    tab: memory_storage(),
  };
}

/** What keepers chose about coming in, and what is so at the door. */
export function door(id: string, more: Partial<DoorView> = {}): ServerFrame {
  return {
    type: 'welcome',
    incarnation: 'a',
    now: Date.now(),
    numbers: [],
    door: {
      circle: id,
      link: 'invitation',
      title: sealed,
      agreements: sealed,
      meets: 'typed',
      keeps: 'this_gathering',
      member_count: 1,
      gathering_open: false,
      agreements_number: 1,
      knock: false,
      key_number: 1,
      keys: [],
      full: false,
      locked: false,
      waits: false,
      ...more,
    },
  };
}

/** A ring of a keeper and this member, who announced this device. */
export function view_of(
  me: string,
  gathering?: Partial<GatheringView>,
  device = kept_device,
): View {
  const devices = [{ device, device_key: sealed }];
  const members = [member('Ana', { keeper: true }), member(me, { devices })];
  return circle(gathering, { me, members });
}

export function welcome(view: View): ServerFrame {
  const numbers = (['circle', 'member'] as const).map((stream) => ({ stream, number: 0 }));
  return { type: 'welcome', incarnation: 'a', now: Date.now(), numbers, view };
}

/** Tells events to whoever came last, numbered on from what they were welcomed with. */
export function teller(): (event: Event) => void {
  let number = 0;
  return (event) => {
    number += 1;
    FakeSocket.last.says({ type: 'told', stream: 'circle', number, at: 0, event });
  };
}

/** The server accepts what was sent, and shows the circle. */
export async function takes_in(place: Membership, gathering?: Partial<GatheringView>) {
  const { me, belongings } = place;
  FakeSocket.last.says(welcome(view_of(me, gathering, belongings.kept.device)));
  for (const { id } of FakeSocket.last.sent_of('command')) {
    FakeSocket.last.says({ type: 'accepted', id, number: 0 });
  }
  await vi.waitFor(() => expect(place.belongings.kept).toMatchObject({ joined: true }));
  expect(place.shown.state).toBe('here');
}

const kept_device = make_id();

export function kept_place(): Kept {
  return {
    circle: make_id(),
    member: make_id(),
    secret: make_secret(),
    key: make_secret(),
    own_key: make_secret(),
    tokens: {},
    joined: true,
    device: kept_device, // made already, so that none is announced
    pair: {} as CryptoKeyPair,
  };
}

/** Somebody who has a place, connected; again with the same kept and surroundings: a reload. */
export async function living(
  gathering?: Partial<GatheringView>,
  kept = kept_place(),
  where = surroundings(),
): Promise<Membership> {
  const place = new Membership({ ...kept }, where.device, where);
  await place.start();
  FakeSocket.last.opens();
  FakeSocket.last.says(welcome(view_of(kept.member, gathering)));
  return place;
}
