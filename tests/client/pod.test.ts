// Holds what a pod offers to what the server would take: each way of asking, and each way to end.
import { describe, expect, it } from 'vitest';
import { fold } from '../../client-web/src/circle/fold';
import { verdicts } from '../../client-web/src/circle/may';
import { following, offers, waited_for } from '../../client-web/src/circle/pod';
import type {
  CommandName,
  PodView,
  RefusalCode,
  Step,
  Structure,
  View,
} from '../../client-web/src/circle/words';
import { circle, floor, pod, practice, practising, say_back, sealed, step, turn } from './circle';

const as = (me: string, view: View): View => ({ ...view, me });
const away = (id: string, view: View): View => ({
  ...view,
  members: view.members.map((each) => (each.member === id ? { ...each, here: false } : each)),
});
/** Away for longer than the grace. */
const without = (id: string, view: View): View =>
  fold(view, { at: 0, stream: 'pod', event: { type: 'went_on_without', member: id } });
const why = (view: View, name: CommandName) => verdicts(view, 0).why_not[name];
const may = (view: View) => verdicts(view, 0).may_in_pod;
const asked = (view: View) => offers(view).map(({ answer, choice }) => choice ?? answer);

function at(more: Partial<Step>, mine: Partial<PodView> = {}): View {
  return practising({ step: 'now', visit: 1, tries: 1, ...mine }, [step('now', more)]);
}

function outside_of(structure: Structure): View {
  const pods = [{ pod: 1, people: ['Ben', 'Cai'], company: [], asked_help: false }];
  return circle({ practice: practice({ structure, has_begun: true, pods }) });
}

const invited = circle({ practice: practice() });
const outside = as('Ana', practising());
const without_pod: View = {
  ...circle({ practice: practice({ has_begun: true, pods: [] }) }),
};
const ringing = practising({ step: 'tell', visit: 1, tries: 1 });

const full: View = outside_of(say_back);
const roomy: View = outside_of({
  ...say_back,
  roles: [...say_back.roles, { role: 'company', min: 0, max: 1, chosen: false }],
});

const cases: [string, View, CommandName, RefusalCode | undefined][] = [
  ['no gathering', as('Ana', circle()), 'open_practice', 'no_gathering'],
  ['I do not keep', circle({}), 'open_practice', 'keepers_only'],
  ['a gathering is open', as('Ana', circle({})), 'open_practice', undefined],
  ['a practice is open', as('Ana', invited), 'open_practice', 'practice_is_open'],
  ['it is still', as('Ana', circle({ still_by: 'Ana' })), 'open_practice', 'circle_is_still'],
  ['no practice', as('Ana', circle({})), 'begin_practice', 'no_practice'],
  ['a practice is open', as('Ana', invited), 'begin_practice', undefined],
  ['it began', outside, 'begin_practice', 'practice_has_begun'],
  [
    'somebody holds the piece',
    as('Ana', circle({ practice: practice(), floor: floor('round'), turn: turn('Cai') })),
    'begin_practice',
    'piece_is_held',
  ],
  ['a practice is open', as('Ana', invited), 'close_practice', undefined],
  ['no practice', circle({}), 'sit_out', 'no_practice'],
  ['invited', invited, 'sit_out', undefined],
  ['invited as a witness', as('Eli', invited), 'take_part', undefined],
  ['it did not begin', as('Ana', invited), 'call_pods', 'no_practice'],
  ['it began', outside, 'call_pods', undefined],
  ['in a pod', ringing, 'knock', 'in_a_pod'],
  ['outside', as('Dia', { ...outside, ...as('Dia', without_pod) }), 'knock', 'unknown_pod'],
  ['not in a pod', invited, 'ask_help', 'not_in_pod'],
  ['in a pod', ringing, 'ask_help', undefined],
  ['nobody knocks', ringing, 'answer_knock', 'nobody_knocks'],
  ['somebody knocks', practising({ knock: 'Eli' }), 'answer_knock', undefined],
  ['I keep', as('Ana', circle()), 'keep_apart', undefined],
  ['I do not keep', circle(), 'keep_apart', 'keepers_only'],
  ['a gathering is open', circle({}), 'wish_same_again', undefined],
  ['roles are given', practising(), 'take_role', 'unknown_role'],
  ['a step began', ringing, 'take_role', 'step_is_over'],
  ['all pods are complete', as('Dia', full), 'knock', 'pod_is_complete'],
  ['a keeper knocks', as('Ana', full), 'knock', undefined],
  ['there is a place', as('Dia', roomy), 'knock', undefined],
  ['before the first step', practising(), 'answer_step', 'step_is_over'],
  ['it is mine to say', ringing, 'answer_step', undefined],
  ['it is not mine to say', as('Cai', ringing), 'answer_step', 'not_asked'],
  [
    'the pod breathes',
    practising({ step: 'tell', visit: 1, tries: 1, pause: { by: 'Cai', until: 9 } }),
    'answer_step',
    'circle_is_paused',
  ],
];

