// @vitest-environment jsdom
// Holds going aside to its word: who is asked is free, two have a page of their own and the way back,
// and a circle is not left without a keeper unawares.
import { flushSync, mount, unmount } from 'svelte';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Membership } from '../../client-web/src/circle/membership';
import { Place } from '../../client-web/src/circle/place.svelte';
import type {
  AsideView,
  Event,
  GatheringView,
  MemberView,
} from '../../client-web/src/circle/words';
import GoAside from '../../client-web/src/parts/line/GoAside.svelte';
import InCircle from '../../client-web/src/screens/InCircle.svelte';
import { load_inside } from '../../client-web/src/screens/inside';
import { floor, member, turn } from './circle';
import { FakeSocket } from './fake_socket';
import { asked, button, like_a_browser, press, text } from './on_screen';
import { living, teller, view_of, welcome } from './stage';

await load_inside();

let membership: Membership;
let place: Place;
let tell: (event: Event) => void;
const shown: ReturnType<typeof mount>[] = [];

beforeEach(async () => {
  like_a_browser();
  FakeSocket.made = [];
  membership = await living({});
  place = new Place(membership);
  tell = teller();
});
afterEach(() => {
  for (const each of shown.splice(0)) void unmount(each);
  place.end();
});

interface Seen {
  gathering?: Partial<GatheringView>;
  me?: Partial<MemberView>;
  ana?: Partial<MemberView>;
}
/** Ana keeps, this member and Cai are seated; `ana` and `me` say what is otherwise. */
function shows({ gathering = {}, me, ana }: Seen = {}) {
  const plain = view_of(membership.me, { floor: floor('round'), turn: turn('Cai'), ...gathering });
  const members = [...plain.members, member('Cai')].map((each) => {
    if (each.member === plain.me) return { ...each, ...me };
    return each.member === 'Ana' ? { ...each, ...ana } : each;
  });
  FakeSocket.last.says(welcome({ ...plain, members }));
  shown.push(mount(InCircle, { target: document.body, props: { place } }));
  flushSync();
}
function shows_going(whom: string) {
  shown.push(mount(GoAside, { target: document.body, props: { place, member: whom } }));
  flushSync();
}
function told(event: Event) {
  tell(event);
  flushSync();
}
const two = () => ({ by: 'Ana', member: membership.me });
const region = (name: string) => document.querySelector(`section[aria-label="${name}"]`);
const announced = () => document.querySelector('[aria-live="polite"]')?.textContent ?? '';
const going = (more: Partial<AsideView>): Partial<GatheringView> => ({
  asides: [{ by: 'Ana', member: membership.me, began: true, ...more }],
});

describe('who is asked aside', () => {
  it('reads a calm card with two good answers, and loses no focus', () => {
    shows();
    told({ type: 'aside_asked', ...two() });
    expect(region('Going aside')?.textContent).toContain('You can come back at any moment.');
    expect(announced()).toContain('asks you something. There is a card, for when you like.');
    expect(document.activeElement).toBe(document.body);
    press('Not now');
    expect(asked('answer_aside')).toEqual([{ type: 'answer_aside', yes: false }]);
    told({ type: 'aside_ended', ...two() });
    expect(region('Going aside')).toBeNull();
    expect(announced()).toContain('The question about going aside is over.');
  });

  it('who says yes has a page for two in place of the ring, and the way back', () => {
    shows();
    told({ type: 'aside_asked', ...two() });
    document.querySelector<HTMLButtonElement>('section[aria-label="Going aside"] button')?.click();
    expect(asked('answer_aside')).toEqual([{ type: 'answer_aside', yes: true }]);
    told({ type: 'aside_began', ...two() });
    expect(announced()).toContain('You are aside with');
    expect(region('The ring')).toBeNull();
    expect(region('What is yours to do')).toBeNull();
    expect(text()).toContain('The circle goes on without you for a while, and your seat waits.');
    const before = announced();
    told({ type: 'turn_ended', turn: 1, how: 'passed_on' });
    told({ type: 'turn_began', turn: 2, holder: 'Cai' });
    expect(announced()).toBe(before); // the circle goes on without them
    press('Back to the circle');
    expect(asked('end_aside')).toHaveLength(1);
    told({ type: 'aside_ended', ...two() });
    expect(announced()).toContain('You are back in the circle.');
    expect(region('The ring')).not.toBeNull();
  });

  it('says so where the other is not connected', () => {
    shows({ gathering: going({}), ana: { here: false } });
    expect(text()).toContain('is not here just now.');
    expect(button('Back to the circle')).toBeDefined();
  });

  it('is brought back by the end of the gathering', () => {
    shows({ gathering: going({}) });
    told({ type: 'gathering_closed', why: 'keeper', ring: 2, came: false, went: false });
    expect(region('The ring')).not.toBeNull();
  });
});

describe('a keeper', () => {
  const keeps = { me: { keeper: true } };

  it('asks, where another keeper stays with the circle, and can take it back', () => {
    shows(keeps);
    shows_going('Cai');
    const go = [...document.querySelectorAll('button')].find((each) =>
      each.textContent.trim().startsWith('Go aside with'),
    );
    go?.click();
    expect(asked('ask_aside')).toEqual([{ type: 'ask_aside', member: 'Cai' }]);
    told({ type: 'aside_asked', by: membership.me, member: 'Cai' });
    expect(text()).toContain('There is no hurry.');
    expect(announced()).toBe('');
    press('Take the question back');
    expect(asked('end_aside')).toHaveLength(1);
  });

  it('who is the only one here is told that first, with the pause beside it', () => {
    shows({ ...keeps, ana: { here: false } });
    shows_going('Cai');
    const press_starting = (words: string) => {
      const found = [...document.querySelectorAll('button')].find((each) =>
        each.textContent.trim().startsWith(words),
      );
      found?.click();
      flushSync();
    };
    press_starting('Go aside with');
    expect(asked('ask_aside')).toEqual([]);
    expect(text()).toContain('the circle would go on without a keeper');
    press('Let the circle breathe');
    expect(asked('ask_pause')).toHaveLength(1);
    press_starting('Ask');
    expect(asked('ask_aside')).toEqual([]); // 'Ask for a pause' is another's
    const ask = [...document.querySelectorAll('button')].find((each) =>
      each.textContent.includes('aside now'),
    );
    ask?.click();
    expect(asked('ask_aside')).toEqual([{ type: 'ask_aside', member: 'Cai' }]);
  });

  it('may still hold the circle still from aside', () => {
    shows({ ...keeps, gathering: going({ by: 'Ana' }) });
    press('Hold still');
    expect(asked('hold_still')).toHaveLength(1);
    told({ type: 'circle_held_still', by: membership.me });
    expect(text()).toContain('The circle is held still');
  });

  it('sees that two others are aside, in the ring and beside their names', () => {
    shows(keeps);
    told({ type: 'aside_began', by: 'Ana', member: 'Cai' });
    expect(announced()).toContain('went aside with a keeper.');
    const marks = [...document.querySelectorAll('.marks')].map((each) => each.textContent);
    expect(marks.filter((each) => each.includes('aside'))).toHaveLength(2);
    shows_going('Cai');
    expect(text()).toContain('is aside with');
    told({ type: 'aside_ended', by: 'Ana', member: 'Cai' });
    expect(announced()).toContain('is back in the circle.');
  });
});
