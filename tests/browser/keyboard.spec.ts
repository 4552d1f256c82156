// By keyboard alone: what people do in a circle, each act by Tab, Enter, Space and arrows, and the
// focus never hidden behind a bar.
import type { Page } from '@playwright/test';
import { tab_to } from './looking.ts';
import {
  button,
  expect,
  holds,
  mine,
  open_floor,
  open_gathering,
  ring,
  seat,
  shares,
  test,
  three,
} from './people.ts';
import { after, begin, invite, invited, pod } from './practising.ts';

test.beforeEach(({ isMobile }) => {
  test.skip(isMobile, 'a phone has no Tab');
  test.setTimeout(180_000);
});

/** Goes there by Tab, and presses it. */
async function press(page: Page, name: RegExp, key = 'Enter'): Promise<void> {
  await tab_to(page, name);
  await page.keyboard.press(key);
}

test('somebody joins, has a whole turn, asks for a pause, and leaves for good', async ({
  people,
}) => {
  const ana = await people.page();
  const { invitation } = await people.make(ana);
  const ben = await people.page();
  await ben.goto(invitation);
  await press(ben, /Yes, I agree to this/, 'Space');
  await tab_to(ben, /What may we call you/);
  await ben.keyboard.type('Ben');
  await press(ben, /^Join the circle/);
  await expect(ring(ben)).toBeVisible();
  await open_gathering(ana);
  await open_floor(ana, 'Round', { from: 'Ben' });
  await holds('Ben', ana, ben);
  await tab_to(ben, /^Your words/);
  await ben.keyboard.type('By keyboard.');
  await press(ben, /^Share$/);
  await expect(shares(ana)).toContainText('By keyboard.');
  await press(ben, /^Pass it on$/);
  await expect(button(ben, 'Not yet')).toBeFocused();
  await ben.keyboard.press('Enter');
  await expect(button(ben, 'Pass it on')).toBeFocused();
  await press(ben, /^Pass without words$/);
  await expect(button(ben, 'Not yet')).toBeFocused();
  await press(ben, /^Now$/);
  await holds('Ana', ana, ben);
  await press(ben, /^Ask for a pause$/);
  await expect(mine(ana)).toContainText('Ben asked for a breath.');
  await press(ben, /^Go on$/);
  await press(ben, /^More$/);
  await press(ben, /^Leave for good$/);
  await press(ben, /^Leave the circle$/);
  await expect(ben.getByText('You left this circle.')).toBeVisible();
  await expect(seat(ana, 'Ben')).toBeHidden();
});

test('who likes to be asked is asked without a clock before the turn goes on', async ({
  people,
}) => {
  const { ana, ben } = await three(people);
  await press(ben, /^More$/);
  await press(ben, /^For me$/);
  await press(ben, /Ask me before passing on/, 'Space');
  await ben.keyboard.press('Escape');
  await ben.clock.install();
  await open_floor(ana, 'Round', { from: 'Ben' });
  await holds('Ben', ben);
  await press(ben, /^Pass it on$/);
  await expect(mine(ben)).toContainText('Pass it on?');
  await ben.clock.runFor(60_000);
  await holds('Ben', ana, ben);
  await press(ben, /^Yes, pass it on$/);
  await holds('Cai', ana);
});

test('a keeper removes somebody, and closes the gathering', async ({ people }) => {
  const { ana, ben, cai } = await three(people);
  await press(ana, /^More$/);
  await press(ana, /^People$/);
  await press(ana, /^Remove/);
  await press(ana, /^Remove/);
  await expect(ring(ana).getByRole('listitem')).toHaveCount(2);
  await ana.keyboard.press('Escape');
  await press(ana, /^Close the gathering$/);
  await press(ana, /^Close the gathering$/);
  const left = (await ring(ben).isVisible()) ? ben : cai;
  await expect(left.getByRole('heading', { name: 'The gathering has closed' })).toBeVisible();
});

