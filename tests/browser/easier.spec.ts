// The easier pages: words alone, and larger, on every page and kept on the device; and text that
// somebody spaces for themselves.
import type { Page } from '@playwright/test';
import { fits, is_in_order, small_targets } from './looking.ts';
import {
  button,
  expect,
  holds,
  mine,
  open_floor,
  open_gathering,
  open_sheet,
  type People,
  ring,
  seat,
  share,
  test,
} from './people.ts';

/** From the front page into a turn, with what was chosen at the front page. */
async function walk(
  people: People,
  choose: RegExp,
  look: (page: Page, state: string) => Promise<void>,
) {
  const ana = await people.page();
  const { invitation } = await people.make(ana);
  const ben = await people.page();
  await ben.goto('/');
  await ben.getByText('Easier to read').click();
  await ben.getByRole('checkbox', { name: choose }).check();
  await look(ben, 'the front page');
  await ben.goto(invitation);
  await expect(button(ben, 'Join the circle')).toBeVisible();
  await look(ben, 'the door');
  await people.come_in(ben, invitation, 'Ben');
  await look(ben, 'before it opens');
  await open_gathering(ana);
  await open_floor(ana, 'Round', { from: 'Ana', gentle: '5 minutes' });
  await holds('Ana', ben);
  await look(ben, 'listening');
  await button(ana, 'Pass it on').click();
  await button(ana, 'Now').click();
  await holds('Ben', ben);
  await share(ben, 'Plums at the door.');
  await look(ben, 'holding');
  await open_sheet(ben, 'For me');
  await look(ben, 'for me');
  await ben.keyboard.press('Escape');
  await button(ben, 'Support at hand').click();
  await look(ben, 'support at hand');
  await ben.keyboard.press('Escape');
  return ben;
}

const drawn = (page: Page) =>
  page.evaluate(
    () =>
      [...document.querySelectorAll('svg:not(.code), .dot')].filter((each) =>
        each.checkVisibility(),
      ).length,
  );

test('words only: nothing is drawn, nothing moves, and the ring is a list in words', async ({
  people,
}) => {
  test.setTimeout(180_000);
  const ben = await walk(people, /^Words only/, async (page, state) => {
    await is_in_order(page, state);
    await page.emulateMedia({ reducedMotion: 'no-preference' });
    expect(await drawn(page), state).toBe(0);
    expect(await page.evaluate(() => document.getAnimations().length), state).toBe(0);
  });
  await expect(ring(ben)).toContainText('Much of the gentle time is ahead.');
  const boxes = await seat(ben, 'Ana')
    .or(seat(ben, 'Ben'))
    .evaluateAll((all) => all.map((each) => each.getBoundingClientRect().left));
  expect(new Set(boxes).size).toBe(1);
  await button(ben, 'Support at hand').click();
  await ben.getByText('A slow breath', { exact: true }).click();
  await expect(button(ben, 'Breathe with a slow circle')).toBeHidden();
});

test('larger: text is larger, and every control is 56 pixels at least', async ({ people }) => {
  test.setTimeout(180_000);
  const ben = await walk(people, /^Larger/, async (page, state) => {
    await is_in_order(page, state);
    expect(await small_targets(page, 56), state).toEqual([]);
  });
  await ben.reload();
  await expect(mine(ben)).toBeVisible();
  const size = await ben.evaluate(() => getComputedStyle(document.documentElement).fontSize);
  expect(parseFloat(size)).toBeCloseTo(21.6);
});

test('larger fits 320 pixels too, and so does text that is spaced wider', async ({
  people,
  isMobile,
}) => {
  test.skip(!isMobile, 'the narrowest is looked at once');
  test.setTimeout(180_000);
  await walk(people, /^Larger/, async (page, state) => {
    const before = page.viewportSize();
    await page.setViewportSize({ width: 320, height: 640 });
    await fits(page, state);
    if (before) await page.setViewportSize(before);
    await page.evaluate(() => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(
        '* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important } p { margin-bottom: 2em !important }',
      );
      document.adoptedStyleSheets = [sheet];
    });
    await fits(page, `${state}, spaced`);
    await page.evaluate(() => (document.adoptedStyleSheets = []));
  });
});
