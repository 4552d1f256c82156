// Journeys 6 and 7: tunnels, sleep and restarts lose nothing; leaving and ending are for good.
import { startServer } from '../process/serve.ts';
import { kept_on } from './looking.ts';
import {
  button,
  expect,
  holds,
  mine,
  open_floor,
  open_gathering,
  open_sheet,
  pass_on,
  type People,
  ring,
  seat,
  share,
  shares,
  test,
} from './people.ts';

async function in_a_round(people: People) {
  const ana = await people.page();
  const links = await people.make(ana);
  const tunnel = await people.tunnel();
  const ben = await people.join(tunnel.through(links.invitation), 'Ben');
  await open_gathering(ana);
  await open_floor(ana, 'Round', { from: 'Ben' });
  await holds('Ben', ana, ben);
  return { ana, ben, links, tunnel };
}

test('through a tunnel: the turn is kept, what is being written too, and nothing comes twice', async ({
  people,
}) => {
  const { ana, ben, tunnel } = await in_a_round(people);
  await share(ben, 'Before the tunnel.');
  await expect(shares(ana)).toContainText('Before the tunnel.');
  await ben.getByLabel('Your words').fill('In the tunnel');
  tunnel.cut();
  await expect(ben.getByText('Connecting again. Your seat is kept.')).toBeVisible();
  await expect(seat(ana, 'Ben')).toContainText('we wait a moment');
  await button(ben, 'Share').click();
  await expect(shares(ben)).not.toContainText('In the tunnel');
  await expect(ben.getByText('Waiting to be sent')).toBeVisible();
  tunnel.mend();
  await expect(ben.getByText('Connecting again. Your seat is kept.')).toBeHidden();
  await expect(shares(ana).getByText('In the tunnel')).toHaveCount(1);
  await expect(shares(ben).getByText('In the tunnel')).toHaveCount(1);
  await expect(shares(ben).getByText('Before the tunnel.')).toHaveCount(1);
  await holds('Ben', ana, ben);
});

test('what somebody writes survives a reload, and a command that was not answered too', async ({
  people,
}) => {
  const { ana, ben, tunnel } = await in_a_round(people);
  await ben.getByLabel('Your words').fill('Half a thought');
  await expect.poll(() => kept_on(ben)).toContain('draft/');
  await ben.reload();
  await expect(ben.getByLabel('Your words')).toHaveValue('Half a thought');
  tunnel.cut();
  await expect(ben.getByText('Connecting again. Your seat is kept.')).toBeVisible();
  await ben.getByLabel('Your words').fill('Given while offline');
  await button(ben, 'Share').click();
  await expect(ben.getByText('Waiting to be sent')).toBeVisible();
  tunnel.mend();
  await ben.reload();
  await expect(shares(ana).getByText('Given while offline')).toHaveCount(1);
});

test('what is kept on the device while writing is sealed', async ({ people }) => {
  const { ben } = await in_a_round(people);
  await ben.getByLabel('Your words').fill('Nobody reads this here');
  await expect.poll(() => kept_on(ben)).toContain('draft/');
  expect(await kept_on(ben)).not.toContain('Nobody reads this here');
});

test('a restarted server: everybody is back in their seat and in the same turn', async ({
  people,
}) => {
  const server = await startServer({ keep: true });
  people.also(server.url);
  const ana = await people.page({ baseURL: server.url });
  const links = await people.make(ana);
  const ben = await people.join(links.invitation, 'Ben');
  await open_gathering(ana);
  await open_floor(ana, 'Round', { from: 'Ben' });
  await share(ben, 'Said before.');
  await expect(shares(ana)).toContainText('Said before.');
  await server.stop('SIGKILL');
  await expect(ana.getByText('Connecting again. Your seat is kept.')).toBeVisible();
  const again = await startServer({ data: server.data, port: server.port });
  await expect(ana.getByText('Connecting again. Your seat is kept.')).toBeHidden();
  await expect(ben.getByText('Connecting again. Your seat is kept.')).toBeHidden();
  await holds('Ben', ana, ben);
  await expect(shares(ana).getByText('Said before.')).toHaveCount(1);
  await share(ben, 'Said after.');
  await expect(shares(ana).getByText('Said after.')).toHaveCount(1);
  await again.stop();
  await server.erase();
});

