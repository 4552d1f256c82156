// The part of the fold that is about help: private lines, going aside, and what keepers ask of one.
import type { Folds } from './fold';
import { gathered, is_keeper, set } from './folding';
import type { AsideView, MemberId, ShareView, View } from './words';

type HelpEvent =
  | 'private_said'
  | 'private_emptied'
  | 'aside_asked'
  | 'aside_began'
  | 'aside_ended'
  | 'share_hidden'
  | 'share_shown'
  | 'quietened'
  | 'quiet_ended';

const without = <T extends { member: MemberId }>(list: T[], member: MemberId): T[] =>
  list.filter((each) => each.member !== member);

const with_aside = (view: View, aside: AsideView): View =>
  gathered(view, (was) => ({ ...was, asides: [...without(was.asides, aside.member), aside] }));

const with_share = (view: View, share: string, changed: (was: ShareView) => ShareView): View =>
  gathered(view, (was) => ({
    ...was,
    shares: was.shares.map((each) => (each.share === share ? changed(each) : each)),
  }));

/** Its author and the keepers still read it. */
export function hidden_from(view: View, was: ShareView): ShareView {
  const reads = was.author === view.me || is_keeper(view);
  return set(was, { hidden: true, ...(!reads && { body: undefined }) });
}

export const help_folds: Pick<Folds, HelpEvent> = {
  private_said: (view, event, at) => {
    const { message, line, by, to, from_device, body, boxes } = event;
    const said = { message, line, by, to, at, from_device, body, boxes };
    return { ...view, private_said: [...view.private_said, said] };
  },
  private_emptied: (view, { messages }) => ({
    ...view,
    private_said: view.private_said.filter((each) => !messages.includes(each.message)),
  }),
  aside_asked: (view, { by, member }) => with_aside(view, { by, member, began: false }),
  aside_began: (view, { by, member }) => with_aside(view, { by, member, began: true }),
  aside_ended: (view, { member }) =>
    gathered(view, (was) => ({ ...was, asides: without(was.asides, member) })),
  share_hidden: (view, { share }) => with_share(view, share, (was) => hidden_from(view, was)),
  // Who no longer has its words hears them with the welcome that follows.
  share_shown: (view, { share }) =>
    with_share(view, share, (was) => set(was, { hidden: undefined })),
  quietened: (view, { member, by, how, until, words }) =>
    gathered(view, (was) => {
      const asked = { member, by, how, until, words };
      return { ...was, quietened: [...without(was.quietened, member), asked] };
    }),
  quiet_ended: (view, { member }) =>
    gathered(view, (was) => ({ ...was, quietened: without(was.quietened, member) })),
};
