// The part of the fold that is about plans: those that are kept, the one that a gathering follows,
// and what is remembered once it closed.
import type { EventOf, Folds } from './fold';
import { gathered, set } from './folding';
import { limits, type Activity, type HeldActivity, type PlanView, type View } from './words';

type PlanEvent =
  | 'plan_kept'
  | 'plan_forgotten'
  | 'plan_changed'
  | 'activity_began'
  | 'next_announced'
  | 'attendance_kept'
  | 'was_there';

const nothing_planned: PlanView = { version: 0, done: [], ahead: [] };

const kept = ({ kind, template }: Activity): HeldActivity =>
  set<HeldActivity>({ kind }, { template });

/** What was held, unless it is remembered of this gathering already as the last. */
export function with_held(view: View, activity: HeldActivity): View {
  return gathered(view, (was) => {
    const last = was.held.at(-1);
    const again = last?.kind === activity.kind && last.template === activity.template;
    if (again || was.held.length >= limits.counts.held_max) return was;
    return { ...was, held: [...was.held, activity] };
  });
}

/** A floor that a keeper opened without a plan. */
export const with_floor_held = (view: View, kind: HeldActivity['kind']): View =>
  view.gathering?.plan ? view : with_held(view, { kind });

/** What is now is as much longer as its end is later. */
function with_until(was: PlanView, until: number | undefined): PlanView {
  if (until === undefined || was.until === undefined || !was.now) return was;
  const length = was.now.length + (until - was.until);
  return { ...was, now: { ...was.now, length }, until };
}

function plan_changed(view: View, { version, ahead, until }: EventOf<'plan_changed'>): View {
  return gathered(view, (was) => {
    const plan = with_until(was.plan ?? nothing_planned, until);
    return { ...was, plan: { ...plan, version, ahead } };
  });
}

function activity_began(view: View, event: EventOf<'activity_began'>): View {
  const { version, skipped, until } = event;
  const was = view.gathering?.plan ?? nothing_planned;
  const now = was.ahead[skipped];
  const done = was.now ? [...was.done, was.now] : was.done;
  const ahead = was.ahead.slice(skipped + 1);
  const next = gathered(view, (gathering) => ({
    ...gathering,
    plan: set<PlanView>({ version, done, ahead }, { now, until }),
  }));
  // A practice is remembered once it opens.
  return !now || now.kind === 'practice' ? next : with_held(next, kept(now));
}

/** The gathering that closed is remembered. */
export function remembered(view: View, event: EventOf<'gathering_closed'>, at: number): View {
  const { gathering } = view;
  if (!gathering) return view;
  const { number, opened_at, held } = gathering;
  const { ring, came, went } = event;
  const was = { gathering: number, opened_at, closed_at: at, ring, came, went, held };
  const life = [...view.life, { ...was, was_there: false, members: [] }];
  return { ...view, life: life.slice(-limits.counts.life_max) };
}

export const plan_folds: Pick<Folds, PlanEvent> = {
  plan_kept: (view, { plan, title, body, by }) => {
    const known = view.plans.find((each) => each.plan === plan);
    const fresh = { plan, title, body, by, version: (known?.version ?? 0) + 1 };
    const plans = known
      ? view.plans.map((each) => (each.plan === plan ? fresh : each))
      : [...view.plans, fresh];
    return { ...view, plans };
  },
  plan_forgotten: (view, { plan }) => ({
    ...view,
    plans: view.plans.filter((each) => each.plan !== plan),
  }),
  plan_changed,
  activity_began,
  next_announced: (view, { next }) => set(view, { next }),
  attendance_kept: (view, { gathering, members }) => ({
    ...view,
    life: view.life.map((each) => (each.gathering === gathering ? { ...each, members } : each)),
  }),
  was_there: (view, { gathering }) => ({
    ...view,
    life: view.life.map((each) =>
      each.gathering === gathering ? { ...each, was_there: true } : each,
    ),
  }),
};
