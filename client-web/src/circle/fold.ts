// One event at a time, the view becomes what the server would show afresh: pure, so that what is
// told while connected and what is shown after coming back can never differ.
import { care_folds, without_asks_of } from './fold_care';
import { door_folds } from './fold_door';
import { help_folds } from './fold_help';
import { gathering_folds } from './fold_gathering';
import { given_devices, key_folds } from './fold_keys';
import { keeping_folds } from './fold_keeping';
import { dropped } from './folding';
import { plan_folds } from './fold_plan';
import { practice_folds, waited_for_again } from './fold_practice';
import { template_folds } from './fold_templates';
import { thread_folds, without_threads_of } from './fold_threads';
import type { Event, MemberId, MemberView, Sealed, Stream, ToldFrame, View } from './words';

export type EventName = Event['type'];
export type EventOf<Name extends EventName> = Extract<Event, { type: Name }>;
type Fold<Name extends EventName> = (
  view: View,
  event: EventOf<Name>,
  at: number,
  stream: Stream,
) => View;
export type Folds = { [Name in EventName]: Fold<Name> };

const same = (view: View): View => view;

/** Leaves a field out where it has no value, as the wire does. */
function without<T extends object>(value: T, ...fields: (keyof T)[]): T {
  const rest = Object.entries(value).filter(([name]) => !fields.includes(name as keyof T));
  return Object.fromEntries(rest) as T;
}

function with_member(view: View, member: MemberId, changed: (was: MemberView) => MemberView): View {
  const members = view.members.map((each) => (each.member === member ? changed(each) : each));
  return { ...view, members };
}

function with_turn_of(view: View, holder: MemberId, grace_until?: number): View {
  const turn = view.gathering?.turn;
  if (!view.gathering || turn?.holder !== holder) return view;
  const bare = without(turn, 'grace_until');
  const next = grace_until === undefined ? bare : { ...bare, grace_until };
  return { ...view, gathering: { ...view.gathering, turn: next } };
}

function gone(was: View, member: MemberId): View {
  const left = without_threads_of(was, member);
  const view = { ...left, keepers_invited: dropped(was.keepers_invited, member) };
  const members = view.members.filter((each) => each.member !== member);
  const offered = view.gathering?.offered?.filter((each) => each !== member);
  if (!view.gathering || !offered) return { ...view, members };
  return { ...view, members, gathering: { ...view.gathering, offered } };
}

function named(was: MemberView, name: Sealed, pronouns: Sealed | undefined): MemberView {
  const bare = { ...without(was, 'pronouns'), name };
  return pronouns ? { ...bare, pronouns } : bare;
}

function joined(view: View, event: EventOf<'member_joined'>): View {
  const { member, name, pronouns, witness, keeper } = event;
  const states = { witness, keeper, no_time: false, here: false };
  const fresh: MemberView = { member, name, ...states, devices: [] };
  if (pronouns) fresh.pronouns = pronouns;
  return { ...view, members: [...view.members, fresh] };
}

function seat_given(view: View, { newcomer, seat_of }: EventOf<'seat_given'>): View {
  const here = view.members.find((each) => each.member === newcomer)?.here ?? false;
  const devices = given_devices(view.members.find((each) => each.member === seat_of));
  const seated = with_member(gone(view, newcomer), seat_of, (was) => ({ ...was, here, devices }));
  const next = here ? with_turn_of(seated, seat_of) : seated;
  if (!next.gathering) return next;
  const shares = next.gathering.shares.map((share) => {
    const asked = share.ideas_asked_by === newcomer ? { ...share, ideas_asked_by: seat_of } : share;
    if (share.author !== newcomer) return asked;
    return { ...asked, author: seat_of, sealed_by: share.sealed_by ?? newcomer };
  });
  return { ...next, gathering: { ...next.gathering, shares } };
}

function restarted(view: View): View {
  const members = view.members.map((each) => ({ ...each, here: false }));
  const next = { ...view, members, at_door: [] };
  const { gathering } = next;
  if (!gathering) return next;
  const turn = gathering.turn && without(gathering.turn, 'grace_until');
  const floor = gathering.floor && without(gathering.floor, 'offered_to');
  return {
    ...next,
    gathering: { ...gathering, ...(turn && { turn }), ...(floor && { floor }) },
  };
}

const with_new_agreements = ({ agreements_number }: View, agreements: Sealed): Partial<View> => ({
  agreements,
  agreements_number: agreements_number + 1,
  agreed: false,
});

function words_changed(view: View, event: EventOf<'words_changed'>): View {
  const { title, agreements, safety, places } = event;
  return {
    ...view,
    ...(title && { title }),
    ...(agreements && with_new_agreements(view, agreements)),
    ...(safety && { safety }),
    ...(places && { places }),
  };
}

const folds: Folds = {
  ...gathering_folds,
  ...care_folds,
  ...practice_folds,
  ...template_folds,
  ...door_folds,
  ...help_folds,
  ...keeping_folds,
  ...key_folds,
  ...plan_folds,
  ...thread_folds,
  circle_made: same,
  link_set: same,
  link_replaced: same,
  device_added: same,
  device_came: same,
  circle_erased: (view) => ({
    ...without(view, 'gathering', 'next'),
    templates: [],
    plans: [],
    board: [],
    small_steps: [],
    meet_ups: [],
    life: [],
    record_notes: [],
  }),
  member_joined: joined,
  member_renamed: (view, { member, name, pronouns }) =>
    with_member(view, member, (was) => named(was, name, pronouns)),
  member_stood_aside: (view, { member }) =>
    with_member(view, member, (was) => ({ ...was, witness: true })),
  member_took_seat: (view, { member }) =>
    with_member(view, member, (was) => ({ ...was, witness: false })),
  time_wished: (view, { member, no_time }) =>
    with_member(view, member, (was) => ({ ...was, no_time })),
  seat_given,
  member_removed: (view, { member }) => gone(without_asks_of(view, member), member),
  member_left: (view, { member }) => gone(without_asks_of(view, member), member),
  words_changed,
  connection_lost: (view, { member, grace_until }) => {
    const away = with_member(view, member, (was) => ({ ...was, here: false }));
    return grace_until === undefined ? away : with_turn_of(away, member, grace_until);
  },
  connection_back: (view, { member }) =>
    with_turn_of(
      waited_for_again(
        with_member(view, member, (was) => ({ ...was, here: true })),
        member,
      ),
      member,
    ),
  server_restarted: restarted,
};

/** An event of a newer protocol is not known; the page says so and asks for a newer one. */
export function is_known(event: { type: string }): event is Event {
  return Object.hasOwn(folds, event.type);
}

/** Where the stream is not said it is the circle's. */
type Told = Pick<ToldFrame, 'at' | 'event'> & Partial<Pick<ToldFrame, 'stream'>>;

export function fold(view: View, { event, at, stream = 'circle' }: Told): View {
  const folded = folds[event.type] as (view: View, event: Event, at: number, of: Stream) => View;
  return folded(view, event, at, stream);
}
