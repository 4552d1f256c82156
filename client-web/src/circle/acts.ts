// Acts whose words are sealed before they leave, or that make a secret of their own.
import type { Storage } from '../link/storage';
import { make_id, make_secret } from '../seal/bytes';
import { announcement, make_device_key } from '../seal/device_key';
import { own_words, TooLong } from '../seal/key_ring';
import { address_of } from './links';
import type { Membership } from './membership';
import type { Answer, Joining } from './standing';
import type { Template, TemplateWords } from './templates';
import type {
  AddShareCommand,
  ChangeWordsCommand,
  Command,
  Kind,
  Link,
  MemberId,
  Prompt,
  Sealed,
} from './words';

/** Words too long are refused here, as the server would if it could read them. */
export async function sealed_ask(place: Membership, make: () => Promise<Command>): Promise<Answer> {
  try {
    return await place.ask(await make());
  } catch (error) {
    if (!(error instanceof TooLong)) throw error;
    return { accepted: false, code: 'too_long', sentence: 'This is too long.', field: error.kind };
  }
}

const mine = (place: Membership, kind: Kind) => ({ kind, author: place.me, id: '-' });

async function optional<Field extends string>(
  place: Membership,
  field: Field,
  kind: Kind,
  text: string | undefined,
): Promise<Partial<Record<Field, Sealed>>> {
  if (text === undefined) return {};
  const sealed = await place.ring.seal(own_words(kind), text);
  return { [field]: sealed } as Partial<Record<Field, Sealed>>;
}

async function name_of(place: Membership, name: string, pronouns: string | undefined) {
  const sealed = await place.ring.seal(mine(place, 'name'), name);
  if (!pronouns) return { name: sealed };
  return { name: sealed, pronouns: await place.ring.seal(mine(place, 'pronouns'), pronouns) };
}

/** Makes this device's own key, and seals what is to be announced of it. */
async function device_key_of(place: Membership, storage: Storage | undefined): Promise<Sealed> {
  const { kept } = place.belongings;
  const extractable = storage?.keeps_keys === false;
  const { device, pair, announced } = await make_device_key({ extractable });
  const label = announcement({ member: kept.member, device });
  kept.device = device;
  kept.pair = pair;
  return place.ring.seal(label, announced);
}

export async function join(place: Membership, joining: Joining): Promise<Answer> {
  const { belongings, surroundings } = place;
  return sealed_ask(place, async () => {
    const named = await name_of(place, joining.name, joining.pronouns);
    const storage = joining.shared_device ? surroundings.tab : surroundings.device;
    const device_key = await device_key_of(place, storage);
    belongings.storage = storage;
    await belongings.keep();
    await place.tab.choose(place.me);
    return { type: 'join', ...named, witness: joining.witness, device_key };
  });
}

/** What stands beside a share: what would be good, or the share that it is an idea for. */
export type Beside = Partial<Pick<AddShareCommand, 'care' | 'about'>>;

export async function share(place: Membership, text: string, beside: Beside = {}): Promise<Answer> {
  const id = make_id();
  const gathering = place.shown.view?.gathering;
  const pod = gathering?.practice?.mine?.pod;
  const turn = pod === undefined ? gathering?.turn?.turn : undefined;
  return sealed_ask(place, async () => {
    const body = await place.ring.seal({ kind: 'share', author: place.me, id }, text);
    if (text === place.draft.text) {
      place.draft.erase();
      place.write_draft('');
    }
    const where = { ...(turn !== undefined && { turn }), ...(pod !== undefined && { pod }) };
    return { type: 'add_share', share: id, body, ...where, ...beside };
  });
}

export function rename(place: Membership, name: string, pronouns?: string): Promise<Answer> {
  return sealed_ask(place, async () => ({
    type: 'rename',
    ...(await name_of(place, name, pronouns)),
  }));
}

export interface OwnWords {
  title?: string;
  agreements?: string;
  safety?: string;
  places?: string;
}

