// Journey: people knock and wait in peace, keepers let them in, and everybody says yes to the
// agreements as they stand.
import type { Page } from '@playwright/test';
import { is_in_order, small_targets, tab_to } from './looking.ts';
import {
  button,
  choose,
  expect,
  open_gathering,
  open_sheet,
  type People,
  ring,
  seat,
  test,
} from './people.ts';

const known = (page: Page) => page.getByText('The keepers know that you are here.');
const said = (page: Page, words: string) => page.getByRole('status').filter({ hasText: words });
const person = (page: Page, name: string) => page.getByRole('checkbox', { name });

async function with_knock(people: People) {
  const ana = await people.page();
  const { invitation } = await people.make(ana, { knock: true });
  return { ana, invitation };
}

async function close_gathering(page: Page): Promise<void> {
  await button(page, 'Close the gathering').click();
  await page.getByRole('dialog').getByRole('button', { name: 'Close the gathering' }).click();
}

/** In 'The circle', which is closed again. */
async function change(page: Page, act: (sheet: Page) => Promise<void>): Promise<void> {
  await open_sheet(page, 'The circle');
  await act(page);
  await page.keyboard.press('Escape');
}

async function change_agreements(page: Page, agreements: string): Promise<void> {
  await change(page, async () => {
    await page.getByLabel('Agreements', { exact: true }).fill(agreements);
    await button(page, 'Save').click();
    await expect(said(page, 'The agreements were changed.')).toBeAttached();
  });
}

test('people knock and wait, also through a reload and a lost connection, and are let in together', async ({
  people,
}) => {
  const { ana, invitation } = await with_knock(people);
  await open_gathering(ana);
  await button(ana, 'I see').click();
  const ben = await people.knock(invitation, 'Ben', { words: 'Ana asked me.', pronouns: 'he/him' });
  await expect(said(ana, 'Somebody waits at the door.')).toBeAttached();
  const tunnel = await people.tunnel();
  const cai = await people.knock(tunnel.through(invitation), 'Cai');
  await expect(ana.getByText('2 people wait at the door')).toBeVisible();
  await expect(seat(ana, 'Ana')).toBeInViewport();
  await ben.reload();
  await expect(known(ben)).toBeVisible();
  tunnel.cut();
  await expect(cai.getByText('The connection is away for a moment.')).toBeVisible();
  await expect(ana.getByText('Somebody waits at the door').first()).toBeVisible();
  tunnel.mend();
  await expect(known(cai)).toBeVisible();
  await expect(ana.getByText('2 people wait at the door')).toBeVisible();
  await button(ana, 'See who').click();
  await expect(ana.getByText('Ana asked me.')).toBeVisible();
  await expect(ana.getByText('he/him')).toBeVisible();
  await button(ana, 'Choose all').click();
  await button(ana, 'Let in').click();
  for (const page of [ben, cai]) {
    await expect(ring(page)).toBeVisible();
    await expect(said(page, 'You are let in.')).toBeAttached();
  }
  await expect(seat(ana, 'Ben')).toBeVisible();
  await expect(seat(ana, 'Cai')).toBeVisible();
  await expect(ana.getByText('wait at the door')).toHaveCount(0);
  await ben.reload();
  await expect(seat(ben, 'Ben')).toContainText('you');
});

test('one comes in as quiet company, and another is told kindly that it is not today', async ({
  people,
}) => {
  const { ana, invitation } = await with_knock(people);
  const eli = await people.knock(invitation, 'Eli');
  await button(ana, 'See who').click();
  await expect(person(ana, 'Eli')).toBeChecked();
  const fay = await people.knock(invitation, 'Fay');
  await expect(person(ana, 'Fay')).not.toBeChecked();
  await button(ana, 'Let in as quiet company').click();
  await expect(ring(eli)).toBeVisible();
  await expect(ana.getByRole('heading', { name: 'Quiet company' })).toBeVisible();
  await expect(person(ana, 'Eli')).toHaveCount(0);
  await person(ana, 'Fay').check();
  await button(ana, 'Not today').click();
  await expect(ana.getByText('Fay will read:')).toBeVisible();
  await expect(ana.getByText('You can ask again another day.')).toBeVisible();
  await button(ana, 'Tell them').click();
  await expect(fay.getByText('You can ask again another day.')).toBeVisible();
  await fay.goto(invitation);
  await expect(button(fay, 'Knock at the door')).toBeVisible();
  await expect(ana.getByText('waits at the door')).toHaveCount(0);
});

test('who goes back waits no more, and finds what they wrote', async ({ people }) => {
  const { ana, invitation } = await with_knock(people);
  const ben = await people.knock(invitation, 'Ben');
  await expect(ana.getByText('Somebody waits at the door').last()).toBeVisible();
  await button(ben, 'Go back').click();
  await expect(ben.getByLabel('What may we call you?')).toHaveValue('Ben');
  await expect(button(ana, 'See who')).toHaveCount(0);
  await ben.reload();
  await expect(button(ben, 'Knock at the door')).toBeVisible();
  await people.fill_in(ben, invitation, 'Ben');
  await button(ben, 'Knock at the door').click();
  await expect(known(ben)).toBeVisible();
  await expect(button(ana, 'See who')).toBeVisible();
});

