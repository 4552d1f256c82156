// The part of the fold that a gathering changes: rest, floors, turns, hands and shares.
import type { EventName, EventOf, Folds } from './fold';
import { opens_ideas, without_standing_ask } from './fold_care';
import { remembered, with_floor_held } from './fold_plan';
import { set_pause, shares_of } from './fold_practice';
import { dropped, gathered, is_keeper, set, with_once, type Fields } from './folding';
import type {
  FloorView,
  GatheringView,
  MemberId,
  ShareView,
  Stream,
  TurnView,
  View,
} from './words';

const set_gathering = (view: View, fields: Fields<GatheringView>): View =>
  gathered(view, (was) => set(was, fields));

const set_floor = (view: View, fields: Fields<FloorView>): View =>
  gathered(view, (was) => (was.floor ? { ...was, floor: set(was.floor, fields) } : was));

const set_turn = (view: View, fields: Fields<TurnView>): View =>
  gathered(view, (was) => (was.turn ? { ...was, turn: set(was.turn, fields) } : was));

function opened(view: View, event: EventOf<'gathering_opened'>, at: number): View {
  const nothing = { shares: [], asides: [], quietened: [] };
  const said = { capacities: [], passed_over: [], held: [] };
  const free = { locked: false, keepers_missed: false, rests: false };
  const fresh: GatheringView = {
    number: event.gathering,
    opened_at: at,
    ...nothing,
    ...said,
    ...free,
  };
  const kept = is_keeper(view) ? { offered: [], passed: [] } : {};
  return { ...view, gathering: set(fresh, { words: event.words, ...kept }) };
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
  return floor(with_floor_held(view, 'round'), {
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

function share_added(view: View, event: EventOf<'share_added'>, at: number, stream: Stream): View {
  const { share, author, body, turn, care, about } = event;
  const bare: ShareView = { share, author, at };
  const added = set(bare, { body: body.body === '' ? undefined : body, turn, care, about });
  const open = set(added, { ideas_open: opens_ideas(added) });
  return shares_of(view, stream, (were) => [...were, open]);
}

function shares_emptied(
  view: View,
  { shares }: EventOf<'shares_emptied'>,
  _: number,
  stream: Stream,
): View {
  return shares_of(view, stream, (were) =>
    were.map((each) =>
      shares.includes(each.share) ? set(without_standing_ask(each), { body: undefined }) : each,
    ),
  );
}

const started = (view: View, silence_until: number | undefined): View =>
  set_gathering(view, { clocks_stopped_at: undefined, silence_until });

const with_activity_until = (view: View, until: number | undefined): View =>
  gathered(view, (was) => (was.plan ? { ...was, plan: set(was.plan, { until }) } : was));

type GatheringEvent = Extract<
  EventName,
  | 'circle_held_still'
  | 'circle_went_on'
  | 'clocks_started'
  | 'clocks_stopped'
  | 'floor_announced'
  | 'floor_opened'
  | 'gathering_closed'
  | 'gathering_opened'
  | 'gentle_time_ended'
  | 'hand_lowered'
  | 'hand_raised'
  | 'offer_ended'
  | 'pause_began'
  | 'pause_ended'
  | 'piece_offered'
  | 'prompt_given'
  | 'put_at_end'
  | 'round_closed'
  | 'round_opened'
  | 'second_chance_began'
  | 'share_added'
  | 'shares_emptied'
  | 'silence_began'
  | 'silence_ended'
  | 'skipped'
  | 'time_added'
  | 'turn_began'
  | 'turn_ended'
  | 'turn_unused'
>;

export const gathering_folds: Pick<Folds, GatheringEvent> = {
  gathering_opened: opened,
  gathering_closed: (view, event, at) => set(remembered(view, event, at), { gathering: undefined }),
  clocks_stopped: (view, { since }) => set_gathering(view, { clocks_stopped_at: since }),
  clocks_started: (view, { gentle_until, silence_until, grace_until, activity_until }) =>
    set_turn(with_activity_until(started(view, silence_until), activity_until), {
      gentle_until,
      grace_until,
    }),
  pause_began: (view, { by, until }, _, stream) => set_pause(view, stream, { by, until }),
  pause_ended: (view, _event, _at, stream) => set_pause(view, stream, undefined),
  circle_held_still: (view, { by }) => set_gathering(view, { still_by: by }),
  circle_went_on: (view) => set_gathering(view, { still_by: undefined }),
  floor_announced: (view, event) => set_gathering(view, { announced: event.floor }),
  round_opened,
  floor_opened: (view, { floor: kind, gentle, everybody_once, prompt }) =>
    floor(with_floor_held(view, 'open_floor'), { floor: kind, gentle, everybody_once, prompt }),
  silence_began: (view, { until }) =>
    set_gathering(with_floor_held(view, 'silence'), {
      silence_until: until,
      announced: undefined,
    }),
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
};
