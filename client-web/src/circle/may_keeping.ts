// What may be done at the door, with invitations, and about who keeps the circle.
import type { Gathered, LooseRule, Verdict } from './may';
import { limits, type CommandName } from './words';

export const door_loose: Partial<Record<CommandName, LooseRule>> = {
  agree: {},
  change_door: { keeper: true },
  change_keeps: { keeper: true },
  let_in: {
    keeper: true,
    always: ({ view }) => (view.at_door.length > 0 ? undefined : 'nobody_waits'),
  },
  turn_away: {
    keeper: true,
    always: ({ view }) => (view.at_door.length > 0 ? undefined : 'nobody_waits'),
  },
  add_invitation: {
    keeper: true,
    always: ({ view }) =>
      view.invitations.length < limits.counts.invitations_max
        ? undefined
        : 'invitations_are_enough',
  },
  take_back_invitation: {
    keeper: true,
    always: ({ view }) => (view.invitations.length > 0 ? undefined : 'unknown_invitation'),
  },
};

export const keeping_loose: Partial<Record<CommandName, LooseRule>> = {
  renew_key: { keeper: true },
  invite_keeper: {
    keeper: true,
    always: ({ view }) =>
      view.members.some((each) => !each.keeper && !view.keepers_invited.includes(each.member))
        ? undefined
        : 'already_a_keeper',
  },
  take_back_keeping: {
    keeper: true,
    always: ({ view }) => (view.keepers_invited.length > 0 ? undefined : 'unknown_member'),
  },
  answer_keeping: {
    always: ({ view }) => (view.asked_to_keep ? undefined : 'not_asked_to_keep'),
  },
  step_down: {
    keeper: true,
    always: ({ view }) =>
      view.members.filter((each) => each.keeper).length > 1 ? undefined : 'last_keeper',
  },
};

/** Somebody who stands in may always give it back. */
export function may_stand_in({ gathering, me }: Gathered): Verdict {
  if (gathering.stand_in === me.member) return undefined;
  if (!gathering.keepers_missed) return 'no_stand_in_needed';
  return gathering.stand_in === undefined ? undefined : 'stand_in_is_there';
}
