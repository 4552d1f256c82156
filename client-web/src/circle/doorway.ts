// The door of a place, from both sides: who waits to come in, and the keepers who let them in.
import { add_invitation } from './inviting';
import type { Membership } from './membership';
import type { Place } from './place.svelte';
import type { Answer } from './standing';
import type { InvitationView, MemberId, WaitingView } from './words';

export class Doorway {
  constructor(
    private readonly membership: Membership,
    private readonly place: Place,
  ) {}

  /** Whether the others are companions: then nobody comes in, and there is no link. */
  get rehearses(): boolean {
    return this.membership.surroundings.rehearses === true;
  }

  // Before it.
  /** What I asked to come in with, where I wait. */
  async asked() {
    const { waiting, me } = this.membership;
    if (!waiting.join) return undefined;
    const { name, pronouns, words, witness } = waiting.join;
    const open = (kind: 'name' | 'pronouns' | 'door_words', sealed = name) =>
      this.membership.open({ kind, author: me, id: '-' }, sealed).catch(() => '');
    return {
      name: await open('name'),
      pronouns: pronouns ? await open('pronouns', pronouns) : '',
      words: words ? await open('door_words', words) : '',
      witness,
    };
  }
  go_back(): Promise<void> {
    return this.membership.waiting.go_back();
  }

  // Behind it, for keepers.
  get people(): readonly WaitingView[] {
    return this.place.view?.at_door ?? [];
  }
  name_of({ member, name }: WaitingView) {
    return this.place.said(name, 'name', member) ?? '…';
  }
  pronouns_of({ member, pronouns }: WaitingView) {
    return this.place.said(pronouns, 'pronouns', member);
  }
  words_of({ member, words }: WaitingView) {
    return this.place.said(words, 'door_words', member);
  }
  /** Whether these would have a seat each, as far as they wish for one. */
  has_seats_for(people: readonly WaitingView[]) {
    const { members = [], seats = 0 } = this.place.view ?? {};
    const taken = members.filter((each) => !each.witness).length;
    return taken + people.filter((each) => !each.witness).length <= seats;
  }
  let_in(people: MemberId[], witness: boolean): Promise<Answer> {
    return this.place.ask({ type: 'let_in', people, witness });
  }
  turn_away(people: MemberId[]): Promise<Answer> {
    return this.place.ask({ type: 'turn_away', people });
  }
  change(door: { knock?: boolean; seats?: number }): Promise<Answer> {
    return this.place.ask({ type: 'change_door', ...door });
  }

  // Invitations for one person.
  get invitations(): readonly InvitationView[] {
    return this.place.view?.invitations ?? [];
  }
  for_whom({ invitation, by, words }: InvitationView) {
    return this.place.said(words, 'invitation_for', by, invitation);
  }
  invite(whom: string) {
    return add_invitation(this.membership, whom);
  }

  /** Says yes to the agreements as they stand. */
  agree(): Promise<Answer> {
    return this.place.ask({ type: 'agree', agreed: this.place.view?.agreements_number ?? 0 });
  }
}
