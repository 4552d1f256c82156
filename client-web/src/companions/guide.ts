// The steps that a rehearsal leads through, and which of them have happened, from the view alone:
// nobody has to say that they did something.
import { is_aside } from '../circle/may_help';
import type { GatheringView, View } from '../circle/words';

export const steps = ['open', 'round', 'listen', 'near', 'still', 'close'] as const;
export type Step = (typeof steps)[number];

/** Whether somebody else spoke or let the piece go on. */
function was_listened(view: View, { turn, shares }: GatheringView): boolean {
  const spoke = shares.some((each) => each.author !== view.me && each.turn !== undefined);
  return spoke || (turn !== undefined && turn.turn > 1);
}

function happens(step: Step, view: View, happened: readonly Step[]): boolean {
  const { gathering } = view;
  switch (step) {
    case 'open':
      return gathering !== undefined;
    case 'round':
      return gathering?.floor?.floor === 'round';
    case 'listen':
      return gathering !== undefined && was_listened(view, gathering);
    case 'near':
      return view.private_said.some((each) => each.by === view.me) || is_aside(view, view.me);
    case 'still':
      return gathering?.still_by !== undefined;
    case 'close':
      return gathering === undefined && happened.includes('open');
  }
}

/** What has happened by now: what happened once stays so. The same list where nothing is new. */
export function follow(happened: readonly Step[], view: View): readonly Step[] {
  const news = steps.filter((step) => !happened.includes(step) && happens(step, view, happened));
  return news.length === 0 ? happened : [...happened, ...news];
}
