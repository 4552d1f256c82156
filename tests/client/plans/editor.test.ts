// @vitest-environment jsdom
// Holds the desk where plans are written to its word: parts come, move and go by buttons alone, time is
// told kindly, what somebody else kept is never written over in silence, and nothing that was written is lost.
import { flushSync, mount, unmount } from 'svelte';
import { SvelteMap } from 'svelte/reactivity';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Place } from '../../../client-web/src/circle/place.svelte';
import { plan_text, read_plan, type PlanFile } from '../../../client-web/src/circle/plan_file';
import PlanChooser from '../../../client-web/src/parts/plan/PlanChooser.svelte';
import Plans from '../../../client-web/src/parts/plan/Plans.svelte';
import { like_a_browser } from '../on_screen';
import { evening, evening_with } from './samples';

interface Kept {
  file: PlanFile;
  body: string;
  by: string;
}

/** As much of a place as the page asks for. */
function fake_place(kept: Record<string, PlanFile> = {}) {
  const plans = new SvelteMap<string, Kept>(
    Object.entries(kept).map(([plan, file]) => [plan, { file, body: 'first', by: 'Ana' }]),
  );
  const view = (plan: string, { body, by }: Kept) => ({ plan, title: {}, body: { body }, by });
  let count = 0;
  return {
    all: plans,
    stored: '',
    refuses: '',
    view: { members: [{ witness: false }, { witness: false }, { witness: true }] },
    name_of: (by: string) => by,
    own_templates: async () => [],
    templates: [],
    plans: {
      get kept() {
        return [...plans].map(([plan, its]) => view(plan, its));
      },
      kept_as(plan: string | undefined) {
        const its = plans.get(plan ?? '');
        return its && view(plan ?? '', its);
      },
      title_of: ({ plan }: { plan: string }) => plans.get(plan)?.file.title,
      open: async ({ plan }: { plan: string }) => {
        const found = plans.get(plan);
        if (!found || found.body === 'broken') throw new Error('not here');
        return structuredClone(found.file);
      },
      keep: vi.fn(async (file: PlanFile, plan = `fresh${(count += 1)}`) => {
        if (place.refuses) return { accepted: false, code: place.refuses, sentence: 'Not now.' };
        const body = `mine${(count += 1)}`;
        plans.set(plan, { file, body, by: 'Me' });
        return { accepted: true, kept: { plan, body } };
      }),
      forget: vi.fn(async (plan: string) => {
        plans.delete(plan);
        return { accepted: true };
      }),
      written: (): Promise<string> => Promise.resolve(place.stored),
      keep_written: async (text: string) => {
        place.stored = text;
      },
    },
  };
}

let place: ReturnType<typeof fake_place>;
let page: ReturnType<typeof mount>;
const used = vi.fn();

function open(kept?: Record<string, PlanFile>) {
  place = fake_place(kept);
  show();
}
function show() {
  const props = { place: place as unknown as Place, close: vi.fn(), onuse: used };
  page = mount(Plans, { target: document.body, props });
  flushSync();
}
const settle = async (length = 0) => {
  await vi.advanceTimersByTimeAsync(length);
  flushSync();
};
const buttons = () => [...document.querySelectorAll('button')];
const is_named = (name: string) => (each: HTMLButtonElement) =>
  (each.ariaLabel ?? each.textContent?.replace(/\s+/g, ' ').trim()) === name;
function button(name: string): HTMLButtonElement {
  const found = buttons().find(is_named(name));
  if (!found) throw new Error(`no button ${name} of ${buttons().map((b) => b.textContent)}`);
  return found;
}
async function press(name: string) {
  button(name).click();
  await settle();
}
const label = (text: string) =>
  [...document.querySelectorAll('label')].find((each) => each.textContent?.trim() === text);
function field(text: string) {
  const found = label(text)?.control;
  if (!found) throw new Error(`nothing is called ${text}`);
  return found as HTMLInputElement;
}
async function fill(text: string, value: string) {
  const found: HTMLInputElement | HTMLSelectElement = field(text);
  if (found instanceof HTMLSelectElement) {
    const option = [...found.options].find((each) => each.textContent?.trim() === value);
    if (!option) throw new Error(`no ${value} in ${found.textContent}`);
    found.value = option.value;
  } else found.value = value;
  const type = found instanceof HTMLSelectElement ? 'change' : 'input';
  found.dispatchEvent(new Event(type, { bubbles: true }));
  await settle();
}
const text = () => document.body.textContent?.replace(/\s+/g, ' ') ?? '';
const parts = () =>
  [...document.querySelectorAll('ol > li .name strong')].map((each) => each.textContent);
