// For everybody: every page and state passes axe, fits 320 pixels and doubled text, and is walked by
// keyboard alone.
import type { Page } from '@playwright/test';
import { fits, is_in_order, small_targets, tab_to } from './looking.ts';
import {
  button,
  expect,
  holds,
  mine,
  open_floor,
  open_gathering,
  open_sheet,
  open_wishes,
  People,
  sheet_is_there,
  share,
  shares,
  test,
} from './people.ts';

type Look = (page: Page, state: string) => Promise<void>;

/** From the front page to an open gathering. */
async function walk_in(people: People, look: Look) {
  const ana = await people.page();
  await ana.goto('/');
  await look(ana, 'front page');
  await button(ana, 'Support at hand').click();
  await expect(ana.getByText('988 Suicide')).toBeVisible();
  await look(ana, 'support at hand');
  await ana.keyboard.press('Escape');
  await button(ana, 'Make a circle').click();
  await button(ana, 'Make the circle').click();
  await look(ana, 'making a circle');
  const links = await people.make(ana, { safety: 'I will write to you alone.' });
  await look(ana, 'before the gathering');
  const door = await people.page();
  await door.goto(links.invitation);
  await expect(button(door, 'Join the circle')).toBeVisible();
  await look(door, 'the door');
  await open_wishes(door);
  await door.getByText('Who can read what you write').click();
  await look(door, 'the door, unfolded');
  const tunnel = await people.tunnel();
  const ben = await people.join(tunnel.through(links.invitation), 'Ben', { pronouns: 'he/him' });
  await people.join(links.invitation, 'Eli', { witness: true });
  await button(ana, 'Open the gathering').click();
  await sheet_is_there(ana);
  await look(ana, 'opening the gathering');
  await ana.keyboard.press('Escape');
  await open_gathering(ana, 'Welcome.');
  await look(ben, 'an open gathering');
  return { ana, ben, tunnel };
}

/** From the first floor to the end of the circle. */
async function walk(people: People, look: Look): Promise<void> {
  const { ana, ben, tunnel } = await walk_in(people, look);
  await button(ana, 'How the piece moves').click();
  await sheet_is_there(ana);
  await look(ana, 'how the piece moves');
  await ana.keyboard.press('Escape');
  await open_floor(ana, 'Round', {
    from: 'Ben',
    gentle: '2 minutes',
    prompt: 'What do you take with you?',
  });
  await holds('Ben', ana, ben);
  await share(ben, 'Something.');
  await expect(shares(ana)).toContainText('Something.');
  await look(ben, 'holding the piece');
  await look(ana, 'listening as a keeper');
  await button(ben, 'Pass it on').click();
  await look(ben, 'passing it on');
  await holds('Ana', ana, ben);
  await button(ben, 'Ask for a pause').click();
  await expect(mine(ana)).toContainText('asked for a breath');
  await look(ana, 'a pause');
  await button(ana, 'Go on').click();
  for (const sheet of ['People', 'What we agree on', 'For me', 'The circle']) {
    await open_sheet(ana, sheet);
    await look(ana, sheet);
    await ana.keyboard.press('Escape');
  }
  await open_sheet(ben, 'Leave for good');
  await look(ben, 'leaving for good');
  await ben.keyboard.press('Escape');
  await button(ana, 'Hold still').click();
  await expect(mine(ben)).toContainText('The circle is held still');
  await look(ben, 'held still');
  await button(ana, 'Go on').click();
  tunnel.cut();
  await expect(ben.getByText('Connecting again.').first()).toBeVisible();
  await look(ben, 'connecting again');
  tunnel.mend();
  await open_sheet(ana, 'The circle');
  await button(ana, 'End the circle and erase it').click();
  await button(ana, 'Erase it all').click();
  await expect(ben.getByText('This circle has ended')).toBeVisible();
  await look(ben, 'an ended circle');
}

test('axe finds nothing on any page or in any state, light and dark', async ({ people }) => {
  test.setTimeout(300_000);
  await walk(people, is_in_order);
});

test('everything fits 320 pixels, and every control is 44 pixels at least', async ({
  browser,
  server,
}, testInfo) => {
  test.skip(testInfo.project.name !== 'phone', 'the narrowest is looked at once');
  test.setTimeout(300_000);
  const people = new People(browser, server, { viewport: { width: 320, height: 640 } });
  await walk(people, async (page, state) => {
    await fits(page, state);
    expect(await small_targets(page), state).toEqual([]);
  });
  await people.end();
});

test('text of twice the size still fits', async ({ browser, server }, testInfo) => {
  test.skip(testInfo.project.name !== 'desktop', 'a wide page at 200 % is looked at once');
  test.setTimeout(300_000);
  const people = new People(browser, server, {
    viewport: { width: 640, height: 400 },
    deviceScaleFactor: 2,
  });
  await walk(people, fits);
  await people.end();
});

test('a circle is made, joined and held by keyboard alone, and the focus is always seen', async ({
  people,
}, testInfo) => {
  test.skip(testInfo.project.name !== 'desktop', 'a phone has no Tab');
  const ana = await people.page();
  await ana.goto('/');
  await tab_to(ana, /^Make a circle/);
  await ana.keyboard.press('Enter');
  await tab_to(ana, /What is the circle called/);
  await ana.keyboard.type('By keyboard');
  await tab_to(ana, /Your name in the circle/);
  await ana.keyboard.type('Ana');
  await tab_to(ana, /^Make the circle/);
  await ana.keyboard.press('Enter');
  await expect(ana.getByRole('heading', { name: 'Your circle is ready' })).toBeVisible();
  await tab_to(ana, /^Go to the circle/);
  await ana.keyboard.press('Enter');
  await tab_to(ana, /^Open the gathering/);
  await ana.keyboard.press('Enter');
  await expect(ana.getByRole('dialog')).toBeVisible();
  await tab_to(ana, /^Open the gathering/);
  await ana.keyboard.press('Enter');
  await tab_to(ana, /^End the silence/);
  await ana.keyboard.press('Enter');
  await tab_to(ana, /^How the piece moves/);
  await ana.keyboard.press('Enter');
  await tab_to(ana, /^Begin$/);
  await ana.keyboard.press('Enter');
  await holds('Ana', ana);
  await tab_to(ana, /^Pass it on/);
  const outline = await ana.evaluate(
    () => getComputedStyle(document.activeElement as Element).outlineStyle,
  );
  expect(outline).toBe('solid');
  await ana.keyboard.press('Enter');
  await tab_to(ana, /^Now$/);
  await ana.keyboard.press('Enter');
  await expect(mine(ana)).toContainText('The round is over.');
});

test('receiving the piece does not move the focus, and the dialog gives it back', async ({
  people,
}) => {
  const ana = await people.page();
  const { invitation } = await people.make(ana);
  const ben = await people.join(invitation, 'Ben');
  await open_gathering(ana);
  await button(ben, 'More').click();
  await ben.keyboard.press('Escape');
  await expect(button(ben, 'More')).toBeFocused();
  await open_floor(ana, 'Round', { from: 'Ben' });
  await holds('Ben', ben);
  await expect(button(ben, 'More')).toBeFocused();
});
