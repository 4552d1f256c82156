// Renews the circle's key for what comes: made here, and sealed to exactly the devices of exactly
// those who are in the circle afterwards.
import { make_secret } from '../seal/bytes';
import { announced_of, type DeviceKey } from '../seal/device_key';
import { hand_key } from '../seal/handed_key';
import { seal_before } from '../seal/key_chain';
import { seal_for_keepers } from '../seal/keepers_box';
import { KeyRing } from '../seal/key_ring';
import { cannot_seal, not_sealed } from './acts';
import { announce_key, is_announced } from './announcing';
import { coming_max, type KeepersLink } from './belongings';
import type { Membership } from './membership';
import type { Answer } from './standing';
import { box_for, met_a_change, recipients_of, swapped, SwappedKey, tries_max } from './to_devices';
import type { Command, MemberId, MemberView, Renewal, View } from './words';

interface Wish {
  removed?: MemberView | undefined;
  /** The server needs a new keepers' link, though it looked as if the old one went on. */
  new_link: boolean;
}

interface Made {
  renewal: Renewal;
  key: string;
  keeper: KeepersLink | undefined;
}

type Sender = DeviceKey & { member: MemberId; number: number; key: string };

async function sender_of(place: Membership, key: string): Promise<Sender> {
  const { member, device, pair } = place.belongings.kept;
  if (!device || !pair) throw new Error('this device has no key of its own');
  const announced = await announced_of(pair);
  return { member, device, pair, announced, key, number: place.ring.current + 1 };
}

async function renewal_of(place: Membership, view: View, wish: Wish): Promise<Made> {
  const { circle, ring, belongings } = place;
  const { kept } = belongings;
  const [key, invitation, number] = [make_secret(), make_secret(), ring.current + 1];
  const from = await sender_of(place, key);
  const needs_link = wish.new_link || !kept.keepers_secret || view.key_due || wish.removed?.keeper;
  const keeper = needs_link ? { token: make_secret(), secret: make_secret() } : undefined;
  const secret = keeper?.secret ?? kept.keepers_secret ?? '';
  const members = view.members.filter((each) => each.member !== wish.removed?.member);
  const renewal = {
    number,
    members: members.map((each) => each.member),
    invitation,
    ...(keeper && { keeper: keeper.token }),
    before: await seal_before(new KeyRing(circle, key, number), kept.key ?? '', number - 1),
    keeper_box: await seal_for_keepers({ circle, secret, number }, { key, invitation }),
    from_device: from.device,
    boxes: await Promise.all(
      recipients_of(members).map((each) =>
        box_for(place, each, (to) => hand_key({ circle, number, from, to }, key)),
      ),
    ),
  };
  return { renewal, key, keeper };
}

/** Kept before it is asked for: whenever this device goes, what came to be is found again. */
async function keep_coming(place: Membership, made: Made): Promise<void> {
  const { belongings } = place;
  const { kept } = belongings;
  const { number, invitation } = made.renewal;
  const coming = { key: made.key, key_number: number, invitation };
  kept.coming_keys = [...(kept.coming_keys ?? []), coming].slice(-coming_max);
  if (made.keeper) {
    kept.coming_links = [...(kept.coming_links ?? []), made.keeper].slice(-coming_max);
  }
  await belongings.keep();
}

interface Renewing {
  removed?: MemberId;
  command: (renewal: Renewal) => Command;
  /** Whether it is still to be done, with the circle as it is by now. */
  is_due?: (view: View) => boolean;
}

async function renew(place: Membership, renewing: Renewing): Promise<Answer> {
  let answer = not_sealed;
  let new_link = false;
  for (let tries = 0; tries < tries_max; tries += 1) {
    await place.keys.settled;
    if (place.shown.view && !is_announced(place.shown.view, place.belongings.kept)) {
      await announce_key(place);
    }
    const { view } = place.shown;
    if (!view || place.ring.is_behind) return cannot_seal(place);
    if (renewing.is_due?.(view) === false) return { accepted: true };
    const removed = view.members.find((each) => each.member === renewing.removed);
    const made = await renewal_of(place, view, { removed, new_link });
    await keep_coming(place, made);
    answer = await place.ask(renewing.command(made.renewal));
    if (answer.accepted) break;
    new_link ||= answer.code === 'missing_field';
    if (!met_a_change(answer.code) && answer.code !== 'missing_field') break;
  }
  await place.keys.settled;
  return answer;
}

/** One at a time; a swapped key is said of whose it is, and nothing was done. */
function in_turn(place: Membership, renewing: Renewing): Promise<Answer> {
  return place.keys.in_turn(async () => {
    try {
      return await renew(place, renewing);
    } catch (error) {
      return error instanceof SwappedKey ? swapped(error) : not_sealed;
    }
  });
}

export function remove_member(
  place: Membership,
  member: MemberId,
  keep_shares: boolean,
): Promise<Answer> {
  const command = (renewal: Renewal): Command => ({
    type: 'remove_member',
    member,
    keep_shares,
    renewal,
  });
  return in_turn(place, { removed: member, command });
}

const renew_key = (renewal: Renewal): Command => ({ type: 'renew_key', renewal });

/** As a keeper chooses, where a link fell into other hands. */
export function renew_now(place: Membership): Promise<Answer> {
  return in_turn(place, { command: renew_key });
}

/** Who kept the circle has its key still: a keeper's device renews it by itself, if none did yet. */
export function renew_where_due(place: Membership): Promise<Answer> {
  return in_turn(place, { command: renew_key, is_due: (view) => view.key_due });
}
