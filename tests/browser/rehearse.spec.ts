// Journey: a keeper tries it out alone, from the front page to the closing; and a page to print for
// those who take part.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { type Served, startServer } from '../process/serve.ts';
import { is_in_order, kept_on, small_targets, tab_to } from './looking.ts';
import {
  button,
  expect,
  open_floor,
  open_gathering,
  open_sheet,
  type People,
  ring,
  test,
} from './people.ts';

const guide = (page: Page) => page.getByRole('complementary', { name: 'A guide beside you' });
const happened = (page: Page) => guide(page).getByText('This has happened.');
const next = (page: Page) => guide(page).getByRole('button', { name: 'Next' }).click();
const patient = { timeout: 60_000 };

/** A server of its own, and what of the rehearsals made on it stands in its files. */
async function watched(people: People, args: string[] = []) {
  const server: Served = await startServer({ keep: true, args });
  people.also(server.url);
  const titles: string[] = [];
  const listen = (to: Page) =>
    to.on('websocket', (socket) =>
      socket.on('framesent', ({ payload }) => {
        const frame = JSON.parse(payload.toString()) as { title?: { body: string } };
        if (frame.title) titles.push(frame.title.body);
      }),
    );
  const page = listen(await people.page({ baseURL: server.url }));
  const stored = () => {
    const names = readdirSync(server.data);
    const bytes = Buffer.concat(names.map((name) => readFileSync(join(server.data, name))));
    return titles.filter((title) => {
      const raw = Buffer.from(title, 'base64url');
      return bytes.includes(Buffer.from(title)) || bytes.includes(raw.subarray(0, 24));
    }).length;
  };
  const end = async () => {
    await server.stop();
    await server.erase();
  };
  return { server, page, listen, titles, stored, end };
}

async function begin(page: Page, count = 3): Promise<void> {
  await button(page, 'Try it out first').click();
  await page.getByLabel('How many companions?').selectOption({ label: `${count} companions` });
  await button(page, 'Begin the rehearsal').click();
  await expect(ring(page).getByRole('listitem')).toHaveCount(count + 1, patient);
}

