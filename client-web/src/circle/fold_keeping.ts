// The part of the fold that is about who keeps the circle, and who holds it while no keeper is here.
import type { Folds } from './fold';
import { dropped, gathered, set } from './folding';
import type { MemberId, View } from './words';

type KeepingEvent =
  | 'keeper_came'
  | 'keeper_invited'
  | 'keeping_declined'
  | 'keeper_stepped_down'
  | 'keepers_missed'
  | 'stand_in_began'
  | 'stand_in_ended'
  | 'circle_rested'
  | 'keepers_back';

function keeps(view: View, member: MemberId, keeper: boolean): View {
  const members = view.members.map((each) => (each.member === member ? { ...each, keeper } : each));
  return { ...view, members };
}

const not_asked = (view: View, member: MemberId): View => ({
  ...(view.me === member ? set(view, { asked_to_keep: undefined }) : view),
  keepers_invited: dropped(view.keepers_invited, member),
});

export const keeping_folds: Pick<Folds, KeepingEvent> = {
  keeper_came: (view, { member }) => keeps(not_asked(view, member), member, true),
  // Told to the keepers, and to the one who is asked.
  keeper_invited: (view, { member, by, hand_over }, _, stream) =>
    stream === 'member'
      ? { ...view, asked_to_keep: { by, hand_over } }
      : { ...view, keepers_invited: [...view.keepers_invited, member] },
  keeping_declined: (view, { member }) => not_asked(view, member),
  keeper_stepped_down: (view, { member }) => keeps(view, member, false),
  keepers_missed: (view) => gathered(view, (was) => ({ ...was, keepers_missed: true })),
  stand_in_began: (view, { member }) =>
    gathered(view, (was) => ({ ...was, stand_in: member, rests: false })),
  stand_in_ended: (view) => gathered(view, (was) => set(was, { stand_in: undefined })),
  circle_rested: (view) => gathered(view, (was) => ({ ...was, rests: true })),
  keepers_back: (view) =>
    gathered(view, (was) => set(was, { stand_in: undefined, keepers_missed: false, rests: false })),
};
