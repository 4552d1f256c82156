// Holds protecting to its word: what is hidden is forgotten, who is asked to be quiet is told and kept
// from no more than that, signs rest on one device alone, and a last word opens.
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { erase_circle, quieten } from '../../client-web/src/circle/acts_protecting';
import { take_old_seat } from '../../client-web/src/circle/becoming';
import { Earlier } from '../../client-web/src/circle/earlier';
import { fold } from '../../client-web/src/circle/fold';
import { verdicts } from '../../client-web/src/circle/may';
import type { Membership } from '../../client-web/src/circle/membership';
import { milestones } from '../../client-web/src/circle/milestones';
import { Place } from '../../client-web/src/circle/place.svelte';
import { Said } from '../../client-web/src/circle/said.svelte';
import { turns_until } from '../../client-web/src/circle/upcoming';
import {
  closings,
  type CommandName,
  type Event,
  type QuietedView,
  type RefusalCode,
  type ShareView,
  type View,
} from '../../client-web/src/circle/words';
import { own_words } from '../../client-web/src/seal/key_ring';
import { circle, floor, pod, practice, practising, sealed, turn } from './circle';
import { FakeSocket } from './fake_socket';
import { kept_place, living, surroundings, teller, view_of, welcome } from './stage';

const as = (me: string, view: View): View => ({ ...view, me });
const told = (view: View, ...events: Event[]) =>
  events.reduce((was, event) => fold(was, { at: 0, event }), view);
const said = (before: View, event: Event) => milestones(event, before, told(before, event));
const share = (author: string, more: Partial<ShareView> = {}): ShareView => ({
  share: 'one',
  author,
  at: 0,
  body: sealed,
  ...more,
});
const shared = (author: string) => circle({ floor: floor('open'), shares: [share(author)] });
const hidden: Event = { type: 'share_hidden', share: 'one', by: 'Ana' };
const shown_again: Event = { type: 'share_shown', share: 'one', by: 'Ana' };
const only = (view: View) => view.gathering?.shares[0];
const asked = (how: QuietedView['how'], member = 'Ben'): QuietedView => ({
  member,
  by: 'Ana',
  how,
  until: 600_000,
  words: sealed,
});
const quietened = (how: QuietedView['how'], member = 'Ben'): Event => ({
  type: 'quietened',
  ...asked(how, member),
});

describe('a share that is hidden', () => {
  it.each([
    ['the others', 'Ben', false],
    ['its author', 'Cai', true],
    ['a keeper', 'Ana', true],
  ])('is with %s as it ought to be', (_, me, reads) => {
    const after = told(as(me, shared('Cai')), hidden);
    expect(only(after)).toMatchObject({ hidden: true, author: 'Cai' });
    expect(only(after)?.body !== undefined).toBe(reads);
    expect(only(told(after, shown_again))?.hidden).toBeUndefined();
  });

  it('is told to all but who hid it, and to its author as theirs', () => {
    expect(said(shared('Cai'), hidden)).toEqual([{ key: 'share_hidden' }]);
    expect(said(as('Cai', shared('Cai')), hidden)).toEqual([{ key: 'my_share_hidden' }]);
    expect(said(as('Ana', shared('Cai')), hidden)).toEqual([]);
    expect(said(shared('Cai'), shown_again)).toEqual([{ key: 'share_shown' }]);
    expect(said(as('Ana', shared('Cai')), shown_again)).toEqual([]);
  });

  it('is forgotten among what was shared before, too', () => {
    const earlier = new Earlier();
    earlier.hear({ shares: [share('Cai'), share('Dia', { share: 'two' })], more: false });
    earlier.hide('one', circle());
    expect(earlier.shares?.map(({ body }) => body)).toEqual([undefined, sealed]);
    expect(earlier.shares?.[0]?.hidden).toBe(true);
  });
});