/** From the opening to the closing, each step when it has happened. */
async function hold_a_gathering(page: Page): Promise<void> {
  await open_gathering(page, 'Welcome.');
  await expect(happened(page)).toBeVisible();
  await next(page);
  await open_floor(page, 'Round');
  await expect(happened(page)).toBeVisible();
  await next(page);
  await expect(happened(page)).toBeVisible(patient);
  await next(page);
  await button(page, 'Support at hand').click();
  const sheet = page.getByRole('dialog');
  await sheet.getByRole('button', { name: 'See what people wrote' }).click();
  // Where a companion wrote by now, its line is open.
  const back = button(page, 'Back to all');
  await expect(back.or(page.getByLabel('Write to somebody…'))).toBeVisible();
  if (await back.isVisible()) await back.click();
  await page.getByLabel('Write to somebody…').selectOption('Wren');
  await button(page, 'Write').click();
  await page.getByLabel('Write to Wren').fill('I am glad you are here.');
  await button(page, 'Send to Wren').click();
  await expect(page.getByText('Sent to Wren.')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(happened(page)).toBeVisible();
  await next(page);
  await button(page, 'Hold still').click();
  await expect(happened(page)).toBeVisible();
  await button(page, 'Go on').click();
  await next(page);
  await button(page, 'Close the gathering').click();
  await page.getByRole('dialog').getByRole('button', { name: 'Close the gathering' }).click();
  await expect(guide(page).getByText('That was a whole gathering.')).toBeVisible();
}

test('a rehearsal goes from the front page to its closing, and nothing of it stays', async ({
  people,
}) => {
  test.setTimeout(180_000);
  const { page, titles, stored, end } = await watched(people);
  await page.goto('/');
  await begin(page);
  await expect(ring(page).getByText('companion', { exact: true })).toHaveCount(3);
  await expect(guide(page)).toContainText('The others are companions, not people.');
  await expect.poll(stored).toBe(1);
  await hold_a_gathering(page);
  expect(titles).toHaveLength(1);
  await button(page, 'End the rehearsal').click();
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
  await expect(page.getByText('All of it is erased')).toBeVisible();
  await expect.poll(stored).toBe(0);
  expect(await page.evaluate(() => ({ ...localStorage, ...sessionStorage }))).toEqual({});
  await end();
});

test('nobody can be asked in: there is no link anywhere, and the page has the address of the front', async ({
  people,
}) => {
  const page = await people.page();
  await page.goto('/');
  await begin(page);
  await expect(page).toHaveURL(/\/$/);
  await expect(page.getByLabel('The invitation')).toHaveCount(0);
  await button(page, 'More').click();
  const menu = page.getByRole('dialog');
  await expect(menu.getByRole('button', { name: 'People' })).toBeVisible();
  await expect(menu.getByRole('button', { name: /^(The circle|Leave for good)$/ })).toHaveCount(0);
  await menu.getByRole('button', { name: 'For me' }).click();
  await expect(page.getByRole('dialog', { name: 'For me' })).toBeVisible();
  await expect(button(page, 'Carry my place to another device')).toHaveCount(0);
  await expect(page.getByRole('link', { name: 'Join as someone else' })).toHaveCount(0);
  expect(await page.content()).not.toMatch(/#[ikod]\./);
  expect(await kept_on(page)).not.toMatch(/invitation|place\//);
});

test('a page that is loaded again in the middle ends its rehearsal, and says so', async ({
  people,
}) => {
  const { page, stored, end } = await watched(people);
  await page.goto('/');
  await begin(page);
  await open_gathering(page);
  await expect.poll(stored).toBe(1);
  await page.reload();
  await expect(page.getByText('Your rehearsal ended with its page, and is erased.')).toBeVisible();
  await expect.poll(stored).toBe(0);
  expect(await page.evaluate(() => Object.keys(localStorage))).not.toContainEqual(
    expect.stringContaining('rehearsal'),
  );
  await page.reload();
  await expect(button(page, 'Try it out first')).toBeVisible();
  await expect(page.getByText('Your rehearsal ended')).toHaveCount(0);
  await end();
});

test('a page that is closed takes its rehearsal with it', async ({ people }) => {
  const { page, stored, end } = await watched(people);
  await page.goto('/');
  await begin(page);
  await expect.poll(stored).toBe(1);
  await page.close({ runBeforeUnload: true });
  await expect.poll(stored).toBe(0);
  await end();
});

test('what a lost line leaves is erased when the front page opens again; other tabs stay', async ({
  people,
}) => {
  const { server, listen, stored, end } = await watched(people);
  const tunnel = await people.tunnel(server.port);
  const device = await people.device({ baseURL: tunnel.url });
  const page = listen(await device.newPage());
  await page.goto('/');
  await begin(page);
  const other = await device.newPage();
  await other.goto('/');
  const asks = () =>
    other.evaluate(async () => (await navigator.locks.query()).pending?.length ?? 0);
  await expect.poll(asks).toBe(1);
  await expect.poll(asks).toBe(0);
  await expect(other.getByText('Your rehearsal ended')).toHaveCount(0);
  await expect(ring(page)).toBeVisible();
  tunnel.cut();
  await expect(page.getByText('Connecting again').first()).toBeVisible(patient);
  await button(page, 'End the rehearsal').click();
  await expect(page.getByText('The server could not be reached')).toBeVisible();
  expect(stored()).toBe(1);
  tunnel.mend();
  await page.goto('/');
  await expect(page.getByText('Your rehearsal ended')).toBeVisible(patient);
  await expect.poll(stored).toBe(0);
  await end();
});

test('where the operator gave a word, a rehearsal asks for it too', async ({ people }) => {
  const { page, stored, end } = await watched(people, ['--operator-token', 'a-word']);
  await page.goto('/');
  await button(page, 'Try it out first').click();
  await button(page, 'Begin the rehearsal').click();
  await expect(page.getByText('people who were given a word')).toBeVisible();
  await page.getByText('The word of whoever runs this server').first().click();
  await page.getByRole('textbox', { name: /word of whoever/ }).fill('a-word');
  await button(page, 'Begin the rehearsal').click();
  await expect(guide(page)).toBeVisible();
  await expect.poll(stored).toBe(1);
  await end();
});

test('a keeper begins one from their circle, which stays as it is', async ({ people }) => {
  const ana = await people.page();
  await people.make(ana);
  await button(ana, 'More').click();
  const opened = ana.context().waitForEvent('page');
  await ana.getByRole('link', { name: 'Rehearse with companions' }).click();
  const page = await opened;
  await expect(button(page, 'Begin the rehearsal')).toBeVisible();
  await expect(page).toHaveURL(/\/$/);
  await ana.keyboard.press('Escape');
  await expect(ring(ana).getByRole('listitem')).toHaveCount(1);
});

test('a rehearsal is in order for everybody, and needs no mouse', async ({ people }) => {
  test.setTimeout(180_000);
  const page = await people.page();
  await page.goto('/');
  const looks = async (state: string) => {
    await is_in_order(page, state);
    expect(await small_targets(page), state).toEqual([]);
  };
  await looks('the front page with a rehearsal to begin');
  await tab_to(page, /^Try it out first/);
  await page.keyboard.press('Enter');
  await expect(button(page, 'Begin the rehearsal')).toBeVisible();
  await looks('before a rehearsal');
  await tab_to(page, /^Begin the rehearsal/);
  await page.keyboard.press('Enter');
  await expect(ring(page).getByRole('listitem')).toHaveCount(6, patient);
  await looks('a rehearsal');
  await tab_to(page, /^All steps/);
  await page.keyboard.press('Enter');
  await tab_to(page, /^Hold it still/);
  await page.keyboard.press('Enter');
  await expect(guide(page)).toContainText('Step 5 of 6');
  await looks('a rehearsal with all its steps');
  await page.keyboard.press('Shift+Tab');
  await button(page, 'Hide the guide').focus();
  await page.keyboard.press('Enter');
  await looks('a rehearsal without its guide');
  await page.keyboard.press('Enter');
  await tab_to(page, /^End the rehearsal/);
  await page.keyboard.press('Enter');
  await expect(page.getByText('All of it is erased')).toBeVisible();
  await looks('after a rehearsal');
});

/** How many sheets of paper it takes. */
async function sheets(page: Page, format: 'A4' | 'Letter'): Promise<number> {
  const paper = await page.pdf({ format });
  return paper.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length ?? 0;
}

const on_paper = (page: Page) => page.getByRole('article');

test('the page to print fits on one sheet, with places to turn to and a line to write on', async ({
  people,
}) => {
  const page = await people.page();
  await page.goto('/');
  await button(page, 'A page to print, for those who take part').click();
  await expect(page.getByRole('dialog').getByText('Call or text 988')).toBeVisible();
  await is_in_order(page, 'the page to print');
  await expect(on_paper(page)).toBeHidden();
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  await expect(on_paper(page)).toBeVisible();
  await expect(page.getByRole('dialog')).toBeHidden();
  await expect(on_paper(page)).toContainText('Passing is always fine');
  await expect(on_paper(page)).toContainText('not a crisis service');
  await expect(on_paper(page)).toContainText('Call or text 988');
  for (const format of ['A4', 'Letter'] as const) expect(await sheets(page, format)).toBe(1);
  await page.emulateMedia({ media: 'screen', colorScheme: 'light' });
  await page.keyboard.press('Escape');
  await page.emulateMedia({ media: 'print' });
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(
    'A quiet place to sit in a circle',
  );
});

test('a keeper prints the next date, and the link only where it is wished', async ({ people }) => {
  const ana = await people.page();
  const { invitation } = await people.make(ana, { keeps: 'As long as the circle lives' });
  await open_sheet(ana, 'A page to print, for everybody');
  await ana.getByLabel('When do you meet next?').fill('Thursday, 3 December, at seven');
  await ana.emulateMedia({ media: 'print' });
  await expect(on_paper(ana)).toContainText('Thursday, 3 December, at seven');
  await expect(on_paper(ana)).toContainText('kept until the circle ends');
  await expect(on_paper(ana)).not.toContainText('#i.');
  await ana.emulateMedia({ media: 'screen' });
  await ana.getByLabel('Print the invitation, too').check();
  await is_in_order(ana, 'the page to print, with a link');
  await ana.emulateMedia({ media: 'print' });
  await expect(on_paper(ana)).toContainText(invitation);
  await expect(on_paper(ana).getByRole('img', { name: /code to scan/ })).toBeVisible();
  for (const format of ['A4', 'Letter'] as const) expect(await sheets(ana, format)).toBe(1);
});
