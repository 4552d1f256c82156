// Journey: a keeper makes a plan of their own out of one that is there, with a keyboard alone too, keeps
// it for the circle, gives it away as a file, and opens a gathering with it.
import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { is_in_order, kept_on, small_targets, tab_to } from './looking.ts';
import { button, expect, type People, test } from './people.ts';

const plans = 'Plans for gatherings';
const sheet = (page: Page) => page.getByRole('dialog', { name: plans, exact: true });
const chooser = (page: Page) =>
  page.getByRole('dialog', { name: 'Start from a plan that is there' });
const desk = (page: Page) => page.getByRole('dialog', { name: 'A plan for a gathering' });
const parts = (page: Page) => desk(page).getByRole('list').first().getByRole('listitem');
const part = (page: Page, name: string) =>
  parts(page).getByRole('button', { name: new RegExp(`^${name} \\d`) });

const keeping = (page: Page) => page.getByRole('region', { name: 'Keep the circle' });
const open_plans = (page: Page) => keeping(page).getByRole('button', { name: plans }).click();
/** There in the menu too: while a gathering is open, a keeper plans the next. */
async function open_from_menu(page: Page) {
  await button(page, 'More').click();
  const menu = page.getByRole('dialog', { name: 'More' });
  await menu.getByRole('button', { name: plans }).click();
}

async function alone(people: People) {
  const ana = await people.page();
  const links = await people.make(ana);
  return { ana, links };
}

async function begin_from(page: Page, title: RegExp): Promise<void> {
  await button(page, 'Start from a plan that is there').click();
  await chooser(page).getByRole('button', { name: title }).click();
  await expect(desk(page)).toBeVisible();
}

async function is_kept(page: Page): Promise<void> {
  await desk(page).getByRole('button', { name: 'Keep it in the circle' }).click();
  await expect(desk(page)).toContainText('It is kept.');
}

test('a plan that is there becomes one of our own, is kept, given away and read again', async ({
  people,
}) => {
  const { ana } = await alone(people);
  await open_plans(ana);
  await expect(sheet(ana)).toContainText('This circle keeps no plans yet.');
  await is_in_order(ana, 'plans');
  await begin_from(ana, /^Peer support, one hour/);
  await is_in_order(ana, 'a plan on the desk');
  expect(await small_targets(ana)).toEqual([]);

  await desk(ana).getByLabel('What the plan is called').fill('Our Tuesdays');
  await expect(desk(ana)).toContainText('1 hour of 1 hour: it just fits');
  await part(ana, 'What we carry').click();
  await desk(ana).getByLabel('Minutes', { exact: true }).fill('32');
  await expect(desk(ana)).toContainText('About 3 minutes 30 seconds each for 8 people.');
  await expect(desk(ana)).toContainText('10 minutes over');
  await desk(ana).getByLabel('For how many people').fill('5');
  await expect(desk(ana)).toContainText('each for 5 people.');
  await desk(ana).getByLabel('Prompt', { exact: true }).selectOption('My own words');
  await desk(ana).getByLabel('My own words').fill('What did the week do with you?');
  await is_in_order(ana, 'a part of a plan');
  expect(await small_targets(ana)).toEqual([]);

  await part(ana, 'Small steps').click();
  await button(ana, 'Take it out: Small steps').click();
  await expect(part(ana, 'Small steps')).toHaveCount(0);
  await expect(button(ana, 'Put it back')).toBeFocused();
  await button(ana, 'Put it back').click();
  await expect(part(ana, 'Small steps')).toBeFocused();
  await desk(ana).getByLabel('Add a part').selectOption('Practice');
  await button(ana, 'Add it').click();
  await expect(part(ana, 'Practice')).toBeFocused();
  await desk(ana).getByLabel('Which practice?').selectOption('Listening in silence');
  await is_in_order(ana, 'a practice in a plan');
  await is_kept(ana);
  expect(await kept_on(ana)).not.toContain('Tuesdays');

  const [saved] = await Promise.all([
    ana.waitForEvent('download'),
    desk(ana).getByRole('button', { name: 'Save as a file' }).click(),
  ]);
  expect(saved.suggestedFilename()).toBe('plan.json');
  const path = await saved.path();
  expect(JSON.parse(await readFile(path, 'utf8'))).toMatchObject({
    format: 'circlekeeper-plan',
    title: 'Our Tuesdays',
    for_people: 5,
  });
  await desk(ana).getByRole('button', { name: 'Close' }).click();
  await expect(sheet(ana).getByRole('heading', { name: 'Our Tuesdays' })).toBeVisible();

  await sheet(ana).getByLabel('Read one from a file').setInputFiles(path);
  await expect(desk(ana).getByLabel('What the plan is called')).toHaveValue('Our Tuesdays');
  await expect(parts(ana)).toHaveCount(10);
});

