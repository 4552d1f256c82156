// Holds the door to its word: who knocked waits without having to do anything, whatever happens to
// the line, the server or the page; and who goes back, or is told 'not today', knocks no more.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { join } from '../../client-web/src/circle/acts';
import { come } from '../../client-web/src/circle/coming';
import { add_invitation } from '../../client-web/src/circle/inviting';
import { parse_link, type CircleLink } from '../../client-web/src/circle/links';
import type { Membership, Surroundings } from '../../client-web/src/circle/membership';
import { milestones } from '../../client-web/src/circle/milestones';
import type { Milestone } from '../../client-web/src/circle/standing';
import { closings, type DoorView, type Event } from '../../client-web/src/circle/words';
import { fold } from '../../client-web/src/circle/fold';
import { make_id, make_secret } from '../../client-web/src/seal/bytes';
import { circle as circle_view, sealed } from './circle';
import { FakeSocket } from './fake_socket';
import { door, living, surroundings, takes_in, view_of, welcome } from './stage';

const circle = make_id();
const invitation: CircleLink = {
  circle,
  kind: 'invitation',
  token: make_secret(),
  key: make_secret(),
};
const Ama = { name: 'Ama', words: 'From the library.', witness: false, shared_device: false };
let here: Surroundings;
let place: Membership;

const commands = () => FakeSocket.last.sent_of('command');
const at = (more: Partial<DoorView> = {}) =>
  FakeSocket.last.says(door(circle, { knock: true, ...more }));
const refused = (code: string) =>
  FakeSocket.last.says({ type: 'refused', id: commands().at(-1)?.id ?? '', code, sentence: 'No.' });
const kept_knock = () => here.tab.read(`knock/${circle}`);

async function comes(link?: CircleLink) {
  const found = await come(circle, here, link);
  if (!found) throw new Error('no place');
  await found.start();
  FakeSocket.last.opens();
  return found;
}

async function accepted() {
  const { id } = commands().at(-1) ?? { id: '' };
  FakeSocket.last.says({ type: 'accepted', id, number: 0 });
  await vi.waitFor(async () => expect(await kept_knock()).toBeDefined());
}

/** Presses, and waits at the door. */
async function knocks() {
  place = await comes(invitation);
  at();
  void join(place, Ama);
  await vi.waitFor(() => expect(commands()).toHaveLength(1));
  at({ waits: true });
  await accepted();
}

async function comes_again() {
  FakeSocket.last.ends(1006);
  await vi.waitFor(() => expect(FakeSocket.last.readyState).toBe(0), 2000);
  FakeSocket.last.opens();
}

beforeEach(() => {
  FakeSocket.made = [];
  here = surroundings();
});
afterEach(() => place.end());

describe('who knocked', () => {
  it('waits, and the words are for the keepers', async () => {
    await knocks();
    expect(place.shown.waiting).toEqual({ knocks: true, lost: false });
    const command = commands()[0]?.command;
    if (command?.type !== 'join' || !command.words) throw new Error('no words');
    const label = { kind: 'door_words', author: place.me, id: '-' } as const;
    expect(await place.ring.open(label, command.words)).toBe('From the library.');
    expect(command.agreed).toBe(1);
  });

  it('knocks again as the same after a lost connection, once', async () => {
    await knocks();
    const [before] = commands();
    await comes_again();
    expect(place.shown.waiting.lost).toBe(true);
    at();
    at();
    expect(commands()).toEqual([{ ...before, id: commands()[0]?.id }]);
    expect(commands()[0]?.id).not.toBe(before?.id);
    expect(place.shown.waiting).toEqual({ knocks: true, lost: false });
  });

  it('knocks again where the server no longer knows of it', async () => {
    await knocks();
    at({ waits: true, gathering_open: true });
    expect(commands()).toHaveLength(1);
    at();
    expect(commands()).toHaveLength(2);
  });

  it('waits on after a reload of the page, and another day does not', async () => {
    await knocks();
    const [before] = commands();
    expect(JSON.stringify(await kept_knock())).not.toContain('library');
    place.end();
    place = await comes();
    expect(place.me).toBe((FakeSocket.last.sent_of('hello')[0] ?? {}).member);
    at();
    expect(commands()[0]?.command).toEqual(before?.command);
    expect(place.shown.waiting.knocks).toBe(true);
    place.end();
    here = { ...here, tab: surroundings().tab };
    place = await comes(invitation);
    at();
    expect(commands()).toEqual([]);
    expect(place.shown.waiting.knocks).toBe(false);
  });

  it('is not sent twice where the first was not answered before a reload', async () => {
    place = await comes(invitation);
    at();
    void join(place, Ama);
    await vi.waitFor(() => expect(commands()).toHaveLength(1));
    const [before] = commands();
    await vi.waitFor(async () => expect(await here.device.names('unanswered/')).toHaveLength(1));
    place.end();
    place = await comes();
    at();
    expect(commands()).toEqual([before]);
    at({ waits: true });
    await accepted();
    expect(place.shown.waiting.knocks).toBe(true);
  });

  it('is told once that they are in, and knocks no more', async () => {
    await knocks();
    const said: Milestone[] = [];
    place.on_milestone((milestone) => said.push(milestone));
    await takes_in(place);
    expect(said).toEqual([{ key: 'let_in' }]);
    expect(place.shown.waiting.knocks).toBe(false);
    expect(await kept_knock()).toBeUndefined();
    FakeSocket.last.says(welcome(view_of(place.me)));
    expect(said).toHaveLength(1);
  });

  it('is told that it is not today, and does not knock when the page is loaded again', async () => {
    await knocks();
    FakeSocket.last.ends(closings.not_today.code);
    expect(place.shown).toMatchObject({ state: 'closed', closing: 'not_today' });
    expect(await kept_knock()).toBeUndefined();
    place = await comes(invitation);
    at();
    expect(commands()).toEqual([]);
  });
});

