// Who was removed, with everything that their device had kept, every link that they knew and a copy
// of the server's file, reads nothing said since and does not come in.
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import * as acts from '../../client-web/src/circle/acts.ts';
import { come } from '../../client-web/src/circle/coming.ts';
import type { Membership, Surroundings } from '../../client-web/src/circle/membership.ts';
import { remove_member } from '../../client-web/src/circle/renewing.ts';
import type { Sealed } from '../../client-web/src/circle/words.ts';
import { open_box } from '../../client-web/src/seal/boxes.ts';
import { KeyRing } from '../../client-web/src/seal/key_ring.ts';
import { in_conversation, joined, made, read, surroundings } from './members.ts';
import { program, startServer } from './serve.ts';

const run = promisify(execFile);

interface Found {
  author: string;
  share: string;
  body: Sealed;
}

/** Every share that stands in the bytes of a file. */
function shares_in(bytes: string): Found[] {
  const share =
    /"type":"share_added","share":"([\w-]{22})","author":"([\w-]{22})","body":\{"key":(\d+),"body":"([\w-]+)"/g;
  return [...bytes.matchAll(share)].map(([, id = '', author = '', key, body = '']) => ({
    share: id,
    author,
    body: { key: Number(key), body },
  }));
}

const matches = (bytes: string, pattern: RegExp): string[] => [
  ...new Set([...bytes.matchAll(pattern)].map(([, one = '']) => one)),
];

/** All that a device has kept, as text. */
async function kept_on({ device, tab }: Surroundings): Promise<string> {
  const kept = [];
  for (const storage of [device, tab]) {
    for (const name of await storage.names('')) kept.push([name, await storage.read(name)]);
  }
  return JSON.stringify(kept);
}

const sealed_by = async (
  circle: string,
  key: string,
  found: Found,
): Promise<string | undefined> => {
  const ring = new KeyRing(circle, key, found.body.key);
  const label = { kind: 'share', author: found.author, id: found.share } as const;
  return ring.open(label, found.body).catch(() => undefined);
};

/** Whether any of these secrets opens a share, with a number said for whatever it says. */
async function opened(circle: string, secrets: string[], found: Found[]): Promise<string[]> {
  const tries = found.flatMap((each) =>
    secrets.map((secret) => sealed_by(circle, secret, each).catch(() => undefined)),
  );
  return (await Promise.all(tries)).filter((text) => text !== undefined);
}

/** Whether a box, to whomever it is, opens for this device under any label it could have. */
async function opens_a_box(
  member: Membership,
  boxes: string[],
  senders: string[],
  others: string[],
) {
  const { pair, device = '' } = member.belongings.kept;
  if (!pair) throw new Error('the device has no pair');
  const recipient = { member: member.me, device };
  const tries = boxes.flatMap((box) =>
    senders.flatMap((from) =>
      others.flatMap((author) =>
        ['1', '2', '3'].map((id) => {
          const label = {
            circle: member.circle,
            kind: 'circle_key',
            id,
            author: { member: author, device: from },
            recipient,
          } as const;
          return open_box({ to: pair, from: box.slice(0, 87), label }, box.slice(87)).then(
            () => true,
            () => false,
          );
        }),
      ),
    ),
  );
  return (await Promise.all(tries)).some(Boolean);
}

it('reads nothing said since, and does not come in', async () => {
  const server = await startServer({ keep: true });
  const keeper = await made(server.url, { title: 'Ours' });
  await in_conversation(keeper);
  const { invitation, keeper: keepers_link } = keeper.shown.links;
  const ben = await joined(server.url, invitation, 'Ben');
  const device = surroundings(server.url);
  const cai = await joined(server.url, invitation, 'Cai', device);
  await acts.share(ben, 'said before');
  await expect.poll(() => read(cai)).toEqual(['said before']);
  await expect.poll(() => cai.belongings.kept.pair, { timeout: 10_000 }).toBeDefined();
  await expect
    .poll(() => keeper.shown.view?.members.every(({ devices }) => devices.length > 0))
    .toBe(true);

  expect(await remove_member(keeper, cai.me, true)).toEqual({ accepted: true });
  await expect.poll(() => ben.ring.current, { timeout: 10_000 }).toBe(2);
  await acts.share(ben, 'said since');
  await expect.poll(() => read(keeper)).toEqual(['said before', 'said since']);
  await cai.until(({ state }) => state !== 'here');
  await wait(200); // whatever its page still does

  const copy = join(server.data, 'copy.db');
  await run(program, ['backup', copy, '--data', server.data]);
  const bytes = readFileSync(copy, 'latin1');
  const found = shares_in(bytes);
  expect(found).toHaveLength(2);

  // What the others have opens both, so that nothing is missed below.
  const { key = '', key_number } = keeper.belongings.kept;
  expect(key_number).toBe(2);
  expect(await opened(keeper.circle, [key], found)).toContain('said since');

  const kept = await kept_on(device);
  const secrets = matches(`${kept} ${JSON.stringify(cai.belongings.kept)}`, /([\w-]{43})/g);
  expect(secrets).toContain(invitation?.split('.').at(-1));
  const tokens = matches(bytes, /([\w-]{43})/g);
  const all = [...secrets, ...tokens, ...(keepers_link?.split('.') ?? [])];
  expect(
    await opened(
      keeper.circle,
      all.filter((each) => each.length === 43),
      found,
    ),
  ).toEqual(['said before']);

  const boxes = matches(bytes, /"box":"([\w-]+)"/g);
  expect(boxes.length).toBeGreaterThanOrEqual(2);
  const devices = matches(bytes, /"device":"([\w-]{22})"/g);
  const people = [keeper.me, ben.me, cai.me];
  expect(await opens_a_box(cai, boxes, devices, people)).toBe(false);
  // Who it is for opens it.
  expect(await opens_a_box(ben, boxes, devices, people)).toBe(true);

  const again = await come(keeper.circle, device);
  await again?.start();
  expect(
    again === undefined || (await again.until(({ state }) => state !== 'connecting')).state,
  ).not.toBe('here');
  await expect(joined(server.url, invitation, 'Cai again')).rejects.toThrow();
  for (const each of [keeper, ben, cai, again]) each?.end();
  await server.stop();
  await server.erase();
});
