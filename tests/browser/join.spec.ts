// Journey 2: people come from the invitation, come back as who they were, and bring their place along.
import { button, expect, open_sheet, open_wishes, ring, seat, test } from './people.ts';

test('somebody joins from the invitation on a name of their own, without an account', async ({
  people,
}) => {
  const keeper = await people.page();
  const { invitation } = await people.make(keeper);
  const ben = await people.page();
  await ben.goto(invitation);
  await button(ben, 'Join the circle').click();
  await expect(ben.getByText('Please say yes to what the circle agrees on')).toBeVisible();
  await expect(ben.getByText('Please choose a name.')).toBeVisible();
  await ben.getByLabel('Yes, I agree to this').check();
  await ben.getByLabel('What may we call you?').fill('Ben');
  await open_wishes(ben);
  await ben.getByLabel('Pronouns, if you like').fill('he/him');
  await button(ben, 'Join the circle').click();
  await expect(seat(ben, 'Ben')).toContainText('you');
  await expect(seat(keeper, 'Ben')).toContainText('he/him');
  await expect(seat(ben, 'Ana')).toContainText('keeper');
});

test('the secret part of the link leaves the address bar, and no history is made', async ({
  people,
}) => {
  const keeper = await people.page();
  const { invitation } = await people.make(keeper);
  expect(new URL(keeper.url()).hash).toBe('');
  const ben = await people.join(invitation, 'Ben');
  expect(new URL(ben.url()).hash).toBe('');
  expect(await ben.evaluate(() => history.length)).toBeLessThanOrEqual(2);
});

test('the same device coming back is the same member, without asking', async ({ people }) => {
  const keeper = await people.page();
  const { invitation } = await people.make(keeper);
  const ben = await people.join(invitation, 'Ben');
  await ben.goto('about:blank');
  await expect(seat(keeper, 'Ben')).toContainText('away');
  await ben.goto(invitation);
  await expect(seat(ben, 'Ben')).toContainText('you');
  await expect(seat(keeper, 'Ben')).not.toContainText('away');
  await expect(keeper.getByRole('listitem').filter({ hasText: 'Ben' })).toHaveCount(1);
});

test('on a shared device nothing outlives the tab', async ({ people }) => {
  const keeper = await people.page();
  const { invitation } = await people.make(keeper);
  const device = await people.device();
  const ben = await device.newPage();
  await people.come_in(ben, invitation, 'Ben', { shared: true });
  await ben.reload();
  await expect(seat(ben, 'Ben')).toContainText('you');
  await ben.close();
  const next = await device.newPage();
  await next.goto(invitation);
  await expect(button(next, 'Join the circle')).toBeVisible();
  const kept = await next.evaluate(
    async () =>
      Object.keys(localStorage).length +
      (await indexedDB.databases()).filter(({ name }) => name !== 'circlekeeper').length,
  );
  expect(kept).toBe(0);
});

test('another person joins in another tab of the same device', async ({ people }) => {
  const keeper = await people.page();
  await people.make(keeper);
  await open_sheet(keeper, 'For me');
  const [other] = await Promise.all([
    keeper.context().waitForEvent('page'),
    keeper.getByRole('link', { name: 'Join as someone else on this device' }).click(),
  ]);
  await other.getByLabel('Yes, I agree to this').check();
  await other.getByLabel('What may we call you?').fill('Cai');
  await button(other, 'Join the circle').click();
  await expect(seat(other, 'Cai')).toContainText('you');
  await other.reload();
  await expect(seat(other, 'Cai')).toContainText('you');
  await keeper.reload();
  await expect(seat(keeper, 'Ana')).toContainText('you');
});

test('a place is carried to another device, and the first is told', async ({ people }) => {
  const keeper = await people.page();
  const { invitation } = await people.make(keeper);
  const ben = await people.join(invitation, 'Ben');
  await open_sheet(ben, 'For me');
  await button(ben, 'Carry my place to another device').click();
  const card = ben.getByRole('textbox', { name: 'Carry my place to another device' });
  const link = await card.inputValue();
  await button(ben, 'Show as a code').click();
  await expect(ben.getByRole('img', { name: /code to scan/ })).toBeVisible();
  const tablet = await people.page();
  await tablet.goto(link);
  await expect(seat(tablet, 'Ben')).toContainText('you');
  await expect(
    ben.getByRole('status').filter({ hasText: 'Another device of yours' }),
  ).toBeAttached();
});

test('a keeper gives somebody who comes back their old seat', async ({ people }) => {
  const keeper = await people.page();
  const { invitation } = await people.make(keeper);
  const ben = await people.join(invitation, 'Ben');
  await ben.context().close();
  await expect(seat(keeper, 'Ben')).toContainText('away');
  const again = await people.join(invitation, 'Ben again');
  await open_sheet(keeper, 'People');
  const sheet = keeper.getByRole('dialog');
  await sheet.getByRole('listitem').filter({ hasText: 'Ben again' }).getByText('Give them').click();
  await sheet.getByLabel(/old seat/).selectOption('Ben');
  await button(keeper, 'Save').click();
  await keeper.keyboard.press('Escape');
  await expect(seat(again, 'Ben')).toContainText('you');
  await expect(seat(keeper, 'Ben')).not.toContainText('away');
  await expect(seat(keeper, 'Ben again')).toHaveCount(0);
  await again.reload();
  await expect(seat(again, 'Ben')).toContainText('you');
});

test('a witness is quiet company, and can take a seat', async ({ people }) => {
  const keeper = await people.page();
  const { invitation } = await people.make(keeper);
  const eli = await people.join(invitation, 'Eli', { witness: true });
  await expect(ring(keeper).getByText('Eli')).toHaveCount(0);
  await expect(keeper.getByRole('heading', { name: 'Quiet company' })).toBeVisible();
  await open_sheet(eli, 'For me');
  await button(eli, 'Take a seat').click();
  await eli.keyboard.press('Escape');
  await expect(ring(keeper).getByText('Eli')).toBeVisible();
});

test('a link that was cut short, and a circle that is not there, are said kindly', async ({
  people,
}) => {
  const keeper = await people.page();
  const { invitation } = await people.make(keeper);
  const cut = await people.page();
  await cut.goto(invitation.slice(0, -9));
  await expect(cut.getByRole('heading', { name: 'This needs a link' })).toBeVisible();
  const nowhere = await people.page();
  await nowhere.goto(invitation.replace(/\/c\/.{6}/, '/c/AAAAAA'));
  await expect(nowhere.getByText('There is no circle here.')).toBeVisible();
});

test('a replaced invitation no longer opens, and the new one does', async ({ people }) => {
  const keeper = await people.page();
  const { invitation } = await people.make(keeper);
  const ben = await people.join(invitation, 'Ben');
  await open_sheet(keeper, 'The circle');
  await button(keeper, 'Replace the invitation').click();
  await expect(keeper.getByText('The old link has stopped.')).toBeVisible();
  const fresh = await keeper
    .getByRole('dialog')
    .getByRole('textbox', { name: 'The invitation' })
    .inputValue();
  expect(fresh).not.toBe(invitation);
  expect(fresh.split('/c/')[0]).toBe(people.server.url);
  const late = await people.page();
  await late.goto(invitation);
  await expect(late.getByText('This link was replaced.')).toBeVisible();
  await late.goto(fresh);
  await expect(button(late, 'Join the circle')).toBeVisible();
  await ben.reload();
  await expect(seat(ben, 'Ben')).toContainText('you');
});
