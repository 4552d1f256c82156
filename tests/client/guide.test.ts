// @vitest-environment jsdom
// Holds the guide of a rehearsal to its word: what happened is seen, stays seen, and nothing waits
// for it.
import { flushSync, mount, unmount } from 'svelte';
import { afterEach, describe, expect, it } from 'vitest';
import { Place } from '../../client-web/src/circle/place.svelte';
import type { GatheringView, PrivateView, View } from '../../client-web/src/circle/words';
import { follow, steps, type Step } from '../../client-web/src/companions/guide';
import { make_secret } from '../../client-web/src/seal/bytes';
import Guide from '../../client-web/src/parts/rehearsal/Guide.svelte';
import { circle, floor, sealed, turn } from './circle';
import { FakeSocket } from './fake_socket';
import { button, like_a_browser, press, shown, text } from './on_screen';
import { kept_place, living, surroundings, teller } from './stage';

const share = { share: 's', author: 'Cai', at: 0, body: sealed, turn: 1 };
const said = (by: string): PrivateView => ({
  message: 'm',
  line: 'Cai',
  by,
  to: [by === 'Ben' ? 'Cai' : 'Ben'],
  from_device: 'd',
  at: 0,
  body: sealed,
  boxes: [],
});
const round = { floor: floor('round'), turn: turn('Cai') };

describe('what has happened', () => {
  const seen: [string, View, Step[]][] = [
    ['nothing, before the gathering', circle(), []],
    ['the opening', circle({}), ['open']],
    ['another floor is no round', circle({ floor: floor('queue') }), ['open']],
    ['a round', circle(round), ['open', 'round']],
    ['somebody shared', circle({ ...round, shares: [share] }), ['open', 'round', 'listen']],
    [
      'words of mine are none of theirs',
      circle({ shares: [{ ...share, author: 'Ben' }] }),
      ['open'],
    ],
    [
      'the piece went on',
      circle({ ...round, turn: turn('Dia', { turn: 2 }) }),
      ['open', 'round', 'listen'],
    ],
    ['words to me alone', circle({}, { private_said: [said('Cai')] }), ['open']],
    ['words of mine to one', circle({}, { private_said: [said('Ben')] }), ['open', 'near']],
    ['asked aside', circle({ asides: [aside(false)] }), ['open']],
    ['gone aside', circle({ asides: [aside(true)] }), ['open', 'near']],
    ['held still', circle({ still_by: 'Ben' }), ['open', 'still']],
  ];

  it.each(seen)('%s', (_, view, happened) => {
    expect(follow([], view)).toEqual(happened);
  });

  it('stays so, and closing counts once it was open', () => {
    const open = follow([], circle({ still_by: 'Ben' }));
    expect(follow(open, circle({}))).toBe(open);
    expect(follow(open, circle())).toEqual(['open', 'still', 'close']);
  });

  it('can be every step', () => {
    const whole: Partial<GatheringView> = { ...round, shares: [share], still_by: 'Ben' };
    const before = follow([], circle(whole, { private_said: [said('Ben')] }));
    expect([...follow(before, circle())].sort()).toEqual([...steps].sort());
  });
});

/** Who knows both links. */
const kept_keeper = () => ({
  ...kept_place(),
  keepers_secret: make_secret(),
  tokens: { keeper: make_secret(), invitation: make_secret() },
});

function aside(began: boolean) {
  return { by: 'Ben', member: 'Cai', began };
}

describe('on the page, the guide', () => {
  let page: ReturnType<typeof mount> | undefined;
  let ended = 0;

  async function guides(all = true) {
    like_a_browser();
    FakeSocket.made = [];
    ended = 0;
    const place = new Place(
      await living(undefined, kept_keeper(), { ...surroundings(), rehearses: true }),
    );
    const props = { place, all_here: Promise.resolve(all), end: () => (ended += 1), ending: false };
    page = mount(Guide, { target: document.body, props });
    flushSync();
    return place;
  }
  afterEach(() => {
    if (page) void unmount(page);
  });

  it('says first of all that the others are no people', async () => {
    await guides();
    expect(document.activeElement?.textContent).toBe(
      'A rehearsal. The others are companions, not people.',
    );
  });

  it('can be skipped, gone back in and hidden, whatever happened', async () => {
    await guides();
    expect(text()).toContain('Step 1 of 6');
    expect(button('Back')).toBeUndefined();
    for (let step = 1; step < steps.length; step += 1) press('Skip this');
    expect(text()).toContain('Close with care');
    expect(button('Skip this')).toBeUndefined();
    press('Back');
    expect(text()).toContain('Hold it still');
    press('Hide the guide');
    expect(text()).not.toContain('Hold it still');
    expect(text()).toContain('not people');
    press('Show the guide');
    press('Begin a round');
    expect(text()).toContain('Step 2 of 6');
  });

  it('marks a step when it happens, and goes nowhere by itself', async () => {
    await guides();
    expect(text()).not.toContain('This has happened.');
    teller()({ type: 'gathering_opened', gathering: 1, by: 'Ana' });
    await shown('This has happened.');
    expect(text()).toContain('Step 1 of 6');
    press('Next');
    expect(text()).toContain('Step 2 of 6');
    expect(text()).not.toContain('This has happened.');
  });

  it('says where not all companions came, and ends when asked', async () => {
    await guides(false);
    await shown('Not all companions could come');
    press('End the rehearsal');
    expect(ended).toBe(1);
  });

  it('shows no link of a rehearsal to anybody', async () => {
    const place = await guides();
    expect(place.links).toEqual({});
  });
});
