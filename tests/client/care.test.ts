// Holds care wanted to its word: ideas have a place only where they are wanted, an ask is between two,
// and what was answered stays answered.
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { share as add_share } from '../../client-web/src/circle/acts';
import { fold } from '../../client-web/src/circle/fold';
import { verdicts } from '../../client-web/src/circle/may';
import {
  is_asked,
  may_add_idea,
  may_change_care,
  why_not_ask_ideas,
} from '../../client-web/src/circle/may_care';
import { milestones } from '../../client-web/src/circle/milestones';
import type {
  AddShareCommand,
  CommandName,
  Event,
  RefusalCode,
  ShareView,
  View,
} from '../../client-web/src/circle/words';
import { circle, floor, sealed, turn } from './circle';
import { FakeSocket } from './fake_socket';
import { living } from './stage';

const share = (id: string, author: string, more: Partial<ShareView> = {}): ShareView => ({
  share: id,
  author,
  at: 0,
  body: sealed,
  ...more,
});
const with_shares = (...shares: ShareView[]) => circle({ floor: floor('open'), shares });
const why = (view: View, name: CommandName) => verdicts(view, 0).why_not[name];
const as = (me: string, view: View): View => ({ ...view, me });
const told = (view: View, ...events: Event[]) =>
  events.reduce((was, event) => fold(was, { at: 0, event }), view);
const only = (view: View) => view.gathering?.shares[0];

const need = share('need', 'Cai');
const gone: ShareView = { share: 'need', author: 'Cai', at: 0 };
const idea = (id: string) => share(id, 'Dia', { about: 'need' });
const open = { ...need, ideas_open: true };

type Case = [string, View, RefusalCode | undefined];
const asking: Case[] = [
  ['somebody shared', with_shares(need), undefined],
  ['nobody did', with_shares(), 'unknown_share'],
  ['it is mine', with_shares(share('need', 'Ben')), 'not_yourself'],
  ['its words are gone', with_shares(gone), 'unknown_share'],
  ['it is an idea', with_shares(share('one', 'Cai', { about: 'two' })), 'ideas_are_not_open'],
  ['its author has left', with_shares(share('need', 'Fay')), 'member_is_away'],
  ['it is silent', circle({ silence_until: 9, shares: [need] }), 'silence_is_kept'],
  [
    'its turn is not over',
    circle({ floor: floor('round'), turn: turn('Cai'), shares: [{ ...need, turn: 1 }] }),
    'turn_is_on',
  ],
  [
    'its turn is over',
    circle({ floor: floor('round'), turn: turn('Dia'), shares: [{ ...need, turn: 2 }] }),
    undefined,
  ],
  ['ideas are welcome', with_shares(open), 'ideas_are_open'],
  ['two ideas are there', with_shares(need, idea('one'), idea('two')), 'ideas_are_enough'],
  ['I asked', with_shares({ ...need, ideas_asked_by: 'Ben' }), 'ideas_were_asked'],
];

describe('a listener may ask, where', () => {
  it.each(asking)('%s', (_, view, refused) => {
    expect(why(view, 'ask_ideas')).toBe(refused);
    const [first] = view.gathering?.shares ?? [];
    if (first) expect(why_not_ask_ideas(view, first)).toBe(refused);
  });

  it('there is a seat, and nothing rests', () => {
    expect(why(as('Eli', with_shares(need)), 'ask_ideas')).toBe('seated_only');
    const paused = circle({ shares: [need], pause: { by: 'Ana', until: 9 } });
    expect(why(paused, 'ask_ideas')).toBe('circle_is_paused');
  });
});

describe('an idea', () => {
  const has_place = (...shares: ShareView[]) => {
    const view = with_shares(...shares);
    return view.gathering?.shares.filter((each) => may_add_idea(view, each)).length === 1;
  };

  it('has a place only where ideas are wanted', () => {
    expect(has_place(open)).toBe(true);
    expect(has_place(need)).toBe(false);
    expect(has_place({ ...need, care: 'comfort' })).toBe(false);
    expect(has_place(share('mine', 'Ben', { ideas_open: true }))).toBe(false);
  });

  it('is one of two at most; what was taken back leaves its place', () => {
    expect(has_place(open, idea('one'))).toBe(true);
    expect(has_place(open, idea('one'), idea('two'))).toBe(false);
    expect(
      has_place(open, idea('one'), { share: 'two', author: 'Dia', at: 0, about: 'need' }),
    ).toBe(true);
  });
});

