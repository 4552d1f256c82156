// Holds what the screens read to its word: words open where they were sealed, and a place that is
// not here offers nothing.
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Membership } from '../../client-web/src/circle/membership';
import { Place } from '../../client-web/src/circle/place.svelte';
import { unreadable } from '../../client-web/src/circle/said.svelte';
import type { Event, Sealed, View } from '../../client-web/src/circle/words';
import { floor, member } from './circle';
import { FakeSocket } from './fake_socket';
import { living, teller, view_of, welcome } from './stage';

let membership: Membership;
let place: Place;
let tell: (event: Event) => void;
let body: Sealed;

beforeEach(async () => {
  FakeSocket.made = [];
  membership = await living({ floor: floor('open') });
  place = new Place(membership);
  tell = teller();
  const label = { kind: 'share', author: 'Dia', id: 'one' } as const;
  body = await membership.ring.seal(label, 'said before');
});

const said = () => place.gathering?.shares.map((share) => place.share_text(share));
const opens = (words: string) => vi.waitFor(() => expect(said()).toEqual([words]));

describe('words of somebody who was given an old seat', () => {
  it('open still, as those of that seat', async () => {
    tell({ type: 'member_joined', member: 'Dia', name: body, witness: false, keeper: false });
    tell({ type: 'member_joined', member: 'Cai', name: body, witness: false, keeper: false });
    tell({ type: 'share_added', share: 'one', author: 'Dia', body });
    await opens('said before');
    tell({ type: 'seat_given', newcomer: 'Dia', seat_of: 'Cai' });
    expect(place.gathering?.shares[0]?.author).toBe('Cai');
    await opens('said before');
  });

  it('open after coming back, too', async () => {
    const shares = [{ share: 'one', author: 'Cai', sealed_by: 'Dia', at: 0, body }];
    const view: View = view_of(membership.me, { floor: floor('open'), shares });
    FakeSocket.last.says(welcome({ ...view, members: [...view.members, member('Cai')] }));
    await opens('said before');
  });
});

it('words that were moved to another author do not open', async () => {
  tell({ type: 'share_added', share: 'one', author: 'Ana', body });
  await opens(unreadable);
});

it('what could be done can be asked for while the line is away, and nothing once it is over', async () => {
  expect(place.may.add_share).toBe(true);
  FakeSocket.last.ends(1006);
  expect(place.state).toBe('connecting_again');
  expect(place.may.add_share).toBe(true);
  await vi.waitFor(() => expect(FakeSocket.made).toHaveLength(2), 2000);
  FakeSocket.last.opens().says({ type: 'resumed', now: 0 });
  expect(place.may.add_share).toBe(true);
  FakeSocket.last.ends(4107);
  expect(place.state).toBe('closed');
  expect(place.may.add_share).toBe(false);
  place.end();
});
