// @vitest-environment jsdom
// Holds what is shown of a plan to its word: everybody knows what is now and what comes, nothing counts
// down, who leads goes on with one act, and two who change it at once lose nothing.
import { flushSync, mount, unmount } from 'svelte';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Membership } from '../../client-web/src/circle/membership';
import { Place } from '../../client-web/src/circle/place.svelte';
import type {
  Activity,
  ActivityKind,
  Event,
  GatheringView,
  MemberView,
  PlanView,
} from '../../client-web/src/circle/words';
import InCircle from '../../client-web/src/screens/InCircle.svelte';
import { load_inside } from '../../client-web/src/screens/inside';
import { say_about } from '../../client-web/src/parts/live/naming';
import { floor, member, turn } from './circle';
import { FakeSocket } from './fake_socket';
import { answers, asked, button, labelled, like_a_browser, press, shown, text } from './on_screen';
import { living, teller, view_of, welcome } from './stage';

await load_inside();
// What comes once it is needed is here already.
await Promise.all([
  import('../../client-web/src/parts/live/PlanNow.svelte'),
  import('../../client-web/src/parts/live/LeadPlan.svelte'),
  import('../../client-web/src/parts/live/ChangePlan.svelte'),
  import('../../client-web/src/parts/PracticeChooser.svelte'),
]);

let membership: Membership;
let place: Place;
let page: ReturnType<typeof mount> | undefined;
let tell: (event: Event) => void;

// jsdom's own are of another realm, which Web Crypto does not take.
const { constructor: buffer } = await crypto.subtle.digest('SHA-256', new Uint8Array(0));
const { constructor: bytes } = Object.getPrototypeOf(Buffer.prototype) as Uint8Array;

beforeEach(async () => {
  vi.stubGlobal('ArrayBuffer', buffer);
  vi.stubGlobal('Uint8Array', bytes);
  vi.stubGlobal('fetch', () => Promise.reject(new Error('no network')));
  like_a_browser();
  FakeSocket.made = [];
  membership = await living({});
  place = new Place(membership);
  tell = teller();
});
afterEach(() => {
  if (page) void unmount(page);
  page = undefined;
  place.end();
  vi.unstubAllGlobals();
});

const minute = 60_000;
const part = (kind: ActivityKind, minutes = 10, more: Partial<Activity> = {}): Activity => ({
  kind,
  length: minutes * minute,
  by_itself: false,
  ...more,
});
const round: Activity['floor'] = {
  floor: 'round',
  second_chance: false,
  last: false,
  everybody_once: false,
};
const of_three = (more: Partial<PlanView> = {}): PlanView => ({
  version: 2,
  done: [part('opening')],
  now: part('check_in', 20),
  until: Date.now() + 20 * minute,
  ahead: [part('round', 30, { floor: round }), part('silence', 2), part('closing', 10)],
  ...more,
});

interface Seen {
  plan?: PlanView;
  gathering?: Partial<GatheringView>;
  keeper?: boolean;
}
/** Ana keeps; this member and Cai are seated. */
async function shows({ plan = of_three(), gathering, keeper = false }: Seen = {}) {
  const name = (id: string) => membership.ring.seal({ kind: 'name', author: id, id: '-' }, id);
  const plain = view_of(membership.me, { plan, ...gathering });
  const all: MemberView[] = [...plain.members, member('Cai')];
  const members = await Promise.all(
    all.map(async (each) => ({
      ...each,
      name: await name(each.member),
      ...(each.member === plain.me && { keeper }),
    })),
  );
  FakeSocket.last.says(welcome({ ...plain, members }));
  page = mount(InCircle, { target: document.body, props: { place } });
  flushSync();
  await shown('The whole plan');
}
function told(event: Event) {
  tell(event);
  flushSync();
}
const region = (name: string) => document.querySelector(`section[aria-label="${name}"]`);
const here = () => region('Where we are')?.textContent.replace(/\s+/g, ' ') ?? '';
const lead = () => document.querySelector('[role="group"][aria-label="Going on"]');
const announced = () => document.querySelector('[aria-live="polite"]')?.textContent ?? '';
const ahead_in_dialog = () =>
  [...document.querySelectorAll('dialog li[data-at] strong')].map((each) => each.textContent);