export function change_words(place: Membership, words: OwnWords): Promise<Answer> {
  return sealed_ask(place, async () => {
    const command: ChangeWordsCommand = { type: 'change_words' };
    for (const kind of ['title', 'agreements', 'safety', 'places'] as const) {
      Object.assign(command, await optional(place, kind, kind, words[kind]));
    }
    return command;
  });
}

export function open_gathering(place: Membership, words?: string, quiet?: number): Promise<Answer> {
  return sealed_ask(place, async () => ({
    type: 'open_gathering',
    ...(await optional(place, 'words', 'opening_words', words || undefined)),
    ...(quiet !== undefined && { quiet }),
  }));
}

export function close_gathering(place: Membership, words?: string): Promise<Answer> {
  return sealed_ask(place, async () => ({
    type: 'close_gathering',
    ...(await optional(place, 'words', 'closing_words', words || undefined)),
  }));
}

export async function prompt_of(place: Membership, words: string): Promise<Prompt> {
  return { words: await place.ring.seal(own_words('prompt'), words) };
}

/** The words are the circle's own; those of a shipped template are public and come with the page. */
export function open_practice(
  place: Membership,
  { id, structure }: Pick<Template, 'id' | 'structure'>,
  language: string,
  words?: TemplateWords,
): Promise<Answer> {
  return sealed_ask(place, async () => {
    const bare = { type: 'open_practice', structure, template: id, language } as const;
    if (!words) return bare;
    const label = { kind: 'template', author: place.me, id } as const;
    return { ...bare, words: await place.ring.seal(label, JSON.stringify(words)) };
  });
}

export async function replace_link(
  place: Membership,
  link: Link,
): Promise<Answer & { address?: string }> {
  const token = make_secret();
  const answer = await place.ask({ type: 'replace_link', link, token });
  if (!answer.accepted) return answer;
  await place.keep_tokens({ [link]: token });
  return { ...answer, address: place.shown.links[link] ?? '' };
}

export async function remove_member(
  place: Membership,
  member: MemberId,
  keep_shares: boolean,
): Promise<Answer> {
  const invitation = make_secret();
  const answer = await place.ask({ type: 'remove_member', member, keep_shares, invitation });
  if (answer.accepted) await place.keep_tokens({ invitation });
  return answer;
}

/** What was refused is not lost: its words are there to be sent again. */
export async function give_back(place: Membership, command: Command, answer: Answer) {
  place.waiting.answered(command, answer, place.me);
  if (answer.accepted || command.type !== 'add_share') return;
  if (answer.code === 'share_is_known' || answer.code === 'closed') return; // it is there, or kept
  const label = { kind: 'share', author: place.me, id: command.share } as const;
  const text = await place.ring.open(label, command.body).catch(() => '');
  if (place.draft.text === '' && place.shown.view?.gathering) place.write_draft(text);
}

/** So that keys can be renewed, and lines be private. */
export async function announce_key(place: Membership): Promise<void> {
  const device_key = await device_key_of(place, place.belongings.storage);
  await place.belongings.keep();
  await place.ask({ type: 'announce_key', device_key });
}

/** A link that brings this place to another device of one's own. */
export async function carry_link(place: Membership): Promise<string | undefined> {
  const secret = make_secret();
  const answer = await place.ask({ type: 'welcome_device', secret });
  if (!answer.accepted) return undefined;
  const { circle, key } = place.belongings.kept;
  const link = { circle, kind: 'device', member: place.me, secret, key } as const;
  return address_of(place.surroundings.server, link);
}

/** A link that lets another person join in another tab of this device. */
export function other_address(place: Membership): string | undefined {
  const { circle, key, tokens } = place.belongings.kept;
  if (!tokens.invitation) return undefined;
  const link = { circle, kind: 'invitation', token: tokens.invitation, key, other: true } as const;
  return address_of(place.surroundings.server, link);
}
