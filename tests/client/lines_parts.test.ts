// @vitest-environment jsdom
// Holds what keepers see of private lines to its word: a quiet mark, one calm place for all, and what
// can be done for somebody right there.
import { flushSync } from 'svelte';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { like } from '../../client-web/src/parts/liking.svelte';
import { door_sign } from '../../client-web/src/parts/sound';
import type { FakeCircle } from './fake_circle';
import {
  announced,
  id,
  looks,
  mark,
  reads,
  says,
  send_to,
  soon,
  turn_away,
  with_pages,
} from './line_stage';
import { press, text, write } from './on_screen';
import type { Page } from './page';

vi.mock('../../client-web/src/parts/sound', () => ({
  door_sign: vi.fn(),
  ring_bell: vi.fn(),
  soft_sign: vi.fn(),
}));

let circle: FakeCircle;
let ana: Page;
let ben: Page;
let cai: Page;
let kay: Page;
with_pages((made) => ({ circle, ana, ben, cai, kay } = made));
beforeEach(() => void vi.mocked(door_sign).mockClear());

describe('for a keeper', () => {
  it('is marked quietly, announced without the words, and takes no focus', async () => {
    looks(ana);
    await says(ben, [ana, kay], 'I need support');
    await soon(() => expect(mark()).toBeDefined());
    expect(document.activeElement).toBe(document.body);
    expect(announced()).toBe('There are new words for you alone, under Support at hand.');
    expect(door_sign).not.toHaveBeenCalled();
    press('New words for you alone');
    await reads('You and Ben');
    await reads('I need support');
    await soon(() => expect(mark()).toBeUndefined());
    write('Answer Ben', 'I am with you.');
    expect(text()).toContain('It goes to who read what it answers: Ben and Kay.');
    press('Send to Ben and Kay');
    await reads('Sent to Ben and Kay.');
    await soon(() => expect(ben.place.shown.view?.private_said).toHaveLength(2));
  });

  it('sounds only where sound was chosen, and for keepers alone', async () => {
    like({ sound: true });
    looks(ana);
    await says(ben, [ana, kay], 'I need support');
    await soon(() => expect(door_sign).toHaveBeenCalledTimes(1));
    like({ line: false });
    await says(ben, [ana, kay], 'Again');
    await soon(() => expect(ana.place.shown.view?.private_said).toHaveLength(2));
    turn_away();
    looks(ben);
    like({ line: true });
    await says(ana, [ben], 'I am here.', ben);
    await soon(() => expect(mark()).toBeDefined());
    expect(door_sign).toHaveBeenCalledTimes(1);
  });

  it('has the lines of all in one place, the newest first, and the way back', async () => {
    await says(ben, [ana, kay], 'From Ben');
    await says(cai, [ana], 'From Cai');
    await soon(() => expect(ana.place.shown.view?.private_said).toHaveLength(2));
    looks(ana);
    await soon(() => expect(mark()).toBeDefined());
    press('Support at hand');
    expect(document.querySelector('dialog')?.textContent).toContain('New words for you alone');
    press('See what people wrote');
    await reads('Who wrote');
    const names = () =>
      [...document.querySelectorAll('dialog li strong')].map((each) => each.textContent);
    await soon(() => expect(names()).toEqual(['Cai', 'Ben']));
    const news = () => document.querySelectorAll('dialog .new').length;
    expect(news()).toBe(2);
    document.querySelectorAll<HTMLButtonElement>('dialog li button')[1]?.click();
    await reads('From Ben');
    expect(text()).not.toContain('From Cai');
    press('Back to all');
    await soon(() => expect(names()).toEqual(['Cai', 'Ben']));
    expect(news()).toBe(1);
    expect(document.activeElement?.textContent).toContain('Who wrote');
  });

  it('can write first, with the other keepers or without them', async () => {
    looks(ana);
    press('Support at hand');
    press('See what people wrote');
    await reads('Nobody wrote yet.');
    const whom = document.querySelector<HTMLSelectElement>('dialog select');
    await soon(() => expect(whom?.textContent).toContain('Ben'));
    if (!whom) throw new Error('nobody to write to');
    whom.value = id(ben);
    whom.dispatchEvent(new window.Event('change', { bubbles: true }));
    flushSync();
    press('Write');
    await send_to('Ben and Kay');
    write('Write to Ben', 'You have gone quiet. That is fine; I am here.');
    press('Send to Ben and Kay');
    await soon(() => expect(ben.place.shown.view?.private_said).toHaveLength(1));
  });

  it('lets the circle breathe, holds it still and goes aside right there', async () => {
    await says(ben, [ana, kay], 'I need support');
    await soon(() => expect(ana.place.shown.view?.private_said).toHaveLength(1));
    circle.tell({ type: 'connection_back', member: id(ben) });
    looks(ana);
    await soon(() => expect(mark()).toBeDefined());
    press('New words for you alone');
    await reads('Go aside with Ben');
    const within = document.querySelector('dialog');
    const acts = [...(within?.querySelectorAll('button') ?? [])].map((each) =>
      each.textContent.trim(),
    );
    expect(acts).toEqual(
      expect.arrayContaining(['Let the circle breathe', 'Hold still', 'Go aside with Ben']),
    );
  });
});
