// People of a circle without a browser, on the client's own line, seals and fold.
import { WebSocket } from 'ws';
import * as acts from '../../client-web/src/circle/acts.ts';
import { open_gathering } from '../../client-web/src/circle/acts_live.ts';
import { come } from '../../client-web/src/circle/coming.ts';
import { parse_link } from '../../client-web/src/circle/links.ts';
import { make_membership, type Making } from '../../client-web/src/circle/making.ts';
import type { Membership, Surroundings } from '../../client-web/src/circle/membership.ts';
import { memory_storage } from '../../client-web/src/link/storage.ts';

/** A device that nothing is known on yet. */
export function surroundings(server: string): Surroundings {
  return {
    socket: WebSocket as unknown as Surroundings['socket'],
    server: server.replace(/^http/, 'ws'),
    device: memory_storage(),
    tab: memory_storage(),
  };
}

export function made(server: string, making: Partial<Making> = {}): Promise<Membership> {
  return make_membership(
    {
      title: 'A circle',
      agreements: 'We listen.',
      meets: 'typed',
      keeps: 'circle_lives',
      name: 'Ana',
      ...making,
    },
    surroundings(server),
  );
}

export async function joined(
  server: string,
  invitation: string | undefined,
  name: string,
  device: Surroundings = surroundings(server),
) {
  const link = parse_link(invitation ?? '');
  const member = link && (await come(link.circle, device, link));
  if (!member) throw new Error('the invitation does not open');
  await member.start();
  await member.until(({ state }) => state === 'door');
  const answer = await acts.join(member, { name, witness: false, shared_device: false });
  if (!answer.accepted) throw new Error(answer.code);
  await member.until(({ state }) => state === 'here');
  return member;
}

/** An open gathering in which everybody seated may write. */
export async function in_conversation(keeper: Membership): Promise<void> {
  await open_gathering(keeper, {});
  await keeper.ask({ type: 'open_floor', floor: 'open', everybody_once: false, now: false });
}

/** What was shared, in order, as this member reads it. */
export async function read(member: Membership): Promise<string[]> {
  const shares = member.shown.view?.gathering?.shares ?? [];
  return Promise.all(
    shares.map(({ author, share, body }) =>
      body ? member.open({ kind: 'share', author, id: share }, body) : '',
    ),
  );
}