describe('who goes back', () => {
  it('knocks no more, and is somebody new of whom nothing is kept', async () => {
    await knocks();
    const { me } = place;
    await place.waiting.go_back();
    FakeSocket.last.opens();
    at();
    expect(commands()).toEqual([]);
    expect(place.me).not.toBe(me);
    expect(await here.device.names('place/')).toEqual([]);
    expect(await kept_knock()).toBeUndefined();
    place.end();
    place = await comes(); // the page is loaded again
    expect(FakeSocket.last.sent_of('hello')[0]?.link?.token).toBe(invitation.token);
  });

  it('takes back a knock that was still on its way', async () => {
    place = await comes(invitation);
    at();
    const asked = join(place, Ama);
    await vi.waitFor(() => expect(commands()).toHaveLength(1));
    await place.waiting.go_back();
    expect(await asked).toMatchObject({ accepted: false, code: 'cancelled' });
    FakeSocket.last.opens();
    at();
    expect(commands()).toEqual([]);
  });
});

describe('a refusal', () => {
  it.each(['agreements_changed', 'gathering_is_locked', 'circle_is_full', 'door_is_full'])(
    'ends the waiting, and is said: %s',
    async (code) => {
      await knocks();
      await comes_again();
      at({ agreements_number: 2 });
      refused(code);
      await vi.waitFor(() => expect(place.shown.waiting.refused?.code).toBe(code));
      expect(place.shown.waiting.knocks).toBe(false);
      at();
      expect(commands()).toHaveLength(1);
      expect(await kept_knock()).toBeUndefined();
    },
  );

  it('that asks to be slower is met by waiting, and the same knock', async () => {
    await knocks();
    await comes_again();
    at();
    const [first] = commands();
    const id = first?.id ?? '';
    FakeSocket.last.says({ type: 'refused', id, code: 'slow_down', sentence: '', again_in: 20 });
    await vi.waitFor(() => expect(commands()).toHaveLength(2));
    expect(commands()[1]).toEqual(first);
    expect(place.shown.waiting).toEqual({ knocks: true, lost: false });
  });
});

describe('where nobody has to knock', () => {
  it('somebody comes in without having waited', async () => {
    place = await comes(invitation);
    const said: Milestone[] = [];
    place.on_milestone((milestone) => said.push(milestone));
    at({ knock: false });
    void join(place, Ama);
    await vi.waitFor(() => expect(commands()).toHaveLength(1));
    await takes_in(place);
    expect(said).toEqual([]);
    expect(await kept_knock()).toBeUndefined();
  });
});

describe('an invitation for one person', () => {
  it('is sealed for whom it is, and its link lets in one', async () => {
    place = await living();
    const asked = add_invitation(place, 'Dia');
    await vi.waitFor(() => expect(commands()).toHaveLength(1));
    const { id, command } = commands()[0] ?? {};
    if (!id || command?.type !== 'add_invitation' || !command.words) throw new Error('none');
    const label = { kind: 'invitation_for', author: place.me, id: command.invitation } as const;
    expect(await place.ring.open(label, command.words)).toBe('Dia');
    FakeSocket.last.says({ type: 'accepted', id, number: 1 });
    const { address = '', invitation: made } = await asked;
    expect(made).toBe(command.invitation);
    expect(parse_link(address)).toMatchObject({ kind: 'once', token: command.token });
  });
});

describe('what is said of the door', () => {
  const began = (member: string): Event => ({
    type: 'waiting_began',
    member,
    name: sealed,
    witness: false,
  });
  const said = (event: Event, before = circle_view()) =>
    milestones(event, before, fold(before, { at: 0, event }));

  it('somebody waits: once, and not again for each who comes', () => {
    expect(said(began('Gil'))).toEqual([{ key: 'waits_at_door' }]);
    const waiting = fold(circle_view(), { at: 0, event: began('Gil') });
    expect(said(began('Hana'), waiting)).toEqual([]);
    expect(said({ type: 'waiting_ended', member: 'Gil', how: 'went' }, waiting)).toEqual([]);
  });

  it('the agreements are to be read again, and why', () => {
    expect(said({ type: 'agreements_shown' })).toEqual([{ key: 'agreements_shown' }]);
    expect(said({ type: 'words_changed', agreements: sealed })).toEqual([
      { key: 'agreements_changed' },
    ]);
    expect(said({ type: 'words_changed', title: sealed })).toEqual([{ key: 'words_changed' }]);
  });
});
