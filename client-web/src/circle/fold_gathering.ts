// The part of the fold that a gathering changes: rest, floors, turns, hands and shares.
import type { EventName, EventOf, Folds } from './fold';
import type {
  FloorView,
  GatheringView,
  MemberId,
  ShareId,
  ShareView,
  TurnView,
  View,
} from './words';

type Changed<T> = (was: T) => T;

/** Sets fields, and leaves out those without a value, as the wire does. */
function set<T extends object>(was: T, fields: Partial<Record<keyof T, unknown>>): T {
  const entries = Object.entries({ ...was, ...fields });
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined)) as T;
}

function gathered(view: View, changed: Changed<GatheringView>): View {
  return view.gathering ? { ...view, gathering: changed(view.gathering) } : view;
}

type Fields<T> = Partial<Record<keyof T, unknown>>;

const set_gathering = (view: View, fields: Fields<GatheringView>): View =>
  gathered(view, (was) => set(was, fields));

const set_floor = (view: View, fields: Fields<FloorView>): View =>
  gathered(view, (was) => (was.floor ? { ...was, floor: set(was.floor, fields) } : was));

const set_turn = (view: View, fields: Fields<TurnView>): View =>
  gathered(view, (was) => (was.turn ? { ...was, turn: set(was.turn, fields) } : was));

const dropped = (list: MemberId[] | undefined, member: MemberId): MemberId[] =>
  (list ?? []).filter((each) => each !== member);

const with_once = (list: MemberId[], member: MemberId): MemberId[] =>
  list.includes(member) ? list : [...list, member];

function opened(view: View, event: EventOf<'gathering_opened'>, at: number): View {
  const is_keeper = view.members.some((each) => each.member === view.me && each.keeper);
  const fresh: GatheringView = { number: event.gathering, opened_at: at, shares: [] };
  const offered = is_keeper ? [] : undefined;
  return { ...view, gathering: set(fresh, { words: event.words, offered }) };
}

function floor(view: View, fields: Pick<FloorView, 'floor'> & Fields<FloorView>): View {
  const fresh: FloorView = {
    floor: fields.floor,
    second_chance: false,
    second_chance_given: false,
    last: false,
    everybody_once: false,
    waiting: [],
    ending: [],
    had: [],
    returned: [],
    closed: false,
  };
  return set_gathering(view, {
    floor: set(fresh, fields),
    announced: undefined,
    silence_until: undefined,
  });
}

function round_opened(view: View, event: EventOf<'round_opened'>): View {
  const { gentle, prompt, direction, second_chance, last, order } = event;
  return floor(view, {
    floor: 'round',
    gentle,
    prompt,
    direction,
    second_chance,
    last,
    waiting: order,
  });
}

function out_of_lists(view: View, member: MemberId): View {
  const was = view.gathering?.floor;
  return set_floor(view, {
    waiting: dropped(was?.waiting, member),
    ending: dropped(was?.ending, member),
  });
}

/** Who is offered it from the end list is offered it from there once. */
function returned(view: View, member: MemberId): MemberId[] {
  const floor = view.gathering?.floor;
  const were = floor?.returned ?? [];
  return floor?.ending.includes(member) ? [...were, member] : were;
}

function put_at_end(view: View, member: MemberId): View {
  const out = out_of_lists(view, member);
  return set_floor(out, { ending: [...(out.gathering?.floor?.ending ?? []), member] });
}

function turn_began(view: View, event: EventOf<'turn_began'>, at: number): View {
  const { turn, holder, gentle_until } = event;
  const out = out_of_lists(view, holder);
  const had = with_once(out.gathering?.floor?.had ?? [], holder);
  const began: TurnView = { turn, holder, began_at: at, gentle_over: false };
  const floor = { had, returned: returned(view, holder), offered_to: undefined };
  return gathered(set_floor(out, floor), (was) =>
    set(was, {
      turn: set(began, { gentle_until }),
      offered: was.offered && with_once(was.offered, holder),
    }),
  );
}

function hand_raised(view: View, event: EventOf<'hand_raised'>): View {
  const waiting = [...(view.gathering?.floor?.waiting ?? [])];
  waiting.splice(event.place, 0, event.member);
  return set_floor(view, { waiting });
}

function share_added(view: View, event: EventOf<'share_added'>, at: number): View {
  const { share, author, body, turn, care, about } = event;
  const bare: ShareView = { share, author, at };
  const added = set(bare, { body: body.body === '' ? undefined : body, turn, care, about });
  const open = set(added, { ideas_open: opens_ideas(added) });
  return gathered(view, (was) => ({ ...was, shares: [...was.shares, open] }));
}

