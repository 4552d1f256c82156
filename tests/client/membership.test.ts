// Holds a place to its word: what is written is never lost or shown, what is over is gone, and what
// happens is said once.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { share } from '../../client-web/src/circle/acts';
import type { Membership, Surroundings } from '../../client-web/src/circle/membership';
import type { Milestone } from '../../client-web/src/circle/standing';
import { closings, type Event } from '../../client-web/src/circle/words';
import { floor, turn } from './circle';
import { FakeSocket } from './fake_socket';
import { kept_place, living, surroundings, teller, view_of, welcome } from './stage';

let kept: ReturnType<typeof kept_place>;
let where: Surroundings;
let place: Membership;
let tell: (event: Event) => void;

const holding = () => ({ floor: floor('round'), turn: turn(kept.member) });
const reload = () => living(holding(), kept, where);
const commands = () => FakeSocket.last.sent_of('command');
const answer = (code: string) =>
  FakeSocket.last.says({ type: 'refused', id: commands().at(-1)?.id ?? '', code, sentence: 'No.' });

async function come_again() {
  await vi.waitFor(() => expect(FakeSocket.last.readyState).toBe(0), 2000);
  return FakeSocket.last.opens();
}

beforeEach(async () => {
  FakeSocket.made = [];
  kept = kept_place();
  where = surroundings();
  place = await living(holding(), kept, where);
  tell = teller();
});
afterEach(() => place.end());

describe('what somebody writes', () => {
  const words = 'half a sentence';

  it('is still there after a reload, and no frame ever held it', async () => {
    place.write_draft(words);
    place.end();
    expect(FakeSocket.last.sent_of('writing')).toEqual([{ type: 'writing', on: true }]);
    expect(JSON.stringify(FakeSocket.made.map(({ sent }) => sent))).not.toContain('half');
    await vi.waitFor(async () => expect(await where.device.names('draft/')).toHaveLength(1));
    place = await living(holding(), kept, where);
    expect(place.shown.draft).toBe(words);
  });

  it('is gone once it is sent, sealed', async () => {
    place.write_draft(words);
    const sent = share(place, words);
    await vi.waitFor(() => expect(commands()).toHaveLength(1));
    expect(place.shown.draft).toBe('');
    expect(await place.belongings.draft()).toBe('');
    const [frame] = commands();
    if (frame?.command.type !== 'add_share') throw new Error('no share');
    const label = { kind: 'share', author: place.me, id: frame.command.share } as const;
    expect(await place.ring.open(label, frame.command.body)).toBe(words);
    FakeSocket.last.says({ type: 'accepted', id: frame.id, number: 1 });
    expect(await sent).toEqual({ accepted: true });
    expect(place.shown.draft).toBe('');
  });

  it('comes back where it was refused, and not over what was written since', async () => {
    const sent = share(place, words);
    await vi.waitFor(() => expect(commands()).toHaveLength(1));
    answer('turn_is_over');
    await sent;
    expect(place.shown.draft).toBe(words);
    place.write_draft('something newer');
    const again = share(place, words);
    await vi.waitFor(() => expect(commands()).toHaveLength(2));
    answer('turn_is_over');
    await again;
    expect(place.shown.draft).toBe('something newer');
  });

  it('does not come back where the circle has it already', async () => {
    const sent = share(place, words);
    await vi.waitFor(() => expect(commands()).toHaveLength(1));
    answer('share_is_known');
    await sent;
    expect(place.shown.draft).toBe('');
  });

  it('is not sent where it is too long, and says so', async () => {
    const long = await share(place, 'a'.repeat(4001));
    expect(long).toMatchObject({ accepted: false, code: 'too_long', field: 'share' });
    expect(commands()).toEqual([]);
  });

  it('is gone when the gathering closes', async () => {
    place.write_draft(words);
    tell({ type: 'gathering_closed', why: 'keeper', ring: 2, came: false, went: false });
    expect(place.shown.draft).toBe('');
    expect(await place.belongings.draft()).toBe('');
  });

  it('is gone where the gathering closed while one was away', async () => {
    place.write_draft(words);
    FakeSocket.last.says(welcome(view_of(kept.member)));
    expect(place.shown.draft).toBe('');
  });
});

