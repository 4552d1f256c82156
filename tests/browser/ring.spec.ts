// Journeys 3 and 4: the ring shows who is here and who is next; the holder speaks, passes, takes time.
import { joined } from '../process/members.ts';
import { fits } from './looking.ts';
import {
  button,
  expect,
  holds,
  mine,
  open_floor,
  open_gathering,
  open_sheet,
  pass_on,
  ring,
  seat,
  share,
  shares,
  test,
  three,
} from './people.ts';

test('the piece goes round: who holds it, who is next, how far I am', async ({ people }) => {
  const { ana, ben, cai } = await three(people);
  await open_floor(ana, 'Round', { from: 'Ben' });
  await holds('Ben', ana, ben, cai);
  await expect(ring(ben)).toContainText('You hold the piece');
  await expect(ring(cai)).toContainText('You are next.');
  await expect(ring(ana)).toContainText('2 turns until yours.');
  await expect(seat(ana, 'Cai')).toContainText('next');
  await expect(cai.locator('[aria-live="polite"]')).toContainText('You are next.');
  await pass_on(ben);
  await holds('Cai', ana, ben, cai);
  await pass_on(cai);
  await holds('Ana', ana, ben, cai);
  await pass_on(ana);
  await expect(mine(ben)).toContainText('The round is over.');
});

test('the ring is an ordered list in the order of the seats', async ({ people }) => {
  const { ben } = await three(people);
  const names = ring(ben).getByRole('list').locator('li strong');
  await expect(names).toHaveText(['Ana', 'Ben', 'Cai']);
});

test('above twelve the keeper is told kindly that two circles serve better', async ({ people }) => {
  const ana = await people.page();
  const { invitation } = await people.make(ana);
  const kindly = 'People often feel safer in two circles';
  const join = (name: string) => joined(people.server.url, invitation, name);
  const others = await Promise.all(Array.from({ length: 11 }, (_, n) => join(`Member ${n}`)));
  await expect(ring(ana).getByRole('listitem')).toHaveCount(12);
  await expect(ana.getByText(kindly)).toHaveCount(0);
  others.push(await join('The thirteenth'));
  await expect(ana.getByText(kindly)).toBeVisible();
  for (const member of others) member.end();
});

test('the first-time hint stands in its place, blocks nothing, and goes for good', async ({
  people,
}) => {
  const { ben } = await three(people);
  await expect(ben.getByText('What is yours to do is always at the bottom.')).toBeVisible();
  await button(ben, 'I see').click();
  await ben.reload();
  await expect(ring(ben)).toBeVisible();
  await expect(ben.getByText('What is yours to do is always at the bottom.')).toBeHidden();
});

test('words are seen when they are shared, and only that somebody writes before', async ({
  people,
}) => {
  const { ana, ben, cai } = await three(people);
  await open_floor(ana, 'Round', { from: 'Ben' });
  await holds('Ben', cai);
  await expect(cai.getByLabel('Your words')).toHaveCount(0);
  await ben.getByLabel('Your words').pressSequentially('A draft that nobody');
  await expect(seat(cai, 'Ben')).toContainText('is writing');
  await expect(cai.getByText('A draft that nobody')).toHaveCount(0);
  await share(ben, 'Something that I wanted to say.');
  await expect(shares(cai)).toContainText('Something that I wanted to say.');
  await expect(ben.getByLabel('Your words')).toHaveValue('');
  await share(ben, 'And a second thing.');
  await expect(shares(ana)).toContainText('And a second thing.');
  await button(ben, 'Take this back').last().click();
  await expect(shares(cai)).toContainText('These words were taken back.');
  await expect(shares(cai)).not.toContainText('And a second thing.');
});

test('an accidental pass is taken back, and sent by itself when nobody does', async ({
  people,
}) => {
  const { ana, ben } = await three(people);
  await open_floor(ana, 'Round', { from: 'Ben' });
  await button(ben, 'Pass it on').click();
  await button(ben, 'Not yet').click();
  await expect(button(ben, 'Pass it on')).toBeVisible();
  await holds('Ben', ana);
  await button(ben, 'Pass it on').click();
  await holds('Cai', ana, ben);
});

