// @vitest-environment jsdom
// Holds plans that are kept, read and being written to their word: what somebody else kept is never written
// over in silence, a file in bad faith changes nothing, and nothing that was written is lost.
import { flushSync } from 'svelte';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { plan_text, read_plan } from '../../../client-web/src/circle/plan_file';
import {
  add,
  begin,
  button,
  close,
  field,
  fill,
  give_file,
  last_kept,
  open,
  open_chooser,
  open_part,
  parts,
  place,
  press,
  reload,
  settle,
  text,
  used,
} from './desk_stage';
import { evening, evening_with } from './samples';

beforeEach(begin);
afterEach(() => {
  close();
  vi.useRealTimers();
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

it('one that another keeper kept in the same moment is not written over either', async () => {
  open({ one: evening });
  await press('Change: An evening');
  await fill('What the plan is called', 'Mine');
  place.refuses = 'plan_changed';
  await press('Keep it in the circle');
  expect(text()).toContain('kept this plan since you opened it');
  expect(place.all.get('one')?.file.title).toBe('An evening');
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
    await reload();
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

  it('is nothing, where a plan was only looked at', async () => {
    open();
    await give_file(plan_text(evening));
    await settle(400);
    expect(place.stored).toBe('');
    await press('Close');
    expect(text()).toContain('Plans for gatherings');
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
  const onchoose = vi.fn();
  open_chooser({ one: evening }, onchoose);
  await vi.waitFor(() => expect(text()).toContain('A short check-in'));
  flushSync();
  await press('An evening');
  expect(onchoose).toHaveBeenLastCalledWith(evening);
  await press('A short check-in 20 minutes, for 6 people');
  expect(onchoose.mock.lastCall?.[0]).toMatchObject({ title: 'A short check-in', minutes: 20 });
});

it.each([
  [0, 'A first gathering'],
  [1, 'A short check-in'],
])('a circle that met %i times is offered the plan that fits first', async (times, first) => {
  open_chooser({}, vi.fn(), times);
  await vi.waitFor(() => expect(text()).toContain('A short check-in'));
  expect(document.querySelector('li button')?.textContent).toContain(first);
});
