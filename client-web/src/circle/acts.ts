// Acts whose words are sealed before they leave, or that make a secret of their own.
import { make_id } from '../seal/bytes';
import { KeyMissing, own_words, TooLong } from '../seal/key_ring';
import { own_device } from './announcing';
import type { Membership } from './membership';
import type { Answer, Joining } from './standing';
import type { Template, TemplateWords } from './templates';
import type { AddShareCommand, ChangeWordsCommand, Command, Kind, Prompt, Sealed } from './words';

/** What seals to devices, and opens it, is fetched with the first box: it may not be there. */
export const not_sealed: Answer = { accepted: false, code: 'not_sealed', sentence: '' };

/** Without the key of now: it is missing, or only not here yet. */
export const cannot_seal = ({ keys }: Membership): Answer =>
  keys.missing ? { accepted: false, code: 'key_missing', sentence: '' } : not_sealed;

export const too_long = ({ kind }: TooLong): Answer => ({
  accepted: false,
  code: 'too_long',
  sentence: 'This is too long.',
  field: kind,
});

/** Words too long are refused here, as the server would if it could read them. */
export async function sealed_ask(place: Membership, make: () => Promise<Command>): Promise<Answer> {
  try {
    await place.keys.settled;
    return await place.ask(await make());
  } catch (error) {
    if (error instanceof KeyMissing) return cannot_seal(place);
    if (!(error instanceof TooLong)) throw error;
    return too_long(error);
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

export async function join(place: Membership, joining: Joining): Promise<Answer> {
  const { belongings, surroundings } = place;
  return sealed_ask(place, async () => {
    const named = await name_of(place, joining.name, joining.pronouns);
    const storage = joining.shared_device ? surroundings.tab : surroundings.device;
    const announced = await own_device(place, storage);
    const { words, witness } = joining;
    const asking = words && { words: await place.ring.seal(mine(place, 'door_words'), words) };
    belongings.storage = storage;
    await belongings.keep();
    await place.tab.choose(place.me);
    const agreed = place.shown.door?.agreements_number ?? 1;
    return { type: 'join', ...named, witness, agreed, ...announced, ...asking };
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

export function close_gathering(place: Membership, words?: string): Promise<Answer> {
  return sealed_ask(place, async () => ({
    type: 'close_gathering',
    ...(await optional(place, 'words', 'closing_words', words || undefined)),
  }));
}

export async function prompt_of(place: Membership, words: string): Promise<Prompt> {
  await place.keys.settled;
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
