// Holds what the screens offer to what the server would do: each verdict with its reason.
import { describe, expect, it } from 'vitest';
import { may_hand_to, verdicts } from '../../client-web/src/circle/may';
import { may_ask_aside } from '../../client-web/src/circle/may_help';
import { upcoming } from '../../client-web/src/circle/upcoming';
import type { CommandName, RefusalCode, View } from '../../client-web/src/circle/words';
import { circle, floor, member, practice, sealed, turn } from './circle';

const as = (me: string, view: View): View => ({ ...view, me });
const why = (view: View | undefined, name: CommandName, now = 0, lost_at?: Map<string, number>) =>
  verdicts(view, now, lost_at).why_not[name];

const quiet = circle();
const still = circle({ floor: floor('round'), turn: turn('Ben'), still_by: 'Ana' });
const paused = circle({ floor: floor('open'), pause: { by: 'Cai', until: 9 } });
const silent = circle({ floor: floor('centre'), silence_until: 9 });
const held = circle({ floor: floor('round'), turn: turn('Ben') });
const heard = circle({ floor: floor('round'), turn: turn('Cai') });
const lying = circle({ floor: floor('centre') });
const standing_in = circle({ floor: floor('centre'), keepers_missed: true, stand_in: 'Ben' });
const share = { share: 's', author: 'Ben', at: 0, body: sealed };

type Case = [string, View | undefined, CommandName, RefusalCode | undefined];
const cases: Case[] = [
  ['nobody is known here', undefined, 'ask_pause', 'not_a_member'],
  ['I am a member', quiet, 'join', 'already_a_member'],
  ['no gathering is open', quiet, 'take_piece', 'no_gathering'],
  ['I keep the circle', as('Ana', quiet), 'open_gathering', undefined],
  ['I do not keep the circle', quiet, 'open_gathering', 'keepers_only'],
  ['a gathering is open', as('Ana', lying), 'open_gathering', 'gathering_is_open'],
  ['I am the only keeper', as('Ana', quiet), 'leave', 'last_keeper'],
  ['I am a member', quiet, 'leave', undefined],
  ['I have a seat', quiet, 'take_seat', 'already_seated'],
  ['I have no seat', as('Eli', quiet), 'stand_aside', 'seated_only'],
  ['I have no seat', as('Eli', lying), 'take_piece', 'seated_only'],
  ['I have no seat', as('Eli', lying), 'ask_pause', 'seated_only'],
  ['I hold the piece', held, 'pass_on', undefined],
  ['I hold the piece', held, 'come_back', undefined],
  [
    'I hold it in the centre',
    circle({ floor: floor('centre'), turn: turn('Ben') }),
    'come_back',
    'floor_forbids',
  ],
  ['somebody else holds it', heard, 'pass', 'piece_is_not_yours'],
  ['it lies in the centre', lying, 'pass_on', 'nobody_holds'],
  ['my turn has no time', held, 'take_more_time', 'no_gentle_time'],
  [
    'my turn has a time',
    circle({ floor: floor('round'), turn: turn('Ben', { gentle_until: 9 }) }),
    'take_more_time',
    undefined,
  ],
  ['the round does not lie in a centre', held, 'lay_piece', 'floor_forbids'],
  [
    'I hold it in a popcorn',
    circle({ floor: floor('popcorn'), turn: turn('Ben') }),
    'lay_piece',
    undefined,
  ],
  ['it lies in the centre', lying, 'take_piece', undefined],
  [
    'somebody holds it',
    circle({ floor: floor('centre'), turn: turn('Cai') }),
    'take_piece',
    'piece_is_held',
  ],
  ['it is silent', silent, 'take_piece', 'silence_is_kept'],
  ['the round says who is next', circle({ floor: floor('round') }), 'take_piece', 'floor_forbids'],
  ['no floor is open', circle({}), 'take_piece', 'no_floor'],
  [
    'it is offered to me',
    circle({ floor: floor('popcorn', { offered_to: 'Ben' }), turn: turn('Cai') }),
    'take_piece',
    undefined,
  ],
  [
    'it is offered to me',
    circle({ floor: floor('popcorn', { offered_to: 'Ben' }), turn: turn('Cai') }),
    'decline_piece',
    undefined,
  ],
  [
    'it is offered to Dia',
    circle({ floor: floor('popcorn', { offered_to: 'Dia' }), turn: turn('Cai') }),
    'decline_piece',
    'not_offered',
  ],
  [
    'I offered it already',
    circle({ floor: floor('popcorn', { offered_to: 'Dia' }), turn: turn('Ben') }),
    'hand_piece',
    'offered_already',
  ],
  [
    'I had my turn and others had none',
    circle({ floor: floor('popcorn', { everybody_once: true, had: ['Ben'] }) }),
    'take_piece',
    'everybody_once_first',
  ],
  [
    'everybody had a turn',
    circle({
      floor: floor('popcorn', { everybody_once: true, had: ['Ana', 'Ben', 'Cai', 'Dia'] }),
    }),
    'take_piece',
    undefined,
  ],
  ['a keeper hands it', circle({ floor: floor('keeper') }), 'hand_piece', 'keepers_only'],
  ['a keeper hands it', as('Ana', circle({ floor: floor('keeper') })), 'hand_piece', undefined],
  [
    'my hand is up',
    circle({ floor: floor('queue', { waiting: ['Ben'] }) }),
    'raise_hand',
    'hand_is_up',
  ],
  [
    'my hand is up',
    circle({ floor: floor('queue', { waiting: ['Ben'] }) }),
    'lower_hand',
    undefined,
  ],
  ['my hand is down', circle({ floor: floor('stack') }), 'lower_hand', 'hand_is_down'],
  ['my hand is down', circle({ floor: floor('stack') }), 'raise_hand', undefined],
  [
    'I hold it',
    circle({ floor: floor('queue'), turn: turn('Ben') }),
    'raise_hand',
    'piece_is_held',
  ],
  ['a round has no hands', held, 'raise_hand', 'floor_forbids'],
  ['I hold it', held, 'add_share', undefined],
  ['somebody holds it', heard, 'add_share', 'piece_is_held'],
  ['it lies in the centre', lying, 'add_share', 'piece_is_not_yours'],
  ['it is open', circle({ floor: floor('open') }), 'add_share', undefined],
  ['people speak', { ...held, meets: 'spoken' }, 'add_share', 'circle_is_spoken'],
  ['it is silent', silent, 'add_share', 'silence_is_kept'],
  ['I shared', circle({ shares: [share] }), 'take_back_share', undefined],
  [
    'what I shared is gone',
    circle({ shares: [{ share: 's', author: 'Ben', at: 0 }] }),
    'take_back_share',
    'unknown_share',
  ],
  ['the circle is still', still, 'pass_on', 'circle_is_still'],
  ['the circle is still', still, 'ask_pause', 'circle_is_still'],
  ['a keeper is here', still, 'go_on', 'keeper_is_here'],
  ['it is not still', held, 'go_on', 'circle_is_not_still'],
  ['somebody asked for a pause', paused, 'add_share', 'circle_is_paused'],
  ['somebody asked for a pause', paused, 'ask_pause', 'circle_is_paused'],
  ['Cai asked for it', paused, 'end_pause', 'not_your_pause'],
  ['I asked for it', as('Cai', paused), 'end_pause', undefined],
  ['I keep the circle', as('Ana', paused), 'end_pause', undefined],
  ['no pause is asked for', held, 'end_pause', 'circle_is_not_paused'],
  ['I do not keep the circle', silent, 'end_silence', 'keepers_only'],
  ['I stand in for a keeper', standing_in, 'open_floor', undefined],
  ['I stand in for a keeper', standing_in, 'close_gathering', undefined],
  ['I stand in for a keeper', standing_in, 'hold_still', 'keepers_only'],
  ['I stand in for a keeper', standing_in, 'remove_member', 'keepers_only'],
  ['I stand in for a keeper', standing_in, 'let_in', 'keepers_only'],
  ['it is silent', as('Ana', silent), 'end_silence', undefined],
  ['it is not silent', as('Ana', held), 'end_silence', 'no_silence'],
  ['nobody holds it', as('Ana', lying), 'release_piece', 'nobody_holds'],
  ['all are here', as('Ana', quiet), 'give_seat', 'member_is_here'],
];

