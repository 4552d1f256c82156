// Journey: every keeper is gone for a while; somebody holds the circle, or it rests; and a keeper is
// back. Minutes are not waited for: what the server says after them is told between it and the page.
import type { Page } from '@playwright/test';
import type { Event } from '../../client-web/src/circle/words.ts';
import { Between } from './between.ts';
import { is_in_order, small_targets } from './looking.ts';
import {
  button,
  expect,
  mine,
  open_floor,
  open_gathering,
  type People,
  ring,
  seat,
  test,
} from './people.ts';

const while_gone = (page: Page) => page.getByRole('region', { name: 'While no keeper is here' });
const held_by_me = (page: Page) => page.getByRole('region', { name: 'While you hold the circle' });
const announcer = (page: Page) => page.locator('[aria-live="polite"]').first();

/** Ana kept and is gone; Ben is seated, and Eli is quiet company. */
async function left_alone(people: People) {
  const ana = await people.page();
  const { invitation } = await people.make(ana);
  const ben = await people.page();
  const eli = await people.page();
  const near_ben = await Between.of(ben);
  const near_eli = await Between.of(eli);
  const tell = (event: Event) => {
    for (const each of [near_ben, near_eli]) each.tell(event);
  };
  await people.come_in(ben, invitation, 'Ben');
  await people.come_in(eli, invitation, 'Eli', { witness: true });
  await open_gathering(ana);
  await open_floor(ana, 'Centre');
  await expect(ring(ben)).toContainText('The piece lies in the centre');
  let is_held = false;
  near_ben.answers('stand_in', () => {
    is_held = !is_held;
    const type = is_held ? 'stand_in_began' : 'stand_in_ended';
    tell({ type, member: near_ben.me });
  });
  await ana.goto('about:blank');
  await expect(seat(ben, 'Ana')).toContainText('away');
  tell({ type: 'keepers_missed' });
  return { ana, ben, eli, invitation, tell };
}

test('without a keeper it goes on, and whoever is seated can hold it and give it back', async ({
  people,
}) => {
  const { ben, eli } = await left_alone(people);
  await expect(while_gone(ben)).toContainText('No keeper is here just now. The circle goes on.');
  await expect(announcer(ben)).toContainText('No keeper is here just now.');
  await expect(while_gone(eli)).toContainText('Anyone with a seat can hold it');
  await expect(while_gone(eli).getByRole('button')).toHaveCount(0);
  await is_in_order(ben, 'no keeper is here');
  await button(ben, 'Take the piece').click();
  await expect(seat(eli, 'Ben')).toContainText('holds the piece');
  const hold = while_gone(ben).getByRole('button', { name: 'Hold the circle' });
  await hold.focus();
  await ben.keyboard.press('Enter');
  await expect(held_by_me(ben)).toBeVisible();
  await expect(ben.getByText('That you are here is enough').first()).toBeVisible();
  await expect(eli.getByText('Ben holds the circle until a keeper is back.').last()).toBeVisible();
  await expect(seat(eli, 'Ben')).toContainText('stands in');
  await is_in_order(ben, 'holding the circle');
  await is_in_order(eli, 'somebody holds the circle');
  expect(await small_targets(ben)).toEqual([]);
  for (const name of ['People kept apart', 'Practice', 'Hold still'])
    await expect(button(ben, name)).toHaveCount(0);
  await button(ben, 'A closing round').click();
  await expect(ben.getByRole('dialog')).toBeVisible();
  await is_in_order(ben, 'a closing round');
  await ben.keyboard.press('Escape');
  await button(ben, 'Give it back').click();
  await expect(while_gone(eli)).toBeVisible();
  await expect(held_by_me(ben)).toHaveCount(0);
});

test('where nobody holds it, it rests; a keeper who is back ends all of it', async ({ people }) => {
  const { ana, ben, eli, tell } = await left_alone(people);
  tell({ type: 'circle_rested' });
  for (const page of [ben, eli]) {
    await expect(ring(page)).toContainText('The circle rests');
    await expect(while_gone(page)).toContainText('Nothing is lost');
    await expect(mine(page)).toContainText('The circle rests. Nothing is asked of you.');
    await is_in_order(page, 'the circle rests');
  }
  await expect(button(ben, 'Take the piece')).toHaveCount(0);
  await button(ben, 'Hold the circle').click();
  await expect(ring(eli)).not.toContainText('The circle rests');
  await ana.goBack();
  await expect(seat(ben, 'Ana')).not.toContainText('away');
  tell({ type: 'keepers_back' });
  await expect(
    eli.getByText('A keeper is back. Thank you, Ben, for holding the circle.'),
  ).toBeVisible();
  await expect(held_by_me(ben)).toHaveCount(0);
  await is_in_order(eli, 'a keeper is back');
  await button(eli, 'I see').last().click();
  await expect(eli.getByText('A keeper is back. Thank you')).toHaveCount(0);
});
