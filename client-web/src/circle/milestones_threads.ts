// Which moments of what people carry are worth saying aloud, and to whom: never the words, and nothing
// to who rests.
import type { Telling } from './milestones';
import { is_passed_over } from './threads';
import type { Milestone } from './standing';
import type { View } from './words';

const unless_resting = (view: View, told: Milestone[]): Milestone[] =>
  is_passed_over(view, view.me) ? [] : told;

export const thread_telling: Telling = {
  partner_asked: ({ step, partner }, _, after) => {
    const by = after.small_steps.find((each) => each.step === step)?.by;
    if (partner !== after.me || by === undefined) return [];
    return unless_resting(after, [{ key: 'carried_asked', by }]);
  },
  meet_up_proposed: ({ by, other }, _, after) =>
    other === after.me ? unless_resting(after, [{ key: 'carried_asked', by }]) : [],
  entry_answered: ({ member }, _, after) =>
    member === after.me ? [] : unless_resting(after, [{ key: 'carried_answered' }]),
};