describe('where', () => {
  it.each(cases)('%s', (_, view, name, refused) => {
    expect([name, why(view, name)]).toEqual([name, refused]);
  });

  it('a practice has begun the ring rests, and before that it goes on', () => {
    const held = { floor: floor('round'), turn: turn('Ben') };
    expect(why(circle({ ...held, practice: practice() }), 'add_share')).toBeUndefined();
    const begun = circle({ ...held, practice: practice({ has_begun: true }) });
    const ring: CommandName[] = ['add_share', 'pass_on', 'raise_hand', 'take_piece', 'pass'];
    expect(ring.map((name) => why(begun, name))).toEqual(ring.map(() => 'practice_is_on'));
    expect(why(as('Ana', begun), 'open_round')).toBe('practice_is_on');
    expect(why(as('Ana', begun), 'hold_still')).toBeUndefined();
  });

  it('I have a share in the pod I may take it back', () => {
    const shares = [{ share: 's', author: 'Ben', at: 0, body: sealed }];
    expect(why(practising({ shares }), 'take_back_share')).toBeUndefined();
  });
});

describe('roles to choose', () => {
  const structure = practice().structure;
  const chosen = structure.roles.map((each) => ({ ...each, chosen: true }));
  const choosing = (roles: PodView['roles']): View => {
    const view = practising({ roles });
    const was = view.gathering?.practice ?? practice();
    const next = { ...was, structure: { ...structure, roles: chosen } };
    return circle({ practice: next });
  };

  it('are there until the first step', () => {
    expect(why(choosing([]), 'take_role')).toBeUndefined();
    expect(why(choosing([{ member: 'Cai', role: 'teller' }]), 'take_role')).toBeUndefined();
    const full = [
      { member: 'Cai', role: 'teller' },
      { member: 'Dia', role: 'listener' },
    ];
    expect(why(choosing(full), 'take_role')).toBe('role_is_full');
    expect(waited_for(choosing([{ member: 'Cai', role: 'teller' }]))).toEqual(['Ben']);
    expect(why(as('Ana', choosing([])), 'take_role')).toBe('not_in_pod');
  });
});

