// Journey: what a keeper does against harm, short of removing somebody, and what everybody can do
// for themselves.
import { readFile } from 'node:fs/promises';
import {
  button,
  choose,
  expect,
  mine,
  open_floor,
  open_sheet,
  seat,
  share,
  shares,
  test,
  three,
} from './people.ts';
import { is_in_order } from './looking.ts';

test('a share is hidden from the others, and shown again', async ({ people }) => {
  const { ana, ben, cai } = await three(people);
  await open_floor(ana, 'Open');
  await share(ben, 'Words that were too much.');
  await expect(shares(cai)).toContainText('Words that were too much.');
  await button(ana, 'Hide this from the others').click();
  await expect(shares(cai)).toContainText('A keeper has hidden this.');
  await expect(shares(cai)).not.toContainText('Words that were too much.');
  await expect(shares(ben)).toContainText('Hidden: only you and the keepers read this.');
  await expect(shares(ben)).toContainText('Words that were too much.');
  await is_in_order(cai, 'a hidden share');
  await cai.reload();
  await expect(shares(cai)).toContainText('A keeper has hidden this.');
  await button(ana, 'Show it to everybody again').click();
  await expect(shares(cai)).toContainText('Words that were too much.');
});

test('somebody is asked to be quiet, is told why, and it can be ended', async ({ people }) => {
  const { ana, ben, cai } = await three(people);
  await open_floor(ana, 'Open');
  await open_sheet(ana, 'People');
  const row = ana.getByRole('dialog').getByRole('listitem').filter({ hasText: 'Ben' });
  await row.getByRole('button', { name: 'Ask for a little quiet' }).click();
  await choose(ana, 'To be quiet for a while');
  await row.getByLabel('Why, in your own words').fill('Let the others find words first.');
  await row.getByRole('button', { name: 'Ask Ben' }).click();
  await expect(ben.getByText('Let the others find words first.')).toBeVisible();
  await expect(cai.getByText('Let the others find words first.')).toHaveCount(0);
  await expect(ben.getByLabel('Your words')).toHaveCount(0);
  await is_in_order(ben, 'who was asked to be quiet');
  await row.getByRole('button', { name: 'End it now' }).click();
  await ana.keyboard.press('Escape');
  await expect(ben.getByText('Let the others find words first.')).toHaveCount(0);
  await share(ben, 'Here I am again.');
  await expect(shares(cai)).toContainText('Here I am again.');
});

test("somebody's signs rest for one alone", async ({ people }) => {
  const { ana, ben, cai } = await three(people);
  await open_floor(ana, 'Round', { from: 'Cai' });
  await open_sheet(cai, 'People');
  const row = cai.getByRole('dialog').getByRole('listitem').filter({ hasText: 'Ben' });
  await row.getByRole('button', { name: 'Let their signs rest for me' }).click();
  await cai.keyboard.press('Escape');
  await ben.getByRole('button', { name: 'With you' }).click();
  await expect(seat(ana, 'Ben')).toContainText('With you');
  await expect(seat(cai, 'Ben')).not.toContainText('With you');
  await cai.reload();
  await open_sheet(cai, 'For me');
  await expect(cai.getByRole('dialog').getByText('Signs that rest for you')).toBeVisible();
  await is_in_order(cai, 'signs at rest');
});

test('what is kept of oneself is seen, taken home and taken back', async ({ people }) => {
  const { ana, ben } = await three(people, { keeps: 'As long as the circle lives' });
  await open_floor(ana, 'Open');
  await share(ben, 'To take home.');
  await open_sheet(ben, 'What is kept of me');
  const sheet = ben.getByRole('dialog');
  await expect(sheet.getByText('To take home.')).toBeVisible();
  await is_in_order(ben, 'what is kept of me');
  const download = ben.waitForEvent('download');
  await sheet.getByRole('button', { name: 'Take it home' }).click();
  expect(await readFile(await (await download).path(), 'utf8')).toContain('To take home.');
  await sheet.getByRole('button', { name: 'Take all of it back' }).click();
  await sheet.getByRole('button', { name: 'Yes, take all of it back' }).click();
  await ben.keyboard.press('Escape');
  await expect(shares(ana)).not.toContainText('To take home.');
});

test('a circle ends with a last word, which everybody who is here reads', async ({ people }) => {
  const { ana, ben } = await three(people);
  await open_sheet(ana, 'The circle');
  await button(ana, 'End the circle and erase it').click();
  await ana.getByLabel('A last word, if you like').fill('Thank you for all of it.');
  await button(ana, 'Erase it all').click();
  await expect(ben.getByText('Thank you for all of it.')).toBeVisible();
  await expect(mine(ben)).toHaveCount(0);
  await ben.reload();
  await expect(ben.getByText('Thank you for all of it.')).toHaveCount(0);
});
