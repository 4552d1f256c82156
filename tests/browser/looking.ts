// What a page is held to in every state, and what a device holds of it.
import type { Page } from '@playwright/test';
import axe from 'axe-core';
import { expect } from './people.ts';

interface Found {
  violations: { id: string; nodes: { html: string }[] }[];
}

/** Axe finds nothing, in light and dark, and nothing is wider than the page. */
export async function is_in_order(page: Page, state: string): Promise<void> {
  await is_there(page);
  await page.evaluate(axe.source);
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const found = await page.evaluate(async () => {
      const run = (window as unknown as { axe: { run(): Promise<Found> } }).axe.run;
      return (await run()).violations.map(
        ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`,
      );
    });
    expect(found, `${state}, ${colorScheme}`).toEqual([]);
  }
  await fits(page, state);
}

// Pages and their words are fetched when they are first wanted: before that there is nothing to look at.
async function is_there(page: Page): Promise<void> {
  await expect(page.locator('h1').first()).toBeAttached();
}

/** Nothing is wider than the page. */
export async function fits(page: Page, state: string): Promise<void> {
  const over = await page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth <= clientWidth) return [];
    // Of what reaches furthest out, the innermost comes last.
    const reach = (each: Element) => {
      const { left, right } = each.getBoundingClientRect();
      return Math.max(-left, right - clientWidth);
    };
    const all = [...document.querySelectorAll('body *')];
    const furthest = Math.max(...all.map(reach));
    const out = all.filter((each) => reach(each) >= furthest - 1);
    return [
      `${scrollWidth - clientWidth} pixels`,
      ...out.map((each) => each.outerHTML.slice(0, 90)),
    ];
  });
  expect(over, `${state} is wider than the page`).toEqual([]);
}

export async function small_targets(page: Page, least = 44): Promise<string[]> {
  return page.evaluate(
    (least) =>
      [
        ...document.querySelectorAll(
          'button, a.button, select, textarea, input:not([type=checkbox], [type=radio]), label.choice',
        ),
      ]
        .filter((each) => each.checkVisibility())
        .map((each) => ({ each, box: each.getBoundingClientRect() }))
        .filter(({ box }) => box.height < least || box.width < least)
        .map(({ each, box }) => `${each.outerHTML.slice(0, 90)} ${box.width}x${box.height}`),
    least,
  );
}

/** All that a device keeps, as text. */
export function kept_on(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const done = <T>(asked: IDBRequest<T>) =>
      new Promise<T>((settle) => (asked.onsuccess = () => settle(asked.result)));
    const database = await done(indexedDB.open('circlekeeper'));
    const kept = database.transaction('kept').objectStore('kept');
    const [names, values] = [await done(kept.getAllKeys()), await done(kept.getAll())];
    return JSON.stringify([names, values, { ...localStorage, ...sessionStorage }]);
  });
}

/** Presses Tab until something of this name has the focus. */
export async function tab_to(page: Page, name: RegExp, type = ''): Promise<void> {
  await is_there(page);
  for (let press = 0; press < 80; press += 1) {
    await page.keyboard.press('Tab');
    const focused = await page.evaluate((type) => {
      const at = document.activeElement as HTMLElement | null;
      if (type && (at as HTMLInputElement | null)?.type !== type) return '';
      const labels = (at as HTMLInputElement | null)?.labels;
      return [
        at?.textContent,
        at?.ariaLabel,
        ...[...(labels ?? [])].map((each) => each.textContent),
      ]
        .join(' ')
        .trim();
    }, type);
    if (name.test(focused)) return;
  }
  throw new Error(`no Tab leads to ${name}`);
}