test('who comes late knows where we are, and is told shares from then on', async ({ people }) => {
  const { ana, ben, links } = await in_a_round(people);
  await share(ben, 'Said before Cai came.');
  await expect(shares(ana)).toContainText('Said before Cai came.');
  const cai = await people.join(links.invitation, 'Cai');
  await holds('Ben', cai);
  await expect(cai.getByText('You are told what is shared from when you joined.')).toBeVisible();
  await share(ben, 'Said after.');
  await expect(shares(cai)).toContainText('Said after.');
  await expect(shares(cai)).not.toContainText('Said before Cai came.');
  await pass_on(ben);
  await holds('Ana', cai);
  await pass_on(ana);
  await holds('Cai', ana, cai);
});

test('who comes back hears what was said while they were away', async ({ people }) => {
  const ana = await people.page();
  const { invitation } = await people.make(ana);
  const ben = await people.join(invitation, 'Ben');
  const cai = await people.join(invitation, 'Cai');
  await open_gathering(ana);
  await open_floor(ana, 'Round', { from: 'Ben' });
  await cai.goto('about:blank');
  await expect(seat(ana, 'Cai')).toContainText('away');
  await share(ben, 'While Cai was away.');
  await pass_on(ben);
  await holds('Ana', ana);
  await cai.goto(invitation);
  await expect(shares(cai).getByText('While Cai was away.')).toHaveCount(1);
  await pass_on(ana);
  await holds('Cai', ana, cai);
});

test('somebody leaves for good, and takes back what they shared', async ({ people }) => {
  const { ana, ben, links, tunnel } = await in_a_round(people);
  await share(ben, 'I would rather not have said this.');
  await expect(shares(ana)).toContainText('I would rather not');
  await open_sheet(ben, 'Leave for good');
  await ben.getByLabel('Take back what I shared').check();
  await button(ben, 'Leave the circle').click();
  await expect(ben.getByText('You left this circle.')).toBeVisible();
  await expect(ring(ana).getByText('Ben')).toHaveCount(0);
  await expect(shares(ana)).toContainText('These words were taken back.');
  await expect(shares(ana)).not.toContainText('I would rather not');
  await holds('Ana', ana);
  await ben.goto('about:blank');
  await ben.goto(tunnel.through(links.invitation));
  await expect(button(ben, 'Join the circle')).toBeVisible();
});

test('a keeper ends the circle: nobody is left in it, and a later visit is told kindly', async ({
  people,
}) => {
  const { ana, ben, links } = await in_a_round(people);
  await open_sheet(ana, 'The circle');
  await button(ana, 'End the circle and erase it').click();
  await expect(ana.getByText('Nobody can get it back.')).toBeVisible();
  await button(ana, 'Erase it all').click();
  for (const page of [ana, ben]) {
    await expect(
      page.getByText('This circle has ended, and nothing of it was kept.'),
    ).toBeVisible();
  }
  const late = await people.page();
  await late.goto(links.invitation);
  await expect(late.getByText('This circle has ended, and nothing of it was kept.')).toBeVisible();
});

test('a new link opened in the same tab is read', async ({ people }) => {
  const { ana, links } = await in_a_round(people);
  const late = await people.page();
  await late.goto(links.invitation);
  await expect(button(late, 'Join the circle')).toBeVisible();
  await open_sheet(ana, 'The circle');
  await button(ana, 'Replace the invitation').click();
  await expect(ana.getByText('The old link has stopped.')).toBeVisible();
  await late.reload();
  await expect(late.getByText('This link was replaced.')).toBeVisible();
  await late.goto(
    await ana.getByRole('dialog').getByRole('textbox', { name: 'The invitation' }).inputValue(),
  );
  await expect(button(late, 'Join the circle')).toBeVisible();
  await expect(mine(ana)).toBeAttached();
});
