// What somebody hears who sees nothing of it: the whole way of a participant, from the door to the
// closing, as assistive technology is given it, word for word and in its order.
import type { Page } from '@playwright/test';
import { listen, Transcript } from './hearing.ts';
import {
  button,
  expect,
  holds,
  open_floor,
  open_gathering,
  pass_on,
  type People,
  ring,
  share,
  shares,
  test,
} from './people.ts';

test.beforeEach(({ isMobile }) => {
  test.skip(!isMobile, 'it is the same words at each size: the phone stands for both');
  test.setTimeout(180_000);
});

async function at_the_door(people: People) {
  const ana = await people.page();
  const { invitation } = await people.make(ana, { knock: true });
  const device = await people.device();
  await listen(device);
  const ben = await device.newPage();
  return { ana, ben, invitation, way: new Transcript(ben) };
}

async function let_in(keeper: Page, name: string): Promise<void> {
  await button(keeper, 'See who').click();
  await keeper.getByRole('checkbox', { name }).check();
  await button(keeper, 'Let in').click();
}

async function close_gathering(keeper: Page, words: string): Promise<void> {
  await button(keeper, 'Close the gathering').click();
  const sheet = keeper.getByRole('dialog');
  await sheet.getByLabel(/Closing words/).fill(words);
  await sheet.getByRole('button', { name: 'Close the gathering' }).click();
}

/** Through the door to a seat, before the gathering opens. */
async function comes_in(people: People) {
  const { ana, ben, invitation, way } = await at_the_door(people);
  await people.fill_in(ben, invitation, 'Ben');
  await way.reads('the door');
  await button(ben, 'Knock at the door').click();
  await expect(ben.getByText('The keepers know that you are here.')).toBeVisible();
  await way.hears('this page opens by itself');
  await way.reads('waiting at the door');
  await let_in(ana, 'Ben');
  await expect(ring(ben)).toBeVisible();
  await way.hears('You are let in.');
  await button(ben, 'I see').click();
  await expect(
    button(ben, 'The life of this circle').or(ben.getByText('To the keepers')),
  ).toBeVisible();
  await way.reads('before the gathering opens');
  return { ana, ben, way };
}

test('from the door to the closing, in English', async ({ people }) => {
  const { ana, ben, way } = await comes_in(people);
  await open_gathering(ana, 'Welcome.');
  await way.hears('The gathering is open.');
  await open_floor(ana, 'Round', {
    from: 'Ana',
    gentle: '5 minutes',
    prompt: 'What do you take with you?',
  });
  await way.hears('You are next.');
  await holds('Ana', ben);
  await way.reads('somebody else holds the piece');
  await share(ana, 'Something small.');
  await way.hears('Ana shared something.');
  await pass_on(ana);
  await way.hears('You hold the piece.');
  await way.reads('holding the piece');
  await share(ben, 'Plums at the door.');
  await expect(shares(ben)).toContainText('Plums at the door.');
  await button(ben, 'Pass it on').click();
  await way.hears('Passing it on…');
  await way.reads('passing it on');
  await button(ben, 'Now').click();
  await way.hears('The round is over.');
  await button(ben, 'Ask for a pause').click();
  await way.hears('Ben asks for a pause.');
  await way.reads('a pause');
  await button(ben, 'Go on').click();
  await way.hears('The pause is over.');
  await close_gathering(ana, 'Go gently.');
  await way.hears('The gathering has closed.');
  await expect(button(ben, 'The life of this circle')).toBeVisible();
  await way.reads('after the closing');
  way.is_as_in('spoken');
});

test('the door, in Spanish', async ({ people }) => {
  const { invitation } = await at_the_door(people);
  const device = await people.device({ locale: 'es-MX' });
  await listen(device);
  const inés = await device.newPage();
  const way = new Transcript(inés);
  await inés.goto(invitation);
  await expect(button(inés, 'Tocar a la puerta')).toBeVisible();
  await way.reads('la puerta');
  await button(inés, 'Tocar a la puerta').click();
  await way.hears('Elige');
  await way.reads('la puerta, sin sí ni nombre');
  await inés.getByRole('checkbox').check();
  await inés.getByLabel('¿Qué nombre usamos para ti?').fill('Inés');
  await button(inés, 'Tocar a la puerta').click();
  await expect(inés.getByText('saben que estás aquí').first()).toBeVisible();
  await way.reads('a la espera');
  way.is_as_in('spoken_es');
});
