// Journey: a keeper writes a practice of the circle's own, with the server's word on what is not
// right yet; keepers alone have it, and it can be given away and forgotten.
import { readFileSync } from 'node:fs';
import axe from 'axe-core';
import type { Page } from '@playwright/test';
import { button, expect, open_sheet, test } from './people.ts';

const own = 'Practices of our own';

async function begin_from(page: Page, title: RegExp): Promise<void> {
  await open_sheet(page, own);
  await button(page, 'Start from one that is there').click();
  await page.getByRole('button', { name: title }).click();
  await expect(page.getByText('Everything is in order.')).toBeVisible();
}

async function is_in_order(page: Page): Promise<void> {
  await page.evaluate(axe.source);
  const found = await page.evaluate(async () => {
    const { axe: here } = window as unknown as {
      axe: { run(): Promise<{ violations: { id: string }[] }> };
    };
    return (await here.run()).violations.map(({ id }) => id);
  });
  expect(found).toEqual([]);
}

test('is told what is not right, keeps it, and other keepers have it', async ({ people }) => {
  const ana = await people.page();
  const links = await people.make(ana);
  await begin_from(ana, /^Say back until it is right/);
  await is_in_order(ana);
  await ana.getByLabel('Minutes', { exact: true }).selectOption('1');
  await ana.getByText('One thing is not right yet').click();
  await ana.getByRole('button', { name: /The minutes do not add up/ }).click();
  await expect(ana.getByLabel('Minutes', { exact: true })).toBeFocused();
  await ana.getByLabel('Minutes', { exact: true }).selectOption('20');
  await expect(ana.getByText('Everything is in order.')).toBeVisible();
  await ana.getByLabel('Title', { exact: true }).fill('Tea, said back');
  await button(ana, 'Look through it').click();
  await button(ana, 'It goes on').click();
  await button(ana, 'It goes on').click();
  await button(ana, 'Not quite yet').click();
  await expect(ana.getByRole('heading', { name: '2. Saying back' })).toBeVisible();
  await is_in_order(ana);
  await button(ana, 'Back to writing').click();
  await button(ana, 'Keep it in the circle').click();
  await expect(ana.getByText('It is kept.')).toBeVisible();

  const dee = await people.join(links.keeper, 'Dee');
  await open_sheet(dee, own);
  await expect(dee.getByRole('heading', { name: 'Tea, said back' })).toBeVisible();
  await button(dee, 'Change').click();
  await expect(dee.getByLabel('Title', { exact: true })).toHaveValue('Tea, said back');
  const ben = await people.join(links.invitation, 'Ben');
  await button(ben, 'More').click();
  await expect(button(ben, own)).toBeHidden();
});

test('is given away as a file, read from it, and forgotten in two acts', async ({ people }) => {
  const ana = await people.page();
  await people.make(ana);
  await begin_from(ana, /^A small repair/);
  await button(ana, 'Keep it in the circle').click();
  await ana.getByText('It is kept.').waitFor();
  await button(ana, 'Close').click();
  const saving = ana.waitForEvent('download');
  await button(ana, 'Save as a file').click();
  const file = await saving;
  expect(file.suggestedFilename()).toBe('practice.json');
  const text = readFileSync(await file.path(), 'utf8');
  expect(text).not.toContain('what_it_did');
  await button(ana, 'Forget').click();
  await button(ana, 'Forget it').click();
  await expect(ana.getByText('This circle has no practices of its own yet.')).toBeVisible();

  const read = ana.getByLabel('Read one from a file');
  const buffer = (words: string) => ({
    name: 'x.json',
    mimeType: 'application/json',
    buffer: Buffer.from(words),
  });
  await read.setInputFiles(buffer('<script>'));
  await expect(ana.getByRole('alert')).toContainText('Nothing was changed.');
  await read.setInputFiles(buffer(text));
  await expect(ana.getByLabel('Title', { exact: true })).toHaveValue('A small repair');
  await expect(ana.getByText('Everything is in order.')).toBeVisible();
});

test('outlives a reload, and Escape loses nothing', async ({ people }) => {
  const ana = await people.page();
  await people.make(ana);
  await open_sheet(ana, own);
  await button(ana, 'Write a new one').click();
  await ana.getByLabel('Title', { exact: true }).fill('Tea together');
  await ana.keyboard.press('Escape');
  await expect(ana.getByText('What you wrote is not kept in the circle yet')).toBeVisible();
  await button(ana, 'Go on writing').click();
  await expect(ana.getByLabel('Title', { exact: true })).toHaveValue('Tea together');
  await ana.waitForTimeout(800);
  await ana.reload();
  await open_sheet(ana, own);
  await button(ana, 'Go on with what you were writing').click();
  await expect(ana.getByLabel('Title', { exact: true })).toHaveValue('Tea together');
});
