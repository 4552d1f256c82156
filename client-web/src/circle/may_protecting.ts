// Where somebody is protected: what keepers may ask, and what rests for who was asked to be quiet.
import type { Asking, Gathered, LooseRule, Rule, Verdict } from './may';
import type { CommandName, MemberId, QuietedView, View } from './words';

/** What this member was asked for a while, as far as I am told. */
export const asked_of = (view: View | undefined, member: MemberId): QuietedView | undefined =>
  view?.gathering?.quietened.find((each) => each.member === member);

export const is_quiet = (view: View | undefined): boolean =>
  view !== undefined && asked_of(view, view.me)?.how === 'quiet';

const rests = new Set<CommandName>(['add_share', 'raise_hand', 'take_piece']);

export const why_quiet = (name: CommandName, { view }: Asking): Verdict =>
  rests.has(name) && is_quiet(view) ? 'quiet_for_now' : undefined;

export const protecting_loose: Partial<Record<CommandName, LooseRule>> = {
  hide_share: { keeper: true },
};

function quieten({ view }: Gathered): Verdict {
  return view.members.some((each) => !each.keeper) ? undefined : 'keepers_are_equal';
}

export const protecting_rules: Partial<Record<CommandName, Rule>> = {
  quieten: { keeper: true, own: quieten },
  end_quiet: {
    keeper: true,
    own: ({ gathering }) => (gathering.quietened.length > 0 ? undefined : 'unknown_member'),
  },
};
