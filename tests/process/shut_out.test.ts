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
import { program, type Served, startServer } from './serve.ts';

const run = promisify(execFile);
const patient = { timeout: 20_000 };

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

interface Removed {
  server: Served;
  keeper: Membership;
  ben: Membership;
  cai: Membership;
  device: Surroundings;
  /** By which Cai came. */
  invitation: string;
}

/** Cai is removed between two shares, by Ana, while Ben stays. */
async function with_cai_removed(): Promise<Removed> {
  const server = await startServer({ keep: true });
  const keeper = await made(server.url, { title: 'Ours' });
  await in_conversation(keeper);
  const { invitation = '' } = keeper.shown.links;
  const ben = await joined(server.url, invitation, 'Ben');
  const device = surroundings(server.url);
  const cai = await joined(server.url, invitation, 'Cai', device);
  await acts.share(ben, 'said before');
  await expect.poll(() => read(cai), patient).toEqual(['said before']);
  await expect.poll(() => cai.belongings.kept.pair, patient).toBeDefined();
  const announced = () => keeper.shown.view?.members.every(({ devices }) => devices.length > 0);
  await expect.poll(announced, patient).toBe(true);
  expect(await remove_member(keeper, cai.me, true)).toEqual({ accepted: true });
  await expect.poll(() => ben.ring.current, patient).toBe(2);
  await acts.share(ben, 'said since');
  await expect.poll(() => read(keeper), patient).toEqual(['said before', 'said since']);
  await cai.until(({ state }) => state !== 'here');
  await wait(200); // whatever its page still does
  return { server, keeper, ben, cai, device, invitation };
}

/** The server's file, as text in which every byte is a letter. */
async function copied({ data }: Served): Promise<string> {
  const copy = join(data, 'copy.db');
  await run(program, ['backup', copy, '--data', data]);
  return readFileSync(copy, 'latin1');
}

it('reads nothing said since, and does not come in', async () => {
  const { server, keeper, ben, cai, device, invitation } = await with_cai_removed();
  const bytes = await copied(server);
  const found = shares_in(bytes);
  expect(found).toHaveLength(2);

  // The key of now opens it, so that nothing is missed below.
  const { key = '', key_number } = keeper.belongings.kept;
  expect(key_number).toBe(2);
  expect(await opened(keeper.circle, [key], found)).toContain('said since');

  const kept = `${await kept_on(device)} ${JSON.stringify(cai.belongings.kept)}`;
  const secrets = matches(`${kept} ${bytes}`, /([\w-]{43})/g);
  expect(secrets).not.toContain(key);
  expect(await opened(keeper.circle, secrets, found)).toEqual(['said before']);

  const boxes = matches(bytes, /"box":"([\w-]+)"/g);
  const devices = matches(bytes, /"device":"([\w-]{22})"/g);
  const people = [keeper.me, ben.me, cai.me];
  expect(await opens_a_box(cai, boxes, devices, people)).toBe(false);
  expect(await opens_a_box(ben, boxes, devices, people)).toBe(true); // whom one is for

  const again = await come(keeper.circle, device);
  await again?.start();
  const state = await again?.until((shown) => shown.state !== 'connecting');
  expect(state?.state).not.toBe('here');
  await expect(joined(server.url, invitation, 'Cai again')).rejects.toThrow();
  for (const each of [keeper, ben, cai, again]) each?.end();
  await server.stop();
  await server.erase();
});