describe('where', () => {
  it.each(cases)('%s', (_, view, name, refused) => {
    expect([name, why(view, name)]).toEqual([name, refused]);
    expect(verdicts(view, 0).may[name]).toBe(refused === undefined);
  });
});

describe('on private lines', () => {
  const said = { message: 'm', line: 'Ben', to: ['Ana'], at: 0, from_device: 'd' };
  const with_said = (by: string): View => ({
    ...quiet,
    private_said: [{ ...said, by, body: sealed, boxes: [] }],
  });

  it('a member may write, since somebody keeps the circle; a keeper, where somebody is there', () => {
    expect(why(quiet, 'say_privately')).toBeUndefined();
    expect(why(as('Ana', quiet), 'say_privately')).toBeUndefined();
    const alone = { ...as('Ana', quiet), members: [member('Ana', { keeper: true })] };
    expect(why(alone, 'say_privately')).toBe('unknown_member');
  });

  it('what one said oneself may be taken back', () => {
    expect(why(with_said('Ben'), 'take_back_private')).toBeUndefined();
    expect(why(with_said('Ana'), 'take_back_private')).toBe('unknown_message');
  });
});

describe('aside', () => {
  const asked = { by: 'Ana', member: 'Ben', began: false };
  const gone = { ...asked, began: true };
  const open = circle({ floor: floor('popcorn'), turn: turn('Cai') });
  const with_asides = (...asides: (typeof asked)[]): View =>
    circle({ floor: floor('popcorn', { waiting: ['Ben'] }), turn: turn('Cai'), asides });

  it('a keeper asks who is here, in no pod, and not aside already', () => {
    expect(why(open, 'ask_aside')).toBe('keepers_only');
    expect(why(as('Ana', quiet), 'ask_aside')).toBe('no_gathering');
    expect(why(as('Ana', open), 'ask_aside')).toBeUndefined();
    expect(why(as('Ana', with_asides(asked)), 'ask_aside')).toBe('aside_already');
    const other = { by: 'Kay', member: 'Ben', began: true };
    const view = as('Ana', with_asides(other));
    expect(may_ask_aside(view, 'Ben')).toBe('aside_already');
    expect(may_ask_aside(view, 'Cai')).toBeUndefined();
    expect(may_ask_aside(view, 'Ana')).toBe('not_yourself');
    const away = view.members.map((each) =>
      each.member === 'Cai' ? { ...each, here: false } : each,
    );
    expect(may_ask_aside({ ...view, members: away }, 'Cai')).toBe('member_is_away');
    const pods = [{ pod: 1, people: ['Cai', 'Dia'], company: [], asked_help: false }];
    const practises = circle({ practice: practice({ has_begun: true, pods }) });
    expect(may_ask_aside(as('Ana', practises), 'Cai')).toBe('in_a_pod');
  });

  it('who is asked answers, and either comes back', () => {
    expect(why(open, 'answer_aside')).toBe('not_aside');
    expect(why(with_asides(asked), 'answer_aside')).toBeUndefined();
    expect(why(as('Ana', with_asides(asked)), 'answer_aside')).toBe('not_aside');
    expect(why(with_asides(gone), 'answer_aside')).toBe('not_aside');
    expect(why(open, 'end_aside')).toBe('not_aside');
    expect(why(with_asides(gone), 'end_aside')).toBeUndefined();
    expect(why(as('Ana', with_asides(asked)), 'end_aside')).toBeUndefined();
  });

  it('keeps from the floor, and from nothing that keepers do', () => {
    const queue = circle({ floor: floor('queue'), asides: [gone] });
    expect(why(queue, 'raise_hand')).toBe('is_aside');
    expect(why(circle({ floor: floor('open'), asides: [gone] }), 'add_share')).toBe('is_aside');
    expect(why(circle({ floor: floor('queue'), asides: [asked] }), 'raise_hand')).toBeUndefined();
    for (const act of ['ask_pause', 'hold_still', 'open_round'] as const) {
      expect(why(as('Ana', queue), act)).toBeUndefined();
    }
  });

  it('nobody is handed the piece there, or said to be next', () => {
    const view = as(
      'Ana',
      circle({ floor: floor('keeper', { waiting: ['Ben'] }), asides: [gone] }),
    );
    expect(may_hand_to(view, 'Ben')).toBe(false);
    expect(may_hand_to(view, 'Cai')).toBe(true);
    expect(upcoming(view)).toEqual([]);
  });
});