test('a gathering stays among those who are here while a keeper wishes it', async ({ people }) => {
  const ana = await people.page();
  const { invitation } = await people.make(ana);
  const ben = await people.join(invitation, 'Ben');
  const cai = await people.page();
  await cai.goto(invitation);
  await open_gathering(ana);
  await button(ana, 'Let nobody new in').click();
  await expect(ana.getByText('Nobody new comes in until')).toBeVisible();
  await expect(cai.getByText('stays among those who are here').first()).toBeVisible();
  await expect(button(cai, 'Join the circle')).toHaveCount(0);
  await ben.reload(); // who is in comes and goes
  await expect(seat(ben, 'Ben')).toContainText('you');
  await open_sheet(ben, 'People');
  await expect(ben.getByText('Nobody new comes in until')).toBeVisible();
  await button(ana, 'Let people in again').click();
  await expect(button(cai, 'Join the circle')).toBeVisible();
  await button(ana, 'Let nobody new in').click();
  await expect(button(cai, 'Join the circle')).toHaveCount(0);
  await close_gathering(ana);
  await expect(button(cai, 'Join the circle')).toBeVisible();
});

test('a circle has the seats that its keepers gave it', async ({ people }) => {
  const ana = await people.page();
  const { invitation } = await people.make(ana);
  await people.join(invitation, 'Ben');
  await people.join(invitation, 'Cai');
  const seats = ana.getByLabel('Seats in the ring');
  await change(ana, async () => {
    await seats.fill('1');
    await expect(ana.getByText('Please write a number from 2 to 100.')).toBeVisible();
    await seats.fill('2');
    await button(ana, 'Change the seats').click();
    await expect(ana.getByText('More people have a seat than that.')).toBeVisible();
    await seats.fill('3');
    await button(ana, 'Change the seats').click();
    await expect(ana.getByText('Changed.')).toBeVisible();
  });
  const dia = await people.page();
  await dia.goto(invitation);
  await expect(dia.getByText('Every seat is taken just now.')).toBeVisible();
  await people.fill_in(dia, invitation, 'Dia');
  await button(dia, 'Join the circle').click();
  await expect(ring(dia)).toBeVisible();
  await expect(ana.getByRole('heading', { name: 'Quiet company' })).toBeVisible();
});

test('an invitation for one person lets in one, and one that is taken back nobody', async ({
  people,
}) => {
  const ana = await people.page();
  await people.make(ana);
  await open_sheet(ana, 'The circle');
  const invite = async (whom: string) => {
    await ana.getByLabel('For whom, if you like').fill(whom);
    await button(ana, 'Make an invitation').click();
    return ana.getByLabel(`For ${whom}`).inputValue();
  };
  const for_ben = await invite('Ben');
  const for_cai = await invite('Cai');
  const ben = await people.join(for_ben, 'Ben');
  await expect(ana.getByLabel('For Ben')).toHaveCount(0);
  const late = await people.page();
  await late.goto(for_ben);
  await expect(late.getByText('This link was replaced.')).toBeVisible();
  await button(ana, 'Take back the one for Cai').click();
  await late.goto('about:blank');
  await late.goto(for_cai);
  await expect(late.getByText('This link was replaced.')).toBeVisible();
  await ben.reload();
  await expect(seat(ben, 'Ben')).toContainText('you');
});

test('agreements that change are read again, at the door and in the circle', async ({ people }) => {
  const ana = await people.page();
  const { invitation } = await people.make(ana);
  const cai = await people.join(invitation, 'Cai');
  const ben = await people.page();
  await people.fill_in(ben, invitation, 'Ben');
  await change_agreements(ana, 'One voice at a time.\nNobody records.');
  await expect(said(cai, 'The agreements were changed.')).toBeAttached();
  await expect(ben.getByText('The agreements were changed just now.')).toBeVisible();
  await expect(ben.getByText('Nobody records. (new)')).toBeVisible();
  await expect(ben.getByLabel('Yes, I agree to this')).not.toBeChecked();
  await expect(ben.getByLabel('What may we call you?')).toHaveValue('Ben');
  await ben.getByLabel('Yes, I agree to this').check();
  await button(ben, 'Join the circle').click();
  await expect(ring(ben)).toBeVisible();
  const again = cai.getByRole('region', { name: 'Our agreements were changed' });
  await expect(again).toBeVisible();
  await expect(ana.getByText('Our agreements were changed')).toHaveCount(0);
  await again.getByRole('button', { name: 'Read' }).click();
  await expect(again.getByText('Nobody records.')).toBeVisible();
  await again.getByRole('button', { name: 'Yes, I agree to this' }).click();
  await expect(again).toHaveCount(0);
  await cai.reload();
  await expect(ring(cai)).toBeVisible();
  await expect(cai.getByText('Our agreements, once more')).toHaveCount(0);
});

