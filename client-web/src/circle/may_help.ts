// What may be done on private lines, and about going aside.
import type { Asking, Gathered, LooseRule, Rule, Verdict } from './may';
import type { AsideView, CommandName, MemberId, View } from './words';

const is_of = ({ by, member }: AsideView, id: MemberId) => by === id || member === id;

/** The two that somebody is one of, asked or gone. */
export const aside_of = ({ gathering }: View, id: MemberId): AsideView | undefined =>
  gathering?.asides.find((each) => is_of(each, id));

/** As far as I am told: keepers know of all, others of their own. */
export const is_aside = (view: View, id: MemberId): boolean => aside_of(view, id)?.began === true;

const others = ({ view, me }: Asking) => view.members.filter((each) => each !== me);

export const line_loose: Partial<Record<CommandName, LooseRule>> = {
  say_privately: {
    always: (asking) =>
      others(asking).some((each) => each.keeper || asking.me.keeper) ? undefined : 'unknown_member',
  },
  take_back_private: {
    always: ({ view }) =>
      view.private_said.some((each) => each.by === view.me) ? undefined : 'unknown_message',
  },
};

const is_in_pod = ({ gathering }: View, id: MemberId): boolean =>
  gathering?.practice?.pods.some((each) => [...each.people, ...each.company].includes(id)) ?? false;

/** Whether this keeper may ask this member aside just now. */
export function may_ask_aside(view: View, id: MemberId): Verdict {
  if (id === view.me) return 'not_yourself';
  for (const one of [view.me, id]) {
    if (aside_of(view, one)) return 'aside_already';
    if (!view.members.some((each) => each.member === one && each.here)) return 'member_is_away';
    if (is_in_pod(view, one)) return 'in_a_pod';
  }
  return undefined;
}

function ask_aside(asking: Gathered): Verdict {
  const why = others(asking).map((each) => may_ask_aside(asking.view, each.member));
  return why.includes(undefined) ? undefined : (why[0] ?? 'unknown_member');
}

export const aside_rules: Partial<Record<CommandName, Rule>> = {
  ask_aside: { keeper: true, own: ask_aside },
  answer_aside: {
    own: ({ view, me }) => {
      const aside = aside_of(view, me.member);
      return aside && !aside.began && aside.member === me.member ? undefined : 'not_aside';
    },
  },
  end_aside: { own: ({ view, me }) => (aside_of(view, me.member) ? undefined : 'not_aside') },
};

/** What somebody seated may do beside the floor. */
const beside_floor = new Set<CommandName>(['ask_pause', 'stand_in']);

export const is_kept_from_floor = (name: CommandName, view: View): boolean =>
  !beside_floor.has(name) && is_aside(view, view.me);
