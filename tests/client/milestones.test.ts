// Holds the announcer to its word: milestones only, each to whom it concerns; and who comes next.
import { describe, expect, it } from 'vitest';
import { fold } from '../../client-web/src/circle/fold';
import { milestones } from '../../client-web/src/circle/milestones';
import { turns_until, upcoming } from '../../client-web/src/circle/upcoming';
import type { Event, View } from '../../client-web/src/circle/words';
import { circle, floor, member, practice, practising, say_back, sealed, turn } from './circle';

function said(before: View, event: Event) {
  return milestones(event, before, fold(before, { at: 0, event }));
}
const began = (holder: string): Event => ({ type: 'turn_began', turn: 2, holder });
const ended: Event = { type: 'turn_ended', turn: 1, how: 'passed_on' };

describe('a turn', () => {
  const round = circle({ floor: floor('round', { waiting: ['Cai', 'Ben', 'Dia'] }) });

  it('is told by its holder, and to who is next that they are', () => {
    expect(said(round, began('Cai'))).toEqual([
      { key: 'holder', member: 'Cai' },
      { key: 'you_are_next' },
    ]);
  });

  it('is told to its holder as their own', () => {
    expect(said(round, began('Ben'))).toEqual([{ key: 'you_hold' }]);
  });

  it('does not say again that I am next', () => {
    const mine_next = circle({ floor: floor('round', { waiting: ['Ben'] }), turn: turn('Cai') });
    expect(said(mine_next, { type: 'time_wished', member: 'Ana', no_time: true })).toEqual([]);
  });

  it('leaves the piece in the centre where the floor has one', () => {
    const centre = circle({ floor: floor('centre'), turn: turn('Cai') });
    expect(said(centre, ended)).toEqual([{ key: 'piece_in_the_centre' }]);
    expect(said(circle({ floor: floor('round'), turn: turn('Cai') }), ended)).toEqual([]);
  });
});

describe('an offer', () => {
  const popcorn = circle({ floor: floor('popcorn'), turn: turn('Cai') });

  it('is told to whom it is made, with who makes it', () => {
    expect(said(popcorn, { type: 'piece_offered', to: 'Ben' })).toEqual([
      { key: 'offered_to_you', from: 'Cai' },
    ]);
    expect(said(popcorn, { type: 'piece_offered', to: 'Dia' })).toEqual([
      { key: 'offered', to: 'Dia' },
    ]);
  });

  it('that was not taken is told to the others', () => {
    expect(said(popcorn, { type: 'offer_ended', member: 'Dia' })).toEqual([
      { key: 'not_now', member: 'Dia' },
    ]);
    expect(said(popcorn, { type: 'offer_ended', member: 'Ben' })).toEqual([]);
  });
});

describe('a lost connection', () => {
  const held = circle({ floor: floor('round'), turn: turn('Cai') });

  it('is told of the holder alone, whom we wait for', () => {
    const holder: Event = { type: 'connection_lost', member: 'Cai', grace_until: 45_000 };
    expect(said(held, holder)).toEqual([{ key: 'holder_is_waited_for', member: 'Cai' }]);
    expect(said(held, { type: 'connection_lost', member: 'Dia' })).toEqual([]);
    expect(said(held, { type: 'connection_back', member: 'Dia' })).toEqual([]);
  });
});

