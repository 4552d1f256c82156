// A repair between two, from the gate to an agreement, and one that stops in the middle; and what
// each of them sees of the other's answers, which is nothing.
import type { Page } from '@playwright/test';
import { is_in_order } from './looking.ts';
import { button, expect, open_gathering, open_sheet, type People, test } from './people.ts';
import {
  after,
  by_keys,
  click,
  invite_chosen,
  outside,
  pod,
  practise_by,
  type Press,
} from './practising.ts';

const going_on = [
  'Yes, I want this myself', // is it my own choice
  'No', // am I afraid
  'No', // does it go on
  'Yes', // can a part be named
  'Yes', // is somebody there
];

async function answer(page: Page, answers: string[]): Promise<void> {
  const sheet = page.getByRole('dialog');
  for (const [index, each] of answers.entries()) {
    await expect(sheet).toContainText(`Question ${index + 1} of 5`);
    await sheet.getByRole('radio', { name: each, exact: true }).check();
    await sheet.getByRole('button', { name: 'Next' }).click();
  }
}

async function ask(page: Page, name: string, answers: string[]): Promise<void> {
  await open_sheet(page, 'Ask for a repair');
  const sheet = page.getByRole('dialog');
  await sheet.getByLabel('With whom?').selectOption(name);
  await sheet.getByRole('button', { name: 'To the questions' }).click();
  await is_in_order(page, 'a question before a repair');
  await answer(page, answers);
}

async function close(page: Page): Promise<void> {
  await page.getByRole('dialog').getByRole('button', { name: 'Close', exact: true }).click();
}

/** Ben asks Cai, and Dia is there for Ben; Ana keeps. */
async function four(people: People) {
  const ana = await people.page();
  const { invitation } = await people.make(ana);
  const ben = await people.join(invitation, 'Ben');
  const cai = await people.join(invitation, 'Cai');
  const dia = await people.join(invitation, 'Dia');
  await open_gathering(ana);
  return { ana, ben, cai, dia };
}

/** Through the gate, into a pod with a person beside Ben. */
async function in_repair(people: People, press: Press) {
  const all = await four(people);
  const { ana, ben, cai, dia } = all;
  await ask(ben, 'Cai', going_on);
  await expect(ben.getByText('Your ask is on its way.')).toBeVisible();
  await is_in_order(ben, 'a repair is asked for');
  await close(ben);
  await expect(
    cai.getByText('Ben would like to look at something that hurt, with you.'),
  ).toBeVisible();
  await expect(dia.getByRole('region', { name: 'A repair' })).toHaveCount(0);
  await is_in_order(cai, 'somebody asks for a repair');
  await button(cai, 'Look at it').click();
  await answer(cai, going_on);
  await expect(cai.getByText('Thank you. You both wish to look at it.')).toBeVisible();
  await close(cai);
  await expect(ana.getByText(/would both like to look at something that hurt/)).toBeVisible();
  await button(ana, 'Choose a repair').click();
  await invite_chosen(ana, 'A small repair');
  for (const page of [ben, cai, dia]) await press(button(page, 'Take part'));
  await button(ana, 'Put people together').click();
  const sheet = ana.getByRole('dialog');
  for (const name of ['Ben', 'Cai', 'Dia']) {
    await sheet.getByLabel(name, { exact: true }).selectOption('Pod 1');
  }
  await sheet.getByRole('button', { name: 'Begin the practice' }).click();
  await press(button(ben, 'First voice, whom it hurt'));
  await press(button(cai, 'Second voice, who answers'));
  await press(button(dia, 'Beside the first voice'));
  await expect(pod(ben)).toContainText('Step 1 of 9');
  await is_in_order(ben, 'a repair in its pod');
  await is_in_order(ana, 'while a repair is on');
  return all;
}

test('through the gate, with somebody beside, to an agreement', async ({ people }, testInfo) => {
  test.setTimeout(150_000);
  // A phone has no Tab; where there is one, nothing else is used from the invitation to the end.
  const press = testInfo.project.name === 'desktop' ? by_keys : click;
  const { ana, ben, cai, dia } = await in_repair(people, press);
  await Promise.all([ben, cai, dia].map((page) => practise_by(press, page, ['Yes'])));
  await expect(outside(ana)).toBeHidden();
  await expect(after(ben)).not.toContainText('It ended early');
  await button(ana, 'Close the gathering').click();
  await ana.getByRole('dialog').getByRole('button', { name: 'Close the gathering' }).click();
  await expect(ben.getByText('Not this time.')).toHaveCount(0);
});

test('stopped in the middle by one act, in neutral words', async ({ people }) => {
  test.setTimeout(150_000);
  const { ana, ben, cai, dia } = await in_repair(people, click);
  for (const page of [ben, cai, dia]) await button(page, 'Yes').click();
  await expect(pod(cai)).toContainText('Step 2 of 9');
  await button(cai, 'Ask a keeper to come').click();
  await expect(outside(ana)).toContainText('They ask for a keeper.');
  await expect(pod(ben)).not.toContainText('They ask for a keeper.');
  await button(cai, 'Leave the practice').click();
  await expect(after(ben)).toContainText('It ended early, with care.');
  await expect(pod(dia)).toBeHidden();
  await expect(outside(ana)).toBeHidden();
});

test('a gate that closes says what else there is, and not this time at the end', async ({
  people,
}) => {
  const { ana, ben, cai } = await four(people);
  await ask(ben, 'Cai', going_on);
  await close(ben);
  await button(cai, 'Look at it').click();
  await answer(cai, ['Yes, I want this myself', 'Yes, I am afraid', 'No', 'Yes', 'Yes']);
  await expect(cai.getByText('What you could do instead')).toBeVisible();
  await close(cai);
  await expect(ana.getByText(/would both like to look at/)).toHaveCount(0);
  await expect(ben.getByText('Not this time.')).toHaveCount(0);
  await button(ana, 'Close the gathering').click();
  await ana.getByRole('dialog').getByRole('button', { name: 'Close the gathering' }).click();
  await expect(ben.getByText('Not this time.')).toBeVisible();
  await expect(cai.getByText('Not this time.')).toHaveCount(0);
});
