// Private lines as the server keeps them: it sees for whom words are, and hands each device its box.
import type {
  Command,
  Event,
  MemberView,
  PrivateView,
  RefusalCode,
} from '../../client-web/src/circle/words';

type SayPrivately = Extract<Command, { type: 'say_privately' }>;

interface Telling {
  key_number: number;
  members: MemberView[];
  tell_member(member: string, event: Event): void;
}

const same = (one: string[], other: string[]) =>
  one.length === other.length && [...one].sort().join() === [...other].sort().join();

export class FakeLines {
  /** With all boxes. */
  readonly said: PrivateView[] = [];

  constructor(private readonly circle: Telling) {}

  say(by: string, command: SayPrivately): RefusalCode | undefined {
    const { message, line, to, from_device, body } = command;
    const code = this.#refused(by, command);
    if (code) return code;
    const said = { message, line, by, to, from_device, body };
    this.said.push({ ...said, at: this.said.length, boxes: command.boxes });
    for (const reader of [by, ...to]) {
      const boxes = this.#boxes_of(reader, command.boxes);
      this.circle.tell_member(reader, { type: 'private_said', ...said, boxes });
    }
    return undefined;
  }

  take_back(by: string, message: string): RefusalCode | undefined {
    const said = this.said.find((each) => each.message === message && each.by === by);
    if (!said) return 'unknown_message';
    this.#empty([said]);
    return undefined;
  }

  /** Who is gone takes their line, and what they said, with them. */
  gone(member: string): void {
    this.#empty(this.said.filter((each) => each.line === member || each.by === member));
  }

  of(member: string): PrivateView[] {
    return this.said
      .filter((each) => [each.by, ...each.to].includes(member))
      .map((each) => ({ ...each, boxes: this.#boxes_of(member, each.boxes) }));
  }

  #empty(said: PrivateView[]): void {
    for (const each of said) {
      this.said.splice(this.said.indexOf(each), 1);
      for (const reader of [each.by, ...each.to]) {
        this.circle.tell_member(reader, { type: 'private_emptied', messages: [each.message] });
      }
    }
  }

  #boxes_of(member: string, boxes: PrivateView['boxes']): PrivateView['boxes'] {
    const devices = this.#member(member)?.devices.map((each) => each.device) ?? [];
    return boxes.filter((each) => devices.includes(each.device));
  }

  #member(id: string): MemberView | undefined {
    return this.circle.members.find((each) => each.member === id);
  }

  #refused(by: string, { line, to, body, boxes, message }: SayPrivately): RefusalCode | undefined {
    if (body.key !== this.circle.key_number) return 'key_changed';
    if (!this.#member(line)) return 'unknown_member';
    if (line !== by && !this.#member(by)?.keeper) return 'keepers_only';
    if (this.said.some((each) => each.message === message)) return 'message_is_known';
    if (to.length === 0) return 'missing_field';
    if (to.includes(by)) return 'not_yourself';
    if (to.some((each) => each !== line && !this.#member(each)?.keeper)) return 'ring_changed';
    const devices = [by, ...to].flatMap((each) => this.#member(each)?.devices ?? []);
    const are_for = same(
      boxes.map((each) => each.device),
      devices.map((each) => each.device),
    );
    return are_for ? undefined : 'ring_changed';
  }
}
