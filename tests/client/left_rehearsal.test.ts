// A rehearsal whose page went is erased by the next page, by the little that the device kept of it.
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { erase_left, forget, hold, note } from '../../client-web/src/companions/left';
import { memory_storage, type Storage } from '../../client-web/src/link/storage';
import { make_id, make_secret } from '../../client-web/src/seal/bytes';
import { circle as view } from './circle';
import { FakeSocket } from './fake_socket';
import { surroundings, welcome } from './stage';

const gone = 4101; // unknown_circle
let storage: Storage;
const circle = make_id();
const left = { member: make_id(), secret: make_secret() };

beforeEach(async () => {
  FakeSocket.made = [];
  vi.stubGlobal('navigator', {}); // a browser that cannot hold anything
  storage = memory_storage();
  await note(storage, circle, left);
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

const kept = () => storage.names('');
const sockets = (count: number) => vi.waitFor(() => expect(FakeSocket.made).toHaveLength(count));

it('says who one was and nothing of a link, and asks for its end', async () => {
  const erased = erase_left(surroundings(), storage);
  await sockets(1);
  FakeSocket.last.opens();
  expect(FakeSocket.last.address).toContain(circle);
  expect(FakeSocket.last.sent).toEqual([{ type: 'hello', ...left }]);
  FakeSocket.last.says(welcome(view()));
  const [asked] = FakeSocket.last.sent_of('command');
  expect(asked?.command).toEqual({ type: 'erase_circle' });
  FakeSocket.last.says({ type: 'accepted', id: asked?.id ?? '', number: 1 });
  expect(await erased).toBe(true);
  expect(await kept()).toEqual([]);
});

it('forgets what is gone already', async () => {
  const erased = erase_left(surroundings(), storage);
  await sockets(1);
  FakeSocket.last.opens().ends(gone);
  expect(await erased).toBe(true);
  expect(await kept()).toEqual([]);
});

it('keeps what it could not erase, for another time', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const erased = erase_left(surroundings(), storage);
  await sockets(1);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(await erased).toBe(false);
  expect(await kept()).toHaveLength(1);
});

it('leaves alone what lives in another tab', async () => {
  const held = { request: () => Promise.reject(new Error('not free')) };
  vi.stubGlobal('navigator', { locks: held });
  expect(await erase_left(surroundings(), storage)).toBe(false);
  expect(FakeSocket.made).toEqual([]);
  expect(await kept()).toHaveLength(1);
});

it('holds a rehearsal for as long as it is not over', async () => {
  const asked: [string, () => Promise<unknown>][] = [];
  vi.stubGlobal('navigator', {
    locks: { request: (name: string, act: () => Promise<unknown>) => asked.push([name, act]) },
  });
  const over = Promise.resolve('over');
  hold(circle, over);
  expect(asked.map(([name]) => name)).toEqual(await kept());
  expect(await asked[0]?.[1]()).toBe('over');
});

it('has nothing to do where nothing was left', async () => {
  await forget(storage, circle);
  expect(await erase_left(surroundings(), storage)).toBe(false);
  expect(FakeSocket.made).toEqual([]);
});
