// Pictures of a safe circle: the door, private words and a page for two, what protects, a removal,
// and the circle while its keepers are gone.
import type { Page } from '@playwright/test';
import { setTimeout as wait } from 'node:timers/promises';
import { joined } from '../../tests/process/members.ts';
import limits from '../../protocol/limits.json' with { type: 'json' };
import {
  button,
  choose,
  open_floor,
  open_gathering,
  open_sheet,
  type People,
  share,
} from '../../tests/browser/people.ts';
import { type Name, take } from './taking.ts';

type Pages = Record<'ana' | 'kay' | 'ben' | 'cai', Page>;

async function at_the_door(people: People, name: Name) {
  const ana = await people.page();
  const links = await people.make(ana, { title: 'Thursday evening circle', knock: true });
  const kay = await people.join(links.keeper, 'Kay');
  await open_gathering(ana);
  const ben = await people.knock(links.invitation, 'Ben', { words: 'Kay told me about you.' });
  await take(ben, name('51-waiting'));
  await button(ana, 'See who').click();
  await take(ana, name('52-who-waits'));
  await button(ana, 'Let in').click();
  const cai = await people.knock(links.invitation, 'Cai');
  await button(ana, 'See who').click();
  await button(ana, 'Let in as quiet company').click();
  const dia = await people.knock(links.invitation, 'Dia');
  await button(ana, 'See who').click();
  await button(ana, 'Not today').click();
  await button(ana, 'Tell them').click();
  await dia.getByText('You can ask again another day.').waitFor();
  await take(dia, name('53-not-today'));
  await open_sheet(cai, 'For me');
  await button(cai, 'Take a seat').click();
  await cai.keyboard.press('Escape');
  return { pages: { ana, kay, ben, cai }, links };
}

async function agreements({ ana, ben }: Pages, name: Name): Promise<void> {
  await open_sheet(ana, 'The circle');
  await ana
    .getByRole('dialog')
    .getByLabel('Agreements')
    .fill('We listen to the end.\nWhat is said stays here.');
  await ana.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
  await ana.keyboard.press('Escape');
  await ben.getByRole('region', { name: 'Our agreements were changed' }).waitFor();
  await button(ben, 'Read').click();
  await take(ben, name('54-agreements-again'));
  await button(ben, 'Yes, I agree to this').click();
}

async function help({ ana, kay, ben, cai }: Pages, name: Name): Promise<void> {
  await open_floor(ana, 'Round', { from: 'Cai' });
  await button(ben, 'Support at hand').click();
  await take(ben, name('55-at-hand'));
  await button(ben, 'I need support').click();
  await take(ben, name('56-private-line'));
  await button(ben, /^Send to/).click();
  await button(kay, 'New words for you alone').waitFor();
  await take(kay, name('57-something-new'));
  await button(kay, 'New words for you alone').click();
  await kay.getByLabel('Answer Ben').fill('I am with you. Shall we go aside for a while?');
  await button(kay, /^Send to/).click();
  await take(kay, name('58-keepers-line'));
  await button(kay, 'Go aside with Ben').click();
  await kay.keyboard.press('Escape');
  await ben.keyboard.press('Escape');
  await button(ben, 'Go aside with Kay').waitFor();
  await take(ben, name('59-asked-aside'));
  await button(ben, 'Go aside with Kay').click();
  await ben
    .getByLabel('Write to Kay')
    .fill('It was a hard week, and I could not say it in the ring.');
  await button(ben, 'Send to Kay').click();
  await kay.getByText('It was a hard week').waitFor();
  await take(ben, name('60-aside'));
  await share(cai, 'The round goes on meanwhile.');
  await take(cai, name('61-meanwhile'));
  await take(ana, name('62-keeper-meanwhile'));
  await button(ben, 'Back to the circle').click();
}

async function protecting({ ana, ben, cai }: Pages, name: Name): Promise<void> {
  await button(ana, 'Hide this from the others').click();
  await ben.getByText('A keeper has hidden this.').waitFor();
  await take(ben, name('63-hidden'));
  await take(cai, name('64-hidden-mine'));
  await open_sheet(ana, 'People');
  const row = ana.getByRole('dialog').getByRole('listitem').filter({ hasText: 'Cai' });
  await row.getByRole('button', { name: 'Ask for a little quiet' }).click();
  await choose(ana, 'To be quiet for a while');
  await take(ana, name('65-asking-for-quiet'));
  await row.getByRole('button', { name: 'Ask Cai' }).click();
  await ana.keyboard.press('Escape');
  await cai.getByText('leave more room for the others').waitFor();
  await take(cai, name('66-asked-for-quiet'));
  await open_sheet(cai, 'What is kept of me');
  await take(cai, name('67-kept-of-me'));
  await cai.keyboard.press('Escape');
  await button(ana, 'Hold still').click();
  await take(ben, name('68-still'));
  await button(ana, 'Go on').click();
}

async function removing({ ana, cai }: Pages, name: Name): Promise<void> {
  await open_sheet(ana, 'People');
  const row = ana.getByRole('dialog').getByRole('listitem').filter({ hasText: 'Cai' });
  await row.getByRole('button', { name: 'Remove from the circle' }).click();
  await take(ana, name('69-removing'));
  await choose(ana, 'Their words stay');
  await button(ana, 'Remove from the circle').click();
  await cai.getByRole('heading', { name: 'You are no longer in this circle' }).waitFor();
  await take(cai, name('70-removed'));
  await ana.keyboard.press('Escape');
}

async function keepers_gone({ ana, kay, ben }: Pages, name: Name): Promise<void> {
  const [address, device] = [ana.url(), ana.context()];
  for (const page of [ana, kay]) await page.close();
  await wait(limits.lengths.keeper_away.value + 3_000);
  await take(ben, name('71-no-keeper'));
  await button(ben, 'Hold the circle').click();
  await take(ben, name('72-standing-in'));
  const back = await device.newPage();
  await back.goto(address);
  await button(back, 'Hold still').waitFor();
  await take(ben, name('73-keeper-back'));
}

export async function safe(people: People, name: Name): Promise<void> {
  const { pages, links } = await at_the_door(people, name);
  await agreements(pages, name);
  await open_sheet(pages.ana, 'The circle');
  await take(pages.ana, name('50-settings'));
  await pages.ana.getByLabel('People knock first').uncheck();
  await pages.ana.keyboard.press('Escape');
  const companions = [];
  for (const who of ['Eli', 'Fen', 'Gia'])
    companions.push(await joined(people.server.url, links.invitation, who));
  await help(pages, name);
  await protecting(pages, name);
  await removing(pages, name);
  await keepers_gone(pages, name);
  for (const each of companions) each.end();
}
