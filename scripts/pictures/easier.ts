// The easier pages: words alone, and larger.
import {
  button,
  holds,
  open_floor,
  open_gathering,
  open_sheet,
  type People,
  share,
} from '../../tests/browser/people.ts';
import { type Name, take } from './taking.ts';

const ways = { words: { words_only: true }, larger: { larger: true } };

async function as(people: People, likings: object, link: string) {
  const device = await people.device();
  await device.addInitScript(
    (kept) => localStorage.setItem('circlekeeper.likings', kept),
    JSON.stringify(likings),
  );
  const page = await device.newPage();
  await page.goto(link);
  return page;
}

/** Somebody comes to a circle that Ana keeps, by each of the easier pages. */
export async function easier(people: People, name: Name): Promise<void> {
  for (const [way, likings] of Object.entries(ways)) {
    const ana = await people.page();
    const { invitation } = await people.make(ana);
    const cai = await people.join(invitation, 'Cai');
    const ben = await as(people, likings, '/');
    await take(ben, name(`40-${way}-front`));
    await ben.goto(invitation);
    await button(ben, 'Join the circle').waitFor();
    await take(ben, name(`41-${way}-door`));
    await people.come_in(ben, invitation, 'Ben', { pronouns: 'he/him' });
    await open_gathering(ana, 'Welcome. Let us take a breath and arrive.');
    await open_floor(ana, 'Round', {
      from: 'Cai',
      gentle: '2 minutes',
      prompt: 'What small thing was kind to you this week?',
    });
    await holds('Cai', ben);
    await share(cai, 'My neighbour left a bowl of plums at the door.');
    await button(cai, 'Pass it on').click();
    await take(ben, name(`42-${way}-listening`));
    await button(cai, 'Now').click();
    await holds('Ben', ben);
    await take(ben, name(`43-${way}-holding`));
    await open_sheet(ben, 'For me');
    await take(ben, name(`44-${way}-for-me`));
    await ben.keyboard.press('Escape');
    await button(ben, 'Support at hand').click();
    await take(ben, name(`45-${way}-support`));
  }
}