describe('what was not answered', () => {
  it('goes again after a reload, with the same id, and nothing of it can be read', async () => {
    void share(place, 'words');
    await vi.waitFor(() => expect(commands()).toHaveLength(1));
    const [before] = commands();
    await vi.waitFor(async () => expect(await where.device.names('unanswered/')).toHaveLength(1));
    const [name] = await where.device.names('unanswered/');
    expect(JSON.stringify(await where.device.read(name ?? ''))).not.toContain('add_share');
    const old = place;
    place = await reload();
    expect(commands()).toEqual([before]);
    FakeSocket.last.says({ type: 'accepted', id: before?.id ?? '', number: 1 });
    await vi.waitFor(async () => expect(await where.device.names('unanswered/')).toEqual([]));
    old.end();
  });

  it('is shown as waiting once it is kept, and not before', async () => {
    const { device } = where;
    const write = device.write.bind(device);
    let let_go = () => {};
    const held = new Promise<void>((resolve) => (let_go = resolve));
    vi.spyOn(device, 'write').mockImplementation(async (name, value) => {
      if (name.startsWith('unanswered/')) await held;
      return write(name, value);
    });
    void share(place, 'words');
    await vi.waitFor(() => expect(commands()).toHaveLength(1));
    expect(place.shown.unanswered_count).toBe(0);
    let_go();
    await vi.waitFor(() => expect(place.shown.unanswered_count).toBe(1));
    expect(await device.names('unanswered/')).toHaveLength(1);
  });

  it('goes again after the page was left, and is no draft beside it', async () => {
    void share(place, 'words');
    await vi.waitFor(() => expect(commands()).toHaveLength(1));
    const [before] = commands();
    place.end();
    place = await reload();
    expect(commands()).toEqual([before]);
    expect(place.shown.draft).toBe('');
  });

  it('is not lost where another place took this one over', async () => {
    void share(place, 'words');
    await vi.waitFor(() => expect(commands()).toHaveLength(1));
    const [before] = commands();
    FakeSocket.last.ends(closings.taken_over.code);
    expect(place.shown).toMatchObject({ state: 'closed', closing: 'taken_over' });
    place = await reload();
    expect(commands()).toEqual([before]);
  });

  it('gives its words back to the draft, where it is refused after a reload', async () => {
    void share(place, 'words');
    await vi.waitFor(() => expect(commands()).toHaveLength(1));
    place.end();
    place = await reload();
    answer('turn_is_over');
    await vi.waitFor(() => expect(place.shown.draft).toBe('words'));
  });
});

describe('a place that is over', () => {
  it.each(['left', 'removed', 'circle_erased'] as const)(
    '(%s) leaves nothing on the device',
    async (closing) => {
      await place.belongings.keep();
      place.write_draft('words');
      void place.ask({ type: 'raise_hand' });
      FakeSocket.last.ends(closings[closing].code);
      expect(place.shown).toMatchObject({ state: 'closed', closing, draft: '' });
      await vi.waitFor(async () => expect(await where.device.names('')).toEqual([]));
      await place.belongings.keep(); // as a key that was still being made would
      expect(await where.device.names('')).toEqual([]);
    },
  );

  it('was left by the leaving, and answers nothing else any more', async () => {
    const left = place.ask({ type: 'leave', take_back: false });
    const raised = place.ask({ type: 'raise_hand' });
    FakeSocket.last.ends(closings.left.code);
    expect(await left).toEqual({ accepted: true });
    expect(await raised).toMatchObject({ accepted: false, code: 'closed' });
    expect(await place.ask({ type: 'raise_hand' })).toMatchObject({ code: 'closed' });
  });

  it('begins anew where the link still opens', async () => {
    await place.belongings.keep();
    const was = place.me;
    FakeSocket.last.says({
      type: 'welcome',
      incarnation: 'a',
      now: 0,
      numbers: [],
      door: {} as never,
    });
    await vi.waitFor(() => expect(FakeSocket.made).toHaveLength(2));
    expect(place.me).not.toBe(was);
    expect(await where.device.names('place/')).toEqual([]);
    expect(FakeSocket.last.opens().sent_of('hello')[0]?.member).toBe(place.me);
  });
});

