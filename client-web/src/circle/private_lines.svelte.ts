// Private lines as the screens see them: what was said, as it opens on this device, what is new since
// one looked, and who went aside.
import { aside_of, may_ask_aside } from './may_help';
import type { Membership } from './membership';
import type { PrivateKept } from './private_kept';
import {
  answer_to,
  lines_of,
  open_private,
  read,
  said_between,
  said_on,
  say_privately,
  type Line,
  type PrivateWords,
  type Saying,
} from './private_line';
import { Said, unreadable } from './said.svelte';
import type { Answer } from './standing';
import type { AsideView, MemberId, MemberView, PrivateView, View } from './words';

interface Seen {
  readonly view: View | undefined;
}

/** Why words do not open: this device came later, or has not the key of then; or for good. */
export type Closed = 'other_device' | 'unreadable';

export class PrivateLines {
  readonly #membership: Membership;
  readonly #seen: Seen;
  readonly #said: Said;
  #kept: Pick<PrivateKept, 'looked' | 'drafts' | 'is_restored'> = $state.raw() as PrivateKept;
  #all: Line[] = $derived.by(() => (this.#seen.view ? lines_of(this.#seen.view) : []));
  #unlooked: PrivateView[] = $derived.by(() => this.#not_looked_at());

  constructor(membership: Membership, seen: Seen) {
    this.#membership = membership;
    this.#seen = seen;
    this.#said = new Said(({ id }) => this.#open(id));
    this.#follow();
    let { key_count, state } = membership.shown;
    membership.on_change((shown) => {
      const may_open_more = shown.key_count > key_count || (shown.state !== state && !!shown.view);
      ({ key_count, state } = shown);
      if (may_open_more) this.#said.try_again();
      this.#follow();
    });
    void membership.private_kept.restore();
  }

  /** For keepers: the lines of the others, the newest first. */
  get all(): readonly Line[] {
    return this.#all;
  }
  on(line: MemberId): readonly PrivateView[] {
    return this.#seen.view ? said_on(this.#seen.view, line) : [];
  }
  between(line: MemberId, other: MemberId): readonly PrivateView[] {
    return this.#seen.view ? said_between(this.#seen.view, line, other) : [];
  }
  /** undefined while they open. */
  words_of(said: PrivateView): PrivateWords | Closed | undefined {
    const { device } = this.#membership.belongings.kept;
    if (!said.boxes.some((each) => each.device === device)) return 'other_device';
    const { by: author, message: id, body } = said;
    const json = this.#said.of({ kind: 'private_words', author, id }, body);
    if (json === undefined || json === unreadable) return json && 'unreadable';
    return JSON.parse(json) as PrivateWords;
  }
  /** undefined also where they do not open here. */
  text_of(said: PrivateView): string | undefined {
    const words = this.words_of(said);
    return typeof words === 'object' ? words.text : undefined;
  }
  /** What others said and I have not looked at. */
  get unlooked(): readonly PrivateView[] {
    return this.#unlooked;
  }
  is_new(line: MemberId): boolean {
    return this.#unlooked.some((each) => each.line === line);
  }
  look(said: readonly PrivateView[]): void {
    const there = this.#seen.view?.private_said ?? [];
    const ids = (some: readonly PrivateView[]) => some.map((each) => each.message);
    this.#membership.private_kept.look(ids(said), ids(there));
  }

  /** Keepers beside me. */
  get keepers(): MemberView[] {
    return this.#seen.view?.members.filter((each) => each.keeper && !this.#is_me(each)) ?? [];
  }
  /** Who would read an answer on this line; undefined where nothing was said that it would answer. */
  answer_to(line: MemberId): MemberId[] | undefined {
    return this.#seen.view && answer_to(this.#seen.view, line);
  }
  say(saying: Saying): Promise<Answer> {
    return say_privately(this.#membership, saying);
  }
  take_back({ message }: PrivateView): Promise<Answer> {
    return this.#membership.ask({ type: 'take_back_private', message });
  }
  draft(name: string): string {
    return this.#kept.drafts[name] ?? '';
  }
  write(name: string, text: string): void {
    this.#membership.private_kept.write(name, text);
  }

  /** The two that I am one of: asked, or gone aside. */
  get aside(): AsideView | undefined {
    return this.#seen.view && aside_of(this.#seen.view, this.#seen.view.me);
  }
  aside_of(member: MemberId): AsideView | undefined {
    return this.#seen.view && aside_of(this.#seen.view, member);
  }
  why_not_aside(member: MemberId) {
    return this.#seen.view ? may_ask_aside(this.#seen.view, member) : 'not_a_member';
  }

  #is_me({ member }: MemberView): boolean {
    return member === this.#seen.view?.me;
  }

  #not_looked_at(): PrivateView[] {
    const { view } = this.#seen;
    if (!view || !this.#kept.is_restored) return [];
    return view.private_said.filter(
      (each) => each.by !== view.me && !this.#kept.looked.has(each.message),
    );
  }

  #follow(): void {
    const { looked, drafts, is_restored } = this.#membership.private_kept;
    this.#kept = { looked, drafts, is_restored };
  }

  async #open(id: string): Promise<string> {
    const said = this.#membership.shown.view?.private_said.find((each) => each.message === id);
    if (!said) throw new Error('gone');
    return JSON.stringify(await read(await open_private(this.#membership, said), said));
  }
}
