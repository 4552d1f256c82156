// @vitest-environment jsdom
// Holds what is shown about keeping to its word: keepers are equal, whoever is asked is free, nobody is
// left alone while no keeper is here, and holding still is one act.
import { flushSync, mount, unmount } from 'svelte';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Membership } from '../../client-web/src/circle/membership';
import { Place } from '../../client-web/src/circle/place.svelte';
import type {
  ClientFrame,
  Event,
  GatheringView,
  MemberView,
  View,
} from '../../client-web/src/circle/words';
import InCircle from '../../client-web/src/screens/InCircle.svelte';
import { load_inside } from '../../client-web/src/screens/inside';
import { floor, member, pod, practice, turn } from './circle';
import { FakeSocket } from './fake_socket';
import { like_a_browser } from './on_screen';
import { living, teller, view_of, welcome } from './stage';

await load_inside();
await import('../../client-web/src/parts/behind_menu'); // it comes when it is needed, and is here already

let membership: Membership;
let place: Place;
let page: ReturnType<typeof mount> | undefined;

beforeEach(async () => {
  like_a_browser();
  FakeSocket.made = [];
  membership = await living({});
  place = new Place(membership);
});
afterEach(() => {
  if (page) void unmount(page);
  page = undefined;
  place.end();
});

interface Seen {
  gathering?: Partial<GatheringView> | undefined;
  me?: Partial<MemberView>;
  ana?: Partial<MemberView>;
  view?: Partial<View>;
}
/** Ana keeps, this member and Cai are seated; `ana` and `me` say what is otherwise. */
function shows({ gathering, me, ana, view }: Seen = { gathering: {} }) {
  const plain = view_of(membership.me, gathering);
  const members = [...plain.members, member('Cai')].map((each) => {
    if (each.member === plain.me) return { ...each, ...me };
    return each.member === 'Ana' ? { ...each, ...ana } : each;
  });
  FakeSocket.last.says(welcome({ ...plain, members, ...view }));
  page = mount(InCircle, { target: document.body, props: { place } });
  flushSync();
}
const nobody_keeps = (more: Partial<GatheringView> = {}): Seen => ({
  gathering: { keepers_missed: true, floor: floor('round'), ...more },
  ana: { here: false },
});

const text = () => document.body.textContent ?? '';
const region = (name: string) => document.querySelector(`section[aria-label="${name}"]`);
const mine = () => region('What is yours to do');
const labels = (within: Element | null) =>
  [...(within?.querySelectorAll('button') ?? [])].map((each) => each.textContent.trim());
function press(name: string, within: ParentNode = document) {
  const found = [...within.querySelectorAll('button')].find(
    (each) => each.textContent.trim() === name,
  );
  if (!found) throw new Error(`no button ${name}`);
  found.click();
  flushSync();
}
const last = () => FakeSocket.last.sent_of('command').at(-1)?.command;
const announced = () => document.querySelector('[aria-live="polite"]')?.textContent ?? '';
let tell: ReturnType<typeof teller>;
function told(event: Event) {
  tell(event);
  flushSync();
}
beforeEach(() => {
  tell = teller();
});
async function answered(frame: Extract<ClientFrame, { type: 'command' }>, sentence: string) {
  FakeSocket.last.says({ type: 'refused', id: frame.id, code: 'last_keeper', sentence });
  await vi.waitFor(() => {
    flushSync();
    expect(text()).toContain(sentence);
  });
}