/** A part's line begins with its name. */
async function open_part(name: string) {
  const found = buttons().find(
    (each) => each.classList.contains('name') && each.textContent?.trim().startsWith(name),
  );
  found?.click();
  await settle();
}
async function add(kind: string) {
  await fill('Add a part', kind);
  await press('Add it');
}
const last_kept = () => place.plans.keep.mock.calls.at(-1)?.[0] as PlanFile;
async function give_file(content: string) {
  const input = document.querySelector<HTMLInputElement>('input[type=file]');
  const file = new File([content], 'x.json');
  file.text = () => Promise.resolve(content);
  Object.defineProperty(input, 'files', { value: [file], configurable: true });
  input?.dispatchEvent(new Event('change', { bubbles: true }));
  await settle();
}

beforeEach(() => {
  vi.useFakeTimers();
  like_a_browser();
  used.mockClear();
});
afterEach(() => {
  void unmount(page);
  document.body.replaceChildren();
  vi.useRealTimers();
});

describe('an empty one', () => {
  beforeEach(async () => {
    open();
    await press('Start with an empty one');
  });

  it('takes parts of each kind, and is kept as it was written', async () => {
    await fill('What the plan is called', 'Tuesdays');
    await fill('For how many people', '6');
    await add('Check-in');
    await fill('Minutes', '7');
    await fill('Prompt', 'If today were weather, what would it be in you?');
    await add('Silence');
    await press('Keep it in the circle');
    expect(last_kept()).toMatchObject({
      title: 'Tuesdays',
      for_people: 6,
      activities: [
        {
          kind: 'check_in',
          minutes: 7,
          prompt: { key: 'checkin.weather' },
          floor: { floor: 'round', gentle_seconds: 60, second_chance: true },
        },
        { kind: 'silence', by_itself: true, floor: { floor: 'silence' } },
      ],
    });
    expect(text()).toContain('It is kept.');
    expect(button('Keep it in the circle').disabled).toBe(true);
    await fill('What the plan is called', 'Wednesdays');
    await press('Keep it in the circle');
    expect(place.plans.keep.mock.calls.at(-1)?.[1]).toBe('fresh1');
  });

  it('says kindly whether it fits into the time there is', async () => {
    await add('Round');
    await fill('Minutes that there are', '30');
    expect(text()).toContain('20 minutes of 30 minutes: 10 minutes free');
    await fill('Minutes', '50');
    expect(text()).toContain('50 minutes of 30 minutes: 20 minutes over');
    await fill('Minutes', '30');
    expect(text()).toContain('it just fits');
  });

  it('works turns out of the number of people, until they are chosen', async () => {
    await fill('For how many people', '8');
    await add('Round');
    expect(text()).toContain('About 2 minutes each for 8 people');
    await fill('For how many people', '4');
    expect(text()).toContain('About 4 minutes 30 seconds each for 4 people');
    await fill('Gentle time for each', '7 minutes');
    expect(text()).toContain('With 4 people this takes about 29 minutes: 9 minutes more');
    await press('Give it 29 minutes');
    expect(text()).not.toContain('more than there is');
    await fill('For how many people', '5');
    await press('Turns of about 5 minutes');
    await press('Keep it in the circle');
    expect(last_kept().activities[0]).toMatchObject({
      minutes: 29,
      floor: { gentle_seconds: 300 },
    });
  });

  it('has every floor with what goes with it alone', async () => {
    await add('Round');
    await fill('How the piece moves', 'Popcorn');
    expect(field('Everybody once before twice').checked).toBe(true);
    expect(label('This is the last round')).toBeUndefined();
    await fill('How the piece moves', 'Round');
    field('This is the last round').click();
    await settle();
    await fill('Which way', 'Drawn, and told ahead');
    await press('Keep it in the circle');
    expect(last_kept().activities[0]?.floor).toMatchObject({ last: true, direction: 'drawn' });
    await fill('How the piece moves', 'Stays as it is');
    await press('Keep it in the circle');
    expect(last_kept().activities[0]).not.toHaveProperty('floor');
  });

  it('names a practice with its pods and its time', async () => {
    await add('Practice');
    const listening = 'Listening, with somebody who notices';
    await vi.waitFor(() => {
      flushSync();
      expect(text()).toContain(listening);
    });
    await fill('Which practice?', listening);
    expect(text()).toContain('This practice usually takes about 30 minutes.');
    await press('Give it 30 minutes');
    await press('Keep it in the circle');
    expect(last_kept().activities[0]).toMatchObject({
      template: 'listening_with_observer',
      pod_size: 3,
      minutes: 30,
    });
    await fill('What it is', 'Looking back');
    await press('Keep it in the circle');
    expect(last_kept().activities[0]).not.toHaveProperty('template');
  });

  it('has prompts in one’s own words', async () => {
    await add('Round');
    await fill('Prompt', 'My own words');
    await fill('My own words', 'What grows?');
    await press('Keep it in the circle');
    expect(last_kept().activities[0]?.prompt).toEqual({ words: 'What grows?' });
    await fill('Prompt', 'No prompt');
    await press('Keep it in the circle');
    expect(last_kept().activities[0]).not.toHaveProperty('prompt');
  });

  it('puts back what is not a number, and holds to the bounds', async () => {
    await add('Silence');
    await fill('Minutes', '21');
    await fill('Minutes', '');
    field('Minutes').dispatchEvent(new Event('blur'));
    expect(field('Minutes').value).toBe('2');
  });
});

