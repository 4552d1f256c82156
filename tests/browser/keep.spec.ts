// Journey 5: what a keeper does, from opening words to a last round.
import { is_in_order } from './looking.ts';
import {
  button,
  choose,
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
  sheet_is_there,
  test,
  type People,
} from './people.ts';

async function two(people: People) {
  const ana = await people.page();
  const links = await people.make(ana);
  const ben = await people.join(links.invitation, 'Ben');
  return { ana, ben, links };
}

test('a gathering opens with words and a quiet moment', async ({ people }) => {
  const { ana, ben } = await two(people);
  await expect(ben.getByText('The gathering has not opened yet')).toBeVisible();
  await button(ana, 'Open the gathering').click();
  const sheet = ana.getByRole('dialog');
  await sheet.getByLabel(/Opening words/).fill('Welcome. Let us arrive.');
  await sheet.getByLabel('A quiet moment first').selectOption('1 minute');
  await sheet.getByRole('button', { name: 'Open the gathering' }).click();
  await expect(ben.getByText('Welcome. Let us arrive.')).toBeVisible();
  await expect(ring(ben)).toContainText('Silence');
  await expect(mine(ben)).toContainText('It is silent. Nothing is asked of you.');
  await button(ana, 'End the silence').click();
  await expect(ring(ben)).not.toContainText('Silence');
});

test('a prompt is one of ours or in own words, and everybody reads it', async ({ people }) => {
  const { ana, ben } = await two(people);
  await open_gathering(ana);
  await open_floor(ana, 'Round', { prompt: 'If today were weather, what would it be in you?' });
  await expect(ben.getByText('If today were weather, what would it be in you?')).toBeVisible();
  await open_floor(ana, 'Round', { own_prompt: 'What is blooming?', now: true });
  await expect(ben.getByText('What is blooming?')).toBeVisible();
  await button(ana, 'Another prompt').click();
  await ana
    .getByLabel('Prompt', { exact: true })
    .selectOption('What is unfinished, and may be so?');
  await button(ana, 'Give it').click();
  await expect(ben.getByText('What is unfinished, and may be so?')).toBeVisible();
  await button(ana, 'How the piece moves').click();
  await sheet_is_there(ana);
  const options = ana.getByLabel('Prompt', { exact: true }).locator('optgroup option');
  expect(await options.count()).toBeGreaterThanOrEqual(24);
});

test('another floor lets the holder finish, unless the keeper says now', async ({ people }) => {
  const { ana, ben } = await two(people);
  await open_gathering(ana);
  await open_floor(ana, 'Round', { from: 'Ben' });
  await holds('Ben', ben);
  await open_floor(ana, 'Open');
  await expect(mine(ben)).toContainText('Afterwards: Open.');
  await holds('Ben', ben);
  await pass_on(ben);
  await expect(ring(ben)).toContainText('Conversation');
  await open_floor(ana, 'Round', { from: 'Ben' });
  await holds('Ben', ben);
  await open_floor(ana, 'Centre', { now: true });
  await expect(ring(ben)).toContainText('The piece lies in the centre');
});

test('keepers see who was not yet offered the piece, and nobody else does', async ({ people }) => {
  const { ana, ben, links } = await two(people);
  const cai = await people.join(links.invitation, 'Cai');
  await open_gathering(ana);
  await expect(seat(ana, 'Ben').getByText('not yet offered the piece')).toBeAttached();
  await open_floor(ana, 'Round', { from: 'Ben' });
  await button(ben, 'Pass without words').click();
  await button(ben, 'Now').click();
  await holds('Cai', cai);
  await expect(seat(ana, 'Ben').getByText('not yet offered the piece')).toHaveCount(0);
  await expect(cai.getByText('not yet offered the piece')).toHaveCount(0);
});