describe('a step', () => {
  it('that a role ends is ended by that role, and by anybody where nobody of it is here', () => {
    expect(asked(ringing)).toEqual(['done']);
    expect(asked(as('Cai', ringing))).toEqual([]);
    expect(asked(as('Cai', without('Ben', ringing)))).toEqual(['done']);
    expect(waited_for(ringing)).toEqual(['Ben']);
  });

  it('offers the choices of this try to whom it asks', () => {
    const right = (tries: number) => practising({ step: 'right', visit: 3, tries });
    expect(asked(right(1))).toEqual(['yes', 'not_quite']);
    expect(asked(right(3))).toEqual(['yes', 'not_quite', 'leave_it']);
    expect(asked(as('Cai', right(1)))).toEqual([]);
    expect(asked(as('Cai', without('Ben', right(1))))).toEqual(['yes', 'not_quite']);
    expect(following(right(1))).toEqual({ follows: 'depends' });
  });

  it('that everybody is ready for is answered once', () => {
    const change = practising({ step: 'change', visit: 5, tries: 1, answered: ['Cai'] });
    expect(asked(change)).toEqual(['ready']);
    expect(waited_for(change)).toEqual(['Ben']);
    expect(asked(as('Cai', change))).toEqual([]);
    expect(following(change)).toEqual({ follows: 'rotate' });
  });

  it('asks for consent of those it names, and lets them change it', () => {
    const consent = at({ asks: 'consent', ends: 'consent' }, { answered: ['Ben'] });
    expect(asked(consent)).toEqual(['yes', 'not_now']);
    expect(waited_for(consent)).toEqual(['Cai']);
    expect(asked(at({ asks: 'consent', ends: 'consent', of: ['listener'] }))).toEqual([]);
  });

  it('asks how much room there is, which is being ready', () => {
    expect(asked(at({ asks: 'capacity' }))).toEqual(['open', 'tender', 'resting']);
    expect(asked(at({ asks: 'capacity', of: ['listener'] }))).toEqual(['ready']);
  });

  it('that has turns is ended by who has it, and by anybody while they are away', () => {
    const each = practising({ step: 'last', visit: 6, tries: 1, holder: 'Cai' });
    expect(asked(each)).toEqual([]);
    expect(asked(as('Cai', each))).toEqual(['done']);
    expect(asked(without('Cai', each))).toEqual(['done']);
    expect(waited_for(each)).toEqual(['Cai']);
    expect(following(each)).toEqual({ follows: 'end' });
  });

  it('with a centre lets the piece be taken and laid back', () => {
    const centre = { speaks: 'centre', ends: 'time' } as const;
    expect(asked(at(centre))).toEqual(['take', 'ready']);
    expect(asked(at(centre, { holder: 'Ben' }))).toEqual(['lay', 'ready']);
    expect(asked(at(centre, { holder: 'Cai' }))).toEqual(['ready']);
  });

  it('that a keeper ends is ended by one, and by all where none is here', () => {
    const keeps = at({ ends: 'keeper' });
    expect(asked(keeps)).toEqual([]);
    expect(asked(away('Ana', keeps))).toEqual(['ready']);
    expect(asked(as('Ana', keeps))).toEqual(['done']);
  });

  it('asks nothing of company, nor of anybody while it rests', () => {
    expect(asked(as('Ana', at({})))).toEqual([]);
    expect(asked(at({}, { pause: { by: 'Cai', until: 9 } }))).toEqual([]);
    expect(asked(as('Dia', circle({ practice: practice({ mine: pod() }) })))).toEqual([]);
  });
});

describe('in a pod', () => {
  it('words are for whose step it is', () => {
    expect(may(ringing).add_share).toBe(true);
    expect(may(as('Cai', ringing)).add_share).toBe(false);
    expect(may({ ...ringing, meets: 'spoken' }).add_share).toBe(false);
    expect(may(as('Cai', at({ asks: 'words' }))).add_share).toBe(true);
    expect(may(as('Ana', at({ speaks: 'open' }))).add_share).toBe(true);
    expect(may(at({ speaks: 'each' }, { holder: 'Ben' })).add_share).toBe(true);
    expect(may(at({})).add_share).toBe(false);
  });

  it('anybody asks for a breath, and who asked or a keeper ends it', () => {
    expect(may(ringing)).toMatchObject({ ask_pause: true, end_pause: false });
    const paused = practising({ pause: { by: 'Cai', until: 9 } });
    expect(may(paused)).toEqual({ add_share: false, ask_pause: false, end_pause: false });
    expect(may(as('Cai', paused)).end_pause).toBe(true);
    expect(may(as('Ana', paused)).end_pause).toBe(true);
    expect(may(circle({})).ask_pause).toBe(false);
  });
});