describe('words that were open here', () => {
  const label = { kind: 'share', author: 'Cai', id: 'one' } as const;

  it('are forgotten, and no other', async () => {
    const open = vi.fn((asked: { id: string }) => Promise.resolve(`words of ${asked.id}`));
    const words = new Said(open);
    const other = { ...label, id: 'two' };
    words.of(label, sealed);
    words.of(other, sealed);
    await vi.waitFor(() => expect(words.of(label, sealed)).toBe('words of one'), 5000);
    words.forget('one');
    expect(words.of(other, sealed)).toBe('words of two');
    expect(words.of(label, sealed)).toBeUndefined(); // asked for afresh
    expect(open).toHaveBeenCalledTimes(3);
  });

  it('are forgotten where they were opening just then', async () => {
    let opens: (text: string) => void = () => undefined;
    const opening = new Promise<string>((settle) => (opens = settle));
    let tries = 0;
    const never = new Promise<string>(() => undefined);
    const words = new Said(() => (tries++ === 0 ? opening : never));
    words.of(label, sealed);
    words.forget('one');
    opens('too late');
    await opening;
    expect(words.of(label, sealed)).toBeUndefined();
  });
});

describe('who is asked to go slower or to be quiet', () => {
  const open = circle({ floor: floor('open') });
  const may = (view: View, name: CommandName) => verdicts(view, 0).why_not[name];

  it('has it in their view until it is over, one at a time', () => {
    const after = told(open, quietened('slowed'), quietened('quiet'));
    expect(after.gathering?.quietened).toEqual([asked('quiet')]);
    expect(told(after, { type: 'quiet_ended', member: 'Ben' }).gathering?.quietened).toEqual([]);
  });

  it('hears it as theirs; keepers hear of whom others asked', () => {
    expect(said(open, quietened('slowed'))).toEqual([{ key: 'asked_slowed', by: 'Ana' }]);
    expect(said(open, quietened('quiet'))).toEqual([{ key: 'asked_quiet', by: 'Ana' }]);
    expect(said(as('Ana', open), quietened('quiet'))).toEqual([]);
    expect(said(as('Kay', open), quietened('quiet'))).toEqual([
      { key: 'quietened', member: 'Ben' },
    ]);
    const over: Event = { type: 'quiet_ended', member: 'Ben' };
    expect(said(open, over)).toEqual([{ key: 'quiet_over' }]);
    expect(said(as('Ana', open), over)).toEqual([]);
  });

  const quiet = (kind: 'open' | 'centre' | 'queue') =>
    circle({ floor: floor(kind), quietened: [asked('quiet')] });
  const cases: [string, View, CommandName, RefusalCode | undefined][] = [
    ['shares rest', quiet('open'), 'add_share', 'quiet_for_now'],
    ['the piece rests', quiet('centre'), 'take_piece', 'quiet_for_now'],
    ['hands rest', quiet('queue'), 'raise_hand', 'quiet_for_now'],
    ['a pause may be asked for', quiet('open'), 'ask_pause', undefined],
    ['leaving is free', quiet('open'), 'leave', undefined],
    [
      'passing goes on',
      circle({ floor: floor('round'), turn: turn('Ben'), quietened: [asked('quiet')] }),
      'pass',
      undefined,
    ],
    [
      'slower is not quiet',
      circle({ floor: floor('open'), quietened: [asked('slowed')] }),
      'add_share',
      undefined,
    ],
    [
      'another was asked',
      as('Ana', circle({ floor: floor('open'), quietened: [asked('quiet')] })),
      'add_share',
      undefined,
    ],
  ];
  it.each(cases)('%s', (_, view, name, refusal) => expect(may(view, name)).toBe(refusal));

  it('writes nothing in a pod either', () => {
    const view = practising({ step: 'tell', visit: 1 });
    expect(verdicts(view, 0).may_in_pod.add_share).toBe(true);
    expect(verdicts(told(view, quietened('quiet')), 0).may_in_pod.add_share).toBe(false);
  });

  it('is not told that they are next, since they are passed over', () => {
    const round = circle({ floor: floor('round', { waiting: ['Ben'] }), turn: turn('Cai') });
    expect(turns_until(round)).toBe(1);
    expect(turns_until(told(round, quietened('quiet')))).toBeUndefined();
    expect(turns_until(told(round, quietened('slowed')))).toBe(1);
  });
});

