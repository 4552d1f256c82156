// Support at hand and leaving at once: on every page at the same place, and true to what they say.
import type { Page } from '@playwright/test';
import { fits, is_in_order, kept_on, small_targets } from './looking.ts';
import {
  button,
  expect,
  holds,
  mine,
  open_floor,
  open_gathering,
  open_sheet,
  People,
  ring,
  seat,
  share,
  shares,
  test,
} from './people.ts';

const sheet = (page: Page) => page.getByRole('dialog', { name: 'Support at hand' });
const at_once = (page: Page) => button(page, 'Leave at once').first();

async function open_support(page: Page): Promise<void> {
  await button(page, 'Support at hand').click();
  await expect(sheet(page).getByRole('link', { name: /116 123/ })).toBeVisible();
}

async function in_a_round(people: People) {
  const ana = await people.page();
  const links = await people.make(ana);
  const ben = await people.join(links.invitation, 'Ben');
  await open_gathering(ana);
  await open_floor(ana, 'Round', { from: 'Ana' });
  await holds('Ana', ana, ben);
  return { ana, ben, links };
}

/** Shift, and nothing else, three times. */
async function shift_thrice(page: Page): Promise<void> {
  for (let time = 0; time < 3; time += 1) await page.keyboard.press('Shift');
}

async function is_gone(page: Page): Promise<void> {
  await expect(page.getByRole('heading', { name: 'Kinds of cloud' })).toBeVisible();
  expect(new URL(page.url()).pathname).toBe('/away.html');
  await expect(page).toHaveTitle('Kinds of cloud');
}

test('support at hand is one act away at the front, at the door, in the circle and after it', async ({
  people,
}) => {
  const ana = await people.page();
  await ana.goto('/');
  const place = await button(ana, 'Support at hand').boundingBox();
  const way_out = await at_once(ana).boundingBox();
  const stands = async (page: Page) => {
    expect(await button(page, 'Support at hand').boundingBox()).toEqual(place);
    expect(await at_once(page).boundingBox()).toEqual(way_out);
    await open_support(page);
    const in_sheet = await sheet(page).getByRole('button', { name: 'Leave at once' }).boundingBox();
    expect(Math.abs((in_sheet?.y ?? 0) - (way_out?.y ?? 0))).toBeLessThan(1);
    expect(in_sheet?.x).toBe(way_out?.x);
    await expect(sheet(page).getByRole('button', { name: 'Close' })).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(sheet(page)).toBeHidden();
  };
  await stands(ana);
  const links = await people.make(ana);
  await stands(ana);
  const ben = await people.page();
  await ben.goto(links.invitation);
  await expect(button(ben, 'Join the circle')).toBeVisible();
  await stands(ben);
  await people.come_in(ben, links.invitation, 'Ben');
  await ben.mouse.wheel(0, 3000);
  await stands(ben);
  await open_sheet(ben, 'Leave for good');
  await button(ben, 'Leave the circle').click();
  await expect(ben.getByText('You left this circle.')).toBeVisible();
  await stands(ben);
});

test("the keeper's own places stand above the others, and calm words where the list is not there", async ({
  people,
}) => {
  const { ana, ben } = await in_a_round(people);
  await open_sheet(ana, 'The circle');
  const settings = ana.getByRole('dialog');
  await settings.getByLabel('Places to turn to, for this circle').fill('Nurse Joy: 555 1234');
  await settings.getByRole('button', { name: 'Save', exact: true }).click();
  await ana.keyboard.press('Escape');
  await ben.route('**/places.json', (route) => route.abort());
  await button(ben, 'Support at hand').click();
  await expect(sheet(ben)).toContainText('Nurse Joy: 555 1234');
  await expect(sheet(ben)).toContainText('it is 112');
  await ben.unroute('**/places.json');
  await ben.keyboard.press('Escape');
  await open_support(ben);
  const text = (await sheet(ben).textContent()) ?? '';
  expect(text.indexOf('Nurse Joy')).toBeLessThan(text.indexOf('Samaritans'));
});

