// Which moments of a plan are worth saying aloud: another part began, and what comes next is another.
import type { Telling } from './milestones';
import { are_same } from './plan_draft';

export const plan_telling: Telling = {
  activity_began: (_event, _before, { gathering }) => {
    const now = gathering?.plan?.now;
    return now ? [{ key: 'activity_began', activity: now }] : [];
  },
  // Who changed it knows; and how long something is meant to be is no news to be told aloud.
  plan_changed: ({ by }, before, after) => {
    const was = before.gathering?.plan?.ahead.slice(0, 1);
    const is = after.gathering?.plan?.ahead.slice(0, 1) ?? [];
    const [next] = is;
    if (!was || by === after.me || !next || are_same(was, is)) return [];
    return [{ key: 'next_changed', activity: next }];
  },
  next_announced: ({ by, next }, _, { me }) =>
    next && by !== me ? [{ key: 'next_announced' }] : [],
};
