// Holds keeping to its word: what leaves the device is sealed, opens for those of the circle alone,
// and the server is asked about structure without a word of it.
import { beforeEach, expect, it, vi } from 'vitest';
import { keep_template } from '../../../client-web/src/circle/acts_templates';
import type { Membership } from '../../../client-web/src/circle/membership';
import { Place } from '../../../client-web/src/circle/place.svelte';
import type { KeepTemplateCommand } from '../../../client-web/src/circle/words';
import { limits } from '../../../client-web/src/circle/words';
import { with_opaque_keys } from '../../../client-web/src/circle/template_keys';
import { FakeSocket } from '../fake_socket';
import { living, teller } from '../stage';
import { shipped, shipped_ids } from './samples';

let membership: Membership;
let place: Place;
const commands = () => FakeSocket.last.sent_of('command');

async function given(): Promise<KeepTemplateCommand> {
  await vi.waitFor(() => expect(commands()).toHaveLength(1));
  const [frame] = commands();
  if (frame?.command.type !== 'keep_template') throw new Error('no template');
  return frame.command;
}

beforeEach(async () => {
  FakeSocket.made = [];
  membership = await living();
  place = new Place(membership);
});

it('seals title and body, and opens what comes back', async () => {
  const file = shipped('small_repair');
  const answer = place.keep_template(file);
  const { template, title, body } = await given();
  FakeSocket.last.says({ type: 'accepted', id: commands()[0]?.id ?? '', number: 1 });
  expect(await answer).toEqual({ accepted: true, template });
  const tell = teller();
  tell({ type: 'template_kept', template, title, body, by: 'Ana' });
  const [kept] = place.templates;
  if (!kept) throw new Error('not kept');
  const opened = await place.open_template(kept);
  expect(opened).toEqual({ ...with_opaque_keys(file), id: 'our_practice' });
  place.template_title(kept);
  await vi.waitFor(() => expect(place.template_title(kept)).toBe('A small repair'));
  await expect(place.open_template({ ...kept, template: 'another' })).rejects.toThrow();
  tell({ type: 'template_forgotten', template, by: 'Ana' });
  expect(place.templates).toEqual([]);
});

it('says the words of a template kept again in its place', async () => {
  const tell = teller();
  const sealed = { key: 1, body: 'b25l' };
  const kept = (template: string, body: string) =>
    ({
      type: 'template_kept',
      template,
      title: sealed,
      body: { key: 1, body },
      by: 'Ana',
    }) as const;
  tell(kept('one', 'b25l'));
  tell(kept('two', 'dHdv'));
  tell(kept('one', 'b3RoZXI'));
  expect(place.templates.map(({ template, body }) => [template, body.body])).toEqual([
    ['one', 'b3RoZXI'],
    ['two', 'dHdv'],
  ]);
});

it('one that is kept can be practised, one that does not open is left out', async () => {
  const file = shipped('being_with');
  void place.keep_template(file);
  const { template, title, body } = await given();
  const tell = teller();
  tell({ type: 'template_kept', template, title, body, by: 'Ana' });
  tell({ type: 'template_kept', template: 'other', title, body, by: 'Ana' });
  const own = await place.own_templates();
  expect(own.map(({ id }) => id)).toEqual([template]);
  const [one] = own;
  expect(one?.structure).toEqual(with_opaque_keys(file).structure);
  const prompts = Object.values(one?.words['en']?.steps ?? {}).flatMap((step) =>
    Object.values(step.prompts),
  );
  expect(prompts.length).toBeGreaterThan(0);
  expect(prompts).not.toContain('');
});

it.each(shipped_ids)('%s fits into a message in all its languages', async (id) => {
  void keep_template(membership, shipped(id));
  const command = await given();
  expect(JSON.stringify(command).length).toBeLessThan(limits.bytes.message_max - 200);
});

it('what is too long is refused before it leaves', async () => {
  const file = shipped('small_repair');
  const steps = file.words['en']?.steps ?? {};
  for (const step of Object.values(steps)) step.prompts['everybody'] = '\u{1F33F}'.repeat(1000);
  for (const step of Object.values(steps)) step.prompts['first'] = '\u{1F33F}'.repeat(1000);
  const answer = await place.keep_template(file);
  expect(answer).toMatchObject({ accepted: false, code: 'too_long' });
  expect(commands()).toEqual([]);
});

it('asks the server, and hears its answer or its refusal', async () => {
  const { structure } = with_opaque_keys(shipped('being_with'));
  const asked = place.check_template(structure);
  expect(FakeSocket.last.sent_of('check_template')).toEqual([
    { type: 'check_template', structure },
  ]);
  FakeSocket.last.says({ type: 'template_checked', flaws: [] });
  expect(await asked).toEqual({ flaws: [] });
  const unread = place.check_template(structure);
  const refusal = { type: 'refused', code: 'malformed', sentence: 'No.' } as const;
  FakeSocket.last.says({ ...refusal, field: 'structure.about' });
  expect(await unread).toEqual({ unread: '/about' });
});

it('what is being written stays on the device, sealed', async () => {
  await place.keep_written('tea together');
  expect(await place.written()).toBe('tea together');
  const { device } = membership.surroundings;
  const [name] = await device.names('written/');
  expect(JSON.stringify(await device.read(name ?? ''))).not.toContain('tea');
  await place.keep_written('');
  expect(await device.names('written/')).toEqual([]);
});