test('a slow breath moves only while it is asked for, and not where motion is unwelcome', async ({
  people,
}) => {
  const page = await people.page();
  await page.goto('/');
  await open_support(page);
  await sheet(page).getByText('A slow breath').click();
  const moving = () =>
    page.evaluate(
      () => document.getAnimations().filter((each) => each.playState === 'running').length,
    );
  expect(await moving()).toBe(0);
  await button(page, 'Breathe with a slow circle').click();
  await expect.poll(moving).toBeGreaterThan(0);
  await button(page, 'Stop the circle').click();
  expect(await moving()).toBe(0);
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await expect(button(page, 'Breathe with a slow circle')).toBeHidden();
  await expect(sheet(page).getByText('at your own pace')).toBeVisible();
});

test("who steps away is no more than 'away' to the others, and comes back to the same seat", async ({
  people,
}) => {
  const { ana, ben } = await in_a_round(people);
  await open_support(ben);
  await button(ben, 'Step away for a while').click();
  await expect(ben.getByRole('heading', { name: 'You stepped away' })).toBeInViewport();
  await expect(ring(ben)).toHaveCount(0);
  await expect(seat(ana, 'Ben')).toContainText('away');
  expect((await seat(ana, 'Ben').innerText()).replace(/\s+/g, ' ')).toMatch(
    /^Ben away( · next)?( not yet offered the piece)?$/,
  );
  await share(ana, 'While Ben was away.');
  await ben.reload();
  await expect(ben.getByRole('heading', { name: 'You stepped away' })).toBeVisible();
  await expect(seat(ana, 'Ben')).toContainText('away');
  await button(ben, 'Come back').click();
  await expect(shares(ben)).toContainText('While Ben was away.');
  await expect(seat(ana, 'Ben')).not.toContainText('away');
});

test('leaving at once by the button: nothing is left to read or to go back to, and the link leads back', async ({
  people,
}) => {
  const { ana, ben, links } = await in_a_round(people);
  await button(ana, 'Pass it on').click();
  await holds('Ben', ben);
  await ben.getByLabel('Your words').fill('Nobody may find this');
  await expect.poll(() => kept_on(ben)).toContain('draft/');
  const address = ben.url();
  const entries = await ben.evaluate(() => history.length);
  await at_once(ben).click();
  await is_gone(ben);
  expect(await ben.evaluate(() => history.length)).toBe(entries);
  await expect(seat(ana, 'Ben')).toContainText('we wait a moment');
  const [, token = '', key = ''] = new URL(links.invitation).hash.split('.');
  const kept = await kept_on(ben);
  for (const trace of [
    address.split('/').at(-1) ?? '',
    token,
    key,
    'Nobody',
    'draft',
    'place',
    'chosen',
  ]) {
    expect(kept).not.toContain(trace);
  }
  await ben.goBack().catch(() => undefined);
  expect(ben.url()).not.toContain('/c/');
  await ben.goto(address);
  await expect(ben.getByRole('heading', { name: 'This needs a link' })).toBeVisible();
  await ben.goto('about:blank');
  await ben.goto(links.invitation);
  await holds('Ben', ana, ben);
  await expect(seat(ben, 'Ben')).toContainText('you');
  await expect(ben.getByLabel('Your words')).toHaveValue('');
  await expect(ring(ana).getByRole('listitem').filter({ hasText: 'Ben' })).toHaveCount(1);
});

test('leaving at once from a sheet, with the other tabs of the device, though the server is away', async ({
  people,
}) => {
  const ana = await people.page();
  const { invitation } = await people.make(ana);
  const tunnel = await people.tunnel();
  const device = await people.device();
  const ben = await device.newPage();
  await people.come_in(ben, tunnel.through(invitation), 'Ben');
  const other = await device.newPage();
  await other.goto(ben.url());
  await expect(ring(other)).toBeVisible();
  await open_sheet(ben, 'People');
  await ben.getByRole('dialog').getByRole('button', { name: 'Leave at once' }).click();
  await Promise.all([is_gone(ben), is_gone(other)]);
  await ben.goto(tunnel.through(invitation));
  await expect(seat(ben, 'Ben')).toContainText('you');
  tunnel.cut();
  await expect(ben.getByText('Connecting again.').first()).toBeVisible();
  await at_once(ben).click();
  await expect(ring(ben)).toBeHidden();
  await expect.poll(() => ben.url()).not.toContain('/c/');
});

