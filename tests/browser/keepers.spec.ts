// Journey: keepers ask others to keep the circle with them, hand it over, step down; and hold the
// whole circle still when it is too much.
import type { Locator, Page } from '@playwright/test';
import { is_in_order, small_targets } from './looking.ts';
import {
  button,
  choose,
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
import { begin, invite, pod } from './practising.ts';

const keeping = (page: Page) => page.getByRole('region', { name: 'Keep the circle' });
const asked = (page: Page) => page.getByRole('region', { name: 'Keeping this circle' });
const held_still = (page: Page) => page.getByRole('region', { name: 'The circle is held still' });
const announcer = (page: Page) => page.locator('[aria-live="polite"]').first();

async function two(people: People) {
  const ana = await people.page();
  const links = await people.make(ana);
  const ben = await people.join(links.invitation, 'Ben');
  return { ana, ben, links };
}

/** The card of somebody in the sheet of people, which is opened. */
async function card_of(page: Page, name: string): Promise<Locator> {
  await open_sheet(page, 'People');
  return page.getByRole('dialog').getByRole('listitem').filter({ hasText: name });
}

/** Ana asks Ben, in one of the two ways. */
async function ask(ana: Page, way: string): Promise<Locator> {
  const card = await card_of(ana, 'Ben');
  await card.getByRole('button', { name: 'Ask them to keep', exact: true }).click();
  await card.getByRole('button', { name: way }).click();
  await expect(card).toContainText('They are asked to keep this circle.');
  return card;
}

test('somebody is asked to keep the circle too, can say not now, and can say yes', async ({
  people,
}) => {
  const { ana, ben } = await two(people);
  const card = await ask(ana, 'Ask them to keep this circle too');
  await expect(asked(ben)).toContainText('Ana asks whether you would keep this circle too.');
  await expect(announcer(ben)).toContainText('Ana asks you to keep this circle.');
  await expect(ben.locator('body')).toBeFocused(); // nothing takes the focus
  await is_in_order(ben, 'asked to keep the circle');
  await is_in_order(ana, 'a member who is asked');
  await card.getByRole('button', { name: 'Take the question back' }).click();
  await expect(asked(ben)).toHaveCount(0);
  await card.getByRole('button', { name: 'Ask them to keep', exact: true }).click();
  await card.getByRole('button', { name: 'Ask them to keep this circle too' }).click();
  await button(ben, 'Not now').click();
  await expect(card.getByRole('button', { name: 'Ask them to keep', exact: true })).toBeVisible();
  await expect(keeping(ben)).toHaveCount(0);
  await card.getByRole('button', { name: 'Ask them to keep', exact: true }).click();
  await card.getByRole('button', { name: 'Ask them to keep this circle too' }).click();
  await button(ben, 'Yes, gladly').click();
  await expect(keeping(ben)).toBeVisible();
  await expect(ana.getByRole('dialog')).toContainText('None of them is above another.');
  await ana.keyboard.press('Escape');
  await expect(keeping(ana)).toBeVisible();
  await open_gathering(ben);
  await expect(seat(ana, 'Ben')).toContainText('keeper');
});

test('a circle is handed over: whoever said yes keeps it, and who asked is a member', async ({
  people,
}) => {
  const { ana, ben } = await two(people);
  await ask(ana, 'Hand over to them');
  await expect(asked(ben)).toContainText('Ana keeps it no more, and stays a member.');
  await ana.keyboard.press('Escape');
  await button(ben, 'Yes, gladly').click();
  await expect(keeping(ben)).toBeVisible();
  await expect(keeping(ana)).toHaveCount(0);
  await expect(announcer(ana)).toContainText('You stepped down.');
  await button(ana, 'More').click();
  await expect(button(ana, 'The circle')).toHaveCount(0);
  await ana.keyboard.press('Escape');
  await open_gathering(ben);
  await expect(seat(ana, 'Ana')).not.toContainText('keeper');
});

test('a keeper steps down in two acts, the last one cannot', async ({ people }) => {
  const { ana, links } = await two(people);
  await open_sheet(ana, 'The circle');
  await expect(button(ana, 'Step down')).toBeDisabled();
  await expect(ana.getByRole('dialog')).toContainText('A circle needs a keeper.');
  await is_in_order(ana, 'the last keeper');
  await ana.keyboard.press('Escape');
  const dee = await people.join(links.keeper, 'Dee');
  await open_sheet(ana, 'The circle');
  await expect(ana.getByRole('dialog')).toContainText('Ana and Dee keep this circle.');
  await button(ana, 'Step down').click();
  await expect(ana.getByRole('dialog')).toContainText('You stay a member, in your seat.');
  await is_in_order(ana, 'stepping down');
  await button(ana, 'Yes, step down').click();
  await expect(ana.getByRole('dialog')).toBeHidden();
  await expect(keeping(ana)).toHaveCount(0);
  await expect(keeping(dee)).toBeVisible();
  await open_gathering(dee);
  await expect(ring(ana)).toBeVisible();
});

test('still is one act in the bar; everybody finds calm words and support; it goes on where it was', async ({
  people,
}) => {
  const { ana, ben } = await two(people);
  await open_gathering(ana);
  await open_floor(ana, 'Round', { from: 'Ben', prompt: 'What do you take with you?' });
  await holds('Ben', ana, ben);
  await ben.getByLabel('Your words').fill('Half a thought');
  const still = mine(ana).getByRole('button', { name: 'Hold still' });
  await expect(still).toBeInViewport();
  await still.click();
  for (const page of [ana, ben]) {
    await expect(held_still(page)).toContainText('Nothing is asked of you.');
    await expect(page.getByText('What do you take with you?')).toHaveCount(0);
    await expect(seat(page, 'Ben')).toBeVisible();
    await is_in_order(page, 'held still');
    expect(await small_targets(page)).toEqual([]);
  }
  await expect(button(ben, 'Go on')).toHaveCount(0);
  await held_still(ben).getByRole('button', { name: 'Support at hand' }).click();
  await expect(ben.getByRole('dialog')).toContainText('In danger, these people can help now.');
  await ben.keyboard.press('Escape');
  await button(ana, 'Go on').click();
  await expect(held_still(ben)).toHaveCount(0);
  await expect(ben.getByLabel('Your words')).toHaveValue('Half a thought');
  await share(ben, 'A whole one.');
  await expect(ana.getByText('A whole one.')).toBeVisible();
});

test('from still it closes with care, with words of ours that can be changed', async ({
  people,
}) => {
  const { ana, ben } = await two(people);
  await open_gathering(ana);
  await button(ana, 'Hold still').click();
  await button(ana, 'Close with care').click();
  const sheet = ana.getByRole('dialog');
  await choose(ana, 'Something was tender');
  const words = sheet.getByLabel(/^Closing words/);
  await expect(words).toHaveValue(/^Something tender was touched/);
  await is_in_order(ana, 'closing with care');
  await words.fill('Go gently, all of you.');
  await sheet.getByRole('button', { name: 'Close the gathering' }).click();
  await expect(ben.getByText('Go gently, all of you.')).toBeVisible();
});

test('pods rest with the circle', async ({ people }) => {
  const { ana, ben, links } = await two(people);
  const cai = await people.join(links.invitation, 'Cai');
  await open_gathering(ana);
  await invite(ana, 'Say back until it is right');
  await begin(ana);
  await expect(pod(ben).locator('.prompt')).toBeVisible();
  await button(ana, 'Hold still').click();
  for (const page of [ben, cai]) {
    await expect(held_still(page)).toContainText('All pods rest too');
    await expect(pod(page).locator('.prompt')).toHaveCount(0);
    await expect(page.getByRole('region', { name: 'Who is here' })).toBeVisible();
  }
  await is_in_order(ben, 'a pod held still');
  await button(ana, 'Go on').click();
  await expect(pod(ben).locator('.prompt')).toBeVisible();
});
