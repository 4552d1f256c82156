// The part of the fold that is about care wanted: what would be good beside a share, and ideas.
import type { EventOf, Folds } from './fold';
import { gathered, set } from './folding';
import type { MemberId, ShareId, ShareView, View } from './words';

type Changed = (was: ShareView) => ShareView;

const with_shares = (view: View, changed: Changed): View =>
  gathered(view, (was) => ({ ...was, shares: was.shares.map(changed) }));

const with_share = (view: View, share: ShareId, changed: Changed): View =>
  with_shares(view, (each) => (each.share === share ? changed(each) : each));

/** There and true, or not there at all, as the wire has it. An idea takes no ideas. */
export const opens_ideas = ({ care, about }: ShareView): true | undefined =>
  care === 'ideas' && about === undefined ? true : undefined;

/** What was answered stays; what was only asked ends. */
export const without_standing_ask = (share: ShareView): ShareView =>
  share.ideas_answer ? share : set(share, { ideas_asked_by: undefined });

function care_changed(view: View, { share, care }: EventOf<'care_changed'>): View {
  return with_share(view, share, (was) => {
    const changed = set(was, { care });
    const next = set(changed, { ideas_open: opens_ideas(changed) });
    return next.ideas_open ? without_standing_ask(next) : next;
  });
}

/** Nobody asks who has left, and nobody who has left asks. */
export function without_asks_of(view: View, member: MemberId): View {
  return with_shares(view, (each) =>
    each.author === member || each.ideas_asked_by === member ? without_standing_ask(each) : each,
  );
}

type CareEvent = 'care_changed' | 'ideas_asked' | 'ideas_answered' | 'ideas_opened';

export const care_folds: Pick<Folds, CareEvent> = {
  care_changed,
  ideas_asked: (view, { share, by }) =>
    with_share(view, share, (was) => set(was, { ideas_asked_by: by })),
  ideas_answered: (view, { share, answer }) =>
    with_share(view, share, (was) => set(was, { ideas_answer: answer })),
  ideas_opened: (view, { share }) =>
    with_share(view, share, (was) => set(was, { ideas_open: true })),
};
