// Of private lines, what stays on this device, sealed: which messages were looked at, by their ids,
// and what is being written. What was said is nowhere but with the server, which cannot read it.
import type { Membership } from './membership';
import type { MessageId } from './words';

interface Store {
  looked: MessageId[];
  drafts: Record<string, string>;
}

export class PrivateKept {
  looked: ReadonlySet<MessageId> = new Set();
  drafts: Readonly<Record<string, string>> = {};
  /** Until then nothing is called new. */
  is_restored = false;
  #restoring: Promise<void> | undefined;

  constructor(
    private readonly place: Membership,
    private readonly changed: () => void,
  ) {}

  restore(): Promise<void> {
    this.#restoring ??= this.#restore();
    return this.#restoring;
  }

  /** What is gone from the line is gone from here, too. */
  look(messages: readonly MessageId[], there: readonly MessageId[]): void {
    if (messages.every((each) => this.looked.has(each))) return;
    const looked = [...this.looked, ...messages].filter((each) => there.includes(each));
    this.looked = new Set(looked);
    this.#keep();
  }

  write(draft: string, text: string): void {
    if (text === (this.drafts[draft] ?? '')) return;
    const drafts = Object.entries({ ...this.drafts, [draft]: text });
    this.drafts = Object.fromEntries(drafts.filter(([, each]) => each !== ''));
    this.#keep();
  }

  /** Of what was not sent; where somebody wrote on meanwhile, theirs stays. */
  give_back(draft: string, text: string): void {
    if (!this.drafts[draft]) this.write(draft, text);
  }

  async #restore(): Promise<void> {
    const text = await this.place.belongings.private_kept();
    if (text !== '') {
      const { looked, drafts } = JSON.parse(text) as Store;
      this.looked = new Set([...looked, ...this.looked]);
      this.drafts = { ...drafts, ...this.drafts };
    }
    this.is_restored = true;
    this.changed();
  }

  #keep(): void {
    const { looked, drafts } = this;
    const is_empty = looked.size === 0 && Object.keys(drafts).length === 0;
    const store: Store = { looked: [...looked], drafts: { ...drafts } };
    void this.place.belongings.keep_private(is_empty ? '' : JSON.stringify(store));
    this.changed();
  }
}
