// Takes the pictures of a whole gathering: to be looked at after a change, and for the README.
import { type Browser, chromium } from '@playwright/test';
import { joined } from '../../tests/process/members.ts';
import { startServer } from '../../tests/process/serve.ts';
import {
  button,
  holds,
  open_floor,
  open_gathering,
  open_sheet,
  People,
  share,
} from '../../tests/browser/people.ts';
import { type Language, languages, three_weeks } from '../../tests/browser/weeks.ts';
import { easier } from './easier.ts';
import { practices } from './practices.ts';
import { safe } from './safe.ts';
import { folder, type Name, take } from './taking.ts';

const names = ['Cai', 'Dee', 'Eli', 'Fen', 'Gia', 'Hal', 'Ines', 'Jo', 'Kit', 'Lu'];
const sizes = {
  phone: { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true },
  desktop: { viewport: { width: 1280, height: 800 } },
};
async function arriving(people: People, name: Name) {
  const ana = await people.page();
  await ana.goto('/');
  await take(ana, name('01-front'));
  await button(ana, 'Support at hand').click();
  await take(ana, name('02-places'));
  await ana.keyboard.press('Escape');
  await button(ana, 'Make a circle').click();
  await take(ana, name('03-make'));
  const links = await people.make(ana, {
    title: 'Thursday evening circle',
    safety:
      'I will write to you and ask how you are. I am a nurse: if I hear that a child is in danger, I have to say so.',
  });
  await take(ana, name('04-before'));
  const door = await people.page();
  await door.goto(links.invitation);
  await button(door, 'Join the circle').waitFor();
  await take(door, name('05-door'));
  const tunnel = await people.tunnel();
  const ben = await people.join(tunnel.through(links.invitation), 'Ben', { pronouns: 'he/him' });
  const few = await joined_by_link(people.server.url, links.invitation, names.slice(0, 4));
  return { ana, ben, tunnel, links, few };
}

type Arrived = Awaited<ReturnType<typeof arriving>>;

async function in_a_round({ ana, ben, few }: Arrived, name: Name): Promise<void> {
  await open_gathering(ana, 'Welcome. Let us take a breath and arrive.');
  await take(ben, name('06-open'));
  await button(ana, 'How the piece moves').click();
  await take(ana, name('07-floors'));
  await ana.keyboard.press('Escape');
  await open_floor(ana, 'Round', {
    from: 'Ben',
    gentle: '2 minutes',
    prompt: 'What small thing was kind to you this week?',
  });
  await holds('Ben', ana, ben);
  await share(ben, 'My neighbour left a bowl of plums at the door, and a note without a name.');
  await ben.getByLabel('Your words').fill('I have not said thank you yet');
  await take(ben, name('08-holding'));
  few[1]?.gesture('with_you');
  await take(ana, name('09-keeping'));
  await button(ben, 'Pass it on').click();
  await take(ben, name('10-passing'));
  await button(ben, 'Now').click();
  await holds('Cai', ana, ben);
  await take(ben, name('11-listening'));
  await button(ben, 'Ask for a pause').click();
  await take(ana, name('12-pause'));
  await button(ana, 'Go on').click();
}

async function of_twelve({ ana, ben, links }: Arrived, url: string, name: Name) {
  const more = await joined_by_link(url, links.invitation, names.slice(4));
  await take(ana, name('13-twelve'));
  await open_sheet(ana, 'People');
  await take(ana, name('14-people'));
  await ana.keyboard.press('Escape');
  await open_sheet(ben, 'For me');
  await take(ben, name('15-for-me'));
  await ben.keyboard.press('Escape');
  await open_sheet(ana, 'The circle');
  await take(ana, name('16-circle'));
  await ana.keyboard.press('Escape');
  return more;
}

async function to_the_end({ ana, ben, tunnel }: Arrived, name: Name): Promise<void> {
  for (const [floor, number] of [
    ['Queue', 17],
    ['Stack', 18],
    ['Popcorn', 19],
    ['Keeper', 20],
    ['Centre', 21],
    ['Open', 22],
  ] as const) {
    await open_floor(ana, floor, { now: number === 17, gentle: 'No time' });
    await take(ben, name(`${number}-${floor.toLowerCase()}`));
  }
  await button(ana, 'Call a silence').click();
  await ana.getByRole('dialog').getByRole('button', { name: 'Call a silence' }).click();
  await take(ben, name('23-silence'));
  await button(ana, 'End the silence').click();
  await button(ana, 'Hold still').click();
  await take(ben, name('24-still'));
  await button(ana, 'Go on').click();
  tunnel.cut();
  await ben.getByText('Connecting again.').first().waitFor();
  await take(ben, name('25-again'));
  tunnel.mend();
  await button(ana, 'Close the gathering').click();
  await take(ana, name('26-closing'));
  await ana.getByLabel(/Closing words/).fill('Thank you. Go gently.');
  await ana.getByRole('dialog').getByRole('button', { name: 'Close the gathering' }).click();
  await ben.getByText('Thank you. Go gently.').waitFor();
  await take(ben, name('27-closed'));
}

/** A whole gathering of twelve: Ana keeps and Ben takes part in browsers, the others without. */
async function gathering(browser: Browser, size: keyof typeof sizes): Promise<void> {
  const server = await startServer();
  const people = new People(browser, server, sizes[size]);
  const name: Name = (what) => `${size}-${what}`;
  const arrived = await arriving(people, name);
  await in_a_round(arrived, name);
  const more = await of_twelve(arrived, server.url, name);
  await to_the_end(arrived, name);
  for (const member of [...arrived.few, ...more]) member.end();
  await people.end();
  await server.stop();
}

async function held(
  browser: Browser,
  size: keyof typeof sizes,
  part: (people: People, name: Name) => Promise<void>,
): Promise<void> {
  const server = await startServer();
  const people = new People(browser, server, sizes[size]);
  await part(people, (what) => `${size}-${what}`);
  await people.end();
  await server.stop();
}

/** In each language: a circle from week to week. */
const weeks = (language: Language) => (people: People, name: Name) =>
  three_weeks(people, language, (page, state) => take(page, name(`${language}-${state}`)));

async function joined_by_link(url: string, invitation: string, who: string[]) {
  const members = [];
  for (const name of who) members.push(await joined(url, invitation, name));
  return members;
}

const browser = await chromium.launch({
  executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium-headless-shell',
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
});
// With the name of a part after the folder, that one alone.
const only = process.argv[3];
for (const size of ['phone', 'desktop'] as const) {
  if (!only || only === 'gathering') await gathering(browser, size);
  if (!only || only === 'practices') await held(browser, size, practices);
  if (!only || only === 'easier') await held(browser, size, easier);
  if (!only || only === 'safe') await held(browser, size, safe);
  if (!only || only === 'weeks') {
    for (const language of languages) await held(browser, size, weeks(language));
  }
}
await browser.close();
console.log(`pictures in ${folder}`);