describe('a practice', () => {
  const formed: Event = { type: 'pods_formed', pods: [{ pod: 1, people: ['Ben', 'Cai'] }] };
  const began = (holder?: string): Event => ({
    type: 'step_began',
    step: 'last',
    visit: 4,
    tries: 1,
    waiting: [],
    ...(holder !== undefined && { holder }),
  });

  it('is told as it opens, begins and ends', () => {
    const opened: Event = {
      type: 'practice_opened',
      practice: 1,
      structure: say_back,
      template: 'say_back',
      language: 'en',
      by: 'Ana',
    };
    expect(said(circle({}), opened)).toEqual([{ key: 'practice_opened', by: 'Ana' }]);
    const invited = circle({ practice: practice() });
    expect(said(invited, formed)).toEqual([{ key: 'practice_began' }]);
    expect(said(practising(), formed)).toEqual([]);
    expect(said(practising(), { type: 'pod_ended', with_care: false })).toEqual([
      { key: 'pod_ended' },
    ]);
    expect(said(practising(), { type: 'practice_closed' })).toEqual([{ key: 'practice_closed' }]);
  });

  it('tells a step and whose turn it is, and in the same step the turn alone', () => {
    expect(said(practising(), began())).toEqual([{ key: 'step_began', step: 'last' }]);
    expect(said(practising(), began('Ben'))).toEqual([
      { key: 'step_began', step: 'last' },
      { key: 'your_turn' },
    ]);
    const going_on = practising({ step: 'last', visit: 3, tries: 1, holder: 'Ben' });
    expect(said(going_on, began('Cai'))).toEqual([{ key: 'turn_of', member: 'Cai' }]);
  });

  it('tells me my part when it changes', () => {
    const given = (role: string): Event => ({
      type: 'roles_given',
      roles: [{ member: 'Ben', role }],
    });
    expect(said(practising(), given('listener'))).toEqual([{ key: 'your_role', role: 'listener' }]);
    expect(said(practising(), given('teller'))).toEqual([]);
  });

  it('tells a knock inside, and its answer to who knocked', () => {
    expect(said(practising(), { type: 'knocked', by: 'Eli' })).toEqual([
      { key: 'knocked', by: 'Eli' },
    ]);
    const answered: Event = { type: 'knock_answered', by: 'Eli', let_in: false };
    expect(said(practising(), answered)).toEqual([]);
    const eli = { ...practising(), me: 'Eli' };
    expect(said(eli, answered)).toEqual([{ key: 'not_let_in' }]);
    expect(said(eli, { ...answered, let_in: true })).toEqual([{ key: 'let_in' }]);
  });

  it('tells what is called, and to keepers who asks for one', () => {
    expect(said(practising(), { type: 'pods_called', called: 'come_back' })).toEqual([
      { key: 'called_back' },
    ]);
    const asked: Event = { type: 'help_asked', pod: 1 };
    expect(said(practising(), asked)).toEqual([]);
    expect(said({ ...practising(), me: 'Ana' }, asked)).toEqual([{ key: 'help_asked' }]);
  });
});

describe('keeping', () => {
  const ana = { ...circle({}), me: 'Ana' };
  const asked: Event = { type: 'keeper_invited', member: 'Ben', by: 'Ana', hand_over: false };

  it('is asked of the one whom it concerns, and what came of it is told to keepers', () => {
    expect(said(circle(), asked)).toEqual([{ key: 'asked_to_keep', by: 'Ana' }]);
    expect(said(ana, asked)).toEqual([]);
    const declined: Event = { type: 'keeping_declined', member: 'Ben' };
    expect(said(circle(), declined)).toEqual([]);
    expect(said(ana, declined)).toEqual([{ key: 'keeping_ended', member: 'Ben' }]);
  });

  it("is told where it begins and ends, to oneself as one's own", () => {
    const came = (member: string): Event => ({ type: 'keeper_came', member });
    expect(said(circle(), came('Ben'))).toEqual([{ key: 'you_keep' }]);
    expect(said(circle(), came('Cai'))).toEqual([{ key: 'keeper_came', member: 'Cai' }]);
    const down: Event = { type: 'keeper_stepped_down', member: 'Ana' };
    expect(said(circle(), down)).toEqual([{ key: 'stepped_down', member: 'Ana' }]);
    expect(said(ana, down)).toEqual([{ key: 'you_stepped_down' }]);
  });

  it('is missed, held, rested and taken up again, each told once', () => {
    const missed = circle({ keepers_missed: true });
    const holds = (member: string): Event => ({ type: 'stand_in_began', member });
    const ended = (member: string): Event => ({ type: 'stand_in_ended', member });
    expect(said(circle({}), { type: 'keepers_missed' })).toEqual([{ key: 'keepers_missed' }]);
    expect(said(missed, holds('Ben'))).toEqual([{ key: 'you_stand_in' }]);
    expect(said(missed, holds('Cai'))).toEqual([{ key: 'stand_in', member: 'Cai' }]);
    expect(said(missed, ended('Ben'))).toEqual([]);
    expect(said(missed, ended('Cai'))).toEqual([{ key: 'stand_in_ended', member: 'Cai' }]);
    expect(said(missed, { type: 'circle_rested' })).toEqual([{ key: 'circle_rests' }]);
    expect(said(missed, { type: 'keepers_back' })).toEqual([{ key: 'keepers_back' }]);
    const held = circle({ keepers_missed: true, stand_in: 'Cai' });
    expect(said(held, { type: 'keepers_back' })).toEqual([{ key: 'keepers_back', thanks: 'Cai' }]);
  });
});

