// What would be good beside a share, and ideas: what a member may do about one share, as the screens
// ask it and as the verdicts of may.ts sum it up.
import { limits, type RefusalCode, type ShareView, type View } from './words';

type Verdict = RefusalCode | undefined;

const is_there = (share: ShareView) => share.body !== undefined;
const is_mine = (view: View, share: ShareView) => is_there(share) && share.author === view.me;

/** Whether somebody waits for my answer about this share. */
export function is_asked(view: View, share: ShareView): boolean {
  return (
    is_mine(view, share) && share.ideas_asked_by !== undefined && share.ideas_answer === undefined
  );
}

export function may_change_care(view: View, share: ShareView): boolean {
  return is_mine(view, share) && (view.gathering?.shares.includes(share) ?? false);
}

function listening(view: View, share: ShareView): Verdict {
  if (!is_there(share)) return 'unknown_share';
  if (share.author === view.me) return 'not_yourself';
  if (share.about !== undefined) return 'ideas_are_not_open';
  const is_member = view.members.some((each) => each.member === share.author);
  return is_member ? undefined : 'member_is_away';
}

function ideas_are_enough(view: View, { share }: ShareView): boolean {
  const ideas = view.gathering?.shares.filter((each) => each.about === share && is_there(each));
  return (ideas?.length ?? 0) >= limits.counts.ideas_max;
}

/** That somebody else asked already is between the two, and known from the server's answer alone. */
export function why_not_ask_ideas(view: View, share: ShareView): Verdict {
  const refused = listening(view, share);
  if (refused) return refused;
  const { turn, silence_until, practice } = view.gathering ?? {};
  if (practice?.has_begun) return 'practice_is_on';
  if (silence_until !== undefined) return 'silence_is_kept';
  if (turn && turn.turn === share.turn) return 'turn_is_on';
  if (share.ideas_open) return 'ideas_are_open';
  if (ideas_are_enough(view, share)) return 'ideas_are_enough';
  return share.ideas_asked_by === undefined ? undefined : 'ideas_were_asked';
}

/** Where ideas are welcome; that one may speak at all is another question. */
export function may_add_idea(view: View, share: ShareView): boolean {
  const in_place = listening(view, share) === undefined && share.ideas_open === true;
  return in_place && !ideas_are_enough(view, share);
}

export const care_verdicts = {
  change_care: (view: View): Verdict =>
    view.gathering?.shares.some((share) => is_mine(view, share)) ? undefined : 'unknown_share',
  answer_ideas: (view: View): Verdict =>
    view.gathering?.shares.some((share) => is_asked(view, share)) ? undefined : 'nobody_asks',
  ask_ideas: (view: View): Verdict => {
    const reasons = view.gathering?.shares.map((share) => why_not_ask_ideas(view, share)) ?? [];
    return reasons.includes(undefined) ? undefined : (reasons[0] ?? 'unknown_share');
  },
};