test('what is being written outlives a reload, and a kept plan is renamed, doubled and forgotten', async ({
  people,
}) => {
  const { ana } = await alone(people);
  await open_plans(ana);
  await button(ana, 'Start with an empty one').click();
  await desk(ana).getByLabel('What the plan is called').fill('Half of it');
  await desk(ana).getByLabel('Add a part').selectOption('Check-in');
  await button(ana, 'Add it').click();
  await expect.poll(() => kept_on(ana)).toContain('plan/');
  expect(await kept_on(ana)).not.toContain('Half of it');
  await ana.reload();
  await open_from_menu(ana);
  await button(ana, 'Go on with what you were writing: Half of it').click();
  await expect(parts(ana)).toHaveCount(1);
  await is_kept(ana);
  await desk(ana).getByRole('button', { name: 'Close' }).click();

  await button(ana, 'More: Half of it').click();
  await sheet(ana).getByRole('button', { name: 'Another name' }).click();
  await sheet(ana).getByLabel('What the plan is called').fill('All of it');
  await sheet(ana).getByRole('button', { name: 'Save', exact: true }).click();
  await expect(sheet(ana).getByRole('heading', { name: 'All of it' })).toBeVisible();
  await button(ana, 'More: All of it').click();
  await sheet(ana).getByRole('button', { name: 'Make a copy' }).click();
  await expect(sheet(ana).getByRole('heading', { name: 'All of it, a copy' })).toBeVisible();
  await button(ana, 'More: All of it, a copy').click();
  await sheet(ana).getByRole('button', { name: 'Forget', exact: true }).click();
  await is_in_order(ana, 'plans that are kept');
  await button(ana, 'Forget this plan').click();
  await expect(sheet(ana).getByRole('heading', { name: 'All of it, a copy' })).toHaveCount(0);
  await expect(sheet(ana).getByRole('heading', { name: 'All of it' })).toBeVisible();
});

test('two keepers write the same plan, and neither loses a word', async ({ people }) => {
  const { ana, links } = await alone(people);
  const kay = await people.join(links.keeper, 'Kay');
  await open_plans(ana);
  await begin_from(ana, /^A short check-in/);
  await desk(ana).getByLabel('What the plan is called').fill('Ours');
  await is_kept(ana);
  await open_plans(kay);
  await button(kay, 'Change: Ours').click();
  await desk(kay).getByLabel('What the plan is called').fill('Ours, by Kay');
  await desk(ana).getByLabel('What the plan is called').fill('Ours, by Ana');
  await is_kept(ana);
  await desk(kay).getByRole('button', { name: 'Keep it in the circle' }).click();
  await expect(desk(kay)).toContainText('Ana kept this plan since you opened it');
  await is_in_order(kay, 'a plan that somebody else kept');
  await button(kay, 'Look at theirs').click();
  await expect(desk(kay).getByRole('heading', { name: 'Ours, by Ana' })).toBeVisible();
  await button(kay, 'Keep mine beside it').click();
  await expect(desk(kay)).toContainText('It is kept.');
  await desk(kay).getByRole('button', { name: 'Close' }).click();
  for (const title of ['Ours, by Ana', 'Ours, by Kay']) {
    await expect(sheet(kay).getByRole('heading', { name: title })).toBeVisible();
  }
});

test('by keyboard alone: begun, put in another order, kept, and a gathering opened with it', async ({
  people,
}) => {
  const { ana } = await alone(people);
  await tab_to(ana, /^Plans for gatherings$/);
  await ana.keyboard.press('Enter');
  await tab_to(ana, /Start from a plan that is there/);
  await ana.keyboard.press('Enter');
  await expect(chooser(ana)).toContainText('A short check-in');
  await tab_to(ana, /^A short check-in/);
  await ana.keyboard.press('Enter');
  await expect(desk(ana)).toBeVisible();
  await tab_to(ana, /What the plan is called/);
  await ana.keyboard.press('ControlOrMeta+a');
  await ana.keyboard.type('By keys');
  await tab_to(ana, /Later: Beginning/);
  await ana.keyboard.press('Enter');
  await expect(button(ana, 'Later: Beginning')).toBeFocused();
  await expect(parts(ana).first()).toContainText('What we agree on');
  await tab_to(ana, /Keep it in the circle/);
  await ana.keyboard.press('Enter');
  await expect(desk(ana)).toContainText('It is kept.');
  await ana.keyboard.press('Escape');
  await tab_to(ana, /Open a gathering with it: By keys/);
  await ana.keyboard.press('Enter');
  const opening = ana.getByRole('dialog', { name: 'Open the gathering' });
  await expect(opening).toContainText('By keys');
  await tab_to(ana, /Open the gathering/);
  await ana.keyboard.press('Enter');
  await expect(opening).toBeHidden();
  await expect(ana.getByText('What we agree on').first()).toBeVisible();
});