describe('everybody', () => {
  it('reads what is now, until about when, and what comes next', async () => {
    const plan = of_three();
    await shows({ plan });
    expect(here()).toContain('Check-in');
    expect(here()).toContain(`until about ${say_about(plan.until ?? 0)}`);
    expect(here()).toContain('Then: Round');
    expect(lead()).toBeNull();
    expect(button('Change the plan')).toBeUndefined();
  });

  it('is told when another part begins, once and politely', async () => {
    await shows();
    const until = Date.now() + 30 * minute;
    told({ type: 'activity_began', version: 3, skipped: 0, until });
    expect(announced()).toBe(`Now: Round, until about ${say_about(until)}.`);
    expect(here()).toContain('Then: Silence');
    expect(document.activeElement).toBe(document.body);
  });

  it('hears of another next part, and not of a part that is longer', async () => {
    const plan = of_three();
    await shows({ plan });
    const until = (plan.until ?? 0) + 5 * minute;
    told({ type: 'plan_changed', version: 3, by: 'Ana', ahead: plan.ahead, until });
    expect(announced()).toBe('');
    expect(here()).toContain(say_about(until));
    told({ type: 'plan_changed', version: 4, by: 'Ana', ahead: plan.ahead.slice(1) });
    expect(announced()).toBe('What comes next has changed: Silence.');
  });

  it('reads nothing of being late', async () => {
    await shows({ plan: of_three({ until: Date.now() - 15 * minute }) });
    expect(here()).toContain('Check-in');
    expect(text()).not.toContain('until about');
    expect(text()).not.toContain('planned for it');
  });

  it('reads for whom it waits, while they have the piece', async () => {
    await shows({
      plan: of_three({ now: part('round', 20, { floor: round }) }),
      gathering: { floor: floor('open'), announced: 'round', turn: turn('Cai') },
    });
    await shown('once Cai is done');
  });

  it('sees the whole of it: what was, what is now, and what is ahead', async () => {
    await shows();
    press('The whole plan');
    const dialog = document.querySelector('dialog');
    const heads = [...(dialog?.querySelectorAll('h3') ?? [])].map((each) => each.textContent);
    expect(heads).toEqual(['What was', 'What is now', 'What is ahead']);
    const items = [...(dialog?.querySelectorAll('li') ?? [])].map((each) => each.textContent);
    expect(items).toHaveLength(4);
    expect(items[1]).toContain('30 minutes');
  });

  it('reads the prompt of a part that has no floor to stand at', async () => {
    await shows({
      plan: of_three({ now: part('opening', 5, { prompt: { key: 'opening.pace' } }) }),
    });
    expect(here()).toContain('We go slowly.');
  });

  it('sees on a seat that the piece passes by, and nothing of why', async () => {
    await shows({ gathering: { passed_over: ['Cai'] } });
    expect(region('The ring')?.textContent).toContain('the piece passes by');
  });
});

describe('who leads', () => {
  const leads = async (seen: Seen = {}) => {
    await shows({ ...seen, keeper: true });
    await shown('Go on to: ');
  };

  it('goes on with one large act', async () => {
    await leads();
    press('Go on to: Round');
    expect(asked('begin_activity')).toEqual([{ type: 'begin_activity', version: 2, skip: 0 }]);
  });

  it('leaves one out', async () => {
    await leads();
    press('Leave out: Round');
    expect(asked('begin_activity')).toEqual([{ type: 'begin_activity', version: 2, skip: 1 }]);
  });

  it('stays longer, and hears what that does to the end', async () => {
    const plan = of_three();
    await leads({ plan });
    press('5 minutes longer');
    expect(asked('change_plan')).toEqual([
      { type: 'change_plan', version: 2, ahead: plan.ahead, now_length: 25 * minute },
    ]);
    const until = (plan.until ?? 0) + 5 * minute;
    told({ type: 'plan_changed', version: 3, by: membership.me, ahead: plan.ahead, until });
    await answers();
    expect(lead()?.textContent).toContain('This part has 5 minutes more.');
    expect(lead()?.textContent).toContain(say_about(until + 42 * minute));
  });

  it('reads kindly, and alone, that a part has had its time', async () => {
    await leads({ plan: of_three({ until: Date.now() - minute }) });
    expect(lead()?.textContent).toContain('Let it end when it is good to end.');
  });

  it('knows who still has the piece before what comes next', async () => {
    await leads({ gathering: { floor: floor('open'), turn: turn('Cai') } });
    await shown('Cai holds the piece. What comes next begins once they are done.');
  });

  it('opens the practice of a part that is one', async () => {
    const now = part('practice', 30, { template: 'say_back_until_right', pod_size: 3 });
    await leads({ plan: of_three({ now }) });
    press('Open the practice of this part');
    const chosen = () =>
      document.querySelector<HTMLInputElement>('dialog input[value="say_back_until_right"]');
    await vi.waitFor(() => {
      flushSync();
      expect(chosen()?.checked).toBe(true);
    }, 10_000);
  });

  it('sees who was not offered the piece yet: no number, nobody whom it passes by', async () => {
    await leads({ gathering: { offered: [membership.me], passed_over: ['Cai'] } });
    await shown('Not yet offered the piece: Ana.');
    const marked = [...document.querySelectorAll('.ring li')].filter((each) =>
      each.textContent.includes('not yet offered the piece'),
    );
    expect(marked).toHaveLength(1);
  });
});