test('when somebody new is there, the agreements are shown again, once', async ({ people }) => {
  const ana = await people.page();
  const { invitation } = await people.make(ana);
  const cai = await people.join(invitation, 'Cai');
  await open_gathering(ana);
  await close_gathering(ana);
  await open_gathering(ana);
  const dia = await people.join(invitation, 'Dia');
  for (const page of [ana, cai]) {
    await expect(page.getByText('Somebody new is here; these are our agreements')).toBeVisible();
  }
  await expect(dia.getByText('these are our agreements')).toHaveCount(0);
  await cai.reload();
  await expect(cai.getByText('Our agreements, once more')).toBeVisible();
});

test('who waits is told where the agreements changed meanwhile, and asked once in', async ({
  people,
}) => {
  const { ana, invitation } = await with_knock(people);
  const ben = await people.knock(invitation, 'Ben');
  await change_agreements(ana, 'One voice at a time.\nNobody records.');
  await expect(ben.getByText('The agreements were changed while you wait.')).toBeVisible();
  await ben.reload();
  await expect(ben.getByText('The agreements were changed just now.')).toBeVisible();
  await expect(ben.getByLabel('What may we call you?')).toHaveValue('Ben');
  await ben.getByLabel('Yes, I agree to this').check();
  await button(ben, 'Knock at the door').click();
  await expect(known(ben)).toBeVisible();
  await change_agreements(ana, 'One voice at a time.');
  await button(ana, 'See who').click();
  await button(ana, 'Let in').click();
  await expect(ben.getByText('Our agreements, once more')).toBeVisible();
});

test('the door is in order on both sides', async ({ people }) => {
  test.setTimeout(120_000);
  const look = async (page: Page, state: string) => {
    await is_in_order(page, state);
    expect(await small_targets(page), state).toEqual([]);
  };
  const { ana, invitation } = await with_knock(people);
  const door = await people.page();
  await people.fill_in(door, invitation, 'Gil', { words: 'A friend told me.', pronouns: 'they' });
  await look(door, 'the door with a knock');
  await button(door, 'Knock at the door').click();
  await expect(known(door)).toBeVisible();
  await look(door, 'waiting');
  await people.knock(invitation, 'Hana', { witness: true });
  await expect(ana.getByText('2 people wait at the door')).toBeVisible();
  await look(ana, 'people at the door');
  await button(ana, 'See who').click();
  await expect(person(ana, 'Hana')).toBeVisible();
  await look(ana, 'who waits');
  await button(ana, 'Choose all').click();
  await button(ana, 'Not today').click();
  await look(ana, 'not today');
  await button(ana, 'Cancel').click();
  await button(ana, 'Let in').click();
  await expect(ring(door)).toBeVisible();
  await change_agreements(ana, 'Nobody records.');
  await button(door, 'Read').click();
  await look(door, 'agreements again');
  await open_sheet(ana, 'The circle');
  await ana.getByLabel('For whom, if you like').fill('Ilse');
  await button(ana, 'Make an invitation').click();
  await expect(ana.getByLabel('For Ilse')).toBeVisible();
  await look(ana, 'an invitation for one person');
});

test('a keeper lets somebody in by keyboard alone', async ({ people }, testInfo) => {
  test.skip(testInfo.project.name !== 'desktop', 'a phone has no Tab');
  const { ana, invitation } = await with_knock(people);
  const ben = await people.page();
  await ben.goto(invitation);
  await tab_to(ben, /Yes, I agree to this/);
  await ben.keyboard.press('Space');
  await tab_to(ben, /What may we call you/);
  await ben.keyboard.type('Ben');
  await tab_to(ben, /^Knock at the door/);
  await ben.keyboard.press('Enter');
  await expect(known(ben)).toBeVisible();
  await expect(said(ben, 'The keepers know')).toBeFocused();
  await people.knock(invitation, 'Cai');
  await tab_to(ana, /^See who/);
  await ana.keyboard.press('Enter');
  await tab_to(ana, /Ben/);
  await ana.keyboard.press('Space');
  await tab_to(ana, /^Let in/);
  await ana.keyboard.press('Enter');
  await expect(ring(ben)).toBeVisible();
  await expect(person(ana, 'Cai')).toBeVisible();
});

test('the two choices of who comes in are offered when a circle is made', async ({ people }) => {
  const ana = await people.page();
  await ana.goto('/');
  await button(ana, 'Make a circle').click();
  await expect(ana.getByRole('radio', { name: 'Anyone with the link comes in' })).toBeChecked();
  await choose(ana, 'People knock first');
  await ana.getByText('How many seats').click();
  await ana.getByLabel('Seats in the ring').fill('12');
  await ana.getByLabel('What is the circle called?').fill('Small circle');
  await ana.getByLabel('Your name in the circle').fill('Ana');
  await button(ana, 'Make the circle').click();
  await button(ana, 'Go to the circle').click();
  await open_sheet(ana, 'The circle');
  await expect(ana.getByLabel('People knock first')).toBeChecked();
  await expect(ana.getByLabel('Seats in the ring')).toHaveValue('12');
});
