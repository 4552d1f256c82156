// Holds keeping a plan to its word: what leaves the device is sealed, opens for those of the circle
// alone, comes back as it was, and a refusal loses nothing.
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { activities_of } from '../../../client-web/src/circle/acts_plans';
import type { Membership } from '../../../client-web/src/circle/membership';
import { Place } from '../../../client-web/src/circle/place.svelte';
import { plan_in } from '../../../client-web/src/circle/shipped_plans';
import { limits, type KeepPlanCommand } from '../../../client-web/src/circle/words';
import { own_words } from '../../../client-web/src/seal/key_ring';
import { FakeSocket } from '../fake_socket';
import { living, teller } from '../stage';
import { evening, shipped_plans } from './samples';

let membership: Membership;
let place: Place;
const commands = () => FakeSocket.last.sent_of('command');

async function given(count = 1): Promise<KeepPlanCommand> {
  await vi.waitFor(() => expect(commands()).toHaveLength(count));
  const command = commands().at(-1)?.command;
  if (command?.type !== 'keep_plan') throw new Error('no plan');
  return command;
}
const accepts = () =>
  FakeSocket.last.says({ type: 'accepted', id: commands().at(-1)?.id ?? '', number: 1 });

beforeEach(async () => {
  FakeSocket.made = [];
  membership = await living();
  place = new Place(membership);
});

it('seals title and body, and opens what comes back', async () => {
  const answer = place.plans.keep(evening);
  const { plan, title, body } = await given();
  expect(JSON.stringify([title, body])).not.toContain('evening');
  accepts();
  expect(await answer).toEqual({ accepted: true, kept: { plan, body: body.body } });
  const tell = teller();
  tell({ type: 'plan_kept', plan, title, body, by: 'Ana' });
  const kept = place.plans.kept_as(plan);
  if (!kept) throw new Error('not kept');
  expect(await place.plans.open(kept)).toEqual(evening);
  place.plans.title_of(kept);
  await vi.waitFor(() => expect(place.plans.title_of(kept)).toBe('An evening'));
  await expect(place.plans.open({ ...kept, plan: 'another' })).rejects.toThrow();
  tell({ type: 'plan_forgotten', plan, by: 'Ana' });
  expect(place.plans.kept).toEqual([]);
});

it('keeps in its place under the same name, and beside under another', async () => {
  void place.plans.keep(evening, 'one');
  expect((await given()).plan).toBe('one');
  void place.plans.keep(evening);
  expect((await given(2)).plan).not.toBe('one');
});

it('says which version of it is replaced, so that the server knows of another', async () => {
  void place.plans.keep(evening, 'one');
  const first = await given();
  expect(first.version).toBeUndefined();
  const tell = teller();
  tell({ ...first, type: 'plan_kept', by: 'Ana' });
  tell({ ...first, type: 'plan_kept', by: 'Ben' });
  void place.plans.keep(evening, 'one');
  expect((await given(2)).version).toBe(2);
});

it('what is too long is refused before it leaves', async () => {
  const activities = Array.from({ length: 24 }, () => ({
    kind: 'round' as const,
    minutes: 5,
    prompt: { words: '\u{1F33F}'.repeat(1000) },
  }));
  const answer = await place.plans.keep({ ...evening, activities });
  expect(answer).toMatchObject({ accepted: false, code: 'too_long' });
  expect(commands()).toEqual([]);
});

it.each(shipped_plans)('%s fits into a message', async (_, of) => {
  void place.plans.keep(plan_in(of, 'es'));
  const command = await given();
  expect(JSON.stringify(command).length).toBeLessThan(limits.bytes.message_max - 200);
});

it('what is being written stays on the device, sealed and apart from a template', async () => {
  await place.plans.keep_written('tea together');
  await place.keep_written('a practice');
  expect(await place.plans.written()).toBe('tea together');
  const { device } = membership.surroundings;
  const [name] = await device.names('plan/');
  expect(JSON.stringify(await device.read(name ?? ''))).not.toContain('tea');
  await place.plans.keep_written('');
  expect(await device.names('plan/')).toEqual([]);
  expect(await place.written()).toBe('a practice');
});

describe('the activities of a gathering', () => {
  it('are the plan, its own words sealed and its lengths in the wire’s measure', async () => {
    const activities = await activities_of(membership, evening);
    expect(JSON.stringify(activities)).not.toContain('What we carry');
    expect(JSON.stringify(activities)).not.toContain('Welcome');
    const [opening, round, silence, , practice] = activities;
    expect(opening).toMatchObject({ kind: 'opening', length: 180_000, by_itself: false });
    const { words } = opening?.prompt ?? {};
    if (!words) throw new Error('no prompt');
    expect(await membership.open(own_words('prompt'), words)).toBe('Welcome in.');
    expect(round).toMatchObject({
      length: 1_320_000,
      prompt: { key: 'checkin.carry' },
      floor: {
        floor: 'round',
        gentle: 150_000,
        direction: 'against',
        second_chance: true,
        last: true,
        everybody_once: false,
      },
    });
    expect(silence).toEqual({
      kind: 'silence',
      length: 120_000,
      by_itself: true,
      floor: { floor: 'silence', second_chance: false, last: false, everybody_once: false },
    });
    expect(practice).toMatchObject({ template: 'being_with', pod_size: 2 });
    expect(practice).not.toHaveProperty('floor');
  });

  it('are a plan again', async () => {
    const back = await place.plans.plan_of(await activities_of(membership, evening));
    expect(back).toEqual({ ...back, activities: evening.activities, title: '' });
  });

  it('whose words do not open here are no plan', async () => {
    const activities = await activities_of(membership, evening);
    const stranger = await living();
    const elsewhere = new Place(stranger);
    await expect(elsewhere.plans.plan_of(activities)).rejects.toThrow();
  });
});
