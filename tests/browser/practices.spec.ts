// Practices, as they are held on the screen: from the invitation through pods back into the ring.
import { is_in_order, kept_on } from './looking.ts';
import {
  button,
  expect,
  mine,
  open_floor,
  open_gathering,
  ring,
  share,
  shares,
  test,
  three,
} from './people.ts';
import { after, begin, companions, invite, invited, outside, pod, practise } from './practising.ts';

test('say back in pods of pairs with one three, until everybody was heard', async ({ people }) => {
  test.setTimeout(240_000);
  const ana = await people.page();
  const { invitation } = await people.make(ana);
  const ben = await people.join(invitation, 'Ben');
  const cai = await people.join(invitation, 'Cai');
  const others = companions(5, invitation, '--seed', '7');
  try {
    await expect(ring(ana).getByRole('listitem')).toHaveCount(8, { timeout: 60_000 });
    await open_gathering(ana);
    await invite(ana, 'Say back until it is right');
    await expect(invited(ben)).toContainText('All of it is optional.');
    await begin(ana, 'By chance', '2');
    await expect(outside(ana).getByRole('listitem')).toHaveCount(3);
    await expect(pod(ben)).toContainText(/Step \d of 5/);
    await Promise.all([
      practise(ben, 'Good enough for today', 'Not quite yet'),
      practise(cai, 'Yes, that is it'),
    ]);
    await expect(after(ben)).toContainText('What do you take with you into the ring?');
    await expect(outside(ana)).toBeHidden({ timeout: 120_000 });
    await open_floor(ana, 'Open');
    await share(ben, 'I take a breath with me.');
    await expect(shares(cai)).toContainText('I take a breath with me.');
  } finally {
    others.kill();
  }
});

test('sitting out, a pod of its own words, help and the way out', async ({ people }) => {
  const { ana, ben, cai } = await three(people);
  await invite(ana, 'Say back until it is right');
  await button(ana, 'Take part').click();
  await button(cai, 'Sit out').click();
  await expect(invited(ana)).toContainText('Chose to sit out: Cai');
  await is_in_order(ana, 'an invitation to a practice');
  await begin(ana);
  await expect(pod(ben)).toBeVisible();
  await expect(outside(cai)).toContainText(/Ana and Ben|Ben and Ana/);
  await is_in_order(ben, 'a pod');
  await is_in_order(cai, 'outside of the pods');

  const speaks = (await pod(ben).getByLabel('Your words').isVisible()) ? ben : ana;
  const listens = speaks === ben ? ana : ben;
  await share(speaks, 'Only for the two of us.');
  await expect(pod(listens)).toContainText('Only for the two of us.');
  await expect(cai.getByText('Only for the two of us.')).toHaveCount(0);
  await expect(shares(ana).getByText('Only for the two of us.')).toHaveCount(0);

  await button(cai, /^Knock/).click();
  await button(ben, 'Let in').click();
  await button(ana, 'Let in').click();
  await expect(pod(cai)).toContainText('Who keeps company');
  await expect(pod(cai).getByText('Only for the two of us.')).toHaveCount(0);

  await button(ben, 'Leave the practice').click();
  await expect(pod(ben)).toBeHidden();
  await expect(pod(cai)).not.toContainText('Ben');
  await button(cai, 'Leave the practice').click();
  await expect(pod(ana)).toBeHidden();
  await expect(after(ana)).toBeVisible();
  await is_in_order(ana, 'after a practice');
});

test('asks in the ring, in Spanish, with one piece for all', async ({ people }) => {
  test.setTimeout(120_000);
  const { ana, ben, cai } = await three(people);
  await invite(ana, 'Asks in the ring', 'es');
  await button(ana, 'Take part').click();
  await begin(ana);
  await expect(pod(ben).locator('[lang="es"]').first()).toBeVisible();
  await Promise.all([practise(ana), practise(ben), practise(cai)]);
  await expect(after(cai).locator('[lang="es"]').first()).toBeVisible();
});

test('what one writes for oneself alone stays on the device, and is kept or burned', async ({
  people,
}) => {
  const { ana, ben, cai } = await three(people);
  await invite(ana, 'Listening for feeling and need');
  await begin(ana);
  const before = await kept_on(ben);
  await pod(ben).getByRole('textbox').fill('Nobody else reads this.');
  await expect.poll(() => kept_on(ben)).not.toBe(before); // it is sealed first
  await ben.reload();
  await expect(pod(ben).getByRole('textbox')).toHaveValue('Nobody else reads this.');
  await button(ana, 'End the practice').click();
  await expect(after(ben)).toContainText('Nobody else reads this.');
  await expect(mine(cai)).toBeVisible();
  await expect(cai.getByText('Nobody else reads this.')).toHaveCount(0);
  await after(ben).getByRole('button', { name: 'Burn it' }).click();
  await expect(ben.getByText('Nobody else reads this.')).toHaveCount(0);
});
