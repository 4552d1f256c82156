// Journey: a gathering from a shipped plan, changed while it goes on, to the closing and the next date.
import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { fits, is_in_order, small_targets, tab_to } from './looking.ts';
import { button, expect, holds, pass_on, ring, test, type People } from './people.ts';

const here = (page: Page) => page.getByRole('region', { name: 'Where we are' });
const lead = (page: Page) => page.getByRole('group', { name: 'Going on' });
const sheet = (page: Page) => page.getByRole('dialog');
const next = (page: Page) => page.getByRole('region', { name: 'The next gathering' });

async function is_fine(page: Page, state: string): Promise<void> {
  await is_in_order(page, state);
  expect(await small_targets(page), state).toEqual([]);
}

/** In eight days, as the field of a date has it. */
const in_eight_days = () => {
  const day = new Date(Date.now() + 8 * 86_400_000);
  return [day.getFullYear(), day.getMonth() + 1, day.getDate()]
    .map((part) => String(part).padStart(2, '0'))
    .join('-');
};

/** From the front page: what a new keeper does, and no more. */
async function opened_with_a_plan(people: People) {
  const ana = await people.page();
  const { invitation } = await people.make(ana, { name: 'Ana' });
  const ben = await people.join(invitation, 'Ben');
  await button(ana, 'Open with a plan').click();
  await sheet(ana).getByRole('button', { name: 'A short check-in' }).click();
  await sheet(ana).getByRole('button', { name: 'Open the gathering' }).click();
  await expect(sheet(ana)).toBeHidden();
  return { ana, ben };
}

async function goes_on_to(page: Page, part: RegExp): Promise<void> {
  await lead(page)
    .getByRole('button', { name: new RegExp(`^(Begin|Go on to): ${part.source}`) })
    .click();
}

test('a gathering follows a plan that is chosen in two acts, and everybody knows where it is', async ({
  people,
}) => {
  test.setTimeout(120_000);
  const { ana, ben } = await opened_with_a_plan(people);
  await expect(here(ben)).toContainText('First: Beginning');
  await goes_on_to(ana, /Beginning/);
  await expect(here(ben)).toContainText(/Beginning\s+until about \d/);
  await expect(here(ben)).toContainText('Then: What we agree on');
  await is_fine(ben, 'a plan, for a member');
  await is_fine(ana, 'a plan, for a keeper');
  await button(ben, 'The whole plan').click();
  await expect(sheet(ben).getByRole('heading', { name: 'What is ahead' })).toBeVisible();
  await expect(sheet(ben).getByRole('button', { name: 'Change the plan' })).toHaveCount(0);
  await is_fine(ben, 'the whole plan');
});

test('a part waits for who holds the piece, and what comes next is known', async ({ people }) => {
  const { ana, ben } = await opened_with_a_plan(people);
  await goes_on_to(ana, /Beginning/);
  await lead(ana)
    .getByRole('button', { name: /^Leave out/ })
    .click();
  await goes_on_to(ana, /Check-in/);
  await holds('Ben', ana, ben);
  await expect(here(ben)).toContainText('Check-in');
  await expect(lead(ana)).toContainText('Ben holds the piece.');
  await goes_on_to(ana, /Open floor/);
  await expect(here(ana)).toContainText('once Ben is done');
  await pass_on(ben);
  await expect(here(ana)).not.toContainText('once Ben is done');
  await expect(ring(ben)).toContainText('The piece lies in the centre');
});

test('a plan is changed while it goes on, with what that does to the end', async ({ people }) => {
  test.setTimeout(120_000);
  const { ana, ben } = await opened_with_a_plan(people);
  await goes_on_to(ana, /Beginning/);
  await button(ana, '5 minutes longer').click();
  await expect(lead(ana)).toContainText('This part has 5 minutes more.');
  await lead(ana).getByRole('button', { name: 'Change the plan' }).click();
  await sheet(ana).getByRole('button', { name: 'Take out: What we agree on' }).click();
  await sheet(ana).getByRole('button', { name: 'Later: What is there today' }).click();
  await button(ana, 'Add a part').click();
  await sheet(ana).getByLabel('What it is').selectOption('Silence');
  await is_fine(ana, 'a part is added');
  await button(ana, 'Put it in').click();
  await expect(sheet(ana)).toContainText('This ends about 1 minute later than planned.');
  await is_fine(ana, 'the plan is changed');
  await button(ana, 'Change it for everybody').click();
  await expect(sheet(ana)).toBeHidden();
  await expect(here(ben)).toContainText('Then: Silence');
});

