// Each in their own language: what the browser wants is spoken at first, another is found at the door,
// and from right to left everything is in its place.
import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { strange } from '../../client-web/src/words/pseudo.ts';
import { is_in_order, small_targets } from './looking.ts';
import {
  button,
  expect,
  open_floor,
  open_gathering,
  ring,
  seat,
  sheet_is_there,
  test,
} from './people.ts';

const folder = new URL('../../client-web/src/words/', import.meta.url);
const words_in = (language: string) =>
  JSON.parse(readFileSync(new URL(`${language}.json`, folder), 'utf8')) as Record<string, string>;
const spanish = words_in('es');
const turned = strange(words_in('en'), 'rtl');
const said = (words: Record<string, string>, key: string) => words[key] ?? `no ${key}`;
const html = (page: Page) => page.locator('html');

test('a browser that wants Spanish is spoken to in Spanish, and fetches no English', async ({
  people,
}) => {
  const page = await people.page({ locale: 'es-MX' });
  const fetched: string[] = [];
  page.on('request', (request) => fetched.push(new URL(request.url()).pathname));
  await page.goto('/');
  await expect(button(page, said(spanish, 'front.make'))).toBeVisible();
  await expect(html(page)).toHaveAttribute('lang', 'es');
  expect(fetched.filter((path) => /\/es-[^/]*\.js$/.test(path))).toHaveLength(1);
  expect(fetched.filter((path) => /\/en-[^/]*\.js$/.test(path))).toEqual([]);
});

test('somebody finds their language at the door, keeps what they wrote, and is spoken to so from then on', async ({
  people,
}) => {
  const ana = await people.page();
  const { invitation } = await people.make(ana);
  const inés = await people.page();
  await inés.goto(invitation);
  await inés.getByLabel('Yes, I agree to this').check();
  await inés.getByLabel('What may we call you?').fill('Inés');
  await inés.getByLabel('Language').selectOption('Español');
  await expect(inés.getByLabel(said(spanish, 'door.name'))).toHaveValue('Inés');
  await expect(inés.getByLabel(said(spanish, 'door.yes'))).toBeChecked();
  await is_in_order(inés, 'the door in Spanish');
  await button(inés, said(spanish, 'door.join')).click();
  const her_ring = inés.getByRole('region', {
    name: said(spanish, 'ring.label'),
    exact: true,
  });
  await expect(her_ring).toContainText(said(spanish, 'ring.seat_you'));
  await open_gathering(ana);
  await open_floor(ana, 'Round', { prompt: 'What do you take with you?' });
  await expect(inés.getByText(said(spanish, 'prompt.closing.take'))).toBeVisible();
  await expect(ana.getByText('What do you take with you?')).toBeVisible();
  await inés.reload();
  await expect(her_ring).toBeVisible();
  await expect(html(inés)).toHaveAttribute('lang', 'es');
  await expect(seat(ana, 'Inés')).toBeVisible();
});

test('from right to left, with long words, all is in its place', async ({ people }) => {
  const ana = await people.page();
  const { keeper } = await people.make(ana);
  const page = await people.page();
  await page.addInitScript(() =>
    localStorage.setItem('circlekeeper.likings', '{"language":"ar-XB"}'),
  );
  const press = (key: string) => button(page, said(turned, key)).first().click();
  const looks = async (state: string) => {
    await is_in_order(page, state);
    expect(await small_targets(page), state).toEqual([]);
  };
  await page.goto('/');
  await expect(html(page)).toHaveAttribute('dir', 'rtl');
  await looks('the front page');
  await press('front.make');
  await looks('the making of a circle');
  await page.goto(keeper);
  await looks('the door');
  await page.getByLabel(said(turned, 'door.yes')).check();
  await page.getByLabel(said(turned, 'door.name')).fill('Noor');
  await press('door.join');
  await expect(
    page.getByRole('region', { name: said(turned, 'ring.label'), exact: true }),
  ).toBeVisible();
  await open_gathering(ana);
  await open_floor(ana, 'Round', { gentle: '2 minutes' });
  await expect(ring(ana)).toContainText('Noor');
  await looks('the circle');
  for (const sheet of ['menu.people', 'menu.settings', 'menu.circle', 'menu.kept']) {
    await press('menu.open');
    await press(sheet);
    await sheet_is_there(page);
    await looks(sheet);
    await page.keyboard.press('Escape');
  }
  await press('at_hand.title');
  await sheet_is_there(page);
  await looks('support at hand');
});
