// The part of the fold that is about coming in: the door, invitations for one person, agreements.
import type { Folds } from './fold';
import { gathered } from './folding';
import type { MemberId, View } from './words';

type DoorEvent =
  | 'agreed'
  | 'agreements_shown'
  | 'door_changed'
  | 'gathering_locked'
  | 'keeps_changed'
  | 'gathering_emptied'
  | 'emptied'
  | 'waiting_began'
  | 'waiting_kept'
  | 'waiting_ended'
  | 'invitation_added'
  | 'invitation_ended';

const without_waiting = (view: View, member: MemberId): View => ({
  ...view,
  at_door: view.at_door.filter((each) => each.member !== member),
});

export const door_folds: Pick<Folds, DoorEvent> = {
  agreed: (view) => ({ ...view, agreed: true }),
  agreements_shown: (view) => ({ ...view, agreed: false }),
  door_changed: (view, { knock, seats }) => ({ ...view, knock, seats }),
  keeps_changed: (view, { keeps }) => ({ ...view, keeps }),
  gathering_emptied: (view) => view, // a view has what the open gathering has alone
  emptied: (view) => view,
  gathering_locked: (view, { on }) => gathered(view, (was) => ({ ...was, locked: on })),
  waiting_began: (view, { member, name, pronouns, witness, words }) => ({
    ...view,
    at_door: [
      ...view.at_door,
      { member, name, witness, ...(pronouns && { pronouns }), ...(words && { words }) },
    ],
  }),
  waiting_kept: (view) => view,
  waiting_ended: (view, { member }) => without_waiting(view, member),
  invitation_added: (view, { invitation, by, words }) => ({
    ...view,
    invitations: [...view.invitations, { invitation, by, ...(words && { words }) }],
  }),
  invitation_ended: (view, { invitation }) => ({
    ...view,
    invitations: view.invitations.filter((each) => each.invitation !== invitation),
  }),
};