test('a keeper whose act is refused reads why in the sheet where they did it', async ({
  people,
}) => {
  const { ana, ben } = await two(people);
  await open_gathering(ana);
  const sheet = ana.getByRole('dialog');
  const refusal = sheet.getByText('The circle is breathing. It goes on soon.');
  const tries = async (open: string, act: string) => {
    await button(ana, open).click();
    await button(ben, 'Ask for a pause').click();
    await expect(mine(ana)).toContainText('Ben asked for a breath');
    await expect(refusal).toBeHidden();
    await sheet.getByRole('button', { name: act, exact: true }).click();
    await expect(refusal).toBeVisible();
    await is_in_order(ana, `refused: ${open}`);
    await ana.keyboard.press('Escape');
    await mine(ben).getByRole('button', { name: 'Go on', exact: true }).click();
    await expect(mine(ana)).not.toContainText('Ben asked for a breath');
  };
  await tries('How the piece moves', 'Begin');
  await tries('Call a silence', 'Call a silence');
});

test('a silence has a bell that is heard only where sound was chosen', async ({ people }) => {
  const { ana, ben } = await two(people);
  await ben.evaluate(() => {
    const real = window.AudioContext;
    Object.assign(window, { bells: 0 });
    window.AudioContext = class extends real {
      override createOscillator() {
        (window as unknown as { bells: number }).bells += 1;
        return super.createOscillator();
      }
    };
  });
  const bells = () => ben.evaluate(() => (window as unknown as { bells: number }).bells);
  await open_gathering(ana);
  const silence = async () => {
    await button(ana, 'Call a silence').click();
    await ana.getByRole('dialog').getByRole('button', { name: 'Call a silence' }).click();
    await expect(ring(ben)).toContainText('Silence');
    await button(ana, 'End the silence').click();
    await expect(ring(ben)).not.toContainText('Silence');
  };
  await silence();
  expect(await bells()).toBe(0);
  await open_sheet(ben, 'For me');
  await ben.getByRole('checkbox', { name: /Sound and vibration/ }).check();
  await ben.keyboard.press('Escape');
  await silence();
  await expect.poll(bells).toBeGreaterThan(0);
});

test('the whole circle is held still, and goes on where it was', async ({ people }) => {
  const { ana, ben } = await two(people);
  await open_gathering(ana);
  await open_floor(ana, 'Round', { from: 'Ben' });
  await holds('Ben', ben);
  const still = mine(ana).getByRole('button', { name: 'Hold still' });
  await expect(still).toBeInViewport(); // when somebody cries, nobody ought to have to look for it
  await still.click();
  await expect(mine(ben)).toContainText('The circle is held still.');
  await expect(button(ben, 'Pass it on')).toHaveCount(0);
  await button(ana, 'Go on').click();
  await expect(button(ben, 'Pass it on')).toBeVisible();
});

test('a keeper takes the piece back, and it is shown as nothing else', async ({ people }) => {
  const { ana, ben } = await two(people);
  await open_gathering(ana);
  await open_floor(ana, 'Centre');
  await button(ben, 'Take the piece').click();
  await holds('Ben', ana);
  await button(ana, 'Take the piece back').click();
  await expect(ring(ben)).toContainText('The piece lies in the centre');
  await expect(ben.locator('[aria-live="polite"]')).toContainText('The piece lies in the centre.');
});

test('a second keeper has the same powers', async ({ people }) => {
  const { ana, links } = await two(people);
  const dee = await people.join(links.keeper, 'Dee');
  await expect(seat(ana, 'Dee')).toContainText('keeper');
  await open_gathering(dee);
  await open_floor(dee, 'Keeper');
  await expect(ring(ana)).toContainText('The piece lies in the centre');
  await dee.getByLabel('Hand the piece to').selectOption('Ben');
  await button(dee, 'Hand it to').click();
  await holds('Ben', ana, dee);
});

