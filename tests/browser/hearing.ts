// What assistive technology is given of a page: what it says by itself, and what is found on it in
// order, by role and name.
import { type BrowserContext, expect, type Page } from '@playwright/test';

interface Heard {
  heard: string[];
}

/** From the next page on, every change of a live region is gathered in the order of the changes. */
export async function listen(device: BrowserContext): Promise<void> {
  await device.addInitScript(() => {
    const heard: string[] = [];
    Object.assign(globalThis, { heard });
    const regions = '[aria-live], [role=status], [role=alert]';
    const last = new WeakMap<Element, string>();
    const words = (region: Element) => region.textContent.replace(/\s+/g, ' ').trim();
    const look = (region: Element) => {
      const before = last.get(region) ?? '';
      const now = words(region);
      last.set(region, now);
      if (!now || now === before) return;
      // Sentences that were joined to one that was said already are said alone.
      heard.push(before && now.startsWith(`${before} `) ? now.slice(before.length + 1) : now);
    };
    new MutationObserver((changes) => {
      const touched = new Set<Element>();
      for (const { target, addedNodes } of changes) {
        const at = target instanceof Element ? target : target.parentElement;
        const around = at?.closest(regions);
        if (around) touched.add(around);
        for (const node of addedNodes) {
          if (!(node instanceof Element)) continue;
          if (node.matches(regions)) touched.add(node);
          for (const each of node.querySelectorAll(regions)) touched.add(each);
        }
      }
      for (const region of touched) look(region);
    }).observe(document, { childList: true, subtree: true, characterData: true });
  });
}

/** What was said since it was last asked, sentences in their order; `until` is waited for. */
export async function heard(page: Page, until: string): Promise<string> {
  const all = () => page.evaluate(() => (globalThis as unknown as Heard).heard.join(' '));
  await expect.poll(all).toContain(until);
  return page.evaluate(() => (globalThis as unknown as Heard).heard.splice(0).join(' '));
}

/** The page as it is found: roles, names and states, one on a line. */
export function found(page: Page): Promise<string> {
  return page.locator('body').ariaSnapshot();
}