test('it closes with thanks and the next date, which goes into a calendar', async ({ people }) => {
  test.setTimeout(120_000);
  const { ana, ben } = await opened_with_a_plan(people);
  await button(ana, 'Close the gathering').click();
  await expect(sheet(ana)).toContainText('There was no closing round yet.');
  await button(ana, 'Thank everybody').click();
  await expect(ring(ben)).toContainText('Thank you');
  await sheet(ana)
    .getByLabel(/Closing words/)
    .fill('Go gently.');
  await sheet(ana).getByRole('radio', { name: 'Another date' }).check();
  await sheet(ana).getByLabel('Day').fill(in_eight_days());
  await sheet(ana).getByLabel('Time').fill('19:30');
  await sheet(ana).getByLabel('What to expect').fill('We begin with tea.');
  await is_fine(ana, 'closing');
  await sheet(ana).getByRole('button', { name: 'Close the gathering' }).click();
  await expect(ben.getByText('Go gently.')).toBeVisible();
  await expect(ben.getByText('All that was written in this gathering is gone.')).toBeVisible();
  await expect(next(ben)).toContainText('We begin with tea.');
  await expect(next(ben)).toContainText('Every week');
  await is_fine(ben, 'closed');
  await is_fine(ana, 'closed, for a keeper');

  await button(ben, 'Put it in my calendar').click();
  await sheet(ben)
    .getByRole('radio', { name: /^The next 6 dates/ })
    .check();
  await is_fine(ben, 'a file for a calendar');
  const file = ben.waitForEvent('download');
  await button(ben, 'Make the file').click();
  const download = await file;
  expect(download.suggestedFilename()).toBe('calendar.ics');
  const text = await readFile(await download.path(), 'utf8');
  expect(text.match(/BEGIN:VEVENT/g)).toHaveLength(6);
  expect(text).toContain('SUMMARY:Circle');
  expect(text).not.toMatch(/Thursday circle|http|tea/);
});

test('somebody says with one act that they come late, and a keeper reads it', async ({
  people,
}) => {
  const ana = await people.page();
  const { invitation } = await people.make(ana);
  const ben = await people.join(invitation, 'Ben');
  await button(ben, 'I will come a little later.').click();
  await expect(ben.getByText('Sent to Ana: “I will come a little later.”')).toBeVisible();
  await expect(button(ben, 'Take this back')).toBeVisible();
  await button(ana, /^Support at hand/).click();
  await button(ana, 'See what people wrote').click();
  await expect(sheet(ana).getByText('I will come a little later.')).toBeVisible();
});

test('the door says when it is next, and what to expect', async ({ people }) => {
  const ana = await people.page();
  const { invitation } = await people.make(ana);
  await button(ana, 'Name the next date').click();
  await sheet(ana).getByLabel('Day').fill(in_eight_days());
  await sheet(ana).getByLabel('What to expect').fill('A first evening.');
  await is_fine(ana, 'naming the next date');
  await button(ana, 'Tell the circle').click();
  await expect(next(ana)).toContainText('A first evening.');
  const eve = await people.page({ timezoneId: 'Asia/Kathmandu' });
  await eve.goto(invitation);
  await expect(next(eve)).toContainText('A first evening.');
  await expect(next(eve)).toContainText('That is your own time.');
  await fits(eve, 'the door with a date');
});

test('a keeper leads a planned gathering by keyboard alone', async ({ people }, testInfo) => {
  test.skip(testInfo.project.name !== 'desktop', 'a phone has no Tab');
  test.setTimeout(120_000);
  const ana = await people.page();
  await people.make(ana);
  const press = async (name: RegExp) => {
    await tab_to(ana, name);
    await ana.keyboard.press('Enter');
  };
  await press(/^Open with a plan/);
  await expect(sheet(ana).getByText('A short check-in').first()).toBeVisible();
  await press(/^A short check-in/);
  await press(/^Open the gathering/);
  await press(/^Begin: Beginning/);
  await expect(here(ana)).toContainText('until about');
  await press(/^5 minutes longer/);
  await expect(lead(ana)).toContainText('This part has 5 minutes more.');
  await press(/^Change the plan/);
  await expect(sheet(ana).getByRole('heading', { name: 'What is ahead' })).toBeVisible();
  await press(/Later: What we agree on/);
  await expect(button(ana, 'Later: What we agree on')).toBeFocused();
  await press(/^Change it for everybody/);
  await expect(here(ana)).toContainText('Then: What is there today');
  await press(/^Close the gathering/);
  await expect(sheet(ana)).toContainText('What stays, and what goes');
  await press(/^Close the gathering/);
  await expect(ana.getByRole('heading', { name: 'The gathering has closed' })).toBeVisible();
});
