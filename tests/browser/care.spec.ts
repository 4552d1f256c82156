// What would be good stands beside a share, and ideas come only where they are wanted.
import { button, expect, mine, open_floor, share, shares, test, three } from './people.ts';

test('an author says what would be good, and changes it', async ({ people }) => {
  const { ana, ben } = await three(people);
  await open_floor(ana, 'Open');
  await button(ben, 'To be heard').click();
  await expect(button(ben, 'To be heard')).toHaveAttribute('aria-pressed', 'true');
  await share(ben, 'It was a long week.');
  await expect(shares(ana)).toContainText('It would be good to be heard.');
  await expect(button(ben, 'To be heard')).toHaveAttribute('aria-pressed', 'false');
  await button(ben, 'Change what would be good').click();
  await shares(ben).getByRole('button', { name: 'Ideas' }).click();
  await expect(shares(ana)).toContainText('Ideas are welcome.');
  await expect(button(ana, 'May I offer an idea?')).toHaveCount(0);
});

test('a listener asks, the author says yes, and two ideas are enough', async ({ people }) => {
  const { ana, ben, cai } = await three(people);
  await open_floor(ana, 'Open');
  await share(ben, 'It was a long week.');
  await button(cai, 'May I offer an idea?').click();
  await expect(shares(cai)).toContainText('You asked. There is no hurry');
  await expect(mine(ben)).toContainText('Cai asks: may I offer an idea?');
  await expect(mine(ana)).not.toContainText('may I offer an idea?');
  await mine(ben).getByRole('button', { name: 'Yes' }).click();
  await expect(shares(cai)).toContainText('Ben says yes.');
  await expect(shares(ana)).toContainText('Ideas are welcome now.');
  const idea = 'This is an idea for Ben, from my own experience';
  for (const words of ['A walk helps me.', 'And sleep does.']) {
    await button(cai, idea).click();
    await share(cai, words);
    await expect(shares(ben)).toContainText(words);
  }
  await expect(shares(ben)).toContainText('An idea for you, from their own experience');
  await expect(button(cai, idea)).toHaveCount(0);
});

test('later is an answer, and nobody asks again', async ({ people }) => {
  const { ana, ben, cai } = await three(people);
  await open_floor(ana, 'Open');
  await share(ben, 'It was a long week.');
  await button(cai, 'May I offer an idea?').click();
  await mine(ben).getByRole('button', { name: 'Later' }).click();
  await expect(shares(cai)).toContainText('Ben says later, and will say when.');
  await expect(button(cai, 'May I offer an idea?')).toHaveCount(0);
  await button(ana, 'May I offer an idea?').click();
  await expect(mine(ana)).toContainText('Somebody asked already.');
});
