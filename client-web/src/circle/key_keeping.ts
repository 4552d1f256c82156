// The circle's key on this device: whenever it was renewed, found in what is told or was kept, taken
// where it goes on from what is known, and kept. Without it nothing is sealed.
import { announcement } from '../seal/device_key';
import { take_key } from '../seal/handed_key';
import { goes_on_from, learn_before, older_keys } from '../seal/key_chain';
import { open_for_keepers } from '../seal/keepers_box';
import { KeyRing } from '../seal/key_ring';
import type { ComingKey, Kept } from './belongings';
import type { Membership } from './membership';
import { renew_where_due } from './renewing';
import type { DoorView, View } from './words';

type Told = View | DoorView;

const soon_min = 1000;
const soon_spread = 5000;

const is_view = (told: Told): told is View => 'me' in told;

export class KeyKeeping {
  #newest: Told | undefined;
  #learning: Promise<void> = Promise.resolve();
  #acting: Promise<unknown> = Promise.resolve();
  #soon: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly place: Membership,
    private readonly learned: () => void,
  ) {}

  /** Once all that was told so far is looked at. */
  get settled(): Promise<void> {
    return this.#learning;
  }

  /** Whether the circle has a key that this device could not get. */
  missing = false;

  /** Whether nothing is to be learned before words open. */
  has_all({ key_number, keys, keeper_box }: DoorView): boolean {
    const { numbers } = this.place.ring;
    return !keeper_box && numbers[0] === key_number && numbers.length > keys.length;
  }

  follow(told: Told): Promise<void> {
    this.#newest = told;
    this.place.ring.need(told.key_number);
    this.#learning = this.#learning.then(() => this.#learn()).catch(() => undefined);
    return this.#learning;
  }

  end(): void {
    clearTimeout(this.#soon);
  }

  /** All keys that the circle had, newest first. */
  async texts(): Promise<string[]> {
    const { ring, circle, belongings } = this.place;
    const { key } = belongings.kept;
    if (key === undefined) return [];
    return [key, ...(await older_keys(ring, circle, this.#newest?.keys ?? []))];
  }

  /** One renewal at a time. */
  in_turn<T>(act: () => Promise<T>): Promise<T> {
    const done = this.#acting.then(act);
    this.#acting = done.catch(() => undefined);
    return done;
  }

  async #learn(): Promise<void> {
    const told = this.#newest;
    const { ring, belongings } = this.place;
    if (!told) return;
    const { kept } = belongings;
    const before = JSON.stringify(links_and_key(kept));
    const from_box = await this.#look_into_box(told);
    const candidates = [from_box, ...(kept.coming_keys ?? []), await this.#handed(told)];
    for (const each of candidates) if (each) await this.#take(each, told);
    await learn_before(ring, told.keys);
    this.#forget_what_stopped(told);
    this.missing = ring.is_behind;
    if (JSON.stringify(links_and_key(kept)) !== before) await belongings.keep();
    this.learned();
    this.#renew_soon(told);
  }

  /** After a while of chance, so that two keepers' devices seldom meet. */
  #renew_soon(told: Told): void {
    if (!is_view(told) || !told.key_due || this.missing || this.#soon !== undefined) return;
    if (!told.members.some((each) => each.member === told.me && each.keeper)) return;
    this.#soon = setTimeout(
      () => {
        this.#soon = undefined;
        if (this.place.shown.state === 'here')
          void renew_where_due(this.place).catch(() => undefined);
      },
      soon_min + Math.random() * soon_spread,
    );
  }

  /** What the keepers' link opens; of those that this device may have, the newest that does. */
  async #look_into_box({ keeper_box }: Told): Promise<ComingKey | undefined> {
    const { kept } = this.place.belongings;
    if (!keeper_box) return undefined;
    const { coming_links = [], keepers_secret: secret, tokens } = kept;
    const known = secret && tokens.keeper ? [{ token: tokens.keeper, secret }] : [];
    for (const link of [...coming_links.toReversed(), ...known]) {
      const box = { circle: kept.circle, secret: link.secret, number: keeper_box.key };
      const inside = await open_for_keepers(box, keeper_box).catch(() => undefined);
      if (!inside) continue;
      const { invitation = kept.tokens.invitation } = inside;
      kept.keepers_secret = link.secret;
      kept.tokens = { ...kept.tokens, keeper: link.token, ...(invitation && { invitation }) };
      kept.coming_links = coming_links.filter((each) => each !== link);
      return { key: inside.key, key_number: keeper_box.key, invitation };
    }
    forget_keepers_link(kept); // another keeper has the new one
    return undefined;
  }

  async #handed(told: Told): Promise<(ComingKey & { from: string }) | undefined> {
    const { member, device, pair } = this.place.belongings.kept;
    const handed = is_view(told) ? told.handed : undefined;
    const box = handed?.boxes.find((each) => each.device === device)?.box;
    if (!handed || !box || !device || !pair) return undefined;
    const { number, by, from_device } = handed;
    const way = { circle: this.place.circle, number, from: { member: by, device: from_device } };
    const taken = await take_key({ ...way, to: { member, device, pair } }, box).catch(
      () => undefined,
    );
    return taken && { ...taken, key_number: number };
  }

  /** Only where it is newer, and made by who had the one that this device has. */
  async #take(coming: ComingKey & { from?: string }, told: Told): Promise<void> {
    const { ring, circle, belongings } = this.place;
    const { key, key_number, invitation, from } = coming;
    if (key_number <= ring.current || key_number > told.key_number) return;
    const { kept } = belongings;
    const newer = ring_of(circle, key, key_number);
    if (!newer) return;
    await learn_before(newer, told.keys);
    if (kept.key !== undefined) {
      const known = { key: kept.key, number: ring.current };
      if (!(await goes_on_from(newer, known, told.keys))) return;
    }
    if (from !== undefined && !(await is_from(newer, told, from))) return;
    ring.add(key, key_number);
    kept.key = key;
    kept.key_number = key_number;
    kept.tokens = { ...kept.tokens, invitation }; // the one before stopped with the key
    const coming_keys = kept.coming_keys?.filter((each) => each.key_number > key_number);
    if (coming_keys?.length) kept.coming_keys = coming_keys;
    else delete kept.coming_keys;
  }

  #forget_what_stopped(told: Told): void {
    const { kept } = this.place.belongings;
    if (!is_view(told)) return;
    if (told.key_due) return forget_keepers_link(kept);
    const me = told.members.find((each) => each.member === told.me);
    if (!me || me.keeper || !kept.tokens.keeper) return;
    forget_keepers_link(kept);
    delete kept.tokens.invitation;
  }
}

const links_and_key = ({ key, key_number, tokens, keepers_secret, ...rest }: Kept) => [
  [key, key_number, tokens, keepers_secret],
  [rest.coming_keys, rest.coming_links],
];

function forget_keepers_link(kept: Kept): void {
  delete kept.keepers_secret;
  delete kept.tokens.keeper;
}

/** undefined where it is no key. */
function ring_of(circle: string, key: string, number: number): KeyRing | undefined {
  try {
    return new KeyRing(circle, key, number);
  } catch {
    return undefined;
  }
}

/** The device that a box says to be from announced this key, where that can still be read. */
async function is_from(ring: KeyRing, told: Told, from: string): Promise<boolean> {
  if (!is_view(told) || !told.handed) return false;
  const { by: member, from_device: device } = told.handed;
  const devices = told.members.find((each) => each.member === member)?.devices;
  const announced = devices?.find((each) => each.device === device)?.device_key;
  if (!announced || announced.key > ring.current) return true; // gone since
  return ring.open(announcement({ member, device }), announced).then(
    (text) => text === from,
    () => false,
  );
}