describe('its parts', () => {
  beforeEach(async () => {
    open({ one: evening });
    await press('Change: An evening');
  });
  const names = ['Beginning', 'What we carry', 'Silence', 'Open floor', 'Practice'];

  it('move by buttons, which keep the focus and tell where', async () => {
    expect(parts()).toEqual(names);
    await press('Later: Beginning');
    expect(parts().slice(0, 2)).toEqual(['What we carry', 'Beginning']);
    expect(document.activeElement?.ariaLabel ?? '').toBe('Later: Beginning');
    expect(text()).toContain('Beginning is now part 2 of 5.');
    await press('Earlier: Beginning');
    expect(document.activeElement?.ariaLabel).toBe('Later: Beginning'); // the other rests
    expect(button('Earlier: Beginning').disabled).toBe(true);
    await press('Later: Open floor');
    expect(document.activeElement?.ariaLabel).toBe('Earlier: Open floor');
  });

  it('are doubled', async () => {
    await open_part('What we carry');
    await press('Make a copy: What we carry');
    expect(parts()).toEqual(names.toSpliced(1, 0, 'What we carry'));
    await fill('Its name, if it has one of its own', 'Again');
    expect(parts().slice(1, 3)).toEqual(['What we carry', 'Again']);
  });

  it('are taken out and put back where they were', async () => {
    await open_part('What we carry');
    await press('Take it out: What we carry');
    expect(parts()).toEqual(names.filter((name) => name !== 'What we carry'));
    expect(document.activeElement?.textContent?.trim()).toBe('Put it back');
    await press('Put it back');
    expect(parts()).toEqual(names);
    expect(button('Keep it in the circle').disabled).toBe(true);
  });

  it('say when each begins', () => {
    expect(text()).toContain('After 25 minutes');
  });
});

