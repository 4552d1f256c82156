// What people carry: what they have to give today, an ask and its answer, a small step with somebody
// beside it, and two who agree to meet; each seen by whom it is for, and by nobody else.
import type { Page } from '@playwright/test';
import { is_in_order, kept_on, small_targets, tab_to } from './looking.ts';
import {
  button,
  expect,
  mine,
  open_floor,
  open_gathering,
  open_sheet,
  seat,
  test,
  type People,
} from './people.ts';

const carried = 'Asks, offers, small steps';
const dialog = (page: Page) => page.getByRole('dialog').last();

/** Every frame that a page is told. */
function listens(page: Page): string[] {
  const heard: string[] = [];
  page.on('websocket', (socket) =>
    socket.on('framereceived', ({ payload }) => heard.push(payload.toString())),
  );
  return heard;
}

/** Ana keeps, Ben and Cai are seated; what Cai's page is told is written down. */
async function three(people: People) {
  const ana = await people.page();
  const { invitation } = await people.make(ana);
  const ben = await people.join(invitation, 'Ben');
  const cai = await people.page();
  const cai_heard = listens(cai);
  await people.come_in(cai, invitation, 'Cai');
  return { ana, ben, cai, cai_heard };
}

async function close_gathering(page: Page): Promise<void> {
  await button(page, 'Close the gathering').click();
  await dialog(page).getByRole('button', { name: 'Close the gathering' }).click();
  await expect(page.getByRole('heading', { name: 'The gathering has closed' })).toBeVisible();
}

async function say_capacity(page: Page, how: string, seen: string, words = ''): Promise<void> {
  await mine(page)
    .getByRole('button', { name: /^What I have to give today|^Today: / })
    .click();
  await dialog(page)
    .getByRole('radio', { name: new RegExp(`^${how}`) })
    .check();
  await dialog(page)
    .getByRole('radio', { name: new RegExp(`^${seen}`) })
    .check();
  if (words) await dialog(page).getByLabel('In your own words').fill(words);
  await button(page, 'So it is today').click();
  await expect(dialog(page).getByText('It stands as you say')).toBeVisible();
}

async function in_order(page: Page, state: string): Promise<void> {
  await is_in_order(page, state);
  expect(await small_targets(page), state).toEqual([]);
}

test('each says what they have to give, to all, to the keepers, or to nobody', async ({
  people,
}) => {
  const { ana, ben, cai, cai_heard } = await three(people);
  await open_gathering(ana);
  await say_capacity(ben, 'Tender', 'The keepers alone', 'slept badly');
  await in_order(ben, 'what I have to give');
  await button(ben, 'Close').click();
  await expect(button(ben, 'Today: tender')).toBeVisible();
  await say_capacity(cai, 'Resting', 'Nobody', 'a hard week');
  await button(cai, 'Close').click();
  await expect(seat(ana, 'Cai')).toContainText('the piece passes by');
  expect(cai_heard.filter((frame) => /capacity_said|tender/.test(frame))).toEqual([]);
  expect(await kept_on(cai)).not.toMatch(/resting|hard week/);

  await say_capacity(ana, 'Open', 'Everybody');
  const weather = dialog(ana).getByRole('region', { name: 'How it is in the ring' });
  await expect(weather).toContainText('slept badly');
  await expect(weather).not.toContainText('Cai');
  await button(ana, 'Close').click();
  await button(ana, 'How it is in the ring').click();
  await expect(weather).toContainText('Ben: Tender');
  await in_order(ana, 'how it is in the ring');
  await button(ana, 'Close').click();
  await expect(seat(ben, 'Ana').getByText('Open today')).toBeAttached();

  await open_floor(ana, 'Open');
  await expect(mine(cai)).toContainText('You rest today. Nothing is asked of you');
  await expect(cai.getByLabel('Your words')).toHaveCount(0);
  await in_order(cai, 'resting');
  await cai.reload();
  await expect(button(cai, 'Today: resting')).toBeVisible();
  await button(cai, 'Today: resting').click();
  await button(cai, 'Take it back').click();
  await expect(seat(ana, 'Cai')).not.toContainText('the piece passes by');
  await button(cai, 'Close').click();
  await say_capacity(cai, 'Resting', 'Nobody');
  await button(cai, 'Close').click();
  await close_gathering(ana);
  await open_gathering(ana);
  await expect(button(cai, 'What I have to give today')).toBeVisible();
});

