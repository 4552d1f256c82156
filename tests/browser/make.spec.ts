// Journey 1: a keeper makes a circle and gets its two links.
import { button, choose, expect, test } from './people.ts';
import { startServer } from '../process/serve.ts';

test('the front page says what this is, that it is no crisis service, and has one act before others', async ({
  people,
}) => {
  const page = await people.page();
  await page.goto('/');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(
    'A quiet place to sit in a circle',
  );
  await expect(page.getByText('This is not a crisis service')).toBeVisible();
  await expect(page.getByRole('main').getByRole('button')).toHaveText([
    'Make a circle',
    'Try it out first',
    'A page to print, for those who take part',
  ]);
  await expect(page.getByRole('main').locator('button.main')).toHaveText(['Make a circle']);
  await expect(page).toHaveTitle('Circle');
});

test('places to turn to are one act away, with the day on which they were looked at', async ({
  people,
}) => {
  const page = await people.page();
  await page.goto('/');
  await button(page, 'Support at hand').click();
  const sheet = page.getByRole('dialog', { name: 'Support at hand' });
  await expect(sheet.getByRole('link', { name: /988/ })).toHaveAttribute('href', 'tel:988');
  await expect(sheet.getByText(/Looked at on/).first()).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(sheet).toBeHidden();
});

test('a circle is made with its agreements, and both links can be copied and scanned', async ({
  people,
}) => {
  const page = await people.page();
  await page.goto('/');
  await button(page, 'Make a circle').click();
  const agreements = page.getByLabel('What do you agree on?');
  await expect(agreements).toHaveValue(/What is said here stays here\.\n.*One voice at a time\./);
  await expect(agreements).toHaveValue(/Take care of yourself\.$/);
  await button(page, 'Make the circle').click();
  await expect(page.getByText('Please give the circle a name.')).toBeVisible();
  await expect(page.getByText('Please choose a name for yourself.')).toBeVisible();
  await page.getByLabel('What is the circle called?').fill('Evening circle');
  await agreements.fill('We are kind.\nWe listen.');
  await choose(page, 'Speaking');
  await page.getByLabel(/worried about somebody/).fill('I will ask you how you are.');
  await page.getByLabel('Your name in the circle').fill('Ana');
  await button(page, 'Make the circle').click();
  await expect(page.getByText('nobody can get it back for you')).toBeVisible();
  await expect(page.getByText('the old ones stop at once')).toBeVisible();
  const invitation = await page.getByLabel('The invitation').inputValue();
  const keeper = await page.getByLabel("Your keeper's link").inputValue();
  expect(keeper).not.toBe(invitation);
  await button(page, 'Copy').first().click();
  await expect(button(page, 'Copied')).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(invitation);
  await button(page, 'Show as a code').first().click();
  await expect(page.getByRole('img', { name: /code to scan/ })).toBeVisible();

  const door = await people.page();
  await door.goto(invitation);
  await expect(door.getByRole('heading', { level: 1 })).toHaveText('Evening circle');
  await expect(door.getByText('We are kind.')).toBeVisible();
  await expect(door.getByText('I will ask you how you are.')).toBeVisible();
  await expect(door.getByText('People speak, in a room or a call.')).toBeVisible();
});

test('what is kept, and who can read it, is said before joining', async ({ people }) => {
  const keeper = await people.page();
  const { invitation } = await people.make(keeper, { keeps: 'As long as the circle lives' });
  const door = await people.page();
  await door.goto(invitation);
  await door.getByText('Who can read what you write').click();
  await expect(door.getByText('What is written is kept until the circle ends')).toBeVisible();
  await expect(door.getByText('Only people in the circle can read what is written')).toBeVisible();
  await expect(door.getByText('Nobody reads here when no keeper is present.')).toBeVisible();
  await expect(door.getByText('Whoever runs the server could change the page')).toBeVisible();
});

test('where the operator gave a word, only who has it makes circles', async ({ people }) => {
  const server = await startServer({ args: ['--operator-token', 'a-word-of-the-operator'] });
  people.also(server.url);
  const own = await people.page();
  await own.goto(server.url);
  const fill = async () => {
    await own.getByLabel('What is the circle called?').fill('A circle');
    await own.getByLabel('Your name in the circle').fill('Ana');
  };
  await button(own, 'Make a circle').click();
  await fill();
  await button(own, 'Make the circle').click();
  await expect(own.getByText('people who were given a word')).toBeVisible();
  await own.goto(server.url);
  await button(own, 'Make a circle').click();
  await fill();
  await own.getByText('The word of whoever runs this server').first().click();
  await own.getByRole('textbox', { name: /word of whoever/ }).fill('a-word-of-the-operator');
  await button(own, 'Make the circle').click();
  await expect(own.getByRole('heading', { name: 'Your circle is ready' })).toBeVisible();
  await server.stop();
});