describe('help', () => {
  const two = { by: 'Ana', member: 'Ben' };
  const asked = circle({ asides: [{ ...two, began: false }] });
  const gone = circle({ asides: [{ ...two, began: true }] });
  const as = (me: string, view: View): View => ({ ...view, me });

  it('is told without a word or a name, and not to who wrote', () => {
    const rest = { message: 'm', line: 'Ben', from_device: 'd', body: sealed, boxes: [] };
    const by = (who: string): Event => ({ type: 'private_said', ...rest, by: who, to: [] });
    expect(said(circle(), by('Ana'))).toEqual([{ key: 'private_words' }]);
    expect(said(circle(), by('Ben'))).toEqual([]);
  });

  it('going aside is told to the two as theirs, to other keepers once, and asking to the asked', () => {
    const ask: Event = { type: 'aside_asked', ...two };
    const begin: Event = { type: 'aside_began', ...two };
    const end: Event = { type: 'aside_ended', ...two };
    expect(said(circle({}), ask)).toEqual([{ key: 'asked_aside', by: 'Ana' }]);
    expect(said(asked, ask)).toEqual([]); // a keeper who is asked hears of it as both
    expect(said(as('Ana', circle({})), ask)).toEqual([]);
    expect(said(asked, begin)).toEqual([{ key: 'you_are_aside', member: 'Ana' }]);
    expect(said(as('Ana', asked), begin)).toEqual([{ key: 'you_are_aside', member: 'Ben' }]);
    expect(said(as('Cai', asked), begin)).toEqual([{ key: 'went_aside', member: 'Ben' }]);
    expect(said(gone, begin)).toEqual([]);
    expect(said(asked, end)).toEqual([{ key: 'aside_not_asked' }]);
    expect(said(gone, end)).toEqual([{ key: 'you_are_back' }]);
    expect(said(as('Cai', gone), end)).toEqual([{ key: 'back_from_aside', member: 'Ben' }]);
    expect(said(as('Cai', asked), end)).toEqual([]);
    expect(said(circle({}), end)).toEqual([]);
  });
});

it('chatter is never told', () => {
  const queue = circle({ floor: floor('queue'), turn: turn('Cai') });
  const chatter: Event[] = [
    { type: 'hand_raised', member: 'Dia', place: 0 },
    { type: 'put_at_end', member: 'Dia' },
    { type: 'time_added', turn: 1, gentle_until: 1 },
    { type: 'member_renamed', member: 'Dia', name: sealed },
    { type: 'shares_emptied', shares: [] },
    { type: 'clocks_stopped', since: 0 },
    { type: 'step_answered', member: 'Dia' },
    { type: 'part_chosen', member: 'Ben', takes_part: false },
    { type: 'pod_moved', pod: 1, step: 'last', visit: 2 },
  ];
  expect(chatter.flatMap((event) => said(queue, event))).toEqual([]);
});

describe('who comes next', () => {
  const line = floor('round', { waiting: ['Cai', 'Dia', 'Ben'], ending: ['Ana'] });

  it('goes by the line and then its end, over who is away', () => {
    const view = circle({ floor: line, turn: turn('Eli') });
    expect(upcoming(view)).toEqual(['Cai', 'Dia', 'Ben', 'Ana']);
    expect(turns_until(view)).toBe(3);
    const away = view.members.map((each) =>
      each.member === 'Dia' ? member('Dia', { here: false }) : each,
    );
    expect(upcoming({ ...view, members: away })).toEqual(['Cai', 'Ben', 'Ana']);
    expect(turns_until({ ...view, members: away })).toBe(2);
  });

  it('is me now while I hold the piece, and nobody where there is no line', () => {
    expect(turns_until(circle({ floor: line, turn: turn('Ben') }))).toBe(0);
    expect(turns_until(circle({ floor: floor('centre') }))).toBeUndefined();
    expect([turns_until(circle()), turns_until(undefined)]).toEqual([undefined, undefined]);
    expect([upcoming(circle()), upcoming(undefined)]).toEqual([[], []]);
  });
});
