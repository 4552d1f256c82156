// @vitest-environment jsdom
// Holds what is shown of a circle's life to its word: warm, without a count of people's doings, and in
// words for who hears it.
import { flushSync } from 'svelte';
import { describe, expect, it, vi } from 'vitest';
import type { HeldView } from '../../client-web/src/circle/words';
import { home_text } from '../../client-web/src/parts/home';
import { say_day, say_moment } from '../../client-web/src/words/say';
import { speak } from '../../client-web/src/words/spoken.svelte';
import {
  dialog,
  membership,
  opens,
  place,
  reads,
  reloads,
  saved,
  shows,
  wait,
  with_place,
} from './life_stage';
import { held_at } from './lived';
import { button, press, text } from './on_screen';

with_place();

const day = 24 * 60 * 60 * 1000;
const title = 'The life of this circle';
const lived = () => [
  held_at(0, { ring: 3, held: [{ kind: 'check_in' }, { kind: 'round' }] }),
  held_at(2, { ring: 7, came: true, was_there: false }),
  held_at(16, {
    ring: 12,
    went: true,
    held: [{ kind: 'practice', template: 'say_back_until_right' }],
  }),
];

describe('the life of a circle', () => {
  it('is drawn, and said in words for who hears it', async () => {
    const life = lived();
    await shows({ life });
    await opens(title);
    const drawn = document.querySelector('dialog svg');
    expect(drawn?.getAttribute('role')).toBe('img');
    await wait(() => expect(drawn?.querySelector('title')?.textContent).toBe('Thursday circle'));
    await reads('“Say back until it is right”');
    const lines = [...document.querySelectorAll('dialog ol li')].map((each) => each.textContent);
    expect(lines).toEqual([
      say_day(life[0]?.opened_at ?? 0) +
        ': the circle met, in a small ring. There was room for a check-in and a round. You were there.',
      say_day(life[1]?.opened_at ?? 0) + ': the circle met. Somebody new came.',
      'Then the circle rested, as circles do.',
      say_day(life[2]?.opened_at ?? 0) +
        ': the circle met, in a wide ring. There was room for “Say back until it is right”. Somebody went their way. You were there.',
      'And now: the circle as it is today.',
    ]);
    const list = document.querySelector('dialog ol');
    expect(list?.classList.contains('unseen')).toBe(true);
    press('Read it in words');
    expect(list?.classList.contains('unseen')).toBe(false);
    expect(
      button('Read it in words')?.ariaPressed ??
        button('Read it in words')?.getAttribute('aria-pressed'),
    ).toBe('true');
  });

  it('draws my seat where I was, and of the others the ring alone', async () => {
    await shows({ life: lived() });
    await opens(title);
    const seats = [...document.querySelectorAll('dialog svg circle[fill="var(--clay)"]')];
    expect(seats).toHaveLength(2 + 1 + 1); // where I was, the circle of today, and what it means
    const words = [...document.querySelectorAll('dialog svg text')].map((each) => each.textContent);
    expect(words.join(' ').replace(/\b20\d\d\b/g, '')).not.toMatch(/\d/);
  });

  it('runs as the language is read', async () => {
    await shows({ life: lived() });
    await opens(title);
    const svg = () => document.querySelector('dialog svg');
    const first = () => Number(svg()?.querySelector('text')?.getAttribute('x'));
    const [width, at] = [Number(svg()?.getAttribute('width')), first()];
    const is_turned = () =>
      [...(svg()?.querySelectorAll('g') ?? [])].some((each) =>
        each.getAttribute('transform')?.includes('scale(-1'),
      );
    expect(is_turned()).toBe(false);
    try {
      await speak('ar-XB');
      flushSync();
      expect(first()).toBe(width - at);
      expect(svg()?.getAttribute('direction')).toBe('rtl');
      expect(is_turned()).toBe(true);
    } finally {
      await speak('en');
    }
  });

  it('is saved as a file that stands for itself', async () => {
    await shows({ life: lived() });
    await opens(title);
    await wait(() => expect(place.title).toBe('Thursday circle'));
    press('Save the picture');
    const svg = (await saved[0]?.text) ?? '';
    expect(saved[0]?.name).toBe('picture.svg');
    const read = new DOMParser().parseFromString(svg, 'image/svg+xml');
    expect(read.querySelector('parsererror')).toBeNull();
    expect(read.documentElement.namespaceURI).toBe('http://www.w3.org/2000/svg');
    expect(read.querySelector('title')?.textContent).toBe('Thursday circle');
    expect(read.querySelector('desc')?.textContent).toContain('Rings along a line');
    expect(svg).not.toMatch(/var\(|class=|style=|href|<!--|Ben Okri/);
  });

  it('shows a long one from its end, and more of it when asked', async () => {
    await shows({ life: Array.from({ length: 70 }, (_, week) => held_at(week)) });
    await opens(title);
    const lines = () => document.querySelectorAll('dialog ol li').length;
    expect(lines()).toBe(61);
    press('Further back');
    expect(lines()).toBe(71);
    expect(button('Further back')).toBeUndefined();
  });

  it('of a circle that has not met is no empty picture', async () => {
    await shows();
    await opens(title);
    expect(dialog()).toContain('The circle has not met yet.');
    expect(document.querySelector('dialog svg')).toBeNull();
  });

  it('is one act away between gatherings', async () => {
    await shows({ life: lived() });
    await wait(() => expect(button(title)).toBeDefined());
    press(title);
    await wait(() => expect(document.querySelector('dialog svg')).not.toBeNull());
  });
});

describe('who comes back after months', () => {
  const now = Date.now();
  const ago = (days: number, more: Partial<HeldView>) =>
    held_at(0, { opened_at: now - days * day, closed_at: now - days * day, ...more });
  const missed = () => [
    ago(120, { was_there: true }),
    ago(60, { was_there: false, held: [{ kind: 'silence' }] }),
    ago(30, { was_there: false, held: [{ kind: 'small_steps' }] }),
  ];

  it('is welcomed once, and told what there was, without a number', async () => {
    await shows({ life: missed() });
    await reads('It is good that you are here');
    const card = document.querySelector('section[aria-label="It is good that you are here"]');
    expect(card?.textContent).toContain(
      'While you were away, the circle met, and there was room for silence and small steps.',
    );
    expect(card?.textContent).toContain('There is nothing to make up for');
    expect(card?.textContent).not.toMatch(/\d/);
    press('Thank you');
    await wait(() => expect(text()).not.toContain('It is good that you are here'));
  });

  it('is not welcomed again after a reload', async () => {
    const life = missed();
    await shows({ life });
    await wait(() => expect(button('Thank you')).toBeDefined());
    press('Thank you');
    await vi.waitFor(async () => expect(await membership.belongings.remembering()).not.toBe(''));
    await reloads();
    await shows({ life });
    await wait(() => expect(button(title)).toBeDefined());
    expect(await place.remembering.away()).toBeUndefined();
    expect(text()).not.toContain('It is good that you are here');
  });

  it('is welcomed while a gathering is open, too', async () => {
    await shows({ life: missed(), gathering: { number: 1000 } });
    await reads('It is good that you are here');
    expect(button(title)).toBeUndefined();
  });
});

describe('what is kept of me', () => {
  it('lists the gatherings that I was at, and says who sees it', async () => {
    const life = lived();
    await shows({ life });
    await opens('What is kept of me');
    const list = [...document.querySelectorAll('dialog h3')].find(
      (each) => each.textContent === 'Gatherings that you were at',
    );
    expect(list?.nextElementSibling?.textContent).toContain(
      'Keepers see who was at which gathering, for as long as the circle lives.',
    );
    for (const each of life) {
      const is_mine = dialog().includes(say_moment(each.opened_at).replace(/\s+/g, ' '));
      expect(is_mine).toBe(each.was_there);
    }
    const mine = await place.protecting.open_mine();
    expect(mine?.gatherings).toEqual([life[0]?.opened_at, life[2]?.opened_at]);
    if (mine) expect(home_text(mine)).toContain('Gatherings that you were at');
  });
});