function with_shares(view: View, changed: Changed<ShareView>): View {
  return gathered(view, (was) => ({ ...was, shares: was.shares.map(changed) }));
}

const with_share = (view: View, share: ShareId, changed: Changed<ShareView>): View =>
  with_shares(view, (each) => (each.share === share ? changed(each) : each));

function shares_emptied(view: View, { shares }: EventOf<'shares_emptied'>): View {
  return with_shares(view, (each) =>
    shares.includes(each.share) ? set(without_standing_ask(each), { body: undefined }) : each,
  );
}

/** There and true, or not there at all, as the wire has it. An idea takes no ideas. */
const opens_ideas = ({ care, about }: ShareView) =>
  (care === 'ideas' && about === undefined) || undefined;

/** What was answered stays; what was only asked ends. */
const without_standing_ask = (share: ShareView): ShareView =>
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

type GatheringEvent = Exclude<
  EventName,
  | 'circle_made'
  | 'circle_erased'
  | 'connection_back'
  | 'connection_lost'
  | 'device_added'
  | 'device_came'
  | 'keeper_came'
  | 'key_announced'
  | 'link_replaced'
  | 'link_set'
  | 'member_joined'
  | 'member_left'
  | 'member_removed'
  | 'member_renamed'
  | 'member_stood_aside'
  | 'member_took_seat'
  | 'seat_given'
  | 'server_restarted'
  | 'time_wished'
  | 'words_changed'
>;

export const gathering_folds: Pick<Folds, GatheringEvent> = {
  gathering_opened: opened,
  gathering_closed: (view) => set(view, { gathering: undefined }),
  clocks_stopped: (view, { since }) => set_gathering(view, { clocks_stopped_at: since }),
  clocks_started: (view, { gentle_until, silence_until, grace_until }) =>
    set_turn(set_gathering(view, { clocks_stopped_at: undefined, silence_until }), {
      gentle_until,
      grace_until,
    }),
  pause_began: (view, { by, until }) => set_gathering(view, { pause: { by, until } }),
  pause_ended: (view) => set_gathering(view, { pause: undefined }),
  circle_held_still: (view, { by }) => set_gathering(view, { still_by: by }),
  circle_went_on: (view) => set_gathering(view, { still_by: undefined }),
  floor_announced: (view, event) => set_gathering(view, { announced: event.floor }),
  round_opened,
  floor_opened: (view, { floor: kind, gentle, everybody_once, prompt }) =>
    floor(view, { floor: kind, gentle, everybody_once, prompt }),
  silence_began: (view, { until }) =>
    set_gathering(view, { silence_until: until, announced: undefined }),
  silence_ended: (view) => set_gathering(view, { silence_until: undefined }),
  prompt_given: (view, { prompt }) => set_floor(view, { prompt }),
  put_at_end: (view, { member }) => put_at_end(view, member),
  second_chance_began: (view, { order }) =>
    set_floor(view, { waiting: order, second_chance_given: true }),
  skipped: (view, { member }) =>
    set_floor(out_of_lists(view, member), { returned: returned(view, member) }),
  round_closed: (view) => set_floor(view, { closed: true, waiting: [], ending: [] }),
  turn_began,
  turn_ended: (view) =>
    set_gathering(set_floor(view, { offered_to: undefined }), { turn: undefined }),
  turn_unused: (view) => view,
  time_added: (view, { gentle_until }) => set_turn(view, { gentle_until, gentle_over: false }),
  gentle_time_ended: (view) => set_turn(view, { gentle_over: true }),
  piece_offered: (view, { to }) => set_floor(view, { offered_to: to }),
  offer_ended: (view) => set_floor(view, { offered_to: undefined }),
  hand_raised,
  hand_lowered: (view, { member }) =>
    set_floor(view, { waiting: dropped(view.gathering?.floor?.waiting, member) }),
  share_added,
  shares_emptied,
  care_changed,
  ideas_asked: (view, { share, by }) =>
    with_share(view, share, (was) => set(was, { ideas_asked_by: by })),
  ideas_answered: (view, { share, answer }) =>
    with_share(view, share, (was) => set(was, { ideas_answer: answer })),
  ideas_opened: (view, { share }) =>
    with_share(view, share, (was) => set(was, { ideas_open: true })),
};
