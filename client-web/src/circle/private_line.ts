// The line between a member and the keepers: sealed here to exactly the devices of who is to read it.
import { make_id, to_text } from '../seal/bytes';
import { announced_of, announcement } from '../seal/device_key';
import { KeyMissing, TooLong } from '../seal/key_ring';
import { open_words, seal_words, seal_words_key } from '../seal/private_words';
import { cannot_seal, not_sealed, too_long } from './acts';
import { announce_key, is_announced } from './announcing';
import type { Membership } from './membership';
import type { Answer } from './standing';
import { box_for, met_a_change, recipients_of, swapped, SwappedKey, tries_max } from './to_devices';
import type { MemberId, MessageId, PrivateView, SayPrivatelyCommand, ShareId, View } from './words';
import { limits } from './words';

/** What it is about, where it is about something; sealed with it. */
export type About = { share: ShareId } | { member: MemberId };

export interface PrivateWords {
  text: string;
  about?: About;
}

export interface Saying extends PrivateWords {
  line: MemberId;
  to: readonly MemberId[];
  /** Where it stands while it is written. */
  draft: string;
}

type Said = Pick<PrivateView, 'line' | 'by' | 'to'>;

/** Lengths would tell which of a few sentences it was. */
const step = 256;
const key_wait = 5000;

export const about_id = (about: About): string => ('share' in about ? about.share : about.member);

const readers_of = ({ by, to }: Pick<Said, 'by' | 'to'>): MemberId[] => [by, ...to];

/** The server tells whose line it is and who reads it: said inside as well, it cannot be told otherwise. */
async function readers_told({ line, to }: Pick<Said, 'line' | 'to'>): Promise<string> {
  const bytes = new TextEncoder().encode([line, ...to.toSorted()].join('|'));
  return to_text(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)).slice(0, 16));
}

async function written({ text, about }: PrivateWords, said: Pick<Said, 'line' | 'to'>) {
  const json = JSON.stringify({ text, ...(about && { about }), for: await readers_told(said) });
  const bytes = new TextEncoder().encode(json).length;
  const left = limits.words.private_words - [...json].length;
  const spaces = Math.ceil(bytes / step) * step - bytes;
  return json + ' '.repeat(Math.max(0, Math.min(spaces, left)));
}

function about_in(about: unknown): About | undefined {
  const { share, member } = (about ?? {}) as Record<string, unknown>;
  if (typeof share === 'string') return { share };
  return typeof member === 'string' ? { member } : undefined;
}

/** Throws where it is none of ours, or for others than is told. */
export async function read(json: string, said: Said): Promise<PrivateWords> {
  const inside = JSON.parse(json) as Record<string, unknown>;
  if (typeof inside['text'] !== 'string') throw new Error('no words');
  const told = inside['for'];
  if (told !== undefined && told !== (await readers_told(said))) throw new Error('for others');
  const about = about_in(inside['about']);
  return { text: inside['text'], ...(about && { about }) };
}

/** The words as they were sealed; throws where they do not open on this device. */
export async function open_private(place: Membership, said: PrivateView): Promise<string> {
  await place.keys.settled;
  const { circle, ring, belongings } = place;
  const { member, device, pair } = belongings.kept;
  if (!device || !pair) throw new Error('this device has no key of its own');
  const author = place.shown.view?.members.find((each) => each.member === said.by);
  const from = author?.devices.find((each) => each.device === said.from_device);
  if (!from) throw new Error('whose it is, or their device, is gone');
  const sender = { member: said.by, device: said.from_device };
  const announced = await ring.open(announcement(sender), from.device_key);
  const way = { circle, message: said.message, to: { member, device, pair } };
  return open_words({ ...way, from: { ...sender, announced } }, said);
}

/** By their messages, of those that open on this device. */
export async function open_all(
  place: Membership,
  said: readonly PrivateView[],
): Promise<ReadonlyMap<MessageId, string>> {
  const opened = said.map(async (each) => {
    const words = await open_private(place, each)
      .then((json) => read(json, each))
      .catch(() => undefined);
    return [each.message, words?.text] as const;
  });
  const all = await Promise.all(opened);
  return new Map(all.flatMap(([id, text]) => (text === undefined ? [] : [[id, text] as const])));
}

/** The key of now may be on its way; nobody is kept waiting for long. */
async function key_is_here(place: Membership): Promise<void> {
  await place.keys.settled;
  const is_known = () => !place.ring.is_behind || place.keys.missing;
  if (is_known()) return;
  const waited = new Promise((settle) => setTimeout(settle, key_wait));
  await Promise.race([place.until(is_known), waited]);
}

async function is_ready(place: Membership): Promise<boolean> {
  await key_is_here(place);
  const { view } = place.shown;
  if (view && !place.ring.is_behind && !is_announced(view, place.belongings.kept)) {
    await place.keys.in_turn(() => announce_key(place));
  }
  const now = place.shown.view;
  return now !== undefined && !place.ring.is_behind && is_announced(now, place.belongings.kept);
}

/** Nobody ever comes to those who were chosen; who no longer keeps the circle goes. */
const still_reading = (view: View, { line, to }: Pick<Saying, 'line' | 'to'>): MemberId[] =>
  view.members
    .filter((each) => each.member !== view.me && to.includes(each.member))
    .filter((each) => each.keeper || each.member === line)
    .map((each) => each.member);

