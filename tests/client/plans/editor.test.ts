// @vitest-environment jsdom
// Holds the desk where plans are written to its word: parts come, move and go by buttons alone, and time is
// told kindly.
import { flushSync } from 'svelte';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  add,
  begin,
  button,
  close,
  field,
  fill,
  label,
  last_kept,
  open,
  open_part,
  parts,
  place,
  press,
  settle,
  text,
} from './desk_stage';
import { evening } from './samples';

beforeEach(begin);
afterEach(() => {
  close();
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
