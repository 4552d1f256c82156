// A circle as the server keeps it, as far as keys go: members, devices, links, what was handed. It
// refuses as the server does, so that a renewal can be cut at every step without one.
import { FakeLines } from './fake_private';
import type { Renewing } from './fake_renewal';
import { may_renew } from './fake_renewal';
import type {
  ClientFrame,
  Command,
  DoorView,
  Event,
  HandedKey,
  MakeFrame,
  MemberView,
  RefusalCode,
  ServerFrame,
  Sealed,
  Stream,
  View,
} from '../../client-web/src/circle/words';
import { circle as empty_view, floor } from './circle';

export interface Guest {
  member?: string;
  keeper_link?: boolean;
  hears: (frame: ServerFrame) => void;
  closes: (code: number) => void;
}

interface Known {
  view: MemberView;
  secrets: Set<string>;
  told: number;
  handed?: HandedKey;
  done: Set<string>;
}

type Frame<Type extends ClientFrame['type']> = Extract<ClientFrame, { type: Type }>;
type Renewed = Extract<Command, { type: 'remove_member' | 'renew_key' }>;

export class FakeCircle implements Renewing {
  readonly known = new Map<string, Known>();
  readonly guests = new Set<Guest>();
  readonly keys: Sealed[] = [];
  readonly shares: { share: string; author: string; at: number; body: Sealed }[] = [];
  readonly lines = new FakeLines(this);
  /** Everything that left the server: what somebody removed may have seen of it. */
  readonly said: ServerFrame[] = [];
  links = { keeper: '', invitation: '' };
  keeper_box: Sealed | undefined;
  key_due = false;
  #made: MakeFrame | undefined;
  #numbers = { circle: 0, keepers: 0 };

  /** Said by the first that connects. */
  id = '';

  get key_number(): number {
    return this.keys.length + 1;
  }

  get members(): MemberView[] {
    return [...this.known.values()].map((each) => each.view);
  }

  hear(guest: Guest, frame: ClientFrame): void {
    if (frame.type === 'make') return this.#make(guest, frame);
    if (frame.type === 'hello') return this.#hello(guest, frame);
    if (frame.type === 'command') this.#command(guest, frame);
  }

