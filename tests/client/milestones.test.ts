// Holds the announcer to its word: milestones only, each to whom it concerns; and who comes next.
import { describe, expect, it } from 'vitest';
import { fold } from '../../client-web/src/circle/fold';
import { milestones } from '../../client-web/src/circle/milestones';
import { turns_until, upcoming } from '../../client-web/src/circle/upcoming';
import type { Event, View } from '../../client-web/src/circle/words';
import { circle, floor, member, sealed, turn } from './circle';

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

it('chatter is never told', () => {
  const queue = circle({ floor: floor('queue'), turn: turn('Cai') });
  const chatter: Event[] = [
    { type: 'hand_raised', member: 'Dia', place: 0 },
    { type: 'put_at_end', member: 'Dia' },
    { type: 'time_added', turn: 1, gentle_until: 1 },
    { type: 'member_renamed', member: 'Dia', name: sealed },
    { type: 'shares_emptied', shares: [] },
    { type: 'clocks_stopped', since: 0 },
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