for (const words of ['Their words stay', 'Their words go too']) {
  test(`somebody is removed in two acts; ${words.toLowerCase()}`, async ({ people }) => {
    const { ana, ben, links } = await two(people);
    const cai = await people.join(links.invitation, 'Cai');
    await open_gathering(ana);
    await open_floor(ana, 'Round', { from: 'Ben' });
    await share(ben, 'Words of Ben.');
    await expect(shares(cai)).toContainText('Words of Ben.');
    await open_sheet(ana, 'People');
    const sheet = ana.getByRole('dialog');
    const row = sheet.getByRole('listitem').filter({ hasText: 'Ben' });
    await row.getByRole('button', { name: 'Remove from the circle' }).click();
    await is_in_order(ana, 'removing somebody');
    await choose(ana, words);
    await button(ana, 'Remove from the circle').click();
    await ana.keyboard.press('Escape');
    const closed = ben.getByRole('heading', { name: 'You are no longer in this circle' });
    await expect(closed).toBeVisible();
    await expect(ben.getByRole('heading', { name: 'Support at hand' })).toBeVisible();
    await is_in_order(ben, 'who was removed');
    await expect(ring(cai).getByText('Ben')).toHaveCount(0);
    await holds('Cai', cai);
    if (words === 'Their words stay') await expect(shares(cai)).toContainText('Words of Ben.');
    else await expect(shares(cai)).not.toContainText('Words of Ben.');
    await share(cai, 'Sealed with the new key.');
    for (const page of [ana, cai]) {
      await expect(shares(page)).toContainText('Sealed with the new key.');
      await page.reload();
      await expect(shares(page)).toContainText('Sealed with the new key.');
    }
    await ben.reload();
    await expect(ring(ben)).toHaveCount(0);
    await ben.goto('about:blank');
    await ben.goto(links.invitation);
    await expect(ben.getByText('This link was replaced.')).toBeVisible();
  });
}

test('a circle that keeps what was shared shows it later, and an author takes it back', async ({
  people,
}) => {
  const ana = await people.page();
  const { invitation } = await people.make(ana, { keeps: 'As long as the circle lives' });
  const ben = await people.join(invitation, 'Ben');
  await open_gathering(ana);
  await open_floor(ana, 'Open');
  await share(ben, 'Kept for later.');
  await expect(shares(ana)).toContainText('Kept for later.');
  await button(ana, 'Close the gathering').click();
  await ana.getByRole('dialog').getByRole('button', { name: 'Close the gathering' }).click();
  await expect(ana.getByText('Kept for later.')).toHaveCount(0);
  await button(ana, 'Show what was shared before').click();
  const before = ana.getByRole('region', { name: 'What was shared before' });
  await expect(before).toContainText('Kept for later.');
  const cai = await people.join(invitation, 'Cai');
  await button(cai, 'Show what was shared before').click();
  await expect(cai.getByText('Nothing from earlier gatherings is kept.')).toBeVisible();
  await ben.reload();
  await open_gathering(ana);
  await button(ben, 'Show what was shared before').click();
  await button(ben, 'Take this back').click();
  await expect(before).not.toContainText('Kept for later.');
});

test('it closes with a last round and closing words, and what was written is gone', async ({
  people,
}) => {
  const { ana, ben } = await two(people);
  await open_gathering(ana);
  await open_floor(ana, 'Round', { prompt: 'One word that you go with.', from: 'Ben' });
  await share(ben, 'Grateful.');
  await pass_on(ben);
  await holds('Ana', ana);
  await pass_on(ana);
  await button(ana, 'Close the gathering').click();
  const sheet = ana.getByRole('dialog');
  await expect(sheet).toContainText('All that was written in this gathering will be gone.');
  await sheet.getByLabel(/Closing words/).fill('Go well.');
  await sheet.getByRole('button', { name: 'Close the gathering' }).click();
  await expect(ben.getByText('Go well.')).toBeVisible();
  await expect(ben.getByText('The gathering has closed').first()).toBeAttached();
  await expect(ben.getByText('Grateful.')).toHaveCount(0);
});
