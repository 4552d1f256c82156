// Pictures of practices: from the invitation through pods and back, the repair gate, and writing one.
import type { Page } from '@playwright/test';
import {
  button,
  open_gathering,
  open_sheet,
  type People,
  share,
} from '../../tests/browser/people.ts';
import { invited, outside, pod, practise } from '../../tests/browser/practising.ts';
import { type Name, take } from './taking.ts';

async function say_back(pages: Record<'ana' | 'ben' | 'cai' | 'dia', Page>, name: Name) {
  const { ana, ben, cai, dia } = pages;
  await button(ana, 'Practice').click();
  const sheet = ana.getByRole('dialog');
  await sheet.getByRole('radio', { name: /^Say back until it is right/ }).check();
  await take(ana, name('31-choosing'));
  await sheet.getByRole('button', { name: 'Invite everybody' }).click();
  await invited(ben).waitFor();
  await take(ben, name('32-invited'));
  await button(dia, 'Sit out').click();
  await button(ana, 'Put people together').click();
  await take(ana, name('33-putting-together'));
  await ana
    .getByRole('dialog')
    .getByRole('radio', { name: /^By hand/ })
    .check();
  for (const who of ['Ben', 'Cai'])
    await ana.getByLabel(who, { exact: true }).selectOption('Pod 1');
  await take(ana, name('34-by-hand'));
  await button(ana, 'Begin the practice').click();
  await pod(ben).waitFor();
  await take(ben, name('35-telling'));
  await share(ben, 'I said yes to the extra shift again, and I am still turning it over.');
  await pod(cai).getByText('still turning it over').waitFor();
  await take(cai, name('36-listening'));
  await take(ana, name('37-outside'));
  await button(dia, /^Knock/).click();
  await button(cai, 'Let in').waitFor();
  await take(cai, name('38-knock'));
  await button(cai, 'Not now').click();
  await button(ben, 'Done, let us go on').click();
  await button(cai, 'Done, let us go on').click();
  await button(ben, 'Not quite yet').waitFor();
  await take(ben, name('39-was-it-right'));
  await Promise.all([practise(ben, 'Yes, that is it'), practise(cai, 'Yes, that is it')]);
  await take(ben, name('40-after'));
  await button(ben, 'Back into the ring').click();
  await outside(ana).waitFor({ state: 'hidden' });
}

async function gate({ ana, ben, cai }: Record<'ana' | 'ben' | 'cai', Page>, name: Name) {
  await open_sheet(ben, 'Ask for a repair');
  await take(ben, name('41-asking'));
  const sheet = ben.getByRole('dialog');
  await sheet.getByLabel('With whom?').selectOption('Cai');
  await sheet.getByRole('button', { name: 'To the questions' }).click();
  await take(ben, name('42-question'));
  await walk(ben, ['Yes, I want this myself', 'No', 'No', 'Yes', 'Yes']);
  await take(ben, name('43-on-its-way'));
  await button(cai, 'Look at it').waitFor();
  await take(cai, name('44-asked'));
  await button(cai, 'Look at it').click();
  await walk(cai, ['No, I feel pushed or obliged', 'No', 'No', 'Yes', 'Yes']);
  await take(cai, name('45-closed-gate'));
  await cai.keyboard.press('Escape');
  await ben.keyboard.press('Escape');
  await open_sheet(ana, 'Practices of our own');
  await take(ana, name('46-own'));
  await button(ana, 'Start from one that is there').click();
  await ana.getByRole('button', { name: /^A small repair/ }).click();
  await ana.getByText('Everything is in order.').waitFor();
  await take(ana, name('47-writing'));
  await button(ana, 'Look through it').click();
  await take(ana, name('48-walking'));
}

async function walk(page: Page, answers: string[]): Promise<void> {
  const sheet = page.getByRole('dialog');
  for (const each of answers) {
    await sheet.getByRole('radio', { name: each, exact: true }).check();
    await sheet.getByRole('button', { name: 'Next' }).click();
  }
}

export async function practices(people: People, name: Name): Promise<void> {
  const ana = await people.page();
  const { invitation } = await people.make(ana, { title: 'Thursday evening circle' });
  const ben = await people.join(invitation, 'Ben');
  const cai = await people.join(invitation, 'Cai');
  const dia = await people.join(invitation, 'Dia');
  await open_gathering(ana);
  await say_back({ ana, ben, cai, dia }, name);
  await gate({ ana, ben, cai }, name);
}
