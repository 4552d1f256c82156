// What may be done about capacity, the board, small steps and meet-ups.
import type { LooseRule, Rule } from './may';
import { limits, type CommandName } from './words';

const counts = limits.counts;

export const thread_loose: Partial<Record<CommandName, LooseRule>> = {
  put_on_board: {},
  take_off_board: {
    always: ({ view }) =>
      view.board.some((each) => each.by === view.me) ? undefined : 'unknown_entry',
  },
  hold_on_board: {
    always: ({ view }) =>
      view.board.some((each) => each.hold_asked) ? undefined : 'unknown_entry',
  },
  answer_entry: {
    always: ({ view }) =>
      view.board.some((each) => each.by !== view.me) ? undefined : 'unknown_entry',
  },
  take_back_answer: {
    always: ({ view }) =>
      view.board.some(
        (each) => each.by !== view.me && each.answers.some(({ member }) => member === view.me),
      )
        ? undefined
        : 'nothing_said',
  },
  choose_small_step: {},
  answer_partner: {
    always: ({ view }) =>
      view.small_steps.some((each) => each.partner === view.me && !each.partner_agreed)
        ? undefined
        : 'not_asked',
  },
  say_how_it_went: {
    always: ({ view }) =>
      view.small_steps.some((each) => each.by === view.me) ? undefined : 'unknown_small_step',
  },
  let_go_of_step: {
    always: ({ view }) =>
      view.small_steps.some((each) => each.by === view.me) ? undefined : 'unknown_small_step',
  },
  propose_meet_up: {
    always: ({ view }) => {
      if (view.members.length < 2) return 'not_yourself';
      const mine = view.meet_ups.filter((each) => each.by === view.me);
      return mine.length < counts.meet_ups_per_member ? undefined : 'meet_ups_are_enough';
    },
  },
  answer_meet_up: {
    always: ({ view }) =>
      view.meet_ups.some((each) => each.other === view.me && each.yes === undefined)
        ? undefined
        : 'unknown_meet_up',
  },
  end_meet_up: {
    always: ({ view }) => (view.meet_ups.length > 0 ? undefined : 'unknown_meet_up'),
  },
};

/** Whether I can put one more there: saying mine in other words is always fine. */
export const has_space_on_board = ({ board, me }: { board: { by: string }[]; me: string }) =>
  board.length < counts.entries_max &&
  board.filter((each) => each.by === me).length < counts.entries_per_member;

export const thread_rules: Partial<Record<CommandName, Rule>> = {
  say_capacity: {},
  take_back_capacity: {
    own: ({ gathering, me }) =>
      gathering.capacities.some((each) => each.member === me.member) ? undefined : 'nothing_said',
  },
  pass_over_me: {},
};