describe('keepers', () => {
  const keeper = { me: { keeper: true }, gathering: undefined };
  async function opens_circle() {
    press('The circle'); // it comes when it is needed
    await vi.waitFor(() => {
      flushSync();
      expect(text()).toContain('Who keeps it');
    }, 5000);
  }

  it('ask somebody to keep too, or hand over, and take it back while it is not answered', () => {
    shows({ ...keeper, ana: { keeper: false } });
    press('More');
    press('People');
    press('Ask them to keep');
    expect(text()).toContain('Once they say yes, they keep it and you step down.');
    press('Ask them to keep this circle too');
    expect(last()).toEqual({ type: 'invite_keeper', member: 'Ana', hand_over: false });
    press('Hand over to them');
    expect(last()).toEqual({ type: 'invite_keeper', member: 'Ana', hand_over: true });
    told({ type: 'keeper_invited', member: 'Ana', by: membership.me, hand_over: true });
    expect(text()).toContain('They are asked to keep this circle.');
    expect(announced()).toBe(''); // the one who asked knows
    press('Take the question back');
    expect(last()).toEqual({ type: 'take_back_keeping', member: 'Ana' });
    told({ type: 'keeping_declined', member: 'Ana' });
    expect(text()).not.toContain('They are asked to keep this circle.');
    expect(announced()).toContain('is no longer asked to keep the circle.');
  });

  it('are said to be equal, to everybody', () => {
    shows({ gathering: undefined, view: {} });
    press('More');
    press('People');
    expect(text()).not.toContain('None of them is above another.');
    const acts = labels(document.querySelector('dialog ul'));
    const others = acts.filter((each) => !/^(Tell the keepers|Meet between)/.test(each));
    expect(new Set(others)).toEqual(new Set(['Let their signs rest for me']));
    told({ type: 'keeper_came', member: 'Cai' });
    expect(text()).toContain('None of them is above another.');
  });

  it('step down in two acts, told what happens', async () => {
    shows(keeper);
    press('More');
    await opens_circle();
    press('Step down');
    expect(text()).toContain('You stay a member, in your seat.');
    expect(last()).not.toMatchObject({ type: 'step_down' });
    press('Cancel');
    press('Step down');
    press('Yes, step down');
    expect(last()).toEqual({ type: 'step_down' });
    const frame = FakeSocket.last.sent_of('command').at(-1);
    if (frame) await answered(frame, 'A circle needs a keeper.'); // another was quicker
    const said = [...document.querySelectorAll('dialog [role="status"]')].map(
      (each) => each.textContent,
    );
    expect(said.join('')).toContain('needs a keeper');
  });

  it('who are the last cannot, and the reason stands beside it', async () => {
    shows({ ...keeper, ana: { keeper: false } });
    press('More');
    await opens_circle();
    const button = [...document.querySelectorAll('button')].find(
      (each) => each.textContent.trim() === 'Step down',
    );
    expect(button?.disabled).toBe(true);
    const reason = document.getElementById(button?.getAttribute('aria-describedby') ?? '');
    expect(reason?.textContent).toContain('A circle needs a keeper.');
  });
});

describe('who is asked to keep the circle', () => {
  it('is told once, reads what it means, and says yes or not now', () => {
    shows();
    expect(region('Keeping this circle')).toBeNull();
    FakeSocket.last.says({
      type: 'told',
      stream: 'member',
      number: 1,
      at: 0,
      event: { type: 'keeper_invited', member: membership.me, by: 'Ana', hand_over: false },
    });
    flushSync();
    const card = region('Keeping this circle');
    expect(card?.querySelectorAll('li')).toHaveLength(3);
    expect(announced()).toContain('asks you to keep this circle.');
    expect(document.activeElement).toBe(document.body); // nothing takes the focus
    press('Not now', card ?? document);
    expect(last()).toEqual({ type: 'answer_keeping', yes: false });
    press('Yes, gladly');
    expect(last()).toEqual({ type: 'answer_keeping', yes: true });
    told({ type: 'keeper_came', member: membership.me });
    expect(region('Keeping this circle')).toBeNull();
    expect(region('Keep the circle')).not.toBeNull();
  });

  it('is told where it is a handing over', () => {
    shows({ gathering: undefined, view: { asked_to_keep: { by: 'Ana', hand_over: true } } });
    expect(region('Keeping this circle')?.textContent).toContain('keeps it no more');
  });
});

describe('while no keeper is here', () => {
  it('everybody reads that it goes on, and who is seated may hold it', () => {
    shows({ gathering: { floor: floor('round') }, ana: { here: false } });
    told({ type: 'keepers_missed' });
    expect(announced()).toContain('No keeper is here just now.');
    expect(region('While no keeper is here')?.textContent).toContain('The circle goes on.');
    press('Hold the circle');
    expect(last()).toEqual({ type: 'stand_in', on: true });
    told({ type: 'stand_in_began', member: 'Cai' });
    expect(text()).toContain('holds the circle until a keeper is back.');
    expect(region('The ring')?.textContent).toContain('stands in');
    expect(region('While you hold the circle')).toBeNull();
    expect(region('While no keeper is here')).toBeNull();
  });

  it('quiet company is told, and not asked', () => {
    shows({ ...nobody_keeps(), me: { witness: true } });
    expect(labels(region('While no keeper is here'))).toEqual([]);
  });

  it('who holds it has what moves the ring, and nothing about people', async () => {
    shows(nobody_keeps({ stand_in: membership.me, turn: turn('Cai') }));
    const panel = region('While you hold the circle');
    expect(labels(panel).sort()).toEqual(
      [
        'A closing round',
        'A plan for this gathering',
        'Another prompt',
        'Call a silence',
        'Close the gathering',
        'Give it back',
        'How the piece moves',
        'Take the piece back',
      ].sort(),
    );
    expect(region('Keep the circle')).toBeNull();
    press('A closing round');
    await vi.waitFor(() => expect(document.querySelector('dialog form')).not.toBeNull(), 10_000);
    document.querySelector('dialog form')?.dispatchEvent(new Event('submit'));
    await vi.waitFor(() => expect(last()).toMatchObject({ type: 'open_round', last: true }));
    press('Give it back');
    expect(last()).toEqual({ type: 'stand_in', on: false });
  });

  it('who holds it ends a pause, a practice and a silence', () => {
    shows(nobody_keeps({ stand_in: membership.me, silence_until: 9, practice: practice() }));
    const panel = region('While you hold the circle');
    expect(labels(panel)).toContain('End the silence');
    press('Take the invitation back', panel ?? document);
    expect(last()).toEqual({ type: 'close_practice' });
    told({ type: 'pause_began', by: 'Cai', until: 9 });
    press('Go on', mine() ?? document);
    expect(last()).toEqual({ type: 'end_pause' });
  });

  it('a circle that nobody holds rests, and the ring says so', () => {
    shows(nobody_keeps());
    told({ type: 'circle_rested' });
    expect(announced()).toContain('The circle rests.');
    expect(document.querySelector('.piece')?.textContent).toContain('The circle rests');
    expect(region('While no keeper is here')?.textContent).toContain('Nothing is lost');
    expect(mine()?.textContent).toContain('The circle rests. Nothing is asked of you.');
    expect(labels(region('While no keeper is here'))).toEqual(['Hold the circle']);
  });

  it('a keeper who comes ends all of it, with thanks that stay until they were read', () => {
    shows(nobody_keeps({ stand_in: 'Cai' }));
    told({ type: 'connection_back', member: 'Ana' });
    told({ type: 'keepers_back' });
    expect(announced()).toContain('A keeper is back.');
    expect(text()).toContain('for holding the circle.');
    expect(region('The ring')?.textContent).not.toContain('stands in');
    press('I see', document.querySelector('.back') ?? document);
    expect(text()).not.toContain('for holding the circle.');
  });
});