describe('a kept one', () => {
  beforeEach(() => open({ one: evening }));

  it('is renamed, doubled, and forgotten in two acts', async () => {
    await press('More: An evening');
    await press('Another name');
    await fill('What the plan is called', 'A night');
    await press('Save');
    expect(place.plans.keep.mock.calls[0]?.[1]).toBe('one');
    expect(last_kept()).toEqual({ ...evening, title: 'A night' });
    await press('More: A night');
    await press('Make a copy');
    expect(place.plans.keep.mock.calls[1]?.[1]).toBeUndefined();
    expect(last_kept().title).toBe('A night, a copy');
    await press('More: A night');
    await press('Forget');
    expect(place.plans.forget).not.toHaveBeenCalled();
    await press('Forget this plan');
    expect(place.plans.forget).toHaveBeenCalledWith('one');
  });

  it('is handed to who opens a gathering, from the list and from the desk as it is now', async () => {
    await press('Open a gathering with it: An evening');
    expect(used).toHaveBeenLastCalledWith(evening);
    await press('Change: An evening');
    await fill('What the plan is called', 'Tonight');
    await press('Open a gathering with it');
    expect(used.mock.lastCall?.[0]).toMatchObject({ ...evening, title: 'Tonight' });
  });

  it('that does not open here is said, and nothing happens', async () => {
    const one = place.all.get('one');
    if (one) place.all.set('one', { ...one, body: 'broken' });
    await settle();
    await press('Change: An evening');
    expect(text()).toContain('This one does not open on this device.');
  });
});

describe('one that another keeper kept meanwhile', () => {
  const theirs = { ...evening, title: 'Theirs', expect: 'Soup.' };
  beforeEach(async () => {
    open({ one: evening });
    await press('Change: An evening');
    await fill('What the plan is called', 'Mine');
    place.all.set('one', { file: theirs, body: 'second', by: 'Kay' });
    await settle();
    await press('Keep it in the circle');
  });

  it('is not written over in silence', async () => {
    expect(place.plans.keep).not.toHaveBeenCalled();
    expect(text()).toContain('Kay kept this plan since you opened it');
    await press('Go on writing');
    expect(field('What the plan is called').value).toBe('Mine');
  });

  it('can be looked at', async () => {
    await press('Look at theirs');
    expect(text()).toContain('Theirs');
    expect(text()).toContain('Soup.');
  });

  it('stays beside mine', async () => {
    await press('Keep mine beside it');
    expect(place.all.get('one')?.file.title).toBe('Theirs');
    expect(place.all.get('fresh1')?.file.title).toBe('Mine');
    await fill('What the plan is called', 'Mine again');
    await press('Keep it in the circle');
    expect(place.all.get('fresh1')?.file.title).toBe('Mine again');
  });

  it('makes way where somebody says so', async () => {
    await press('Put mine in its place');
    expect(place.all.get('one')?.file.title).toBe('Mine');
    await fill('What the plan is called', 'Mine again');
    await press('Keep it in the circle');
    expect(place.all.get('one')?.file.title).toBe('Mine again');
  });
});

it('one that was forgotten meanwhile is kept again only where somebody says so', async () => {
  open({ one: evening });
  await press('Change: An evening');
  await fill('What the plan is called', 'Mine');
  place.all.delete('one');
  await settle();
  await press('Keep it in the circle');
  expect(place.plans.keep).not.toHaveBeenCalled();
  await press('Keep it again');
  expect(last_kept().title).toBe('Mine');
});

describe('what is being written', () => {
  it('outlives a reload, knows whose place it takes, and can be thrown away', async () => {
    open({ one: evening });
    await press('Change: An evening');
    await fill('What the plan is called', 'Half of it');
    await settle(400);
    void unmount(page);
    document.body.replaceChildren();
    show();
    await settle();
    await press('Go on with what you were writing: Half of it');
    expect(field('What the plan is called').value).toBe('Half of it');
    await press('Keep it in the circle');
    expect(place.plans.keep.mock.calls[0]?.[1]).toBe('one');
    expect(place.stored).toBe('');
    await fill('What the plan is called', 'Other');
    await settle(400);
    expect(place.stored).toContain('Other');
    await press('Close');
    await press('Throw away what changed');
    await settle(400);
    expect(place.stored).toBe('');
  });

  it('is not pushed out by another', async () => {
    open();
    for (const title of ['One', 'Two']) {
      await press('Start with an empty one');
      await fill('What the plan is called', title);
      await press('Close');
      await press('Later');
      await settle();
    }
    expect(text()).toContain('Go on with what you were writing: One');
    expect(text()).toContain('Go on with what you were writing: Two');
  });

  it.each(['key_missing', 'plans_are_enough', 'too_long'])(
    'stays where keeping is refused: %s',
    async (code) => {
      open();
      place.refuses = code;
      await press('Start with an empty one');
      await fill('What the plan is called', 'Half of it');
      await add('Round');
      await press('Keep it in the circle');
      await settle(400);
      expect(field('What the plan is called').value).toBe('Half of it');
      expect(parts()).toEqual(['Round']);
      expect(place.stored).toContain('Half of it');
      expect(button('Keep it in the circle').disabled).toBe(false);
    },
  );
});