test('passing without words looks no different afterwards', async ({ people }) => {
  const { ana, ben, cai } = await three(people);
  await open_floor(ana, 'Round', { from: 'Ben' });
  await button(ben, 'Pass without words').click();
  await button(ben, 'Now').click();
  await holds('Cai', ana);
  const after_pass = await seat(ana, 'Ben').textContent();
  await share(cai, 'Words.');
  await pass_on(cai);
  await holds('Ana', ana);
  expect((await seat(ana, 'Cai').textContent())?.replace('Cai', 'Ben')).toBe(after_pass);
});

test("'come back to me' is offered again at the end, once", async ({ people }) => {
  const { ana, ben, cai } = await three(people);
  await open_floor(ana, 'Round', { from: 'Ben' });
  await button(ben, 'Come back to me').click();
  await button(ben, 'Now').click();
  await holds('Cai', cai);
  await pass_on(cai);
  await holds('Ana', ana);
  await pass_on(ana);
  await holds('Ben', ana, ben);
  await expect(button(ben, 'Pass it on')).toBeVisible();
  await expect(button(ben, 'Come back to me')).toHaveCount(0);
  await pass_on(ben);
  await expect(mine(ana)).toContainText('The round is over.');
});

test('the gentle time is told to the holder and the keepers, and more can be taken', async ({
  people,
}) => {
  const { ana, ben, cai } = await three(people);
  await open_floor(ana, 'Round', { from: 'Ben', gentle: '1 minute' });
  await holds('Ben', ben);
  await button(ben, 'A little more time').click();
  await expect(button(ben, 'A little more time')).toBeEnabled();
  await expect(ben.getByText('Your gentle time is over')).toHaveCount(0);
  await open_sheet(cai, 'For me');
  await cai.getByRole('checkbox', { name: /No time for me/ }).check();
  await cai.keyboard.press('Escape');
  await pass_on(ben);
  await holds('Cai', cai);
  await expect(button(cai, 'Pass it on')).toBeVisible();
  await expect(button(cai, 'A little more time')).toHaveCount(0);
});

test('a gesture is seen for a moment, and is not kept', async ({ people }) => {
  const { ana, ben, cai } = await three(people);
  await open_floor(ana, 'Round', { from: 'Ben' });
  await holds('Ben', cai);
  await button(cai, 'With you').click();
  await expect(seat(ben, 'Cai')).toContainText('With you');
  await ben.reload();
  await expect(seat(ben, 'Cai')).toBeVisible();
  await expect(seat(ben, 'Cai')).not.toContainText('With you');
});

test('anybody may ask for a pause; nobody is asked why; the asker ends it', async ({ people }) => {
  const { ana, ben, cai } = await three(people);
  await open_floor(ana, 'Round', { from: 'Ben' });
  await holds('Ben', cai);
  await button(cai, 'Ask for a pause').click();
  await expect(mine(ben)).toContainText('Cai asked for a breath. Nobody needs to say why.');
  await expect(button(ben, 'Pass it on')).toHaveCount(0);
  await expect(button(ben, 'Go on')).toHaveCount(0);
  await button(cai, 'Go on').click();
  await expect(button(ben, 'Pass it on')).toBeVisible();
  await holds('Ben', ana);
});

test('single keys do nothing until they are chosen, and never while writing', async ({
  people,
}) => {
  const { ana, ben } = await three(people);
  await open_floor(ana, 'Round', { from: 'Ben' });
  await holds('Ben', ben);
  await ben.locator('h1').click();
  await ben.keyboard.press('p');
  await expect(button(ben, 'Pass it on')).toBeVisible();
  await open_sheet(ben, 'For me');
  await ben.getByRole('checkbox', { name: /Keys/ }).check();
  await ben.keyboard.press('Escape');
  await ben.getByLabel('Your words').fill('');
  await ben.getByLabel('Your words').pressSequentially('pp');
  await expect(button(ben, 'Pass it on')).toBeVisible();
  await ben.locator('h1').click();
  await ben.keyboard.press('p');
  await expect(button(ben, 'Not yet')).toBeVisible();
});

test('a sign at the side of the ring is no wider than the page', async ({ people }) => {
  const ana = await people.page();
  const { invitation } = await people.make(ana);
  const all = [];
  for (const name of ['Ben', 'Cai', 'Dee'])
    all.push(await joined(people.server.url, invitation, name));
  await open_gathering(ana);
  for (const member of all) member.gesture('take_your_time');
  for (const name of ['Ben', 'Cai', 'Dee'])
    await expect(seat(ana, name)).toContainText('Take your time');
  await fits(ana, 'signs all around');
  for (const member of all) member.end();
});
