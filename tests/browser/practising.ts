// What the journeys through practices share.
import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Locator, Page } from '@playwright/test';
import { button, expect, mine } from './people.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

export const pod = (page: Page) => page.getByRole('region', { name: 'Your pod', exact: true });
export const after = (page: Page) => page.getByRole('region', { name: 'After the practice' });
export const outside = (page: Page) =>
  page.getByRole('region', { name: 'While the practice is on' });
export const invited = (page: Page) => page.getByRole('region', { name: 'Practice', exact: true });

/** Simulated members, until the test ends. */
export function companions(count: number, invitation: string, ...more: string[]): ChildProcess {
  const args = ['--import', 'tsx', 'scripts/companion/main.ts', String(count), invitation];
  return spawn(process.execPath, [...args, '--pace', '30', ...more], {
    cwd: root,
    stdio: 'ignore',
  });
}

export async function invite(page: Page, title: string, language?: string): Promise<void> {
  await button(page, 'Practice').click();
  await invite_chosen(page, title, language);
}

/** In the sheet of practices, which is open. */
export async function invite_chosen(page: Page, title: string, language?: string): Promise<void> {
  const sheet = page.getByRole('dialog');
  await sheet.getByRole('radio', { name: new RegExp(`^${title}`) }).check();
  if (language) await sheet.getByLabel('Language of the practice').selectOption(language);
  await sheet.getByRole('button', { name: 'Invite everybody' }).click();
  await expect(sheet).toBeHidden();
}

export async function begin(page: Page, grouping = 'By chance', size?: string): Promise<void> {
  await button(page, 'Put people together').click();
  const sheet = page.getByRole('dialog');
  if (size) await sheet.getByLabel('How many in a pod?').selectOption(size);
  const way = sheet.getByRole('radio', { name: new RegExp(`^${grouping}`) });
  if (await way.isVisible()) await way.check();
  await sheet.getByRole('button', { name: 'Begin the practice' }).click();
  await expect(sheet).toBeHidden();
}

/** How a button is pressed: by pointer, or with Tab and Enter alone. */
export type Press = (chosen: Locator) => Promise<void>;
export const click: Press = (chosen) => chosen.click({ timeout: 5000 });
export const by_keys: Press = async (chosen) => {
  // Who answers last takes the answers away while they are looked at.
  const has_focus = () =>
    chosen.evaluate((it) => it === document.activeElement, undefined, { timeout: 1000 });
  for (let tab = 0; tab < 60 && !(await has_focus()); tab += 1)
    await chosen.page().keyboard.press('Tab');
  expect(await has_focus()).toBe(true);
  await chosen.page().keyboard.press('Enter');
};

/** Gives the answers that are asked of somebody, the preferred ones first, until it is over. */
export const practise = (page: Page, ...preferred: string[]) => practise_by(click, page, preferred);

export const practise_by = (press: Press, page: Page, preferred: string[]) =>
  answer_until_over(mine(page), after(page), press, (labels) => {
    const wished = preferred.map((label) => labels.indexOf(label)).find((at) => at >= 0);
    return wished ?? 0;
  });

/** In any language: `choose` says which of the answers that can be given. */
export async function answer_until_over(
  mine: Locator,
  after: Locator,
  press: Press,
  choose: (labels: string[]) => number,
): Promise<void> {
  const answers = mine.locator('.answers button');
  const go_on = async () => {
    if (await after.isVisible()) return 'over';
    const labels = await answers.allInnerTexts();
    const chosen = answers.nth(choose(labels));
    const is_given =
      (await chosen.getAttribute('aria-pressed', { timeout: 500 }).catch(() => '')) === 'true';
    if (labels.length > 0 && !is_given) await press(chosen).catch(() => undefined);
    return `asked for ${labels.join(', ')}${is_given ? ', given' : ''}`;
  };
  await expect.poll(go_on, { timeout: 120_000, intervals: [150] }).toBe('over');
}
