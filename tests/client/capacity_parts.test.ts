// @vitest-environment jsdom
// Holds what is shown of capacity to its word: it is one's own, nobody is pressed, and what is for this
// device alone is told to nobody.
import { describe, expect, it } from 'vitest';
import type { Event, GatheringView } from '../../client-web/src/circle/words';
import { floor } from './circle';
import { FakeSocket } from './fake_socket';
import { answers, asked, button, labelled, press, text, tick, write } from './on_screen';
import {
  entry_of,
  now,
  offers,
  open,
  opens,
  reads,
  reloads,
  seal,
  sent,
  shows,
  soon,
  step_of,
  told,
  where,
  with_a_place,
} from './threads_stage';

with_a_place();

describe('capacity', () => {
  async function opens_capacity(name = 'What I have to give today') {
    press(name);
    await offers('So it is today');
  }

  it('is said with own words, sealed, to whom one chooses, and nothing is chosen before', async () => {
    await shows();
    await opens_capacity();
    expect(document.querySelector('dialog input[type=radio]:checked')).toHaveProperty(
      'value',
      'keepers',
    );
    expect(button('So it is today')?.disabled).toBe(true);
    tick('Tender');
    tick('Everybody in the circle');
    write('In your own words', 'slept badly');
    press('So it is today');
    const { capacity, seen_by, words } = await sent('say_capacity');
    expect([capacity, seen_by]).toEqual(['tender', 'circle']);
    expect(await open('capacity_words', words, now.membership.me)).toBe('slept badly');
    await answers();
    told({ type: 'capacity_said', member: now.membership.me, capacity, seen_by });
    await reads('It stands as you say');
    press('Close');
    expect(button('Today: tender')).toBeDefined();
    await opens_capacity('Today: tender');
    press('Take it back');
    await sent('take_back_capacity');
  });

  it('for nobody stays here, sealed; who rests only asks to be passed over', async () => {
    await shows();
    await opens_capacity();
    tick('Resting');
    tick('Nobody');
    write('In your own words', 'a hard week');
    expect(text()).toContain('Everybody sees that the piece passes you by. Why is yours.');
    press('So it is today');
    expect(await sent('pass_over_me')).toEqual({ type: 'pass_over_me', on: true });
    await answers();
    told({ type: 'passed_over', member: now.membership.me, on: true });
    await reads('It stands as you say');
    expect(asked('say_capacity')).toEqual([]);
    const frames = FakeSocket.last.sent_of('command').map(({ command }) => JSON.stringify(command));
    expect(frames.filter((each) => each.includes('rest'))).toEqual([]);
    for (const name of await where.device.names('')) {
      expect(JSON.stringify(await where.device.read(name))).not.toMatch(/resting|hard week/);
    }
    await reloads();
    await shows({ gathering: { passed_over: [now.membership.me] } });
    await offers('Today: resting');
    told({
      type: 'gathering_closed',
      why: 'keeper',
      ring: 3,
      came: [],
      went: [],
    } as unknown as Event);
    await soon(async () => expect(await now.membership.belongings.threads()).toBe(''));
  });

  it('that was refused stays as it was written', async () => {
    await shows();
    await opens_capacity();
    tick('Open');
    write('In your own words', 'glad to be here');
    press('So it is today');
    await sent('say_capacity');
    await answers('circle_is_still');
    await reads('Not like this.');
    await reloads();
    await shows();
    await opens_capacity();
    expect(labelled('In your own words').value).toBe('glad to be here');
    expect(labelled('Open').checked).toBe(true);
  });

  it('stands at the seat of who shows it to all, as a shape and as words', async () => {
    const capacities: GatheringView['capacities'] = [
      { member: 'Ana', capacity: 'resting', seen_by: 'circle' },
      { member: 'Cai', capacity: 'tender', seen_by: 'keepers' },
    ];
    await shows({ gathering: { capacities, passed_over: ['Ana', 'Cai'] } });
    await reads('Cai');
    const seats = [...document.querySelectorAll('.ring li')];
    const seat = (name: string) => seats.find((each) => each.textContent.includes(name));
    expect(seat('Ana')?.querySelector('svg[aria-hidden]')).not.toBeNull();
    expect(seat('Ana')?.textContent).toContain('Resting today');
    expect(seat('Cai')?.querySelector('svg')).toBeNull();
    expect(seat('Cai')?.textContent).toContain('the piece passes by');
  });

  it("is listed for a keeper in the ring's order, without a number", async () => {
    const words = await seal('capacity_words', 'so tired', 'Cai');
    const capacities: GatheringView['capacities'] = [
      { member: 'Cai', capacity: 'resting', seen_by: 'keepers', words },
      { member: 'Ana', capacity: 'resting', seen_by: 'circle' },
    ];
    await shows({ keeper: true, gathering: { capacities } });
    await opens_capacity();
    await reads('so tired');
    const region = document.querySelector('dialog section[aria-label="How it is in the ring"]');
    expect(region?.textContent).toContain('The plan may be made lighter');
    expect(region?.textContent).not.toMatch(/\d/);
    const names = [...(region?.querySelectorAll('strong') ?? [])].map((each) => each.textContent);
    expect(names).toEqual(['Ana', 'Cai']);
  });
});

describe('who rests', () => {
  const resting = () => ({ floor: floor('open'), passed_over: [now.membership.me] });

  it('is not asked for words, and may write all the same', async () => {
    await shows({ gathering: resting() });
    expect(text()).toContain('You rest today. Nothing is asked of you');
    expect(document.querySelector('textarea')).toBeNull();
    press('Write something after all');
    expect(document.querySelector('textarea')).not.toBeNull();
  });

  it('is offered no turn in large letters', async () => {
    await shows({ gathering: { ...resting(), floor: floor('centre') } });
    const taken = button('Take the piece');
    expect(taken).toBeDefined();
    expect(taken?.className).not.toMatch(/main|large/);
  });

  it('is brought up nothing, and finds it where they look', async () => {
    const board = [await entry_of('Ana')];
    const small_steps = [await step_of('Cai', { partner: now.membership.me })];
    await shows({ gathering: resting(), view: { board, small_steps } });
    expect(now.place.threads.brings_up).toBe(false);
    await opens('Asks, offers, small steps');
    await reads('Cai asks you along in a small step');
  });
});