describe('an author', () => {
  const asked = share('need', 'Ben', { ideas_asked_by: 'Cai' });

  it('answers whoever asks, once', () => {
    expect(why(with_shares(asked), 'answer_ideas')).toBeUndefined();
    expect(why(with_shares(need), 'answer_ideas')).toBe('nobody_asks');
    const answered: ShareView = { ...asked, ideas_answer: 'later' };
    expect(why(with_shares(answered), 'answer_ideas')).toBe('nobody_asks');
    expect(is_asked(with_shares(asked), asked)).toBe(true);
  });

  it('says what would be good beside their own words of this gathering', () => {
    const view = with_shares(asked, need);
    expect(why(view, 'change_care')).toBeUndefined();
    expect(why(with_shares(need), 'change_care')).toBe('unknown_share');
    expect(may_change_care(view, asked)).toBe(true);
    expect(may_change_care(view, need)).toBe(false);
    expect(may_change_care(view, { ...asked })).toBe(false); // of an earlier gathering
  });
});

describe('the view', () => {
  const added: Event = { type: 'share_added', share: 'need', author: 'Ben', body: sealed };
  const ask: Event = { type: 'ideas_asked', share: 'need', by: 'Cai' };
  const view = circle({ floor: floor('open') });

  it('opens and closes ideas as the author says', () => {
    const wanted = told(view, { ...added, care: 'ideas' });
    expect(only(wanted)).toMatchObject({ care: 'ideas', ideas_open: true });
    const changed = told(wanted, { type: 'care_changed', share: 'need', care: 'comfort' });
    expect(only(changed)).toEqual({
      share: 'need',
      author: 'Ben',
      at: 0,
      body: sealed,
      care: 'comfort',
    });
    const nothing = told(changed, { type: 'care_changed', share: 'need' });
    expect(only(nothing)).not.toHaveProperty('care');
  });

  it('keeps an answer, and lets an ask go with who asked', () => {
    const left: Event = { type: 'member_left', member: 'Cai' };
    expect(only(told(view, added, ask, left))).not.toHaveProperty('ideas_asked_by');
    const no: Event = { type: 'ideas_answered', share: 'need', answer: 'no' };
    expect(only(told(view, added, ask, no, left))).toMatchObject({ ideas_answer: 'no' });
  });

  it('has no ask left where its words are gone, or ideas are wanted anyway', () => {
    const emptied: Event = { type: 'shares_emptied', shares: ['need'] };
    const wanted: Event = { type: 'care_changed', share: 'need', care: 'ideas' };
    for (const event of [emptied, wanted])
      expect(only(told(view, added, ask, event))).not.toHaveProperty('ideas_asked_by');
  });

  it('says aloud that somebody asks, and that one was answered', () => {
    const asked = told(view, added, ask);
    expect(milestones(ask, view, asked)).toEqual([{ key: 'ideas_asked', by: 'Cai' }]);
    expect(milestones(ask, as('Cai', view), as('Cai', asked))).toEqual([]);
    const yes: Event = { type: 'ideas_answered', share: 'need', answer: 'yes' };
    const answered = told(asked, yes);
    expect(milestones(yes, asked, answered)).toEqual([]);
    expect(milestones(yes, as('Cai', asked), as('Cai', answered))).toEqual([
      { key: 'ideas_answered', by: 'Ben' },
    ]);
  });
});

describe('what is sent', () => {
  beforeEach(() => {
    FakeSocket.made = [];
  });

  it.each([{}, { care: 'comfort' }, { about: 'need' }] as const)('carries %o', async (beside) => {
    const place = await living({ floor: floor('open') });
    void add_share(place, 'words', beside);
    await vi.waitFor(() => expect(FakeSocket.last.sent_of('command')).toHaveLength(1));
    const {
      type,
      share: id,
      body,
      ...rest
    } = FakeSocket.last.sent_of('command')[0]?.command as AddShareCommand;
    expect([type, typeof id, typeof body]).toEqual(['add_share', 'string', 'object']);
    expect(rest).toEqual(beside);
    place.end();
  });
});