describe('while people are gone', () => {
  const gone = (id: string, view: View): View => ({
    ...view,
    members: view.members.map((each) => (each.member === id ? { ...each, here: false } : each)),
  });

  it('anyone seated may end the pause of who is gone beyond the grace, and not sooner', () => {
    const lost_at = new Map([['Cai', 1000]]);
    const view = gone('Cai', paused);
    expect(why(view, 'end_pause', 45_999, lost_at)).toBe('not_your_pause');
    expect(why(view, 'end_pause', 46_000, lost_at)).toBeUndefined();
    expect(why(as('Eli', view), 'end_pause', 46_000, lost_at)).toBe('not_your_pause');
  });

  it('anyone seated may let a circle go on that no keeper holds still any more', () => {
    const view = gone('Ana', still);
    expect(why(view, 'go_on')).toBeUndefined();
    expect(why(as('Eli', view), 'go_on')).toBe('seated_only');
  });

  it('nobody is handed the piece who is away, a witness, or oneself', () => {
    const view = gone('Dia', circle({ floor: floor('popcorn'), turn: turn('Ben') }));
    const to = view.members.filter((each) => may_hand_to(view, each.member));
    expect(to.map((each) => each.member)).toEqual(['Ana', 'Cai']);
  });

  it('the piece is handed to who had none yet, where everybody comes once before twice', () => {
    const once = floor('popcorn', { everybody_once: true, had: ['Ben', 'Cai'] });
    const view = circle({ floor: once, turn: turn('Ben') });
    const to = view.members.filter((each) => may_hand_to(view, each.member));
    expect(to.map((each) => each.member)).toEqual(['Ana', 'Dia']);
  });

  it('there is nobody to hand it to in a ring of one', () => {
    const alone = { floor: floor('popcorn'), turn: turn('Ben') };
    const view = { ...circle(alone), members: [member('Ben')] };
    expect(why(view, 'hand_piece')).toBe('nobody_to_offer');
  });

  it('a seat may be given where somebody is away and somebody came', () => {
    expect(why(as('Ana', gone('Cai', quiet)), 'give_seat')).toBeUndefined();
  });
});