describe('a file', () => {
  beforeEach(() => open());

  it('comes in as it is, and is text whatever it holds', async () => {
    const wild = '<img src=x onerror="globalThis.hurt = 1">';
    await give_file(evening_with((plan) => (plan.title = wild)));
    expect(document.querySelector('img')).toBeNull();
    expect(text()).toContain(wild);
    await press('Keep it in the circle');
    expect(last_kept()).toMatchObject({ ...evening, title: wild });
  });

  it('that names what is not here says so, and keeps it', async () => {
    await give_file(
      evening_with((plan) => {
        const [opening] = plan.activities;
        if (opening) opening.prompt = { key: 'of.tomorrow' };
        const practice = plan.activities[4];
        if (practice) practice.template = 'elsewhere';
      }),
    );
    await open_part('Practice');
    await vi.waitFor(() => {
      flushSync();
      expect(text()).toContain('This practice is not in this circle.');
    });
    expect(text()).toContain('Nothing is lost');
    await open_part('Beginning');
    expect(text()).toContain('One that this page does not have');
    await press('Keep it in the circle');
    expect(last_kept().activities[4]?.template).toBe('elsewhere');
    expect(last_kept().activities[0]?.prompt).toEqual({ key: 'of.tomorrow' });
  });

  it.each([
    ['This file is not JSON', 'no'],
    ['This file nests too deeply', '['.repeat(20)],
    ['This file is too large', ' '.repeat(140_000)],
    ['This file is no plan', '{}'],
    ['This plan is of a newer kind', '{"format":"circlekeeper-plan","version":2}'],
    ['(/activities)', '{"format":"circlekeeper-plan","version":1}'],
  ])('is refused in plain words: %s', async (sentence, content) => {
    await give_file(content);
    expect(text()).toContain(sentence);
    expect(text()).toContain('Nothing was changed.');
    expect(parts()).toEqual([]);
  });

  it('is saved under a name that says nothing, and read again as it was', async () => {
    const blobs: Blob[] = [];
    vi.spyOn(URL, 'createObjectURL').mockImplementation((blob) => {
      blobs.push(blob as Blob);
      return 'blob:x';
    });
    await give_file(plan_text(evening));
    const clicked = vi.spyOn(HTMLAnchorElement.prototype, 'click').mockReturnValue();
    await press('Save as a file');
    expect((clicked.mock.contexts[0] as HTMLAnchorElement).download).toBe('plan.json');
    vi.useRealTimers();
    const reader = new FileReader();
    const read = new Promise((done) => (reader.onload = done));
    reader.readAsText(blobs[0] as Blob);
    await read;
    expect(read_plan(String(reader.result))).toEqual(evening);
  });
});

it('begins from a plan that comes with Circlekeeper, as one’s own', async () => {
  open();
  await press('Start from a plan that is there');
  await vi.waitFor(() => expect(text()).toContain('A short check-in'));
  flushSync();
  await press('A short check-in 20 minutes, for 6 people');
  expect(field('For how many people').value).toBe('6');
  expect(text()).toContain('20 minutes of 20 minutes: it just fits');
  await press('Keep it in the circle');
  expect(place.plans.keep.mock.calls[0]?.[1]).toBeUndefined();
});

it('a chooser offers the circle’s own before those that come with the page', async () => {
  place = fake_place({ one: evening });
  const onchoose = vi.fn();
  page = mount(PlanChooser, {
    target: document.body,
    props: { place: place as unknown as Place, onchoose },
  });
  flushSync();
  await vi.waitFor(() => expect(text()).toContain('A short check-in'));
  flushSync();
  await press('An evening');
  expect(onchoose).toHaveBeenLastCalledWith(evening);
  await press('A short check-in 20 minutes, for 6 people');
  expect(onchoose.mock.lastCall?.[0]).toMatchObject({ title: 'A short check-in', minutes: 20 });
});
