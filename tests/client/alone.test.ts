// Holds words to oneself to their word: they never leave the device, outlive a reload, and are kept
// or burned as one wishes.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Alone } from '../../client-web/src/circle/alone';
import type { Membership, Surroundings } from '../../client-web/src/circle/membership';
import { circle, practice, practising } from './circle';
import { FakeSocket } from './fake_socket';
import { kept_place, living, surroundings, welcome } from './stage';

const note = { id: 'a', practice: '1.1', title: 'T', asked: 'What?', language: 'en', at: 1 };

describe('on a device', () => {
  let where: Surroundings;
  let kept: ReturnType<typeof kept_place>;
  let place: Membership;

  beforeEach(async () => {
    FakeSocket.made = [];
    where = surroundings();
    kept = kept_place();
    place = await living({}, kept, where);
  });
  afterEach(() => place.end());

  it('they are sealed, sent to nobody, and there after a reload', async () => {
    place.alone.write({ ...note, text: 'only for me' });
    await vi.waitFor(async () => expect(await where.device.names('alone/')).toHaveLength(1));
    const [name] = await where.device.names('alone/');
    expect(JSON.stringify(await where.device.read(name ?? ''))).not.toContain('only');
    place.end();
    expect(JSON.stringify(FakeSocket.made.map(({ sent }) => sent))).not.toContain('only');
    place = await living({}, kept, where);
    expect(place.shown.notes).toEqual([{ ...note, text: 'only for me', kept: false }]);
    place.alone.burn('a');
    await vi.waitFor(async () => expect(await where.device.names('alone/')).toEqual([]));
  });

  it('they are gone with the place', async () => {
    place.alone.write({ ...note, text: 'only for me' });
    FakeSocket.last.ends(4108);
    await vi.waitFor(async () => expect(await where.device.names('alone/')).toEqual([]));
    expect(place.shown.notes).toEqual([]);
  });
});

it('what was being written for a pod is not there in the ring', async () => {
  const { gathering } = practising();
  const place = await living(gathering);
  const view = { ...practising(), me: 'Ben' };
  FakeSocket.last.says(welcome(view));
  place.write_draft('for the pod');
  FakeSocket.last.says(welcome({ ...circle({}), me: 'Ben' }));
  expect(place.shown.draft).toBe('');
  place.end();
});

describe('what is written', () => {
  it('is one for each id, kept or burned, and gone where it is empty', () => {
    const stored = vi.fn<(text: string) => void>();
    const alone = new Alone(stored);
    alone.write({ ...note, text: 'one' });
    alone.write({ ...note, text: 'one two' });
    expect(alone.notes).toEqual([{ ...note, text: 'one two', kept: false }]);
    alone.keep_note('a');
    expect(alone.notes[0]?.kept).toBe(true);
    const again = new Alone(stored);
    again.restore(stored.mock.lastCall?.[0] ?? '');
    expect(again.notes).toEqual(alone.notes);
    alone.write({ ...note, text: '' });
    expect(alone.notes).toEqual([]);
    expect(stored).toHaveBeenLastCalledWith('');
  });
});

describe('the way back', () => {
  it('is there once the pod is over, until it is dismissed', () => {
    const alone = new Alone(() => undefined);
    alone.follow(circle({ practice: practice() }));
    expect(alone.been).toBeUndefined();
    alone.follow(practising());
    expect(alone.been).toMatchObject({ pod: 1, people: ['Cai'], over: false, with_care: false });
    const over = practice({ has_begun: true, ended_with_care: true });
    alone.follow(circle({ practice: over }));
    expect(alone.been).toMatchObject({ over: true, with_care: true });
    alone.follow(circle({}));
    alone.follow(circle());
    expect(alone.been).toMatchObject({ template: 'say_back', over: true, with_care: true });
    alone.dismiss();
    alone.follow(circle({}));
    expect(alone.been).toBeUndefined();
  });

  it('is not for who only kept company', () => {
    const alone = new Alone(() => undefined);
    alone.follow({ ...practising(), me: 'Ana' });
    alone.follow({ ...circle({}), me: 'Ana' });
    expect(alone.been).toBeUndefined();
  });
});