  #make(guest: Guest, frame: MakeFrame): void {
    if (!this.#made) {
      this.#made = frame;
      this.links = { keeper: frame.keeper_token, invitation: frame.invitation_token };
      this.keeper_box = frame.keeper_box;
      this.#add(frame.member, frame.secret, frame.name, true);
      const { device, device_key } = frame;
      if (device && device_key)
        this.known.get(frame.member)?.view.devices.push({ device, device_key });
    }
    this.#welcome(guest, frame.member);
  }

  #add(member: string, secret: string, name: Sealed, keeper: boolean): void {
    const states = { witness: false, keeper, no_time: false, here: true, devices: [] };
    this.known.set(member, {
      view: { member, name, ...states },
      secrets: new Set([secret]),
      told: 0,
      done: new Set(),
    });
  }

  #hello(guest: Guest, { member = '', secret = '', link }: Frame<'hello'>): void {
    guest.keeper_link = link?.token === this.links.keeper;
    if (this.known.get(member)?.secrets.has(secret)) return this.#welcome(guest, member);
    if (!link) return guest.closes(4105);
    if (link.token !== this.links[link.kind as 'keeper']) return guest.closes(4103);
    const door: DoorView = {
      ...this.#own_words(),
      link: link.kind,
      member_count: this.known.size,
      gathering_open: true,
      ...(guest.keeper_link && this.keeper_box && { keeper_box: this.keeper_box }),
      full: false,
      locked: false,
      waits: false,
    };
    Object.assign(guest, { wished: { member, secret } });
    this.#say(guest, { type: 'welcome', incarnation: 'a', now: 0, numbers: [], door });
  }

  #own_words() {
    const { title, agreements, meets, keeps } = this.#made as MakeFrame;
    const own = { circle: this.id, title, agreements, meets, keeps, knock: false };
    return { ...own, agreements_number: 1, key_number: this.key_number, keys: [...this.keys] };
  }

  view_of(member: string): View {
    const known = this.known.get(member);
    const keeper = known?.view.keeper;
    return {
      ...empty_view({ floor: floor('open'), shares: [...this.shares] }),
      ...this.#own_words(),
      me: member,
      members: structuredClone(this.members),
      private_said: this.lines.of(member),
      ...(known?.handed && { handed: known.handed }),
      ...(keeper && this.keeper_box && { keeper_box: this.keeper_box }),
      key_due: keeper === true && this.key_due,
    };
  }

  #welcome(guest: Guest, member: string): void {
    guest.member = member;
    this.guests.add(guest);
    const known = this.known.get(member);
    const numbers: { stream: Stream; number: number }[] = [
      { stream: 'circle', number: this.#numbers.circle },
      { stream: 'member', number: known?.told ?? 0 },
    ];
    if (known?.view.keeper) numbers.push({ stream: 'keepers', number: this.#numbers.keepers });
    const view = this.view_of(member);
    this.#say(guest, { type: 'welcome', incarnation: 'a', now: 0, numbers, view });
  }

  #say(guest: Guest, frame: ServerFrame): void {
    const bytes = structuredClone(frame);
    this.said.push(bytes);
    queueMicrotask(() => guest.hears(bytes));
  }

  tell(event: Event): void {
    this.#tell('circle', ++this.#numbers.circle, event, () => true);
  }

  tell_keepers(event: Event): void {
    const keeps = (guest: Guest) => this.known.get(guest.member ?? '')?.view.keeper === true;
    this.#tell('keepers', ++this.#numbers.keepers, event, keeps);
  }

  tell_member(member: string, event: Event): void {
    const known = this.known.get(member);
    if (known) this.#tell('member', ++known.told, event, (guest) => guest.member === member);
  }

  #tell(stream: Stream, number: number, event: Event, hears: (guest: Guest) => boolean): void {
    const frame: ServerFrame = { type: 'told', stream, number, at: 0, event };
    for (const guest of this.guests) if (hears(guest)) this.#say(guest, frame);
  }

  #command(guest: Guest, { id, command }: Frame<'command'>): void {
    const known = this.known.get(guest.member ?? '');
    const code = known?.done.has(id) ? undefined : this.#do(guest, command);
    if (code) return this.#say(guest, { type: 'refused', id, code, sentence: 'No.' });
    this.known.get(guest.member ?? '')?.done.add(id);
    this.#say(guest, { type: 'accepted', id, number: this.#numbers.circle });
  }

  #do(guest: Guest, command: Command): RefusalCode | undefined {
    const me = guest.member ?? '';
    const known = this.known.get(me);
    if (command.type === 'join') return this.#join(guest, command);
    if (!known) return 'not_a_member';
    switch (command.type) {
      case 'announce_key':
        if (command.device_key.key !== this.key_number) return 'key_changed';
        return this.announce(me, command.device, command.device_key);
      case 'add_share': {
        const { type, share, body } = command;
        if (type === 'add_share' && body.key !== this.key_number) return 'key_changed';
        this.shares.push({ share, author: me, at: 0, body });
        return void this.tell({ type: 'share_added', share, author: me, body });
      }
      case 'say_privately':
        return this.lines.say(me, command);
      case 'take_back_private':
        return this.lines.take_back(me, command.message);
      case 'remove_member':
      case 'renew_key':
        return this.#renew(me, command);
      case 'replace_link':
        this.links[command.link as 'keeper'] = command.token;
        this.keeper_box = command.keeper_box;
        this.tell_keepers({ type: 'link_replaced', link: command.link, by: me });
        return void this.tell_keepers({ type: 'keeper_box_kept', keeper_box: command.keeper_box });
      case 'welcome_device':
        known.secrets.add(command.secret);
        return undefined;
      case 'leave':
        return this.#leave(me, guest);
      default:
        return 'unknown_command';
    }
  }

  announce(member: string, device: string, device_key: Sealed): undefined {
    const devices = this.known.get(member)?.view.devices ?? [];
    const others = devices.filter((each) => each.device !== device);
    devices.splice(0, devices.length, ...others, { device, device_key });
    this.tell({ type: 'key_announced', member, device, device_key });
    return undefined;
  }

  #join(guest: Guest, command: Extract<Command, { type: 'join' }>): RefusalCode | undefined {
    if (command.name.key !== this.key_number) return 'key_changed';
    const known = this.known.get(guest.member ?? '');
    if (known) {
      if (!guest.keeper_link) return 'already_a_member';
      known.view.keeper = true;
      this.tell({ type: 'keeper_came', member: known.view.member });
      return void this.#welcome(guest, known.view.member);
    }
    const { wished } = guest as unknown as { wished: { member: string; secret: string } };
    const keeper = guest.keeper_link === true;
    this.#add(wished.member, wished.secret, command.name, keeper);
    const { member } = wished;
    this.tell({ type: 'member_joined', member, name: command.name, witness: false, keeper });
    const { device, device_key } = command;
    if (device && device_key) this.announce(member, device, device_key);
    return void this.#welcome(guest, member);
  }

  #renew(me: string, command: Renewed): RefusalCode | undefined {
    const removed = command.type === 'remove_member' ? command.member : undefined;
    if (removed !== undefined && !this.known.has(removed)) return 'unknown_member';
    const code = this.renewal_refused(command, removed);
    if (code) return code;
    if (removed !== undefined) this.#go(removed, 4105);
    this.renew(me, command.renewal);
    return undefined;
  }

  renewal_refused({ renewal }: Renewed, removed: string | undefined): RefusalCode | undefined {
    return may_renew(this, renewal, removed);
  }

  renew(by: string, renewal: Renewed['renewal']): void {
    const { number, before, keeper_box, from_device, keeper } = renewal;
    this.links.invitation = renewal.invitation;
    if (keeper) this.links.keeper = keeper;
    this.keys.push(before);
    this.key_due = false;
    this.keeper_box = keeper_box;
    this.tell({ type: 'key_renewed', number, by, before });
    for (const known of this.known.values()) {
      const mine = new Set(known.view.devices.map((each) => each.device));
      const boxes = renewal.boxes.filter((each) => mine.has(each.device));
      if (boxes.length === 0) continue;
      known.handed = { number, by, from_device, boxes };
      this.tell_member(known.view.member, { type: 'key_handed', ...known.handed });
    }
    this.tell_keepers({ type: 'link_replaced', link: 'invitation', by });
    if (keeper) this.tell_keepers({ type: 'link_replaced', link: 'keeper', by });
    this.tell_keepers({ type: 'keeper_box_kept', keeper_box });
  }

  #leave(me: string, guest: Guest): undefined {
    const kept = this.known.get(me)?.view.keeper === true;
    this.#go(me, 4108);
    guest.closes(4108);
    if (!kept) return undefined;
    this.links.keeper = '';
    this.key_due = true;
    this.tell_keepers({ type: 'link_replaced', link: 'keeper', by: me });
    this.tell_keepers({ type: 'key_due' });
    return undefined;
  }

  #go(member: string, code: number): void {
    this.lines.gone(member);
    this.known.delete(member);
    const type = code === 4105 ? 'member_removed' : 'member_left';
    for (const guest of [...this.guests]) {
      if (guest.member !== member) continue;
      this.guests.delete(guest);
      queueMicrotask(() => guest.closes(code));
    }
    this.tell({ type, member });
  }
}
