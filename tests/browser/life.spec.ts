// Journey: what is remembered. Three short gatherings become a picture that everybody has for
// themselves, and a record that a keeper makes and takes along.
import { readFile } from 'node:fs/promises';
import type { Download, Page } from '@playwright/test';
import { is_in_order, small_targets, tab_to } from './looking.ts';
import {
  button,
  expect,
  open_floor,
  open_gathering,
  open_sheet,
  test,
  type People,
} from './people.ts';

async function close_gathering(page: Page): Promise<void> {
  await button(page, 'Close the gathering').click();
  await page.getByRole('dialog').getByRole('button', { name: 'Close the gathering' }).click();
  await expect(page.getByText('The gathering has closed').first()).toBeVisible();
}

/** Ana and Ben meet; then Cai, too; then without Ben, who went. */
async function three_gatherings(people: People) {
  const ana = await people.page();
  const { invitation } = await people.make(ana);
  const ben = await people.join(invitation, 'Ben');
  await open_gathering(ana);
  await open_floor(ana, 'Round', { from: 'Ben' });
  await close_gathering(ana);
  const cai = await people.join(invitation, '=Cai');
  await open_gathering(ana);
  await open_floor(ana, 'Open');
  await close_gathering(ana);
  await ben.close();
  await open_gathering(ana);
  await close_gathering(ana);
  return { ana, cai };
}

const sheet = (page: Page) => page.getByRole('dialog');
const title = 'The life of this circle';
const record = "The keeper's record";

async function taken(page: Page, name: string): Promise<Download> {
  const download = page.waitForEvent('download');
  await button(page, name).click();
  return download;
}
const text_of = async (download: Download) => readFile(await download.path(), 'utf8');