describe('keepers', () => {
  const open = circle({ floor: floor('open') });
  const keepers = as('Ana', open);
  const all_keep = { ...keepers, members: keepers.members.filter((each) => each.keeper) };
  const cases: [string, View, CommandName, RefusalCode | undefined][] = [
    ['ask somebody', keepers, 'quieten', undefined],
    ['ask no other keeper', all_keep, 'quieten', 'keepers_are_equal'],
    ['ask in a gathering', as('Ana', circle()), 'quieten', 'no_gathering'],
    ['alone ask', open, 'quieten', 'keepers_only'],
    ['end what was asked', told(keepers, quietened('quiet')), 'end_quiet', undefined],
    ['end nothing else', keepers, 'end_quiet', 'unknown_member'],
    ['hide a share', as('Ana', circle()), 'hide_share', undefined],
    ['alone hide one', open, 'hide_share', 'keepers_only'],
  ];
  it.each(cases)('%s', (_, view, name, refusal) =>
    expect(verdicts(view, 0).why_not[name]).toBe(refusal),
  );
});

describe('in a place', () => {
  let where: ReturnType<typeof surroundings>;
  let kept: ReturnType<typeof kept_place>;
  let membership: Membership;
  let place: Place;
  let tell: (event: Event) => void;
  const last = () => FakeSocket.last.sent_of('command').at(-1)?.command;
  const wait = (so: () => void) => vi.waitFor(so, 5000);

  beforeEach(async () => {
    FakeSocket.made = [];
    where = surroundings();
    kept = kept_place();
    membership = await living({ floor: floor('open') }, kept, where);
    place = new Place(membership);
    tell = teller();
  });

  it('why somebody is asked goes sealed for them, with who asks and who is asked', async () => {
    void quieten(membership, { member: 'Ana', how: 'quiet', length: 300_000, words: 'room' });
    await wait(() => expect(last()).toMatchObject({ type: 'quieten' }));
    const command = last();
    if (command?.type !== 'quieten') throw new Error('not asked');
    expect(command).toMatchObject({ member: 'Ana', how: 'quiet', length: 300_000 });
    const label = { kind: 'quiet_words', author: membership.me, id: 'Ana' } as const;
    expect(await membership.open(label, command.words)).toBe('room');
  });

  it('a circle ends with a last word, or without one', async () => {
    void erase_circle(membership);
    await wait(() => expect(last()).toEqual({ type: 'erase_circle' }));
    void erase_circle(membership, 'Go well.');
    await wait(() => expect(last()).toHaveProperty('words'));
    const command = last();
    if (command?.type !== 'erase_circle' || !command.words) throw new Error('no words');
    expect(await membership.open(own_words('closing_words'), command.words)).toBe('Go well.');
  });

  it('a last word is open though all that the device kept of the circle is gone', async () => {
    await membership.belongings.keep();
    const words = await membership.ring.seal(own_words('closing_words'), 'Go well.');
    tell({ type: 'circle_erased', by: 'Ana', words });
    FakeSocket.last.ends(closings.circle_erased.code);
    await wait(() => expect(place.protecting.ended).toEqual({ by: 'Ana', words: 'Go well.' }));
    expect(place.closing).toBe('circle_erased');
    await vi.waitFor(async () => expect(await where.device.names('')).toEqual([]), 5000);
  });

  it('a circle that the server let go has nobody who ended it', async () => {
    tell({ type: 'circle_erased' });
    FakeSocket.last.ends(closings.circle_erased.code);
    await wait(() => expect(place.protecting.ended).toEqual({}));
  });

  describe('signs', () => {
    const sign = () =>
      FakeSocket.last.says({ type: 'gesture_seen', from: 'Ana', kind: 'with_you' });

    it('rest for one, also those that are seen just now, and over a reload', async () => {
      sign();
      expect(place.gestures).toHaveLength(1);
      place.protecting.put_to_rest('Ana', true);
      sign();
      expect([place.gestures, place.protecting.signs_at_rest]).toEqual([[], ['Ana']]);
      expect(FakeSocket.last.sent_of('command')).toEqual([]); // nobody is told
      await vi.waitFor(
        async () => expect(await where.device.names('signs/')).toHaveLength(1),
        5000,
      );
      membership.end();
      const again = new Place(await living({ floor: floor('open') }, kept, where));
      expect(again.protecting.signs_at_rest).toEqual(['Ana']);
      again.protecting.put_to_rest('Ana', false);
      sign();
      expect(again.gestures).toHaveLength(1);
      await vi.waitFor(async () => expect(await where.device.names('signs/')).toEqual([]), 5000);
    });

    it('rest on in an old seat that was given back, and are forgotten with the place', async () => {
      place.protecting.put_to_rest('Ana', true);
      await take_old_seat(membership, 'Cai');
      await vi.waitFor(
        async () =>
          expect(await where.device.names('signs/')).toEqual([`signs/${membership.circle}/Cai`]),
        5000,
      );
      FakeSocket.last.opens().ends(closings.left.code);
      await vi.waitFor(async () => expect(await where.device.names('')).toEqual([]), 5000);
      expect(place.protecting.signs_at_rest).toEqual([]);
    });
  });

  describe('who goes slower', () => {
    const slowed = () => tell({ ...quietened('slowed'), member: membership.me } as Event);
    const mine = (at: number): ShareView => share(membership.me, { at });
    const shows = (at: number) =>
      FakeSocket.last.says(
        welcome(
          view_of(membership.me, {
            floor: floor('open'),
            shares: [mine(at)],
            quietened: [asked('slowed', membership.me)],
          }),
        ),
      );

    it('waits a minute after a share, as the view tells it', () => {
      shows(Date.now() - 120_000);
      expect(place.protecting.waits).toBe(0);
      shows(Date.now());
      expect(place.protecting.waits).toBeGreaterThan(0);
      expect(place.protecting.waits).toBeLessThanOrEqual(60_000);
    });

    it('waits after a sign, and nobody else does', () => {
      place.gesture('with_you');
      expect(place.protecting.waits).toBe(0);
      slowed();
      expect(place.protecting.waits).toBeGreaterThan(0);
    });
  });

  it('only what is not of a pod can be hidden, and by keepers', () => {
    const view = view_of(membership.me, { floor: floor('open'), shares: [share('Cai')] });
    FakeSocket.last.says(welcome(view));
    expect(place.protecting.may_hide(share('Cai'))).toBe(false);
    const members = view.members.map((each) => ({ ...each, keeper: true }));
    FakeSocket.last.says(welcome({ ...view, members }));
    expect(place.protecting.may_hide(share('Cai'))).toBe(true);
    expect(place.protecting.may_hide(share(membership.me))).toBe(false); // one takes it back
    expect(place.protecting.may_hide(share(membership.me, { hidden: true }))).toBe(true);
    expect(place.protecting.may_hide({ share: 'one', author: 'Cai', at: 0 })).toBe(false);
    const in_pod = share('Cai', { share: 'in_pod' });
    const begun = practice({ has_begun: true, mine: pod({ shares: [in_pod] }) });
    const practised = view_of(membership.me, { practice: begun });
    FakeSocket.last.says(welcome({ ...practised, members }));
    expect(place.practising.shares.map((each) => place.protecting.may_hide(each))).toEqual([false]);
  });
});
