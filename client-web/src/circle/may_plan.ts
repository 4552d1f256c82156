// What may be done about plans, and about the next gathering.
import type { Gathered, LooseRule, Rule, Verdict } from './may';
import { limits, type CommandName } from './words';

const counts = limits.counts;

export const plan_loose: Partial<Record<CommandName, LooseRule>> = {
  keep_plan: { keeper: true },
  forget_plan: {
    keeper: true,
    always: ({ view }) => (view.plans.length > 0 ? undefined : 'unknown_plan'),
  },
  announce_next: { keeper: true },
  keep_record_note: {
    keeper: true,
    always: ({ view }) =>
      view.gathering || view.life.length > 0 ? undefined : 'unknown_gathering',
  },
  forget_record_note: {
    keeper: true,
    always: ({ view }) => (view.record_notes.length > 0 ? undefined : 'unknown_gathering'),
  },
};

function begin_activity({ gathering }: Gathered): Verdict {
  const { plan } = gathering;
  if (!plan || plan.ahead.length === 0) return 'plan_is_over';
  return plan.done.length >= counts.plan_done_max ? 'plan_is_long' : undefined;
}

export const plan_rules: Partial<Record<CommandName, Rule>> = {
  change_plan: { leads: true },
  begin_activity: { leads: true, moving: true, own: begin_activity },
};