describe('held still', () => {
  const round = { floor: floor('round'), turn: turn('Cai') };

  it('is one act for a keeper, in a row of its own, far from passing and leaving', () => {
    shows({ gathering: { ...round, turn: turn(membership.me) }, me: { keeper: true } });
    const [first, second] = labels(mine());
    expect([first, second]).toEqual(['Ask for a pause', 'Hold still']);
    press('Hold still');
    expect(last()).toEqual({ type: 'hold_still' });
    told({ type: 'circle_held_still', by: membership.me });
    expect(labels(mine())).toEqual(['Go on', 'Close with care']);
    expect(region('Keep the circle')).toBeNull();
    press('Go on');
    expect(last()).toEqual({ type: 'go_on' });
  });

  it('everybody reads calm words, sees who is here, and finds support', () => {
    shows({ gathering: { ...round, still_by: 'Ana', shares: [] } });
    const card = region('The circle is held still');
    expect(card?.textContent).toContain('Nothing is asked of you.');
    expect(labels(card)).toEqual(['Support at hand']);
    expect(region('The ring')?.querySelectorAll('li')).toHaveLength(3);
    expect(labels(mine())).toEqual([]); // a keeper is here to let it go on
  });

  it('without a keeper anyone seated may let it go on', () => {
    shows(nobody_keeps({ still_by: 'Ana' }));
    expect(text()).toContain('Anyone with a seat can let the circle go on');
    expect(labels(mine())).toEqual(['Go on']);
  });

  it('closes with words of ours, changed as one likes', async () => {
    shows({ gathering: { still_by: membership.me }, me: { keeper: true } });
    press('Close with care');
    const words = () => document.querySelector<HTMLTextAreaElement>('dialog textarea');
    const choose = (value: string) => {
      document.querySelector<HTMLInputElement>(`dialog input[value="${value}"]`)?.click();
      flushSync();
    };
    await vi.waitFor(() => {
      flushSync();
      expect(words()?.value ?? '').toContain('This is enough for today.');
    }, 10_000);
    choose('own');
    expect(words()?.value).toBe('');
    const field = words();
    if (field) field.value = 'Until Thursday.';
    field?.dispatchEvent(new Event('input'));
    choose('tender');
    expect(words()?.value).toContain('Something tender was touched');
    choose('own');
    expect(words()?.value).toBe('Until Thursday.'); // what one wrote is not lost
    document.querySelector('dialog form')?.dispatchEvent(new Event('submit'));
    await vi.waitFor(() => expect(last()).toMatchObject({ type: 'close_gathering' }));
    expect(last()).toHaveProperty('words');
  });

  it('pods rest too: nothing is asked in them, and nobody is hidden', () => {
    const me = membership.me;
    const roles = [
      { member: me, role: 'teller' },
      { member: 'Cai', role: 'listener' },
    ];
    const pods = [{ pod: 1, people: [me, 'Cai'], company: [], asked_help: false }];
    const begun = practice({ has_begun: true, pods, mine: pod({ roles, step: 'tell', visit: 1 }) });
    shows({ gathering: { practice: begun } });
    expect(document.querySelector('.prompt')).not.toBeNull();
    told({ type: 'circle_held_still', by: 'Ana' });
    expect(document.querySelector('.prompt')).toBeNull();
    expect(text()).toContain('All pods rest too');
    expect(region('Who is here')).not.toBeNull();
    expect(labels(mine())).toEqual([]);
    told({ type: 'circle_went_on', by: 'Ana' });
    expect(document.querySelector('.prompt')).not.toBeNull();
  });
});