test('Shift three times leaves, typing does not, and it can be switched off', async ({
  people,
}, testInfo) => {
  test.skip(testInfo.project.name !== 'desktop', 'a phone has no Shift of its own');
  const { ana, ben } = await in_a_round(people);
  await button(ana, 'Pass it on').click();
  await holds('Ben', ben);
  const words = ben.getByLabel('Your words');
  await words.focus();
  for (const letter of 'ABC') await ben.keyboard.press(`Shift+${letter}`);
  await expect(words).toHaveValue('ABC');
  await open_sheet(ben, 'For me');
  await ben.getByLabel(/Shift three times/).uncheck();
  await ben.keyboard.press('Escape');
  await expect(ben.getByText('or press Shift three times')).toBeHidden();
  await shift_thrice(ben);
  await holds('Ben', ben);
  await open_sheet(ben, 'For me');
  await ben.getByLabel(/Shift three times/).check();
  await shift_thrice(ben);
  await is_gone(ben);
});

test('the way out is the first that the keyboard reaches, and hides nothing that has the focus', async ({
  people,
}, testInfo) => {
  test.skip(testInfo.project.name !== 'desktop', 'a phone has no Tab');
  const page = await people.page();
  await page.goto('/');
  await expect(button(page, 'Make a circle')).toBeVisible();
  await page.keyboard.press('Tab');
  await expect(at_once(page)).toBeFocused();
  await button(page, 'Make a circle').click();
  const bar = await page.getByRole('region', { name: 'Always here' }).boundingBox();
  const bottom = (bar?.y ?? 0) + (bar?.height ?? 0);
  const all = page.getByRole('main').locator('input, textarea, button, summary');
  await all.last().focus();
  for (let at = await all.count(); at > 0; at -= 1) {
    await page.keyboard.press('Shift+Tab');
    const focused = await page.evaluate(() => {
      const on = document.activeElement;
      return on?.closest('main') ? on.getBoundingClientRect().top : undefined;
    });
    if (focused !== undefined) expect(focused).toBeGreaterThanOrEqual(bottom - 1);
  }
});

/** Every state that is new here. */
async function walk(people: People, look: (page: Page, state: string) => Promise<void>) {
  const { ana, ben } = await in_a_round(people);
  await look(ana, 'the bar in a circle');
  await open_support(ben);
  await look(ben, 'support at hand in a circle');
  for (const exercise of ['A slow breath', 'Five senses', 'Feet on the floor'])
    await sheet(ben).getByText(exercise, { exact: true }).click();
  await look(ben, 'the exercises');
  await ben.emulateMedia({ reducedMotion: 'no-preference' });
  await button(ben, 'Breathe with a slow circle').click();
  await button(ben, 'One at a time').click();
  await look(ben, 'one sense, and a breath');
  await button(ben, 'Step away for a while').click();
  await expect(button(ben, 'Come back')).toBeVisible();
  await expect(ben.getByRole('link', { name: /988/ })).toBeVisible();
  await look(ben, 'stepped away');
  await button(ben, 'Come back').click();
  await expect(mine(ben)).toBeVisible();
  await at_once(ben).click();
  await is_gone(ben);
  await look(ben, 'the neutral page');
}

test('axe finds nothing in any of it, light and dark', async ({ people }) => {
  test.setTimeout(120_000);
  await walk(people, is_in_order);
});

test('all of it fits 320 pixels, and every control is 44 pixels at least', async ({
  browser,
  server,
}, testInfo) => {
  test.skip(testInfo.project.name !== 'phone', 'the narrowest is looked at once');
  const people = new People(browser, server, { viewport: { width: 320, height: 640 } });
  await walk(people, async (page, state) => {
    await fits(page, state);
    expect(await small_targets(page), state).toEqual([]);
  });
  await people.end();
});