async function sealed(
  place: Membership,
  view: View,
  message: MessageId,
  saying: Saying,
): Promise<SayPrivatelyCommand> {
  const { circle, ring, belongings } = place;
  const { member, device, pair } = belongings.kept;
  if (!device || !pair) throw new Error('this device has no key of its own');
  const to = still_reading(view, saying);
  const label = { circle, number: ring.current, author: member, message };
  const { key, body } = await seal_words(label, await written(saying, { ...saying, to }));
  const readers = view.members.filter((each) => [member, ...to].includes(each.member));
  const from = { member, device, pair };
  const seal_key = (each: Parameters<typeof box_for>[1]) =>
    box_for(place, each, (one) => seal_words_key({ circle, message, from, to: one }, key));
  const boxes = await Promise.all(recipients_of(readers).map(seal_key));
  const { line } = saying;
  return { type: 'say_privately', message, line, to, from_device: device, body, boxes };
}

/** Under way from here: what comes of it is seen to where it was said. */
const in_hand = new Set<MessageId>();

async function say(place: Membership, message: MessageId, saying: Saying): Promise<Answer> {
  let answer: Answer = not_sealed;
  for (let tries = 0; tries < tries_max; tries += 1) {
    if (!(await is_ready(place))) return cannot_seal(place);
    const { view } = place.shown;
    if (!view) return not_sealed;
    if (still_reading(view, saying).length === 0) {
      return { accepted: false, code: 'nobody_reads', sentence: '' };
    }
    const command = await sealed(place, view, message, saying);
    if (place.private_kept.drafts[saying.draft]?.trim() === saying.text) {
      place.private_kept.write(saying.draft, ''); // kept with what is not answered from now on
    }
    answer = await place.ask(command);
    if (answer.accepted) break;
    if (answer.code === 'message_is_known') return { accepted: true };
    if (!met_a_change(answer.code)) break;
  }
  return answer;
}

function why(place: Membership, error: unknown): Answer {
  if (error instanceof SwappedKey) return swapped(error);
  if (error instanceof KeyMissing) return cannot_seal(place);
  return error instanceof TooLong ? too_long(error) : not_sealed;
}

export async function say_privately(
  place: Membership,
  saying: Saying,
  message: MessageId = make_id(),
): Promise<Answer> {
  in_hand.add(message);
  const answer = await say(place, message, saying).catch((error: unknown) => why(place, error));
  in_hand.delete(message);
  const is_kept = !answer.accepted && answer.code === 'closed';
  if (!answer.accepted && !is_kept) place.private_kept.give_back(saying.draft, saying.text);
  return answer;
}

/** What was not answered before this page opened: it goes again to the same, or back into its field. */
export async function give_private_back(
  place: Membership,
  command: SayPrivatelyCommand,
  answer: Extract<Answer, { accepted: false }>,
): Promise<Answer> {
  if (in_hand.has(command.message)) return answer;
  if (answer.code === 'message_is_known' || answer.code === 'closed') return answer;
  const words = await own_words(place, command).catch(() => undefined);
  if (!words) return answer;
  await place.private_kept.restore();
  const { line, to, message } = command;
  const draft = words.about ? `${line}/${about_id(words.about)}` : line;
  if (met_a_change(answer.code)) {
    return say_privately(place, { line, to, draft, ...words }, message);
  }
  place.private_kept.give_back(draft, words.text);
  return answer;
}

/** What this device sealed opens on it. */
async function own_words(place: Membership, command: SayPrivatelyCommand): Promise<PrivateWords> {
  const { member, device, pair } = place.belongings.kept;
  if (!device || !pair) throw new Error('this device has no key of its own');
  const me = { member, device, pair, announced: await announced_of(pair) };
  const { message } = command;
  const json = await open_words({ circle: place.circle, message, from: me, to: me }, command);
  return read(json, { ...command, by: member });
}

export interface Line {
  member: MemberId;
  said: readonly PrivateView[];
}

/** For keepers: of each member who has one, but oneself; the newest first. */
export function lines_of(view: View): Line[] {
  const newest_first = view.private_said.map((each) => each.line).toReversed();
  return [...new Set(newest_first)]
    .filter((each) => each !== view.me)
    .map((member) => ({ member, said: said_on(view, member) }));
}

export const said_on = (view: View, line: MemberId): PrivateView[] =>
  view.private_said.filter((each) => each.line === line);

/** What was said to exactly the other of two. */
export function said_between(view: View, line: MemberId, other: MemberId): PrivateView[] {
  const two = [view.me, other];
  return said_on(view, line).filter((each) => {
    const readers = readers_of(each);
    return readers.length === 2 && two.every((one) => readers.includes(one));
  });
}

/** Who reads an answer, whose line it is first: exactly who read what it answers, and still may;
 * undefined where it answers nothing. */
export function answer_to(view: View, line: MemberId): MemberId[] | undefined {
  const last = said_on(view, line).findLast((each) => readers_of(each).includes(line));
  if (!last) return undefined;
  const still = still_reading(view, { line, to: readers_of(last) });
  return [...still.filter((each) => each === line), ...still.filter((each) => each !== line)];
}