describe('what is said', () => {
  const said: Milestone[] = [];
  beforeEach(() => {
    said.length = 0;
    place.on_milestone((each) => said.push(each));
  });

  it('is calm about a lost line, and says nothing that was missed a second time', async () => {
    FakeSocket.last.ends(1006);
    expect(place.shown.state).toBe('connecting_again');
    const socket = await come_again();
    tell({ type: 'pause_began', by: 'Ana', until: 9 });
    expect(place.shown.view?.gathering?.pause).toEqual({ by: 'Ana', until: 9 });
    socket.says({ type: 'resumed', now: 0 });
    expect(place.shown.state).toBe('here');
    expect(said).toEqual([{ key: 'connecting_again' }, { key: 'here_again' }]);
  });

  it('follows what is told', () => {
    tell({ type: 'turn_ended', turn: 1, how: 'passed_on' });
    tell({ type: 'turn_began', turn: 2, holder: 'Ana' });
    expect(said).toEqual([{ key: 'holder', member: 'Ana' }]);
  });

  it('asks for a newer page at an event that is not known', () => {
    tell({ type: 'tea_was_poured' } as never);
    expect(place.shown.needs_newer_page).toBe(true);
  });
});

describe('old words', () => {
  const told_again = () => share_added('one', 'c2FtZQ');
  const share_added = (id: string, body: string): Event => ({
    type: 'share_added',
    share: id,
    author: 'Ana',
    body: { key: 1, body },
  });
  const shown = () => place.shown.view?.gathering?.shares.map((each) => each.share);

  it('are not shown a second time as new', () => {
    tell(told_again());
    tell(share_added('two', 'b3RoZXI'));
    tell(told_again());
    expect(shown()).toEqual(['one', 'two']);
  });

  it('are not shown in a later gathering, nor after they were seen in a view', () => {
    const shares = [{ share: 'seen', author: 'Ana', at: 0, body: { key: 1, body: 'c2VlbmU' } }];
    FakeSocket.last.says(welcome(view_of(kept.member, { ...holding(), shares })));
    tell = teller();
    tell(told_again());
    tell({ type: 'gathering_closed', why: 'keeper', ring: 2, came: false, went: false });
    tell({ type: 'gathering_opened', gathering: 2, by: 'Ana' });
    tell(told_again());
    tell(share_added('seen', 'c2VlbmU'));
    expect(shown()).toEqual([]);
  });

  it('come back with the view, as often as one comes back', () => {
    const shares = [{ share: 'seen', author: 'Ana', at: 0 }];
    const view = view_of(kept.member, { ...holding(), shares });
    FakeSocket.last.says(welcome(view)).says(welcome(view));
    expect(shown()).toEqual(['seen']);
  });
});

describe('an act that can be taken back', () => {
  it('goes with its turn, so that it never ends another', () => {
    void place.pending.ask_after({ type: 'pass_on', turn: 1 }, 4000);
    expect(place.shown.pending).toBeDefined();
    tell({ type: 'turn_ended', turn: 1, how: 'released' });
    expect(place.shown.pending).toBeUndefined();
    expect(commands()).toEqual([]);
  });

  it('stays while another turn ends', () => {
    void place.pending.ask_after({ type: 'pass_on', turn: 2 }, 4000);
    tell({ type: 'turn_ended', turn: 1, how: 'passed_on' });
    expect(place.shown.pending).toBeDefined();
    place.pending.cancel();
  });
});

it('a link that was replaced is no longer shown', async () => {
  place.belongings.kept.keepers_secret = kept.own_key;
  await place.keep_tokens({ invitation: kept.secret, keeper: kept.key ?? '' });
  expect(place.shown.links.invitation).toContain(kept.secret);
  tell({ type: 'link_replaced', link: 'invitation', by: 'Ana' });
  expect(Object.keys(place.shown.links)).toEqual(['keeper']);
});

it('signs of the others are seen for a moment', () => {
  FakeSocket.last.says({ type: 'gesture_seen', from: 'Ana', kind: 'with_you' });
  FakeSocket.last.says({ type: 'writing_seen', from: 'Ana', on: true });
  expect(place.shown.gestures).toMatchObject([{ from: 'Ana', kind: 'with_you' }]);
  expect(place.shown.writing).toEqual(['Ana']);
  tell({ type: 'turn_ended', turn: 1, how: 'passed_on' });
  expect(place.shown.writing).toEqual([]);
});
