// Every floor, as it is held on the screen.
import {
  button,
  expect,
  holds,
  mine,
  open_floor,
  pass_on,
  ring,
  seat,
  share,
  shares,
  test,
  three,
} from './people.ts';

test('round: against the sun, with a second chance for who passed', async ({ people }) => {
  const { ana, ben, cai } = await three(people);
  await open_floor(ana, 'Round', {
    from: 'Cai',
    direction: 'Against the sun',
    second_chance: true,
  });
  await holds('Cai', ben);
  await button(cai, 'Pass without words').click();
  await button(cai, 'Now').click();
  await holds('Ben', ben);
  await share(ben, 'Here.');
  await pass_on(ben);
  await holds('Ana', ana);
  await share(ana, 'Here too.');
  await pass_on(ana);
  await holds('Cai', ana, cai);
  await pass_on(cai);
  await expect(mine(ana)).toContainText('The round is over.');
});

test('queue: who asked first is next, and a lowered hand is no hand', async ({ people }) => {
  const { ana, ben, cai } = await three(people);
  await open_floor(ana, 'Queue');
  await button(ben, 'Ask for a turn').click();
  await holds('Ben', ana);
  await button(ana, 'Ask for a turn').click();
  await expect(seat(ben, 'Ana')).toContainText('asks for a turn');
  await button(cai, 'Ask for a turn').click();
  await expect(seat(ben, 'Cai')).toContainText('asks for a turn');
  await button(ana, 'I no longer ask').click();
  await expect(seat(ben, 'Ana')).not.toContainText('asks for a turn');
  await pass_on(ben);
  await holds('Cai', ana, ben, cai);
});

test('stack: who had fewer turns comes first', async ({ people }) => {
  const { ana, ben, cai } = await three(people);
  await open_floor(ana, 'Stack');
  await button(ben, 'Ask for a turn').click();
  await holds('Ben', cai);
  await pass_on(ben);
  await button(ana, 'Ask for a turn').click();
  await holds('Ana', cai);
  await button(ben, 'Ask for a turn').click();
  await expect(seat(ana, 'Ben')).toContainText('asks for a turn');
  await button(cai, 'Ask for a turn').click();
  await expect(seat(ana, 'Cai')).toContainText('next');
  await pass_on(ana);
  await holds('Cai', ana);
});

test('popcorn: handed on; who is handed it may say not now', async ({ people }) => {
  const { ana, ben, cai } = await three(people);
  await open_floor(ana, 'Popcorn');
  await button(ana, 'Take the piece').click();
  await holds('Ana', ben);
  await ana.getByLabel('Hand it to', { exact: true }).selectOption('Ben');
  await button(ana, 'Hand it to').click();
  await expect(mine(ben)).toContainText('Ana hands you the piece.');
  await button(ben, 'Not now').click();
  await expect(ana.locator('[aria-live="polite"]')).toContainText('Ben says not now.');
  await holds('Ana', cai);
  await ana.getByLabel('Hand it to', { exact: true }).selectOption('Cai');
  await button(ana, 'Hand it to').click();
  await button(cai, 'Take the piece').click();
  await holds('Cai', ana, ben);
  await expect(
    cai.getByLabel('Hand it to', { exact: true }).locator('option', { hasText: 'Ana' }),
  ).toHaveCount(0);
  await button(cai, 'Lay it in the centre').click();
  await expect(ring(ben)).toContainText('The piece lies in the centre');
});

test('keeper: handed by the keeper, given back to the centre', async ({ people }) => {
  const { ana, ben } = await three(people);
  await open_floor(ana, 'Keeper');
  await expect(button(ben, 'Take the piece')).toHaveCount(0);
  await ana.getByLabel('Hand the piece to').selectOption('Ben');
  await button(ana, 'Hand it to').click();
  await holds('Ben', ana, ben);
  await pass_on(ben);
  await expect(ring(ana)).toContainText('The piece lies in the centre');
});

test('centre: two reach at once, one has it, and the other is told softly who', async ({
  people,
}) => {
  const { ana, ben, cai, tunnel } = await three(people);
  await open_floor(ana, 'Centre');
  await expect(button(ben, 'Take the piece')).toBeVisible();
  await expect(button(cai, 'Take the piece')).toBeVisible();
  tunnel.cut();
  await expect(cai.getByText('Connecting again. Your seat is kept.')).toBeVisible();
  await button(ben, 'Take the piece').click();
  await holds('Ben', ana);
  tunnel.mend();
  await holds('Ben', cai);
  await expect(button(cai, 'Take the piece')).toHaveCount(0);
});

test('open: everybody seated writes', async ({ people }) => {
  const { ana, ben, cai } = await three(people);
  await open_floor(ana, 'Open');
  await expect(ring(ben)).toContainText('Conversation: nobody holds the piece');
  await share(ben, 'From Ben.');
  await share(cai, 'From Cai.');
  await expect(shares(ana)).toContainText('From Ben.');
  await expect(shares(ana)).toContainText('From Cai.');
});

test('silence: nobody writes, and it is said when it ends', async ({ people }) => {
  const { ana, ben } = await three(people);
  await open_floor(ana, 'Open');
  await expect(ben.getByLabel('Your words')).toBeVisible();
  await button(ana, 'Call a silence').click();
  await ana.getByRole('dialog').getByRole('button', { name: 'Call a silence' }).click();
  await expect(ring(ben)).toContainText('Silence');
  await expect(ben.getByLabel('Your words')).toHaveCount(0);
  await button(ana, 'End the silence').click();
  await expect(ben.locator('[aria-live="polite"]')).toContainText('The silence is over.');
  await expect(ben.getByLabel('Your words')).toBeVisible();
});

test('in a spoken circle nothing is written, and the piece goes round', async ({ people }) => {
  const { ana, ben } = await three(people, { meets: 'Speaking' });
  await open_floor(ana, 'Round', { from: 'Ben', gentle: '2 minutes' });
  await holds('Ben', ana, ben);
  await expect(ben.getByLabel('Your words')).toHaveCount(0);
  await expect(shares(ben)).toHaveCount(0);
  await pass_on(ben);
  await holds('Cai', ana);
});
