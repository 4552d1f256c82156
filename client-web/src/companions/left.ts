// A rehearsal whose page went before it was erased: what a device knows of it, which is enough to
// erase it and nothing else, and the erasing itself.
import type { Surroundings } from '../circle/membership';
import { left_prefix } from '../circle/opening';
import { Line } from '../link/line';
import type { Storage } from '../link/storage';
import { make_id } from '../seal/bytes';

interface Left {
  member: string;
  secret: string;
}

const erase_within = 8000;
const wait_for_other_tab = 3000;

const name_of = (circle: string): string => `${left_prefix}${circle}`;

/** A browser that keeps nothing must not stop a rehearsal. */
export function note(storage: Storage, circle: string, { member, secret }: Left): Promise<void> {
  return storage.write(name_of(circle), { member, secret }).catch(() => undefined);
}

export function forget(storage: Storage, circle: string): Promise<void> {
  return storage.erase(name_of(circle)).catch(() => undefined);
}

/** While its page lives, no other tab takes the rehearsal for one that was left. */
export function hold(circle: string, over: Promise<unknown>): void {
  void navigator.locks?.request(name_of(circle), () => over);
}

async function is_left(circle: string): Promise<boolean> {
  if (!navigator.locks) return true;
  const signal = AbortSignal.timeout(wait_for_other_tab);
  const asked = navigator.locks.request(name_of(circle), { signal }, () => Promise.resolve());
  return asked.then(() => true).catch(() => false);
}

/** Whether nothing of it is on the server any more. */
function erase(from: Surroundings, circle: string, left: Left): Promise<boolean> {
  return new Promise((settle) => {
    const line = new Line({
      socket: from.socket,
      address: `${from.server}/circles/${circle}/live`,
      first_frame: () => ({ type: 'hello', ...left }),
      heard: () => undefined,
      lost: ({ come_back }) => !come_back && done(true),
      clock: () => undefined,
      keep: () => undefined,
    });
    const late = setTimeout(() => done(false), erase_within);
    const done = (gone: boolean) => {
      clearTimeout(late);
      line.end();
      settle(gone);
    };
    const asked = line.give({ id: make_id(), command: { type: 'erase_circle' } });
    void asked.then(({ accepted }) => accepted && done(true));
    line.connect();
  });
}

/** Whether one was left and is gone now. */
export async function erase_left(from: Surroundings, storage: Storage): Promise<boolean> {
  let some = false;
  for (const name of await storage.names(left_prefix)) {
    const circle = name.slice(left_prefix.length);
    const left = (await storage.read(name)) as Left | undefined;
    if (!left || !(await is_left(circle)) || !(await erase(from, circle, left))) continue;
    await forget(storage, circle);
    some = true;
  }
  return some;
}