test('somebody takes part in a practice, answers a step, and leaves it', async ({ people }) => {
  const { ana, ben, cai } = await three(people);
  await invite(ana, 'Say back until it is right');
  await expect(invited(ben)).toBeVisible();
  await press(ben, /^Sit out$/);
  await press(ben, /^Take part/);
  await begin(ana, 'By chance', '2');
  await expect(pod(ben)).toBeVisible();
  const asked = (page: Page) => mine(page).locator('.answers button').first();
  await expect
    .poll(async () => (await asked(ben).isVisible()) || asked(cai).isVisible())
    .toBe(true);
  for (const page of [ben, cai]) {
    if (!(await asked(page).isVisible())) continue;
    const step = await pod(page).textContent();
    const words = await asked(page).innerText();
    await press(page, new RegExp(`^${words}$`));
    const told = page.getByRole('button', { name: words, exact: true, pressed: true });
    await expect
      .poll(async () => (await told.isVisible()) || (await pod(page).textContent()) !== step)
      .toBe(true);
  }
  await press(ben, /^Ask for a pause$/);
  await press(ben, /^Go on$/);
  await press(ben, /^Leave the practice$/);
  await expect(pod(ben)).toBeHidden();
  await expect(after(ben)).toBeVisible();
});

/** One of a few, by arrows. */
async function choose_by_arrows(page: Page, label: string): Promise<void> {
  const chosen = page.getByRole('dialog').getByRole('radio', { name: label, exact: true });
  await tab_to(page, /./, 'radio');
  await page.keyboard.press('Space');
  for (let step = 0; step < 6 && !(await chosen.isChecked()); step += 1)
    await page.keyboard.press('ArrowDown');
  await expect(chosen).toBeChecked();
}

test('the questions before a repair are answered', async ({ people }) => {
  const { ben } = await three(people);
  await press(ben, /^More$/);
  await press(ben, /^Ask for a repair$/);
  await tab_to(ben, /With whom/);
  await ben.keyboard.type('Cai');
  await press(ben, /^To the questions$/);
  const sheet = ben.getByRole('dialog');
  for (const [at, answer] of ['Yes, I want this myself', 'No', 'No', 'Yes', 'Yes'].entries()) {
    await expect(sheet).toContainText(`Question ${at + 1} of 5`);
    await choose_by_arrows(ben, answer);
    await press(ben, /^Next$/);
  }
  await expect(ben.getByText('Your ask is on its way.')).toBeVisible();
});

/** Gathers what has the focus and cannot be seen: no point of its middle and its edges is on top. */
const watch_focus = (page: Page) =>
  page.evaluate(() => {
    const hidden: string[] = [];
    Object.assign(globalThis, { hidden });
    const look = () => {
      const at = document.activeElement;
      if (!at || at === document.body || at.localName === 'dialog') return;
      const { left, top, width, height } = at.getBoundingClientRect();
      const is_seen = [0.1, 0.5, 0.9].some((down) => {
        const on_top = document.elementFromPoint(left + width / 2, top + height * down);
        return on_top !== null && (at.contains(on_top) || on_top.contains(at));
      });
      if (!is_seen) hidden.push(at.outerHTML.slice(0, 90));
    };
    addEventListener('focusin', () => requestAnimationFrame(look));
  });

/** Through what is on the page and back. */
async function is_never_hidden(page: Page, state: string): Promise<void> {
  for (const key of ['Tab', 'Shift+Tab'])
    for (let press = 0; press < 30; press += 1) await page.keyboard.press(key);
  const hidden = await page.evaluate(() => (globalThis as unknown as { hidden: string[] }).hidden);
  expect(hidden, state).toEqual([]);
}

for (const height of [320, 800]) {
  test(`the focus is behind no bar and no head of a sheet, where ${height} pixels are seen`, async ({
    people,
  }) => {
    const { ana, ben } = await three(people);
    await open_floor(ana, 'Round', { from: 'Ben', gentle: '5 minutes' });
    await holds('Ben', ana, ben);
    for (let words = 1; words <= 6; words += 1) {
      await ben.getByLabel('Your words').fill(`Words ${words}, that are long enough for a line.`);
      await button(ben, 'Share').click();
      await expect(shares(ben)).toContainText(`Words ${words}`);
    }
    for (const [page, who] of [
      [ana, 'a keeper'],
      [ben, 'the holder'],
    ] as const) {
      await page.setViewportSize({ width: height === 800 ? 1280 : 390, height });
      await watch_focus(page);
      await is_never_hidden(page, who);
    }
    await button(ben, 'More').click();
    await button(ben, 'For me').click();
    await is_never_hidden(ben, 'for me');
  });
}