test('an ask is answered with a part of it, seen by who asked and by nobody else', async ({
  people,
}) => {
  const { ana, ben, cai, cai_heard } = await three(people);
  await open_sheet(ana, carried);
  await dialog(ana).getByRole('button', { name: 'Look at the board' }).click();
  await button(ana, 'Ask').click();
  await ana.getByLabel('What would help?').fill('Soup for three days');
  await expect.poll(() => kept_on(ana)).toContain('threads/');
  await ana.reload();
  await open_sheet(ana, carried);
  await dialog(ana).getByRole('button', { name: 'Look at the board' }).click();
  await expect(ana.getByLabel('What would help?')).toHaveValue('Soup for three days');
  await ana.getByLabel('Where does it end?').fill('only this week');
  await button(ana, 'Put it on the board').click();
  await expect(ana.getByText('It is on the board.')).toBeVisible();
  await in_order(ana, 'the board');

  for (const page of [ben, cai]) {
    await open_sheet(page, carried);
    await dialog(page).getByRole('button', { name: 'Look at the board' }).click();
    await expect(dialog(page)).toContainText('Soup for three days');
  }
  const before = cai_heard.length;
  await dialog(ben).getByRole('button', { name: 'A part of it' }).click();
  await ben.getByLabel('A few words for Ana').fill('one pot on Friday');
  await button(ben, 'Tell Ana: A part of it').click();
  await expect(ben.getByText('Ana can read your answer, and nobody else can.')).toBeVisible();
  await in_order(ben, 'an answer');
  await expect(dialog(ana)).toContainText('Ben: a part of it. one pot on Friday');

  await cai.reload(); // a fresh view, after whatever there was to tell
  await open_sheet(cai, carried);
  await dialog(cai).getByRole('button', { name: 'Look at the board' }).click();
  await expect(dialog(cai)).toContainText('Soup for three days');
  const told = cai_heard.slice(before).join('\n');
  expect(told).toContain('"answers":[]');
  expect(told).not.toMatch(/entry_answered|"answer":/);

  await button(ben, 'Not now').click();
  await button(ben, 'Tell Ana: Not now').click();
  await expect(dialog(ana)).toContainText('Ben cannot just now. That is about today');
  await ben.getByRole('button', { name: 'Take my answer back' }).click();
  await expect(dialog(ana)).not.toContainText('Ben cannot just now');
  await button(ana, 'Take it down').click();
  await button(ana, 'Yes, take it down').click();
  await expect(dialog(cai)).toContainText('Nobody asks for anything just now.');
});

/** As a field for a date and a time has it. */
const next_week = () => `${new Date(Date.now() + 7 * 86_400_000).toISOString().slice(0, 10)}T10:30`;

/** By keyboard alone. */
async function types(page: Page, name: RegExp, text = ''): Promise<void> {
  await tab_to(page, name);
  if (text) await page.keyboard.type(text);
  else await page.keyboard.press('Enter');
}

test('a small step with somebody beside it is looked back on kindly, and two agree to meet', async ({
  people,
}) => {
  const { ana, ben, cai, cai_heard } = await three(people);
  await open_gathering(ana);
  await types(ben, /^More$/);
  await types(ben, new RegExp(`^${carried}$`));
  await expect(button(ben, 'Choose a small step')).toBeVisible();
  await types(ben, /^Choose a small step$/);
  await types(ben, /What would you like to do/, 'Write to my sister');
  await types(ben, /When and where/, 'on the tram');
  await tab_to(ben, /Somebody beside you in it/);
  await ben.keyboard.type('Ana');
  await types(ben, /^Choose it$/);
  await expect(ben.getByText('It is yours. There is nothing to prove.')).toBeVisible();
  await in_order(ben, 'small steps');
  await ben.keyboard.press('Escape');

  const asked = ana.getByRole('region', { name: 'Ben asks you along in a small step' });
  await expect(asked).toContainText('Write to my sister');
  await in_order(ana, 'asked along');
  await asked.getByRole('button', { name: 'Yes' }).click();
  await close_gathering(ana);
  await open_gathering(ana);

  const look = ben.getByRole('region', { name: 'How did it go?' });
  await expect(look).toContainText('For you alone: you chose this before.');
  await types(ben, /^A part of it$/);
  await expect(look).toContainText('A part is something whole too.');
  await in_order(ben, 'looking back');
  await types(ben, /^Tell it$/);
  await open_sheet(ana, carried);
  await expect(dialog(ana)).toContainText('How it went: A part of it');
  expect(cai_heard.filter((frame) => /small_step_|partner_/.test(frame))).toEqual([]);

  await button(ana, 'Close').click();
  await open_sheet(ana, 'People');
  await ana.getByRole('button', { name: 'Meet between gatherings Ben' }).click();
  await dialog(ana).getByRole('radio', { name: 'A walk' }).check();
  await ana.getByLabel('When, if you know it already').fill(next_week());
  await ana.getByLabel('A few words, if you like').fill('along the canal');
  await in_order(ana, 'asking to meet');
  await button(ana, 'Ask Ben').click();
  await expect(ana.getByText('Ben is asked, and answers when they like.')).toBeVisible();
  const card = ben.getByRole('region', { name: 'Ana would like to meet you' });
  await expect(card).toContainText('along the canal');
  await types(ben, /^Yes$/);
  await expect(card).toBeHidden();
  await button(ana, 'Close').click();
  await open_sheet(ana, carried);
  await expect(dialog(ana)).toContainText('You and Ben mean to meet');
  const saved = ana.waitForEvent('download');
  await dialog(ana).getByRole('button', { name: 'Put it in my calendar' }).click();
  expect((await saved).suggestedFilename()).toBe('calendar.ics');
  await in_order(ana, 'what goes on between gatherings');
  expect(cai_heard.filter((frame) => /meet_up_/.test(frame))).toEqual([]);
  await expect(cai.getByText('canal')).toHaveCount(0);
});