test('a circle has a life, drawn and in words, and to take along', async ({ people, browser }) => {
  const { cai } = await three_gatherings(people);
  await button(cai, title).click();
  const drawn = sheet(cai).getByRole('img', { name: 'Thursday circle' });
  await expect(drawn).toBeVisible();
  // Three gatherings and the circle of today; Cai's seat in two of them.
  await expect(drawn.locator('circle[stroke-width="2.5"]')).toHaveCount(4 + 1);
  await expect(drawn.locator('circle[fill="var(--clay)"]')).toHaveCount(2 + 1 + 1);
  await expect(drawn).toContainText('Somebody new came');
  await is_in_order(cai, 'the life of a circle');
  expect(await small_targets(cai)).toEqual([]);

  const words = sheet(cai).getByRole('list', { name: 'The same in words' });
  await expect(words.getByRole('listitem')).toHaveCount(4);
  await expect(words.getByRole('listitem').nth(0)).toContainText('There was room for a round.');
  await expect(words.getByRole('listitem').nth(0)).not.toContainText('You were there.');
  await expect(words.getByRole('listitem').nth(1)).toContainText('Somebody new came.');
  await expect(words.getByRole('listitem').nth(1)).toContainText('You were there.');
  await button(cai, 'Read it in words').click();
  await is_in_order(cai, 'the life of a circle in words');

  const download = await taken(cai, 'Save the picture');
  expect(download.suggestedFilename()).toBe('picture.svg');
  const picture = await text_of(download);
  expect(picture).not.toMatch(/Cai|Ben|Ana|var\(|style=/);
  const elsewhere = await browser.newPage();
  await elsewhere.goto(`data:image/svg+xml,${encodeURIComponent(picture)}`);
  expect(await elsewhere.evaluate(() => document.documentElement.localName)).toBe('svg');
  expect(await elsewhere.title()).toBe('Thursday circle');
  await expect(elsewhere.locator('text', { hasText: 'The circle of today' })).toBeVisible();
  await elsewhere.close();
});

test('each has their life by the keyboard alone', async ({ people }) => {
  const { cai } = await three_gatherings(people);
  await tab_to(cai, /^More$/);
  await cai.keyboard.press('Enter');
  await tab_to(cai, new RegExp(`^${title}$`));
  await cai.keyboard.press('Enter');
  await expect(sheet(cai).getByRole('img')).toBeVisible();
  await tab_to(cai, /^Read it in words$/);
  await cai.keyboard.press('Space');
  await expect(button(cai, 'Read it in words')).toHaveAttribute('aria-pressed', 'true');
  await cai.keyboard.press('Escape');
  await expect(sheet(cai)).toBeHidden();
});

test('a keeper takes a record along, on paper, as a table and as data', async ({ people }) => {
  const { ana, cai } = await three_gatherings(people);
  await button(cai, 'More').click();
  await expect(button(cai, record)).toHaveCount(0);

  await open_sheet(ana, record);
  await expect(sheet(ana)).toContainText('Of who was there, it holds only how many.');
  await button(ana, /^Write a note/)
    .last()
    .click();
  await sheet(ana).getByLabel('Your note').fill('It was quiet.\n=1+1');
  await is_in_order(ana, "a keeper's note");
  await ana.reload();
  await open_sheet(ana, record);
  await button(ana, /^Go on with the note/)
    .last()
    .click();
  await expect(sheet(ana).getByLabel('Your note')).toHaveValue('It was quiet.\n=1+1');
  await button(ana, 'Keep it').click();
  await expect(button(ana, /^Change the note/).first()).toBeVisible();

  await sheet(ana).getByRole('radio', { name: 'Names' }).check();
  await sheet(ana)
    .getByRole('checkbox', { name: /With my own notes/ })
    .check();
  await expect(sheet(ana)).toContainText('It holds the names of who was there.');
  await is_in_order(ana, 'the record');
  expect(await small_targets(ana)).toEqual([]);

  await ana.emulateMedia({ media: 'print' });
  const paper = ana.getByRole('article');
  await expect(paper).toContainText('=Cai, Ana, and Ben');
  await expect(paper).toContainText('It was quiet.');
  await expect(button(ana, 'Print it')).toBeHidden();
  await expect(ana.getByRole('heading', { name: record })).toBeHidden();
  await ana.emulateMedia({ media: 'screen' });
  await expect(paper).toBeHidden();

  const table = await taken(ana, 'Save as a table (CSV)');
  expect(table.suggestedFilename()).toBe('record.csv');
  const rows = (await text_of(table)).split('\r\n');
  expect(rows[0]).toContain('"Day","Began","Ended","There","Held","Note"');
  expect(rows[1]).toMatch(/^"\d{4}-\d\d-\d\d","\d\d:\d\d","\d\d:\d\d","Ana, Ben","a round",""$/);
  expect(rows[2]).toMatch(/"'=Cai, Ana, Ben"/);
  expect(rows[3]).toMatch(/"'=Cai, Ana","","It was quiet.\n=1\+1"$/);
  const data = await taken(ana, 'Save as data (JSON)');
  expect(data.suggestedFilename()).toBe('record.json');
  const { format, version, gatherings } = JSON.parse(await text_of(data)) as {
    format: string;
    version: number;
    gatherings: { there: unknown; held: unknown }[];
  };
  expect([format, version]).toEqual(['circlekeeper-record', 1]);
  expect(gatherings.map(({ there }) => there)).toEqual([
    { names: ['Ana', 'Ben'], others: false },
    { names: ['=Cai', 'Ana', 'Ben'], others: false },
    { names: ['=Cai', 'Ana'], others: false },
  ]);
  expect(gatherings[0]?.held).toEqual([{ kind: 'round', words: 'a round' }]);
});

test('a keeper makes a record by the keyboard alone', async ({ people }) => {
  const { ana } = await three_gatherings(people);
  await tab_to(ana, /^More$/);
  await ana.keyboard.press('Enter');
  await tab_to(ana, /^The keeper's record$/);
  await ana.keyboard.press('Enter');
  await expect(sheet(ana)).toContainText('Who was there');
  await tab_to(ana, /^Only how many$/);
  await ana.keyboard.press('ArrowDown');
  await expect(sheet(ana).getByRole('radio', { name: 'Initials' })).toBeChecked();
  await tab_to(ana, /^Save as data/);
  const download = ana.waitForEvent('download');
  await ana.keyboard.press('Enter');
  const text = await text_of(await download);
  expect(text).toContain('"initials"');
  expect(text).not.toContain('Ben');
});

test('what is kept of me names the gatherings that I was at', async ({ people }) => {
  const { cai } = await three_gatherings(people);
  await open_sheet(cai, 'What is kept of me');
  const kept = sheet(cai).getByRole('list', { name: 'Gatherings that you were at' });
  await expect(kept.getByRole('listitem')).toHaveCount(2);
  await expect(sheet(cai)).toContainText('Keepers see who was at which gathering');
});

test('where what is remembered cannot be fetched, that is said, and the circle stands', async ({
  people,
}) => {
  const ana = await people.page();
  await people.make(ana);
  await ana.route('**/AtRest-*.js', (route) => route.abort());
  await open_gathering(ana);
  await close_gathering(ana);
  await expect(ana.getByText(/^This could not be loaded/).first()).toBeVisible();
  await expect(ana.getByRole('region', { name: 'The ring' })).toBeVisible();
});
