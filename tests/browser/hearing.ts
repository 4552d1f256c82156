// What assistive technology is given of a page: what it says by itself, and what is found on it in
// order, by role and name.
import { readFileSync, writeFileSync } from 'node:fs';
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
          for (const each of [node, ...node.querySelectorAll(regions)]) {
            if (!each.matches(regions)) continue;
            // What a region has when it comes is not spoken, unless it is an alert.
            if (each.getAttribute('role') === 'alert') touched.add(each);
            else last.set(each, words(each));
          }
        }
      }
      for (const region of touched) look(region);
    }).observe(document, { childList: true, subtree: true, characterData: true });
    // Where the page moves the focus to words, they are read.
    addEventListener('focusin', ({ target }) => {
      if (target instanceof HTMLElement && target.tabIndex === -1) heard.push(words(target));
    });
  });
}

/** What was said since it was last asked, sentences in their order; `until` is waited for. */
async function heard(page: Page, until: string): Promise<string> {
  const all = () => page.evaluate(() => (globalThis as unknown as Heard).heard.join(' '));
  await expect.poll(all).toContain(until);
  return page.evaluate(() => (globalThis as unknown as Heard).heard.splice(0).join(' '));
}

/** The page as it is found: roles, names and states, one on a line. */
function found(page: Page): Promise<string> {
  return page.locator('body').ariaSnapshot();
}

/** What was gathered of a way, to be held to what it should be, word for word and in its order. */
export class Transcript {
  #text = '';

  constructor(private readonly page: Page) {}

  /** All that is on the page now. */
  async reads(where: string): Promise<void> {
    const tree = await found(this.page);
    // What it said last is in `hears`; whether two sentences came together depends on the network.
    const still = tree.replace(/^(- status "Circlekeeper"):.*$/m, '$1');
    this.#text += `# ${where}\n${still}\n`;
  }

  /** All that was said since, up to this. */
  async hears(until: string): Promise<void> {
    this.#text += `> ${await heard(this.page, until)}\n`;
  }

  /** Beside the tests, one file for each way; REWRITE=1 writes it, and its difference is reviewed. */
  is_as_in(name: string): void {
    const file = new URL(`${name}.txt`, import.meta.url);
    if (process.env['REWRITE']) writeFileSync(file, this.#text);
    expect(this.#text).toBe(readFileSync(file, 'utf8'));
  }
}
