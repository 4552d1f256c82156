// Holds the line to its word: it comes back, notices when it is dead, hands on each frame once and
// in order, and sends again what was not answered.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Command, HelloFrame, ServerFrame } from '../../client-web/src/circle/words';
import { closings } from '../../client-web/src/circle/words';
import type { Ending } from '../../client-web/src/link/closings';
import { backoff, wait_max, wait_min } from '../../client-web/src/link/backoff';
import { Line } from '../../client-web/src/link/line';
import { FakeSocket } from './fake_socket';

const hello: HelloFrame = { type: 'hello', member: 'm', secret: 's' };
const raise: Command = { type: 'raise_hand' };

let heard: ServerFrame[];
let lost: Ending[];
let clock: number | undefined;
let line: Line;

function welcome(number = 0, incarnation = 'a'): ServerFrame {
  const numbers = [
    { stream: 'circle' as const, number },
    { stream: 'member' as const, number: 0 },
  ];
  return { type: 'welcome', incarnation, now: Date.now(), numbers };
}

function told(number: number, stream: 'circle' | 'member' | 'keepers' = 'circle'): ServerFrame {
  return { type: 'told', stream, number, at: 0, event: { type: 'server_restarted' } };
}

const told_numbers = () => heard.flatMap((frame) => (frame.type === 'told' ? [frame.number] : []));

beforeEach(() => {
  vi.useFakeTimers();
  FakeSocket.made = [];
  heard = [];
  lost = [];
  clock = undefined;
  line = new Line({
    socket: FakeSocket,
    address: 'ws://localhost/circles/c/live',
    first_frame: () => hello,
    heard: (frame) => heard.push(frame),
    lost: (ending) => lost.push(ending),
    clock: (now) => (clock = now),
    keep: () => undefined,
  });
  line.connect();
});

afterEach(() => {
  line.end();
  expect(vi.getTimerCount()).toBe(0); // an ended line leaves nothing behind
  vi.useRealTimers();
});

const welcomed = (number = 0) => FakeSocket.last.opens().says(welcome(number));

describe('coming', () => {
  it('says who comes, under the protocol and nothing before it is open', () => {
    expect(FakeSocket.last).toMatchObject({ protocol: 'circlekeeper.v1', sent: [] });
    FakeSocket.last.opens();
    expect(FakeSocket.last.sent).toEqual([hello]);
  });

  it('is one line, however often it is asked to connect', () => {
    line.connect();
    line.look();
    expect(FakeSocket.made).toHaveLength(1);
  });

  it("takes the server's time from welcome and pong", () => {
    welcomed();
    expect(clock).toBe(Date.now());
    FakeSocket.last.says({ type: 'pong', now: 42 });
    expect(clock).toBe(42);
  });
});

describe('coming back', () => {
  it('waits longer each time, within bounds, and starts over once it was welcome', () => {
    for (const floor of [150, 300, 600, 1200, 2400, 4000, 4000]) {
      const count = FakeSocket.made.length;
      FakeSocket.last.ends(1006);
      vi.advanceTimersByTime(Math.max(floor, wait_min) - 1);
      expect(FakeSocket.made).toHaveLength(count);
      vi.advanceTimersByTime(wait_max);
      expect(FakeSocket.made).toHaveLength(count + 1);
    }
    welcomed();
    const count = FakeSocket.made.length;
    FakeSocket.last.ends(1006);
    vi.advanceTimersByTime(wait_min);
    expect(FakeSocket.made).toHaveLength(count + 1);
  });

  it('never comes back with all others at the same moment', () => {
    const waits = [0, 0.25, 0.5, 0.75, 1].map((drawn) => backoff(3, () => drawn));
    expect(new Set(waits).size).toBe(5);
    expect(Math.max(...[1, 5, 50].map((tries) => backoff(tries, () => 1)))).toBe(wait_max);
    expect(backoff(0, () => 0)).toBe(wait_min);
  });

  it.each(Object.entries(closings))('does as the closing %s says', (closing, each) => {
    welcomed();
    FakeSocket.last.ends(each.code);
    expect(lost).toEqual([{ closing, come_back: each.come_back }]);
    vi.advanceTimersByTime(wait_max * 2);
    expect(FakeSocket.made.length > 1).toBe(each.come_back);
  });

  it('takes an unknown final code for being out of step', () => {
    welcomed();
    FakeSocket.last.ends(4199);
    expect(lost).toEqual([{ closing: 'out_of_step', come_back: false }]);
    line.connect();
    expect(FakeSocket.made).toHaveLength(1);
  });

  it('names how far each stream was heard, so that only what was missed is told', () => {
    welcomed(5).says(told(6)).says(told(7)).says(told(1, 'member'));
    FakeSocket.last.ends(1006);
    vi.advanceTimersByTime(wait_max);
    FakeSocket.last.opens();
    expect(FakeSocket.last.sent).toEqual([
      {
        ...hello,
        resume: {
          incarnation: 'a',
          numbers: [
            { stream: 'circle', number: 7 },
            { stream: 'member', number: 1 },
          ],
        },
      },
    ]);
    FakeSocket.last.says(told(8)).says({ type: 'resumed', now: 1 });
    expect(told_numbers()).toEqual([6, 7, 1, 8]);
  });

  it('does not resume from the door', () => {
    const door = { type: 'welcome', incarnation: 'a', now: 0, numbers: [], door: {} };
    FakeSocket.last.opens().says(door as unknown as ServerFrame);
    FakeSocket.last.ends(1006);
    vi.advanceTimersByTime(wait_max);
    expect(FakeSocket.last.opens().sent).toEqual([hello]);
  });

  it('is away as long as it was asked to be', () => {
    welcomed();
    line.lose(30_000);
    expect(lost).toEqual([{ come_back: true }]);
    expect(FakeSocket.made[0]?.closed_with).toBe(1000);
    vi.advanceTimersByTime(29_999);
    expect(FakeSocket.made).toHaveLength(1);
    vi.advanceTimersByTime(1);
    expect(FakeSocket.made).toHaveLength(2);
  });
});