describe('changing the plan', () => {
  const changes = async (plan = of_three()) => {
    await shows({ plan, keeper: true });
    await shown('Go on to: ');
    press('Change the plan');
    await shown('All of it ends about');
    return plan;
  };
  const refuse = () => answers('plan_changed');

  it('says what it does to the end before it is sent', async () => {
    const plan = await changes();
    document.querySelector<HTMLElement>('[aria-label="Take out: Silence"]')?.click();
    flushSync();
    expect(text()).toContain('This ends about 2 minutes earlier than planned.');
    expect(asked('change_plan')).toEqual([]);
    press('Change it for everybody');
    await vi.waitFor(() => expect(asked('change_plan')).toHaveLength(1));
    const ahead = [plan.ahead[0], plan.ahead[2]];
    expect(asked('change_plan')).toEqual([{ type: 'change_plan', version: 2, ahead }]);
    await answers();
    expect(document.querySelector('dialog')).toBeNull();
  });

  it('moves a part by buttons, and the focus goes with it', async () => {
    await changes();
    document.querySelector<HTMLElement>('[aria-label="Later: Round"]')?.click();
    await shown('Round is number 2 now.');
    expect(ahead_in_dialog()).toEqual(['Silence', 'Round', 'Closing']);
    await vi.waitFor(() =>
      expect(document.activeElement?.getAttribute('aria-label')).toBe('Later: Round'),
    );
    expect(text()).toContain('It ends at the same time.');
  });

  it('puts in a part of its own', async () => {
    await changes();
    press('Add a part');
    const kind = labelled('What it is') as unknown as HTMLSelectElement;
    kind.value = 'silence';
    kind.dispatchEvent(new Event('change', { bubbles: true }));
    flushSync();
    press('Put it in');
    await vi.waitFor(() => {
      flushSync();
      expect(ahead_in_dialog()).toEqual(['Silence', 'Round', 'Silence', 'Closing']);
    }, 10_000);
    expect(text()).toContain('This ends about 2 minutes later than planned.');
    press('Change it for everybody');
    await vi.waitFor(() => expect(asked('change_plan')).toHaveLength(1));
    const [{ ahead }] = asked('change_plan') as unknown as [{ ahead: Activity[] }];
    expect(ahead[0]).toMatchObject({
      kind: 'silence',
      length: 120_000,
      floor: { floor: 'silence' },
    });
  });

  it('goes on under a change, which stays', async () => {
    const plan = await changes();
    document.querySelector<HTMLElement>('[aria-label="Take out: Silence"]')?.click();
    flushSync();
    const until = Date.now() + 30 * minute;
    told({ type: 'activity_began', version: 3, skipped: 0, until, by: 'Ana' });
    expect(text()).toContain('The gathering went on meanwhile.');
    expect(ahead_in_dialog()).toEqual(['Closing']);
    press('Change it for everybody');
    await vi.waitFor(() => expect(asked('change_plan')).toHaveLength(1));
    expect(asked('change_plan')).toEqual([
      { type: 'change_plan', version: 3, ahead: [plan.ahead[2]] },
    ]);
  });

  it('of two at once loses nothing of either', async () => {
    const plan = await changes();
    document.querySelector<HTMLElement>('[aria-label="Take out: Silence"]')?.click();
    flushSync();
    press('Change it for everybody');
    await vi.waitFor(() => expect(asked('change_plan')).toHaveLength(1));
    const theirs = [part('reflection', 5), ...plan.ahead];
    told({ type: 'plan_changed', version: 3, by: 'Ana', ahead: theirs });
    await refuse();
    expect(text()).toContain('Not like this.');
    expect(text()).toContain('What you were changing is still here, below.');
    expect(text()).toContain('The plan as it is now');
    expect(ahead_in_dialog()).toEqual(['Round', 'Closing']);
    expect(button('Change it for everybody')?.disabled).toBe(true);
    press('Go on with mine');
    press('Change it for everybody');
    await vi.waitFor(() => expect(asked('change_plan')).toHaveLength(2));
    expect(asked('change_plan').at(-1)).toMatchObject({ version: 3 });
  });

  it('takes the plan as it is, where one likes', async () => {
    const plan = await changes();
    document.querySelector<HTMLElement>('[aria-label="Take out: Silence"]')?.click();
    told({ type: 'plan_changed', version: 3, by: 'Ana', ahead: plan.ahead.toReversed() });
    press('Take the plan as it is');
    expect(ahead_in_dialog()).toEqual(['Closing', 'Silence', 'Round']);
    expect(button('Change it for everybody')).toBeUndefined();
  });

  it('that is not sent is there again, whoever closed the sheet', async () => {
    await changes();
    document.querySelector<HTMLElement>('[aria-label="Take out: Silence"]')?.click();
    flushSync();
    press('Close');
    expect(document.querySelector('dialog')).toBeNull();
    press('Go on changing the plan');
    await vi.waitFor(() => {
      flushSync();
      expect(ahead_in_dialog()).toEqual(['Round', 'Closing']);
    });
  });
});
