// Journey: help for one person, while the circle goes on and nothing of it shows to the others.
import type { Page } from '@playwright/test';
import {
  button,
  expect,
  holds,
  open_floor,
  pass_on,
  type People,
  ring,
  seat,
  share,
  shares,
  test,
  open_gathering,
} from './people.ts';
import { is_in_order, tab_to } from './looking.ts';

/** Ana and Kay keep, Ben and Cai are there, and the gathering is open. */
async function four(people: People) {
  const ana = await people.page();
  const links = await people.make(ana);
  const kay = await people.join(links.keeper, 'Kay');
  const ben = await people.join(links.invitation, 'Ben');
  const cai = await people.join(links.invitation, 'Cai');
  await open_gathering(ana);
  return { ana, kay, ben, cai };
}

const sheet = (page: Page) => page.getByRole('dialog');
const at_hand = (page: Page) => button(page, 'Support at hand').click();
const news = (page: Page) => button(page, 'New words for you alone');

async function write(page: Page, label: string | RegExp, words: string, send: string | RegExp) {
  await page.getByLabel(label).fill(words);
  await button(page, send).click();
  await expect(page.getByText(words).first()).toBeVisible();
}

test('a private line leads to a page for two, while the round goes on', async ({ people }) => {
  const { ana, kay, ben, cai } = await four(people);
  await open_floor(ana, 'Round', { from: 'Cai' });
  await holds('Cai', cai, ben);
  const before = await ring(cai).innerText();

  await at_hand(ben);
  await sheet(ben).getByRole('button', { name: 'I need support' }).click();
  await is_in_order(ben, 'the private line');
  await sheet(ben).getByRole('button', { name: 'Send to Ana and Kay' }).click();
  await expect(sheet(ben).getByText('Sent to Ana and Kay.')).toBeVisible();
  expect(await ring(cai).innerText()).toBe(before);
  await expect(news(cai)).toHaveCount(0);

  await news(kay).click();
  await expect(sheet(kay).getByText('I need support')).toBeVisible();
  await is_in_order(kay, 'the lines of a keeper');
  await write(kay, 'Answer Ben', 'I am with you. Shall we go aside?', /^Send to .*Ben/);
  await expect(sheet(ben).getByText('I am with you. Shall we go aside?')).toBeVisible();
  await button(kay, 'Go aside with Ben').click();
  await kay.keyboard.press('Escape');
  await ben.keyboard.press('Escape');
  const card = ben.getByRole('region', { name: 'Going aside' });
  await is_in_order(ben, 'asked aside');
  await card.getByRole('button', { name: 'Go aside with Kay' }).click();
  for (const page of [ben, kay]) await expect(ring(page)).toHaveCount(0);
  await is_in_order(ben, 'aside');

  await write(ben, 'Write to Kay', 'It is a hard week.', 'Send to Kay');
  await expect(kay.getByText('It is a hard week.')).toBeVisible();
  await share(cai, 'The round goes on.');
  await pass_on(cai);
  await holds('Ana', ana, cai);
  await pass_on(ana);
  await button(ben, 'Back to the circle').click();
  await holds('Kay', ana, kay);
  await pass_on(kay);
  await holds('Ben', ana, ben);
  await expect(shares(ben)).toContainText('The round goes on.');
  await share(ben, 'I am back.');
  await expect(shares(cai)).toContainText('I am back.');
  for (const page of [cai, ana]) await expect(page.getByText('It is a hard week.')).toHaveCount(0);
});

test('a keeper is told about a share, and one of them is left out', async ({ people }) => {
  const { ana, kay, ben, cai } = await four(people);
  await open_floor(ana, 'Open');
  await share(cai, 'Something that went too far.');
  await expect(shares(ben)).toContainText('Something that went too far.');
  await button(ben, /Tell the keepers.*what Cai shared/).click();
  await ben.getByText('Who reads it: Ana and Kay').click();
  await ben.getByRole('checkbox', { name: /Kay/ }).uncheck();
  await ben.getByLabel('In your own words').fill('This frightened me.');
  await button(ben, 'Send to Ana').click();
  await news(ana).click();
  await expect(sheet(ana).getByText('This frightened me.')).toBeVisible();
  await expect(sheet(ana).getByText('Something that went too far.')).toBeVisible();
  await expect(news(kay)).toHaveCount(0);
});

test('where no keeper is here it says so, with places to turn to, and it waits for them', async ({
  people,
}) => {
  const { ana, kay, ben } = await four(people);
  await kay.close();
  const address = ana.url();
  const context = ana.context();
  await ana.close();
  await expect(seat(ben, 'Ana').getByText(/away/)).toBeAttached();
  await at_hand(ben);
  await expect(sheet(ben).getByText(/is here just now\. It waits for them/)).toBeVisible();
  await sheet(ben).getByRole('button', { name: 'Please look after me' }).click();
  await sheet(ben).getByRole('button', { name: 'Send to Ana and Kay' }).click();
  await expect(sheet(ben).getByText(/It waits for when they come/)).toBeVisible();
  const back = await context.newPage();
  await back.goto(address);
  await news(back).click();
  await expect(sheet(back).getByText('Please look after me')).toBeVisible();
  await ben.reload();
  await at_hand(ben);
  await expect(sheet(ben).getByText('Please look after me').last()).toBeVisible();
});

test('the private line is reached and used by keyboard alone', async ({ people, isMobile }) => {
  test.skip(isMobile, 'a keyboard');
  const { ana, ben } = await four(people);
  await tab_to(ben, /^Support at hand/);
  await ben.keyboard.press('Enter');
  await tab_to(ben, /^Someone frightened me/);
  await ben.keyboard.press('Enter');
  await tab_to(ben, /^Send to Ana and Kay/);
  await ben.keyboard.press('Enter');
  await expect(sheet(ben).getByText('Sent to Ana and Kay.')).toBeVisible();
  await news(ana).click();
  await expect(sheet(ana).getByText('Someone frightened me')).toBeVisible();
});