describe('what is told', () => {
  it('drops what is known already', () => {
    welcomed(5).says(told(5)).says(told(6)).says(told(6)).says(told(3));
    expect(told_numbers()).toEqual([6]);
  });

  it('comes afresh over a hole, and hands on nothing from behind it', () => {
    const first = welcomed(5).says(told(6)).says(told(8));
    expect(told_numbers()).toEqual([6]);
    expect(FakeSocket.made).toHaveLength(2);
    expect(FakeSocket.last.opens().sent).toEqual([hello]);
    first.says(told(7));
    expect(told_numbers()).toEqual([6]);
  });

  it('takes a stream that was not announced for a hole', () => {
    welcomed(5).says(told(1, 'keepers'));
    expect(told_numbers()).toEqual([]);
    expect(FakeSocket.made).toHaveLength(2);
  });

  it('begins anew where another incarnation welcomes', () => {
    welcomed(5).says(told(6));
    FakeSocket.last.ends(1001);
    vi.advanceTimersByTime(wait_max);
    FakeSocket.last.opens().says(welcome(2, 'b')).says(told(3));
    expect(told_numbers()).toEqual([6, 3]);
    FakeSocket.last.ends(1006);
    vi.advanceTimersByTime(wait_max);
    expect(FakeSocket.last.opens().sent_of('hello')[0]?.resume?.incarnation).toBe('b');
  });

  it('hears nothing from a line that it let go of', () => {
    const old = welcomed();
    line.restart(false);
    welcomed();
    const count = heard.length;
    old.says(told(1));
    old.ends(4102);
    expect([heard.length, lost]).toEqual([count, []]);
  });
});

describe('a dead line', () => {
  it('is noticed by a ping that nobody answers', () => {
    welcomed();
    vi.advanceTimersByTime(20_000);
    expect(FakeSocket.last.sent_of('ping')).toHaveLength(1);
    vi.advanceTimersByTime(2999);
    expect(lost).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(lost).toEqual([{ come_back: true }]);
    vi.advanceTimersByTime(wait_max);
    expect(FakeSocket.made).toHaveLength(2);
  });

  it('is not taken for one while anything is heard', () => {
    welcomed();
    for (let count = 0; count < 10; count += 1) {
      vi.advanceTimersByTime(20_000);
      FakeSocket.last.says({ type: 'pong', now: 0 });
    }
    vi.advanceTimersByTime(10_000);
    expect([lost, FakeSocket.made.length]).toEqual([[], 1]);
  });

  it('is noticed at once by a page that wakes up', () => {
    welcomed();
    line.look();
    expect(FakeSocket.last.sent_of('ping')).toHaveLength(1);
    vi.advanceTimersByTime(3000);
    expect(lost).toEqual([{ come_back: true }]);
    line.look();
    expect(FakeSocket.made).toHaveLength(2);
  });

  it('is noticed where connecting takes too long', () => {
    vi.advanceTimersByTime(9000);
    expect(lost).toEqual([{ come_back: true }]);
  });
});

describe('commands', () => {
  const give = (id: string) => line.give({ id, command: raise });
  const ids = () => FakeSocket.last.sent_of('command').map(({ id }) => id);

  it('wait until somebody is welcome, and go in their order', () => {
    void give('1');
    FakeSocket.last.opens();
    void give('2');
    expect(ids()).toEqual([]);
    FakeSocket.last.says(welcome());
    void give('3');
    expect(ids()).toEqual(['1', '2', '3']);
  });

  it('go again with the same id on a new line, and not once they were answered', async () => {
    welcomed();
    const answer = give('1');
    const second = give('2');
    FakeSocket.last.says({ type: 'accepted', id: '1', number: 1 });
    FakeSocket.last.ends(1006);
    vi.advanceTimersByTime(wait_max);
    FakeSocket.last.opens();
    expect(ids()).toEqual([]);
    FakeSocket.last.says({ type: 'resumed', now: 1 });
    expect(ids()).toEqual(['2']);
    FakeSocket.last.says({ type: 'accepted', id: '2', number: 2 });
    expect(await answer).toEqual({ accepted: true });
    expect(await second).toEqual({ accepted: true });
  });

  it('do not go again at a second welcome on the same line', () => {
    welcomed();
    void give('1');
    FakeSocket.last.says(welcome(1));
    expect(ids()).toEqual(['1']);
  });
});
